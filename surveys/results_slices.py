"""Answers by the way they came: through which channel, and with or without somebody's help."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, literal, select

from surveys.results import figures_over_units
from surveys.results_clusters import Cluster, clusters_by_way, sums_of
from surveys.results_held import held_quarters
from surveys.results_population import period_of
from surveys.results_told import measures_of, without
from surveys.rollups import COUNTS
from surveys.rules.disclosure import SMALLEST_GROUP
from surveys.rules.index import Grade, grade, index_points
from surveys.rules.margin import Interval
from surveys.rules.periods import Kind, Period, containing
from surveys.rules.told_parts import Measures, Untold, added_up, grain_of, masks_of
from surveys.scope import PlaceScope
from surveys.tables import CounterDay, CounterMonth, Questionnaire

_RESPONDENTS = COUNTS.index("respondents")
_Cell = tuple[int, Any, date]
"""Unit, way of answering, and the first day of a month."""

UNIT_DAYS = 2_000
"""Units times days up to which ways of answering have a margin: twenty units in a quarter, five in
a year. It rests on every day at every counter, and with more a page would take seconds."""


@dataclass(frozen=True)
class Slice:
    """Answers that came one way: through a channel, or with somebody's help.

    index : None where few answered, or where their answers would follow from the others'.
    told : how many of the respondents it rests on; the others' answers are not told of any unit
    where few came another way. interval : None also of many units in a long time, see UNIT_DAYS.
    """

    name: str
    respondents: int
    index: Decimal | None
    told: int = 0
    interval: Interval | None = None

    @property
    def grade(self) -> Grade | None:
        """The grade, where its margin stands beside it."""
        return None if self.index is None or self.interval is None else grade(self.index)


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
    came: dict[str, int] = {}
    sums: dict[str, list[tuple[int, ...]]] = {}
    held = held_quarters(connection, scope, _quarters_between(first, last), smallest)
    shown = {
        key: None if (key[0], containing(key[2], Kind.QUARTER)) in held else untold
        for key, untold in _shown(cells, scope, first, last, smallest).items()
    }
    for key, untold in shown.items():
        name, counts = named(key[1]), cells[key]
        came[name] = came.get(name, 0) + counts[_RESPONDENTS]
        if untold is not None:
            sums.setdefault(name, []).append(without(counts, untold))
    counted = {name: tuple(map(sum, zip(*held, strict=True))) for name, held in sums.items()}
    rests_on = {name: counts[_RESPONDENTS] for name, counts in counted.items()}
    index = {name: index_points(sums_of(counts)) for name, counts in counted.items()}
    intervals: dict[str, Interval | None] = {}
    days = (last - first).days + 1
    if any(index.values()) and days * len({unit_id for unit_id, _, _ in shown}) <= UNIT_DAYS:
        clusters = clusters_by_way(connection, scope, first, last, name_of_column)
        intervals = _intervals(clusters, shown, named, first, last)
    found = [
        Slice(name, n, index.get(name), rests_on.get(name, 0), intervals.get(name))
        for name, n in came.items()
        if n
    ]
    return sorted(found, key=lambda each: (-each.respondents, each.name))


def _shown(
    cells: Mapping[_Cell, tuple[int, ...]],
    scope: PlaceScope,
    first: date,
    last: date,
    smallest: int,
) -> dict[_Cell, Untold | None]:
    """The cells of these days, each with what is not told of it; None where only how many came."""
    if scope.counter_id is not None:
        # A way of answering at one counter is a part of two wholes; their difference would tell.
        told: dict[_Cell, Untold | None] = dict.fromkeys(cells)
    else:
        told = _told_cells(cells, first, last, smallest)
        if scope.unit_id is not None:
            told = dict.fromkeys(cells) | told
    return {key: untold for key, untold in told.items() if first <= key[2] <= last}


def _intervals(
    clusters: Mapping[Any, Sequence[Cluster]],
    shown: Mapping[_Cell, Untold | None],
    named: Callable[[Any], str],
    first: date,
    last: date,
) -> dict[str, Interval | None]:
    """The margin of each way of answering, from those of its days that are told."""
    held: dict[str, list[Cluster]] = {}
    for value, each in clusters.items():
        for cluster in each:
            # Days that are no whole months are all one cell, under the first of them.
            when = cluster.when.replace(day=1)
            cell = cluster.unit_id, value, when if _whole_months(first, last) else first
            untold = shown.get(cell)
            if untold is not None:
                told = replace(cluster, counts=without(cluster.counts, untold))
                held.setdefault(named(value), []).append(told)
    return {
        name: figures_over_units(own, {}, element_margins=False).interval
        for name, own in held.items()
    }


def _cells(
    connection: Connection, scope: PlaceScope, first: date, last: date, name_of_column: str
) -> dict[_Cell, tuple[int, ...]]:
    """The counts by unit, way of answering and month; of days that are no months, all as one."""
    official = select(Questionnaire.id).where(Questionnaire.official)
    # Whole months are a thirtieth of the rows.
    months = _whole_months(first, last)
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


def _whole_months(first: date, last: date) -> bool:
    return first.day == 1 and (last + timedelta(days=1)).day == 1


def _quarters(first: date, last: date) -> tuple[date, date]:
    """The first and the last day of the quarters that days lie in."""
    return containing(first, Kind.QUARTER).first_day, containing(last, Kind.QUARTER).last_day


def _quarters_between(first: date, last: date) -> list[Period]:
    found = [containing(first, Kind.QUARTER)]
    while found[-1].last_day < last:
        found.append(found[-1].shifted(1))
    return found


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
