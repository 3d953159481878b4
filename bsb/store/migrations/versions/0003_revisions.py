"""Earlier versions of transcripts, and codings that a revision has left without a certain place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Making a column nullable rebuilds the table in SQLite, and a trigger on it is lost with the old one.
_TRIGGER = """CREATE TRIGGER transcript_delete AFTER DELETE ON transcript BEGIN
       INSERT INTO turn_fts(turn_fts) VALUES ('optimize'); END"""


def _transcript(*, nullable: bool) -> sa.Table:
    return sa.Table(
        "transcript",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=nullable),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("source_format", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("approved_by", sa.String(length=80), nullable=False),
        sa.Column("approved_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_transcript_interview_id_interview")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript")),
        sa.UniqueConstraint("interview_id", name=op.f("uq_transcript_interview_id")),
        sa.Index(op.f("ix_transcript_sha256"), "sha256"),
        sa.Index(op.f("ix_transcript_source_sha256"), "source_sha256"),
    )


def _coding(*, nullable: bool) -> sa.Table:
    return sa.Table(
        "coding",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=nullable),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("coder", sa.String(length=40), nullable=False),
        sa.Column("valence", sa.String(length=8), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=True),
        sa.Column("phase", sa.String(length=16), nullable=True),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.CheckConstraint("level IN ('individual', 'organisation')", name=op.f("ck_coding_level")),
        sa.CheckConstraint("phase IN ('planning', 'implementation')", name=op.f("ck_coding_phase")),
        sa.CheckConstraint("valence IN ('positive', 'critical', 'mixed', 'neutral')", name=op.f("ck_coding_valence")),
        sa.CheckConstraint('"end" > start', name=op.f("ck_coding_span")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_coding_code_id_code")),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcript.id"], name=op.f("fk_coding_transcript_id_transcript")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint(
            "transcript_id",
            "start",
            "end",
            "code_id",
            "coder",
            name=op.f("uq_coding_transcript_id_start_end_code_id_coder"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_coding_uid")),
        sa.Index(op.f("ix_coding_code_id"), "code_id"),
        sa.Index("ix_coding_transcript_id_start_end", "transcript_id", "start", "end"),
    )


def upgrade() -> None:
    """Let go of two NOT NULLs, and make room for the version before and for codings without a place."""
    with op.batch_alter_table("transcript", copy_from=_transcript(nullable=False)) as table:
        table.alter_column("interview_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("replaces", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_transcript_replaces_transcript"), "transcript", ["replaces"], ["id"])
        table.create_unique_constraint(op.f("uq_transcript_replaces"), ["replaces"])
    with op.batch_alter_table("coding", copy_from=_coding(nullable=False)) as table:
        table.alter_column("transcript_id", existing_type=sa.Integer(), nullable=True)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_TRIGGER)
    op.create_table(
        "unplaced",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("near_start", sa.Integer(), nullable=False),
        sa.Column("near_end", sa.Integer(), nullable=False),
        sa.CheckConstraint("near_end >= near_start", name=op.f("ck_unplaced_span")),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_unplaced_coding_id_coding")),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcript.id"], name=op.f("fk_unplaced_transcript_id_transcript")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unplaced")),
        sa.UniqueConstraint("coding_id", name=op.f("uq_unplaced_coding_id")),
    )
    op.create_index(op.f("ix_unplaced_transcript_id"), "unplaced", ["transcript_id"], unique=False)


def downgrade() -> None:
    """Drop what was added; codings without a place and earlier versions go."""
    op.drop_index(op.f("ix_unplaced_transcript_id"), table_name="unplaced")
    op.drop_table("unplaced")
    former = "(SELECT id FROM transcript WHERE interview_id IS NULL)"
    for statement in (
        "DELETE FROM coding WHERE transcript_id IS NULL",
        f"DELETE FROM turn WHERE transcript_id IN {former}",  # noqa: S608
        "UPDATE transcript SET replaces = NULL",
        "DELETE FROM transcript WHERE interview_id IS NULL",
    ):
        op.execute(statement)
    with op.batch_alter_table("coding", copy_from=_coding(nullable=True)) as table:
        table.alter_column("transcript_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("transcript") as table:
        table.drop_constraint(op.f("uq_transcript_replaces"), type_="unique")
        table.drop_constraint(op.f("fk_transcript_replaces_transcript"), type_="foreignkey")
        table.drop_column("replaces")
        table.alter_column("interview_id", existing_type=sa.Integer(), nullable=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_TRIGGER)
