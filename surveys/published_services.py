"""The services of a unit in its public snapshot, and what may be read of each.

All services move together, at a moment of the unit's snapshot; one that few people rated is hidden,
with another where the unit's own figure less the shown ones would leave those few over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from surveys.errors import NotFound
from surveys.published import PublicFigures
from surveys.published_history import SERVICES, Past, earlier
from surveys.published_parts import errors_of, of_snapshot, snapshot_sheets
from surveys.results_population import served_by_services
from surveys.rules.elements import Element
from surveys.rules.index import ElementSum
from surveys.rules.periods import Period
from surveys.rules.steady_parts import Rows, fresh, may_follow_all, parts_from, together
from surveys.tables import PublishedFigure, Response, Service
from surveys.tables.responses import COLUMNS

NO_SERVICE = ""
"""The sheets that name none; nobody can ask for them alone, so they stand in no list."""

_NOBODY: Rows = ((0,), *((0, 0, 0, 0) for _ in Element))

Counts = dict[str, Any]


def moved_services(
    connection: Connection,
    unit_id: int,
    period: Period,
    held: Mapping[str, Any] | None,
    past: Past,
    now: datetime,
    step: int,
) -> Counts:
    """The services that go with a snapshot of this moment; those held before where a few differ."""
    clusters = _clusters(connection, unit_id, period)
    counts = {code: together(days) or _NOBODY for code, days in clusters.items()}
    old = parts_from(held)
    new = fresh(old, counts, step)
    if held is not None and not may_follow_all(old, earlier(past, SERVICES), new, step):
        return dict(held)
    served = served_by_services(connection, unit_id, period)
    errors = {
        code: errors_of([_sums(day) for day in clusters[code]], served.get(number))
        for number, code in connection.execute(
            select(Service.id, Service.code).where(Service.unit_id == unit_id)
        )
        if code not in new.hidden and any(counts[code][0])
    }
    return {**new.stored(), "errors": errors, "published_at": now.isoformat()}


def _clusters(connection: Connection, unit_id: int, period: Period) -> dict[str, list[Rows]]:
    """By service: respondents and answers of every counter and day."""
    codes = {
        row.id: row.code
        for row in connection.execute(
            select(Service.id, Service.code).where(Service.unit_id == unit_id)
        )
    }
    found: dict[str, list[Rows]] = {code: [] for code in (*codes.values(), NO_SERVICE)}
    for service_id, n, *answers in connection.execute(_days(), of_snapshot(unit_id, period)):
        numbers = tuple(map(int, answers))
        rows: Rows = ((n,), *(numbers[start : start + 4] for start in range(0, len(numbers), 4)))
        found[codes.get(service_id, NO_SERVICE)].append(rows)
    return found


@cache
def _days() -> Select[Any, *tuple[Any, ...]]:
    """The answers of every service, counter and day; kept, since writing it takes longer."""
    bins = [
        func.sum(case((getattr(Response, column) == value, 1), else_=0))
        for column in COLUMNS
        for value in range(1, 5)
    ]
    return (
        select(Response.service_id, func.count(), *bins)
        .where(*snapshot_sheets())
        .group_by(Response.service_id, Response.counter_id, Response.local_date)
        .order_by(Response.local_date, Response.counter_id)
    )


def _sums(rows: Rows) -> dict[Element, ElementSum]:
    found = {}
    for element, (ones, twos, threes, fours) in zip(Element, rows[1:], strict=True):
        if n := ones + twos + threes + fours:
            found[element] = ElementSum(n, ones + 2 * twos + 3 * threes + 4 * fours)
    return found


@dataclass(frozen=True)
class PublicService:
    """A service of a unit, and what is published of it for a quarter; None where few rated it."""

    code: str
    name: str
    figures: PublicFigures | None


def public_services(connection: Connection, unit_id: int, period: Period) -> list[PublicService]:
    """Every service of a unit by its code, with its part of the unit's snapshot."""
    row = connection.execute(
        select(PublishedFigure.counts, PublishedFigure.period).where(
            PublishedFigure.unit_id == unit_id,
            PublishedFigure.period == period.code,
            PublishedFigure.respondents > 0,
        )
    ).first()
    held = {} if row is None else row.counts.get("services", {})
    return [
        PublicService(code, name, None if not held else _figures(code, held, period))
        for code, name in connection.execute(
            select(Service.code, Service.name)
            .where(Service.unit_id == unit_id)
            .order_by(Service.code)
        )
    ]


def public_service(
    connection: Connection, unit_id: int, code: str, period: Period
) -> PublicService:
    """One of them; raises NotFound for a code that is no service of the unit."""
    for service in public_services(connection, unit_id, period):
        if service.code == code:
            return service
    raise NotFound(code)


def _figures(code: str, held: Mapping[str, Any], period: Period) -> PublicFigures | None:
    rows = held["parts"].get(code)
    if code not in held["errors"] or rows is None:
        return None
    bins = {element: tuple(row) for element, row in zip(Element, rows[1:], strict=True) if any(row)}
    errors = {name: tuple(values) for name, values in held["errors"][code].items()}
    moment = datetime.fromisoformat(held["published_at"])
    return PublicFigures(period, rows[0][0], bins, errors, {}, {}, {}, {}, 0, moment)
