"""What the linear model sees of a text, in blocks of features.

word : words ("ramah") and two that follow each other ("petugas ramah"); char : letter groups of
words; mark : a denied word ("not:ramah"), a word in a clause beside a contrast ("before:ramah");
concept : of the lexicon, plain or denied ("wait", "not:wait"); pair : the concepts of two words
near each other ("queue|wait"); mixed : a word beside a concept ("minta~s_gift" meets every
gift there is a word for); place : a word or concept by its segment ("last:ramah").
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ml.reading import Reading
from ml.text import clauses, segments

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
"""So many concept-bearing words apart two concepts stand near each other."""

Headed = tuple[str, int]
"""What a part of a text is named by, and how many tokens it has."""


def clause_roles(reading: Reading) -> list[Headed]:
    """The roles of the clauses; none where the text is a single one."""
    parts = clauses(reading.tokens)
    return [(part.role, len(part.tokens)) for part in parts] if len(parts) > 1 else []


def standings(reading: Reading) -> list[Headed]:
    """Where the segments stand; none where the text is a single one."""
    parts = segments(reading.tokens)
    names = ["first", *["middle"] * (len(parts) - 2), "last"] if len(parts) > 1 else []
    return [(name, len(part)) for name, part in zip(names, parts, strict=False)]


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
