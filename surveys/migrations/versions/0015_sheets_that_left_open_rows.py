"""Which sheets left the rows of open data, or came back

Revision 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "open_sheet",
        sa.Column("response_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("turns", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_open_sheet_response_id_response")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_open_sheet_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_open_sheet")),
    )
    with op.batch_alter_table("open_sheet", schema=None) as batch_op:
        batch_op.create_index("ix_open_sheet_unit_id_period", ["unit_id", "period"], unique=False)
    with op.batch_alter_table("open_day", schema=None) as batch_op:
        batch_op.add_column(sa.Column("newest_id", NUMBER, nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_open_day_newest_id_response"), "response", ["newest_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("open_day", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_open_day_newest_id_response"), type_="foreignkey")
        batch_op.drop_column("newest_id")
    op.drop_table("open_sheet")
