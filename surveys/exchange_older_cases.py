"""Cases from exports of older versions: the days that those versions did not keep."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from surveys.case_days import class_day_beside_danger, day_by_class, is_recent
from surveys.complaints import OPEN
from surveys.holidays import known_holidays
from surveys.rules.deadlines import ComplaintClass, Holidays
from surveys.rules.periods import local_day
from surveys.tables import Complaint, Unit


def date_danger(connection: Connection, now: datetime) -> None:
    """Files of versions that kept no day of danger: in open cases it is the day of the answer."""
    rows = connection.execute(
        select(Complaint.id, Complaint.local_date, Unit.time_zone)
        .join(Unit, Unit.id == Complaint.unit_id)
        .where(Complaint.danger, Complaint.status.in_(OPEN))
    ).all()
    for row in rows:
        if is_recent(row.local_date, local_day(now, row.time_zone)):
            dated = update(Complaint).where(Complaint.id == row.id)
            connection.execute(dated.values(danger_on=row.local_date))


def find_class_days(connection: Connection) -> None:
    """Files of versions that kept only the day that counts: the class's own, too."""
    holidays = known_holidays(connection)
    _find_openings(connection, holidays)
    dated = Complaint.due_on.is_not(None), Complaint.kind.is_not(None)
    own = update(Complaint).where(*dated)
    connection.execute(own.values(class_due_on=Complaint.due_on))
    urgent = select(Complaint).where(*dated, Complaint.danger_on.is_not(None))
    for case in connection.execute(urgent).all():
        day = class_day_beside_danger(case, holidays)
        connection.execute(own.where(Complaint.id == case.id).values(class_due_on=day))


LONGEST_CLASS_DAYS = 150
"""No class gives more days than this from the day on which its time begins."""


def _find_openings(connection: Connection, holidays: Holidays) -> None:
    """From which day the time of a case runs that was opened again; the log does not travel."""
    again = select(Complaint).where(Complaint.status == "reopened", Complaint.class_from.is_(None))
    for case in connection.execute(again).all():
        opened = _opened_on(case, holidays)
        if opened is not None and opened > case.local_date:
            found = update(Complaint).where(Complaint.id == case.id)
            connection.execute(found.values(class_from=opened))


def _opened_on(case: Any, holidays: Holidays) -> date | None:
    """The day of its danger, else the last from which its class gives the day that it has."""
    if case.danger_on is not None and case.danger_on > case.local_date:
        marked: date = case.danger_on
        return marked
    if case.kind is None or case.due_on is None:
        return None
    kind = ComplaintClass(case.kind)
    for before in range(1, LONGEST_CLASS_DAYS):
        begun: date = case.due_on - timedelta(days=before)
        if day_by_class(kind, begun, holidays) == case.due_on:
            return begun
    return None
