"""The registry as its keepers see it: agencies, units, services."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from surveys.closed_counters import is_open_on
from surveys.counters import CounterLine, RetiredLine, counters_of, retired_codes_of
from surveys.errors import NotFound
from surveys.scope import PlaceScope
from surveys.tables import (
    Agency,
    CounterMonth,
    Service,
    ServiceCounter,
    Unit,
)

EVERYWHERE = PlaceScope()


@dataclass(frozen=True)
class AgencyLine:
    """An agency with how much belongs to it."""

    agency_id: int
    code: str
    name: str
    region: str | None
    units: int
    counters: int


@dataclass(frozen=True)
class UnitInList:
    """A unit in a list."""

    code: str
    name: str
    agency_code: str
    agency_name: str
    counters: int
    answers: int


@dataclass(frozen=True)
class ServiceLine:
    """A service of a unit."""

    code: str
    name: str


@dataclass(frozen=True)
class UnitPageData:
    """Everything that the registry holds of a unit."""

    unit_id: int
    code: str
    name: str
    agency_id: int
    agency_code: str
    agency_name: str
    service_field: str | None
    staff_count: int | None
    citizens_per_year: int | None
    time_zone: str
    services: tuple[ServiceLine, ...]
    counters: tuple[CounterLine, ...]
    retired: tuple[RetiredLine, ...]


def within(scope: PlaceScope) -> list[ColumnElement[bool]]:
    """What holds for a unit within reach."""
    held: list[ColumnElement[bool]] = []
    if scope.agency_id is not None:
        held.append(Unit.agency_id == scope.agency_id)
    if scope.unit_id is not None:
        held.append(Unit.id == scope.unit_id)
    return held


def _open_on(day: date | None) -> list[ColumnElement[bool]]:
    return [] if day is None else [is_open_on(day)]


def _tally(
    connection: Connection, wanted: Select[int, int], held: list[ColumnElement[bool]]
) -> dict[int, int]:
    return {row[0]: int(row[1]) for row in connection.execute(wanted.where(*held))}


def agencies(
    connection: Connection, scope: PlaceScope = EVERYWHERE, day: date | None = None
) -> list[AgencyLine]:
    """Agencies by name, each with how many of its units and counters are within reach.

    With a day only counters that are open then are counted.
    """
    held = within(scope)
    wanted = select(Agency.id, Agency.code, Agency.name, Agency.region)
    if scope.agency_id is not None:
        wanted = wanted.where(Agency.id == scope.agency_id)
    elif scope.unit_id is not None:
        wanted = wanted.where(Agency.id.in_(select(Unit.agency_id).where(*held)))
    by_agency = select(Unit.agency_id, func.count()).group_by(Unit.agency_id)
    units = _tally(connection, by_agency.select_from(Unit), held)
    counters = _tally(
        connection,
        by_agency.select_from(ServiceCounter).join(Unit, Unit.id == ServiceCounter.unit_id),
        held + _open_on(day),
    )
    return [
        AgencyLine(row[0], row[1], row[2], row[3], units.get(row[0], 0), counters.get(row[0], 0))
        for row in connection.execute(wanted.order_by(Agency.name, Agency.code))
    ]


def agency(connection: Connection, code: str, scope: PlaceScope = EVERYWHERE) -> AgencyLine:
    """One agency; raises NotFound for none, and out of reach."""
    for line in agencies(connection, scope):
        if line.code == code:
            return line
    raise NotFound(code)


def units(
    connection: Connection,
    *,
    scope: PlaceScope = EVERYWHERE,
    agency_code: str | None = None,
    words: str = "",
    limit: int = 200,
    day: date | None = None,
) -> list[UnitInList]:
    """Units whose code, name or agency holds the words, whatever their case.

    With a day only counters that are open then are counted.
    """
    held = within(scope)
    if agency_code:
        held.append(Agency.code == agency_code)
    for word in words.lower().split()[:6]:
        held.append(
            func.lower(Unit.name).contains(word, autoescape=True)
            | func.lower(Unit.code).contains(word, autoescape=True)
            | func.lower(Agency.name).contains(word, autoescape=True)
        )
    rows = connection.execute(
        select(Unit.id, Unit.code, Unit.name, Agency.code, Agency.name)
        .join(Agency, Agency.id == Unit.agency_id)
        .where(*held)
        .order_by(Agency.name, Unit.name, Unit.code)
        .limit(limit)
    ).all()
    # Only the rows of this page are counted, so the list stays quick however much is stored.
    shown = [row[0] for row in rows]
    counters = _tally(
        connection,
        select(ServiceCounter.unit_id, func.count()).group_by(ServiceCounter.unit_id),
        [ServiceCounter.unit_id.in_(shown), *_open_on(day)],
    )
    answers = _tally(
        connection,
        select(CounterMonth.unit_id, func.sum(CounterMonth.responses)).group_by(
            CounterMonth.unit_id
        ),
        [CounterMonth.unit_id.in_(shown)],
    )
    return [
        UnitInList(row[1], row[2], row[3], row[4], counters.get(row[0], 0), answers.get(row[0], 0))
        for row in rows
    ]


def unit(connection: Connection, code: str, scope: PlaceScope = EVERYWHERE) -> UnitPageData:
    """A unit with its services and counters; raises NotFound for none, and out of reach."""
    row = connection.execute(
        select(
            Unit.id,
            Unit.code,
            Unit.name,
            Agency.id,
            Agency.code,
            Agency.name,
            Unit.service_field,
            Unit.staff_count,
            Unit.citizens_per_year,
            Unit.time_zone,
        )
        .join(Agency, Agency.id == Unit.agency_id)
        .where(Unit.code == code, *within(scope))
    ).first()
    if row is None:
        raise NotFound(code)
    services = connection.execute(
        select(Service.code, Service.name).where(Service.unit_id == row[0]).order_by(Service.code)
    )
    return UnitPageData(
        unit_id=row[0],
        code=row[1],
        name=row[2],
        agency_id=row[3],
        agency_code=row[4],
        agency_name=row[5],
        service_field=row[6],
        staff_count=row[7],
        citizens_per_year=row[8],
        time_zone=row[9],
        services=tuple(ServiceLine(*line) for line in services),
        counters=counters_of(connection, row[0]),
        retired=retired_codes_of(connection, row[0]),
    )


def is_taken(connection: Connection, kind: str, code: str, unit_code: str = "") -> bool:
    """Whether a code is in use: anywhere for agencies and units, in another unit for the rest."""
    if kind in {"agencies", "units"}:
        table: Any = Agency if kind == "agencies" else Unit
        return connection.execute(select(table.id).where(table.code == code)).first() is not None
    table = Service if kind == "services" else ServiceCounter
    return (
        connection.execute(
            select(table.id)
            .join(Unit, Unit.id == table.unit_id)
            .where(table.code == code, Unit.code != unit_code)
        ).first()
        is not None
    )
