"""Open data by day, results from before the portal, and decisions without an account

Revision 0002, after 0001.
"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _moment(name: str) -> "sa.Column[datetime]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    op.create_table(
        "open_day",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=False),
        sa.Column("bins", sa.JSON(), nullable=False),
        _moment("published_at"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_open_day_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_day")),
    )
    op.create_index("ix_open_day_unit_id_period", "open_day", ["unit_id", "period"])
    op.create_table(
        "open_day_seen",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_open_day_seen_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "period", name=op.f("pk_open_day_seen")),
    )
    op.create_table(
        "older_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("unit_part", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("scale", sa.String(length=24), nullable=False),
        sa.Column("index_hundredths", sa.Integer(), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=True),
        sa.Column("elements", sa.JSON(), nullable=False),
        sa.Column("u8_is", sa.String(length=24), nullable=True),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("imported_by", sa.String(length=100), nullable=False),
        _moment("imported_at"),
        sa.CheckConstraint(
            "index_hundredths between 2500 and 10000",
            name=op.f("ck_older_result_index_in_range"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_older_result_agency_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_older_result_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_older_result")),
    )
    op.create_index(
        "uq_older_result_where_and_when",
        "older_result",
        ["agency_id", "unit_part", "period", "scale"],
        unique=True,
    )
    with op.batch_alter_table("decision") as batch:
        batch.alter_column("account_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    with op.batch_alter_table("decision") as batch:
        batch.alter_column("account_id", existing_type=sa.Integer(), nullable=False)
    op.drop_table("older_result")
    op.drop_table("open_day_seen")
    op.drop_table("open_day")
