"""The services of a unit in its public snapshot, and what may be read of each.

All services move together, at a moment of the unit's snapshot; one that few people rated is hidden,
with another where the unit's own figure less the shown ones would leave those few over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, func, select

from surveys.errors import NotFound
from surveys.published import PublicFigures
from surveys.published_parts import counted_sheets, errors_of
from surveys.results_population import served_by_services
from surveys.rules.elements import Element
from surveys.rules.index import sum_of_bins
from surveys.rules.periods import Period
from surveys.rules.steady_parts import Rows, fresh, may_follow, parts_from, together
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
    now: datetime,
    step: int,
) -> Counts:
    """The services that go with a snapshot of this moment; those held before where a few differ."""
    clusters = _clusters(connection, unit_id, period)
    counts = {code: together(days) or _NOBODY for code, days in clusters.items()}
    old = parts_from(held)
    new = fresh(old, counts, step)
    if held is not None and not may_follow(old, new, step):
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
    bins = [
        func.sum(case((getattr(Response, column) == value, 1), else_=0))
        for column in COLUMNS
        for value in range(1, 5)
    ]
    codes = {
        row.id: row.code
        for row in connection.execute(
            select(Service.id, Service.code).where(Service.unit_id == unit_id)
        )
    }
    found: dict[str, list[Rows]] = {code: [] for code in (*codes.values(), NO_SERVICE)}
    for service_id, n, *answers in connection.execute(
        select(Response.service_id, func.count(), *bins)
        .where(*counted_sheets(unit_id, period))
        .group_by(Response.service_id, Response.counter_id, Response.local_date)
        .order_by(Response.local_date, Response.counter_id)
    ):
        starts = range(0, len(answers), 4)
        rows: Rows = ((n,), *(tuple(map(int, answers[start : start + 4])) for start in starts))
        found[codes.get(service_id, NO_SERVICE)].append(rows)
    return found


def _sums(rows: Rows) -> dict[Element, Any]:
    answers = zip(Element, rows[1:], strict=True)
    return {element: sum_of_bins(bins) for element, bins in answers if any(bins)}


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
