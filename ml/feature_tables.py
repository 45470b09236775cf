"""Tables of known features as plain arrays, so that many are looked up at once.

A feature of two parts ("petugas ramah", "not:clean|toilet") is a pair of numbers: naming every one
that might be known takes longer than all the rest of reading a text.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, count
from typing import NamedTuple

import numpy as np

from ml.features import BLOCKS, IntArray, char_features

SIGNS: Mapping[str, str] = {"word": " ", "mark": ":", "place": ":", "mixed": "~", "pair": "|"}
"""What stands between the two parts of a feature, in the blocks that have such."""

UNKNOWN, NONE = 0, 1
"""The number of a part that no known feature has, and of the second part where there is none."""

_MOST_PARTS = 2**22
MOST_KEYS = len(BLOCKS) * _MOST_PARTS**2
"""More than any key of a feature."""


class Lists(NamedTuple):
    """Lists of numbers, laid end to end."""

    numbers: IntArray
    start: IntArray
    size: IntArray

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> "Lists":
        """Of numbers list by list."""
        size = np.array([len(each) for each in lists], dtype=np.int64)
        numbers = np.array(list(chain.from_iterable(lists)), dtype=np.int64)
        return cls(numbers, size.cumsum() - size, size)

    def at(self, chosen: IntArray) -> tuple[IntArray, IntArray]:
        """For every number of the lists chosen: the place of its list in `chosen`, and itself."""
        size = self.size[chosen]
        which = np.arange(len(chosen)).repeat(size)
        behind = self.start[chosen] - size.cumsum() + size
        return which, self.numbers[np.arange(len(which)) + behind[which]]


def counted(found: IntArray) -> tuple[IntArray, IntArray]:
    """The distinct numbers in rising order, and how often each stands there."""
    rising = np.sort(found)
    starts = np.flatnonzero(np.concatenate(([True], rising[1:] != rising[:-1])))[: len(rising)]
    return rising[starts], np.diff(starts, append=len(rising))


def keys_of(block: str, first: IntArray, second: IntArray | int) -> IntArray:
    """(n,) one number for each feature of a block; first, second : the numbers of its parts."""
    if block == "pair":
        # Two concepts stand in either order in a text.
        first, second = np.minimum(first, second), np.maximum(first, second)
    keys: IntArray = (BLOCKS.index(block) * _MOST_PARTS + first) * _MOST_PARTS + second
    return keys


def blocks_of(keys: IntArray) -> IntArray:
    """(n,) the place among BLOCKS of the block of each key."""
    return keys // _MOST_PARTS**2


class FeatureTable:
    """The rows of known features, by the numbers of their parts.

    vocabulary : per block, feature -> row.
    """

    def __init__(self, vocabulary: Mapping[str, Mapping[str, int]]) -> None:
        self._letters, self._alone = vocabulary["char"], vocabulary["word"]
        number: defaultdict[str, int] = defaultdict(count(NONE + 1).__next__, {"": NONE})
        keys: list[IntArray] = []
        rows: list[int] = []
        for block in (*SIGNS, "concept"):
            parted = (name.partition(SIGNS.get(block, "|")) for name in vocabulary[block])
            numbers = [(number[first], number[second]) for first, _, second in parted]
            keys.append(keys_of(block, *np.array(numbers, dtype=np.int64).reshape(-1, 2).T))
            rows += vocabulary[block].values()
        self._number: dict[str, int] = dict(number)
        joined = np.concatenate(keys)
        order = np.argsort(joined)
        # Behind the last stands a key that nothing has, so that every search ends at a key.
        self._keys = np.append(joined[order], MOST_KEYS)
        self._rows = np.append(np.array(rows, dtype=np.int64)[order], 0)

    def number(self, part: str) -> int:
        """The number of a part of features; UNKNOWN where no known feature has it."""
        return self._number.get(part, UNKNOWN)

    def of_word(self, word: str) -> list[int]:
        """The rows of a word's letter groups and of itself, as far as they are known."""
        rows = [self._letters[group] for group in char_features(word) if group in self._letters]
        return [*rows, self._alone[word]] if word in self._alone else rows

    def known(self, keys: IntArray) -> tuple[IntArray, IntArray]:
        """The places of the keys that are known, and their rows."""
        places = self._keys.searchsorted(keys)
        known = np.flatnonzero(self._keys[places] == keys)
        return known, self._rows[places[known]]


class EveryFeature:
    """Stands in for a table where features are still to be learnt: everything is known, and has its
    key for a row."""

    def __init__(self) -> None:
        self._number: defaultdict[str, int] = defaultdict(count(NONE + 1).__next__, {"": NONE})

    def number(self, part: str) -> int:
        """The number of a part of features."""
        return self._number[part]

    def of_word(self, word: str) -> list[int]:
        """The keys of a word's letter groups and of itself."""
        letters, alone = BLOCKS.index("char") * _MOST_PARTS, BLOCKS.index("word") * _MOST_PARTS
        parts = [letters + self._number[group] for group in char_features(word)]
        return [part * _MOST_PARTS + NONE for part in (*parts, alone + self._number[word])]

    def known(self, keys: IntArray) -> tuple[IntArray, IntArray]:
        """All of them."""
        return np.arange(len(keys)), keys

    def names(self, keys: IntArray) -> list[str]:
        """What the features of these keys are called."""
        parts = ["", *self._number]
        numbers, second = np.divmod(keys, _MOST_PARTS)
        block, first = np.divmod(numbers, _MOST_PARTS)
        named = []
        for place, one, other in zip(block.tolist(), first.tolist(), second.tolist(), strict=True):
            names = [parts[one], parts[other]] if other != NONE else [parts[one]]
            if BLOCKS[place] == "pair":
                names.sort()
            named.append(SIGNS.get(BLOCKS[place], "").join(names))
        return named
