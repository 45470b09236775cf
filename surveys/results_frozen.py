"""The figures of a closed period as a document, from which they can be made again exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from surveys.results_clusters import sums_of
from surveys.results_edition import Edition
from surveys.results_figures import ElementFigure, Figures
from surveys.results_population import Need
from surveys.rollups import COUNTS
from surveys.rules.elements import Element
from surveys.rules.index import POINTS_PER_STEP, index_exact
from surveys.rules.margin import Interval
from surveys.rules.sample_size import Population
from surveys.tables.responses import BINS

WEIGHT = "1/9"
ROUNDING = "half up, once, two decimals"


def interval_document(interval: Interval | None) -> list[float] | None:
    """An interval as numbers, in the order that it is read in again."""
    if interval is None:
        return None
    return [
        interval.low,
        interval.high,
        interval.standard_error,
        interval.df,
        interval.clusters,
        interval.prior_share,
    ]


def _interval_from(points: Fraction | None, stored: Sequence[float] | None) -> Interval | None:
    if points is None or stored is None:
        return None
    low, high, error, df, clusters, prior_share = stored
    return Interval(points, low, high, error, df, int(clusters), prior_share)


def frozen_figures(
    found: Figures, questionnaires: list[str], edition: Edition | None
) -> dict[str, Any]:
    """Figures as a document that they can be made from again, with the snapshots they are of."""
    population = found.need.population
    return {
        "counts": dict(zip(COUNTS, found.counts, strict=True)),
        "index": None if found.index is None else str(found.index),
        "grade": None if found.grade is None else found.grade.value,
        "interval": interval_document(found.interval),
        "part_interval": interval_document(found.part_interval),
        "element_intervals": {
            each.element.value: interval_document(each.interval) for each in found.elements
        },
        "population": None
        if population is None
        else {"users": population.users, "estimated": population.estimated},
        "required": found.required,
        "weight": WEIGHT,
        "rounding": ROUNDING,
        "questionnaires": questionnaires,
        "snapshots": [] if edition is None else [each.stored() for each in edition.snapshots],
    }


def frozen_services(needs: Mapping[str, Need]) -> list[dict[str, Any]]:
    """By the code of a service how many used it, and how many of them had to be asked."""
    return [
        {
            "service": code,
            "users": need.population.users,
            "estimated": need.population.estimated,
            "required": need.required,
        }
        for code, need in sorted(needs.items())
        if need.population is not None
    ]


def services_from(held: Mapping[str, Any]) -> dict[str, Need]:
    """The need of each service by its code; none where an earlier version closed the period."""
    return {
        each["service"]: Need(Population(int(each["users"]), bool(each["estimated"])))
        for each in held.get("services") or ()
    }


def public_figures(edition: Edition, live: Figures) -> Figures:
    """What is frozen of a public edition: whatever else was counted, where it is of all sheets."""
    if edition.figures.answered != live.answered:
        return edition.figures
    return replace(edition.figures, counts=live.counts)


def figures_from(held: Mapping[str, Any]) -> Figures:
    """The figures of a frozen document, exact as on the day of closing."""
    counts = tuple(int(held["counts"][name]) for name in COUNTS)
    sums = sums_of(counts)
    first_bin = COUNTS.index(BINS[0])
    elements = []
    for place, element in enumerate(Element):
        start = first_bin + 4 * place
        answers = sums.get(element)
        mean = None if answers is None else answers.mean
        points = None if mean is None else POINTS_PER_STEP * mean
        interval = _interval_from(points, held["element_intervals"].get(element.value))
        elements.append(ElementFigure(element, counts[start : start + 4], interval))
    whole = _interval_from(index_exact(sums), held["interval"])
    population = held["population"]
    need = Need(None if population is None else Population(**population))
    part = index_exact(sums, tuple(sums)) if sums else None
    return Figures(
        counts, tuple(elements), whole, need, _interval_from(part, held.get("part_interval"))
    )
