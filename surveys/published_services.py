"""The services of a unit in its public snapshot, and what may be read of each.

All services move together, at a moment of the unit's snapshot; one that few people rated is hidden,
with another where the unit's own figure less the shown ones would leave those few over.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from surveys.errors import NotFound
from surveys.open_cells import SERVICE
from surveys.published import PublicFigures
from surveys.published_beside import Beside
from surveys.published_history import SERVICES, Past, earlier
from surveys.published_material import NO_SERVICE, OfService
from surveys.published_parts import errors_of
from surveys.published_tellings import Telling, telling_of
from surveys.rules.elements import Element
from surveys.rules.periods import Period
from surveys.rules.steady_parts import parts_from
from surveys.tables import PublishedFigure, Service

Counts = dict[str, Any]


def moved_services(
    held: Mapping[str, Any] | None,
    past: Past,
    services: Mapping[str, OfService],
    beside: Beside,
    now: datetime,
) -> Counts:
    """The services that go with a snapshot of this moment; those held before where a few differ."""
    counts = {code: service.rows for code, service in services.items()}
    old, before = parts_from(held), earlier(past, SERVICES)
    if held is not None and _has_left(telling_of(SERVICE, old, before), counts):
        return dict(held)
    new = beside.moved(SERVICE, old, before, counts)
    if held is not None and new is old:
        return dict(held)
    errors = {
        code: errors_of(service.columns, service.served)
        for code, service in services.items()
        if code != NO_SERVICE and code not in new.hidden and any(counts[code][0])
    }
    return {**new.stored(), "errors": errors, "published_at": now.isoformat()}


def _has_left(telling: Telling, codes: Collection[str]) -> bool:
    """Whether a service that was told of is another unit's now.

    Its sheets name no service of the unit any more. Those cards of now, less the former ones, would
    tell of it alone where it was hidden among others; so all cards stay as they were.
    """
    told = {code for each in telling.moments for block in each.blocks for code in block}
    return telling.tells_apart and not told.issubset(codes)


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
