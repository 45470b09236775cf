"""What is compared: one number a unit and month, and how much chance alone would move it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ml.panel import ELEMENTS, LABELS, FloatArray, IntArray, Panel

POINTS_PER_STEP = 25.0
PER_RESPONSES = 100.0
PSEUDO_RESPONSES = 30.0
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
    restless : (U,) by what a unit moves more than usual; None where all do alike.
    unsure : (U, M, M) covariance of what was taken off each value beforehand; None for nothing.
    """

    value: FloatArray
    noise: FloatArray
    responses: FloatArray
    alike: float
    own_noise: FloatArray | None = None
    restless: FloatArray | None = None
    unsure: FloatArray | None = None

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


def complaint_series(panel: Panel, label: str, expected: FloatArray, unsure: FloatArray) -> Series:
    """Complaints and suggestions with that label per 100 responses.

    Less what is `expected` (U, M) of a response by what the unit's answers say where it was not
    trained (ml.effect_expected), which says how a unit would go on by itself; `unsure` (U, M, M)
    is the covariance of that.
    """
    problems = panel.problems[:, :, LABELS.index(label)]
    responses = asked(panel)
    overall = problems.sum() / max(responses.sum(), 1.0)
    rate = (problems.sum(axis=1) + PSEUDO_RESPONSES * overall) / (
        responses.sum(axis=1) + PSEUDO_RESPONSES
    )
    rate = np.clip(rate, 0.5 / max(responses.sum(), 1.0), 0.9)
    value = problems / np.maximum(responses, 1.0) - expected
    usual = min(max(overall, 0.5 / max(responses.sum(), 1.0)), 0.9)
    each = PER_RESPONSES**2 / np.maximum(responses, 1.0)
    # Where chance is taken from a unit's own rate, those with many complaints are drawn furthest
    # to the mean; with everybody's, as far as their responses are few (gamma and Poisson are
    # conjugate). How far an estimate may be off is another matter: there the own rate counts.
    series = _series(
        PER_RESPONSES * value, usual * (1 - usual) * each, responses, responses > 0, 1.1
    )
    # A rate moves in proportion to itself: what is a calm year of many complaints would be a
    # storm where there are few. Squares average to one, as the common variances are averages.
    restless = rate / np.sqrt(np.mean(rate**2))
    return replace(
        series,
        own_noise=(rate * (1 - rate))[:, None] * each,
        restless=restless,
        unsure=PER_RESPONSES**2 * unsure,
    )


def asked(panel: Panel) -> FloatArray:
    """(U, M) responses that a complaint may have come with."""
    return np.maximum(panel.respondents, panel.commented).astype(np.float64)


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
