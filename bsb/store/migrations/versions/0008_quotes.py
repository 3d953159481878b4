"""Quotes with their printed form, and where they were used."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "quote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pieces", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.String(length=20), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.String(length=20), nullable=True),
        sa.CheckConstraint("status IN ('proposed', 'approved', 'rejected', 'lapsed')", name=op.f("ck_quote_status")),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_quote_coding_id_coding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sa.UniqueConstraint("uid", name=op.f("uq_quote_uid")),
    )
    op.create_index(op.f("ix_quote_coding_id"), "quote", ["coding_id"], unique=False)
    op.create_table(
        "quote_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_uid", sa.String(length=32), nullable=False),
        sa.Column("paper", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_use")),
        sa.UniqueConstraint("quote_uid", "paper", name=op.f("uq_quote_use_quote_uid_paper")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("quote_use")
    op.drop_index(op.f("ix_quote_coding_id"), table_name="quote")
    op.drop_table("quote")
