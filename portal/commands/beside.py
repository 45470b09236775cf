"""What `suara index` puts beside a total: other weights, the mean of units, the sample of each."""

from collections.abc import Mapping
from typing import Any

from portal import wording
from surveys.results_units import UnitFigures
from surveys.rules.elements import Element
from surveys.rules.index_comparison import (
    FIXED_WEIGHTS,
    MeanOfUnits,
    mean_of_units,
    with_fixed_weight,
)
from surveys.samples import required_of_all, standing
from surveys.strata import with_margin


def comparisons(sums: Mapping[Element, Any]) -> list[dict[str, Any]]:
    """What other weights would give, labelled; never the index."""
    found = [with_fixed_weight(sums, weight) for weight in FIXED_WEIGHTS]
    return [
        {
            "weight": float(each.weight),
            "label": each.label.id,
            "points": float(each.points),
            "grade": each.grade.value,
        }
        for each in found
        if each is not None
    ]


def units_alike(units: list[UnitFigures]) -> dict[str, Any]:
    """The second total that is in use: every unit alike."""
    found = _mean(units)
    return {
        "points": None if found.points is None else float(found.points),
        "ci95": None if found.interval is None else [float(end) for end in found.interval.ci95],
        "units": found.units,
        "units_without_index": found.units_without_index,
        "label": found.label.id,
    }


def second_total(units: list[UnitFigures]) -> str:
    """The mean of units in words, where there is more than one."""
    found = _mean(units)
    if found.points is None or len(units) < 2:
        return ""
    mean = wording.points(found.points)
    ends = ""
    if found.interval is not None:
        low, high = found.interval.ci95
        ends = f", rentang 95 % {wording.points(low)} sampai {wording.points(high)}"
    return f"{found.label.id[:1].upper()}{found.label.id[1:]}: {mean}{ends} ({found.units} unit). "


def _mean(units: list[UnitFigures]) -> MeanOfUnits:
    found = mean_of_units(unit.figures.sums for unit in units)
    with_index = [unit.figures for unit in units if unit.figures.index is not None]
    return with_margin(found, [each.interval for each in with_index])


def sample_of_units(units: list[UnitFigures]) -> dict[str, Any]:
    """How many respondents a total needs: of each unit its own, as the pages ask for them.

    Krejcie and Morgan of all users together would be fewer, and enough for no unit.
    """
    held = standing((unit.figures.respondents, unit.figures.required) for unit in units)
    return {
        "required_n": required_of_all(unit.figures.required for unit in units),
        "required_of": "each unit",
        "units_enough": held.enough,
        "units_short": held.short,
        "units_unknown": held.unknown,
        **({"sample_not_asked": "longer than a year"} if _too_long(units) else {}),
    }


def _too_long(units: list[UnitFigures]) -> bool:
    return any(unit.figures.need.too_long for unit in units)


def sample_in_words(units: list[UnitFigures]) -> str:
    """The same in a sentence, where there is more than one unit or no sample is asked."""
    if _too_long(units):
        return "Perlu: tidak dihitung, karena lebih dari setahun; pilih paling lama setahun. "
    if len(units) < 2:
        return ""
    held = sample_of_units(units)
    parts = [f"{held['units_enough']} unit cukup", f"{held['units_short']} kurang"]
    if held["units_unknown"]:
        parts.append(f"{held['units_unknown']} tidak dapat dihitung")
    return f"Perlu: dihitung tiap unit, bukan dari jumlahnya; {', '.join(parts)}. "
