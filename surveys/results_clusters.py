"""Counts of the roll-ups per counter and day (or month): what every figure is made of."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Connection, Select, func, select

from surveys.rollups import COUNTS
from surveys.rules.elements import ELEMENTS, Element
from surveys.rules.index import ElementSum
from surveys.scope import PlaceScope
from surveys.tables import CounterDay, CounterMonth, Questionnaire
from surveys.tables.responses import BINS

_FIRST_BIN = COUNTS.index(BINS[0])
_STARTS = tuple((_FIRST_BIN + 4 * place, element) for place, element in enumerate(ELEMENTS))
NOTHING = (0,) * len(COUNTS)


class By(StrEnum):
    """What is one cluster: a counter's day, or (for long stretches) a counter's month.

    Months hold whole days, so the margin is rather too wide than too narrow; they keep the control
    chart of the whole province cheap.
    """

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True)
class Cluster:
    """Counts of one counter on one day (or in one month), in the order of rollups.COUNTS."""

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


def element_clusters(
    clusters: Iterable[Mapping[Element, ElementSum]], element: Element
) -> list[Mapping[Element, ElementSum]]:
    """The clusters in which an element was answered, with its answers alone."""
    return [{element: sums[element]} for sums in clusters if element in sums]


def official_clusters(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
    by: By = By.DAY,
    *,
    units: Collection[int] | None = None,
) -> list[Cluster]:
    """Counts per counter and day (or month) of the official questionnaires, in order of time.

    units : only these, where they are given.
    """
    return _clusters(connection, scope, first, last, by, official=True, units=units)


def short_clusters(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> list[Cluster]:
    """The same of questionnaires that never enter the index: the short ones."""
    return _clusters(connection, scope, first, last, By.DAY, official=False)


def _clusters(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
    by: By,
    *,
    official: bool,
    units: Collection[int] | None = None,
) -> list[Cluster]:
    table: Any = CounterDay if by is By.DAY else CounterMonth
    when = table.local_date if by is By.DAY else table.month
    wanted = _counted(by, official).where(*scope.conditions(table), when.between(first, last))
    if units is not None:
        wanted = wanted.where(table.unit_id.in_(units))
    rows = connection.execute(wanted).all()
    return [Cluster(row[0], row[1], row[2], row[3:]) for row in rows]


@cache
def _counted(by: By, official: bool) -> Select[Any]:
    """The counts of all places and times; kept, since writing it takes longer than a look."""
    table: Any = CounterDay if by is By.DAY else CounterMonth
    when = table.local_date if by is By.DAY else table.month
    return (
        select(
            table.unit_id,
            table.counter_id,
            when,
            *(func.sum(getattr(table, name)) for name in COUNTS),
        )
        .where(
            table.questionnaire_id.in_(
                select(Questionnaire.id).where(Questionnaire.official.is_(official))
            )
        )
        .group_by(table.unit_id, table.counter_id, when)
        .order_by(when, table.counter_id)
    )


def added(clusters: Iterable[Cluster]) -> tuple[int, ...]:
    """The counts of several clusters together."""
    columns = list(zip(*(cluster.counts for cluster in clusters), strict=True))
    return tuple(map(sum, columns)) if columns else NOTHING
