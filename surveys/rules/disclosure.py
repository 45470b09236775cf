"""What may be shown without anybody being found: small groups, small steps, small differences.

Source: UU 27/2022 and our rule that a group under five respondents is hidden, also under combined
filters and by subtraction. A figure about 0 respondents is "no answers yet" and hides nobody.

How public figures move: a snapshot of the counts is stored when it first holds five respondents,
and is replaced only when at least five more (or fewer, after exclusions) have come since. Whoever
looks twice can then subtract no less than five sheets. The snapshot holds all answers of its
moment, so nothing depends on their order; everything public (page, card, open data) shows the
same snapshot, or two documents could be subtracted from each other. So does the report that is
handed on; the one that holds all sheets stays within the agency.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from surveys.rules.echelon import reduced

SMALLEST_GROUP = 5
STEP = 5

Part = TypeVar("Part", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


def is_shown(n: int, smallest: int = SMALLEST_GROUP) -> bool:
    """Whether a figure about n respondents may be shown."""
    return n >= smallest


def still_needed(n: int, smallest: int = SMALLEST_GROUP) -> int:
    """How many more must answer before it may be shown; 0 when it may."""
    return max(0, smallest - n)


def published_n(n: int, step: int = STEP) -> int:
    """The number a public page names while n have answered: the last multiple of five."""
    return n - n % step


ONE_IN = 100
"""Of so many respondents one more or fewer is no news while a quarter runs."""


def is_snapshot_due(stored_n: int | None, n: int, step: int = STEP) -> bool:
    """Whether the public snapshot, made of stored_n respondents (None: there is none), moves on."""
    return n >= step if stored_n is None else abs(n - stored_n) >= step


def pace(stored_n: int | None, step: int = STEP) -> int:
    """By how many respondents a snapshot of the quarter that runs moves on: one in a hundred.

    Every snapshot that was shown is held against whatever is shown later; so a busy unit moves some
    hundred times a quarter, not after each five of its many thousand answers.
    """
    return max(step, (stored_n or 0) // ONE_IN)


def is_safe_difference(n: int, other_n: int, smallest: int = SMALLEST_GROUP) -> bool:
    """Whether figures of a group and of a part of it may both be shown: no few people between."""
    return n == other_n or abs(n - other_n) >= smallest


def is_safe_move(before: Sequence[int], after: Sequence[int], step: int = STEP) -> bool:
    """Whether counts of answers 1 to 4 may take the place of others.

    As many answers as before are safe only where they are the same ones: one that was taken out
    and one that came would otherwise stand alone in the difference.
    """
    return list(before) == list(after) or abs(sum(after) - sum(before)) >= step


Sum = tuple[Part, Sequence[Part]]
"""A total and the parts that add up to it, by name."""


def hidden(
    counts: Mapping[Part, int], sums: Iterable[Sum[Part]], smallest: int = SMALLEST_GROUP
) -> frozenset[Part]:
    """Which figures to hide so that no small group is shown or found by adding and subtracting.

    counts : respondents of every figure on the page, totals included.
    sums : which of them add up to which. Everything under `smallest` is hidden, then more until
    every group that a sum leaves over is `smallest` or more and no hidden figure follows from the
    shown ones by any combination of sums. Raises ValueError for a sum that does not add up.
    """
    equations = [(total, tuple(parts)) for total, parts in sums]
    for total, parts in equations:
        if counts[total] != sum(counts[part] for part in parts):
            raise ValueError(f"{total!r} is {counts[total]}, which is not the sum of its parts")
    found = {name for name, n in counts.items() if 0 < n < smallest}
    while (more := _next_to_hide(counts, equations, found, smallest)) is not None:
        found.add(more)
    return frozenset(found)


def _next_to_hide(
    counts: Mapping[Part, int],
    equations: Sequence[Sum[Part]],
    found: AbstractSet[Part],
    smallest: int,
) -> Part | None:
    """One more figure to hide, out of a sum that gives something away; None when none does."""
    leaking = [sum_ for sum_ in equations if _leaks(counts, sum_, found, smallest)]
    if not leaking:
        determined = set(_determined(equations, found))
        leaking = [(t, ps) for t, ps in equations if not determined.isdisjoint((t, *ps))]
    for total, parts in leaking:
        shown = [part for part in parts if part not in found]
        if shown:
            # A figure that closes several leaks at once leaves more of the table readable.
            closes = {part: sum(part in (t, *ps) for t, ps in leaking) for part in shown}
            return min(shown, key=lambda part: (counts[part] == 0, -closes[part], counts[part]))
        if total not in found:
            return total
    return None


def _leaks(
    counts: Mapping[Part, int], equation: Sum[Part], found: AbstractSet[Part], smallest: int
) -> bool:
    """Whether a sum alone gives away one hidden figure, or few people together."""
    total, parts = equation
    away = [part for part in parts if part in found]
    if len(away) + (total in found) == 1:
        return True
    return total not in found and 0 < sum(counts[part] for part in away) < smallest


def _determined(equations: Sequence[Sum[Part]], found: AbstractSet[Part]) -> list[Part]:
    """Hidden figures that follow from all sums together."""
    involved = dict.fromkeys(name for total, parts in equations for name in (total, *parts))
    unknown = [name for name in involved if name in found]
    rows = reduced(
        [
            [Fraction((name in parts) - (name == total)) for name in unknown]
            for total, parts in equations
        ]
    )
    return [
        unknown[next(column for column, value in enumerate(row) if value)]
        for row in rows
        if sum(value != 0 for value in row) == 1
    ]


_WHOLE = ("whole", None)


def hidden_parts(parts: Mapping[Part, int], smallest: int = SMALLEST_GROUP) -> frozenset[Part]:
    """Which parts of a list to hide when its total is shown beside it: sexes, counters, units.

    A total under `smallest` hides every part that anybody is in.
    """
    counts: dict[tuple[str, object], int] = {("part", part): n for part, n in parts.items()}
    counts[_WHOLE] = sum(parts.values())
    away = hidden(counts, [(_WHOLE, [("part", part) for part in parts])], smallest)
    return frozenset(part for part in parts if ("part", part) in away)


def kept_together(
    parts: Mapping[Part, Sequence[int]],
    smallest: int = SMALLEST_GROUP,
    already: Collection[Part] = (),
) -> frozenset[Part]:
    """Which parts of a whole stay together as the rest, so that nothing told rests on a few.

    parts : how many each has, once or month by month. Whoever has one to four anywhere is of the
    rest, then the smallest others until the rest is nobody or `smallest` and more everywhere. What
    any sums and differences of the whole and the other parts tell is then made of whole parts and
    the whole rest. already : parts that are of it for another reason.
    """
    rest = {
        part
        for part, counts in parts.items()
        if part in already or any(0 < n < smallest for n in counts)
    }
    while any(
        0 < n < smallest for n in map(sum, zip(*(parts[part] for part in rest), strict=True))
    ):
        others = [part for part, counts in parts.items() if part not in rest and any(counts)]
        if not others:
            break
        rest.add(min(others, key=lambda part: sum(parts[part])))
    return frozenset(rest)


@dataclass(frozen=True, slots=True)
class HiddenCells(Generic[Row, Column]):
    """What to hide of a table with totals at its right and its foot."""

    cells: frozenset[tuple[Row, Column]]
    row_totals: frozenset[Row]
    column_totals: frozenset[Column]


def hidden_cells(
    table: Mapping[tuple[Row, Column], int], smallest: int = SMALLEST_GROUP
) -> HiddenCells[Row, Column]:
    """Which cells and totals of a crossed table to hide, its grand total being shown.

    table : (row, column) -> respondents; a pair that is absent counts as 0.
    """
    rows = tuple(dict.fromkeys(row for row, _ in table))
    columns = tuple(dict.fromkeys(column for _, column in table))
    counts: dict[tuple[str, object], int] = {
        ("cell", (row, column)): table.get((row, column), 0) for row in rows for column in columns
    }
    sums: list[Sum[tuple[str, object]]] = [
        *((("row", row), [("cell", (row, column)) for column in columns]) for row in rows),
        *((("column", column), [("cell", (row, column)) for row in rows]) for column in columns),
    ]
    for total, parts in sums:
        counts[total] = sum(counts[part] for part in parts)
    counts[_WHOLE] = sum(table.values())
    sums.append((_WHOLE, [("row", row) for row in rows]))
    sums.append((_WHOLE, [("column", column) for column in columns]))
    away = hidden(counts, sums, smallest)
    return HiddenCells(
        frozenset((row, c) for row in rows for c in columns if ("cell", (row, c)) in away),
        frozenset(row for row in rows if ("row", row) in away),
        frozenset(column for column in columns if ("column", column) in away),
    )
