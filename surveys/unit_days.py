"""What units count in a stretch of days, with the days at counters that margins are made of.

The database adds up: of each day only number and sum of every element's answers are read, which is
half of what a whole day says (results_clusters).
"""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from surveys.results_clusters import NOTHING
from surveys.results_counted import Counted, counted_from
from surveys.rollups import COUNTS
from surveys.tables import CounterDay, Questionnaire
from surveys.tables.responses import COLUMNS

_UNITS: Any = bindparam("of_units", expanding=True)
_FIRST: Any = bindparam("first_day")
_LAST: Any = bindparam("last_day")


def counted_of_units(
    connection: Connection, first: date, last: date, units: Collection[int], *, elements: bool
) -> dict[int, Counted]:
    """By unit what the official questionnaires come to; elements : each with its spread as well."""
    wanted = {"of_units": list(units), "first_day": first, "last_day": last}
    totals = dict.fromkeys(units, NOTHING)
    for unit_id, *counts in connection.execute(_totals(), wanted):
        totals[unit_id] = tuple(map(int, counts))
    days: dict[int, list[Any]] = {unit_id: [] for unit_id in units}
    for row in connection.execute(_days(), wanted):
        days[row[0]].append(row)
    found = {}
    for unit_id, rows in days.items():
        held = list(zip(*rows, strict=True))[1:]
        columns = list(zip(held[::2], held[1::2], strict=True))
        found[unit_id] = counted_from(totals[unit_id], columns, elements=elements)
    return found


def _of_units() -> list[Any]:
    return [
        CounterDay.unit_id.in_(_UNITS),
        CounterDay.local_date.between(_FIRST, _LAST),
        CounterDay.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
    ]


@cache
def _totals() -> Select[Any, *tuple[Any, ...]]:
    """The counts of each unit, in the order of rollups.COUNTS."""
    counts = [func.sum(getattr(CounterDay, name)) for name in COUNTS]
    return select(CounterDay.unit_id, *counts).where(*_of_units()).group_by(CounterDay.unit_id)


@cache
def _days() -> Select[Any, *tuple[Any, ...]]:
    """Of each unit's counters and days, number and sum of the answers to each element."""
    answers = []
    for column in COLUMNS:
        ones, twos, threes, fours = (getattr(CounterDay, f"{column}_{v}") for v in range(1, 5))
        answers.append(func.sum(ones + twos + threes + fours))
        answers.append(func.sum(ones + 2 * twos + 3 * threes + 4 * fours))
    return (
        select(CounterDay.unit_id, *answers)
        .where(*_of_units())
        .group_by(CounterDay.unit_id, CounterDay.counter_id, CounterDay.local_date)
    )
