"""Answers by the way they came: through which channel, and with or without somebody's help.

A way is told of unit by unit and quarter by quarter (rules.told_parts), and its figure is the sum
of those that are: each is a stratum, as units are, with a margin of its own days.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from surveys.kept_ways import told_ways, ways_in
from surveys.results_held import Held
from surveys.results_trend import Stretch
from surveys.rules.index import Grade, grade, index_exact, index_points
from surveys.rules.margin import Interval, interval_of
from surveys.rules.periods import Kind, Period
from surveys.rules.spread import Measured
from surveys.rules.told_parts import Measures, Untold, added_up, quarters_over, told_months
from surveys.scope import PlaceScope
from surveys.strata import index_weights, pooled_interval
from surveys.tables import CounterDay, CounterMonth, Questionnaire
from surveys.unit_ways import (
    SIDES,
    Answers,
    Way,
    Ways,
    answers_without,
    spreads_of_ways,
    sums_of_answers,
)

FEWEST_TOLD = Fraction(2, 3)
"""So much of all who answered one way a value must rest on: which units tell of it is no chance, so
that of a small part says little of the whole."""


@dataclass(frozen=True)
class Slice:
    """Answers that came one way: through a channel, or with somebody's help.

    index : None where few answered, or where the answers of more than a third would follow from
    the others'.
    told : how many of the respondents it rests on; the others' answers are not told of any unit
    where few came another way.
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


class _Told(NamedTuple):
    """What is told of one way in one unit and quarter, or month."""

    grain: Period
    unit_id: int
    name: str
    way: Way
    untold: Untold


_Ways = Mapping[Period, Mapping[int, Ways]]


def by_way(
    connection: Connection, stretch: Stretch, smallest: int
) -> tuple[list[Slice], list[Slice]]:
    """The channels, and those who were helped ("helped") or answered alone ("alone").

    Respondents in the last period of the stretch, the most used first, and index and margin as far
    as they are told.
    """
    scope, period = stretch.scope, stretch.last
    if scope.counter_id is not None:
        # A way of answering at one counter is a part of two wholes; their difference would tell.
        came = came_by_way(connection, scope, period.first_day, period.last_day)
        found = [Slice(name, n, None) for name, n in came.items()]
    else:
        quarters = quarters_over([period])
        grains = quarters[0].months() if period.kind is Kind.MONTH else quarters
        ways = ways_in(connection, scope, grains, stretch.revised)
        came, told = _told(ways, period, stretch.held, smallest, alone=scope.unit_id is not None)
        found = _slices(came, _with_spreads(connection, told))
    found = sorted((each for each in found if each.respondents), key=_most_used)
    sides = [each for each in found if each.name in SIDES]
    return [each for each in found if each.name not in SIDES], sides


def _most_used(each: Slice) -> tuple[int, str]:
    return -each.respondents, each.name


def _told(
    ways: _Ways, period: Period, held: Held, smallest: int, *, alone: bool
) -> tuple[dict[str, int], list[_Told]]:
    """How many came each way, and what is told of it, unit by unit.

    alone : of one unit how many came is told also where nothing else is.
    """
    if period.kind is Kind.MONTH:
        masks = {
            (period, unit): _told_in_month(ways, period, unit, smallest) for unit in ways[period]
        }
    else:
        masks = {
            (quarter, unit): told_ways(own, smallest)
            for quarter, units in ways.items()
            for unit, own in units.items()
        }
    came: dict[str, int] = {}
    told: list[_Told] = []
    for (grain, unit_id), mask in masks.items():
        if mask is None and not alone:
            continue
        if held.hides_parts(unit_id, grain):
            mask = None
        for name, way in ways[grain][unit_id].items():
            came[name] = came.get(name, 0) + way.answers[0]
            if mask is not None and name in mask:
                told.append(_Told(grain, unit_id, name, way, mask[name]))
    return came, told


def _told_in_month(
    ways: _Ways, month: Period, unit_id: int, smallest: int
) -> dict[str, Untold] | None:
    """The same as told_ways of a month: it is a part of its quarter, as the ways are."""
    tables: tuple[dict[str, dict[date, Measures]], ...] = ({}, {})
    for each, units in ways.items():
        for name, way in units.get(unit_id, {}).items():
            tables[name in SIDES].setdefault(name, {})[each.first_day] = way.measures
    months = {when for held in tables[0].values() for when in held}
    whole = {
        when: added_up(held[when] for held in tables[0].values() if when in held) for when in months
    }
    if 0 not in told_months({0: whole}, smallest).get(month.first_day, {}):
        return None
    told = [told_months(table, smallest).get(month.first_day, {}) for table in tables]
    return told[0] | told[1]


def _with_spreads(connection: Connection, told: Sequence[_Told]) -> list[_Told]:
    """The same, each with the answers that are told and how far their mean may be off."""
    asked: dict[Period, dict[tuple[int, str], Untold]] = {}
    for each in told:
        if each.way.spread is None or each.way.untold != each.untold:
            asked.setdefault(each.grain, {})[each.unit_id, each.name] = each.untold
    fresh = {grain: spreads_of_ways(connection, grain, keys) for grain, keys in asked.items()}
    found = []
    for each in told:
        spread = each.way.spread
        if (each.unit_id, each.name) in asked.get(each.grain, {}):
            spread = fresh[each.grain].get((each.unit_id, each.name))
        answers = answers_without(each.way.answers, each.untold)
        found.append(each._replace(way=Way(answers, each.untold, spread)))
    return found


def _slices(came: Mapping[str, int], told: Iterable[_Told]) -> list[Slice]:
    """The ways with their figures: what is told of each unit and quarter is a stratum."""
    held: dict[str, list[Way]] = {}
    for each in told:
        held.setdefault(each.name, []).append(each.way)
    found = []
    for name, n in came.items():
        whole = tuple(map(sum, zip(*(way.answers for way in held.get(name, ())), strict=True)))
        if not whole:
            found.append(Slice(name, n, None))
            continue
        if whole[0] < FEWEST_TOLD * n:
            found.append(Slice(name, n, None, whole[0]))
            continue
        index = index_points(sums_of_answers(whole))
        found.append(Slice(name, n, index, whole[0], _interval(held[name], whole)))
    return found


def _interval(strata: Sequence[Way], whole: Answers) -> Interval | None:
    """The index of all strata with its margin; None where an element is missing."""
    points = index_exact(sums_of_answers(whole))
    known = [(way, sums) for way in strata if (sums := sums_of_answers(way.answers))]
    if len(known) == 1 and points is not None:
        [(way, sums)] = known
        answers = sum(each.n for each in sums.values()) / len(sums)
        return None if way.spread is None else interval_of(Measured(points, answers, way.spread))
    weights = index_weights([(way.answers[0], sums) for way, sums in known])
    spreads = [way.spread for way, _ in known]
    return pooled_interval(points, list(zip(weights, spreads, strict=True)))


def came_by_way(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> dict[str, int]:
    """How many came each way from the first to the last day, the most used way first."""
    # Whole months are a thirtieth of the rows.
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    table: Any = CounterMonth if whole_months else CounterDay
    when = table.month if whole_months else table.local_date
    rows = connection.execute(
        select(table.channel, table.helped, func.sum(table.respondents))
        .where(
            *scope.conditions(table),
            when.between(first, last),
            table.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
        )
        .group_by(table.channel, table.helped)
    )
    found: dict[str, int] = {}
    for channel, helped, n in rows:
        for name in (channel, SIDES[bool(helped)]):
            found[name] = found.get(name, 0) + int(n)
    return {name: n for name, n in sorted(found.items(), key=lambda it: (-it[1], it[0])) if n}
