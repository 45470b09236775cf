"""Danger that people confirm or clear, and since when it is known

Revision 0017, after 0016. Open cases of the last 60 days keep the day that they were given.
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KNOWN = """
update complaint set danger_on = local_date
where danger and status in ('new', 'in_progress', 'reopened') and local_date >= :first
"""


def upgrade() -> None:
    with op.batch_alter_table("complaint") as table:
        table.add_column(sa.Column("danger_by", sa.String(100), nullable=True))
        table.add_column(sa.Column("danger_on", sa.Date(), nullable=True))
    first = sa.bindparam("first", datetime.now(UTC).date() - timedelta(days=60), sa.Date())
    op.get_bind().execute(sa.text(KNOWN).bindparams(first))


def downgrade() -> None:
    with op.batch_alter_table("complaint") as table:
        table.drop_column("danger_on")
        table.drop_column("danger_by")
