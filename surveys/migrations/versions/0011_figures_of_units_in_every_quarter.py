"""Figures of units in every quarter, the one that runs as well

Revision 0011, after 0010. What was kept is worked out again by the background.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("kept_figure")
    op.create_table(
        "kept_figure",
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("index_spread", sa.Text(), nullable=True),
        sa.Column("element_spreads", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_kept_figure_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("unit_id", "period", name=op.f("pk_kept_figure")),
    )


def downgrade() -> None:
    op.drop_table("kept_figure")
    op.create_table(
        "kept_figure",
        sa.Column("unit_part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("spreads", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("unit_part", "period", name=op.f("pk_kept_figure")),
    )
