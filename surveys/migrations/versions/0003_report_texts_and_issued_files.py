"""Texts of the report by agency, and the files of closed periods as they were issued

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_text",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=24), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("changed_by", sa.String(length=100), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_report_text_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "part", name=op.f("pk_report_text")),
    )
    op.create_table(
        "issued_piece",
        sa.Column("closed_period_id", sa.Integer(), nullable=False),
        sa.Column("piece", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_period_id"], ["closed_period.id"], name=op.f("fk_issued_piece_closed_period_id")
        ),
        sa.PrimaryKeyConstraint("closed_period_id", "piece", name=op.f("pk_issued_piece")),
    )


def downgrade() -> None:
    op.drop_table("issued_piece")
    op.drop_table("report_text")
