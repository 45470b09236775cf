"""Complaints as cases: who must answer what by when, and every step on record.

Here, in surveys.case_detail and in surveys.case_steps every function is given how far the asker's
reach goes (`scope`) and from which side the asker looks: a head sees what is not confidential, the
inspector (`confidential=True`) sees only what is. What lies beyond is NotFound, exactly as if it
were not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, SQLColumnExpression, case, func, select

from surveys.complaints import OPEN, awaiting_answer, in_danger
from surveys.holidays import known_holidays
from surveys.rules.deadlines import Holidays, last_working_day, overdue_days
from surveys.rules.labels import LABELS
from surveys.rules.periods import local_day
from surveys.scope import PlaceScope
from surveys.tables import Complaint, ComplaintLabel, ServiceCounter, Unit

STATES = ("new", "in_progress", "answered", "closed", "reopened")
VIEWS = ("open", "danger", "late", *STATES, "all")
"""What a list can be narrowed to, beside labels, polarity, counter and days."""

PAGE = 25


@dataclass(frozen=True)
class CaseFilter:
    """What a list of cases is narrowed to; None is no limit."""

    view: str = "open"
    label: str | None = None
    polarity: str | None = None
    first: date | None = None
    last: date | None = None
    unchecked: bool = False


@dataclass(frozen=True)
class CaseLine:
    """A case in a list; `labels` with whoever set them: a person or the model."""

    complaint_id: int
    text: str
    polarity: str | None
    labels: tuple[tuple[str, str], ...]
    unit_name: str
    counter_name: str
    local_date: date
    status: str
    kind: str | None
    due_on: date | None
    overdue_days: int
    danger: bool
    needs_review: bool


@dataclass(frozen=True)
class CaseCounts:
    """What waits within reach: open cases that ask for an answer, and how late they are.

    undated : how many of them have no day, as they were old already when they were first read.
    """

    open: int
    late: int
    oldest_overdue_days: int
    danger: int
    undated: int = 0


@dataclass(frozen=True)
class OnTime:
    """Of the cases that should have been answered by today, how many were, in time."""

    due: int
    in_time: int
    settled_late: int
    still_open: int


def seen_by(scope: PlaceScope, confidential: bool) -> list[ColumnElement[bool]]:
    """What holds for the cases within reach of a head, or of the inspector."""
    return [
        *scope.conditions(Complaint),
        Complaint.confidential.is_(confidential),
        Complaint.read_by.is_not(None),
    ]


def _narrowed(connection: Connection, wanted: CaseFilter, today: date) -> list[ColumnElement[bool]]:
    held: list[ColumnElement[bool]] = []
    if wanted.view == "open":
        held += awaiting_answer()
    elif wanted.view == "danger":
        held += [*awaiting_answer(), in_danger()]
    elif wanted.view == "late":
        last_day = last_working_day(today, known_holidays(connection))
        held += [Complaint.status.in_(OPEN), Complaint.due_on < last_day]
    elif wanted.view in STATES:
        held.append(Complaint.status == wanted.view)
    if wanted.label is not None:
        labelled = select(ComplaintLabel.complaint_id).where(
            ComplaintLabel.complaint_id == Complaint.id, ComplaintLabel.label == wanted.label
        )
        held.append(labelled.exists())
    if wanted.polarity is not None:
        held.append(Complaint.polarity == wanted.polarity)
    if wanted.first is not None:
        held.append(Complaint.local_date >= wanted.first)
    if wanted.last is not None:
        held.append(Complaint.local_date <= wanted.last)
    if wanted.unchecked:
        held.append(Complaint.needs_review.is_(True))
    return held


def cases(
    connection: Connection,
    scope: PlaceScope,
    wanted: CaseFilter,
    today: date,
    *,
    confidential: bool = False,
    limit: int = PAGE,
    offset: int = 0,
) -> list[CaseLine]:
    """Cases in the order in which they should be answered: danger, latest, next due, newest."""
    rows = connection.execute(
        select(
            Complaint.id,
            Complaint.text,
            Complaint.polarity,
            Unit.name.label("unit_name"),
            ServiceCounter.name.label("counter_name"),
            Complaint.local_date,
            Complaint.status,
            Complaint.kind,
            Complaint.due_on,
            Complaint.danger,
            Complaint.needs_review,
        )
        .join(Unit, Unit.id == Complaint.unit_id)
        .join(ServiceCounter, ServiceCounter.id == Complaint.counter_id)
        .where(*seen_by(scope, confidential), *_narrowed(connection, wanted, today))
        .order_by(*_most_urgent_first())
        .limit(limit)
        .offset(offset)
    ).all()
    labels = labels_of(connection, [row.id for row in rows])
    holidays = known_holidays(connection)
    return [_line(row, labels.get(row.id, ()), today, holidays) for row in rows]


def _most_urgent_first() -> tuple[SQLColumnExpression[Any], ...]:
    return (
        case((Complaint.status.in_(OPEN), 0), else_=1),
        case((in_danger(), 0), else_=1),
        case((Complaint.due_on.is_(None), 1), else_=0),
        Complaint.due_on,
        Complaint.id.desc(),
    )


def _line(
    row: Any, labels: tuple[tuple[str, str], ...], today: date, holidays: Holidays
) -> CaseLine:
    return CaseLine(
        row.id,
        row.text,
        row.polarity,
        labels,
        row.unit_name,
        row.counter_name,
        row.local_date,
        row.status,
        row.kind,
        row.due_on,
        late_by(row.status, row.due_on, today, holidays),
        row.danger,
        row.needs_review,
    )


def late_by(status: str, due_on: date | None, today: date, holidays: Holidays) -> int:
    """By how many working days an open case is late."""
    return 0 if due_on is None or status not in OPEN else overdue_days(due_on, today, holidays)


def labels_of(
    connection: Connection, numbers: Sequence[int]
) -> dict[int, tuple[tuple[str, str], ...]]:
    """The effective labels of cases in their fixed order, each with its source."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = connection.execute(
        select(ComplaintLabel.complaint_id, ComplaintLabel.label, ComplaintLabel.source).where(
            ComplaintLabel.complaint_id.in_(numbers)
        )
    )
    for number, label, source in rows:
        found.setdefault(number, []).append((label, source))
    return {
        number: tuple(sorted(pairs, key=lambda pair: LABELS.index(pair[0])))
        for number, pairs in found.items()
    }


def count_cases(
    connection: Connection,
    scope: PlaceScope,
    wanted: CaseFilter,
    today: date,
    *,
    confidential: bool = False,
) -> int:
    """How many cases a list has over all its pages."""
    return connection.execute(
        select(func.count())
        .select_from(Complaint)
        .where(*seen_by(scope, confidential), *_narrowed(connection, wanted, today))
    ).scalar_one()


def case_counts(
    connection: Connection, scope: PlaceScope, today: date, *, confidential: bool = False
) -> CaseCounts:
    """What waits for an answer within reach."""
    holidays = known_holidays(connection)
    late = case((Complaint.due_on < last_working_day(today, holidays), 1), else_=0)
    row = connection.execute(
        select(
            func.count(),
            func.coalesce(func.sum(late), 0),
            func.min(Complaint.due_on),
            func.coalesce(func.sum(case((in_danger(), 1), else_=0)), 0),
            func.coalesce(func.sum(case((Complaint.due_on.is_(None), 1), else_=0)), 0),
        ).where(*seen_by(scope, confidential), *awaiting_answer())
    ).one()
    oldest = 0 if row[2] is None else overdue_days(row[2], today, holidays)
    return CaseCounts(int(row[0]), int(row[1]), oldest, int(row[3]), int(row[4]))


def on_time(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    today: date,
    *,
    confidential: bool = False,
) -> OnTime:
    """How many of the cases due since a day were answered in time; open overdue ones count.

    In time is by the day of the unit's own clock, up to and including the due day.
    """
    rows = connection.execute(
        select(Complaint.due_on, Complaint.replied_at, Complaint.closed_at, Unit.time_zone)
        .join(Unit, Unit.id == Complaint.unit_id)
        .where(*seen_by(scope, confidential), Complaint.due_on.between(first, today))
    )
    counted, last_day = OnTime(0, 0, 0, 0), last_working_day(today, known_holidays(connection))
    for due_on, replied_at, closed_at, zone in rows:
        settled = replied_at or closed_at
        if due_on is None or (settled is None and due_on >= last_day):
            continue  # its day is not over yet
        if settled is None:
            counted = replace(counted, due=counted.due + 1, still_open=counted.still_open + 1)
        elif local_day(settled, zone) <= due_on:
            counted = replace(counted, due=counted.due + 1, in_time=counted.in_time + 1)
        else:
            counted = replace(counted, due=counted.due + 1, settled_late=counted.settled_late + 1)
    return counted


@dataclass(frozen=True)
class CounterChoice:
    """A counter that a list can be narrowed to."""

    counter_id: int
    name: str
    unit_id: int
    unit_name: str


def counters_within(connection: Connection, scope: PlaceScope) -> list[CounterChoice]:
    """The counters within reach, by unit and name."""
    reach = (
        select(ServiceCounter.id, ServiceCounter.name, Unit.id, Unit.name)
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .order_by(Unit.name, ServiceCounter.name)
    )
    if scope.agency_id is not None:
        reach = reach.where(Unit.agency_id == scope.agency_id)
    if scope.unit_id is not None:
        reach = reach.where(Unit.id == scope.unit_id)
    return [CounterChoice(*row) for row in connection.execute(reach)]
