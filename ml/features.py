"""What the linear model sees of a text: words, letters, marks and concepts, as TF-IDF.

`analyse` names the features of a token sequence; `Vectoriser` turns them into numbers from plain
arrays, exactly as scikit-learn's TfidfVectorizer does (sublinear counts, smooth idf, each block of
unit length), without importing it.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ml.lexicon import concepts, concepts_of
from ml.text import STOPS, Token, clauses, negated, segments

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
_MOST_CACHED_WORDS = 50_000

Placed = tuple[str, tuple[int, ...]]
"""A feature and the tokens it was read from."""


def content(sequence: Sequence[Token]) -> list[str]:
    """The words of a sequence; of the signs only "?" and "!" say anything."""
    return [sequence[place].word for place in spoken(sequence)]


def spoken(sequence: Sequence[Token]) -> list[int]:
    """Places of the tokens that count as words."""
    return [
        place
        for place, token in enumerate(sequence)
        if token.word not in STOPS or token.word in "?!"
    ]


def word_features(sequence: Sequence[Token]) -> Iterator[Placed]:
    """Words and neighbouring pairs."""
    places = spoken(sequence)
    for place in places:
        yield sequence[place].word, (place,)
    for left, right in pairwise(places):
        yield f"{sequence[left].word} {sequence[right].word}", (left, right)


def mark_features(sequence: Sequence[Token]) -> Iterator[Placed]:
    """Words under a negation ("not:ramah") and in a contrasted clause ("before:ramah")."""
    for place, under in enumerate(negated(sequence)):
        if under and sequence[place].word not in STOPS:
            yield f"not:{sequence[place].word}", (place,)
    parts = clauses(sequence)
    if len(parts) > 1:
        start = 0
        for clause in parts:
            for place in spoken(clause.tokens):
                yield f"{clause.role}:{clause.tokens[place].word}", (start + place,)
            start += len(clause.tokens)


def _marked_concepts(sequence: Sequence[Token]) -> list[tuple[int, tuple[str, ...]]]:
    """(place, its concepts, negated where a negator reaches them) of the tokens that have any."""
    under = list(negated(sequence))
    found: dict[int, list[str]] = {}
    for place, name in concepts(sequence):
        marked = f"not:{name}" if under[place] else name
        names = found.setdefault(place, [])
        if marked not in names:
            names.append(marked)
    return [(place, tuple(names)) for place, names in found.items()]


def concept_features(sequence: Sequence[Token]) -> Iterator[Placed]:
    """Concepts of the lexicon, plain or negated."""
    for place, names in _marked_concepts(sequence):
        for name in names:
            yield name, (place,)


def pair_features(sequence: Sequence[Token]) -> Iterator[Placed]:
    """Two concepts within three concept-bearing words of each other, in either order."""
    named = _marked_concepts(sequence)
    for first, (place, names) in enumerate(named):
        for other_place, others in named[first + 1 : first + 1 + PAIR_REACH]:
            for name in names:
                for other in others:
                    pair = f"{name}|{other}" if name < other else f"{other}|{name}"
                    yield pair, (place, other_place)


def mixed_features(sequence: Sequence[Token]) -> Iterator[Placed]:
    """A word beside a concept: "minta ~ s_gift" meets every gift there is a word for."""
    places = [place for place, token in enumerate(sequence) if token.word not in STOPS]
    for left, right in pairwise(places):
        before, after = sequence[left].word, sequence[right].word
        for name in concepts_of(after):
            yield f"{before}~{name}", (left, right)
        for name in concepts_of(before):
            yield f"{name}~{after}", (left, right)


def place_features(sequence: Sequence[Token]) -> Iterator[Placed]:
    """Words and concepts by where they stand in a text of several segments: first, middle, last."""
    parts = segments(sequence)
    if len(parts) < 2:
        return
    start = 0
    for number, part in enumerate(parts):
        where = "first" if number == 0 else "last" if number == len(parts) - 1 else "middle"
        for place, name in concepts(part):
            yield f"{where}:{name}", (start + place,)
        for place in spoken(part):
            yield f"{where}:{part[place].word}", (start + place,)
        start += len(part)


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


_READERS: Mapping[str, Callable[[Sequence[Token]], Iterator[Placed]]] = {
    "word": word_features,
    "mark": mark_features,
    "concept": concept_features,
    "pair": pair_features,
    "mixed": mixed_features,
    "place": place_features,
}


def analyse(sequence: Sequence[Token], block: str) -> list[str]:
    """All features of a sequence in one block, as often as they stand there."""
    if block == "char":
        return [gram for word in content(sequence) for gram in char_features(word)]
    return [feature for feature, _ in _READERS[block](sequence)]


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

    def placed(self, sequence: Sequence[Token]) -> Iterator[tuple[int, tuple[int, ...]]]:
        """(row, the tokens it was read from) of every known feature, for explanations."""
        for place in spoken(sequence):
            for row in self.letters(sequence[place].word).tolist():
                yield row, (place,)
        for block, reader in _READERS.items():
            known = self.vocabulary[block]
            for feature, places in reader(sequence):
                found = known.get(feature)
                if found is not None:
                    yield found, places

    def _block_ids(self, block: str, sequence: Sequence[Token]) -> IntArray:
        if block == "char":
            grams = [self.letters(word) for word in content(sequence)]
            return np.concatenate(grams) if grams else np.empty(0, dtype=np.int64)
        known = self.vocabulary[block]
        found = (known.get(feature) for feature, _ in _READERS[block](sequence))
        return np.array([row for row in found if row is not None], dtype=np.int64)

    def letters(self, word: str) -> IntArray:
        """Rows of the letter groups of one word; kept, since words come again and again."""
        rows = self._letters.get(word)
        if rows is None:
            known = self.vocabulary["char"]
            found = (known.get(gram) for gram in char_features(word))
            rows = np.array([row for row in found if row is not None], dtype=np.int64)
            if len(self._letters) < _MOST_CACHED_WORDS:
                self._letters[word] = rows
        return rows
