"""Which written words drove a label, by the model's own weights."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ml.arrays import BLAMED, N_OUTPUTS, OF_STATEMENTS, POLARITY, PRAISED, Fitted
from ml.features import FloatArray
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
    by_token = _by_token(fitted, reading, _pull(fitted, labels, polarity))
    parts = reading.statements or [reading]
    first = 0
    for part, pull in zip(parts, _pull_of_statements(fitted, parts, labels, polarity), strict=True):
        by_token[first : first + len(part.tokens)] += _by_token(fitted, part, pull)
        first += len(part.tokens)
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


def _pull_of_statements(
    fitted: Fitted, parts: Sequence[Reading], labels: Sequence[str], polarity: FloatArray
) -> FloatArray:
    """(statements, K, labels) the same for each statement, where it is the strongest of them.

    What a statement is, complaint or praise, is held still too.
    """
    pull = np.zeros((len(parts), N_OUTPUTS, len(labels)))
    scores = fitted.scores(parts)
    blames, praises = float(polarity[:2].sum()), float(polarity[2])
    for place, label in enumerate(labels):
        column = LABELS.index(label)
        coef = fitted.labels.coef[column, OF_STATEMENTS]
        if not len(coef):
            continue
        outputs = (column, BLAMED.start + column, PRAISED.start + column)
        drawn = (coef[0], coef[1] + coef[3] * blames, coef[2] + coef[4] * praises)
        for output, weight in zip(outputs, drawn, strict=True):
            pull[scores[:, output].argmax(), output, place] += weight
        for weight, kind in zip(coef[5:], scores[:, POLARITY].T, strict=False):
            strongest = (scores[:, column] * kind).argmax()
            pull[strongest, column, place] += weight * kind[strongest]
    return pull


def _by_token(fitted: Fitted, reading: Reading, pull: FloatArray) -> FloatArray:
    """(tokens, labels) the part of each token, each feature split over where it was read.

    pull : (K, labels) what each linear output adds.
    """
    placed = list(fitted.vectoriser.placed(reading))
    ids, values = fitted.vectoriser.weighed([row for row, _ in placed])
    parts = values[:, None] * (fitted.weights[ids].astype(np.float64) @ pull)
    total = np.zeros((len(reading.tokens), pull.shape[1]))
    read = [(row, place) for row, where in placed for place in where]
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
