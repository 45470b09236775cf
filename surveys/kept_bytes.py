"""Kept figures as bytes: a page of a whole province reads thousands, and text would take its time.

Numbers stand in the order of rollups.COUNTS and of the elements, the lowest byte first.
"""

import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from functools import cache
from struct import Struct
from typing import Any

from surveys.results_counted import INDEX
from surveys.rollups import COUNTS
from surveys.rules.elements import ELEMENTS
from surveys.rules.linearised import Column
from surveys.rules.spread import Spread
from surveys.rules.told_parts import Untold
from surveys.unit_ways import Way, Ways

_COUNTS = Struct(f"<{len(COUNTS)}i")
# Variance and degrees of freedom, the number of clusters, the prior's share.
_SPREAD = Struct("<ddqd")
_PLACES = {element.value: n * _SPREAD.size for n, element in enumerate(ELEMENTS)}
_NO_SPREAD = bytes(_SPREAD.size)
"""Stands for an element that nobody answered: every other rests on a cluster at least."""

counts_of = _COUNTS.unpack
"""The counts that were packed; struct.error for bytes of another length."""


def packed_counts(counts: tuple[int, ...]) -> bytes:
    """Counts as they are kept."""
    return _COUNTS.pack(*counts)


def packed_spreads(spreads: Mapping[str, Spread]) -> tuple[bytes | None, bytes]:
    """The spread of the index, None where there is none, and those of all elements."""
    index = spreads.get(INDEX)
    elements = (spreads.get(name) for name in _PLACES)
    return (
        None if index is None else _SPREAD.pack(*astuple(index)),
        b"".join(_NO_SPREAD if each is None else _SPREAD.pack(*astuple(each)) for each in elements),
    )


_WIDTHS = "BHI"
"""A month's days take a byte a number, or two or four where many came on one day."""


def packed_days(columns: Sequence[Column]) -> bytes:
    """Days at counters: the width of a number, then each element's numbers and sums."""
    rows = [numbers for column in columns for numbers in column]
    most = max((max(numbers, default=0) for numbers in rows), default=0)
    width = next(each for each in _WIDTHS if most < 1 << 8 * array(each).itemsize)
    packed = array(width)
    for numbers in rows:
        packed.extend(numbers)
    return width.encode() + _lowest_first(packed).tobytes()


def days_of(packed: bytes) -> list[Column]:
    """The days that were packed."""
    held = _lowest_first(array(chr(packed[0]), packed[1:]))
    days = len(held) // (2 * len(ELEMENTS))
    rows = [held[place * days : (place + 1) * days] for place in range(2 * len(ELEMENTS))]
    return list(zip(rows[::2], rows[1::2], strict=True))


def _lowest_first(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


# Its name, respondents and answers, a bit for each element that is not told, and its spread.
_WAY = Struct(f"<8s{1 + 2 * len(ELEMENTS)}iHddqd")
_ANSWERS = slice(1, 2 + 2 * len(ELEMENTS))


def packed_ways(ways: Ways) -> bytes:
    """What came each way, in the order of their names."""
    return b"".join(_packed_way(name, ways[name]) for name in sorted(ways))


def _packed_way(name: str, way: Way) -> bytes:
    untold = sum(1 << place for place in way.untold)
    spread = (0.0, 0.0, 0, 0.0) if way.spread is None else astuple(way.spread)
    return _WAY.pack(name.encode(), *way.answers, untold, *spread)


def ways_of(packed: bytes) -> dict[str, Way]:
    """The ways that were packed."""
    found = {}
    for held in _WAY.iter_unpack(packed):
        untold, *spread = held[_ANSWERS.stop :]
        known = Spread(*spread) if spread[2] else None
        found[held[0].rstrip(b"\0").decode()] = Way(held[_ANSWERS], _places_of(untold), known)
    return found


@cache
def _places_of(untold: int) -> Untold:
    return frozenset(place for place in range(untold.bit_length()) if untold >> place & 1)


class PackedSpreads(Mapping[str, Spread]):
    """Spreads by "index" and element, each unpacked when it is asked for."""

    __slots__ = ("_elements", "_index")

    def __init__(self, index: bytes | None, elements: bytes) -> None:
        """From what was packed; without any bytes no element has a spread here."""
        self._index = index
        self._elements = elements

    def get(self, name: str, default: Any = None) -> Any:
        """The spread of the index or of an element."""
        if name == INDEX:
            return default if self._index is None else Spread(*_SPREAD.unpack(self._index))
        place = _PLACES.get(name)
        if place is None or not self._elements:
            return default
        found = _SPREAD.unpack_from(self._elements, place)
        return Spread(*found) if found[2] else default

    def __getitem__(self, name: str) -> Spread:
        found: Spread | None = self.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return self._index is not None if name == INDEX else name in set(self)

    def __iter__(self) -> Iterator[str]:
        return (name for name in (INDEX, *_PLACES) if self.get(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)
