"""Which written words drove a label, by the model's own weights."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ml.arrays import BLAMED, N_OUTPUTS, PRAISED, Fitted
from ml.features import FloatArray, IntArray
from ml.labels import LABELS
from ml.reading import Reading
from ml.redaction import PLACEHOLDERS, Span
from ml.text import STOPS, Token

MOST_WORDS = 3


class Driver(NamedTuple):
    """A word of the text that speaks for a label; weight is its part of the label's log-odds."""

    label: str
    word: str
    start: int
    end: int
    weight: float


def drivers(
    fitted: Fitted,
    reading: Reading,
    labels: Sequence[str],
    spans: Sequence[Span],
    text: str,
    polarity: FloatArray,
) -> tuple[Driver, ...]:
    """For each label up to three words that speak for it, the strongest first.

    reading : the masked text; spans : what was masked in `text`, so that the places
    given point into `text` itself.
    """
    placed = list(fitted.vectoriser.placed(reading))
    ids, values = fitted.vectoriser.weighed([row for row, _ in placed])
    pull = _pull(fitted, labels, polarity)
    parts = values[:, None] * (fitted.weights[ids].astype(np.float64) @ pull)
    by_token = _by_token(placed, len(reading.tokens), ids, parts)
    found: list[Driver] = []
    for column, label in enumerate(labels):
        for place in np.argsort(-by_token[:, column], kind="stable")[:MOST_WORDS]:
            token, weight = reading.tokens[place], float(by_token[place, column])
            if weight <= 0 or token.word in STOPS:
                break
            start, end = _in_original(token, spans)
            found.append(Driver(label, text[start:end], start, end, round(weight, 4)))
    return tuple(found)


def _pull(fitted: Fitted, labels: Sequence[str], polarity: FloatArray) -> FloatArray:
    """(K, labels) how much each linear output adds to each label's log-odds.

    polarity : (4,) what the text was found to be; it weighs blame and praise, and is held still.
    """
    pull = np.zeros((N_OUTPUTS, len(labels)))
    blames, praises = float(polarity[:2].sum()), float(polarity[2])
    for place, label in enumerate(labels):
        column = LABELS.index(label)
        own, blamed, praised, *crossed = fitted.labels.coef[column, :7]
        pull[column, place] = own
        pull[BLAMED.start + column, place] = blamed + crossed[0] * blames + crossed[2] * praises
        pull[PRAISED.start + column, place] = praised + crossed[1] * praises + crossed[3] * blames
    return pull


def _by_token(
    placed: Sequence[tuple[int, tuple[int, ...]]], tokens: int, ids: IntArray, parts: FloatArray
) -> FloatArray:
    """(tokens, labels) the part of each token, each feature split over where it was read.

    placed : every feature with its tokens; ids : (F,) features of the text, rising;
    parts : (F, labels) what each adds.
    """
    read = [(row, place) for row, where in placed for place in where]
    total = np.zeros((tokens, parts.shape[1]))
    if read:
        rows, places = np.array(read, dtype=np.int64).T
        feature = np.searchsorted(ids, rows)
        each = parts / np.maximum(np.bincount(feature, minlength=len(ids)), 1)[:, None]
        np.add.at(total, places, each[feature])
    return total


def _in_original(token: Token, spans: Sequence[Span]) -> tuple[int, int]:
    """Places in the text that came in, from places in the masked text."""
    shift = 0
    for span in spans:
        width = len(PLACEHOLDERS[span.type])
        masked_start = span.start - shift
        if token.end <= masked_start:
            break
        if token.start < masked_start + width:
            return span.start, span.end
        shift += width - (span.end - span.start)
    return token.start - shift, token.end - shift
