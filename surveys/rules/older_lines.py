"""Which older results may stand beside each other: nobody learns of a few by subtracting them.

Results of one year overlap where one place and time lies within the other, as a half-year within
its year and a unit within its agency. Lines that stand together form a tree, and of each one
whatever its parts leave over is nobody or a whole group; every sum and difference of them then
rests on whole groups. What was ever shown stays the reference: whoever kept the page has it still.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from surveys.rules.periods import Period

Place = tuple[int, Period]
"""A unit by its number (0: the whole agency), and a time."""


class Withheld(StrEnum):
    """Why an older result is not shown."""

    UNKNOWN = "unknown"
    FEW = "few"
    OWN = "own"
    NEAR = "near"


@dataclass(frozen=True)
class Line:
    """An older result within one agency: its index in hundredths, and of how many it is."""

    unit: int
    period: Period
    scale: str
    index: int
    n: int | None

    @property
    def place(self) -> Place:
        """Where and when it was measured."""
        return self.unit, self.period


def meet(one: Period, other: Period) -> bool:
    """Whether two periods have a day in common."""
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def overlap(one: Line, other: Line) -> bool:
    """Whether two lines of an agency may tell of the same sheets."""
    return (one.unit == other.unit or 0 in (one.unit, other.unit)) and meet(
        one.period, other.period
    )


def within(inner: Line, outer: Line) -> bool:
    """Whether a line lies in another one, by place and by time, and is not of the very same."""
    return (
        outer.unit in (0, inner.unit)
        and outer.period.first_day <= inner.period.first_day
        and inner.period.last_day <= outer.period.last_day
        and inner.place != outer.place
    )


def standing(
    results: Sequence[Line],
    stood: Collection[Line],
    ever: Sequence[Line],
    smallest: int,
    *,
    unknown: bool = False,
) -> list[Line]:
    """The lines of one agency and year that may be shown together.

    results : what is stored now, of periods that may be shown at all; stood : lines that are shown
    so far; ever : all that were ever shown, in order of time; unknown : whether a line of nobody
    knows how many may stand where none overlaps it. A changed result waits, and the line of before
    stays, while one to four sheets lie between; one with as many sheets but another value is
    corrected or made of others, so neither is shown.
    """
    known = frozenset(ever)
    chosen = [
        line
        for result in results
        if (line := _option(result, stood, known, ever, smallest, unknown=unknown)) is not None
    ]
    found: dict[Place, Line] = {}
    last = {line.place: line for line in ever}
    for line in sorted(chosen, key=_order(frozenset(stood), known)):
        if not _fits(line, found, smallest):
            continue
        if line in known or _leaves_groups(line, {**last, **found}, smallest):
            found[line.place] = line
    return list(found.values())


def _option(
    result: Line,
    stood: Collection[Line],
    known: frozenset[Line],
    ever: Sequence[Line],
    smallest: int,
    *,
    unknown: bool,
) -> Line | None:
    if result.n is None:
        return result if unknown else None
    if result.n < smallest:
        return None
    if result in known or all(_is_apart(result, each, smallest) for each in ever):
        return result
    before = (each for each in stood if each.place == result.place and each.scale == result.scale)
    return next((each for each in before if each.n not in (None, result.n)), None)


def _order(
    stood: frozenset[Line], known: frozenset[Line]
) -> Callable[[Line], tuple[bool | int | str, ...]]:
    """What is shown already comes first, then units before their agency, long times before short.

    Of two scales the newer one; lines of nobody knows how many come last.
    """
    return lambda line: (
        line.n is None,
        line not in stood,
        line not in known,
        line.unit == 0,
        -line.period.kind.months,
        line.period.code,
        line.unit,
        line.scale != "permenpanrb-14-2017",
    )


def _is_apart(line: Line, other: Line, smallest: int) -> bool:
    """Whether the difference of a line and one that was ever shown rests on no few people."""
    if not overlap(line, other):
        return True
    if line.n is None or other.n is None or line.n == other.n:
        same = line.index == other.index and line.scale == other.scale
        return same or (other.n is None and line.place != other.place)
    return abs(line.n - other.n) >= smallest


def _fits(line: Line, beside: Mapping[Place, Line], smallest: int) -> bool:
    """Whether a line makes a tree with those that stand, in which every rest is a whole group."""
    near = [each for each in beside.values() if overlap(line, each)]
    if line.n is None or any(each.n is None for each in near):
        return not near
    return all(within(line, each) or within(each, line) for each in near) and _leaves_groups(
        line, beside, smallest, least=0
    )


def _leaves_groups(
    line: Line, beside: Mapping[Place, Line], smallest: int, least: float = -inf
) -> bool:
    """Whether neither the line nor what it lies in leaves a few over beside all their parts.

    least : parts that are more than their whole are not of it; 0 where that must not be.
    """
    known = [each for each in beside.values() if each.n is not None and each.place != line.place]
    for outer in [line, *(each for each in known if within(line, each))]:
        inner = _parts(outer, [*known, line])
        rest = (outer.n or 0) - sum(each.n or 0 for each in inner)
        few = 0 < rest < smallest or (rest == 0 and not _adds_up(outer, inner))
        if few or rest < least:
            return False
    return True


def _parts(outer: Line, lines: Iterable[Line]) -> list[Line]:
    """The widest lines within one."""
    found: list[Line] = []
    wide = sorted(lines, key=lambda each: (each.unit != 0, -each.period.kind.months))
    for each in wide:
        if within(each, outer) and not any(within(each, other) for other in found):
            found.append(each)
    return found


def _adds_up(outer: Line, parts: Sequence[Line]) -> bool:
    """Whether as many sheets are the same sheets: their values come to that of all, as rounded."""
    told = sum((each.n or 0) * each.index for each in parts)
    same = all(each.scale == outer.scale for each in parts)
    return same and abs((outer.n or 0) * outer.index - told) <= (outer.n or 0)
