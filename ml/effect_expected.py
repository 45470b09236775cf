"""What a unit's answers, where it was not trained, let expect of its complaints in every month.

Units are picked by what their answers say, which tells more of their complaints than the few
complaints do. Drawn to the mean of all units by these alone, a weak unit would seem to settle
where it does not belong, and a unit in a bad half-year to be bad for good. So the answers say
first where a unit stands and how it would go on; what remains is the complaints' own.
"""

from dataclasses import replace

import numpy as np

from ml.effect_series import BoolArray, asked, element_series, index_series
from ml.effect_variances import untrained_path
from ml.panel import ELEMENTS, LABELS, FloatArray, Panel

POISSON_STEPS = 12
FURTHEST = 3.0


def expected_complaints(
    panel: Panel, label: str, untrained: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Complaints with a label to expect of a response (U, M), and their covariance (U, M, M).

    Poisson regression on the path of the matching element, or of the index where there is none,
    as the `untrained` (U, M) months let predict it for all months.
    """
    before = replace(
        panel,
        answers=panel.answers * untrained[:, :, None, None],
        respondents=panel.respondents * untrained,
    )
    series = element_series(before, label) if label in ELEMENTS else index_series(before)
    path, unsure = untrained_path(series)
    told = (panel.problems[:, :, LABELS.index(label)] * untrained).ravel().astype(np.float64)
    given = (asked(panel) * untrained).ravel()
    spread = float(np.std(path[untrained])) if untrained.any() else 0.0
    if spread == 0.0 or told.sum() == 0:
        return np.zeros_like(path), np.zeros_like(unsure)
    place = np.clip(path / spread, -FURTHEST, FURTHEST)
    rate, slope = _poisson(place.ravel(), told, given)
    expected = rate.reshape(path.shape)
    bends = slope / spread * expected
    return expected, bends[:, :, None] * unsure * bends[:, None, :]


def _poisson(place: FloatArray, told: FloatArray, given: FloatArray) -> tuple[FloatArray, float]:
    """(N,) rates by a line in their logarithm; its slope, drawn a little to nothing."""
    design = np.column_stack([np.ones(len(place)), place])
    usual = np.log(told.sum() / given.sum())
    lowest, highest = usual - 4, min(usual + 4, 0.0)
    point = np.array([usual, 0.0])
    for _ in range(POISSON_STEPS):
        rate = np.exp(np.clip(design @ point, lowest, highest))
        weight = given * rate
        bend = design.T @ (weight[:, None] * design) + np.diag([1e-9, 1.0])
        slope = design.T @ (told - weight) - np.array([0.0, point[1]])
        point = point + np.clip(np.linalg.solve(bend, slope), -1.0, 1.0)
    return np.exp(np.clip(design @ point, lowest, highest)), float(point[1])
