"""Words that come up more often than before: what a month has that the months before had not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from ml.text import tokens
from ml.themes import SMALL_WORDS

LEAST_TEXTS = 5
LEAST_SURPRISE = 3.0
"""A word counts as rising from so many standard deviations above what the past lets expect."""


@dataclass(frozen=True)
class RisingWord:
    """A word, in how many texts it stands now, and in how many it stood before."""

    word: str
    now: int
    before: int


def rising_words(now: Sequence[str], before: Sequence[str], *, most: int = 12) -> list[RisingWord]:
    """The (masked) words of `now` that the share of `before` does not explain, most telling first.

    Half a text is added to the past, so that a word never seen is expected rarely, not never. A
    word in fewer than five texts is left out: it could tell who wrote it.
    """
    if not now or not before:
        return []
    recent, past = _texts_with(now), _texts_with(before)
    surprise: dict[str, float] = {}
    for word, count in recent.items():
        expected = (past[word] + 0.5) * len(now) / (len(before) + 1)
        if count >= LEAST_TEXTS:
            surprise[word] = (count - expected) / sqrt(expected + 0.25)
    told = [word for word, value in surprise.items() if value >= LEAST_SURPRISE]
    told.sort(key=lambda word: (-surprise[word], word))
    return [RisingWord(word, recent[word], past[word]) for word in told[:most]]


def _texts_with(texts: Sequence[str]) -> Counter[str]:
    """In how many texts each word that carries content stands."""
    found: Counter[str] = Counter()
    for text in texts:
        words = {token.word.removesuffix("nya") for token in tokens(text)}
        found.update(w for w in words if w.isalpha() and len(w) > 2)
    for word in SMALL_WORDS:
        found.pop(word, None)
    return found
