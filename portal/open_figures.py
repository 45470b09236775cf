"""The published figures as the JSON interface tells them: typed records of /api/v1/."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from surveys import results_figures
from surveys.published import PublicFigures, PublicValue
from surveys.published_closings import Closings, PublicClosing
from surveys.rules.index import MEAN_DECIMALS, round_half_up
from surveys.rules.index_comparison import MeanOfUnits
from surveys.standings import PublicPlace, PublicUnit, Standing


class Value(msgspec.Struct, frozen=True):
    """A value in points (25.00-100.00) with its 95 % interval and grade.

    may_be: the grades that the interval reaches beside that of the value, the best first.
    """

    points: float
    ci95: tuple[float, float]
    grade: str
    mutu: str
    may_be: list[str]


class ElementValue(msgspec.Struct, frozen=True):
    """One element (unsur): where it stands in the questionnaire, how many answered, its value.

    no_figure: why there is no value: "unanswered", or "no_margin" where no interval can be formed.
    """

    column: str
    n: int
    mean: float | None
    value: Value | None
    no_figure: str | None = None


class Noted(msgspec.Struct, frozen=True):
    """The index of a quarter as it stood on a day: at its closing, or as a later correction."""

    on: date
    respondents: int
    points: float | None


class Closed(msgspec.Struct, frozen=True):
    """With which figure a quarter was closed, and the corrections that were noted beside it."""

    issued: Noted
    corrections: list[Noted]


class Figures(msgspec.Struct, frozen=True):
    """The published figures of one quarter; they move in steps of at least five answers.

    `closed` is null while the quarter is open; what came after it is in the figures of today.
    no_figure: why there is no index: "unanswered" where an element has no answer, or "no_margin"
    where no interval can be formed.
    """

    period: str
    respondents: int
    index: Value | None
    elements: dict[str, ElementValue]
    published_at: datetime
    closed: Closed | None = None
    no_figure: str | None = None


class Mean(msgspec.Struct, frozen=True):
    """The mean of units, each alike: a second total beside the sheets of all of them together.

    units: how many have an index; ci95: null where the interval of one of them is not known.
    """

    label: str
    points: float
    ci95: tuple[float, float] | None
    units: int
    units_without_index: int


class UnitFigures(msgspec.Struct, frozen=True):
    """A unit with its figures; null where too few have answered yet."""

    unit_code: str
    name: str
    agency_code: str
    agency_name: str
    region: str | None
    figures: Figures | None


class AgencyFigures(msgspec.Struct, frozen=True):
    """An agency: the published sheets of all its units together, and the mean of their indexes."""

    agency_code: str
    name: str
    region: str | None
    units: int
    figures: Figures | None
    mean_of_units: Mean | None = None


class UnitList(msgspec.Struct, frozen=True):
    """Units with the figures of one quarter, and the quarters that can be asked for."""

    period: str
    periods: list[str]
    units: list[UnitFigures]


class AgencyList(msgspec.Struct, frozen=True):
    """Agencies with the figures of one quarter, the strongest first."""

    period: str
    periods: list[str]
    agencies: list[AgencyFigures]


class UnitHistory(msgspec.Struct, frozen=True):
    """A unit and its published quarters, the oldest first."""

    unit_code: str
    name: str
    agency_code: str
    agency_name: str
    region: str | None
    quarters: list[Figures]


def figures_of(
    figures: PublicFigures | None, closing: PublicClosing | None = None
) -> Figures | None:
    """A snapshot as it is told."""
    if figures is None:
        return None
    elements = {
        element.value: ElementValue(
            element.column,
            answers.n,
            None if answers.mean is None else float(round_half_up(answers.mean, MEAN_DECIMALS)),
            _value(figures.element(element)),
            figures.why_none(element),
        )
        for element, answers in figures.sums.items()
    }
    return Figures(
        figures.period.code,
        figures.respondents,
        _value(figures.index),
        elements,
        figures.published_at,
        _closed(closing),
        figures.why_none(),
    )


def _value(value: PublicValue | None) -> Value | None:
    if value is None:
        return None
    ends = (round(value.low, 2), round(value.high, 2))
    others = [each.value for each in value.others]
    return Value(float(value.points), ends, value.grade.value, value.mutu.id, others)


def _closed(closing: PublicClosing | None) -> Closed | None:
    if closing is None:
        return None
    issued = _noted(closing.closed_on, closing.figures)
    return Closed(issued, [_noted(each.noted_on, each.figures) for each in closing.corrections])


def _noted(on: date, then: results_figures.Figures) -> Noted:
    return Noted(on, then.respondents, None if then.index is None else float(then.index))


def unit_of(unit: PublicUnit, closing: PublicClosing | None = None) -> UnitFigures:
    """A unit as it is told."""
    return UnitFigures(
        unit.code,
        unit.name,
        unit.agency_code,
        unit.agency_name,
        unit.region,
        figures_of(unit.figures, closing),
    )


def agency_of(line: Standing) -> AgencyFigures:
    """An agency as it is told."""
    figures, means = figures_of(line.figures), _mean(line.means)
    return AgencyFigures(line.code, line.name, line.region, line.units, figures, means)


def _mean(found: MeanOfUnits | None) -> Mean | None:
    if found is None or found.points is None:
        return None
    ends = None
    if found.interval is not None:
        low, high = found.interval.ci95
        ends = float(low), float(high)
    return Mean(found.label.id, float(found.points), ends, found.units, found.units_without_index)


def history_of(
    place: PublicPlace, held: Sequence[PublicFigures], closings: Closings
) -> UnitHistory:
    """A unit with all its published quarters."""
    told = [
        figures
        for each in held
        if (figures := figures_of(each, closings.get((place.place_id, each.period.code))))
    ]
    return UnitHistory(
        place.code, place.name, place.agency_code, place.agency_name, place.region, told
    )
