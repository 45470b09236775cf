"""Figures of quarters that are over

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table counter_month add column revision integer not null default 1")
    op.create_table(
        "kept_figure",
        sa.Column("unit_part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("spreads", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("unit_part", "period", name=op.f("pk_kept_figure")),
    )


def downgrade() -> None:
    op.drop_table("kept_figure")
    op.drop_column("counter_month", "revision")
