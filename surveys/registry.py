"""The registry as its keepers see it: agencies, units, services, counters, topics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from surveys.errors import NotFound
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


def agencies(connection: Connection, agency_id: int | None = None) -> list[AgencyLine]:
    """Agencies by name; only the one given where there is a limit."""
    units = select(func.count()).where(Unit.agency_id == Agency.id).scalar_subquery()
    counters = (
        select(func.count())
        .select_from(ServiceCounter)
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .where(Unit.agency_id == Agency.id)
        .scalar_subquery()
    )
    wanted = select(Agency.id, Agency.code, Agency.name, Agency.region, units, counters).order_by(
        Agency.name, Agency.code
    )
    if agency_id is not None:
        wanted = wanted.where(Agency.id == agency_id)
    return [AgencyLine(*row) for row in connection.execute(wanted)]


def units(
    connection: Connection,
    *,
    agency_id: int | None = None,
    agency_code: str | None = None,
    words: str = "",
    limit: int = 200,
) -> list[UnitInList]:
    """Units whose code, name or agency holds the words, whatever their case."""
    counters = select(func.count()).where(ServiceCounter.unit_id == Unit.id).scalar_subquery()
    answers = (
        select(func.coalesce(func.sum(CounterMonth.responses), 0))
        .where(CounterMonth.unit_id == Unit.id)
        .scalar_subquery()
    )
    held: list[ColumnElement[bool]] = []
    if agency_id is not None:
        held.append(Unit.agency_id == agency_id)
    if agency_code:
        held.append(Agency.code == agency_code)
    for word in words.lower().split()[:6]:
        pattern = f"%{word.replace('%', '').replace('_', '')}%"
        held.append(
            func.lower(Unit.name).like(pattern)
            | func.lower(Unit.code).like(pattern)
            | func.lower(Agency.name).like(pattern)
        )
    rows = connection.execute(
        select(Unit.code, Unit.name, Agency.code, Agency.name, counters, answers)
        .join(Agency, Agency.id == Unit.agency_id)
        .where(*held)
        .order_by(Agency.name, Unit.name, Unit.code)
        .limit(limit)
    )
    return [UnitInList(row[0], row[1], row[2], row[3], row[4], int(row[5])) for row in rows]


def unit(connection: Connection, code: str, agency_id: int | None = None) -> UnitPageData:
    """A unit with its services and counters; raises NotFound for none, or out of reach."""
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
        .where(Unit.code == code)
    ).first()
    if row is None or (agency_id is not None and row[3] != agency_id):
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
        )
        .where(ServiceCounter.unit_id == unit_id)
        .order_by(ServiceCounter.code)
    )
    return tuple(
        CounterLine(row[1], row[2], row[3], tuple(offered.get(row[0], ()))) for row in rows
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
    agency_id: int | None = None,
) -> str:
    """Retire the printed code of a counter with a reason; returns the former one.

    Raises NotFound for a counter that is not there or out of reach.
    """
    row = connection.execute(
        select(ServiceCounter.id, ServiceCounter.public_code, Unit.agency_id)
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .where(ServiceCounter.code == counter_code)
    ).first()
    if row is None or (agency_id is not None and row[2] != agency_id):
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


def check_owner(connection: Connection, kind: str, given: dict[str, str], agency_id: int) -> None:
    """A code that is there already must belong to the agency; raises NotFound otherwise."""
    tables: dict[str, Any] = {"services": Service, "counters": ServiceCounter}
    table = tables.get(kind)
    if table is not None:
        code = given["service_code" if kind == "services" else "counter_code"]
        owner = connection.execute(
            select(Unit.agency_id).join(table, table.unit_id == Unit.id).where(table.code == code)
        ).scalar()
        if owner not in {None, agency_id}:
            raise NotFound(code)


@dataclass(frozen=True)
class CounterChoice:
    """A counter in a list to choose from."""

    code: str
    name: str
    public_code: str
    unit_name: str


def counter_choices(
    connection: Connection, *, agency_id: int | None = None, unit_id: int | None = None
) -> list[CounterChoice]:
    """Counters by unit, within an agency or a unit where limited."""
    wanted = (
        select(ServiceCounter.code, ServiceCounter.name, ServiceCounter.public_code, Unit.name)
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .order_by(Unit.name, ServiceCounter.code)
    )
    if agency_id is not None:
        wanted = wanted.where(Unit.agency_id == agency_id)
    if unit_id is not None:
        wanted = wanted.where(Unit.id == unit_id)
    return [CounterChoice(*row) for row in connection.execute(wanted)]
