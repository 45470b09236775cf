"""Closed quarters to which one to four sheets came since: staff are told of them as before.

Beside the figures that a quarter was closed with, or that were noted since, today's would tell what
those few answered. So the newest of those figures stands for the unit's quarter wherever it is
added up, and no part of it (month, counter, service, way of answering) is told, until five sheets
lie between. What the public sees follows its own steps.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from surveys.results import index_over_units
from surveys.results_closing import closings_within
from surveys.results_corrections import corrections_of_each
from surveys.results_counted import INDEX, Counted
from surveys.results_figures import Figures
from surveys.results_frozen import figures_from
from surveys.results_readable import is_readable
from surveys.rollups import COUNTS
from surveys.rules.index import POINTS_PER_STEP
from surveys.rules.margin import Interval
from surveys.rules.periods import Period, containing
from surveys.rules.spread import Spread
from surveys.scope import PlaceScope
from surveys.strata import Deviation, pooled_interval
from surveys.tables import CounterMonth, Questionnaire, ServiceCounter
from surveys.tables.responses import BINS

_FIRST_BIN = COUNTS.index(BINS[0])


@dataclass(frozen=True)
class Held:
    """By unit and quarter what stands there for all that came."""

    quarters: Mapping[tuple[int, Period], Counted]

    def __contains__(self, key: tuple[int, Period]) -> bool:
        return key in self.quarters

    def units_in(self, quarters: Collection[Period]) -> set[int]:
        """The units with such a quarter among these."""
        return {unit_id for unit_id, quarter in self.quarters if quarter in quarters}


NONE_HELD = Held({})


def held_quarters(
    connection: Connection, scope: PlaceScope, quarters: Sequence[Period], smallest: int
) -> Held:
    """The closed quarters within reach that may not move yet; a counter's are those of its unit."""
    if scope.counter_id is not None and scope.unit_id is None:
        of_counter = select(ServiceCounter.unit_id).where(ServiceCounter.id == scope.counter_id)
        scope = PlaceScope(unit_id=connection.execute(of_counter).scalar_one())
    elif scope.counter_id is not None:
        scope = PlaceScope(unit_id=scope.unit_id)
    by_code = {quarter.code: quarter for quarter in quarters}
    closings = [
        each
        for each in closings_within(connection, scope, codes=by_code)
        if is_readable(each.figures)
    ]
    if smallest < 2 or not closings:
        return NONE_HELD
    noted = corrections_of_each(connection, closings)
    today = _today(connection, {each.unit_id for each in closings}, quarters)
    held = {}
    for each in closings:
        quarter = by_code[each.period]
        told = [figures_from(each.figures)]
        told += [one.figures for one in noted.get(each.closing_id, ())]
        now = today.get((each.unit_id, quarter), (0,) * len(told[0].answered))
        if any(_few_between(now, one, smallest) for one in told):
            held[each.unit_id, quarter] = _counted(told[-1])
    return Held(held)


def _today(
    connection: Connection, units: Collection[int], quarters: Sequence[Period]
) -> dict[tuple[int, Period], tuple[int, ...]]:
    """Respondents and answers of units by quarter, as Figures.answered."""
    official = select(Questionnaire.id).where(Questionnaire.official)
    names = ("respondents", *BINS)
    rows = connection.execute(
        select(
            CounterMonth.unit_id,
            CounterMonth.month,
            *(func.sum(getattr(CounterMonth, name)) for name in names),
        )
        .where(
            CounterMonth.unit_id.in_(units),
            CounterMonth.month.between(
                min(each.first_day for each in quarters), max(each.last_day for each in quarters)
            ),
            CounterMonth.questionnaire_id.in_(official),
        )
        .group_by(CounterMonth.unit_id, CounterMonth.month)
    )
    found: dict[tuple[int, Period], tuple[int, ...]] = {}
    for unit_id, month, *counts in rows:
        key = unit_id, containing(month, quarters[0].kind)
        before = found.get(key, (0,) * len(names))
        found[key] = tuple(a + int(b) for a, b in zip(before, counts, strict=True))
    return found


def _few_between(now: tuple[int, ...], told: Figures, smallest: int) -> bool:
    """Whether today's respondents, or answers to an element, differ by one to four from told ones.

    Where as many came as went, somebody's answers lie between all the same.
    """
    then = told.answered
    if now == then:
        return False
    starts = range(1, len(now), 4)
    apart = [abs(now[0] - then[0])]
    for start in starts:
        mine, theirs = now[start : start + 4], then[start : start + 4]
        if mine != theirs:
            apart.append(abs(sum(mine) - sum(theirs)))
    return any(n < smallest for n in apart)


def _counted(figures: Figures) -> Counted:
    """Told figures as what is added up; their margins are narrowed already."""
    spreads = {
        each.element.value: _spread(each.interval)
        for each in figures.elements
        if each.interval is not None
    }
    whole = figures.index_spread
    if whole is not None:
        spreads[INDEX] = _spread(whole)
    return Counted(figures.counts, spreads)


def _spread(known: Deviation) -> Spread:
    return Spread(known.standard_error**2, known.df, known.clusters, known.prior_share)


def summed(quarters: Sequence[Counted]) -> Counted:
    """Quarters of a unit as one longer period: they are strata, as units are."""
    if len(quarters) == 1:
        return quarters[0]
    counts = tuple(map(sum, zip(*(each.counts for each in quarters), strict=True)))
    whole = Counted(counts, {})
    found: dict[str, Interval | None] = {INDEX: index_over_units(quarters, whole)}
    for element, answers in whole.sums.items():
        points = None if answers.mean is None else POINTS_PER_STEP * answers.mean
        own = [(each.element_answers(element), each.element_spread(element)) for each in quarters]
        found[element.value] = pooled_interval(points, own)
    return Counted(counts, {name: _spread(it) for name, it in found.items() if it is not None})
