"""Staff that leaves, elements of a topic, and programmes of others

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added in place: to rebuild a table that others refer to, SQLite would have to drop it first.
    op.execute(
        "alter table unit add column leaving_percent integer"
        " constraint ck_unit_leaving_from_0_to_100"
        " check (leaving_percent is null or leaving_percent between 0 and 100)"
    )
    op.add_column("topic", sa.Column("elements", sa.JSON(), nullable=True))
    op.create_table(
        "other_programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("handling", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "end_date is null or end_date >= start_date",
            name=op.f("ck_other_programme_ends_after_start"),
        ),
        sa.CheckConstraint(
            "handling in ('excluded', 'allowed for')",
            name=op.f("ck_other_programme_handling_known"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_other_programme_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_other_programme_topic_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_programme")),
        sa.UniqueConstraint(
            "unit_id", "name", "start_date", name=op.f("uq_other_programme_unit_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("other_programme")
    op.drop_column("topic", "elements")
    op.drop_column("unit", "leaving_percent")
