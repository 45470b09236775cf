"""The day that its class gives a case, kept beside the sooner one of danger

Revision 0019, after 0018. Where danger hid the day of the class, it is counted once more; a case
that was opened again runs from the day that the log says.
"""

from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from surveys.case_days import class_day_beside_danger
from surveys.rules.deadlines import KNOWN_HOLIDAYS, Holidays
from surveys.tables.foundation import UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

COMPLAINT = sa.table(
    "complaint",
    sa.column("id", sa.BigInteger),
    sa.column("unit_id", sa.Integer),
    sa.column("local_date", sa.Date),
    sa.column("status", sa.String),
    sa.column("kind", sa.String),
    sa.column("confidential", sa.Boolean),
    sa.column("needs_review", sa.Boolean),
    sa.column("due_on", sa.Date),
    sa.column("danger_on", sa.Date),
    sa.column("class_due_on", sa.Date),
    sa.column("class_from", sa.Date),
)
AUDIT = sa.table(
    "audit_entry",
    sa.column("logged_at", UtcDateTime()),
    sa.column("action", sa.String),
    sa.column("subject", sa.String),
)
UNIT = sa.table("unit", sa.column("id", sa.Integer), sa.column("time_zone", sa.String))
HOLIDAY = sa.table("holiday", sa.column("day", sa.Date))


def upgrade() -> None:
    with op.batch_alter_table("complaint") as table:
        table.add_column(sa.Column("class_due_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("class_from", sa.Date(), nullable=True))
    bind, own = op.get_bind(), COMPLAINT.c
    _opened_again(bind)
    bind.execute(sa.update(COMPLAINT).where(own.kind.is_not(None)).values(class_due_on=own.due_on))
    holidays = _holidays(bind)
    for case in bind.execute(sa.select(COMPLAINT).where(own.danger_on.is_not(None))).all():
        day = class_day_beside_danger(case, holidays)
        bind.execute(sa.update(COMPLAINT).where(own.id == case.id).values(class_due_on=day))


def _holidays(bind: Any) -> Holidays:
    held: dict[int, frozenset[Any]] = {}
    for day in bind.execute(sa.select(HOLIDAY.c.day)).scalars():
        held[day.year] = held.get(day.year, frozenset()) | {day}
    return {**KNOWN_HOLIDAYS, **held}


def _opened_again(bind: Any) -> None:
    """From which day the time of a case runs that is open again."""
    last = sa.func.max(AUDIT.c.logged_at, type_=UtcDateTime())
    opened = sa.select(AUDIT.c.subject, last.label("at")).where(
        AUDIT.c.action == "complaint_reopened"
    )
    moments = {row.subject: row.at for row in bind.execute(opened.group_by(AUDIT.c.subject))}
    zones = {row.id: row.time_zone for row in bind.execute(sa.select(UNIT)).all()}
    for subject, moment in moments.items():
        written = subject.removeprefix("complaint:")
        case = bind.execute(
            sa.select(COMPLAINT.c.unit_id).where(COMPLAINT.c.id == int(written))
        ).first()
        if case is not None:
            day = moment.astimezone(ZoneInfo(zones[case.unit_id])).date()
            bind.execute(
                sa.update(COMPLAINT).where(COMPLAINT.c.id == int(written)).values(class_from=day)
            )


def downgrade() -> None:
    with op.batch_alter_table("complaint") as table:
        table.drop_column("class_from")
        table.drop_column("class_due_on")
