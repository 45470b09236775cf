"""The fitted classifier as plain arrays, and the arithmetic from a text to probabilities.

numpy only. A text becomes linear scores (whole and by clause), the scores become one row of
"readings", and one logistic layer over the readings gives calibrated probabilities.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ml.alarms import danger_alarm, integrity_alarm
from ml.features import FloatArray, IntArray, Vectoriser, content
from ml.labels import LABELS, POLARITIES, SUBTYPES
from ml.text import Clause, Token, clauses

N_LABELS = len(LABELS)
OUTPUTS: tuple[str, ...] = (
    *LABELS,
    *(f"polarity:{name}" for name in POLARITIES),
    *(f"subtype:{name}" for name in SUBTYPES),
    *(f"blamed:{name}" for name in LABELS),
    *(f"praised:{name}" for name in LABELS),
)
"""What each column of the weights scores: labels, polarities, sub-types, label by polarity."""

N_OUTPUTS = len(OUTPUTS)
POLARITY_SLICE = slice(N_LABELS, N_LABELS + len(POLARITIES))
N_READINGS = N_OUTPUTS + 2 * N_LABELS + 2 * len(POLARITIES) + 5
MOST_CLAUSES = 8


@dataclass
class Layer:
    """A logistic layer over standardised readings. coef : (C, R); intercept : (C,)."""

    coef: FloatArray
    intercept: FloatArray

    def logits(self, readings: FloatArray) -> FloatArray:
        """(n, C) log-odds (or class scores) of standardised readings (n, R)."""
        logits: FloatArray = readings @ self.coef.T + self.intercept
        return logits


@dataclass
class Fitted:
    """Everything learnt. weights : (F, K) half precision; bias : (K,); centre, scale : (R,)."""

    vectoriser: Vectoriser
    weights: "np.ndarray[tuple[int, int], np.dtype[np.float16]]"
    bias: FloatArray
    centre: FloatArray
    scale: FloatArray
    labels: Layer
    polarity: Layer
    subtype: Layer
    lower: FloatArray
    decision: FloatArray
    upper: FloatArray

    def linear(self, sequence: Sequence[Token]) -> FloatArray:
        """(K,) linear scores of a whole text or of a clause."""
        ids, values = self.vectoriser.transform(sequence)
        return self.linear_of(ids, values)

    def linear_of(self, ids: IntArray, values: FloatArray) -> FloatArray:
        """(K,) linear scores of a text already cut into features."""
        rows = self.weights[ids].astype(np.float64)
        scores: FloatArray = values @ rows + self.bias
        return scores

    def readings(self, sequence: Sequence[Token]) -> FloatArray:
        """(R,) standardised readings of one text."""
        whole = self.linear(sequence)
        parts = judged_clauses(sequence)
        by_clause = [self.linear(part.tokens) for part in parts]
        raw = readings_of(sequence, whole, parts, by_clause)
        standard: FloatArray = (raw - self.centre) / self.scale
        return standard


def judged_clauses(sequence: Sequence[Token]) -> list[Clause]:
    """The clauses of a text that has a contrast; none where it has not."""
    parts = clauses(sequence)
    return parts[:MOST_CLAUSES] if len(parts) > 1 else []


def readings_of(
    sequence: Sequence[Token],
    whole: FloatArray,
    parts: Sequence[Clause],
    by_clause: Sequence[FloatArray],
) -> FloatArray:
    """(R,) one row: whole scores, best judged clause, best granted clause, polarities, signs."""
    judged = [s for part, s in zip(parts, by_clause, strict=True) if part.role in _JUDGED]
    granted = [s for part, s in zip(parts, by_clause, strict=True) if part.role not in _JUDGED]
    best_judged = np.max(judged, axis=0) if judged else whole
    best_granted = np.max(granted, axis=0) if granted else np.zeros_like(whole)
    last = judged[-1] if judged else whole
    words = len(content(sequence))
    signs = [
        np.log1p(words),
        float(len(parts)),
        float(integrity_alarm(sequence)),
        float(danger_alarm(sequence)),
        float(words <= 2),
    ]
    return np.concatenate(
        [
            whole,
            best_judged[:N_LABELS],
            best_granted[:N_LABELS],
            last[POLARITY_SLICE],
            best_granted[POLARITY_SLICE],
            signs,
        ]
    )


_JUDGED = frozenset({"main", "after"})


def sigmoid(logits: FloatArray) -> FloatArray:
    """Probabilities of log-odds, without overflow."""
    result: FloatArray = np.exp(-np.logaddexp(0.0, -logits))
    return result


def softmax(scores: FloatArray) -> FloatArray:
    """Probabilities over the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: FloatArray = shifted / shifted.sum(axis=-1, keepdims=True)
    return result
