"""Ways of answering that are kept with the figures of months and quarters

Revision 0023, after 0022. Months and quarters are worked out again by the background, with what
came each way.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

# A month is written 2026-07, a quarter 2026-Q3, a half-year 2026-2, a year 2026.
FORGET = "delete from kept_figure where length(period) = 7"


def upgrade() -> None:
    op.execute(FORGET)
    with op.batch_alter_table("kept_figure") as table:
        table.add_column(sa.Column("ways", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("kept_figure") as table:
        table.drop_column("ways")
