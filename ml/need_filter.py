"""The filter that follows two witnesses of a problem through the months."""

from dataclasses import dataclass

import numpy as np

from ml.need import Series, Usual
from ml.panel import FloatArray, IntArray

ROOM_AFTER_PROGRAMME = 10.0
"""Times the variance between units by which a level may differ once another programme began."""


@dataclass(frozen=True)
class Gains:
    """The filter's weights, the same for whatever series is sent through it; all (M, C) for C
    cells.

    f_* : variance of the surprise, inf where nothing was seen; k_* : what a surprise adds to the
    two levels.
    final_variance : (C,) variance of the complaint level after the last month.
    """

    f_weak: FloatArray
    k_weak_weak: FloatArray
    k_weak_told: FloatArray
    f_told: FloatArray
    k_told_weak: FloatArray
    k_told_told: FloatArray
    final_variance: FloatArray


def filter_gains(series: Series, usual: Usual, level: FloatArray) -> Gains:
    """The filter's weights for the U x N cells in row order, for drifts in proportion to `level`
    (U, N)."""
    cells = level.size
    months = series.weak.shape[1]

    def flat(values: FloatArray) -> FloatArray:
        return np.ascontiguousarray(np.moveaxis(values, 1, 0)).reshape(months, cells)

    with np.errstate(divide="ignore"):
        r_weak = usual.noise * flat(series.weak_variance[:, None] / series.weak_n)
        r_told = flat(series.told_variance[:, None] / series.told_n)
    units = len(level)
    p_ww, p_wt, p_tt = (
        np.tile(v, units) for v in (usual.weak_spread, usual.shared, usual.told_spread)
    )
    slope = np.tile(usual.slope, units)
    q = (usual.drift * level.reshape(-1)) ** 2
    # What changes while another programme begins is a new level, and says nothing of a training.
    anew = np.repeat(series.anew, level.shape[1], axis=0).T
    start_ww, start_wt, start_tt = (ROOM_AFTER_PROGRAMME * p for p in (p_ww, p_wt, p_tt))
    out = np.empty((6, months, cells))
    for t in range(months):
        p_ww, p_wt, p_tt = p_ww + slope**2 * q, p_wt + 0.9 * slope * q, p_tt + q
        if anew[t].any():
            p_ww, p_wt = p_ww + anew[t] * start_ww, p_wt + anew[t] * start_wt
            p_tt = p_tt + anew[t] * start_tt
        f = p_ww + r_weak[t]
        out[0, t], out[1, t], out[2, t] = f, p_ww / f, p_wt / f
        p_ww, p_wt, p_tt = p_ww - p_ww**2 / f, p_wt - p_ww * p_wt / f, p_tt - p_wt**2 / f
        f = p_tt + r_told[t]
        out[3, t], out[4, t], out[5, t] = f, p_wt / f, p_tt / f
        p_ww, p_wt, p_tt = p_ww - p_wt**2 / f, p_wt - p_wt * p_tt / f, p_tt - p_tt**2 / f
    return Gains(out[0], out[1], out[2], out[3], out[4], out[5], p_tt)


def run_filter(
    gains: Gains,
    cell: IntArray,
    weak: FloatArray,
    told: FloatArray,
    start: tuple[FloatArray, FloatArray],
) -> tuple[FloatArray, FloatArray]:
    """Send S series through the filter of their cells.

    cell : (S,); weak, told : (S, M); start : the two (S,) levels at the beginning.
    Returns the surprises over their standard deviations, (S, 2 M), and the last complaint level
    (S,).
    """
    months = weak.shape[1]
    surprise = np.empty((2, months, len(cell)))
    level_weak, level_told = (np.array(s, dtype=np.float64) for s in start)
    for t in range(months):
        v = weak[:, t] - level_weak
        surprise[0, t] = v / np.sqrt(gains.f_weak[t, cell])
        level_told = level_told + gains.k_weak_told[t, cell] * v
        level_weak = level_weak + gains.k_weak_weak[t, cell] * v
        v = told[:, t] - level_told
        surprise[1, t] = v / np.sqrt(gains.f_told[t, cell])
        level_weak = level_weak + gains.k_told_weak[t, cell] * v
        level_told = level_told + gains.k_told_told[t, cell] * v
    return np.moveaxis(surprise, 2, 0).reshape(len(cell), 2 * months), level_told


def log_likelihood(gains: Gains, surprise: FloatArray) -> float:
    """Of the series of all cells (C, 2 M), up to a constant."""
    spread = np.concatenate([gains.f_weak, gains.f_told])
    seen = np.isfinite(spread)
    return float(-0.5 * (np.log(spread[seen]).sum() + (surprise**2).sum()))
