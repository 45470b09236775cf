"""What the training planner's estimates rest on: counts per unit and calendar month, and trainings.

Integrity complaints are left out altogether, text and count: they never become a training figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, extract, func, select

from surveys.rules.labels import INTEGRITY
from surveys.tables import (
    Agency,
    AuditEntry,
    Complaint,
    ComplaintLabel,
    CounterMonth,
    Decision,
    OtherProgramme,
    Participation,
    Response,
    Topic,
    Training,
    Unit,
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
class UnitLine:
    """A unit as the planner sees it."""

    unit_id: int
    code: str
    name: str
    agency_id: int
    agency_code: str
    agency_name: str
    region: str | None
    staff_count: int | None
    citizens_per_year: int | None
    leaving_percent: int | None


@dataclass(frozen=True)
class TopicLine:
    """A topic that can be planned; the cost is in hundredths of a rupiah."""

    topic_id: int
    code: str
    name: str
    addresses: tuple[str, ...]
    hours_jp: int | None
    method: str | None
    cost_per_seat_sen: int
    max_seats: int | None
    elements: tuple[str, ...]
    retired_on: date | None

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything that it addresses: complaints of citizens and elements of the survey."""
        return tuple(dict.fromkeys((*self.addresses, *self.elements)))


@dataclass(frozen=True)
class ProgrammeLine:
    """Something else that came to a unit; the end is None where it goes on."""

    unit_id: int
    name: str
    start_date: date
    end_date: date | None
    handling: str


@dataclass(frozen=True)
class DeliveryLine:
    """Seats of a training that a unit's staff took."""

    topic_id: int
    unit_id: int
    start_date: date
    end_date: date
    participants: int


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
        _deliveries(connection, before),
        _answers(connection, before),
        _commented(connection, before),
        _problems(connection, before),
        _programmes(connection, before),
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


def units(connection: Connection) -> tuple[UnitLine, ...]:
    """Every unit by code."""
    rows = connection.execute(
        select(
            Unit.id,
            Unit.code,
            Unit.name,
            Agency.id,
            Agency.code,
            Agency.name,
            Agency.region,
            Unit.staff_count,
            Unit.citizens_per_year,
            Unit.leaving_percent,
        )
        .join(Agency, Agency.id == Unit.agency_id)
        .order_by(Unit.code)
    )
    return tuple(UnitLine(*tuple(row)) for row in rows)


def topics(connection: Connection) -> tuple[TopicLine, ...]:
    """Every topic by code."""
    rows = connection.execute(
        select(
            Topic.id,
            Topic.code,
            Topic.name,
            Topic.addresses,
            Topic.hours_jp,
            Topic.method,
            Topic.cost_per_seat_sen,
            Topic.max_seats,
            Topic.elements,
            Topic.retired_on,
        ).order_by(Topic.code)
    )
    return tuple(
        TopicLine(
            row[0],
            row[1],
            row[2],
            tuple(row[3]),
            row[4],
            row[5],
            row[6],
            row[7],
            tuple(row[8] or ()),
            row[9],
        )
        for row in rows
    )


def untried_topics(connection: Connection) -> list[str]:
    """Names of topics in use that were never held."""
    wanted = select(Topic.name).where(
        Topic.id.not_in(select(Training.topic_id)), Topic.retired_on.is_(None)
    )
    return list(connection.execute(wanted.order_by(Topic.name)).scalars().all())


def _deliveries(connection: Connection, before: date) -> tuple[DeliveryLine, ...]:
    rows = connection.execute(
        select(
            Training.topic_id,
            Participation.unit_id,
            Training.start_date,
            Training.end_date,
            Participation.participants,
        )
        .join(Participation, Participation.training_id == Training.id)
        .where(Training.start_date < before)
        .order_by(Training.start_date, Training.code, Participation.unit_id)
    )
    return tuple(DeliveryLine(*row) for row in rows)


def _programmes(connection: Connection, before: date) -> tuple[ProgrammeLine, ...]:
    rows = connection.execute(
        select(
            OtherProgramme.unit_id,
            OtherProgramme.name,
            OtherProgramme.start_date,
            OtherProgramme.end_date,
            OtherProgramme.handling,
        )
        .where(OtherProgramme.start_date < before)
        .order_by(OtherProgramme.start_date, OtherProgramme.name, OtherProgramme.unit_id)
    )
    return tuple(ProgrammeLine(*row) for row in rows)


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
