"""A person says that there is danger in what was written, or that there is none.

The reader raises a hand too often rather than too rarely; only a person puts it down, and the log
says who. From then on no version of the reader changes it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from surveys.case_detail import subject_of
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
from surveys.tables import AuditEntry, Complaint

SETTLED = ("complaint_danger_marked", "complaint_danger_cleared")
RESTORED = "complaint_danger_restored"


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
    detail = {"was": _was(row)}
    change(connection, complaint_id, actor, "complaint_danger_marked", now, values, detail)


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
    detail = {"found_by": row.danger_by or "reader", "was": _was(row)}
    change(connection, complaint_id, actor, "complaint_danger_cleared", now, values, detail)


def settle(
    connection: Connection, complaint_id: int, actor: Actor, danger: bool, now: datetime
) -> None:
    """What somebody at the desk ticked; nothing changes where it agrees with what counts."""
    if danger == bool(case_in_reach(connection, complaint_id, actor).danger):
        return
    (mark if danger else clear)(connection, complaint_id, actor, now)


def restore(
    connection: Connection, complaint_id: int, actor: Actor, settled_at: datetime, now: datetime
) -> None:
    """Take back what the same person settled at that moment, unless it was settled anew since."""
    last = connection.execute(
        select(AuditEntry.action, AuditEntry.actor, AuditEntry.logged_at, AuditEntry.detail)
        .where(AuditEntry.subject == subject_of(complaint_id))
        .where(AuditEntry.action.in_((*SETTLED, RESTORED)))
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).first()
    if last is None or last.action not in SETTLED:
        return
    if (last.actor, last.logged_at) != (actor.username, settled_at):
        return
    was = (last.detail or {}).get("was", {})
    values = {"danger": last.action != SETTLED[0], **_as_before(connection, complaint_id, was)}
    connection.execute(update(Complaint).where(Complaint.id == complaint_id).values(**values))
    row = _case(connection, complaint_id)
    due = _due_without(connection, row, now)
    due = due_with_danger(due, row.danger_on, known_holidays(connection))
    change(connection, complaint_id, actor, RESTORED, now, {"due_on": due})


def _was(row: Any) -> dict[str, str | None]:
    """What the log keeps of a case, so that a slip can be taken back."""
    return {
        "danger_by": row.danger_by,
        "danger_on": row.danger_on.isoformat() if row.danger_on else None,
        "status": row.status,
        "closed_at": row.closed_at.isoformat() if row.closed_at else None,
    }


def _as_before(
    connection: Connection, complaint_id: int, was: Mapping[str, str | None]
) -> dict[str, Any]:
    """Who said it and since when; closed again where marking danger alone had opened the case."""
    since, closed, status = was.get("danger_on"), was.get("closed_at"), was.get("status")
    values: dict[str, Any] = {
        "danger_by": was.get("danger_by"),
        "danger_on": date.fromisoformat(since) if since else None,
    }
    opened = _case(connection, complaint_id).status == "reopened"
    if opened and status is not None and status not in OPEN:
        values["status"] = status
        values["closed_at"] = datetime.fromisoformat(closed) if closed else None
    return values


def _case(connection: Connection, complaint_id: int) -> Any:
    return connection.execute(
        select(
            Complaint.status,
            Complaint.kind,
            Complaint.local_date,
            Complaint.confidential,
            Complaint.needs_review,
            Complaint.danger_on,
        ).where(Complaint.id == complaint_id)
    ).one()


def _due_without(connection: Connection, row: Any, now: datetime) -> date | None:
    """The day of a case by its class; time that was opened anew runs from that day."""
    holidays = known_holidays(connection)
    kind = None if row.kind is None else ComplaintClass(row.kind)
    begun = row.danger_on if row.status == "reopened" and row.danger_on else row.local_date
    if row.confidential and row.needs_review and kind is not None:
        return due_day(begun, VERIFICATION_WORKING_DAYS, holidays)
    return due_on(kind, begun, now, holidays)
