"""Counters that are closed from a day on, and opened again

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service_counter", sa.Column("closed_from", sa.Date(), nullable=True))
    op.add_column("service_counter", sa.Column("closed_reason", sa.String(200), nullable=True))
    op.add_column(
        "service_counter",
        sa.Column("closed_scans", sa.Integer(), nullable=False, server_default="0"),
    )
    op.add_column("service_counter", sa.Column("reopened_on", sa.Date(), nullable=True))


def downgrade() -> None:
    for name in ("reopened_on", "closed_scans", "closed_reason", "closed_from"):
        op.drop_column("service_counter", name)
