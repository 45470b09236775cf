"""Measures of a classifier on texts it never saw: F1, calibration, hard negatives, agreement.

numpy only. `Judged` holds what was said beside what is true; every figure is computed from it,
with bootstrap intervals where a figure is compared or published.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.features import FloatArray, IntArray
from ml.labels import LABELS, POLARITIES

BoolArray = NDArray[np.bool_]
QUEUE_SHARE = 0.20
CALIBRATION_BINS = 10
_INTEGRITY = LABELS.index("integrity")


@dataclass(frozen=True)
class Judged:
    """Texts judged by a model that never saw them.

    truth : (n, 11); probability : (n, 11); decided : (n, 11) labels given; polarity : (n,) true
    class; polarity_probability : (n, 4); hard_negative : (n,) the trigger word stands there, the
    judgement does not; danger : (n,) somebody is in danger; alarm : (n,) where it was heard;
    listened : (n,) whether it is known at all what was heard.
    """

    truth: BoolArray
    probability: FloatArray
    decided: BoolArray
    polarity: IntArray
    polarity_probability: FloatArray
    hard_negative: BoolArray
    danger: BoolArray
    alarm: BoolArray
    listened: BoolArray

    def __len__(self) -> int:
        return len(self.truth)

    def at(self, rows: IntArray) -> "Judged":
        """The same for some rows, repeated rows included."""
        return Judged(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


def joined(*parts: Judged) -> Judged:
    """Sets of judged texts, one after the other."""
    return Judged(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in Judged.__dataclass_fields__
        )
    )


def f1_of(truth: BoolArray, decided: BoolArray, weight: FloatArray | None = None) -> FloatArray:
    """F1 of each column; 1.0 where nothing was there and nothing was said.

    weight : (n,) or (B, n) how often each text counts; a (B, n) weight gives (B, columns).
    """
    weight = np.ones(len(truth)) if weight is None else weight
    hit = weight @ (truth & decided).astype(float)
    said = weight @ decided.astype(float)
    there = weight @ truth.astype(float)
    total = said + there
    return np.where(total > 0, 2 * hit / np.where(total > 0, total, 1.0), 1.0)


def precision_recall(truth: BoolArray, decided: BoolArray) -> tuple[FloatArray, FloatArray]:
    """(precision, recall) of each column; nan where it is not defined."""
    hit = (truth & decided).sum(axis=0).astype(float)
    said, there = decided.sum(axis=0).astype(float), truth.sum(axis=0).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        return hit / said, hit / there


def polarity_f1(judged: Judged, weight: FloatArray | None = None) -> FloatArray:
    """F1 of each of the four polarities."""
    classes = np.arange(len(POLARITIES))
    said = judged.polarity_probability.argmax(axis=1)
    return f1_of(judged.polarity[:, None] == classes, said[:, None] == classes, weight)


def calibration_error(truth: BoolArray, probability: FloatArray) -> FloatArray:
    """Expected calibration error of each column: ten equal bins, weighted by their texts."""
    bins = np.clip((probability * CALIBRATION_BINS).astype(int), 0, CALIBRATION_BINS - 1)
    error = np.zeros(truth.shape[1])
    for column in range(truth.shape[1]):
        said = np.bincount(bins[:, column], probability[:, column], CALIBRATION_BINS)
        was = np.bincount(bins[:, column], truth[:, column].astype(float), CALIBRATION_BINS)
        error[column] = np.abs(said - was).sum() / max(1, len(truth))
    return error


def hard_negative_rate(judged: Judged) -> float | None:
    """Share of hard negatives that carry a wrong label; None where there are none."""
    rows = np.flatnonzero(judged.hard_negative)
    if not len(rows):
        return None
    wrong = judged.decided[rows] & ~judged.truth[rows]
    return float(wrong.any(axis=1).mean())


def queued_recall(judged: Judged, share: float = QUEUE_SHARE) -> float | None:
    """Share of the true integrity complaints among the `share` of texts likeliest to be one."""
    truth = judged.truth[:, _INTEGRITY]
    if not truth.any():
        return None
    queue = np.argsort(-judged.probability[:, _INTEGRITY], kind="stable")
    queue = queue[: int(share * len(truth))]
    return float(truth[queue].sum() / truth.sum())


def recall_at_precision(truth: BoolArray, probability: FloatArray, least: float = 0.90) -> float:
    """Mean over the columns of the most recall any cut with that precision has (0 where none)."""
    best: list[float] = []
    for column in range(truth.shape[1]):
        order = np.argsort(-probability[:, column], kind="stable")
        hits = np.cumsum(truth[order, column])
        precise = hits / np.arange(1, len(order) + 1) >= least
        there = int(truth[:, column].sum())
        best.append(float(hits[precise].max()) / there if precise.any() and there else 0.0)
    return float(np.mean(best))


def kappa(first: BoolArray, second: BoolArray) -> FloatArray:
    """Cohen's kappa of each column between two readers; nan where both always say the same."""
    agree = (first == second).mean(axis=0)
    a, b = first.mean(axis=0), second.mean(axis=0)
    chance = a * b + (1 - a) * (1 - b)
    with np.errstate(invalid="ignore", divide="ignore"):
        result: FloatArray = np.where(chance < 1, (agree - chance) / (1 - chance), np.nan)
    return result


def class_kappa(first: IntArray, second: IntArray) -> float:
    """Cohen's kappa of two readers who put each text into one class; nan where both use one."""
    classes = np.arange(max(first.max(), second.max()) + 1)
    a = (first[:, None] == classes).mean(axis=0)
    b = (second[:, None] == classes).mean(axis=0)
    chance = float(a @ b)
    agree = float((first == second).mean())
    return (agree - chance) / (1 - chance) if chance < 1 else float("nan")


def resamples(n: int, times: int, seed: int) -> FloatArray:
    """(times, n) bootstrap weights: how often each text stands in each resample."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(n, np.full(n, 1 / n), size=times).astype(float)


def interval(
    measure: Callable[[FloatArray], FloatArray], n: int, *, times: int = 400, seed: int = 0
) -> tuple[float, float]:
    """A 95 % percentile bootstrap interval of a measure that takes (B, n) weights."""
    values = measure(resamples(n, times, seed))
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)
