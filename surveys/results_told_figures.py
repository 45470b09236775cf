"""Figures that are not read period by period, as far as staff are told of them (results_told)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from surveys.results import figures, figures_from
from surveys.results_corrections import Since
from surveys.results_counted import NOBODY, Counted
from surveys.results_figures import ElementFigure, Figures
from surveys.results_held import held_quarters, summed
from surveys.results_masked import ALL_ELEMENTS, measures_of, without
from surveys.results_told import told_units
from surveys.results_trend import figures_in, stretch_to
from surveys.rules.periods import Kind, Period, period_of
from surveys.scope import PlaceScope


def told_between(
    connection: Connection, scope: PlaceScope, first: date, last: date, smallest: int
) -> Figures:
    """What is told of one unit from the first to the last day."""
    found, period = figures(connection, scope, first, last), period_of(first, last)
    if period is None:
        return told_figures(found, smallest)
    return told_in(connection, scope, period, found, smallest)


def told_in(
    connection: Connection, scope: PlaceScope, period: Period, found: Figures, smallest: int
) -> Figures:
    """What is told of one unit in a period of which everything that was found is known."""
    if period.kind is Kind.QUARTER:
        held = held_quarters(connection, scope, [period], smallest).quarters
        return _told_of_quarter(found, held.get((scope.unit_id or 0, period)), smallest)
    return figures_in(
        connection, stretch_to(connection, scope, period, 1, smallest=smallest), period
    )


def told_over(
    connection: Connection, scope: PlaceScope, periods: Sequence[Period], smallest: int
) -> Figures:
    """What is told of one unit in several periods of one kind, as one figure: they are strata."""
    told = told_units(connection, scope, periods, periods, smallest).units
    return figures_from(summed([each for period in periods for each in told[period].values()]))


def told_of_units(
    connection: Connection,
    scope: PlaceScope,
    period: Period,
    found: Mapping[int, Figures],
    smallest: int,
) -> dict[int, Figures]:
    """The same of every unit within reach, all of them read at once."""
    if period.kind is Kind.QUARTER:
        held = held_quarters(connection, scope, [period], smallest).quarters
        return {
            unit_id: _told_of_quarter(each, held.get((unit_id, period)), smallest)
            for unit_id, each in found.items()
        }
    stretch = stretch_to(connection, scope, period, 1, smallest=smallest)
    units, few = stretch.units_in(period), stretch.few.get(period, {})
    told = {}
    for unit_id, each in found.items():
        counted = units.get(unit_id)
        if counted is None:
            # How many came is told, that their unit may see how many are lacking.
            counted = Counted(few[unit_id], {}) if unit_id in few else NOBODY
        told[unit_id] = figures_from(counted, each.need)
    return told


def _told_of_quarter(found: Figures, held: Counted | None, smallest: int) -> Figures:
    """held : what stands for the quarter; None where it is what came."""
    return told_figures(found if held is None else figures_from(held, found.need), smallest)


def told_figures(found: Figures, smallest: int) -> Figures:
    """The same as if nobody had answered what one to four did; nothing of one to four sheets."""
    n, *answers = measures_of(found.counts)
    few = 0 < n < smallest
    untold = frozenset(place for place, n in enumerate(answers, 1) if few or 0 < n < smallest)
    if not untold:
        return found
    elements = tuple(
        ElementFigure(each.element, (0,) * 4, None) if place in untold else each
        for place, each in enumerate(found.elements, 1)
    )
    counts = without(found.counts, ALL_ELEMENTS if few else untold)
    return replace(found, counts=counts, elements=elements, interval=None)


def told_since(since: Since, smallest: int) -> Since:
    """What came after a closing, as far as staff are told of it."""

    def told(figures: Figures) -> Figures:
        return counted_only(figures) if since.untold else told_figures(figures, smallest)

    return replace(
        since,
        frozen=told(since.frozen),
        now=None if since.now is None else told(since.now),
        corrections=tuple(replace(each, figures=told(each.figures)) for each in since.corrections),
    )


def counted_only(found: Figures) -> Figures:
    """How many answered, and nothing of what."""
    elements = tuple(ElementFigure(each.element, (0,) * 4, None) for each in found.elements)
    counts = without(found.counts, ALL_ELEMENTS)
    return replace(found, counts=counts, elements=elements, interval=None, part_interval=None)


def is_told(found: Figures) -> bool:
    """Whether anything is told of those who came; True where nobody did."""
    return not found.respondents or any(each.n for each in found.elements)
