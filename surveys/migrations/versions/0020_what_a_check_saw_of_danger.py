"""What a check saw of danger, and which checks the desk dealt out as second ones

Revision 0020, after 0019. Of earlier checks neither is known: none counts as a second reading.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("decision") as table:
        table.add_column(
            sa.Column("again", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("danger", sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("decision") as table:
        table.drop_column("danger")
        table.drop_column("again")
