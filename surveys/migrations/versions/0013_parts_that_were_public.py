"""Parts of public snapshots that others took the place of

Revision 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "published_before",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("part", sa.String(length=24), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_published_before_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_before")),
    )
    with op.batch_alter_table("published_before", schema=None) as batch_op:
        batch_op.create_index(
            "ix_published_before_unit_id_period", ["unit_id", "period"], unique=False
        )


def downgrade() -> None:
    op.drop_table("published_before")
