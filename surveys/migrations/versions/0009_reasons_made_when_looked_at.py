"""Reasons made when somebody looks at a text, not kept with every reading

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("prediction") as batch:
        batch.drop_column("reasons")


def downgrade() -> None:
    with op.batch_alter_table("prediction") as batch:
        batch.add_column(sa.Column("reasons", sa.JSON(none_as_null=True), nullable=True))
