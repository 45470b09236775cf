"""A person says that there is danger in what was written, or that there is none.

The reader raises a hand too often rather than too rarely; only a person puts it down, and the log
says who. From then on no version of the reader changes it.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from surveys.case_steps import Actor, case_in_reach, change
from surveys.complaints import OPEN
from surveys.holidays import known_holidays
from surveys.readings import due_on
from surveys.rules.deadlines import (
    VERIFICATION_WORKING_DAYS,
    ComplaintClass,
    due_day,
    due_with_danger,
)


def mark(connection: Connection, complaint_id: int, actor: Actor, now: datetime) -> None:
    """Say that there is danger: open, on top, due the next working day. Raises NotFound."""
    row = case_in_reach(connection, complaint_id, actor)
    if row.danger and row.danger_by is not None:
        return
    since = row.danger_on or now.date()
    values: dict[str, Any] = {"danger": True, "danger_by": actor.username, "danger_on": since}
    due = row.due_on
    if row.status not in OPEN and not row.danger:
        due = None
        values |= {"status": "reopened", "closed_at": None}
    values["due_on"] = due_with_danger(due, since, known_holidays(connection))
    change(connection, complaint_id, actor, "complaint_danger_marked", now, values)


def clear(connection: Connection, complaint_id: int, actor: Actor, now: datetime) -> None:
    """Say that there is none: the case is again what its class makes of it. Raises NotFound."""
    row = case_in_reach(connection, complaint_id, actor)
    if not row.danger:
        return
    values = {
        "danger": False,
        "danger_by": actor.username,
        "danger_on": None,
        "due_on": _due_without(connection, row, now),
    }
    detail = {"found_by": row.danger_by or "reader"}
    change(connection, complaint_id, actor, "complaint_danger_cleared", now, values, detail)


def settle(
    connection: Connection, complaint_id: int, actor: Actor, danger: bool, now: datetime
) -> None:
    """What somebody at the desk ticked; nothing changes where it agrees with what counts."""
    if danger == bool(case_in_reach(connection, complaint_id, actor).danger):
        return
    (mark if danger else clear)(connection, complaint_id, actor, now)


def _due_without(connection: Connection, row: Any, now: datetime) -> date | None:
    """The day of a case by its class; time that was opened anew runs from that day."""
    holidays = known_holidays(connection)
    kind = None if row.kind is None else ComplaintClass(row.kind)
    begun = row.danger_on if row.status == "reopened" and row.danger_on else row.local_date
    if row.confidential and row.needs_review and kind is not None:
        return due_day(begun, VERIFICATION_WORKING_DAYS, holidays)
    return due_on(kind, begun, now, holidays)
