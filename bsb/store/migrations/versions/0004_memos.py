"""Memos on the project, interviews, codes, codings and cells."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "memo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=True),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("coding_id", sa.Integer(), nullable=True),
        sa.Column("matrix", sa.String(length=80), nullable=True),
        sa.Column("row_key", sa.String(length=80), nullable=True),
        sa.Column("column_key", sa.String(length=80), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("edited", sa.String(length=20), nullable=True),
        sa.CheckConstraint("kind IN ('project', 'interview', 'code', 'coding', 'cell')", name=op.f("ck_memo_kind")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_memo_code_id_code")),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_memo_coding_id_coding")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_memo_interview_id_interview")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
        sa.UniqueConstraint("uid", name=op.f("uq_memo_uid")),
    )
    for column in ("interview_id", "code_id", "coding_id"):
        op.create_index(op.f(f"ix_memo_{column}"), "memo", [column], unique=False)


def downgrade() -> None:
    """Drop the table."""
    for column in ("coding_id", "code_id", "interview_id"):
        op.drop_index(op.f(f"ix_memo_{column}"), table_name="memo")
    op.drop_table("memo")
