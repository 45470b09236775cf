"""How large each problem is in each unit: shrunken, followed over time, with two witnesses.

The complaints of those who wrote and the weak answers (1-2) of all who answered witness the same
thing, the share
of visits with a problem of a label. Their levels are followed by a Kalman filter whose starting
point is what is
usual among the units (empirical Bayes): few responses stay close to the usual, many speak for
themselves.
"""

from dataclasses import dataclass

import numpy as np

from ml.panel import ELEMENTS, LABELS, UNTRAINABLE, FloatArray, IntArray, Panel, month_of

NEEDS: tuple[str, ...] = tuple(label for label in LABELS if label not in UNTRAINABLE)
"""The labels that a training can address, in the order of every array of needs here."""

ELEMENT_OF = np.array([ELEMENTS.index(label) if label in ELEMENTS else -1 for label in NEEDS])
LABEL_OF = np.array([LABELS.index(label) for label in NEEDS])
MONTHS_KEPT = 60
RATE_FLOOR = 0.003
UNITS_TO_TRUST_OWN_SPREAD = 20.0
USUAL_VARIATION = 0.5
USUAL_ELEMENT_SLOPE = 0.9
WEAKNESS = np.array([1.0, 0.85, 0.15, 0.0])
DRIFTS = (0.01, 0.02, 0.04, 0.07)
"""Monthly drift as a share of the level; the likeliest of these is taken."""


@dataclass(frozen=True)
class Series:
    """Two witnesses of U units over M months, for the N needs.

    weak, weak_n : (U, M, N) share of answers 1-2 on the matching element, and how many answers.
    told, told_n : (U, M, N) complaints per labelled comment, and how many comments.
    weak_variance, told_variance : (U, N) variance of a single answer or comment.
    anew : (U, M) months in which another programme began or ended, after which the level may be
        another.
    """

    months: IntArray
    weak: FloatArray
    weak_n: FloatArray
    told: FloatArray
    told_n: FloatArray
    weak_variance: FloatArray
    told_variance: FloatArray
    anew: FloatArray


@dataclass(frozen=True)
class Usual:
    """What is usual among the units, for each of the N needs.

    weak, told : (N,) means; weak_spread, told_spread : (N,) variance between units; shared : (N,)
    covariance.
    slope : (N,) how much the weak share rises with the complaint rate.
    drift : monthly drift as a share of the level; noise : factor on the variance of a month's weak
    share.
    """

    weak: FloatArray
    told: FloatArray
    weak_spread: FloatArray
    told_spread: FloatArray
    shared: FloatArray
    slope: FloatArray
    drift: float
    noise: float


def read_series(panel: Panel) -> Series:
    """The two witnesses of a panel, season and shocks that everybody shares taken off.

    Integrity, facilities and cost never enter: neither their complaints nor their elements.
    """
    kept = slice(-MONTHS_KEPT, None)
    answers = panel.answers[:, kept].astype(np.float64)
    many = answers.sum(axis=-1)
    weak_all, square = (
        np.divide(answers @ w, many, out=np.zeros_like(many), where=many > 0)
        for w in (WEAKNESS, WEAKNESS**2)
    )
    told_n = np.repeat(panel.commented[:, kept, None].astype(np.float64), len(NEEDS), axis=2)
    told = np.divide(
        panel.problems[:, kept][..., LABEL_OF], told_n, out=np.zeros_like(told_n), where=told_n > 0
    )
    has_element = ELEMENT_OF >= 0
    weak = np.where(has_element, weak_all[..., ELEMENT_OF], 0.0)
    weak_n = np.where(has_element, many[..., ELEMENT_OF], 0.0)
    return Series(
        np.array(panel.months[kept], dtype=np.int64),
        weak,
        weak_n,
        told,
        told_n,
        _score_variance(weak, weak_n, np.where(has_element, square[..., ELEMENT_OF], 0.0)),
        _bernoulli(told, told_n),
        _anew(panel),
    )


def _anew(panel: Panel) -> FloatArray:
    """(U, M) 1 where another programme of the unit begins or has just ended."""
    months = np.array(panel.months[-MONTHS_KEPT:], dtype=np.int64)
    marks = np.zeros((len(panel.unit_codes), len(months)))
    for other in panel.other_programmes:
        turns = [month_of(other.start)]
        if other.end is not None:
            turns.append(month_of(other.end) + 1)
        marks[other.unit, np.isin(months, turns)] = 1.0
    return marks


def _bernoulli(share: FloatArray, many: FloatArray) -> FloatArray:
    """(U, N) variance of one answer, the unit's own share drawn to the province's by 100 answers'
    worth."""
    total = many.sum(axis=(0, 1))
    usual = np.divide(
        (share * many).sum(axis=(0, 1)), total, out=np.full(len(NEEDS), 0.1), where=total > 0
    )
    own = ((share * many).sum(axis=1) + 100 * usual) / (many.sum(axis=1) + 100)
    own = np.clip(own, RATE_FLOOR, 1 - RATE_FLOOR)
    return np.asarray(own * (1 - own))


def _score_variance(score: FloatArray, many: FloatArray, square: FloatArray) -> FloatArray:
    """(U, N) variance of one answer's weakness, drawn to the province's by 100 answers' worth."""
    total = many.sum(axis=(0, 1))
    mean = _share((score * many).sum(axis=(0, 1)), total)
    usual = np.maximum(_share((square * many).sum(axis=(0, 1)), total) - mean**2, 1e-3)
    count = many.sum(axis=1)
    own_mean = _share((score * many).sum(axis=1), count)
    own = (square * many).sum(axis=1) - count * own_mean**2
    return np.asarray((own + 100 * usual) / (count + 100))


def _share(part: FloatArray, whole: FloatArray) -> FloatArray:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def without_shocks(series: Series) -> tuple[FloatArray, FloatArray]:
    """(U, M, N) both witnesses less the months' swings that all units share and the unit's swing
    over all elements.

    A swing is drawn to zero by its own uncertainty, so that few answers invent none.
    """
    weak = _less_swing(series.weak, series.weak_n, series.weak_variance, axis=0)
    weak = _less_swing(weak, series.weak_n, series.weak_variance, axis=2)
    told = _less_swing(series.told, series.told_n, series.told_variance, axis=0)
    return weak, told


def _less_swing(share: FloatArray, many: FloatArray, variance: FloatArray, axis: int) -> FloatArray:
    weight = many / variance[:, None]
    total = weight.sum(axis=1, keepdims=True)
    level = np.divide(
        (share * weight).sum(axis=1, keepdims=True),
        total,
        out=np.zeros_like(total),
        where=total > 0,
    )
    known = weight.sum(axis=axis, keepdims=True)
    off = ((share - level) * weight).sum(axis=axis, keepdims=True)
    swing = np.divide(off, known, out=np.zeros_like(known), where=known > 0)
    seen = known > 0
    if not seen.any():
        return share
    real = max(float((swing[seen] ** 2 - 1 / known[seen]).mean()), 0.0)
    return np.asarray(share - np.where(seen, swing * real * known / (real * known + 1), 0.0))


def learn_usual(series: Series, weak: FloatArray, told: FloatArray) -> Usual:
    """Means, spreads and covariance between units by moments; spreads are pooled over the needs
    where units are few."""
    weak_mean, weak_spread, weak_off, weak_weight = _moments(
        weak, series.weak_n, series.weak_variance
    )
    told_mean, told_spread, told_off, told_weight = _moments(
        told, series.told_n, series.told_variance
    )
    told_mean = np.where(told_mean > 0, told_mean, np.maximum(0.4 * weak_mean, 0.02))
    told_mean = np.maximum(told_mean, RATE_FLOOR)
    units = len(series.weak)
    told_spread = _pooled(told_spread, told_mean, units)
    weak_spread = _pooled(weak_spread, np.maximum(weak_mean, 0.01), units)
    weight = np.sqrt(weak_weight * told_weight)
    count = (weight > 0).sum(axis=0)
    whole = np.maximum(weight.sum(axis=0), 1e-12)
    shared = (weight * weak_off * told_off).sum(axis=0) / whole * units_left(count)
    # Ratio of sums: the slope of a rare label alone would be mostly chance.
    usable = (count > 2) & (ELEMENT_OF >= 0)
    common = USUAL_ELEMENT_SLOPE
    if usable.any():
        common = float(np.clip(shared[usable].sum() / told_spread[usable].sum(), 0.2, 4.0))
    trust = np.where(usable, units / (units + UNITS_TO_TRUST_OWN_SPREAD), 0.0)
    slope = trust * shared / told_spread + (1 - trust) * common
    slope = np.clip(slope, 0.3 * common, 2.0 * common)
    weak_spread = np.maximum(weak_spread, 1.1 * slope**2 * told_spread)
    return Usual(
        weak_mean,
        told_mean,
        weak_spread,
        told_spread,
        slope * told_spread,
        slope,
        DRIFTS[1],
        1.0,
    )


def _moments(
    share: FloatArray, many: FloatArray, variance: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Mean and variance between units (N,), each unit's distance from the mean and its weight (U,
    N)."""
    total = many.sum(axis=1)
    cell = np.divide((share * many).sum(axis=1), total, out=np.zeros_like(total), where=total > 0)
    count = (total > 0).sum(axis=0)
    # Weights rest on how many answered and never on what they said, or high rates would count less.
    usual_n = np.divide(total.sum(axis=0), count, out=np.ones(total.shape[1]), where=count > 0)
    weight = total / (total + usual_n)
    whole = np.maximum(weight.sum(axis=0), 1e-12)
    mean = (weight * cell).sum(axis=0) / whole
    off = np.where(total > 0, cell - mean, 0.0)
    chance = np.divide(variance, total, out=np.zeros_like(total), where=total > 0)
    spread = (weight * (off**2 * units_left(count) - chance)).sum(axis=0) / whole
    return mean, np.maximum(spread, 0.0), off, weight


def units_left(count: IntArray) -> FloatArray:
    """(N,) n / (n - 1), 1 where there is no more than one unit."""
    return np.asarray(np.where(count > 1, count / np.maximum(count - 1, 1), 1.0))


def _pooled(spread: FloatArray, mean: FloatArray, units: int) -> FloatArray:
    """Spreads drawn to one common ratio of spread to mean, the more the fewer units there are."""
    trust = units / (units + UNITS_TO_TRUST_OWN_SPREAD)
    ratio = float(np.clip((spread / mean**2).mean(), 0.02, 1.5)) if len(spread) else 0.0
    if units < 3:
        ratio = USUAL_VARIATION**2
    return np.asarray(trust * spread + (1 - trust) * ratio * mean**2 + (0.05 * mean) ** 2)
