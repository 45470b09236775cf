"""How sure a version was of the polarity it read, for the order of the desk

Revision 0025, after 0024. What was read before keeps none until it is read again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("prediction") as table:
        table.add_column(sa.Column("polarity_doubt", sa.Float(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("prediction") as table:
        table.drop_column("polarity_doubt")
