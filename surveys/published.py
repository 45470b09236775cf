"""What the public may read: snapshots per unit and quarter, and sums of them. Nothing else.

Whatever the public sees is made of the snapshots alone, so that no two of its figures can be
subtracted to find a few people; surveys.publication writes them, in steps.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, select

from surveys.rules.elements import Element, Words
from surveys.rules.index import (
    MEAN_DECIMALS,
    POINTS_PER_STEP,
    ElementSum,
    Grade,
    element_points,
    grade,
    index_exact,
    index_points,
    mutu,
    round_half_up,
    sum_of_bins,
)
from surveys.rules.margin import even_margin
from surveys.rules.periods import Period, parse_period
from surveys.rules.spread import Spread
from surveys.scope import PlaceScope
from surveys.strata import Deviation, index_weights, of_elements, pooled_interval
from surveys.tables import PublishedFigure

INDEX = "index"
UNANSWERED = "unanswered"
"""Why there is no index: an element was not answered. Why an element has no value: nobody did."""
NO_MARGIN = "no_margin"
"""Why there is no figure though there are answers: no interval can be formed for it."""


@dataclass(frozen=True)
class PublicValue:
    """A value in points with its 95 % interval."""

    points: Decimal
    low: float
    high: float
    standard_error: float
    df: float

    @property
    def margin(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2

    @property
    def even(self) -> float | None:
        """What stands behind "±"; None where both ends are to be told instead."""
        return even_margin(float(self.points), self.low, self.high)

    @property
    def grade(self) -> Grade:
        """The grade of the value."""
        return grade(self.points)

    @property
    def mutu(self) -> Words:
        """The words of the grade."""
        return mutu(self.grade)

    @property
    def others(self) -> tuple[Grade, ...]:
        """The grades that the interval reaches beside that of the value."""
        best, worst = grade(Fraction(self.high)), grade(Fraction(self.low))
        return tuple(each for each in Grade if best <= each <= worst and each != self.grade)


@dataclass(frozen=True)
class PublicGroup:
    """One part of the respondents; None where it is hidden because few are in it."""

    name: str
    n: int | None


@dataclass(frozen=True)
class PublicFigures:
    """Snapshots of one unit, or of several units together, for one quarter."""

    period: Period
    respondents: int
    bins: Mapping[Element, Sequence[int]]
    errors: Mapping[str, tuple[float, ...]]
    groups: Mapping[str, tuple[PublicGroup, ...]]
    groups_n: Mapping[str, int]
    complaints: Mapping[str, int]
    praises: Mapping[str, int]
    comments: int
    published_at: datetime

    @cached_property
    def sums(self) -> dict[Element, ElementSum]:
        """Answers per element."""
        return {element: sum_of_bins(bins) for element, bins in self.bins.items()}

    @cached_property
    def index(self) -> PublicValue | None:
        """The index with its interval."""
        return self._value(INDEX, index_points(self.sums))

    def element(self, element: Element) -> PublicValue | None:
        """The value of one element."""
        answers = self.sums.get(element)
        return None if answers is None else self._value(element, element_points(answers))

    def why_none(self, element: Element | None = None) -> str | None:
        """Why there is no value of an element, or no index where none is named; None: there is."""
        if element is None:
            value, points = self.index, index_points(self.sums)
        else:
            value, points = self.element(element), element_points(self.sums[element])
        return None if value is not None else UNANSWERED if points is None else NO_MARGIN

    def strongest_first(self) -> list[tuple[Element, PublicValue]]:
        """Elements that were answered, the strongest at the top."""
        found = [(element, self.element(element)) for element in Element]
        answered = [(element, value) for element, value in found if value is not None]
        return sorted(answered, key=lambda pair: -pair[1].points)

    @property
    def index_spread(self) -> Deviation | None:
        """How sure its part of a pooled index is, also where an element was not answered."""
        held = {name: _spread(values) for name, values in self.errors.items()}
        return held.get(INDEX) or of_elements([held.get(element) for element in self.sums])

    def _value(self, name: str, points: Decimal | None) -> PublicValue | None:
        held = self.errors.get(name)
        return None if points is None or held is None else PublicValue(points, *held[:4])


def read_snapshot(row: Row[Any]) -> PublicFigures:
    """A stored snapshot as figures."""
    held = row.counts
    groups, sizes = {}, {}
    for name, group in held["groups"].items():
        hidden = set(group["hidden"])
        sizes[name] = sum(group["parts"].values())
        groups[name] = tuple(
            PublicGroup(part, None if part in hidden else n) for part, n in group["parts"].items()
        )
    return PublicFigures(
        parse_period(row.period),
        row.respondents,
        {Element(name): tuple(bins) for name, bins in held["bins"].items()},
        {name: tuple(values) for name, values in held["errors"].items()},
        groups,
        sizes,
        held["themes"]["complaint"],
        held["themes"]["praise"],
        held["themes"]["comments"],
        row.published_at,
    )


def together(
    snapshots: Sequence[PublicFigures], *, element_margins: bool = True
) -> PublicFigures | None:
    """Several units' snapshots of one quarter as one figure: all published sheets pooled.

    Units are strata (surveys.strata). None where nothing is published.
    """
    if not snapshots:
        return None
    if len(snapshots) == 1:
        return snapshots[0]
    bins = {
        element: tuple(map(sum, zip(*(each.bins[element] for each in held), strict=True)))
        for element in Element
        if (held := [each for each in snapshots if element in each.bins])
    }
    sums = {element: sum_of_bins(counts) for element, counts in bins.items()}
    errors: dict[str, tuple[float, ...]] = {}
    # The exact value, as everywhere: around a rounded one the ends would differ from staff's.
    points = index_exact(sums)
    if points is not None:
        weights = index_weights([(each.respondents, each.sums) for each in snapshots])
        own = [each.index_spread for each in snapshots]
        errors |= _pooled(INDEX, points, list(zip(weights, own, strict=True)))
    for element, answers in sums.items() if element_margins else ():
        if answers.mean is not None:
            shares = [
                (each.sums[element].n, _spread(each.errors.get(element)))
                for each in snapshots
                if element in each.sums
            ]
            errors |= _pooled(element, POINTS_PER_STEP * answers.mean, shares)
    return PublicFigures(
        snapshots[0].period,
        sum(each.respondents for each in snapshots),
        bins,
        errors,
        {},
        {},
        _added(each.complaints for each in snapshots),
        _added(each.praises for each in snapshots),
        sum(each.comments for each in snapshots),
        max(each.published_at for each in snapshots),
    )


def _added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in counts:
        for name, n in each.items():
            found[name] = found.get(name, 0) + n
    return found


def _spread(error: Sequence[float] | None) -> Spread | None:
    """A margin of a snapshot; older ones say neither on how many days it rests nor of a prior."""
    if error is None:
        return None
    clusters, prior_share = error[4:6] if len(error) > 5 else (0, 0.0)
    return Spread(error[2] ** 2, error[3], int(clusters), prior_share)


def _pooled(
    name: str, points: Fraction, parts: Sequence[tuple[float, Deviation | None]]
) -> dict[str, tuple[float, ...]]:
    """By name the margin; none where that of a unit with answers is not known."""
    found = pooled_interval(points, parts)
    if found is None:
        return {}
    rests_on = (found.df, found.clusters, found.prior_share)
    return {name: (found.low, found.high, found.standard_error, *rests_on)}


def snapshots_of_unit(
    connection: Connection, unit_id: int, last: Period | None = None, limit: int = 8
) -> list[PublicFigures]:
    """The newest snapshots of a unit, up to a quarter, in order of time."""
    conditions = [PublishedFigure.unit_id == unit_id, PublishedFigure.respondents > 0]
    if last is not None:
        conditions.append(PublishedFigure.period <= last.code)
    rows = connection.execute(
        select(*PublishedFigure.__table__.columns)
        .where(*conditions)
        .order_by(PublishedFigure.period.desc())
        .limit(limit)
    ).all()
    return [read_snapshot(row) for row in reversed(rows)]


def figures_of_unit(connection: Connection, unit_id: int, period: Period) -> PublicFigures | None:
    """The snapshot of a unit for one quarter, where there is one."""
    held = snapshots_of_unit(connection, unit_id, period, 1)
    return held[0] if held and held[0].period == period else None


def published_quarters(connection: Connection, scope: PlaceScope) -> list[Period]:
    """The quarters with anything published, the newest first."""
    rows = connection.execute(
        select(PublishedFigure.period)
        .where(*scope.conditions(PublishedFigure), PublishedFigure.respondents > 0)
        .distinct()
        .order_by(PublishedFigure.period.desc())
    )
    return [parse_period(code) for code in rows.scalars()]


def open_rows(figures: PublicFigures) -> list[tuple[object, ...]]:
    """A snapshot as rows of open data: the index first, then the elements by key and name.

    A row without a figure says why at its end.
    """
    rows: list[tuple[object, ...]] = []
    values: list[tuple[Element | None, int, object, PublicValue | None]] = [
        (None, figures.respondents, "", figures.index)
    ]
    for element, answers in figures.sums.items():
        shown = "" if answers.mean is None else round_half_up(answers.mean, MEAN_DECIMALS)
        values.append((element, answers.n, shown, figures.element(element)))
    for each, n, mean, value in values:
        name, words = (INDEX, "IKM") if each is None else (each.value, each.label.id)
        head = (figures.period.code, figures.respondents, name, n, mean)
        if value is None:
            rows.append((*head, "", "", "", "", words, "", figures.why_none(each)))
            continue
        ends = (f"{value.low:.2f}", f"{value.high:.2f}", value.grade.value, words)
        rows.append((*head, value.points, *ends, "|".join(value.others), ""))
    return rows
