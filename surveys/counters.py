"""Counters as their keepers see them: their public codes, those of old, and which are closed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from surveys.errors import NotFound
from surveys.scope import PlaceScope
from surveys.tables import (
    CounterDay,
    CounterService,
    RetiredCode,
    Service,
    ServiceCounter,
    Unit,
)

EVERYWHERE = PlaceScope()
_NUMBERED = re.compile(r"(.*?)(\d{1,9})", re.ASCII)


@dataclass(frozen=True)
class CounterLine:
    """A counter with its public code and the services it offers.

    closed_scans, late_answers : how often its code was scanned, and how many answers arrived,
    since it is closed.
    """

    code: str
    name: str
    public_code: str
    services: tuple[str, ...]
    opens_hour: int | None
    closes_hour: int | None
    closed_from: date | None = None
    closed_reason: str = ""
    closed_scans: int = 0
    late_answers: int = 0

    def is_open(self, day: date) -> bool:
        """Whether anybody is served here on a day."""
        return self.closed_from is None or day < self.closed_from


@dataclass(frozen=True)
class RetiredLine:
    """A code that was retired, why, and how often it was scanned since."""

    public_code: str
    counter_code: str
    reason: str
    retired_at: datetime
    scans: int


def counters_of(connection: Connection, unit_id: int) -> tuple[CounterLine, ...]:
    """The counters of a unit by code, closed ones among them."""
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
            ServiceCounter.closed_from,
            ServiceCounter.closed_reason,
            ServiceCounter.closed_scans,
        )
        .where(ServiceCounter.unit_id == unit_id)
        .order_by(ServiceCounter.code)
    )
    late = _late_answers(connection, unit_id)
    return tuple(
        CounterLine(
            row.code,
            row.name,
            row.public_code,
            tuple(offered.get(row.id, ())),
            row.opens_hour,
            row.closes_hour,
            row.closed_from,
            row.closed_reason or "",
            row.closed_scans,
            late.get(row.id, 0),
        )
        for row in rows
    )


def _late_answers(connection: Connection, unit_id: int) -> dict[int, int]:
    """Answers that arrived when their counter was closed: begun before, or sent without a line."""
    rows = connection.execute(
        select(CounterDay.counter_id, func.sum(CounterDay.responses))
        .join(ServiceCounter, ServiceCounter.id == CounterDay.counter_id)
        .where(CounterDay.unit_id == unit_id, CounterDay.local_date >= ServiceCounter.closed_from)
        .group_by(CounterDay.counter_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def retired_codes_of(connection: Connection, unit_id: int) -> tuple[RetiredLine, ...]:
    """The codes that a unit's counters had before, the newest first."""
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
        .where(ServiceCounter.code == counter_code, *scope.unit_conditions())
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
    """Add scans of retired codes and closed counters, counted in memory while people looked."""
    for public_code, seen in sorted(scans.items()):
        connection.execute(
            update(RetiredCode)
            .where(RetiredCode.public_code == public_code)
            .values(scans=RetiredCode.scans + seen)
        )
        connection.execute(
            update(ServiceCounter)
            .where(
                ServiceCounter.public_code == public_code, ServiceCounter.closed_from.is_not(None)
            )
            .values(closed_scans=ServiceCounter.closed_scans + seen)
        )


def next_counter_code(unit_code: str, codes: Sequence[str]) -> str:
    """A code for one more counter, in the style of its siblings: after L01 and L02 comes L03."""
    numbered = [found for code in codes if (found := _NUMBERED.fullmatch(code))]
    if not numbered:
        return f"{unit_code}-L{len(codes) + 1}"
    highest = max(numbered, key=lambda found: int(found[2]))
    return highest[1] + str(int(highest[2]) + 1).zfill(len(highest[2]))


@dataclass(frozen=True)
class CounterChoice:
    """A counter in a list to choose from."""

    code: str
    name: str
    public_code: str
    unit_name: str
    closed_from: date | None


def counter_choices(connection: Connection, scope: PlaceScope = EVERYWHERE) -> list[CounterChoice]:
    """Counters within reach by unit, closed ones too: sheets of theirs may still lie there."""
    rows = connection.execute(
        select(
            ServiceCounter.code,
            ServiceCounter.name,
            ServiceCounter.public_code,
            Unit.name,
            ServiceCounter.closed_from,
        )
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .where(*scope.unit_conditions())
        .order_by(Unit.name, ServiceCounter.code)
    )
    return [CounterChoice(*row) for row in rows]
