"""Whoever keeps every row of open data and combines them in any way finds no one to four sheets."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Connection, select

from portal.database import Database
from surveys import publication
from surveys.exclusions import Wanted, counted_answers, exclude
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import parse_period
from surveys.rules.steady_rows import Class, is_safe_row
from surveys.scope import PlaceScope
from surveys.tables import OpenDay, Response
from surveys.tables.responses import COLUMNS
from tests.builders import NOW, Place, build_draft, build_place
from tests.surveys.staff_at_answers import keep_some_out, put_some_back

STEP = 5
QUARTER = parse_period("2026-Q4")
WHOLE = QUARTER.first_day, QUARTER.last_day
Says = tuple[int, ...]


def says_of(scores: Sequence[int | None]) -> Says:
    return (1, *(int(score == value) for score in scores for value in range(1, 5)))


def added(counts: Sequence[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*counts, strict=True)] if counts else [0] * 37


def sheets_in_figures(connection: Connection) -> dict[int, tuple[date, Says]]:
    columns = [getattr(Response, column) for column in COLUMNS]
    rows = connection.execute(
        select(Response.id, Response.local_date, *columns).where(Response.excluded.is_(False))
    )
    return {number: (day, says_of(scores)) for number, day, *scores in rows if any(scores)}


@dataclass
class Attacker:
    """Somebody who keeps every row and knows, to be sure, which sheets each one is made of."""

    database: Database
    place: Place
    chance: random.Random
    answered: int = 0
    days: int = 30
    rows: list[Counter[int]] = field(default_factory=list)
    known: dict[int, tuple[date, Says]] = field(default_factory=dict)
    last: dict[int, tuple[date, Says]] = field(default_factory=dict)

    @property
    def wanted(self) -> Wanted:
        scope = PlaceScope(unit_id=self.place.unit_id, counter_id=self.place.counter_id)
        return Wanted(scope, *WHOLE)

    def answers(self, count: int) -> None:
        drafts = []
        for _ in range(count):
            self.answered += 1
            scores = tuple(
                None if self.chance.random() < 0.03 else self.chance.randint(1, 4) for _ in COLUMNS
            )
            day = self.chance.randrange(self.days)
            kept = self.chance.random() < 0.1
            key = f"{self.answered:020d}"
            drafts.append(build_draft(self.place, key, scores=scores, days_ago=day, excluded=kept))
        self.database.write(lambda c: store_drafts(c, drafts))

    def out(self, count: int) -> None:
        keep_some_out(self.database, self.wanted, self.chance, count)

    def back(self, count: int) -> None:
        put_some_back(self.database, self.wanted, self.chance, count)

    def look(self) -> None:
        """The rows that were laid down since, each as the sheets that it is made of."""
        moment = NOW + timedelta(minutes=len(self.rows))
        self.database.write(lambda c: publication.refresh_all(c, moment, STEP))
        all_rows = self.database.read(
            lambda c: list(c.execute(select(OpenDay.__table__).order_by(OpenDay.id)))
        )
        new = all_rows[len(self.rows) :]
        if not new:
            return
        now = self.database.read(sheets_in_figures)
        self.known |= now
        ever = {number for row in self.rows for number in row}
        rest: Counter[int] = Counter(dict.fromkeys(now.keys() - self.last.keys(), 1))
        rest.update(dict.fromkeys(self.last.keys() - now.keys(), -1))
        for row in new:
            if (row.first_day, row.last_day) == WHOLE:
                continue
            own = {
                number: 1
                for number, sign in rest.items()
                if sign > 0
                and number not in ever
                and row.first_day <= self.known[number][0] <= row.last_day
            }
            self.keep(row, Counter(own))
            for number in own:
                del rest[number]
        whole = [row for row in new if (row.first_day, row.last_day) == WHOLE]
        assert len(whole) == bool(rest)
        for row in whole:
            self.keep(row, rest)
        self.last = now

    def keep(self, row: Any, sheets: Counter[int]) -> None:
        told = added([[sign * n for n in self.known[number][1]] for number, sign in sheets.items()])
        assert told == [row.respondents, *row.bins]
        self.rows.append(sheets)

    def smallest_combination(self, question: int) -> int | None:
        """The fewest sheets under five that any combination of rows rests on; None where none does.

        question : 0 counts the respondents, 1 to 9 those who answered an element.
        """
        holds: dict[tuple[int, ...], int] = defaultdict(int)
        for number in sorted({number for row in self.rows for number in row}):
            says = self.known[number][1]
            place = slice(0, 1) if not question else slice(4 * question - 3, 4 * question + 1)
            if any(says[place]):
                holds[tuple(row[number] for row in self.rows)] += 1
        classes = sorted(holds.items())
        if not classes:
            return None
        table = np.array([list(signature) for signature, _ in classes], dtype=float).T
        rank = np.linalg.matrix_rank(table)
        for few in few_together([n for _, n in classes]):
            # Something is left of these alone where the rows are less independent without them.
            others = np.delete(table, few, axis=1)
            if others.shape[1] == 0 or np.linalg.matrix_rank(others) < rank:
                return sum(classes[place][1] for place in few)
        return None


def few_together(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Every choice of classes that together are fewer than five."""

    def more(start: int, chosen: list[int], held: int) -> Iterator[list[int]]:
        for place in range(start, len(sizes)):
            if held + sizes[place] < STEP:
                yield [*chosen, place]
                yield from more(place + 1, [*chosen, place], held + sizes[place])

    return more(0, [], 0)


@pytest.fixture
def attacker(database: Database, request: pytest.FixtureRequest) -> Attacker:
    code = complete_counter_code(b"o" * 14)
    place = database.write(lambda c: build_place(c, public_code=code))
    return Attacker(database, place, random.Random(getattr(request, "param", 1)))


@pytest.mark.parametrize("attacker", [2, 5, 11], indirect=True)
def test_no_combination_of_rows_rests_on_a_few_sheets(attacker: Attacker) -> None:
    attacker.answers(60)
    attacker.look()
    acts = (attacker.answers, attacker.answers, attacker.out, attacker.out, attacker.back)
    for _ in range(14):
        attacker.chance.choice(acts)(attacker.chance.randint(1, 14))
        attacker.look()
    assert len(attacker.rows) > 8
    assert any(sign < 0 for row in attacker.rows for sign in row.values())
    for question in (0, 1, 9):
        assert attacker.smallest_combination(question) is None


def test_the_attacker_would_find_the_three_that_a_correction_leaves_of_a_day() -> None:
    """Ten of a day and seven of them taken out again: what the test above would have told."""
    attacker = Attacker(None, None, random.Random(1))  # type: ignore[arg-type]
    says = says_of((3,) * 9)
    attacker.known = {number: (date(2026, 11, 2), says) for number in range(20)}
    attacker.rows = [
        Counter(dict.fromkeys(range(10), 1)),
        Counter(dict.fromkeys(range(10, 20), 1)),
        Counter(dict.fromkeys(range(7), -1)),
    ]
    assert attacker.smallest_combination(0) == 3
    attacker.rows[2] = Counter(dict.fromkeys(range(5), -1))
    assert attacker.smallest_combination(0) is None


def test_a_chosen_row_less_the_whole_would_leave_one(database: Database) -> None:
    """Six of one day and ten of another; without five of the six, all less the ten are one."""
    code = complete_counter_code(b"o" * 14)
    place = database.write(lambda c: build_place(c, public_code=code))
    attacker = Attacker(database, place, random.Random(1))

    def come(connection: Connection) -> None:
        for day, many in ((9, 6), (8, 10)):
            keys = [f"{day:02d}-{number:017d}" for number in range(many)]
            store_drafts(connection, [build_draft(place, key, days_ago=day) for key in keys])

    database.write(come)
    attacker.look()
    assert [sum(row.values()) for row in attacker.rows] == [6, 10]
    listed = database.read(lambda c: counted_answers(c, attacker.wanted))
    oldest = [each.handle for each in listed if each.day == min(each.day for each in listed)]
    database.write(
        lambda c: exclude(c, attacker.wanted, oldest[:5], reason="uji", actor="Sri", now=NOW)
    )
    attacker.look()
    assert len(attacker.rows) == 2
    # With the sixth, the whole row is taken back, which tells nothing that was not told.
    database.write(
        lambda c: exclude(c, attacker.wanted, oldest[5:], reason="uji", actor="Sri", now=NOW)
    )
    attacker.look()
    assert [sum(row.values()) for row in attacker.rows] == [6, 10, -6]


def nine(n: int) -> Says:
    """So many who all answered the first element with three."""
    return (n, 0, 0, n, 0, *((0,) * 32))


@pytest.mark.parametrize(
    ("fresh", "splits", "safe"),
    [
        (0, [(5, 5)], True),
        (0, [(5, 4)], False),
        (0, [(4, 6)], False),
        (0, [(1, 9)] * 5, True),
        (0, [(1, 9)] * 4, False),
        (1, [(1, 9)] * 4, True),
        (5, [(1, 9)], True),
        (4, [], False),
        (0, [(10, 0)], True),
        (0, [(10, 0), (3, 7)], False),
        (3, [(10, 0)], False),
    ],
)
def test_a_row_is_safe_where_new_sheets_and_the_smaller_parts_are_five(
    fresh: int, splits: list[tuple[int, int]], safe: bool
) -> None:
    known = [
        Class({place: 1}, nine(turned), nine(rest), -1)
        for place, (turned, rest) in enumerate(splits, start=1)
    ]
    assert is_safe_row(nine(20), nine(fresh), known, STEP) is safe


def test_part_of_a_row_that_left_before_may_not_leave_whole() -> None:
    """Four that were told of among others stand for themselves once they come back alone."""
    left = [
        Class({1: 1, 3: -1}, nine(4), nine(0), 1),
        Class({1: 1}, nine(0), nine(8), -1),
        Class({2: 1, 3: -1}, nine(0), nine(4), 1),
        Class({2: 1}, nine(0), nine(8), -1),
    ]
    assert not is_safe_row(nine(4), nine(0), left, STEP)
    back = [left[0], left[1], Class({2: 1, 3: -1}, nine(4), nine(0), 1), left[3]]
    assert is_safe_row(nine(8), nine(0), back, STEP)
