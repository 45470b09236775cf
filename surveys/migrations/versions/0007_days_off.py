"""Days off, year by year

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "kind in ('national', 'joint_leave')", name=op.f("ck_holiday_kind_known")
        ),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holiday")),
    )


def downgrade() -> None:
    op.drop_table("holiday")
