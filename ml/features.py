"""What the linear model sees of a text: words, letters, marked words and concepts, as TF-IDF.

`analyse` names the features of a token sequence; `Vectoriser` turns them into numbers from plain
arrays, exactly as scikit-learn's TfidfVectorizer does (sublinear counts, smooth idf, each block of
unit length), without importing it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ml.lexicon import concepts
from ml.text import STOPS, Token, clauses, negated

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

BLOCKS: tuple[str, ...] = ("word", "char", "mark", "concept")
BLOCK_WEIGHTS: Mapping[str, float] = {"word": 1.0, "char": 1.0, "mark": 0.5, "concept": 1.0}
CHAR_SIZES = (2, 3, 4, 5)


def content(sequence: Sequence[Token]) -> list[str]:
    """The words of a sequence; of the signs only "?" and "!" say anything."""
    return [token.word for token in sequence if token.word not in STOPS or token.word in "?!"]


def word_features(sequence: Sequence[Token]) -> list[str]:
    """Words and neighbouring pairs."""
    words = content(sequence)
    return words + [f"{left} {right}" for left, right in pairwise(words)]


def mark_features(sequence: Sequence[Token]) -> list[str]:
    """Words under a negation ("not:ramah") and in a contrasted clause ("before:ramah")."""
    marks = [
        f"not:{token.word}"
        for token, is_negated in zip(sequence, negated(sequence), strict=True)
        if is_negated and token.word not in STOPS
    ]
    parts = clauses(sequence)
    if len(parts) > 1:
        for clause in parts:
            marks += (f"{clause.role}:{word}" for word in content(clause.tokens))
    return marks


def concept_features(sequence: Sequence[Token]) -> list[str]:
    """Concepts of the lexicon, plain, negated, by clause, and in neighbouring pairs."""
    named = concepts(sequence)
    if not named:
        return []
    under = list(negated(sequence))
    marked = [f"not:{name}" if under[place] else name for place, name in named]
    features = marked + [f"{a}+{b}" for a, b in pairwise(marked)]
    parts = clauses(sequence)
    if len(parts) > 1:
        for clause in parts:
            features += (f"{clause.role}:{name}" for _, name in concepts(clause.tokens))
    return features


def char_features(word: str) -> list[str]:
    """Letter groups of one word with its edges, as analyzer="char_wb" of scikit-learn cuts them."""
    padded = f" {word} "
    grams: list[str] = []
    for size in CHAR_SIZES:
        grams.append(padded[:size])
        offset = 0
        while offset + size < len(padded):
            offset += 1
            grams.append(padded[offset : offset + size])
        if offset == 0:
            break
    return grams


def analyse(sequence: Sequence[Token]) -> dict[str, list[str]]:
    """All features of a sequence by block."""
    return {
        "word": word_features(sequence),
        "char": [gram for word in content(sequence) for gram in char_features(word)],
        "mark": mark_features(sequence),
        "concept": concept_features(sequence),
    }


@dataclass
class Vectoriser:
    """Feature names and their idf, and the cut of a text into (ids, values).

    vocabulary : per block, feature -> row of the weight matrix (rows are numbered over all blocks)
    idf : (F,) the inverse document frequency of every row
    """

    vocabulary: dict[str, dict[str, int]]
    idf: FloatArray
    _letters: dict[str, IntArray] = field(default_factory=dict, repr=False)

    def transform(self, sequence: Sequence[Token]) -> tuple[IntArray, FloatArray]:
        """(n,) feature ids and (n,) values of one text; unknown features are left out."""
        ids: list[IntArray] = []
        values: list[FloatArray] = []
        for block in BLOCKS:
            counted = self._block_ids(block, sequence)
            if not counted.size:
                continue
            unique, counts = np.unique(counted, return_counts=True)
            weights = (1.0 + np.log(counts)) * self.idf[unique]
            weights *= BLOCK_WEIGHTS[block] / math.sqrt(float(weights @ weights))
            ids.append(unique)
            values.append(weights)
        if not ids:
            return np.empty(0, dtype=np.int64), np.empty(0)
        return np.concatenate(ids), np.concatenate(values)

    def _block_ids(self, block: str, sequence: Sequence[Token]) -> IntArray:
        if block == "char":
            grams = [self.letters(word) for word in content(sequence)]
            return np.concatenate(grams) if grams else np.empty(0, dtype=np.int64)
        named = {"word": word_features, "mark": mark_features, "concept": concept_features}
        known = self.vocabulary[block]
        found = (known.get(feature) for feature in named[block](sequence))
        return np.array([row for row in found if row is not None], dtype=np.int64)

    def letters(self, word: str) -> IntArray:
        """Rows of the letter groups of one word; kept, since words come again and again."""
        rows = self._letters.get(word)
        if rows is None:
            known = self.vocabulary["char"]
            found = (known.get(gram) for gram in char_features(word))
            rows = np.array([row for row in found if row is not None], dtype=np.int64)
            if len(self._letters) < 50_000:
                self._letters[word] = rows
        return rows
