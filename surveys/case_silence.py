"""What happens to a case from outside the desk: its writer opens it again, or lets it rest."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from surveys.accounts import PORTAL, record
from surveys.case_detail import subject_of
from surveys.case_steps import opened_again
from surveys.holidays import known_holidays
from surveys.rules.deadlines import SILENT_CLOSING_WORKING_DAYS, due_day
from surveys.rules.periods import local_day
from surveys.tables import Complaint, Unit


def reopen_by_receipt(connection: Connection, receipt: str, now: datetime) -> bool:
    """Let the citizen say that an answer does not settle it; False where nothing was answered."""
    row = connection.execute(
        select(Complaint.id, Complaint.status, Complaint.kind, Complaint.danger, Unit.time_zone)
        .join(Unit, Unit.id == Complaint.unit_id)
        .where(Complaint.receipt == receipt)
    ).first()
    if row is None or row.status not in ("answered", "closed"):
        return False
    connection.execute(
        update(Complaint).where(Complaint.id == row.id).values(**opened_again(connection, row, now))
    )
    record(
        connection,
        actor="warga",
        action="complaint_reopened",
        now=now,
        subject=subject_of(row.id),
    )
    return True


def close_silent(connection: Connection, now: datetime) -> int:
    """Close what was answered and left without a word for ten working days; returns how many."""
    # Ten working days are over thirteen whole days later at the soonest, whatever the hours.
    rows = connection.execute(
        select(Complaint.id, Complaint.replied_at, Unit.time_zone)
        .join(Unit, Unit.id == Complaint.unit_id)
        .where(Complaint.status == "answered", Complaint.replied_at <= now - timedelta(days=13))
    ).all()
    holidays = known_holidays(connection)
    silent = [
        row.id
        for row in rows
        if due_day(local_day(row.replied_at, row.time_zone), SILENT_CLOSING_WORKING_DAYS, holidays)
        < local_day(now, row.time_zone)
    ]
    if silent:
        connection.execute(
            update(Complaint).where(Complaint.id.in_(silent)).values(status="closed", closed_at=now)
        )
    for complaint_id in silent:
        record(
            connection,
            actor=PORTAL,
            action="complaint_closed_silent",
            now=now,
            subject=subject_of(complaint_id),
        )
    return len(silent)
