"""Days of months that are kept, for longer periods

Revision 0016, after 0015. Months are worked out again by the background, with their days.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# A month is written 2026-07, a quarter 2026-Q3, a half-year 2026-2.
MONTHS = "delete from kept_figure where length(period) = 7 and substr(period, 6, 1) <> 'Q'"


def upgrade() -> None:
    op.execute(MONTHS)
    with op.batch_alter_table("kept_figure") as table:
        table.add_column(sa.Column("days", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("kept_figure") as table:
        table.drop_column("days")
