"""Where a text stands, for whoever holds its receipt: never the text, nor what it is about."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from surveys.complaints import OPEN
from surveys.holidays import known_holidays
from surveys.rules.deadlines import ComplaintClass, Promised, last_working_day, promised
from surveys.tables import Agency, Complaint, Unit


@dataclass(frozen=True)
class ReceiptState:
    """What the holder of a receipt may know.

    told : the days that the writer may count on, from the day it was written or opened again.
    again : it was opened again, and the days are of then.
    late : nobody replied within the time that a text of its class is given.
    """

    status: str
    local_date: date
    told: Promised
    again: bool
    late: bool
    reply: str | None
    replied_at: datetime | None
    unit_name: str
    agency_name: str
    time_zone: str


def by_receipt(connection: Connection, receipt: str, today: date) -> ReceiptState | None:
    """The state of the case with this receipt."""
    row = connection.execute(
        select(
            Complaint.status,
            Complaint.local_date,
            Complaint.kind,
            Complaint.danger_on,
            Complaint.due_on,
            Complaint.class_due_on,
            Complaint.class_from,
            Complaint.reply,
            Complaint.replied_at,
            Unit.name.label("unit_name"),
            Agency.name.label("agency_name"),
            Unit.time_zone,
        )
        .join(Unit, Unit.id == Complaint.unit_id)
        .join(Agency, Agency.id == Unit.agency_id)
        .where(Complaint.receipt == receipt)
    ).first()
    if row is None:
        return None
    holidays = known_holidays(connection)
    told = promised(row.class_from or row.local_date, holidays)
    return ReceiptState(
        row.status,
        row.local_date,
        told,
        row.class_from is not None,
        _is_late(row, told, last_working_day(today, holidays)),
        row.reply,
        row.replied_at,
        row.unit_name,
        row.agency_name,
        row.time_zone,
    )


def _is_late(row: Any, told: Promised, last_day: date) -> bool:
    due = row.due_on
    if due is not None and row.kind == ComplaintClass.SUPERVISORY:
        # The day it carries until the suspicion is confirmed is the inspector's, not the reply's.
        due = told.examined_by
    elif due is not None and row.danger_on is not None:
        # The next working day is the office's own haste; whoever wrote was told of another, and
        # of another again where it was opened again.
        own = None if row.kind is None else row.class_due_on
        due = max(own or told.replied_by, told.replied_by)
    return due is not None and row.status in OPEN and due < last_day
