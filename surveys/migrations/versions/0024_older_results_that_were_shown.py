"""Older results as the public saw them

Revision 0024, after 0023. Whatever earlier versions may have shown counts as shown once; which of
it may stand together is settled with the next look at what is to be published.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

SMALLEST = 5

SHOWN_SO_FAR = f"""
insert into older_shown
    (agency_id, unit_id, period, scale, index_hundredths, respondents, standing, shown_at)
select agency_id, unit_id, period, scale, index_hundredths, respondents, false, imported_at
from older_result where respondents is null or respondents >= {SMALLEST} order by id
"""


def upgrade() -> None:
    op.create_table(
        "older_shown",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("scale", sa.String(length=24), nullable=False),
        sa.Column("index_hundredths", sa.Integer(), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=True),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_older_shown_agency_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_older_shown_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_older_shown")),
    )
    op.create_index(op.f("ix_older_shown_agency_id"), "older_shown", ["agency_id"])
    op.execute(SHOWN_SO_FAR)


def downgrade() -> None:
    op.drop_table("older_shown")
