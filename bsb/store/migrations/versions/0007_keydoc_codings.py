"""Coded passages of key documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "keydoc_coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("keydoc_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("coder", sa.String(length=40), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.CheckConstraint('"end" > start', name=op.f("ck_keydoc_coding_span")),
        sa.ForeignKeyConstraint(["keydoc_id"], ["keydoc.id"], name=op.f("fk_keydoc_coding_keydoc_id_keydoc")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_keydoc_coding_code_id_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keydoc_coding")),
        sa.UniqueConstraint("uid", name=op.f("uq_keydoc_coding_uid")),
        sa.UniqueConstraint(
            "keydoc_id",
            "start",
            "end",
            "code_id",
            "coder",
            name=op.f("uq_keydoc_coding_keydoc_id_start_end_code_id_coder"),
        ),
    )
    op.create_index(op.f("ix_keydoc_coding_code_id"), "keydoc_coding", ["code_id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("keydoc_coding")
