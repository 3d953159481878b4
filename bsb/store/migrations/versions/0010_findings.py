"""Findings with their evidence, recommendations and follow-up; conference groups, verdicts, evaluation forms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("districts", sa.Text(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=True),
        sa.Column("group_name", sa.String(length=80), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.CheckConstraint("kind IN ('good', 'challenge')", name=op.f("ck_finding_kind")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_finding_conference_id_conference")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("uid", name=op.f("uq_finding_uid")),
    )
    op.create_index(op.f("ix_finding_conference_id"), "finding", ["conference_id"], unique=False)
    op.create_table(
        "finding_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_code_finding_id_finding")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_finding_code_code_id_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_code")),
        sa.UniqueConstraint("finding_id", "code_id", name=op.f("uq_finding_code_finding_id_code_id")),
    )
    op.create_index(op.f("ix_finding_code_code_id"), "finding_code", ["code_id"], unique=False)
    op.create_table(
        "finding_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("coding_uid", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=True),
        sa.Column("matrix", sa.String(length=80), nullable=True),
        sa.Column("row_key", sa.String(length=80), nullable=True),
        sa.Column("column_key", sa.String(length=80), nullable=True),
        sa.Column("keydoc_id", sa.Integer(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('coding', 'cell', 'page')", name=op.f("ck_finding_evidence_kind")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_evidence_finding_id_finding")),
        sa.ForeignKeyConstraint(["keydoc_id"], ["keydoc.id"], name=op.f("fk_finding_evidence_keydoc_id_keydoc")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_evidence")),
    )
    op.create_index(op.f("ix_finding_evidence_coding_uid"), "finding_evidence", ["coding_uid"], unique=False)
    op.create_index(op.f("ix_finding_evidence_finding_id"), "finding_evidence", ["finding_id"], unique=False)
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("addressee", sa.String(length=80), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("uid", name=op.f("uq_recommendation_uid")),
    )
    op.create_table(
        "finding_recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_finding_recommendation_finding_id_finding")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_finding_recommendation_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_recommendation")),
        sa.UniqueConstraint(
            "finding_id", "recommendation_id", name=op.f("uq_finding_recommendation_finding_id_recommendation_id")
        ),
    )
    op.create_index(
        op.f("ix_finding_recommendation_recommendation_id"),
        "finding_recommendation",
        ["recommendation_id"],
        unique=False,
    )
    op.create_table(
        "conference_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_conference_group_conference_id_conference")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference_group")),
        sa.UniqueConstraint("conference_id", "name", name=op.f("uq_conference_group_conference_id_name")),
    )
    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.CheckConstraint("verdict IN ('confirmed', 'nuanced', 'disputed', 'new')", name=op.f("ck_verdict_verdict")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["conference_group.id"], name=op.f("fk_verdict_group_id_conference_group")
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_verdict_finding_id_finding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.UniqueConstraint("group_id", "finding_id", name=op.f("uq_verdict_group_id_finding_id")),
    )
    op.create_index(op.f("ix_verdict_finding_id"), "verdict", ["finding_id"], unique=False)
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.Integer(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_evaluation_conference_id_conference")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
    )
    op.create_index(op.f("ix_evaluation_conference_id"), "evaluation", ["conference_id"], unique=False)
    op.create_table(
        "followup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("said_by", sa.String(length=80), nullable=False),
        sa.Column("said_on", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.CheckConstraint("status IN ('not_begun', 'begun', 'done', 'dropped')", name=op.f("ck_followup_status")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_followup_recommendation_id_recommendation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followup")),
    )
    op.create_index(op.f("ix_followup_recommendation_id"), "followup", ["recommendation_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_followup_recommendation_id"), table_name="followup")
    op.drop_table("followup")
    op.drop_index(op.f("ix_evaluation_conference_id"), table_name="evaluation")
    op.drop_table("evaluation")
    op.drop_index(op.f("ix_verdict_finding_id"), table_name="verdict")
    op.drop_table("verdict")
    op.drop_table("conference_group")
    op.drop_index(op.f("ix_finding_recommendation_recommendation_id"), table_name="finding_recommendation")
    op.drop_table("finding_recommendation")
    op.drop_table("recommendation")
    op.drop_index(op.f("ix_finding_evidence_coding_uid"), table_name="finding_evidence")
    op.drop_index(op.f("ix_finding_evidence_finding_id"), table_name="finding_evidence")
    op.drop_table("finding_evidence")
    op.drop_index(op.f("ix_finding_code_code_id"), table_name="finding_code")
    op.drop_table("finding_code")
    op.drop_index(op.f("ix_finding_conference_id"), table_name="finding")
    op.drop_table("finding")
