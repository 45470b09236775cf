"""The registry as its keepers see it: agencies, units, services, counters, topics."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    delete,
    func,
    insert,
    select,
    update,
)

from surveys.errors import NotFound
from surveys.scope import PlaceScope
from surveys.tables import (
    Agency,
    CounterMonth,
    CounterService,
    RetiredCode,
    Service,
    ServiceCounter,
    Topic,
    Unit,
)

EVERYWHERE = PlaceScope()
_NUMBERED = re.compile(r"(.*?)(\d{1,9})", re.ASCII)


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
class CounterLine:
    """A counter with its public code and the services it offers."""

    code: str
    name: str
    public_code: str
    services: tuple[str, ...]
    opens_hour: int | None
    closes_hour: int | None


@dataclass(frozen=True)
class RetiredLine:
    """A code that was retired, why, and how often it was scanned since."""

    public_code: str
    counter_code: str
    reason: str
    retired_at: datetime
    scans: int


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


def _tally(
    connection: Connection, wanted: Select[int, int], held: list[ColumnElement[bool]]
) -> dict[int, int]:
    return {row[0]: int(row[1]) for row in connection.execute(wanted.where(*held))}


def agencies(connection: Connection, scope: PlaceScope = EVERYWHERE) -> list[AgencyLine]:
    """Agencies by name, each with how many of its units and counters are within reach."""
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
        held,
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
) -> list[UnitInList]:
    """Units whose code, name or agency holds the words, whatever their case."""
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
        [ServiceCounter.unit_id.in_(shown)],
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
        counters=_counters(connection, row[0]),
        retired=_retired(connection, row[0]),
    )


def _counters(connection: Connection, unit_id: int) -> tuple[CounterLine, ...]:
    offered: dict[int, list[str]] = {}
    for counter_id, name in connection.execute(
        select(CounterService.counter_id, Service.name)
        .join(Service, Service.id == CounterService.service_id)
        .where(Service.unit_id == unit_id)
        .order_by(Service.code)
    ):
        offered.setdefault(counter_id, []).append(name)
    rows = connection.execute(
        select(
            ServiceCounter.id,
            ServiceCounter.code,
            ServiceCounter.name,
            ServiceCounter.public_code,
            ServiceCounter.opens_hour,
            ServiceCounter.closes_hour,
        )
        .where(ServiceCounter.unit_id == unit_id)
        .order_by(ServiceCounter.code)
    )
    return tuple(
        CounterLine(row[1], row[2], row[3], tuple(offered.get(row[0], ())), row[4], row[5])
        for row in rows
    )


def _retired(connection: Connection, unit_id: int) -> tuple[RetiredLine, ...]:
    rows = connection.execute(
        select(
            RetiredCode.public_code,
            ServiceCounter.code,
            RetiredCode.reason,
            RetiredCode.retired_at,
            RetiredCode.scans,
        )
        .join(ServiceCounter, ServiceCounter.id == RetiredCode.counter_id)
        .where(ServiceCounter.unit_id == unit_id)
        .order_by(RetiredCode.retired_at.desc())
    )
    return tuple(RetiredLine(*row) for row in rows)


def topics(connection: Connection) -> Sequence[tuple[str, str, list[str], int | None, str | None]]:
    """Topics by code: code, name, what they address, hours, method."""
    rows = connection.execute(
        select(Topic.code, Topic.name, Topic.addresses, Topic.hours_jp, Topic.method).order_by(
            Topic.code
        )
    )
    return [(row[0], row[1], list(row[2]), row[3], row[4]) for row in rows]


def renew_code(
    connection: Connection,
    counter_code: str,
    public_code: str,
    reason: str,
    now: datetime,
    scope: PlaceScope = EVERYWHERE,
) -> str:
    """Retire the printed code of a counter with a reason; returns the former one.

    Raises NotFound for a counter that is not there or out of reach.
    """
    row = connection.execute(
        select(ServiceCounter.id, ServiceCounter.public_code)
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .where(ServiceCounter.code == counter_code, *within(scope))
    ).first()
    if row is None:
        raise NotFound(counter_code)
    connection.execute(
        update(ServiceCounter).where(ServiceCounter.id == row[0]).values(public_code=public_code)
    )
    connection.execute(delete(RetiredCode).where(RetiredCode.public_code == public_code))
    connection.execute(
        insert(RetiredCode).values(
            public_code=row[1], counter_id=row[0], reason=reason, retired_at=now, scans=0
        )
    )
    return str(row[1])


def count_scans(connection: Connection, scans: dict[str, int]) -> None:
    """Add scans of retired codes that were counted in memory while people looked."""
    for public_code, seen in sorted(scans.items()):
        connection.execute(
            update(RetiredCode)
            .where(RetiredCode.public_code == public_code)
            .values(scans=RetiredCode.scans + seen)
        )


def next_counter_code(unit_code: str, codes: Sequence[str]) -> str:
    """A code for one more counter, in the style of its siblings: after L01 and L02 comes L03."""
    numbered = [found for code in codes if (found := _NUMBERED.fullmatch(code))]
    if not numbered:
        return f"{unit_code}-L{len(codes) + 1}"
    highest = max(numbered, key=lambda found: int(found[2]))
    return highest[1] + str(int(highest[2]) + 1).zfill(len(highest[2]))


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


@dataclass(frozen=True)
class CounterChoice:
    """A counter in a list to choose from."""

    code: str
    name: str
    public_code: str
    unit_name: str


def counter_choices(connection: Connection, scope: PlaceScope = EVERYWHERE) -> list[CounterChoice]:
    """Counters within reach, by unit."""
    rows = connection.execute(
        select(ServiceCounter.code, ServiceCounter.name, ServiceCounter.public_code, Unit.name)
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .where(*within(scope))
        .order_by(Unit.name, ServiceCounter.code)
    )
    return [CounterChoice(*row) for row in rows]
