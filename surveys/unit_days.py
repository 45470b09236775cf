"""What units count in whole months, and the days at counters that margins are made of.

Counts come from the months' rows, a thirtieth of the days'. Of a day only number and sum of every
element's answers are read, which is half of what a whole day says (results_clusters). Rows are
added up here: sorted by the database they would take thrice as long on SQLite.
"""

from collections.abc import Collection
from functools import cache
from operator import add
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from surveys.rollups import COUNTS
from surveys.rules.linearised import Column
from surveys.rules.periods import Period
from surveys.tables import CounterDay, CounterMonth, Questionnaire
from surveys.tables.responses import COLUMNS

_UNITS: Any = bindparam("of_units", expanding=True)
_FIRST: Any = bindparam("first_day")
_LAST: Any = bindparam("last_day")

Days = list[Column]
"""Of each element number and sum of its answers, day by day at each counter, in order of time."""


def counts_of_units(
    connection: Connection, period: Period, units: Collection[int]
) -> dict[int, tuple[int, ...]]:
    """By unit the counts of the official questionnaires, in the order of rollups.COUNTS."""
    rows = connection.execute(_counts(), wanted(period, units)).all()
    return {row[0]: tuple(map(int, row[1:])) for row in rows}


def days_of_units(
    connection: Connection, period: Period, units: Collection[int]
) -> dict[int, Days]:
    """By unit its days at counters, of the same questionnaires; nothing where none came."""
    found: dict[int, dict[Any, Any]] = {}
    for row in connection.execute(_days(), wanted(period, units)).all():
        days = found.setdefault(row[0], {})
        key, answers = row[1:3], row[3:]
        held = days.get(key)
        days[key] = answers if held is None else tuple(map(add, held, answers))
    columns = {
        unit_id: list(zip(*(days[key] for key in sorted(days)), strict=True))
        for unit_id, days in found.items()
    }
    return {
        unit_id: list(zip(held[::2], held[1::2], strict=True)) for unit_id, held in columns.items()
    }


def wanted(period: Period, units: Collection[int]) -> dict[str, Any]:
    """What a statement with of_units is asked with."""
    return {"of_units": list(units), "first_day": period.first_day, "last_day": period.last_day}


def of_units(table: Any, when: Any) -> list[Any]:
    """What holds for rows of units and days that are named later, of official questionnaires."""
    return [
        table.unit_id.in_(_UNITS),
        when.between(_FIRST, _LAST),
        table.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
    ]


@cache
def _counts() -> Select[Any, *tuple[Any, ...]]:
    counts = [func.sum(getattr(CounterMonth, name)) for name in COUNTS]
    return (
        select(CounterMonth.unit_id, *counts)
        .where(*of_units(CounterMonth, CounterMonth.month))
        .group_by(CounterMonth.unit_id)
    )


@cache
def _days() -> Select[Any, *tuple[Any, ...]]:
    """One row for each way that answers came on a day at a counter."""
    keys = CounterDay.unit_id, CounterDay.local_date, CounterDay.counter_id
    return select(*keys, *number_and_sum(CounterDay)).where(
        *of_units(CounterDay, CounterDay.local_date)
    )


def number_and_sum(table: Any) -> list[Any]:
    """Of each element, in turn, how many answered it and the sum of their answers, row by row."""
    answers = []
    for column in COLUMNS:
        ones, twos, threes, fours = (getattr(table, f"{column}_{value}") for value in range(1, 5))
        answers.append(ones + twos + threes + fours)
        answers.append(ones + 2 * twos + 3 * threes + 4 * fours)
    return answers
