"""Whether parts of a snapshot may stand beside its rows of open data, now and whenever kept.

Sheets are read only where parts are about to move, or a row to take sheets back, and only those
that were told apart since.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from sqlalchemy import Connection

from surveys.open_cells import FAMILIES, Placed, Told, as_answers, placed, told_since
from surveys.open_days import Growth
from surveys.open_turns import NOBODY, Turned, plus, stood
from surveys.published_tellings import Moment, Telling, telling_of
from surveys.rules.periods import Period
from surveys.rules.steady_cells import (
    Blocks,
    Held,
    Sizes,
    are_mixed,
    atoms_of,
    block_with,
    blocks_of,
    follows_from,
    is_safe_beside,
)
from surveys.rules.steady_parts import Parts, Rows, moved
from surveys.rules.steady_rows import Answers, Class

Mixed = Counter[tuple[int, str]]
"""How many sheets of a cell a row holds."""

Mixtures = tuple[list[set[str]], list[Mixed], list[Mixed]]


@dataclass
class Sheets:
    """The sheets of a unit and quarter, read as far back as was asked for."""

    connection: Connection
    unit_id: int
    period: Period
    turned: Turned
    _newest: int | None = field(default=None, init=False)
    _told: list[Told] = field(default_factory=list, init=False)

    def since(self, newest: int) -> Sequence[Told]:
        """Those that came after one, and all that ever left a row or were kept out of one."""
        if self._newest is None or newest < self._newest:
            self._told = told_since(self.connection, self.unit_id, self.period, newest)
            self._newest = newest
        return self._told


def classes_told_apart(sheets: Sheets, tellings: Sequence[Telling]) -> Iterator[list[Class]]:
    """For every family the classes of all rows that any sheets left or came back to."""
    apart = [telling for telling in tellings if telling.tells_apart]
    if not apart:
        return
    turned = sheets.turned
    leaving = {sheet.number: sheet for sheet in (*turned.out, *turned.back)}
    known = {sheet.number: sheet for sheet in turned.remembered} | leaving
    moved = [sheet for sheet in known.values() if sheet.turns or sheet.number in leaving]
    rows = {row for sheet in moved for row in (sheet.row, *sheet.turns)}
    held = placed(sheets.since(0), turned.rows, known)
    near = [each for each in held if not rows.isdisjoint((each.row, *each.turns))]
    for telling in apart:
        atoms = atoms_of([each.blocks for each in telling.moments])
        yield _classes(telling, atoms, near, leaving)


def _classes(
    telling: Telling, atoms: Blocks, near: Sequence[Placed], leaving: Collection[int]
) -> list[Class]:
    nobody = NOBODY if telling.has_answers else NOBODY[:1]
    turned: dict[tuple[object, ...], Answers] = {}
    rest: dict[tuple[object, ...], Answers] = {}
    keys: dict[tuple[object, ...], tuple[int, tuple[int, ...]]] = {}
    for each in near:
        key = each.row, each.turns, block_with(each.told.cells[telling.place], atoms)
        keys[key] = each.row, each.turns
        side = turned if each.told.number in leaving else rest
        side[key] = plus(side.get(key, nobody), as_answers(telling.sizes(each.told)))
    return [
        Class(
            stood(row, turns),
            turned.get(key, nobody),
            rest.get(key, nobody),
            1 if len(turns) % 2 else -1,
        )
        for key, (row, turns) in keys.items()
    ]


@dataclass(frozen=True)
class Beside:
    """The rows that parts of a snapshot come to stand beside, those included that it gains now."""

    sheets: Sheets
    growth: Growth
    step: int
    _known: dict[int, Sequence[Placed]] = field(default_factory=dict, init=False)
    _mixtures: dict[tuple[int, int], Mixtures] = field(default_factory=dict, init=False)

    def moved(
        self, family: str, old: Parts | None, before: Sequence[Parts], counts: Mapping[str, Rows]
    ) -> Parts:
        """The parts of a family to show from now on, beside the rows; the old ones where unsafe."""
        telling = telling_of(family, old, before)
        return moved(
            old, before, counts, self.step, lambda new: self.allows(telling, blocks_of(new))
        )

    def allows(self, telling: Telling, blocks: Blocks) -> bool:
        """Whether new parts leave nobody over, with all rows and all that was told before."""
        if len(blocks) < 2:
            return True
        if not self.growth.is_exact:
            return False
        if not telling.tells_apart:
            return self._is_safe(telling, blocks, frozenset(), 0, 0)
        last = telling.moments[-1]
        at = self._moments(last) or (0, len(self.growth.turned.rows))
        return self._is_safe(telling, blocks, last.blocks, *at)

    def _is_safe(
        self, telling: Telling, blocks: Blocks, former: Blocks, first: int, last: int
    ) -> bool:
        """The same with rows since parts were told of last, between two numbers of rows."""
        splits = former and not follows_from(blocks, former)
        if self._placed(first):
            names, steady, whole = self._mixed(first, last)
            mixed = (whole if telling.has_answers else steady)[telling.place]
            cells = names[telling.place].union(*blocks if splits else ())
            if are_mixed(blocks, cells, mixed, self.step):
                return True
        rows = self._rows(telling, first, last)
        if splits:
            rows += self._older_rows(telling, last)
        return is_safe_beside(blocks, former, rows, self.step)

    def _mixed(self, first: int, last: int) -> Mixtures:
        """By family the cells of rows since, and of each row the steady sheets by cell.

        The first time all of these, then those alone that answered everything.
        """
        if (first, last) not in self._mixtures:
            held = self._placed(first)
            steady = [each for each in held if each.row > last and not each.turns]
            whole = [each for each in steady if all(each.told.sizes)]
            self._mixtures[first, last] = (
                [set(column) for column in zip(*(each.told.cells for each in held), strict=True)],
                _by_row(steady),
                _by_row(whole),
            )
        return self._mixtures[first, last]

    @cached_property
    def _sums(self) -> list[Answers]:
        rows = self.growth.turned.rows
        return list(accumulate((row.says for row in rows), plus, initial=NOBODY))

    def _moments(self, moment: Moment) -> tuple[int, int] | None:
        """How many rows there were then: the first and last number that come to the same."""
        if moment.whole is None:
            return None
        whole = tuple(moment.whole)
        found = [n for n, held in enumerate(self._sums) if held[: len(whole)] == whole]
        return (found[0], found[-1]) if found else None

    def _rows(self, telling: Telling, first: int, last: int) -> list[Held]:
        """The rows since parts were told of last, which was between two numbers of rows."""
        rows: dict[int, Held] = {}
        for each in self._placed(first):
            for row in {each.row, *each.turns}:
                if row > first:
                    held = rows.setdefault(row, Held())
                    steady = row > last and not each.turns
                    _count(held.steady if steady else held.turned, each.told, telling)
        return list(rows.values())

    def _older_rows(self, telling: Telling, last: int) -> list[Held]:
        """The rows up to a number, each with what was told apart of it since it was laid down."""
        found: dict[int, Held] = {}
        times = self._times(telling, last)
        for each in self._placed(0):
            if each.row <= last:
                held = found.setdefault(each.row, Held(*times[each.row - 1]))
                _count(held.turned if each.turns else held.steady, each.told, telling)
        return list(found.values())

    def _times(self, telling: Telling, last: int) -> list[tuple[int, Blocks]]:
        """By row the time of parts that it belongs to, and what these and later ones tell."""
        at = [self._moments(each) for each in telling.moments]
        ends = {n for each in at if each for n in range(each[0], each[1] + 1)}
        if None in at:
            ends = set(range(last + 1))
        later = [
            [m.blocks for m, n in zip(telling.moments, at, strict=True) if not n or n[1] >= row]
            for row in range(1, last + 1)
        ]
        times = accumulate(int(row in ends) for row in range(last))
        return [(time, atoms_of(blocks)) for time, blocks in zip(times, later, strict=True)]

    def _placed(self, first: int) -> Sequence[Placed]:
        """The sheets that rows after a number of them tell of."""
        if first not in self._known:
            rows = self.growth.rows
            # Rows that were laid down together hold sheets up to the same one.
            newest = {row.newest for row in rows[first : first + 1]}
            before = [row.newest or 0 for row in rows[:first] if row.newest not in newest]
            told = self.sheets.since(max(before, default=0))
            held = placed(told, rows, self.growth.remembered)
            self._known[first] = [each for each in held if each.newest_row > first]
        return self._known[first]


def _by_row(sheets: Sequence[Placed]) -> list[Mixed]:
    rows = [each.row for each in sheets]
    columns = (
        zip(*(each.told.cells for each in sheets), strict=True) if sheets else [()] * len(FAMILIES)
    )
    return [Counter(zip(rows, column, strict=True)) for column in columns]


def _count(side: dict[str, Sizes], sheet: Told, telling: Telling) -> None:
    cell, sizes = sheet.cells[telling.place], telling.sizes(sheet)
    side[cell] = plus(side[cell], sizes) if cell in side else sizes
