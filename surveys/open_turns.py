"""Which sheets left the published rows of a unit and quarter, or came back, and what may say so.

Few sheets ever do, so only those are remembered one by one (OpenSheet); every other sheet is in the
first row of its day that is not older than it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import add, sub

from surveys.rules.steady_rows import Answers, Class
from surveys.tables.responses import BINS

NOBODY: Answers = (0,) * (1 + len(BINS))


Key = tuple[int | None, tuple[int, ...]]
"""The row that sheets were first in, and the rows that turned them since."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its day, what it says, the row it was first in, and the rows that turned it."""

    number: int
    day: date
    says: Answers
    row: int | None
    turns: tuple[int, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row as it was laid down."""

    first: date
    last: date
    says: Answers
    newest: int | None


@dataclass(frozen=True)
class Turned:
    """What became of the sheets of a unit and quarter since its rows were laid down.

    out : they left the figures; back : they left before and are in them again; first : they were
    kept out when the rows of their time were made; aside : they came and are kept out;
    arrived : what newer sheets say, by day; newest : the newest sheet there is.
    """

    rows: tuple[Row, ...]
    remembered: tuple[Sheet, ...]
    out: tuple[Sheet, ...]
    back: tuple[Sheet, ...]
    first: tuple[Sheet, ...]
    aside: tuple[Sheet, ...]
    arrived: Mapping[date, Answers]
    newest: int | None

    @property
    def is_known(self) -> bool:
        """Whether it is known of every row which sheets it holds."""
        return all(row.newest is not None for row in self.rows)

    @cached_property
    def net(self) -> Answers:
        """What those that came back say, less those that left."""
        return minus(total(each.says for each in self.back), total(s.says for s in self.out))

    @cached_property
    def fresh(self) -> dict[date, Answers]:
        """What sheets say that were in no row yet, by day."""
        found = dict(self.arrived)
        for sheet in self.first:
            found[sheet.day] = plus(found.get(sheet.day, NOBODY), sheet.says)
        return found

    def accounts_for(self, gains: Mapping[date, Answers]) -> bool:
        """Whether these sheets, and no others, make the difference of each day."""
        signed = [(each.day, each.says) for each in self.back]
        signed += [(each.day, minus(NOBODY, each.says)) for each in self.out]
        made = dict(self.fresh)
        for day, says in signed:
            made[day] = plus(made.get(day, NOBODY), says)
        days = {*made, *gains}
        return all(made.get(day, NOBODY) == gains.get(day, NOBODY) for day in days)

    def noted(self, row: int | None) -> list[Sheet]:
        """Who is remembered once a row (its place, from 1) has turned those that left or came."""
        noted = [*self.aside, *self.first]
        if row is not None:
            noted += [replace(s, turns=(*s.turns, row)) for s in (*self.out, *self.back)]
        return noted

    def classes(self) -> list[Class]:
        """All classes (rules.steady_rows) of the rows that any sheets left or came back to."""
        key_of = {sheet.number: (sheet.row, sheet.turns) for sheet in self.remembered}
        turned: dict[Key, Answers] = {}
        for sheet in (*self.out, *self.back):
            key = key_of.get(sheet.number, (sheet.row, ()))
            turned[key] = plus(turned.get(key, NOBODY), sheet.says)
        sizes: dict[Key, Answers] = {}
        for sheet in self.remembered:
            if sheet.row is not None and sheet.turns:
                key = sheet.row, sheet.turns
                sizes[key] = plus(sizes.get(key, NOBODY), sheet.says)
        for row in {row for each, turns in (*sizes, *turned) for row in (each, *turns) if row}:
            moved = [size for (each, _), size in sizes.items() if each == row]
            sizes[row, ()] = minus(self._own(row), total(moved))
        return [
            Class(
                stood(row, turns),
                turned.get((row, turns), NOBODY),
                minus(size, turned.get((row, turns), NOBODY)),
                1 if len(turns) % 2 else -1,
            )
            for (row, turns), size in sorted(sizes.items(), key=str)
        ]

    def _turned_by(self, row: int) -> list[Sheet]:
        return [sheet for sheet in self.remembered if row in sheet.turns]

    def _own(self, row: int) -> Answers:
        """What the sheets say that were in no row before this one."""
        says = self.rows[row - 1].says
        for sheet in self._turned_by(row):
            came_back = sheet.turns.index(row) % 2
            says = minus(says, sheet.says) if came_back else plus(says, sheet.says)
        return says


def stood(row: int | None, turns: Sequence[int]) -> dict[int, int]:
    """How each row counts a sheet: it was first in one, and others took it out and put it back."""
    stood = {} if row is None else {row: 1}
    return stood | {each: 1 if place % 2 else -1 for place, each in enumerate(turns)}


def plus(one: Sequence[int], other: Sequence[int]) -> Answers:
    """Two counts together."""
    return tuple(map(add, one, other))


def minus(one: Sequence[int], other: Sequence[int]) -> Answers:
    """What a count has more than another."""
    return tuple(map(sub, one, other))


def total(counts: Iterable[Sequence[int]]) -> Answers:
    """Counts together; nobody where there are none."""
    return tuple(map(sum, zip(*counts, strict=True))) or NOBODY


def is_out(sheet: Sheet) -> bool:
    """Whether it was in a row and was taken out again."""
    return len(sheet.turns) % 2 == 1


def rows_of(rows: Sequence[Row], day: date) -> list[tuple[int, int]]:
    """The rows that hold a day, each by its place (from 1) with its newest sheet."""
    return [
        (place, row.newest)
        for place, row in enumerate(rows, start=1)
        if row.newest is not None and row.first <= day <= row.last
    ]


def row_of(of_day: Sequence[tuple[int, int]], number: int) -> int | None:
    """The place of the first row of its day that holds a sheet of an age (its number)."""
    return next((place for place, newest in of_day if number <= newest), None)
