"""What the linear model sees of a text: words, letters, marks and concepts, as TF-IDF.

`analyse` names the features of a text; `ml.vectoriser` turns them into numbers.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ml.lexicon import concepts_of
from ml.reading import Reading
from ml.text import STOPS, clauses, segments

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

BLOCK_WEIGHTS: Mapping[str, float] = {
    "word": 1.0,
    "char": 1.0,
    "mark": 0.5,
    "concept": 0.7,
    "pair": 1.0,
    "mixed": 1.0,
    "place": 0.6,
}
BLOCKS: tuple[str, ...] = tuple(BLOCK_WEIGHTS)
CHAR_SIZES = (2, 3, 4, 5)
PAIR_REACH = 3

Placed = tuple[str, tuple[int, ...]]
"""A feature and the tokens it was read from."""

Headed = tuple[str, int]
"""What a part of a text is named by, and how many tokens it has."""


def word_features(reading: Reading) -> Iterator[Placed]:
    """Words and neighbouring pairs."""
    words = reading.tokens
    for place in reading.spoken:
        yield words[place].word, (place,)
    for left, right in pairwise(reading.spoken):
        yield f"{words[left].word} {words[right].word}", (left, right)


def mark_features(reading: Reading) -> Iterator[Placed]:
    """Words under a negation ("not:ramah") and in a contrasted clause ("before:ramah")."""
    for place, denied in enumerate(reading.denied):
        if denied and reading.tokens[place].word not in STOPS:
            yield f"not:{reading.tokens[place].word}", (place,)
    roles = over_tokens(clause_roles(reading))
    if roles:
        for place in reading.spoken:
            yield f"{roles[place]}:{reading.tokens[place].word}", (place,)


def concept_features(reading: Reading) -> Iterator[Placed]:
    """Concepts of the lexicon, plain or denied."""
    for place, names in reading.marked_concepts:
        for name in names:
            yield name, (place,)


def pair_features(reading: Reading) -> Iterator[Placed]:
    """Two concepts within three concept-bearing words of each other, in either order."""
    named = reading.marked_concepts
    for first, (place, names) in enumerate(named):
        for other_place, others in named[first + 1 : first + 1 + PAIR_REACH]:
            for pair in _pairs(names, others):
                yield pair, (place, other_place)


@lru_cache(maxsize=65536)
def _pairs(names: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The pairs of two words' concepts; kept, since the same kinds of words meet."""
    return tuple(
        f"{name}|{other}" if name < other else f"{other}|{name}"
        for name in names
        for other in others
    )


def mixed_features(reading: Reading) -> Iterator[Placed]:
    """A word beside a concept: "minta ~ s_gift" meets every gift there is a word for."""
    words = [(p, token.word) for p, token in enumerate(reading.tokens) if token.word not in STOPS]
    for (left, before), (right, after) in pairwise(words):
        for name in concepts_of(after):
            yield f"{before}~{name}", (left, right)
        for name in concepts_of(before):
            yield f"{name}~{after}", (left, right)


def place_features(reading: Reading) -> Iterator[Placed]:
    """Words and concepts by where they stand in a text of several segments: first, middle, last."""
    where = over_tokens(standings(reading))
    if where:
        for place, names in reading.concepts:
            for name in names:
                yield f"{where[place]}:{name}", (place,)
        for place in reading.spoken:
            yield f"{where[place]}:{reading.tokens[place].word}", (place,)


def clause_roles(reading: Reading) -> list[Headed]:
    """The roles of the clauses; none where the text is a single one."""
    parts = clauses(reading.tokens)
    return [(part.role, len(part.tokens)) for part in parts] if len(parts) > 1 else []


def standings(reading: Reading) -> list[Headed]:
    """Where the segments stand; none where the text is a single one."""
    parts = segments(reading.tokens)
    names = ["first", *["middle"] * (len(parts) - 2), "last"] if len(parts) > 1 else []
    return [(name, len(part)) for name, part in zip(names, parts, strict=False)]


def over_tokens(parts: list[Headed]) -> list[str]:
    """For each token the name of its part."""
    return [name for name, size in parts for _ in range(size)]


def char_features(word: str) -> list[str]:
    """Letter groups of one word with its edges, as analyzer="char_wb" of scikit-learn cuts them."""
    padded = f" {word} "
    grams: list[str] = []
    for size in CHAR_SIZES:
        grams.append(padded[:size])
        grams += [padded[place : place + size] for place in range(1, len(padded) - size + 1)]
        if len(padded) <= size:
            break
    return grams


_READERS: Mapping[str, Callable[[Reading], Iterator[Placed]]] = {
    "word": word_features,
    "mark": mark_features,
    "concept": concept_features,
    "pair": pair_features,
    "mixed": mixed_features,
    "place": place_features,
}


def analyse(reading: Reading, block: str) -> list[str]:
    """All features of a text in one block, as often as they stand there."""
    if block == "char":
        words = (reading.tokens[place].word for place in reading.spoken)
        return [gram for word in words for gram in char_features(word)]
    if block == "pair":
        named = [names for _, names in reading.marked_concepts]
        return [
            pair
            for first, names in enumerate(named)
            for others in named[first + 1 : first + 1 + PAIR_REACH]
            for pair in _pairs(names, others)
        ]
    return [feature for feature, _ in analyse_placed(reading, block)]


def analyse_placed(reading: Reading, block: str) -> Iterator[Placed]:
    """The same with the tokens each was read from, of every block but the letters."""
    return _READERS[block](reading)
