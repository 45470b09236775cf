"""Figures that `suara index` puts beside a total: other weights, and the mean of units."""

from collections.abc import Mapping
from typing import Any

from portal import wording
from surveys.results_units import UnitFigures
from surveys.rules.elements import Element
from surveys.rules.index_comparison import FIXED_WEIGHTS, mean_of_units, with_fixed_weight


def comparisons(sums: Mapping[Element, Any]) -> list[dict[str, Any]]:
    """What other weights would give, labelled; never the index."""
    found = [with_fixed_weight(sums, weight) for weight in FIXED_WEIGHTS]
    return [
        {"weight": float(each.weight), "points": float(each.points), "grade": each.grade.value}
        for each in found
        if each is not None
    ]


def units_alike(units: list[UnitFigures]) -> dict[str, Any]:
    """The second total that is in use: every unit alike."""
    found = mean_of_units(unit.figures.sums for unit in units)
    return {
        "points": None if found.points is None else float(found.points),
        "units": found.units,
        "units_without_index": found.units_without_index,
        "label": found.label.id,
    }


def second_total(units: list[UnitFigures]) -> str:
    """The mean of units in words, where there is more than one."""
    found = mean_of_units(unit.figures.sums for unit in units)
    if found.points is None or len(units) < 2:
        return ""
    mean = wording.points(found.points)
    return f"{found.label.id[:1].upper()}{found.label.id[1:]}: {mean} ({found.units} unit). "
