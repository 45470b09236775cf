"""What units count by the way answers came: through each channel, and with or without help."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import add
from typing import Any

from sqlalchemy import Connection, Select, func, select

from surveys.rules.elements import Element
from surveys.rules.index import ElementSum
from surveys.rules.linearised import Answered
from surveys.rules.periods import Period
from surveys.rules.spread import Spread, answered_of
from surveys.rules.told_parts import Measures, Untold
from surveys.tables import CounterDay, CounterMonth
from surveys.unit_days import number_and_sum, of_units, wanted

SIDES = ("alone", "helped")
"""Who answered alone and who was helped; every other way is a channel."""


Answers = tuple[int, ...]
"""Respondents, then number and sum of each element's answers."""


@dataclass(frozen=True, slots=True)
class Way:
    """What came one way to a unit in a period.

    spread : of the mean of what was answered, all but `untold`; None where it was not worked out,
    or nobody answered.
    """

    answers: Answers
    untold: Untold = frozenset()
    spread: Spread | None = None

    @property
    def measures(self) -> Measures:
        """What is looked at to say what is told of it."""
        return self.answers[0], *self.answers[1::2]


Ways = Mapping[str, Way]


_PLACES = tuple((element, 1 + 2 * number) for number, element in enumerate(Element))


def sums_of_answers(answers: Answers) -> dict[Element, ElementSum]:
    """The answers of each element that was answered."""
    return {
        element: ElementSum(answers[place], answers[place + 1])
        for element, place in _PLACES
        if answers[place]
    }


def answers_without(answers: Answers, untold: Untold) -> Answers:
    """The same as if nobody had answered what is not told."""
    if not untold:
        return answers
    left = list(answers)
    for place in untold:
        left[2 * place - 1 : 2 * place + 1] = 0, 0
    return tuple(left)


def ways_of_units(
    connection: Connection, period: Period, units: Collection[int]
) -> dict[int, dict[str, Way]]:
    """By unit what came each way, to the official questionnaires; spreads are not worked out."""
    found: dict[int, dict[str, Answers]] = {}
    for row in connection.execute(_counts(), wanted(period, units)).all():
        answers = tuple(map(int, row[3:]))
        held = found.setdefault(row[0], {})
        for name in _names(row[1], row[2]):
            held[name] = tuple(map(add, held[name], answers)) if name in held else answers
    return {
        unit_id: {name: Way(answers) for name, answers in held.items()}
        for unit_id, held in found.items()
    }


def spreads_of_ways(
    connection: Connection, period: Period, asked: Mapping[tuple[int, str], Untold]
) -> dict[tuple[int, str], Spread]:
    """The spreads of some units' ways from their days at counters, as if what is untold were not.

    asked : by unit and way what is not told of it. Nothing is found where nobody answered.
    """
    units = {unit_id for unit_id, _ in asked}
    days: dict[tuple[int, str], dict[Any, Any]] = {}
    for row in connection.execute(_days(), wanted(period, units)).all() if units else ():
        day, answers = row[3:5], row[5:]
        for name in _names(row[1], row[2]):
            if (row[0], name) in asked:
                of_way = days.setdefault((row[0], name), {})
                held = of_way.get(day)
                of_way[day] = answers if held is None else tuple(map(add, held, answers))
    found = {key: _spread(of_way.values(), asked[key]) for key, of_way in days.items()}
    return {key: spread for key, spread in found.items() if spread is not None}


def _spread(days: Iterable[tuple[int, ...]], untold: Untold) -> Spread | None:
    columns = list(zip(*days, strict=True))
    told = [
        Answered((columns[2 * number], columns[2 * number + 1]))
        for number in range(len(Element))
        if number + 1 not in untold
    ]
    measured = answered_of(told) if any(each.n for each in told) else None
    return None if measured is None else measured.spread


def _names(channel: str, helped: object) -> tuple[str, str]:
    return channel, SIDES[bool(helped)]


@cache
def _counts() -> Select[Any]:
    table = CounterMonth
    keys = table.unit_id, table.channel, table.helped
    sums = [func.sum(each) for each in number_and_sum(table)]
    return (
        select(*keys, func.sum(table.respondents), *sums)
        .where(*of_units(table, table.month))
        .group_by(*keys)
    )


@cache
def _days() -> Select[Any]:
    """One row for each way that answers came on a day at a counter."""
    table = CounterDay
    keys = table.unit_id, table.channel, table.helped, table.local_date, table.counter_id
    return select(*keys, *number_and_sum(table)).where(*of_units(table, table.local_date))
