"""How much of a training is still there: people forget, and people leave."""

import numpy as np

from ml.panel import FloatArray, Panel

USUAL_LEAVING_PER_YEAR = 0.10
"""Share of a unit's staff that leaves within a year, only where nobody says; a judgement."""
HALF_LIFE_MONTHS = 30.0
"""Half of what was trained acts no more after so long where the usual share leaves; a judgement."""


def leaving(panel: Panel) -> FloatArray:
    """(U,) share of the staff that leaves within a year, the usual one where unknown.

    Raises ValueError for another shape, or a share outside 0 to 1.
    """
    units = len(panel.unit_codes)
    if panel.leaving_per_year is None:
        return np.full(units, USUAL_LEAVING_PER_YEAR)
    if panel.leaving_per_year.shape != (units,):
        raise ValueError(
            f"leaving_per_year has shape {panel.leaving_per_year.shape}; expected ({units},)"
        )
    share = np.where(
        np.isnan(panel.leaving_per_year), USUAL_LEAVING_PER_YEAR, panel.leaving_per_year
    )
    if ((share < 0) | (share > 1)).any():
        raise ValueError("leaving_per_year must lie between 0 and 1, or be nan where unknown")
    return np.asarray(share)


def still_there(age_months: FloatArray, leaving_per_year: float) -> FloatArray:
    """Share of the trained who are still in the unit, ages below 0 counting as 0."""
    return np.asarray((1 - leaving_per_year) ** (np.maximum(age_months, 0) / 12))


def still_acting(age_months: FloatArray, leaving_per_year: float) -> FloatArray:
    """Share of a training that still acts: of those who are still there, what is not forgotten."""
    remembered = 0.5 ** (np.maximum(age_months, 0) / HALF_LIFE_MONTHS)
    usual = still_there(age_months, USUAL_LEAVING_PER_YEAR)
    return np.asarray(remembered / usual * still_there(age_months, leaving_per_year))
