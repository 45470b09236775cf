"""The curve around a training: quarters before and after, against units not trained."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from ml.effect_design import LEVEL
from ml.effect_exposure import Exposure
from ml.effect_variances import EFFECT_SD, Fit
from ml.panel import FloatArray, IntArray

QUARTERS_BEFORE, QUARTERS_AFTER = 4, 4
REFERENCE = -1
LEVEL_UNKNOWN = 1e4


@dataclass(frozen=True)
class EventPoint:
    """Difference to the last quarter before; quarter 0 begins one month after the end."""

    quarter: int
    estimate: float
    ci95: tuple[float, float] | None
    n_units: int


@dataclass(frozen=True)
class Curve:
    """The points, and how quarters -2, -1 lie against -4, -3: a slide or rise before training."""

    points: tuple[EventPoint, ...]
    earlier_change: float | None
    earlier_p: float | None


def without_shrinkage(fitted: Fit) -> Fit:
    """The same model with every unit's level left free, as a plain before-after comparison."""
    variances = fitted.variances.copy()
    variances[LEVEL] = LEVEL_UNKNOWN
    return fitted.moved_to(fitted.design, variances)


def quarters(free: Fit, trained: tuple[Exposure, ...], numbers: IntArray) -> Curve:
    """The curve of the exposures `numbers`; `free` comes from `without_shrinkage`."""
    own, labels, present = _columns(free, trained, numbers)
    if REFERENCE not in labels:
        return Curve((), None, None)
    estimate, covariance = _solve(free, own, numbers)
    kept = [q for q in labels if q != REFERENCE]
    points = []
    for quarter in sorted(labels):
        if quarter < -QUARTERS_BEFORE or quarter >= QUARTERS_AFTER:
            continue
        if quarter == REFERENCE:
            points.append(EventPoint(quarter, 0.0, None, present[quarter]))
            continue
        at = kept.index(quarter)
        half = 1.96 * float(np.sqrt(covariance[at, at]))
        middle = float(estimate[at])
        points.append(EventPoint(quarter, middle, (middle - half, middle + half), present[quarter]))
    return Curve(tuple(points), *_earlier(kept, estimate, covariance))


def _columns(
    free: Fit, trained: tuple[Exposure, ...], numbers: IntArray
) -> tuple[FloatArray, list[int], dict[int, int]]:
    """(U, M, Q) one column a quarter but the reference; all quarters seen; units behind each."""
    usable = free.design.usable
    axis = np.arange(usable.shape[1])
    cells: dict[int, list[tuple[int, FloatArray]]] = {}
    for number in numbers:
        e = trained[number]
        quarter = -((e.first_month - 1 - axis) // 3) - 1
        quarter = np.maximum(quarter, -QUARTERS_BEFORE - 1)
        if e.active.any():
            since = (axis - int(np.argmax(e.active))) // 3
            quarter = np.where(e.active, np.minimum(since, QUARTERS_AFTER), quarter)
        valid = usable[e.unit] & (e.active | (axis < e.first_month))
        for q in np.unique(quarter[valid]):
            cells.setdefault(int(q), []).append((e.unit, (valid & (quarter == q)).astype(float)))
    labels = sorted(cells)
    kept = [q for q in labels if q != REFERENCE]
    columns = np.zeros((*usable.shape, len(kept)))
    for at, q in enumerate(kept):
        for unit, months in cells[q]:
            columns[unit, :, at] += months
    return columns, labels, {q: len(cells[q]) for q in labels}


def _solve(free: Fit, own: FloatArray, numbers: IntArray) -> tuple[FloatArray, FloatArray]:
    """Generalised least squares of the quarter columns, other trainings allowed for."""
    design = free.design
    columns = design.columns.copy()
    for number in numbers:
        columns[design.unit[number], :, design.column[number]] -= design.acts[number]
    everything = np.concatenate([columns, own], axis=2)
    solved = free.inverse @ everything
    side = solved.sum(axis=0)
    corner = np.tensordot(everything, solved, axes=([0, 1], [0, 1]))
    corner[np.diag_indices(corner.shape[0])] += 1 / EFFECT_SD**2
    across = free.inverse.sum(axis=0) + 1e-6 * np.eye(side.shape[0])
    onto = np.linalg.solve(across, side)
    weighed = (free.inverse @ design.value[:, :, None])[:, :, 0]
    right = np.tensordot(everything, weighed, axes=([0, 1], [0, 1])) - onto.T @ weighed.sum(axis=0)
    covariance = np.linalg.inv(corner - side.T @ onto)
    first = columns.shape[2]
    return (covariance @ right)[first:], covariance[first:, first:]


def _earlier(
    kept: list[int], estimate: FloatArray, covariance: FloatArray
) -> tuple[float | None, float | None]:
    if not {-2, -3, -4} <= set(kept):
        return None, None
    contrast = np.zeros(len(kept))
    contrast[[kept.index(-2), kept.index(-3), kept.index(-4)]] = 0.5, -0.5, -0.5
    change = float(contrast @ estimate)
    score = abs(change) / float(np.sqrt(contrast @ covariance @ contrast))
    return change, float(2 * ndtr(-score))
