"""The fitted classifier as plain arrays, and the arithmetic from a text to probabilities.

numpy only. A text, and each of its statements, becomes linear scores of many outputs; a logistic
layer reads a few of them for each label (its own score, blamed and praised apart, the strongest
statement, the polarities, signs) and is calibrated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ml.alarms import alarms
from ml.features import FloatArray, IntArray
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
    "danger",
)
"""What each column of the weights scores: labels, polarities, sub-types, labels by polarity, and
whether somebody is in danger."""

N_OUTPUTS = len(OUTPUTS)
POLARITY = slice(N_LABELS, N_LABELS + len(POLARITIES))
SUBTYPE = slice(POLARITY.stop, POLARITY.stop + len(SUBTYPES))
BLAMED = slice(SUBTYPE.stop, SUBTYPE.stop + N_LABELS)
PRAISED = slice(BLAMED.stop, BLAMED.stop + N_LABELS)
DANGER = slice(PRAISED.stop, PRAISED.stop + 1)
N_SIGNS = 5
N_FORM = 2
_BEFORE_STATEMENTS = 9 + 3 + N_SIGNS
OF_STATEMENTS = slice(_BEFORE_STATEMENTS, _BEFORE_STATEMENTS + 8)
"""Where the strongest statements stand among what is read for a label."""

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
        known = readings[:, : self.coef.shape[1]]
        scores: FloatArray = known @ self.coef.T + self.intercept
        return scores


@dataclass(frozen=True)
class Scored:
    """Linear scores of texts and of their statements.

    whole : (n, K); parts : (m, K) the statements of all texts in order, a text of one statement
    being its own; first : (n,) where those of each text begin.
    """

    whole: FloatArray
    parts: FloatArray
    first: IntArray

    @classmethod
    def of(cls, whole: FloatArray, parts: FloatArray, counts: IntArray) -> "Scored":
        """counts : (n,) statements of each text that stand in parts; none for a text of one."""
        first = np.concatenate(([0], np.cumsum(np.maximum(counts, 1))))
        laid = np.empty((first[-1], whole.shape[1]))
        alone = np.zeros(first[-1], dtype=bool)
        alone[first[:-1][counts == 0]] = True
        laid[alone], laid[~alone] = whole[counts == 0], parts
        return cls(whole, laid, first[:-1])

    def most(self, scores: FloatArray) -> FloatArray:
        """(n, C) the highest of a score (m, C) among the statements of each text."""
        if not len(self.first):
            return scores
        highest: FloatArray = np.maximum.reduceat(scores, self.first, axis=0)
        return highest

    def statements(self, row: int) -> FloatArray:
        """(S, K) the scores of the statements of one text."""
        end = self.first[row + 1] if row + 1 < len(self.first) else len(self.parts)
        return self.parts[self.first[row] : end]

    def last(self) -> IntArray:
        """(n,) where the last statement of each text stands."""
        return np.append(self.first[1:], len(self.parts))[: len(self.first)] - 1


@dataclass
class Fitted:
    """Everything learnt. weights : (F, K), exact in eight bits a row; bias : (K,); cuts : (11,);
    danger_from : (2,) the probabilities of danger from which on a person looks, and an alarm is
    raised."""

    vectoriser: Vectoriser
    weights: NDArray[np.float32]
    bias: FloatArray
    labels: Layer
    polarity: Layer
    subtype: Layer
    danger: Layer
    lower: FloatArray
    decision: FloatArray
    upper: FloatArray
    danger_from: FloatArray

    def scored(self, readings: Sequence[Reading]) -> Scored:
        """Linear scores of texts and their statements."""
        parts, counts = statements_of(readings)
        scores = self.scores([*readings, *parts])
        return Scored.of(scores[: len(readings)], scores[len(readings) :], counts)

    def scores(self, readings: Sequence[Reading]) -> FloatArray:
        """(n, K) linear scores of texts as a whole."""
        scores = np.empty((len(readings), N_OUTPUTS))
        for first in range(0, len(readings), AT_ONCE):
            ends, rows, values = self.vectoriser.transform(readings[first : first + AT_ONCE])
            for place, (start, end) in enumerate(pairwise(ends.tolist()), start=first):
                scores[place] = values[start:end] @ self.weights.take(rows[start:end], axis=0)
        scores += self.bias
        return scores


def statements_of(readings: Sequence[Reading]) -> tuple[list[Reading], IntArray]:
    """The statements of all texts that have several, and (n,) how many each text has there."""
    counts = np.array([len(reading.statements) for reading in readings], dtype=np.int64)
    return [part for reading in readings for part in reading.statements], counts


def signs_of(readings: Sequence[Reading]) -> FloatArray:
    """(n, 7) length, very short, long, whether the integrity and danger rules speak; and what was
    left out as courtesy: thanks, a contact."""
    rows = []
    for reading in readings:
        words = len(reading.spoken)
        form = reading.thanks, reading.contact
        rows.append((words, words <= 2, words > LONG_WORDS, *alarms(reading), *form))
    signs = np.array(rows, dtype=float).reshape(len(readings), N_SIGNS + N_FORM)
    signs[:, 0] = np.log1p(signs[:, 0])
    return signs


def label_readings(scored: Scored, signs: FloatArray, polarity: FloatArray) -> FloatArray:
    """(n, 11, R) what the layer reads for each label.

    polarity : (n, 4) probabilities. A score as something blamed counts by how surely the text
    blames at all, one as something praised by how surely it praises: so that "ramah tapi lama"
    does not complain of friendliness. So do the strongest other labels: where one is clearly meant,
    what else is named in the text seldom is. And so does each statement by itself.
    """
    scores = scored.whole
    blamed, praised = scores[:, BLAMED], scores[:, PRAISED]
    blames = polarity[:, :_N_BLAMING].sum(axis=1, keepdims=True)
    praises = polarity[:, [_PRAISE]]
    crossed = (blamed * blames, praised * praises, blamed * praises, praised * blames)
    own = np.stack([scores[:, :N_LABELS], blamed, praised, *crossed], axis=2)
    shared = np.concatenate([polarity[:, : _PRAISE + 1], signs[:, :N_SIGNS]], axis=1)
    spread = np.broadcast_to(shared[:, None, :], (len(scores), N_LABELS, shared.shape[1]))
    rivals = [_strongest_other(blamed) * blames, _strongest_other(praised) * praises]
    by_statement = _strongest_statements(scored, blames, praises)
    return np.concatenate([own, spread, np.stack([*rivals, *by_statement], axis=2)], axis=2)


def _strongest_statements(
    scored: Scored, blames: FloatArray, praises: FloatArray
) -> list[FloatArray]:
    """As many (n, 11) as OF_STATEMENTS: the strongest by label, by label where the text blames or
    praises, and by label where that statement itself complains, suggests or praises."""
    parts = scored.parts
    blamed, praised = scored.most(parts[:, BLAMED]), scored.most(parts[:, PRAISED])
    labels, kinds = parts[:, :N_LABELS], parts[:, POLARITY]
    return [
        scored.most(labels),
        blamed,
        praised,
        blamed * blames,
        praised * praises,
        *(scored.most(labels * kinds[:, [kind]]) for kind in range(_PRAISE + 1)),
    ]


def _strongest_other(scores: FloatArray) -> FloatArray:
    """(n, C) for each label the highest score of all others."""
    rising = np.sort(scores, axis=1)
    most = rising[:, [-1]]
    return np.where(scores == most, rising[:, [-2]], most)


def polarity_readings(scored: Scored, signs: FloatArray) -> FloatArray:
    """(n, R) what the layers for polarity and sub-type read."""
    scores, parts = scored.whole, scored.parts[:, POLARITY]
    kinds = scores[:, POLARITY.start : SUBTYPE.stop]
    strongest = np.stack(
        [scores[:, part].max(axis=1) for part in (slice(0, N_LABELS), BLAMED, PRAISED)], axis=1
    )
    told = [scored.most(parts), parts[scored.last()], parts[scored.first]]
    signs, form = signs[:, :N_SIGNS], signs[:, N_SIGNS:]
    return np.concatenate([kinds, kinds * kinds, strongest, signs, *told, form], axis=1)


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
