"""Agencies that units once belonged to

Revision 0026, after 0025. Of moves before it only what older results say is known.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_agency",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_former_agency_unit_id")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_former_agency_agency_id")
        ),
        sa.PrimaryKeyConstraint("unit_id", "agency_id", name=op.f("pk_former_agency")),
    )


def downgrade() -> None:
    op.drop_table("former_agency")
