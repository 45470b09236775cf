"""What is compared: one number a unit and month, and how much chance alone would move it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ml.panel import ELEMENTS, LABELS, FloatArray, IntArray, Panel

POINTS_PER_STEP = 25.0
PER_RESPONSES = 100.0
PSEUDO_RESPONSES = 30.0
POISSON_STEPS = 12
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Series:
    """One outcome over units and months.

    value : (U, M), nan where nothing was observed.
    noise : (U, M) variance that independent answers alone would give, up to one common factor.
    responses : (U, M) responses behind each value.
    alike : design effect to expect, that is how much more answers vary than independent ones.
    own_noise : (U, M) the same by the unit's own rate, where `noise` takes every unit's to be the
        usual one; None where they are one.
    """

    value: FloatArray
    noise: FloatArray
    responses: FloatArray
    alike: float
    own_noise: FloatArray | None = None

    @property
    def observed(self) -> BoolArray:
        """(U, M) bool."""
        return np.isfinite(self.value)

    def without(self, left_out: BoolArray) -> "Series":
        """The same with some months of some units (U, M) taken as not observed."""
        return replace(
            self,
            value=np.where(left_out, np.nan, self.value),
            noise=np.where(left_out, 1.0, self.noise),
            responses=np.where(left_out, 0.0, self.responses),
        )


def index_series(panel: Panel) -> Series:
    """The index (points, 25-100) a unit and month, each element alike (PermenPANRB 14/2017).

    An element that a unit never asks is left out of that unit's mean; an element empty in one month
    is filled with what the unit's other months and this month's other elements say.
    """
    counts = panel.answers.sum(axis=-1).astype(np.float64)
    means = _means(panel.answers)
    ever = counts.sum(axis=1) > 0
    usual = _usual(panel.answers)
    given = counts > 0
    deviation = np.where(given, means - usual[:, None, :], 0.0)
    common = deviation.sum(axis=2) / np.maximum(given.sum(axis=2), 1)
    filled = np.where(given, means, usual[:, None, :] + common[:, :, None])
    asked = np.maximum(ever.sum(axis=1), 1)
    value = (filled * ever[:, None, :]).sum(axis=2) / asked[:, None] * POINTS_PER_STEP
    effective = np.where(given, counts, np.maximum(counts.mean(axis=2, keepdims=True), 0.5))
    each = _answer_variance(panel.answers)[:, None, :] / np.maximum(effective, 0.5)
    noise = (each * ever[:, None, :]).sum(axis=2) * (POINTS_PER_STEP / asked[:, None]) ** 2
    # Half of the questionnaire is the least that may stand for a month's index.
    enough = given.sum(axis=2) * 2 >= asked[:, None]
    seen = enough & ever.any(axis=1)[:, None]
    # The nine answers of one person agree: their mean varies about four times as much as nine
    # answers of nine persons.
    return _series(value, noise, panel.respondents.astype(np.float64), seen, 4.0)


def element_series(panel: Panel, element: str) -> Series:
    """One element's mean a unit and month, in points 25-100."""
    answers = panel.answers[:, :, [ELEMENTS.index(element)], :]
    counts = answers.sum(axis=(2, 3)).astype(np.float64)
    value = _means(answers)[:, :, 0] * POINTS_PER_STEP
    noise = _answer_variance(answers) / np.maximum(counts, 1.0) * POINTS_PER_STEP**2
    return _series(value, noise, counts, counts > 0, 1.2)


def complaint_series(panel: Panel, label: str, untrained: BoolArray) -> Series:
    """Complaints and suggestions with that label per 100 responses.

    Less what the unit's answers in its `untrained` (U, M) months let expect: a constant of each
    unit, which changes no difference of months and says where the unit would settle by itself.
    """
    problems = panel.problems[:, :, LABELS.index(label)]
    responses = np.maximum(panel.respondents, panel.commented).astype(np.float64)
    overall = problems.sum() / max(responses.sum(), 1.0)
    rate = (problems.sum(axis=1) + PSEUDO_RESPONSES * overall) / (
        responses.sum(axis=1) + PSEUDO_RESPONSES
    )
    rate = np.clip(rate, 0.5 / max(responses.sum(), 1.0), 0.9)
    value = problems / np.maximum(responses, 1.0) * PER_RESPONSES
    usual = min(max(overall, 0.5 / max(responses.sum(), 1.0)), 0.9)
    value = value - PER_RESPONSES * _expected_rate(
        panel, label, problems * untrained, responses * untrained, untrained
    )
    each = PER_RESPONSES**2 / np.maximum(responses, 1.0)
    # Where chance is taken from a unit's own rate, those with many complaints are drawn furthest
    # to the mean; with everybody's, as far as their responses are few (gamma and Poisson are
    # conjugate). How far an estimate may be off is another matter: there the own rate counts.
    series = _series(value, usual * (1 - usual) * each, responses, responses > 0, 1.1)
    return replace(series, own_noise=(rate * (1 - rate))[:, None] * each)


def _expected_rate(
    panel: Panel, label: str, problems: FloatArray, responses: FloatArray, untrained: BoolArray
) -> FloatArray:
    """(U, 1) complaints to expect of a response in a unit with these answers.

    Units are picked by what their answers say, which tells more of their complaints than few
    complaints do; drawn to the mean of all units, the weak would seem to recover. Poisson
    regression on the mean answer to the matching element, or to all where there is none.
    """
    places = [ELEMENTS.index(label)] if label in ELEMENTS else list(range(len(ELEMENTS)))
    answers = panel.answers[:, :, places] * untrained[:, :, None, None]
    counts = answers.sum(axis=(1, 3))
    usual_mean = float(_means(answers.sum(axis=(0, 1, 2))))
    mean = np.where(counts > 0, _usual(answers), usual_mean).mean(axis=1)
    told, asked = problems.sum(axis=1), responses.sum(axis=1)
    spread = float(np.std(mean[asked > 0])) if (asked > 0).any() else 0.0
    if spread == 0.0 or told.sum() == 0:
        return np.zeros((len(mean), 1))
    design = np.column_stack([np.ones(len(mean)), np.clip((mean - mean.mean()) / spread, -3, 3)])
    usual = told.sum() / asked.sum()
    lowest, highest = np.log(usual) - 4, min(np.log(usual) + 4, 0.0)
    point = np.array([np.log(usual), 0.0])
    for _ in range(POISSON_STEPS):
        rate = np.exp(np.clip(design @ point, lowest, highest))
        weight = asked * rate
        bend = design.T @ (weight[:, None] * design) + np.diag([1e-9, 1.0])
        slope = design.T @ (told - weight) - np.array([0.0, point[1]])
        point = point + np.clip(np.linalg.solve(bend, slope), -1.0, 1.0)
    return np.asarray(np.exp(np.clip(design @ point, lowest, highest)))[:, None]


def _series(
    value: FloatArray, noise: FloatArray, responses: FloatArray, seen: BoolArray, alike: float
) -> Series:
    return Series(
        np.where(seen, value, np.nan),
        np.where(seen, noise, 1.0),
        np.where(seen, responses, 0.0),
        alike,
    )


def _means(answers: IntArray) -> FloatArray:
    """(..., 4) counts to means on 1-4; 0 where nobody answered."""
    total = answers.sum(axis=-1)
    return np.asarray((answers @ np.array([1.0, 2.0, 3.0, 4.0])) / np.maximum(total, 1))


def _usual(answers: IntArray) -> FloatArray:
    """(U, E) mean of each element over all months of a unit."""
    return _means(answers.sum(axis=1))


def _answer_variance(answers: IntArray) -> FloatArray:
    """(U, E) variance of single answers within a unit, near the province's where few answered."""
    counts = answers.sum(axis=1).astype(np.float64)
    values = np.array([1.0, 2.0, 3.0, 4.0])
    total = counts.sum(axis=-1)
    mean = (counts @ values) / np.maximum(total, 1.0)
    square = (counts @ values**2) / np.maximum(total, 1.0)
    own = square - mean**2
    typical = (own * total).sum(axis=0) / np.maximum(total.sum(axis=0), 1.0)
    drawn = (own * total + typical * PSEUDO_RESPONSES) / (total + PSEUDO_RESPONSES)
    return np.asarray(np.maximum(drawn, 0.02))
