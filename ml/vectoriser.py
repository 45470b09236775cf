"""From the features of a text to numbers, from plain arrays and without scikit-learn.

Exactly what scikit-learn's TfidfVectorizer does with the features of `ml.features.analyse`
(sublinear counts, smooth idf, each block of unit length). A feature of two parts is looked up part
by part: naming every one that might be known takes longer than all the rest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

import numpy as np

from ml.features import (
    BLOCK_WEIGHTS,
    BLOCKS,
    PAIR_REACH,
    FloatArray,
    IntArray,
    analyse_placed,
    char_features,
)
from ml.lexicon import concepts_of
from ml.reading import Reading
from ml.text import CONCESSIONS, CONTRASTS, STOPS, clauses, segments

Names = tuple[str, ...]
"""The concepts of one word."""

Nested = dict[str, dict[str, int]]
"""First part of a feature -> its second part -> its row."""

_MOST_CACHED = 50_000
_TURNS = CONTRASTS | CONCESSIONS
_CUTS = _TURNS | STOPS
_NOTHING: Mapping[str, int] = {}


@dataclass
class Vectoriser:
    """Feature names and their idf, and the cut of a text into (ids, values).

    vocabulary : per block, feature -> row of the weight matrix; rows are numbered over all blocks,
    in the order of BLOCKS. idf : (F,) the inverse document frequency of every row.
    """

    vocabulary: dict[str, dict[str, int]]
    idf: FloatArray
    _letters: dict[str, list[int]] = field(default_factory=dict, repr=False)
    _met: dict[tuple[Names, Names], list[int]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        sizes = [len(self.vocabulary[block]) for block in BLOCKS]
        self._ends = np.cumsum(sizes)
        self._block_weight = np.array([BLOCK_WEIGHTS[block] for block in BLOCKS])
        self._following = _nested(self.vocabulary["word"], " ")
        self._marked = _nested(self.vocabulary["mark"], ":")
        self._standing = _nested(self.vocabulary["place"], ":")
        self._beside = _nested(self.vocabulary["mixed"], "~")
        self._partners = _nested(self.vocabulary["pair"], "|")
        for pair, row in self.vocabulary["pair"].items():
            first, _, second = pair.partition("|")
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
        words = [token.word for token in reading.tokens]
        spoken = [words[place] for place in reading.spoken]
        found: list[int] = []
        alone = self.vocabulary["word"]
        for word in spoken:
            found += self.letters(word)
            if word in alone:
                found.append(alone[word])
        for left, right in pairwise(spoken):
            row = self._following.get(left, _NOTHING).get(right)
            if row is not None:
                found.append(row)
        if not _CUTS.isdisjoint(words):
            found += self._places(reading, words)
        return (
            found
            + self._marks(reading, words)
            + self._concepts(reading)
            + self._mixed([word for word in words if word not in STOPS])
        )

    def _marks(self, reading: Reading, words: list[str]) -> list[int]:
        denied = self._marked.get("not", _NOTHING)
        found = [
            denied[word]
            for word, reached in zip(words, reading.denied, strict=True)
            if reached and word in denied and word not in STOPS
        ]
        if _TURNS.isdisjoint(words):
            return found
        parts = clauses(reading.tokens)
        if len(parts) > 1:
            roles = [clause.role for clause in parts for _ in clause.tokens]
            found += self._under(self._marked, roles, reading, words)
        return found

    def _places(self, reading: Reading, words: list[str]) -> list[int]:
        parts = segments(reading.tokens)
        if len(parts) < 2:
            return []
        where = ["first"] * len(parts[0])
        for part in parts[1:-1]:
            where += ["middle"] * len(part)
        where += ["last"] * len(parts[-1])
        found = self._under(self._standing, where, reading, words)
        for place, name in reading.concepts:
            row = self._standing.get(where[place], _NOTHING).get(name)
            if row is not None:
                found.append(row)
        return found

    @staticmethod
    def _under(nested: Nested, heads: list[str], reading: Reading, words: list[str]) -> list[int]:
        """Rows of the spoken words, each under the head that it stands below."""
        rows = [nested.get(heads[place], _NOTHING).get(words[place]) for place in reading.spoken]
        return [row for row in rows if row is not None]

    def _concepts(self, reading: Reading) -> list[int]:
        """Rows of the concepts and of the pairs of them that stand near each other."""
        known = self.vocabulary["concept"]
        named = [names for _, names in reading.marked_concepts]
        found = [known[name] for names in named for name in names if name in known]
        for first, names in enumerate(named):
            for others in named[first + 1 : first + 1 + PAIR_REACH]:
                met = self._met.get((names, others))
                found += self._meeting(names, others) if met is None else met
        return found

    def _meeting(self, names: Names, others: Names) -> list[int]:
        """Rows of the pairs of two words' concepts; kept, since the same kinds of words meet."""
        known = [self._partners.get(name, _NOTHING) for name in names]
        rows = [each[other] for each in known for other in others if other in each]
        if len(self._met) < _MOST_CACHED:
            self._met[names, others] = rows
        return rows

    def _mixed(self, words: list[str]) -> list[int]:
        found: list[int] = []
        for before, after in pairwise(words):
            known = self._beside.get(before)
            if known:
                found += [known[name] for name in concepts_of(after) if name in known]
            for name in concepts_of(before):
                row = self._beside.get(name, _NOTHING).get(after)
                if row is not None:
                    found.append(row)
        return found

    def letters(self, word: str) -> list[int]:
        """Rows of the letter groups of one word; kept, since words come again and again."""
        rows = self._letters.get(word)
        if rows is None:
            known = self.vocabulary["char"]
            rows = [known[gram] for gram in char_features(word) if gram in known]
            if len(self._letters) < _MOST_CACHED:
                self._letters[word] = rows
        return rows

    def placed(self, reading: Reading) -> Iterator[tuple[int, tuple[int, ...]]]:
        """(row, the tokens it was read from) of every known feature, for explanations."""
        for place in reading.spoken:
            for row in self.letters(reading.tokens[place].word):
                yield row, (place,)
        for block, known in self.vocabulary.items():
            if block != "char":
                for feature, places in analyse_placed(reading, block):
                    if feature in known:
                        yield known[feature], places


def _nested(rows: Mapping[str, int], sign: str) -> Nested:
    """The features that have the sign, parted at its first place."""
    nested: Nested = {}
    for feature, row in rows.items():
        first, found, second = feature.partition(sign)
        if found:
            nested.setdefault(first, {})[second] = row
    return nested


def _counted(found: IntArray) -> tuple[IntArray, IntArray]:
    """The distinct numbers in rising order, and how often each stands there."""
    rising = np.sort(found)
    starts = np.flatnonzero(np.concatenate(([True], rising[1:] != rising[:-1])))[: len(rising)]
    return rising[starts], np.diff(starts, append=len(rising))
