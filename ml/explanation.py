"""Which written words drove a label, by the model's own weights."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ml.arrays import N_OUTPUTS, Fitted
from ml.features import FloatArray, content
from ml.labels import LABELS
from ml.lexicon import concepts
from ml.redaction import PLACEHOLDERS, Span
from ml.text import STOPS, Token, negated

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
    sequence: Sequence[Token],
    labels: Sequence[str],
    spans: Sequence[Span],
    text: str,
) -> tuple[Driver, ...]:
    """For each label up to three words that speak for it, the strongest first.

    sequence : tokens of the masked text; spans : what was masked in `text`, so that the places
    given point into `text` itself.
    """
    ids, values = fitted.vectoriser.transform(sequence)
    columns = [LABELS.index(label) for label in labels]
    pull = (fitted.labels.coef[columns, :N_OUTPUTS] / fitted.scale[:N_OUTPUTS]).T
    parts = values[:, None] * (fitted.weights[ids].astype(np.float64) @ pull)
    share = {int(row): parts[place] for place, row in enumerate(ids)}
    by_token = _by_token(fitted, sequence, share, len(columns))
    found: list[Driver] = []
    for column, label in enumerate(labels):
        for place in np.argsort(-by_token[:, column], kind="stable")[:MOST_WORDS]:
            token, weight = sequence[place], float(by_token[place, column])
            if weight <= 0 or token.word in STOPS:
                break
            start, end = _in_original(token, spans)
            found.append(Driver(label, text[start:end], start, end, round(weight, 4)))
    return tuple(found)


def _by_token(
    fitted: Fitted, sequence: Sequence[Token], share: dict[int, FloatArray], n_labels: int
) -> FloatArray:
    """(tokens, labels) the part of each token, each feature split over where it stands."""
    places = _places(fitted, sequence)
    total = np.zeros((len(sequence), n_labels))
    for row, tokens_of_row in places.items():
        if row in share:
            for place in tokens_of_row:
                total[place] += share[row] / len(tokens_of_row)
    return total


def _places(fitted: Fitted, sequence: Sequence[Token]) -> dict[int, list[int]]:
    """Feature row -> the tokens it was read from."""
    known = fitted.vectoriser.vocabulary
    places: dict[int, list[int]] = {}

    def note(block: str, feature: str, where: Sequence[int]) -> None:
        row = known[block].get(feature)
        if row is not None:
            places.setdefault(row, []).extend(where)

    spoken = [i for i, token in enumerate(sequence) if content([token])]
    for here, following in zip(spoken, [*spoken[1:], None], strict=True):
        word = sequence[here].word
        note("word", word, [here])
        if following is not None:
            note("word", f"{word} {sequence[following].word}", [here, following])
        for row in fitted.vectoriser.letters(word):
            places.setdefault(int(row), []).append(here)
    for place, under in enumerate(negated(sequence)):
        if under:
            note("mark", f"not:{sequence[place].word}", [place])
        for name in ("main", "before", "after", "concession"):
            note("mark", f"{name}:{sequence[place].word}", [place])
    for place, name in concepts(sequence):
        note("concept", name, [place])
        note("concept", f"not:{name}", [place])
    return places


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
