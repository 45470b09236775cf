"""Cases from exports of older versions: the days that those versions did not keep."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from surveys.case_days import class_day_beside_danger, is_recent
from surveys.complaints import OPEN
from surveys.holidays import known_holidays
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
    dated = Complaint.due_on.is_not(None), Complaint.kind.is_not(None)
    own = update(Complaint).where(*dated)
    connection.execute(own.values(class_due_on=Complaint.due_on))
    urgent = select(Complaint).where(*dated, Complaint.danger_on.is_not(None))
    for case in connection.execute(urgent).all():
        day = class_day_beside_danger(case, holidays)
        connection.execute(own.where(Complaint.id == case.id).values(class_due_on=day))
