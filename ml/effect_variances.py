"""How much each random part of the joint model varies, and where untrained units would stand.

Sources: Patterson & Thompson 1971 (restricted likelihood); Henderson 1975 (prediction).
"""

from dataclasses import dataclass

import numpy as np

from ml.effect_design import Design, build, unit_shapes
from ml.effect_series import Series
from ml.panel import FloatArray

# How far the logarithm of each variance may lie from the typical one: a weak opinion, so that
# twelve units with a quiet year do not say "no drift at all".
DOUBT = np.array([2.0, 1.5, 1.5, 1.5, 1.2, 0.7, 1.0])
MONTH_VARIANCE = 1e6
EFFECT_SD = 30.0
MAX_STEPS = 25
CLOSE_ENOUGH = 0.01


@dataclass(frozen=True)
class Fit:
    """Estimated variances and what follows from them.

    variances : (C,). doubt : (C, C) covariance of their logarithms.
    total : (U, M, M) covariance of a unit's months, inverse : its inverse on the usable months.
    normal : (M + K, M + K) inverse of the normal equations of month and mean effects.
    """

    design: Design
    variances: FloatArray
    doubt: FloatArray
    total: FloatArray
    inverse: FloatArray
    normal: FloatArray

    def moved_to(self, design: Design, variances: FloatArray | None = None) -> "Fit":
        """The same variances (or others) under another design."""
        chosen = self.variances if variances is None else variances
        total, inverse = _covariance(design, chosen)
        normal = _inverse(_equations(design, inverse, inverse @ design.columns))
        return Fit(design, chosen, self.doubt, total, inverse, normal)


def fit(design: Design) -> Fit:
    """Estimate the variances by Fisher scoring on their logarithms."""
    middle = np.log(design.typical)
    opinion = 1 / DOUBT**2
    point, step = middle.copy(), np.zeros_like(middle)
    best, reached = middle, -np.inf
    doubt = np.diag(DOUBT**2)
    for _ in range(MAX_STEPS):
        likelihood, slope, bend = _likelihood(design, np.exp(point))
        likelihood -= 0.5 * float((opinion * (point - middle) ** 2).sum())
        if likelihood < reached - 1e-6:
            step = step / 2
            point = best + step
            continue
        gain, best, reached = likelihood - reached, point, likelihood
        doubt = np.linalg.inv(bend + np.diag(opinion))
        before = step
        step = np.clip(doubt @ (slope - opinion * (point - middle)), -1.5, 1.5)
        if float(step @ before) < 0:
            # Scoring overshoots where two parts can stand for each other; the turn shows it.
            step = step / 2
        if gain < CLOSE_ENOUGH and np.abs(step).max() < 10 * CLOSE_ENOUGH:
            break
        point = best + step
    variances = np.exp(best)
    empty = Fit(design, variances, doubt, design.fixed, design.fixed, design.fixed)
    return empty.moved_to(design)


def untrained_path(series: Series) -> tuple[FloatArray, FloatArray]:
    """Where each unit stands in every month (U, M), and how far off that may be (U, M, M).

    The path has what all units share of a month; the covariance is of the unit's own alone.

    `series` has the months without any training alone; the others are predicted from them.
    """
    months = series.value.shape[1]
    fitted = fit(build(series, (), 0, np.zeros((0, months))))
    weighed = (fitted.inverse @ fitted.design.value[:, :, None])[:, :, 0]
    common = fitted.normal @ weighed.sum(axis=0)
    rest = weighed - fitted.inverse @ common
    shapes = unit_shapes(months)
    stands = np.tensordot(fitted.variances[: len(shapes)], shapes, axes=1)
    return common + rest @ stands, stands - stands @ fitted.inverse @ stands


def _covariance(design: Design, variances: FloatArray) -> tuple[FloatArray, FloatArray]:
    total = np.tensordot(variances, design.parts, axes=1) + design.fixed
    both = design.usable[:, :, None] & design.usable[:, None, :]
    return total * both, _inverse(total) * both


def _inverse(matrices: FloatArray) -> FloatArray:
    return np.asarray(np.linalg.inv(matrices), dtype=np.float64)


def _equations(design: Design, inverse: FloatArray, solved: FloatArray) -> FloatArray:
    """Normal equations of months and mean effects, with a wide prior so that none is singular."""
    equations = _bordered(inverse, solved, design.columns)
    months, effects = design.usable.shape[1], design.columns.shape[2]
    prior = np.r_[np.full(months, 1 / MONTH_VARIANCE), np.full(effects, 1 / EFFECT_SD**2)]
    return np.asarray(equations + np.diag(prior))


def _bordered(middle: FloatArray, solved: FloatArray, columns: FloatArray) -> FloatArray:
    """Sum over units of X' middle X, where X is the identity beside the columns."""
    corner = np.tensordot(columns, solved, axes=([0, 1], [0, 1]))
    side = solved.sum(axis=0)
    return np.block([[middle.sum(axis=0), side], [side.T, corner]])


def _likelihood(design: Design, variances: FloatArray) -> tuple[float, FloatArray, FloatArray]:
    """Restricted log-likelihood with slope and expected curvature in the variances' logarithms."""
    units, months = design.usable.shape
    total, inverse = _covariance(design, variances)
    solved = inverse @ design.columns
    equations = _equations(design, inverse, solved)
    normal = _inverse(equations)
    whole = total + np.eye(months) * ~design.usable[:, None, :]
    weighed = (inverse @ design.value[:, :, None])[:, :, 0]
    right = np.r_[weighed.sum(axis=0), np.tensordot(design.columns, weighed, axes=([0, 1], [0, 1]))]
    effects = normal @ right
    rest = weighed - inverse @ effects[:months] - solved @ effects[months:]
    likelihood = -0.5 * float(
        np.linalg.slogdet(whole)[1].sum()
        + np.linalg.slogdet(equations)[1]
        + (design.value * rest).sum()
    )
    turned = design.parts @ inverse
    slope = np.empty(len(variances))
    for number, part in enumerate(design.parts):
        bent = inverse @ turned[number]
        lost = float((normal * _bordered(bent, bent @ design.columns, design.columns)).sum())
        fits = float((rest * (part @ rest[:, :, None])[:, :, 0]).sum())
        slope[number] = 0.5 * (fits - np.einsum("uii->", turned[number]) + lost)
    flat = turned.reshape(len(variances), -1)
    other = turned.transpose(0, 1, 3, 2).reshape(len(variances), -1)
    # The unrestricted months use up the information of about one unit.
    bend = 0.5 * (flat @ other.T) * (units - 1) / units
    return likelihood, slope * variances, bend * np.outer(variances, variances)
