"""Counts of the roll-ups per counter and day: what every figure is made of."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from surveys.rollups import COUNTS
from surveys.rules.elements import ELEMENTS, Element
from surveys.rules.index import ElementSum
from surveys.rules.periods import Period
from surveys.scope import PlaceScope
from surveys.tables import CounterDay, CounterMonth, Questionnaire
from surveys.tables.responses import BINS

_FIRST_BIN = COUNTS.index(BINS[0])
_STARTS = tuple((_FIRST_BIN + 4 * place, element) for place, element in enumerate(ELEMENTS))
NOTHING = (0,) * len(COUNTS)


@dataclass(frozen=True)
class Cluster:
    """Counts of one counter on one day, in the order of rollups.COUNTS."""

    unit_id: int
    counter_id: int
    when: date
    counts: tuple[int, ...]

    @cached_property
    def sums(self) -> dict[Element, ElementSum]:
        """The answers of each element that was answered."""
        return sums_of(self.counts)


def sums_of(counts: Sequence[int]) -> dict[Element, ElementSum]:
    """The answers per element in counts of the roll-ups; what nobody answered is absent."""
    found: dict[Element, ElementSum] = {}
    for start, element in _STARTS:
        ones, twos, threes, fours = counts[start : start + 4]
        n = ones + twos + threes + fours
        if n:
            found[element] = ElementSum(n, ones + 2 * twos + 3 * threes + 4 * fours)
    return found


def official_clusters(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
    *,
    units: Collection[int] | None = None,
    only: Collection[ColumnElement[bool]] = (),
) -> list[Cluster]:
    """Counts per counter and day of the official questionnaires, in order of time.

    units : only these, where they are given; only : what else must hold of a CounterDay.
    """
    wanted = _counted().where(
        *scope.conditions(CounterDay), CounterDay.local_date.between(first, last), *only
    )
    if units is not None:
        wanted = wanted.where(CounterDay.unit_id.in_(units))
    rows = connection.execute(wanted).all()
    return [Cluster(row[0], row[1], row[2], row[3:]) for row in rows]


def short_respondents(connection: Connection, scope: PlaceScope, period: Period) -> int:
    """How many answered questionnaires that never enter the index: the short ones."""
    short = select(Questionnaire.id).where(Questionnaire.official.is_(False))
    found = connection.execute(
        select(func.sum(CounterMonth.respondents)).where(
            *scope.conditions(CounterMonth),
            CounterMonth.month.between(period.first_day, period.last_day),
            CounterMonth.questionnaire_id.in_(short),
        )
    ).scalar()
    return int(found or 0)


@cache
def _counted() -> Select[Any]:
    """The counts of all places and times; kept, since writing it takes longer than a look."""
    return (
        select(
            CounterDay.unit_id,
            CounterDay.counter_id,
            CounterDay.local_date,
            *(func.sum(getattr(CounterDay, name)) for name in COUNTS),
        )
        .where(
            CounterDay.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official))
        )
        .group_by(CounterDay.unit_id, CounterDay.counter_id, CounterDay.local_date)
        .order_by(CounterDay.local_date, CounterDay.counter_id)
    )


def added(clusters: Iterable[Cluster]) -> tuple[int, ...]:
    """The counts of several clusters together."""
    columns = list(zip(*(cluster.counts for cluster in clusters), strict=True))
    return tuple(map(sum, columns)) if columns else NOTHING
