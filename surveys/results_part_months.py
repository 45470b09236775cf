"""One element of the parts of a place: its sums in the roll-ups, and its value month by month."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from surveys.results_held import Held
from surveys.results_told import without_held
from surveys.results_told_counters import counter_masks
from surveys.rules.elements import ELEMENTS, Element
from surveys.rules.index import ElementSum, element_points
from surveys.rules.periods import Kind, Period, containing
from surveys.rules.told_parts import Masks, Measures, Untold, masks_of, quarters_over
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, Questionnaire
from surveys.tables.responses import COLUMNS

MONTHS = 6


def summed(
    connection: Connection,
    scope: PlaceScope,
    rows_of: tuple[Any, Any],
    element: Element,
    *periods: Period,
) -> Sequence[Row[int, date, int, int, int]]:
    """Counter (unit, over several), day or month, respondents, number and sum of the answers.

    rows_of : the roll-up and its column of time; periods : in order and without a gap.
    """
    table, when = rows_of
    column = COLUMNS[ELEMENTS.index(element)]
    bins = [getattr(table, f"{column}_{value}") for value in range(1, 5)]
    n = bins[0] + bins[1] + bins[2] + bins[3]
    total = bins[0] + 2 * bins[1] + 3 * bins[2] + 4 * bins[3]
    place = table.unit_id if scope.unit_id is None else table.counter_id
    official = select(Questionnaire.id).where(Questionnaire.official)
    return connection.execute(
        select(place, when, func.sum(table.respondents), func.sum(n), func.sum(total))
        .where(
            *scope.conditions(table),
            when.between(periods[0].first_day, periods[-1].last_day),
            table.questionnaire_id.in_(official),
        )
        .group_by(place, when)
    ).all()


def months_to(period: Period, today: date) -> list[Period]:
    """Six months up to the period's last, or up to today in the one that runs."""
    last = containing(min(today, period.last_day), Kind.MONTH)
    if today < period.first_day:
        last = containing(period.last_day, Kind.MONTH)
    return [last.shifted(step) for step in range(1 - MONTHS, 1)]


def by_month(
    connection: Connection,
    scope: PlaceScope,
    element: Element,
    months: list[Period],
    part_of: Mapping[int, int],
    smallest: int,
    held: Held,
) -> dict[int, tuple[float | None, ...]]:
    """The element's value of each part, month by month, as far as it is told.

    held : the quarters that may not move yet.
    """
    whole = [month for quarter in quarters_over(months) for month in quarter.months()]
    rows = summed(connection, scope, (CounterMonth, CounterMonth.month), element, *whole)
    standing: dict[tuple[int, date], ElementSum] = {}
    if scope.unit_id is not None:
        masks = counter_masks(connection, scope.unit_id, months, smallest, held)
        told = _told(masks, 1 + ELEMENTS.index(element))
    else:
        told = _told(without_held(_masks_of_units(rows, smallest), held, Kind.MONTH), 1)
        standing = {
            (unit_id, month.first_day): counted.sums.get(element, ElementSum(0, 0))
            if counted.element_answers(element) >= smallest
            else ElementSum(0, 0)
            for (unit_id, month), counted in held.months.items()
        }
    sums: dict[tuple[int, date], ElementSum] = {}
    for here, when, _, n, total in rows:
        part = here if scope.unit_id is not None else part_of.get(here)
        own = standing.get((here, when), ElementSum(n, total))
        if part is not None and (here, when) in told and own.n:
            sums[part, when] = sums.get((part, when), ElementSum(0, 0)) + own
    return {
        part: tuple(_value(sums.get((part, month.first_day))) for month in months)
        for part in dict.fromkeys(part for part, _ in sums)
    }


def _masks_of_units(
    rows: Sequence[Row[int, date, int, int, int]], smallest: int
) -> dict[date, dict[int, Untold]]:
    """What of one element is told of each unit in each month."""
    tables: dict[int, dict[date, Measures]] = {}
    for unit_id, month, came, n, _ in rows:
        tables.setdefault(unit_id, {})[month] = int(came), int(n)
    masks: dict[date, dict[int, Untold]] = {}
    for unit_id, table in tables.items():
        for month, told in masks_of({unit_id: table}, Kind.MONTH, smallest).items():
            masks.setdefault(month, {}).update(told)
    return masks


def _told(masks: Masks[int], place: int) -> set[tuple[int, date]]:
    """The places and months of which an element is told."""
    return {
        (here, month)
        for month, parts in masks.items()
        for here, untold in parts.items()
        if place not in untold
    }


def _value(answers: ElementSum | None) -> float | None:
    points = None if answers is None else element_points(answers)
    return None if points is None else float(points)
