"""Averages of unit effects under the fitted model, each with how far off it may be.

Sources: Borusyak, Jaravel & Spiess 2024 (imputation from untreated observations); Satterthwaite
1946 (degrees of freedom).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from ml.effect_design import ANSWERS, RESPONSE
from ml.effect_variances import EFFECT_SD, Fit
from ml.panel import FloatArray


@dataclass(frozen=True)
class Average:
    """An average of unit effects with its error."""

    estimate: float
    variance: float
    degrees_of_freedom: float
    sampling_share: float


def averages(fitted: Fit, shares: FloatArray) -> tuple[Average, ...]:
    """Averages of unit effects; each row of `shares` (R, L) sums to one over the exposures."""
    weights = _weights(fitted, shares)
    return tuple(_with_error(fitted, weights[row], shares[row]) for row in range(len(shares)))


def average(fitted: Fit, share: FloatArray) -> Average:
    """One average of unit effects; `share` (L,) sums to one."""
    return averages(fitted, share[None, :])[0]


def _weights(fitted: Fit, shares: FloatArray) -> FloatArray:
    """(R, U, M) what each unit's month contributes to each average."""
    design = fitted.design
    months, effects = design.usable.shape[1], design.columns.shape[2]
    pulled = (fitted.inverse[design.unit] @ design.acts[:, :, None])[:, :, 0]
    pulled *= fitted.variances[RESPONSE]
    own = np.zeros((len(shares), *design.usable.shape))
    wanted = np.zeros((len(shares), effects))
    for number, unit in enumerate(design.unit):
        own[:, unit] += shares[:, number, None] * pulled[number]
        wanted[:, design.column[number]] += shares[:, number]
    had = np.concatenate([own.sum(axis=1), np.tensordot(own, design.columns, axes=2)], axis=1)
    missing = np.concatenate([np.zeros((len(shares), months)), wanted], axis=1) - had
    correction = missing @ fitted.normal
    spread = np.tensordot(correction[:, :months], fitted.inverse, axes=([1], [2]))
    spread += np.tensordot(correction[:, months:], fitted.inverse @ design.columns, axes=([1], [2]))
    return own + spread


def _with_error(fitted: Fit, weights: FloatArray, share: FloatArray) -> Average:
    """The average with the variance of its error and Satterthwaite's degrees of freedom."""
    design = fitted.design
    hit = (weights[design.unit] * design.acts).sum(axis=1)
    each = [(weights * (part @ weights[:, :, None])[:, :, 0]).sum(axis=1) for part in design.parts]
    loads = np.array(each) @ design.restless**2
    loads[ANSWERS] = float((weights**2 * design.noise).sum())
    loads[RESPONSE] = ((hit - share) ** 2).sum()
    known = (weights * (design.fixed @ weights[:, :, None])[:, :, 0]).sum()
    effects = design.columns.shape[2]
    missed = np.tensordot(weights, design.columns, axes=2)
    missed -= np.bincount(design.column, weights=share, minlength=effects)
    unresolved = EFFECT_SD**2 * float((missed**2).sum())
    # Squares of expected standard deviations, since what is badly known may be much larger: with s2
    # the variance of a logarithm, (E sd)^2 is exp(s2 / 4) times the middle of the variance.
    expected = fitted.variances * np.exp(np.minimum(np.diag(fitted.doubt), 1.5) / 4)
    shares = loads * expected
    variance = float(shares.sum() + known + unresolved)
    wobble = float(shares @ fitted.doubt @ shares)
    freedom = 2 * variance**2 / max(wobble, 1e-12)
    estimate = float((weights * design.value).sum())
    return Average(estimate, variance, freedom, float(shares[ANSWERS]) / variance)


def interval(found: Average) -> tuple[float, float]:
    """The 95 % interval."""
    half = float(stdtrit(found.degrees_of_freedom, 0.975)) * found.variance**0.5
    return found.estimate - half, found.estimate + half


def p_value(found: Average) -> float:
    """Two-sided, against no change."""
    score = abs(found.estimate) / found.variance**0.5
    return float(2 * stdtr(found.degrees_of_freedom, -score))
