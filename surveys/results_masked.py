"""What was counted, without what is not told of it."""

from collections.abc import Sequence
from dataclasses import replace

from surveys.results_counted import INDEX, Counted
from surveys.rollups import COUNTS
from surveys.rules.elements import Element
from surveys.rules.told_parts import Measures, Untold
from surveys.tables.responses import BINS

ALL_ELEMENTS: Untold = frozenset(range(1, 1 + len(Element)))
_RESPONDENTS = COUNTS.index("respondents")
_FIRST_BIN = COUNTS.index(BINS[0])
_OVERALL = slice(_FIRST_BIN + len(BINS), _FIRST_BIN + len(BINS) + 4)


def measures_of(counts: Sequence[int]) -> Measures:
    """What is looked at in counts in the order of rollups.COUNTS."""
    starts = range(_FIRST_BIN, _FIRST_BIN + len(BINS), 4)
    return (counts[_RESPONDENTS], *(sum(counts[start : start + 4]) for start in starts))


def without(counts: tuple[int, ...], untold: Untold) -> tuple[int, ...]:
    """The counts as if nobody had answered what is not told."""
    if not untold:
        return counts
    left = list(counts)
    for place in untold:
        start = _FIRST_BIN + 4 * (place - 1)
        left[start : start + 4] = [0] * 4
    if untold == ALL_ELEMENTS:
        left[_OVERALL] = [0] * 4
    return tuple(left)


def told_counted(counted: Counted, untold: Untold) -> Counted:
    """The same of what was counted, with its margins: there is no index where an element lacks."""
    if not untold:
        return counted
    away = {INDEX, *(element.value for place, element in enumerate(Element, 1) if place in untold)}
    spreads = {name: counted.spreads[name] for name in counted.spreads if name not in away}
    return replace(counted, counts=without(counted.counts, untold), spreads=spreads)
