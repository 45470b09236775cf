"""Closed periods to which one to four sheets came since: staff are told of them as before.

Beside the figures that a period was closed with, or that were noted since, today's would tell what
those few answered. So the newest of those figures stands for the unit's quarter, or month, wherever
it is added up, and no part of it (counter, service, way of answering, month of a quarter) is told,
until five sheets lie between. A half-year or year holds the quarters that it was closed with, each
by itself; a month stands in its quarter as it was told last. What the public sees follows its own
steps.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, func, select

from surveys.results import index_over_units
from surveys.results_clusters import Cluster, official_clusters
from surveys.results_counted import INDEX, NOBODY, Counted, counted_of
from surveys.results_figures import Figures
from surveys.results_held_months import QuarterOfMonths, quarter_of_months
from surveys.results_issued_rest import issued_of, untold_months
from surveys.results_known import Key, Known, known_of, public_today
from surveys.rollups import COUNTS
from surveys.rules.few_between import Answered, few_among, few_between, told_of
from surveys.rules.index import POINTS_PER_STEP
from surveys.rules.issued_rest import Issued
from surveys.rules.margin import Interval
from surveys.rules.periods import Kind, Period, containing
from surveys.rules.spread import Spread
from surveys.rules.told_parts import quarters_over
from surveys.scope import PlaceScope
from surveys.strata import Deviation, pooled_interval
from surveys.tables import CounterMonth, Questionnaire, ServiceCounter
from surveys.tables.responses import BINS

_NAMES = ("respondents", *BINS)
_NOTHING: Answered = (0,) * len(_NAMES)
_RESPONDENTS = COUNTS.index("respondents")
_BINS = slice(COUNTS.index(BINS[0]), COUNTS.index(BINS[0]) + len(BINS))


@dataclass(frozen=True)
class Held:
    """By unit and quarter what stands there for all that came.

    months : the same of closed months. hidden : months of which nothing is told. running : quarters
    in which only closed months are held, so that the parts of the open ones are told. closed : the
    units that closed a period. issued : what was told of quarters, and of months of them, for good.
    untold : closed months of which no value is told, since a stored quarter less them tells of few.
    """

    quarters: Mapping[Key, Counted]
    months: Mapping[Key, Counted] = field(default_factory=dict)
    hidden: Collection[Key] = frozenset()
    running: Collection[Key] = frozenset()
    closed: Mapping[Period, Collection[int]] = field(default_factory=dict)
    issued: Mapping[Key, Issued] = field(default_factory=dict)
    untold: Collection[Key] = frozenset()

    def __contains__(self, key: Key) -> bool:
        return key in self.quarters

    def units_in(self, quarters: Collection[Period]) -> set[int]:
        """The units with such a quarter among these."""
        return {unit_id for unit_id, quarter in self.quarters if quarter in quarters}

    def stands_for(self, key: Key) -> Counted | None:
        """What is told of a unit's quarter or month; None where it is what came."""
        return self.quarters.get(key, self.months.get(key))

    def hides_parts(self, unit_id: int, of: Period) -> bool:
        """Whether no counter, service or way of answering of a quarter or month is told."""
        if of.kind is not Kind.MONTH:
            return (unit_id, of) in self.quarters
        quarter = unit_id, containing(of.first_day, Kind.QUARTER)
        if quarter in self.quarters and quarter not in self.running:
            return True
        return (unit_id, of) in self.hidden or (unit_id, of) in self.months


NONE_HELD = Held({})


def held_quarters(
    connection: Connection, scope: PlaceScope, quarters: Sequence[Period], smallest: int
) -> Held:
    """What may not move yet within reach; of a counter that of its unit."""
    if smallest < 2:
        return NONE_HELD
    scope = _of_unit(connection, scope)
    known = known_of(connection, scope, quarters)
    around = quarters_over([*quarters, *(period for _, period in known.longer)])
    if len(around) > len(quarters):
        # What a whole year was closed with is held against all of its quarters.
        known = known_of(connection, scope, around)
    if not known.grains:
        return NONE_HELD
    now = _today(connection, {unit_id for unit_id, _ in known.grains}, around)
    made = {key: _of_months(key, now, known, smallest) for key in known.grains}
    frozen = {
        key: as_counted(told[-1])
        for key, told in known.quarters.items()
        if any(few_between(made[key].whole, each.answered, smallest) for each in told)
    }
    public = _public_beside(connection, made, frozen, known, smallest)
    for key, shown in public.items():
        # Beside an issued figure everybody sees, and staff are shown, what it is by now.
        if few_between(made[key].whole, shown.answered, smallest):
            frozen[key] = as_counted(shown)
    issued = {key: issued_of(key, known, public.get(key), made[key], now) for key in made}
    for key, each in issued.items():
        if any(each.gives_away(told, smallest) for told in each.quarters):
            frozen.setdefault(key, as_counted(known.quarters[key][-1]))
    for key in _given_away(made, frozen, known, smallest):
        frozen.setdefault(key, NOBODY)
    found = _with_months(connection, made, frozen, smallest)
    untold = untold_months(issued, known, smallest)
    return replace(found, closed=known.closed, issued=issued, untold=untold)


def _public_beside(
    connection: Connection,
    made: Mapping[Key, QuarterOfMonths],
    frozen: Collection[Key],
    known: Known,
    smallest: int,
) -> dict[Key, Figures]:
    """What everybody sees of quarters that went on; what lies a few from the issued stays there."""
    gone_on = [key for key in known.quarters if key not in frozen and _went_on(made, known, key)]
    return {
        key: shown
        for key, shown in public_today(connection, gone_on).items()
        if not any(few_between(shown.answered, it.answered, smallest) for it in known.quarters[key])
    }


def _of_unit(connection: Connection, scope: PlaceScope) -> PlaceScope:
    if scope.counter_id is None:
        return scope
    if scope.unit_id is not None:
        return PlaceScope(unit_id=scope.unit_id)
    of_counter = select(ServiceCounter.unit_id).where(ServiceCounter.id == scope.counter_id)
    return PlaceScope(unit_id=connection.execute(of_counter).scalar_one())


def _today(
    connection: Connection, units: Collection[int], quarters: Sequence[Period]
) -> dict[Key, Answered]:
    """Respondents and answers of units by month, as Figures.answered."""
    official = select(Questionnaire.id).where(Questionnaire.official)
    rows = connection.execute(
        select(
            CounterMonth.unit_id,
            CounterMonth.month,
            *(func.sum(getattr(CounterMonth, name)) for name in _NAMES),
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
    return {
        (unit_id, containing(month, Kind.MONTH)): tuple(map(int, counts))
        for unit_id, month, *counts in rows
    }


def _of_months(
    key: Key, now: Mapping[Key, Answered], known: Known, smallest: int
) -> QuarterOfMonths:
    unit_id, quarter = key
    months = quarter.months()
    came = {month: now.get((unit_id, month), _NOTHING) for month in months}
    # Of a month that was closed with a few sheets nobody was told.
    told = {
        month: series
        for month in months
        if (series := known.months.get((unit_id, month), ())) and series[-1].respondents >= smallest
    }
    return quarter_of_months(quarter, came, told, smallest)


def _went_on(made: Mapping[Key, QuarterOfMonths], known: Known, key: Key) -> bool:
    return made[key].whole != known.quarters[key][-1].answered


def _given_away(
    made: Mapping[Key, QuarterOfMonths],
    frozen: Mapping[Key, Counted],
    known: Known,
    smallest: int,
) -> Iterable[Key]:
    """Quarters of which nothing is told, since a half-year or year was closed with all sheets.

    Nothing of it was public then, so that it is known as one figure and not by its quarters.
    """
    for (unit_id, period), told in known.longer.items():
        keys = [(unit_id, quarter) for quarter in quarters_over([period])]
        whole = _added(_answered(frozen[k]) if k in frozen else made[k].whole for k in keys)
        shown = _added(
            told_of(_answered(frozen[key]) if key in frozen else made[key].whole, smallest)
            for key in keys
        )
        for each in told:
            then = told_of(each.answered, smallest)
            left = tuple(a - b for a, b in zip(then, shown, strict=True))
            near = few_between(whole, each.answered, smallest) or few_among(left, smallest)
            if any(then) and near:
                yield from keys


def _with_months(
    connection: Connection,
    made: Mapping[Key, QuarterOfMonths],
    frozen: Mapping[Key, Counted],
    smallest: int,
) -> Held:
    """What stands for quarters, and which of their months are told."""
    of_months = {key: it for key, it in made.items() if key not in frozen and not it.moves}
    live = _live_months(
        connection,
        {(unit_id, month) for (unit_id, _), it in of_months.items() for month in it.live},
    )
    quarters = dict(frozen)
    for key, it in of_months.items():
        own = {month: live[key[0], month] for month in it.live if (key[0], month) in live}
        quarters[key] = summed(it.parts(smallest, as_counted, own))
    hidden = {(key[0], month) for key in frozen for month in key[1].months()}
    hidden |= {
        (key[0], month) for key, it in made.items() if key not in frozen for month in it.hidden
    }
    return Held(
        quarters,
        {
            (unit_id, month): as_counted(told)
            for (unit_id, _), it in of_months.items()
            for month, told in it.held.items()
        },
        hidden,
        {key for key, it in of_months.items() if not it.waits},
    )


def _live_months(connection: Connection, wanted: Collection[Key]) -> dict[Key, Counted]:
    """Months of units as they came, from their days."""
    if not wanted:
        return {}
    first = min(month.first_day for _, month in wanted)
    last = max(month.last_day for _, month in wanted)
    days: dict[Key, list[Cluster]] = {}
    units = sorted({unit_id for unit_id, _ in wanted})
    for cluster in official_clusters(connection, PlaceScope(), first, last, units=units):
        key = cluster.unit_id, containing(cluster.when, Kind.MONTH)
        if key in wanted:
            days.setdefault(key, []).append(cluster)
    return {key: counted_of(held) for key, held in days.items()}


def _answered(counted: Counted) -> Answered:
    return counted.counts[_RESPONDENTS], *counted.counts[_BINS]


def _added(each: Iterable[Answered]) -> Answered:
    return tuple(map(sum, zip(*each, strict=True)))


def as_counted(figures: Figures) -> Counted:
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


def summed(parts: Sequence[Counted]) -> Counted:
    """Quarters of a unit, or months, as one longer period: they are strata, as units are."""
    parts = [each for each in parts if each.respondents]
    if len(parts) < 2:
        return next(iter(parts), NOBODY)
    counts = tuple(map(sum, zip(*(each.counts for each in parts), strict=True)))
    whole = Counted(counts, {})
    found: dict[str, Interval | None] = {INDEX: index_over_units(parts, whole)}
    for element, answers in whole.sums.items():
        points = None if answers.mean is None else POINTS_PER_STEP * answers.mean
        own = [(each.element_answers(element), each.element_spread(element)) for each in parts]
        found[element.value] = pooled_interval(points, own)
    return Counted(counts, {name: _spread(it) for name, it in found.items() if it is not None})
