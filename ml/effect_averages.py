"""Averages of unit effects, and intervals that allow for how badly variances are known.

A fit's variances are its likeliest; others are nearly as likely. Every average is taken at a few of
them, the likeliest and two along each direction in which they are in doubt, weighed by how
plausible each is. What differs between them widens the interval: the error each expects, and how
far the estimate itself moves (Kackar & Harville 1984). Along each direction three points stand for
a bell curve (Gauss & Hermite), each weighed anew by its plausibility.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from ml.effect_inference import ANSWERS, EFFECT_SD, RESPONSE, Design, Fit, at_variances
from ml.panel import FloatArray

STRANGEST = 3.0
"""A point counts at most e to this power more or less than the bell curve around the likeliest."""
FEWEST_DEGREES = 4.0


@dataclass(frozen=True)
class Average:
    """An average of unit effects with its error."""

    estimate: float
    variance: float
    degrees_of_freedom: float
    sampling_share: float


@dataclass(frozen=True)
class Cloud:
    """A fit at several plausible variances: the likeliest first, then two in each direction.

    weights : how much each of the others counts, along its own direction.
    """

    weights: FloatArray
    fits: tuple[Fit, ...]

    @property
    def likeliest(self) -> Fit:
        """The fit at the likeliest variances."""
        return self.fits[0]

    def moved_to(self, design: Design) -> "Cloud":
        """The same variances under another design."""
        return Cloud(self.weights, tuple(fit.moved_to(design) for fit in self.fits))

    def with_room_for_levels(self, times: float) -> "Cloud":
        """The same, drawing a unit's level less towards the others'."""
        return Cloud(self.weights, tuple(fit.with_room_for_levels(times) for fit in self.fits))


def cloud_around(fitted: Fit) -> Cloud:
    """The fit and others of nearly as plausible variances."""
    size, direction = np.linalg.eigh(fitted.doubt)
    steps = (direction * np.sqrt(np.maximum(size, 0.0) * 3)).T
    middle = np.log(fitted.variances)
    points = np.exp(np.concatenate([middle + steps, middle - steps]))
    _, reached = at_variances(fitted, fitted.variances)
    others = [at_variances(fitted, point) for point in points]
    stands = np.array([plausible for _, plausible in others]) - reached
    # On a bell curve a point so far out would lie one and a half below the middle.
    counts = np.exp(np.minimum(stands + 1.5, STRANGEST)).reshape(2, -1) / 6
    weights = counts / (2 / 3 + counts.sum(axis=0))
    return Cloud(weights.reshape(-1), (fitted, *(fit for fit, _ in others)))


def averages(cloud: Cloud, shares: FloatArray) -> tuple[Average, ...]:
    """Averages of unit effects; each row of `shares` (R, L) sums to one over the exposures."""
    at = [_at_these_variances(fit, shares) for fit in cloud.fits]
    estimates, variances, chance = (np.array([each[n] for each in at]) for n in range(3))
    weights = cloud.weights[:, None]
    moved, wider = estimates[1:] - estimates[0], variances[1:] - variances[0]
    total = variances[0] + (weights * (wider + moved**2)).sum(axis=0)
    wobble = (weights * wider**2).sum(axis=0)
    freedom = np.maximum(2 * total**2 / np.maximum(wobble, 1e-12), FEWEST_DEGREES)
    sampling = np.minimum(chance[0] / np.maximum(total, 1e-12), 1.0)
    return tuple(
        Average(*(float(value) for value in row))
        for row in zip(estimates[0], total, freedom, sampling, strict=True)
    )


def alone(fitted: Fit) -> Cloud:
    """One fit, its variances taken as known."""
    return Cloud(np.zeros(0), (fitted,))


def _at_these_variances(
    fitted: Fit, shares: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(R,) estimates, error variances, and what chance in the answers has of them."""
    weights = _weights(fitted, shares)
    rows = [
        _with_error(fitted, own, share) if share.any() else (0.0, 0.0, 0.0)
        for own, share in zip(weights, shares, strict=True)
    ]
    estimate, variance, chance = np.array(rows).reshape(-1, 3).T
    return estimate, variance, chance


def _weights(fitted: Fit, shares: FloatArray) -> FloatArray:
    """(R, U, M) what each unit's month contributes to each average."""
    design = fitted.design
    months, effects = design.usable.shape[1], design.columns.shape[2]
    pulled = (fitted.inverse[design.unit] @ design.acts[:, :, None])[:, :, 0]
    pulled *= fitted.variances[RESPONSE]
    own = np.zeros((len(shares), *design.usable.shape))
    wanted = np.zeros((len(shares), effects))
    row, number = np.nonzero(shares)
    given = shares[row, number]
    np.add.at(own, (row, design.unit[number]), given[:, None] * pulled[number])
    np.add.at(wanted, (row, design.column[number]), given)
    had = np.concatenate([own.sum(axis=1), np.tensordot(own, design.columns, axes=2)], axis=1)
    missing = np.concatenate([np.zeros((len(shares), months)), wanted], axis=1) - had
    correction = missing @ fitted.normal
    spread = np.tensordot(correction[:, :months], fitted.inverse, axes=([1], [2]))
    spread += np.tensordot(correction[:, months:], fitted.inverse @ design.columns, axes=([1], [2]))
    return own + spread


def _with_error(fitted: Fit, weights: FloatArray, share: FloatArray) -> tuple[float, float, float]:
    """The estimate, the variance of its error, and what chance in the answers has of that."""
    design = fitted.design
    hit = (weights[design.unit] * design.acts).sum(axis=1)
    loads = np.array(
        [(weights * (part @ weights[:, :, None])[:, :, 0]).sum() for part in design.parts]
    )
    loads[RESPONSE] = ((hit - share) ** 2).sum()
    late = (weights * (design.fixed @ weights[:, :, None])[:, :, 0]).sum()
    effects = design.columns.shape[2]
    missed = np.tensordot(weights, design.columns, axes=2)
    missed -= np.bincount(design.column, weights=share, minlength=effects)
    unresolved = EFFECT_SD**2 * float((missed**2).sum())
    parts = loads * fitted.variances
    estimate = float((weights * design.value).sum())
    return estimate, float(parts.sum() + late + unresolved), float(parts[ANSWERS])


def interval(found: Average) -> tuple[float, float]:
    """The 95 % interval."""
    half = float(stats.t.ppf(0.975, found.degrees_of_freedom)) * found.variance**0.5
    return found.estimate - half, found.estimate + half


def p_value(found: Average) -> float:
    """Two-sided, against no change."""
    score = abs(found.estimate) / found.variance**0.5
    return float(2 * stats.t.sf(score, found.degrees_of_freedom))
