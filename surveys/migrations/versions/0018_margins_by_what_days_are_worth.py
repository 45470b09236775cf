"""Margins by what days are worth, no longer by how many they are

Revision 0018, after 0017. Kept figures have the margins of before; the background works them out
again. What is published or closed keeps the interval it was issued with.
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

FORGET = "delete from kept_figure"


def upgrade() -> None:
    op.execute(FORGET)


def downgrade() -> None:
    op.execute(FORGET)
