"""Blind rounds, bundles handed out and what came back from them, and whose workplace a project is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "blind_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("opened_by", sa.String(length=80), nullable=False),
        sa.Column("opened_at", sa.String(length=20), nullable=False),
        sa.Column("closed_by", sa.String(length=80), nullable=True),
        sa.Column("closed_at", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blind_round")),
        sa.UniqueConstraint("name", name=op.f("uq_blind_round_name")),
    )
    op.create_table(
        "blind_coder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("coder", sa.String(length=40), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["blind_round.id"], name=op.f("fk_blind_coder_round_id_blind_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blind_coder")),
        sa.UniqueConstraint("round_id", "coder", name=op.f("uq_blind_coder_round_id_coder")),
    )
    op.create_table(
        "blind_interview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["blind_round.id"], name=op.f("fk_blind_interview_round_id_blind_round")
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_blind_interview_interview_id_interview")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blind_interview")),
        sa.UniqueConstraint("round_id", "interview_id", name=op.f("uq_blind_interview_round_id_interview_id")),
    )
    op.create_table(
        "bundle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("coder", sa.String(length=40), nullable=False),
        sa.Column("round", sa.String(length=80), nullable=False),
        sa.Column("interviews", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("destroyed_at", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle")),
        sa.UniqueConstraint("uid", name=op.f("uq_bundle_uid")),
    )
    op.create_table(
        "bundle_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bundle_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["bundle_id"], ["bundle.id"], name=op.f("fk_bundle_return_bundle_id_bundle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_return")),
        sa.UniqueConstraint("bundle_id", "place", name=op.f("uq_bundle_return_bundle_id_place")),
    )
    op.create_table(
        "workplace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("coder", sa.String(length=40), nullable=False),
        sa.Column("project", sa.String(length=16), nullable=False),
        sa.Column("bundle", sa.String(length=32), nullable=False),
        sa.Column("bundle_at", sa.String(length=20), nullable=False),
        sa.Column("round", sa.String(length=80), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workplace")),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("workplace", "bundle_return", "bundle", "blind_interview", "blind_coder", "blind_round"):
        op.drop_table(table)
