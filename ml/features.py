"""What the linear model sees of a text: words, letters, marks and concepts, as TF-IDF.

`analyse` names the features of a text; `Vectoriser` turns them into numbers from plain
arrays, exactly as scikit-learn's TfidfVectorizer does (sublinear counts, smooth idf, each block of
unit length), without importing it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

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
_MOST_CACHED_WORDS = 50_000

Placed = tuple[str, tuple[int, ...]]
"""A feature and the tokens it was read from."""


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
    parts = clauses(reading.tokens)
    if len(parts) > 1:
        roles = [clause.role for clause in parts for _ in clause.tokens]
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
            both = (place, other_place)
            for name in names:
                for other in others:
                    yield (f"{name}|{other}" if name < other else f"{other}|{name}"), both


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
    parts = segments(reading.tokens)
    if len(parts) < 2:
        return
    where: list[str] = []
    for number, part in enumerate(parts):
        name = "first" if number == 0 else "last" if number == len(parts) - 1 else "middle"
        where += [name] * len(part)
    for place, name in reading.concepts:
        yield f"{where[place]}:{name}", (place,)
    for place in reading.spoken:
        yield f"{where[place]}:{reading.tokens[place].word}", (place,)


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
    return [feature for feature, _ in _READERS[block](reading)]


@dataclass
class Vectoriser:
    """Feature names and their idf, and the cut of a text into (ids, values).

    vocabulary : per block, feature -> row of the weight matrix; rows are numbered over all blocks,
    in the order of BLOCKS. idf : (F,) the inverse document frequency of every row.
    """

    vocabulary: dict[str, dict[str, int]]
    idf: FloatArray
    _letters: dict[str, list[int]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        sizes = [len(self.vocabulary[block]) for block in BLOCKS]
        self._ends = np.cumsum(sizes)
        self._block_weight = np.array([BLOCK_WEIGHTS[block] for block in BLOCKS])
        # Half of all features are pairs; nested, they are looked up without naming each one.
        self._partners: dict[str, dict[str, int]] = {}
        for pair, row in self.vocabulary["pair"].items():
            first, _, second = pair.partition("|")
            self._partners.setdefault(first, {})[second] = row
            self._partners.setdefault(second, {})[first] = row

    def transform(self, reading: Reading) -> tuple[IntArray, FloatArray]:
        """(n,) feature rows and (n,) values of one text; unknown features are left out."""
        return self.transform_many([reading])[0]

    def transform_many(self, readings: Sequence[Reading]) -> list[tuple[IntArray, FloatArray]]:
        """The same for many texts at once."""
        return self._weighed([self._rows(reading) for reading in readings])

    def weighed(self, found: list[int]) -> tuple[IntArray, FloatArray]:
        """(n,) distinct rows in rising order and (n,) values, from rows as often as they occur."""
        return self._weighed([found])[0]

    def _weighed(self, found: Sequence[list[int]]) -> list[tuple[IntArray, FloatArray]]:
        """A handful of steps for all texts together instead of for each."""
        n_rows, n_texts = len(self.idf), len(found)
        owner = np.repeat(np.arange(n_texts), [len(rows) for rows in found])
        flat = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=len(owner))
        distinct, counts = _counted(owner * n_rows + flat)
        owner, rows = np.divmod(distinct, max(n_rows, 1))
        values = (1.0 + np.log(counts)) * self.idf[rows]
        block = np.searchsorted(self._ends, rows, side="right")
        group = owner * len(BLOCKS) + block
        size = np.sqrt(np.bincount(group, values * values, minlength=n_texts * len(BLOCKS)))
        values *= self._block_weight[block] / size[group]
        ends = np.searchsorted(owner, np.arange(n_texts + 1))
        return [(rows[a:b], values[a:b]) for a, b in pairwise(ends.tolist())]

    def _rows(self, reading: Reading) -> list[int]:
        """The rows of all known features, as often as they stand there."""
        found: list[int] = []
        for place in reading.spoken:
            found += self.letters(reading.tokens[place].word)
        for block, reader in _READERS.items():
            if block != "pair":
                known = self.vocabulary[block]
                found += [known[feature] for feature, _ in reader(reading) if feature in known]
        return found + self._pairs(reading)

    def _pairs(self, reading: Reading) -> list[int]:
        named = [names for _, names in reading.marked_concepts]
        found: list[int] = []
        for first, names in enumerate(named):
            others = [other for near in named[first + 1 : first + 1 + PAIR_REACH] for other in near]
            for name in names:
                known = self._partners.get(name)
                if known:
                    found += [known[other] for other in others if other in known]
        return found

    def placed(self, reading: Reading) -> Iterator[tuple[int, tuple[int, ...]]]:
        """(row, the tokens it was read from) of every known feature, for explanations."""
        for place in reading.spoken:
            for row in self.letters(reading.tokens[place].word):
                yield row, (place,)
        for block, reader in _READERS.items():
            if block != "pair":
                known = self.vocabulary[block]
                for feature, places in reader(reading):
                    if feature in known:
                        yield known[feature], places
        yield from self._placed_pairs(reading)

    def _placed_pairs(self, reading: Reading) -> Iterator[tuple[int, tuple[int, ...]]]:
        named = reading.marked_concepts
        for first, (place, names) in enumerate(named):
            near = named[first + 1 : first + 1 + PAIR_REACH]
            for name in names:
                known = self._partners.get(name)
                if known:
                    for other_place, others in near:
                        for other in others:
                            if other in known:
                                yield known[other], (place, other_place)

    def letters(self, word: str) -> list[int]:
        """Rows of the letter groups of one word; kept, since words come again and again."""
        rows = self._letters.get(word)
        if rows is None:
            known = self.vocabulary["char"]
            rows = [known[gram] for gram in char_features(word) if gram in known]
            if len(self._letters) < _MOST_CACHED_WORDS:
                self._letters[word] = rows
        return rows


def _counted(found: IntArray) -> tuple[IntArray, IntArray]:
    """The distinct numbers in rising order, and how often each stands there."""
    rising = np.sort(found)
    starts = np.flatnonzero(np.concatenate(([True], rising[1:] != rising[:-1])))[: len(rising)]
    return rising[starts], np.diff(starts, append=len(rising))
