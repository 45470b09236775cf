"""Tables of known features as plain arrays, so that many are looked up at once.

A feature of two parts ("petugas ramah", "not:clean|toilet") is a pair of numbers: naming every one
that might be known takes longer than all the rest of reading a text.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from typing import NamedTuple

import numpy as np

from ml.features import IntArray

SIGNS: Mapping[str, str] = {
    "word": " ",
    "mark": ":",
    "place": ":",
    "mixed": "~",
    "pair": "|",
    "concept": "|",
}
"""What stands between the two parts of a feature, by block; a concept has but one."""

NOT = "not:"
UNKNOWN, NONE = 0, 1
"""The number of a part that no known feature has, and of the second part where there is none."""

_PLACE_OF = {block: place for place, block in enumerate(SIGNS)}


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


class FeatureTable:
    """The rows of features by the numbers of their parts.

    vocabulary : per block, feature -> row. Learnt: number, of every part and every concept.
    """

    def __init__(self, vocabulary: Mapping[str, Mapping[str, int]]) -> None:
        number: defaultdict[str, int] = defaultdict(count(NONE + 1).__next__, {"": NONE})
        parted = [
            (_PLACE_OF[block], number[first], number[second], row)
            for block, first, second, row in _parted(vocabulary)
        ]
        for name in vocabulary["concept"]:
            number[name.removeprefix(NOT)]
        self.number: dict[str, int] = dict(number)
        self._size = len(number) + 1
        block, first, second, rows = np.array(parted, dtype=np.int64).reshape(-1, 4).T
        keys = (block * self._size + first) * self._size + second
        order = np.argsort(keys)
        # Behind the last stands a key that nothing has, so that every search ends at a key.
        self._keys = np.append(keys[order], len(SIGNS) * self._size**2)
        self._rows = np.append(rows[order], 0)

    def keys(self, block: str, first: IntArray, second: IntArray | int) -> IntArray:
        """(n,) what features of a block are looked up by; first, second : numbers of the parts."""
        keys: IntArray = (_PLACE_OF[block] * self._size + first) * self._size + second
        return keys

    def known(self, keys: IntArray) -> tuple[IntArray, IntArray]:
        """The places of the keys that are known, and their rows."""
        places = self._keys.searchsorted(keys)
        known = np.flatnonzero(self._keys[places] == keys)
        return known, self._rows[places[known]]


def _parted(vocabulary: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, str, str, int]]:
    """(block, first part, second part, row) of all features but single words and letters."""
    for block, sign in SIGNS.items():
        for name, row in vocabulary[block].items():
            first, two, second = name.partition(sign)
            if two or block == "concept":
                yield block, first, second, row
            if block == "pair":
                # Two concepts stand in either order in a text.
                yield block, second, first, row
