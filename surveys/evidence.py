"""What the training planner's estimates rest on: counts per unit and calendar month, and trainings.

Integrity complaints are left out altogether, text and count: they never become a training figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, extract, func, select

from surveys.planning_register import (
    DeliveryLine,
    ProgrammeLine,
    TopicLine,
    UnitLine,
    deliveries_before,
    programmes_before,
    topics,
    units,
)
from surveys.rules.labels import INTEGRITY
from surveys.tables import (
    AuditEntry,
    Complaint,
    ComplaintLabel,
    CounterMonth,
    Decision,
    Participation,
    Response,
    Topic,
    Training,
)
from surveys.tables.responses import BINS

PROBLEMS = ("complaint", "suggestion")
CHANGES = (
    "imported",
    "restored",
    "training_added",
    "training_changed",
    "training_removed",
    "topic_added",
    "topic_changed",
    "topic_retired",
    "topic_revived",
    "programme_added",
    "programme_removed",
)
"""Actions on record after which units, topics, trainings or answers may be others."""


@dataclass(frozen=True)
class Evidence:
    """Everything before a day: units, topics, trainings held, and counts by unit and month.

    answers : (unit_id, month, respondents, 36 counts of u1_1 ... u9_4), month as year * 12 + month
        - 1, only months with answers.
    commented : (unit_id, month, comments that were read).
    problems : (unit_id, month, label, comments that complain of it or suggest something about it).
    """

    units: tuple[UnitLine, ...]
    topics: tuple[TopicLine, ...]
    deliveries: tuple[DeliveryLine, ...]
    answers: tuple[tuple[int, int, int, Sequence[int]], ...]
    commented: tuple[tuple[int, int, int], ...]
    problems: tuple[tuple[int, int, str, int], ...]
    programmes: tuple[ProgrammeLine, ...]


def evidence_before(connection: Connection, before: date) -> Evidence:
    """The evidence from all answers, comments and trainings before the first day of a month."""
    return Evidence(
        units(connection),
        topics(connection),
        deliveries_before(connection, before),
        _answers(connection, before),
        _commented(connection, before),
        _problems(connection, before),
        programmes_before(connection, before),
    )


def data_version(connection: Connection) -> tuple[int, ...]:
    """Numbers that change whenever the evidence may have: for keeping what was computed from it."""
    counted = select(
        select(func.coalesce(func.sum(CounterMonth.responses), 0)).scalar_subquery(),
        select(func.coalesce(func.sum(CounterMonth.excluded), 0)).scalar_subquery(),
        select(func.count()).where(Complaint.read_by.is_not(None)).scalar_subquery(),
        select(func.count()).where(Complaint.needs_review.is_(False)).scalar_subquery(),
        select(func.count()).select_from(Decision).scalar_subquery(),
        select(func.coalesce(func.sum(Participation.participants), 0)).scalar_subquery(),
        select(func.count()).select_from(Training).scalar_subquery(),
        select(func.count()).select_from(Topic).scalar_subquery(),
        # A corrected date or price changes no count, but the line in the log is always new.
        select(func.coalesce(func.max(AuditEntry.id), 0))
        .where(AuditEntry.action.in_(CHANGES))
        .scalar_subquery(),
    )
    return tuple(int(value) for value in connection.execute(counted).one())


def _answers(
    connection: Connection, before: date
) -> tuple[tuple[int, int, int, Sequence[int]], ...]:
    table = CounterMonth.__table__
    sums = [func.sum(table.c[name]) for name in BINS]
    rows = connection.execute(
        select(table.c.unit_id, table.c.month, func.sum(table.c.respondents), *sums)
        .where(table.c.month < before)
        .group_by(table.c.unit_id, table.c.month)
    )
    return tuple(
        (row[0], row[1].year * 12 + row[1].month - 1, int(row[2]), [int(n) for n in row[3:]])
        for row in rows
    )


_MONTH = extract("year", Complaint.local_date) * 12 + extract("month", Complaint.local_date) - 1


def _commented(connection: Connection, before: date) -> tuple[tuple[int, int, int], ...]:
    rows = connection.execute(
        select(Complaint.unit_id, _MONTH, func.count())
        .join(Response, Response.id == Complaint.id)
        .where(
            Response.excluded.is_(False),
            Complaint.local_date < before,
            Complaint.read_by.is_not(None),
            Complaint.confidential.is_(False),
        )
        .group_by(Complaint.unit_id, _MONTH)
    )
    return tuple((int(row[0]), int(row[1]), int(row[2])) for row in rows)


def _problems(connection: Connection, before: date) -> tuple[tuple[int, int, str, int], ...]:
    rows = connection.execute(
        select(Complaint.unit_id, _MONTH, ComplaintLabel.label, func.count())
        .join(ComplaintLabel, ComplaintLabel.complaint_id == Complaint.id)
        .join(Response, Response.id == Complaint.id)
        .where(
            Response.excluded.is_(False),
            Complaint.local_date < before,
            Complaint.confidential.is_(False),
            Complaint.polarity.in_(PROBLEMS),
            ComplaintLabel.label != INTEGRITY,
        )
        .group_by(Complaint.unit_id, _MONTH, ComplaintLabel.label)
    )
    return tuple((int(row[0]), int(row[1]), str(row[2]), int(row[3])) for row in rows)


def came_between(connection: Connection, first: date, last: date) -> int:
    """How many respondents there were in the months from the first to the last day."""
    return int(
        connection.execute(
            select(func.coalesce(func.sum(CounterMonth.respondents), 0)).where(
                CounterMonth.month.between(first, last)
            )
        ).scalar_one()
    )
