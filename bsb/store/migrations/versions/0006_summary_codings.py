"""Which codings a summary rests on, and how they were when it was written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "summary_coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("summary_id", sa.Integer(), nullable=False),
        sa.Column("coding_uid", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["summary_id"], ["summary.id"], name=op.f("fk_summary_coding_summary_id_summary")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_coding")),
        sa.UniqueConstraint("summary_id", "coding_uid", name=op.f("uq_summary_coding_summary_id_coding_uid")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("summary_coding")
