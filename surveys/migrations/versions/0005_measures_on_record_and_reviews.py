"""Measures on record and reviews of half-years, until now only in the audit log

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    protocol = op.create_table(
        "effect_protocol",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=64), nullable=False),
        sa.Column("registered_by", sa.String(length=100), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_effect_protocol_topic_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_effect_protocol")),
        sa.UniqueConstraint("topic_id", "outcome", name=op.f("uq_effect_protocol_topic_id")),
    )
    review = op.create_table(
        "cycle_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.String(length=6), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("reviewed_by", sa.String(length=100), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_review")),
    )
    op.create_index(op.f("ix_cycle_review_cycle"), "cycle_review", ["cycle"])
    _from_the_audit_log(protocol, review)


def _from_the_audit_log(protocol: sa.Table, review: sa.Table) -> None:
    """Bring over what was put on record while the audit log was the only place."""
    connection = op.get_bind()
    log = sa.table(
        "audit_entry",
        sa.column("id", sa.Integer),
        sa.column("action", sa.String),
        sa.column("actor", sa.String),
        sa.column("subject", sa.String),
        sa.column("logged_at", sa.DateTime(timezone=True)),
        sa.column("detail", sa.JSON),
    )
    topic = sa.table("topic", sa.column("id", sa.Integer), sa.column("code", sa.String))
    topics = {row.code: row.id for row in connection.execute(sa.select(topic.c.id, topic.c.code))}
    wanted = sa.select(log).where(
        log.c.action.in_(("protocol_registered", "cycle_reviewed"))
    )
    known: set[tuple[int, str]] = set()
    for row in connection.execute(wanted.order_by(log.c.id)).all():
        detail = dict(row.detail or {})
        if row.action == "cycle_reviewed":
            connection.execute(
                review.insert().values(
                    cycle=row.subject,
                    note=str(detail.pop("note", "")),
                    figures=detail,
                    reviewed_by=row.actor,
                    reviewed_at=row.logged_at,
                )
            )
            continue
        place = (topics.get(row.subject, 0), str(detail.get("outcome", "")))
        if place[0] and place not in known:
            known.add(place)
            connection.execute(
                protocol.insert().values(
                    topic_id=place[0],
                    outcome=place[1],
                    registered_by=row.actor,
                    registered_at=row.logged_at,
                )
            )


def downgrade() -> None:
    op.drop_table("cycle_review")
    op.drop_table("effect_protocol")
