"""Which parts of a whole are told, so that nothing that can be worked out rests on one to four.

The whole is a unit's quarter, its parts are months, counters, services or ways of answering, or
two of these across. Each measure (how many came, how many answered an element) is looked at alone.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TypeVar

from surveys.rules.disclosure import kept_together
from surveys.rules.periods import Kind, Period, containing

Part = TypeVar("Part", bound=Hashable)
Measures = tuple[int, ...]
"""How many came, and how many answered each element."""
Untold = frozenset[int]
"""Places in the measures of the elements that are not told."""
Masks = Mapping[date, Mapping[Part, Untold]]
"""By the first day of a grain and by part what is not told of it; absent parts are not told."""


def told_parts(table: Mapping[Part, Measures], smallest: int) -> dict[Part, Untold]:
    """The told parts of one whole, each with what is not told of it."""
    few = frozenset(range(1, smallest))
    if few.isdisjoint(chain.from_iterable(table.values())):
        return dict.fromkeys(table, frozenset())
    away = kept_together({part: each[:1] for part, each in table.items()}, smallest)
    untold: dict[Part, set[int]] = {part: set() for part in table if part not in away}
    for place in range(1, max(map(len, table.values())) if untold else 0):
        apart = (table[part][place] for part in untold)
        # Most elements were answered by many wherever anything is told: the rest stays as it is.
        if few.isdisjoint(apart) and sum(table[part][place] for part in away) not in few:
            continue
        rest = kept_together({part: (each[place],) for part, each in table.items()}, smallest, away)
        for part in rest & untold.keys():
            untold[part].add(place)
    return {part: frozenset(places) for part, places in untold.items()}


def _rests(
    cells: Mapping[Part, Mapping[date, int]],
    months: Sequence[date],
    smallest: int,
    before: tuple[frozenset[date], frozenset[Part], frozenset[Part]],
) -> tuple[frozenset[date], frozenset[Part], frozenset[Part]]:
    """The months, the small parts and all parts that are kept together of one count.

    cells : by part and month. before : what is kept together of respondents, and so of all else.
    """
    late, small, away = before
    rest_months = kept_together(
        {month: (sum(row[month] for row in cells.values()),) for month in months}, smallest, late
    )
    rest_small = kept_together(
        {part: (sum(row.values()),) for part, row in cells.items()}, smallest, small
    )
    rows = {
        part: (
            *(row[month] for month in months if month not in rest_months),
            sum(row[month] for month in rest_months),
        )
        for part, row in cells.items()
    }
    return rest_months, rest_small, kept_together(rows, smallest, away | rest_small)


def told_months(
    table: Mapping[Part, Mapping[date, Measures]], smallest: int
) -> dict[date, dict[Part, Untold]]:
    """By month the told parts of one quarter, month and part both being parts of it.

    table : by part and the month's first day. What is not told in some month is added up there.
    """
    months = sorted({month for by_month in table.values() for month in by_month})
    few = frozenset(range(1, smallest))
    held = [each for by_month in table.values() for each in by_month.values()]
    if few.isdisjoint(chain.from_iterable(held)):
        return {month: dict.fromkeys(table, frozenset()) for month in months}
    size = max(map(len, held))
    nothing: Measures = (0,) * size
    told: dict[date, dict[Part, set[int]]] = {}
    late: frozenset[date] = frozenset()
    away: frozenset[Part] = frozenset()
    small: frozenset[Part] = frozenset()
    for place in range(size):
        if place and few.isdisjoint(each[place] for each in held):
            continue
        cells: dict[Part, dict[date, int]] = {
            part: {month: by_month.get(month, nothing)[place] for month in months}
            for part, by_month in table.items()
        }
        rest_months, rest_small, rest = _rests(cells, months, smallest, (late, small, away))
        if place == 0:
            late, small, away = rest_months, rest_small, rest
            told = {
                month: {part: set() for part in table if part not in rest}
                for month in months
                if month not in rest_months
            }
        for month, parts in told.items():
            for part, untold in parts.items():
                if month in rest_months or part in rest:
                    untold.add(place)
    return {
        month: {part: frozenset(untold) for part, untold in parts.items()}
        for month, parts in told.items()
    }


def grain_of(kind: Kind) -> Kind:
    """The kind of grain that a period of a kind is added up from."""
    return Kind.MONTH if kind is Kind.MONTH else Kind.QUARTER


def quarters_over(periods: Iterable[Period]) -> list[Period]:
    """The quarters in which periods lie, or that lie in them, in order."""
    months = (month.first_day for period in periods for month in period.months())
    return list(dict.fromkeys(containing(day, Kind.QUARTER) for day in sorted(months)))


def masks_of(
    table: Mapping[Part, Mapping[date, Measures]], grain: Kind, smallest: int
) -> dict[date, dict[Part, Untold]]:
    """What is told of parts of one whole (the counters of a unit), from their months."""
    by_quarter: dict[date, dict[Part, dict[date, Measures]]] = {}
    for part, held in table.items():
        for month, measures in held.items():
            quarter = containing(month, Kind.QUARTER).first_day
            by_quarter.setdefault(quarter, {}).setdefault(part, {})[month] = measures
    found: dict[date, dict[Part, Untold]] = {}
    for quarter, parts in by_quarter.items():
        if grain is Kind.MONTH:
            found |= told_months(parts, smallest)
        else:
            whole = {part: added_up(held.values()) for part, held in parts.items()}
            found[quarter] = told_parts(whole, smallest)
    return found


def added_up(measures: Iterable[Measures]) -> Measures:
    """Measures of several parts together."""
    return tuple(map(sum, zip(*measures, strict=True)))
