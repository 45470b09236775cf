"""Which older results may stand beside each other: nobody learns of a few by subtracting them.

Whoever kept the pages has every line that was ever shown. So a new line meets former ones of its
very own place and time alone, and what meets any other is not shown: a half-year is not shown where
its year ever was, nor an agency where one of its units was. Of one place and time, no sum and
difference of the numbers of sheets is so small that it could come from fewer sheets than a group.
Lines of different places and times have no sheet in common, so this holds for all lines at once.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from surveys.rules.periods import Period

Place = tuple[int, Period]
"""A unit by its number, an agency by its number below zero; and a time."""

MOST_BEFORE = 5
"""So many numbers of a place and time may have been shown when another comes: 3^5 sums."""

_ByPart = Mapping[int, Sequence["Line"]]
"""Lines by each unit and agency whose sheets they may tell of."""


class Withheld(StrEnum):
    """Why an older result is not shown."""

    UNKNOWN = "unknown"
    FEW = "few"
    OWN = "own"
    NEAR = "near"


@dataclass(frozen=True)
class Line:
    """An older result: its index in hundredths, and of how many it is.

    whose : a unit by its number, an agency by its number below zero; units : of an agency all that
    are or ever were its own.
    """

    whose: int
    period: Period
    scale: str
    index: int
    n: int | None
    units: frozenset[int] = field(default=frozenset(), compare=False)

    @property
    def place(self) -> Place:
        """Where and when it was measured."""
        return self.whose, self.period

    @property
    def parts(self) -> frozenset[int]:
        """Every unit and agency whose sheets it may tell of."""
        return self.units | {self.whose}


def meet(one: Period, other: Period) -> bool:
    """Whether two periods have a day in common."""
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def overlap(one: Line, other: Line) -> bool:
    """Whether two lines may tell of the same sheets."""
    return meet(one.period, other.period) and not one.parts.isdisjoint(other.parts)


def standing(
    results: Iterable[Line],
    stood: Iterable[Line],
    ever: Iterable[Line],
    smallest: int,
    *,
    unknown: bool = False,
) -> list[Line]:
    """The lines that may be shown together; no two of them overlap.

    results : what is stored now, of periods that may be shown at all; stood : lines that are shown
    so far; ever : all that were ever shown; unknown : whether a line of nobody knows how many may
    stand where none overlaps it. A changed result that may not be shown waits, and the line of
    before stays; one with as many sheets but another value is corrected or made of others, so
    neither is shown.
    """
    known, turns = _by_part(ever), {_turn(line): line for line in stood}
    chosen: dict[int, list[Line]] = defaultdict(list)
    found = []
    for result in sorted(results, key=_order(turns)):
        before = turns.get(_turn(result))
        line = _option(result, before, _near(result, known), smallest, unknown=unknown)
        if line is None or _near(line, chosen):
            continue
        found.append(line)
        for part in line.parts:
            chosen[part].append(line)
    return found


def _turn(line: Line) -> tuple[int, Period, str]:
    return line.whose, line.period, line.scale


def _order(
    turns: Collection[tuple[int, Period, str]],
) -> Callable[[Line], tuple[bool | int | str, ...]]:
    """What is shown already comes first, also where it changed; then units, then long times.

    Of two scales the newer one; lines of nobody knows how many come last.
    """
    return lambda line: (
        line.n is None,
        _turn(line) not in turns,
        line.whose < 0,
        -line.period.kind.months,
        line.period.code,
        abs(line.whose),
        line.scale != "permenpanrb-14-2017",
    )


def _by_part(lines: Iterable[Line]) -> _ByPart:
    found = defaultdict(list)
    for line in lines:
        for part in line.parts:
            found[part].append(line)
    return found


def _near(line: Line, lines: _ByPart) -> list[Line]:
    """Those that overlap a line."""
    return [
        each
        for part in line.parts
        for each in lines.get(part, ())
        if meet(each.period, line.period)
    ]


def _option(
    result: Line, before: Line | None, near: Sequence[Line], smallest: int, *, unknown: bool
) -> Line | None:
    """The result or, while that waits, the line of before."""
    if result.n is None:
        alone = all(each.place == result.place for each in near)
        return result if unknown and alone else None
    if result.n < smallest:
        return None
    if _may_join(result, result.n, near, smallest):
        return result
    return before if before is not None and before.n not in (None, result.n) else None


def _may_join(line: Line, n: int, near: Sequence[Line], smallest: int) -> bool:
    """Whether a line tells nothing of a few beside all that were ever shown and overlap it."""
    own = [each for each in near if each.place == line.place]
    if any((each.n, each.index) == (n, line.index) for each in own):
        return True
    if len(own) < len(near) or any(each.n is None and each.index != line.index for each in own):
        return False
    return _is_apart(n, {each.n for each in own if each.n is not None}, smallest)


def _is_apart(n: int, before: Collection[int], smallest: int) -> bool:
    """Whether no sum and difference with former numbers can come from a few sheets.

    Where p sets of sheets are added and m subtracted, a sheet counts from -m to p times; so fewer
    than `smallest` sheets come to at least -m and at most p times as many as they are.
    """
    if len(before) > MOST_BEFORE:
        return False
    for signs in product((-1, 0, 1), repeat=len(before)):
        added, taken = 1 + signs.count(1), signs.count(-1)
        rest = n + sum(sign * each for sign, each in zip(signs, before, strict=True))
        if taken and -taken * (smallest - 1) <= rest <= added * (smallest - 1):
            return False
    return True
