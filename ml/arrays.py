"""The fitted classifier as plain arrays, and the arithmetic from a text to probabilities.

numpy only. A text becomes linear scores of many outputs; a logistic layer reads a few of them for
each label (its own score, blamed and praised apart, the polarities, signs) and is calibrated.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.alarms import alarms
from ml.features import FloatArray
from ml.labels import LABELS, POLARITIES, SUBTYPES
from ml.reading import Reading
from ml.vectoriser import Vectoriser

N_LABELS = len(LABELS)
OUTPUTS: tuple[str, ...] = (
    *LABELS,
    *(f"polarity:{name}" for name in POLARITIES),
    *(f"subtype:{name}" for name in SUBTYPES),
    *(f"blamed:{name}" for name in LABELS),
    *(f"praised:{name}" for name in LABELS),
)
"""What each column of the weights scores: labels, polarities, sub-types, labels by polarity."""

N_OUTPUTS = len(OUTPUTS)
POLARITY = slice(N_LABELS, N_LABELS + len(POLARITIES))
SUBTYPE = slice(POLARITY.stop, POLARITY.stop + len(SUBTYPES))
BLAMED = slice(SUBTYPE.stop, SUBTYPE.stop + N_LABELS)
PRAISED = slice(BLAMED.stop, BLAMED.stop + N_LABELS)
N_SIGNS = 5
INTEGRITY_SIGN, DANGER_SIGN = 3, 4
LONG_WORDS = 40
AT_ONCE = 256
"""So many texts are cut into features together; more gain nothing."""

_N_BLAMING = 2  # complaint and suggestion lead POLARITIES
_PRAISE = POLARITIES.index("praise")


@dataclass
class Layer:
    """A logistic layer over readings. coef : (C, R); intercept : (C,)."""

    coef: FloatArray
    intercept: FloatArray

    def own(self, readings: FloatArray) -> FloatArray:
        """(n, C) log-odds where each class has readings of its own, (n, C, R).

        A layer of an earlier release knows the first readings alone; new ones stand behind them.
        """
        known = readings[:, :, : self.coef.shape[1]]
        logits: FloatArray = np.einsum("ncr,cr->nc", known, self.coef) + self.intercept
        return logits

    def shared(self, readings: FloatArray) -> FloatArray:
        """(n, C) class scores where all classes share the readings (n, R)."""
        scores: FloatArray = readings @ self.coef.T + self.intercept
        return scores


@dataclass
class Fitted:
    """Everything learnt. weights : (F, K), exact in eight bits a row; bias : (K,); cuts : (11,)."""

    vectoriser: Vectoriser
    weights: NDArray[np.float32]
    bias: FloatArray
    labels: Layer
    polarity: Layer
    subtype: Layer
    lower: FloatArray
    decision: FloatArray
    upper: FloatArray

    def scores(self, readings: Sequence[Reading]) -> FloatArray:
        """(n, K) linear scores of texts."""
        scores = np.empty((len(readings), N_OUTPUTS))
        for first in range(0, len(readings), AT_ONCE):
            cut = self.vectoriser.transform_many(readings[first : first + AT_ONCE])
            for place, (rows, values) in enumerate(cut, start=first):
                scores[place] = values @ self.weights[rows]
        scores += self.bias
        return scores


def signs_of(readings: Sequence[Reading]) -> FloatArray:
    """(n, 5) length, very short, long, and whether the integrity and danger rules speak."""
    rows = []
    for reading in readings:
        words = len(reading.spoken)
        rows.append((words, words <= 2, words > LONG_WORDS, *alarms(reading)))
    signs = np.array(rows, dtype=float).reshape(len(readings), N_SIGNS)
    signs[:, 0] = np.log1p(signs[:, 0])
    return signs


def label_readings(scores: FloatArray, signs: FloatArray, polarity: FloatArray) -> FloatArray:
    """(n, 11, R) what the layer reads for each label.

    polarity : (n, 4) probabilities. A score as something blamed counts by how surely the text
    blames at all, one as something praised by how surely it praises: so that "ramah tapi lama"
    does not complain of friendliness. So do the strongest other labels: where one is clearly meant,
    what else is named in the text seldom is.
    """
    blamed, praised = scores[:, BLAMED], scores[:, PRAISED]
    blames = polarity[:, :_N_BLAMING].sum(axis=1, keepdims=True)
    praises = polarity[:, [_PRAISE]]
    crossed = (blamed * blames, praised * praises, blamed * praises, praised * blames)
    own = np.stack([scores[:, :N_LABELS], blamed, praised, *crossed], axis=2)
    shared = np.concatenate([polarity[:, : _PRAISE + 1], signs], axis=1)
    spread = np.broadcast_to(shared[:, None, :], (len(scores), N_LABELS, shared.shape[1]))
    rivals = [_strongest_other(blamed) * blames, _strongest_other(praised) * praises]
    return np.concatenate([own, spread, np.stack(rivals, axis=2)], axis=2)


def _strongest_other(scores: FloatArray) -> FloatArray:
    """(n, C) for each label the highest score of all others."""
    rising = np.sort(scores, axis=1)
    most = rising[:, [-1]]
    return np.where(scores == most, rising[:, [-2]], most)


def polarity_readings(scores: FloatArray, signs: FloatArray) -> FloatArray:
    """(n, R) what the layers for polarity and sub-type read."""
    kinds = scores[:, POLARITY.start : SUBTYPE.stop]
    strongest = np.stack(
        [scores[:, part].max(axis=1) for part in (slice(0, N_LABELS), BLAMED, PRAISED)], axis=1
    )
    return np.concatenate([kinds, kinds * kinds, strongest, signs], axis=1)


def in_eight_bits(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """(F, K) whole numbers and (F,) powers of two, one a row, that together are nearly the weights.

    Of what `from_eight_bits` gives they are exactly the weights.
    """
    most = np.maximum(np.abs(weights).max(axis=1, initial=0.0), np.float32(1e-30))
    power = np.ceil(np.log2(most / np.float32(127))).astype(np.int8)
    return np.rint(np.ldexp(weights, -power[:, None].astype(np.int32))).astype(np.int8), power


def from_eight_bits(numbers: NDArray[np.int8], power: NDArray[np.int8]) -> NDArray[np.float32]:
    """(F, K) the weights of `in_eight_bits`."""
    weights: NDArray[np.float32] = np.ldexp(
        numbers.astype(np.float32), power[:, None].astype(np.int32)
    )
    return weights


def sigmoid(logits: FloatArray) -> FloatArray:
    """Probabilities of log-odds, without overflow."""
    result: FloatArray = np.exp(-np.logaddexp(0.0, -logits))
    return result


def softmax(scores: FloatArray) -> FloatArray:
    """Probabilities over the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: FloatArray = shifted / shifted.sum(axis=-1, keepdims=True)
    return result
