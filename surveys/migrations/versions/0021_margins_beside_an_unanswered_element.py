"""Margins of places with an element that nobody answered, from all of their answers

Revision 0021, after 0020. Kept figures without a spread of the index are worked out again in the
background: a place pooled of several needs to know how sure the mean of the other elements is.
"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

FORGET = "delete from kept_figure where index_spread is null"


def upgrade() -> None:
    op.execute(FORGET)


def downgrade() -> None:
    op.execute("delete from kept_figure")
