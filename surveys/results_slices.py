"""Answers by the way they came: through which channel, and with or without somebody's help."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, literal, select

from surveys.results_clusters import sums_of
from surveys.results_population import period_of
from surveys.results_told import measures_of, without
from surveys.rollups import COUNTS
from surveys.rules.disclosure import SMALLEST_GROUP
from surveys.rules.index import index_points
from surveys.rules.periods import Kind, containing
from surveys.rules.told_parts import Measures, Untold, added_up, grain_of, masks_of
from surveys.scope import PlaceScope
from surveys.tables import CounterDay, CounterMonth, Questionnaire

_RESPONDENTS = COUNTS.index("respondents")
_Cell = tuple[int, Any, date]
"""Unit, way of answering, and the first day of a month."""


@dataclass(frozen=True)
class Slice:
    """Answers that came one way: through a channel, or with somebody's help.

    index : None where few answered, or where their answers would follow from the others'.
    """

    name: str
    respondents: int
    index: Decimal | None


def by_channel(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
    smallest: int = SMALLEST_GROUP,
) -> list[Slice]:
    """Respondents per channel, most used first, and the index as far as it is told."""
    return _sliced(connection, scope, first, last, "channel", str, smallest)


def by_help(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
    smallest: int = SMALLEST_GROUP,
) -> list[Slice]:
    """The same for those who were helped ("helped") and those who answered alone ("alone")."""

    def named(it: Any) -> str:
        return "helped" if it else "alone"

    return _sliced(connection, scope, first, last, "helped", named, smallest)


def _sliced(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
    name_of_column: str,
    named: Callable[[Any], str],
    smallest: int,
) -> list[Slice]:
    cells = _cells(connection, scope, first, last, name_of_column)
    if scope.counter_id is not None:
        # A way of answering at one counter is a part of two wholes; their difference would tell.
        told: dict[_Cell, Untold | None] = dict.fromkeys(cells)
    else:
        told = _told_cells(cells, first, last, smallest)
        if scope.unit_id is not None:
            told = dict.fromkeys(cells) | told
    came: dict[str, int] = {}
    sums: dict[str, list[tuple[int, ...]]] = {}
    for key, counts in cells.items():
        _, value, when = key
        if first <= when <= last and key in told:
            name = named(value)
            came[name] = came.get(name, 0) + counts[_RESPONDENTS]
            untold = told[key]
            if untold is not None:
                sums.setdefault(name, []).append(without(counts, untold))
    found = [
        Slice(
            name,
            n,
            index_points(sums_of(tuple(map(sum, zip(*sums[name], strict=True)))))
            if name in sums
            else None,
        )
        for name, n in came.items()
        if n
    ]
    return sorted(found, key=lambda each: (-each.respondents, each.name))


def _cells(
    connection: Connection, scope: PlaceScope, first: date, last: date, name_of_column: str
) -> dict[_Cell, tuple[int, ...]]:
    """The counts by unit, way of answering and month; of days that are no months, all as one."""
    official = select(Questionnaire.id).where(Questionnaire.official)
    # Whole months are a thirtieth of the rows.
    months = first.day == 1 and (last + timedelta(days=1)).day == 1
    table: Any = CounterMonth if months else CounterDay
    column = getattr(table, name_of_column)
    if months:
        when, between = table.month, table.month.between(*_quarters(first, last))
    else:
        when, between = literal(first), table.local_date.between(first, last)
    rows = connection.execute(
        select(table.unit_id, column, when, *(func.sum(getattr(table, name)) for name in COUNTS))
        .where(
            *scope.conditions(table),
            between,
            table.questionnaire_id.in_(official),
        )
        .group_by(table.unit_id, column, *([when] if months else []))
    )
    return {(row[0], row[1], row[2] if months else first): tuple(map(int, row[3:])) for row in rows}


def _quarters(first: date, last: date) -> tuple[date, date]:
    """The first and the last day of the quarters that days lie in."""
    return containing(first, Kind.QUARTER).first_day, containing(last, Kind.QUARTER).last_day


def _told_cells(
    cells: Mapping[_Cell, tuple[int, ...]], first: date, last: date, smallest: int
) -> dict[_Cell, Untold | None]:
    """What is not told of each cell, None where nothing is; absent where all of its unit waits."""
    period = period_of(first, last)
    grain = Kind.QUARTER if period is None else grain_of(period.kind)
    units: dict[int, dict[Any, dict[date, Measures]]] = {}
    for (unit_id, value, when), counts in cells.items():
        units.setdefault(unit_id, {}).setdefault(value, {})[when] = measures_of(counts)
    found: dict[_Cell, Untold | None] = {}
    for unit_id, table in units.items():
        masks = masks_of(table, grain, smallest)
        whole = {
            when: added_up(held[when] for held in table.values() if when in held)
            for held in table.values()
            for when in held
        }
        alone = masks_of({0: whole}, grain, smallest)
        for value, held in table.items():
            for when in held:
                of = containing(when, grain).first_day
                if 0 in alone.get(of, {}):
                    found[unit_id, value, when] = masks.get(of, {}).get(value)
    return found
