"""Which written words drove a label, by the model's own weights."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
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
    """A word of the text that speaks for a label; weight is its part of the label's log-odds.

    word : as it was written, or the placeholder where it was masked; start, end : its place in the
    text that came in.
    """

    label: str
    word: str
    start: int
    end: int
    weight: float


class Asked(NamedTuple):
    """A text whose labels are to be explained.

    text : as it came in; spans : what was masked in it; reading : of the masked text; polarity :
    (4,) what it was found to be; statements : (S, K) linear scores of its statements.
    """

    text: str
    spans: Sequence[Span]
    reading: Reading
    labels: Sequence[str]
    polarity: FloatArray
    statements: FloatArray


def drivers(fitted: Fitted, asked: Sequence[Asked]) -> list[tuple[Driver, ...]]:
    """For each label of each text up to three words that speak for it, the strongest first."""
    if not asked:
        return []
    pieces: list[Reading] = []
    pulls: list[FloatArray] = []
    for one in asked:
        whole, parts = _pull(fitted, one), _pull_of_statements(fitted, one)
        pieces += [one.reading, *one.reading.statements]
        pulls += [whole, *parts] if one.reading.statements else [whole + parts[0]]
    of_piece = iter(_by_token(fitted, pieces, pulls))
    return [_strongest(one, _put_together(one.reading, of_piece)) for one in asked]


def _put_together(reading: Reading, of_piece: Iterator[FloatArray]) -> FloatArray:
    """(tokens, labels) of a text: what is next for the whole, and for each of its statements."""
    by_token = next(of_piece)
    parts = [next(of_piece) for _ in reading.statements]
    return by_token + np.concatenate(parts) if parts else by_token


def _strongest(asked: Asked, by_token: FloatArray) -> tuple[Driver, ...]:
    found: list[Driver] = []
    for column, label in enumerate(asked.labels):
        for place in np.argsort(-by_token[:, column], kind="stable")[:MOST_WORDS]:
            token, weight = asked.reading.tokens[place], float(by_token[place, column])
            if weight <= 0 or token.word in STOPS:
                break
            start, end = _in_original(token, asked.spans)
            masked = [span for span in asked.spans if span.start < end and start < span.end]
            word = PLACEHOLDERS[masked[0].type] if masked else asked.text[start:end]
            found.append(Driver(label, word, start, end, round(weight, 4)))
    return tuple(found)


def _pull(fitted: Fitted, asked: Asked) -> FloatArray:
    """(K, labels) how much each linear output adds to each label's log-odds.

    What the text was found to be weighs blame and praise, and is held still.
    """
    pull = np.zeros((N_OUTPUTS, len(asked.labels)))
    blames, praises = float(asked.polarity[:2].sum()), float(asked.polarity[2])
    for place, label in enumerate(asked.labels):
        column = LABELS.index(label)
        own, blamed, praised, *crossed = fitted.labels.coef[column, :7].tolist()
        pull[column, place] = own
        pull[BLAMED.start + column, place] = blamed + crossed[0] * blames + crossed[2] * praises
        pull[PRAISED.start + column, place] = praised + crossed[1] * praises + crossed[3] * blames
    return pull


def _pull_of_statements(fitted: Fitted, asked: Asked) -> FloatArray:
    """(S, K, labels) the same for each statement, where it is the strongest of them.

    What a statement is, complaint or praise, is held still too.
    """
    scores = asked.statements
    pull = np.zeros((len(scores), N_OUTPUTS, len(asked.labels)))
    blames, praises = float(asked.polarity[:2].sum()), float(asked.polarity[2])
    for place, label in enumerate(asked.labels):
        column = LABELS.index(label)
        coef = fitted.labels.coef[column, OF_STATEMENTS].tolist()
        if not coef:
            continue
        outputs = (column, BLAMED.start + column, PRAISED.start + column)
        drawn = (coef[0], coef[1] + coef[3] * blames, coef[2] + coef[4] * praises)
        for output, weight in zip(outputs, drawn, strict=True):
            pull[scores[:, output].argmax(), output, place] += weight
        for weight, kind in zip(coef[5:], scores[:, POLARITY].T, strict=False):
            strongest = (scores[:, column] * kind).argmax()
            pull[strongest, column, place] += weight * kind[strongest]
    return pull


def _by_token(
    fitted: Fitted, pieces: Sequence[Reading], pulls: Sequence[FloatArray]
) -> list[FloatArray]:
    """For each piece (tokens, labels) the part of each token, each feature split over where it was
    read.

    pulls : for each piece (K, labels) what each linear output adds.
    """
    cut, feature, token = fitted.vectoriser.placed(pieces)
    drawn = np.zeros((len(cut.rows), max(pull.shape[1] for pull in pulls)))
    for pull, (start, end) in zip(pulls, pairwise(cut.ends.tolist()), strict=True):
        weights = fitted.weights.take(cut.rows[start:end], axis=0)
        drawn[start:end, : pull.shape[1]] = weights.astype(np.float64) @ pull
    drawn *= (cut.values / np.bincount(feature, minlength=len(cut.rows)))[:, None]
    ends = np.cumsum([0, *(len(piece.tokens) for piece in pieces)])
    by_token = np.zeros((ends[-1], drawn.shape[1]))
    for column, part in enumerate(drawn.T):
        by_token[:, column] = np.bincount(token, part[feature], minlength=len(by_token))
    return [
        by_token[start:end, : pull.shape[1]]
        for pull, (start, end) in zip(pulls, pairwise(ends.tolist()), strict=True)
    ]


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
