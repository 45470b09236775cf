"""When published answers may be taken out again, or put back: no sum of rows leaves a few over.

Rows of open data are sets of sheets. Sheets that stood in the same rows so far form a class: no
adding and subtracting of rows tells them apart. A new row splits some classes. Whoever combines it
with former rows, each as often as they like, holds of every class at least the smaller part of its
split, and every sheet that was in no row before. If these are five or more, no combination that
the new row has a part in rests on fewer, and all others are as safe as they were.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Answers = tuple[int, ...]
"""Respondents, then how often each element was answered 1, 2, 3, 4."""


@dataclass(frozen=True)
class Split:
    """A class of sheets: what a new row turns of it, and what it leaves as it was.

    whole_row : the class is a whole row as it was laid down, of which nothing was ever turned.
    """

    turned: Answers
    rest: Answers
    whole_row: bool


def groups_of(answers: Sequence[int]) -> list[Sequence[int]]:
    """The respondents, and the answers of each element."""
    return [answers[:1], *(answers[start : start + 4] for start in range(1, len(answers), 4))]


def is_large(answers: Sequence[int], step: int) -> bool:
    """Whether a row, taken back or laid down, holds a step of respondents and of each element."""
    groups = groups_of(answers)
    return all(abs(sum(group)) >= step or not any(group) for group in groups)


def is_safe_row(
    row: Sequence[int], fresh: Sequence[int], splits: Iterable[Split], step: int
) -> bool:
    """Whether no combination of a new row with former ones rests on fewer sheets than a step.

    row : what it will say; fresh : its sheets that were in no row before; splits : the classes of
    which it turns some. To take out a whole row as it was laid down tells nothing new.
    """
    known = [(groups_of(each.turned), groups_of(each.rest), each.whole_row) for each in splits]
    for place, said in enumerate(groups_of(row)):
        if not any(said):
            continue
        new = sum(groups_of(fresh)[place])
        least, repeats = new, True
        for turned, rest, whole_row in known:
            moved = sum(turned[place])
            left = min(moved, sum(rest[place]))
            least += left
            repeats = repeats and (not moved or (whole_row and not left))
        if least < step and not (least == 0 and repeats):
            return False
    return True
