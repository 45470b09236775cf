"""When published answers may be taken out again, or put back: no sum of rows leaves a few over.

Rows of open data are sets of sheets. Sheets that stood in the same rows so far form a class: no
adding and subtracting of rows tells them apart. A new row splits some classes. Whoever combines it
with former rows, each as often as they like, holds of every class at least the smaller part of its
split, and every sheet that was in no row before. If these are five or more, no combination that
the new row has a part in rests on fewer, and all others are as safe as they were.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.rules.echelon import follows

Answers = tuple[int, ...]
"""Respondents, then how often each element was answered 1, 2, 3, 4."""


@dataclass(frozen=True)
class Class:
    """Sheets that stood in the same rows so far, and what a new row makes of them.

    stood : by row how it counts them, 1 or (taken out again) -1. turned, rest : what those say that
    the new row turns, and the others; sign : 1 where it puts them back, -1 where it takes them out.
    """

    stood: Mapping[int, int]
    turned: Answers
    rest: Answers
    sign: int


def groups_of(answers: Sequence[int]) -> list[Sequence[int]]:
    """The respondents, and the answers of each element."""
    return [answers[:1], *(answers[start : start + 4] for start in range(1, len(answers), 4))]


def is_large(answers: Sequence[int], step: int) -> bool:
    """Whether a row, taken back or laid down, holds a step of respondents and of each element."""
    groups = groups_of(answers)
    return all(abs(sum(group)) >= step or not any(group) for group in groups)


def is_safe_row(
    row: Sequence[int], fresh: Sequence[int], classes: Sequence[Class], step: int
) -> bool:
    """Whether no combination of a new row with former ones rests on fewer sheets than a step.

    row : what it will say; fresh : its sheets that were in no row before; classes : all
    that stood in the rows of which it turns sheets. What follows from former rows is nothing new.
    """
    parts = [(groups_of(each.turned), groups_of(each.rest), each) for each in classes]
    for place, said in enumerate(groups_of(row)):
        if not any(said):
            continue
        sizes = [(sum(turned[place]), sum(rest[place]), each) for turned, rest, each in parts]
        least = sum(groups_of(fresh)[place]) + sum(min(moved, left) for moved, left, _ in sizes)
        if 0 < least < step or (not least and not _tells_nothing_new(sizes)):
            return False
    return True


def _tells_nothing_new(sizes: Sequence[tuple[int, int, Class]]) -> bool:
    """Whether a row that turns whole classes is a combination of former rows."""
    known = [(moved, each) for moved, left, each in sizes if moved or left]
    rows = sorted({row for _, each in known for row in each.stood})
    new = [each.sign if moved else 0 for moved, each in known]
    return follows(new, [[each.stood.get(row, 0) for _, each in known] for row in rows])
