"""A person says that there is danger in what was written, or that there is none.

The reader raises a hand too often rather than too rarely; only a person puts it down, and the log
says who. From then on no version of the reader changes it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from surveys.case_days import day_by_class, days
from surveys.case_detail import subject_of
from surveys.case_steps import Actor, case_in_reach, case_where, change, opened_again
from surveys.complaints import OPEN
from surveys.errors import NotFound
from surveys.holidays import known_holidays
from surveys.rules.deadlines import ComplaintClass
from surveys.rules.periods import local_day
from surveys.tables import AuditEntry, Complaint

MARKED, CLEARED = SETTLED = ("complaint_danger_marked", "complaint_danger_cleared")
RESTORED = "complaint_danger_restored"
REOPENED = "complaint_reopened"
MOVED = (
    REOPENED,
    "complaint_taken_up",
    "complaint_replied",
    "complaint_closed",
    "complaint_closed_silent",
)
"""Steps that say where a case stands, whatever is said of its danger."""

Before = Mapping[str, Any]
"""What the log keeps of a case, so that it can be put back as it was."""


def mark(connection: Connection, complaint_id: int, actor: Actor, now: datetime) -> None:
    """Say that there is danger: open, on top, due the next working day. Raises NotFound."""
    row = case_in_reach(connection, complaint_id, actor)
    if row.danger and row.danger_by is not None:
        return
    opens = row.status not in OPEN and not row.danger
    values = opened_again(connection, row, now) if opens else {}
    since = row.danger_on or local_day(now, row.time_zone)
    own = values.get("class_due_on", row.class_due_on)
    values |= {"danger": True, "danger_by": actor.username, "danger_on": since}
    values |= days(row.kind, own, since, known_holidays(connection))
    change(connection, complaint_id, actor, MARKED, now, values, {"was": _was(row)})


def clear(connection: Connection, complaint_id: int, actor: Actor, now: datetime) -> None:
    """Say that there is none: the case is again what it was without. Raises NotFound.

    The day of its class is the very day it had, and a case that marking alone had opened is as
    settled as it was.
    """
    row = case_in_reach(connection, complaint_id, actor)
    if not row.danger:
        return
    values: dict[str, Any] = {}
    opening = _opening(_log(connection, complaint_id))
    if opening is not None:
        values = _put_back(connection, row, opening, standing=row.status in OPEN)
    own = values.get("class_due_on", row.class_due_on)
    values |= {"danger": False, "danger_by": actor.username, "danger_on": None}
    values |= days(row.kind, own, None, known_holidays(connection))
    detail = {"found_by": row.danger_by or "reader", "was": _was(row)}
    change(connection, complaint_id, actor, CLEARED, now, values, detail)


def stands(connection: Connection, complaint_id: int) -> bool:
    """Whether danger is marked, by whomever. Raises NotFound."""
    found = connection.execute(select(Complaint.danger).where(Complaint.id == complaint_id)).first()
    if found is None:
        raise NotFound
    return bool(found.danger)


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
    log = _log(connection, complaint_id)
    said = [place for place, entry in enumerate(log) if entry.action in (*SETTLED, RESTORED)]
    if not said:
        return
    last, since = log[said[-1]], {entry.action for entry in log[said[-1] + 1 :]}
    if last.action not in SETTLED or (last.actor, last.logged_at) != (actor.username, settled_at):
        return
    # Taking a check back may hand a case to the inspector again; its danger is taken back with it.
    row, was = case_where(connection, complaint_id), (last.detail or {}).get("was", {})
    cleared = last.action == CLEARED
    values: dict[str, Any] = {}
    if REOPENED not in since and (cleared or _was_settled(was)):
        standing = since.isdisjoint(MOVED) if cleared else row.status in OPEN
        values = _put_back(connection, row, was, standing=standing)
    begun, own = _day(was.get("danger_on")), values.get("class_due_on", row.class_due_on)
    values |= {"danger": cleared, "danger_by": was.get("danger_by"), "danger_on": begun}
    values |= days(row.kind, own, begun, known_holidays(connection))
    change(connection, complaint_id, actor, RESTORED, now, values)


def _was(row: Any) -> dict[str, str | None]:
    return {
        "danger_by": row.danger_by,
        "danger_on": _written(row.danger_on),
        "status": row.status,
        "closed_at": _written(row.closed_at),
        "kind": row.kind,
        "class_due_on": _written(row.class_due_on),
        "class_from": _written(row.class_from),
    }


def _was_settled(was: Before) -> bool:
    return was.get("status") is not None and was["status"] not in OPEN


def _written(moment: date | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _log(connection: Connection, complaint_id: int) -> list[Row[Any]]:
    """The steps of a case that matter here, the oldest first."""
    columns = AuditEntry.action, AuditEntry.actor, AuditEntry.logged_at, AuditEntry.detail
    asked = select(*columns).where(AuditEntry.subject == subject_of(complaint_id))
    asked = asked.where(AuditEntry.action.in_((*SETTLED, RESTORED, *MOVED)))
    return list(connection.execute(asked.order_by(AuditEntry.id)).all())


def _opening(log: list[Row[Any]]) -> Before | None:
    """What a case was before marking danger, and nothing else, opened it; None where it did not."""
    opening: Before | None = None
    earlier: Before | None = None
    for entry in log:
        if entry.action == REOPENED:
            opening = earlier = None
        elif entry.action == RESTORED:
            opening = earlier
        elif entry.action in SETTLED:
            was, earlier = (entry.detail or {}).get("was", {}), opening
            opening = was if entry.action == MARKED and _was_settled(was) else None
    return opening


def _put_back(connection: Connection, row: Any, was: Before, *, standing: bool) -> dict[str, Any]:
    """From when its time ran, as the log kept it, and where the case stood if that is wanted.

    A class that it has only since then counts from the same day. Versions of before kept no days.
    """
    values: dict[str, Any] = {}
    if standing and was.get("status") is not None:
        closed = was.get("closed_at")
        values |= {"status": was["status"], "closed_at": None}
        if closed:
            values["closed_at"] = datetime.fromisoformat(closed)
    if "class_due_on" not in was:
        return values
    begun, own = _day(was["class_from"]), _day(was["class_due_on"])
    if row.kind not in (None, was["kind"]):
        holidays, verifying = known_holidays(connection), row.confidential and row.needs_review
        received = begun or row.local_date
        own = day_by_class(ComplaintClass(row.kind), received, holidays, verifying=verifying)
    return values | {"class_from": begun, "class_due_on": own}
