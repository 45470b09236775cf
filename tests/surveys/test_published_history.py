"""Any two public figures of a unit and quarter, however far apart, differ by nobody or by five."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from sqlalchemy import Connection, select

from portal.database import Database
from surveys import publication
from surveys.exclusions import Wanted, counted_answers
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import parse_period
from surveys.scope import PlaceScope
from surveys.tables import PublishedFigure
from tests.builders import NOW, Place, build_draft, build_place
from tests.surveys.staff_at_answers import keep_out, put_some_back

STEP = 5
STEPS = 30
QUARTER = parse_period("2026-Q4")
Snapshot = dict[str, Any]


@dataclass
class World:
    """A unit, what happens to it, and every snapshot that somebody could have kept."""

    database: Database
    place: Place
    chance: random.Random
    gaps: float = 0.03
    answered: int = 0
    kept: list[Snapshot] = field(default_factory=list)

    @property
    def wanted(self) -> Wanted:
        scope = PlaceScope(unit_id=self.place.unit_id, counter_id=self.place.counter_id)
        return Wanted(scope, QUARTER.first_day, QUARTER.last_day)

    def answers(self, count: int) -> None:
        """So many more sheets, of which some leave elements out."""
        drafts = []
        for _ in range(count):
            self.answered += 1
            scores = tuple(
                None if self.chance.random() < self.gaps else self.chance.randint(1, 4)
                for _ in range(9)
            )
            draft = build_draft(self.place, f"{self.answered:020d}", scores=scores)
            drafts.append(
                replace(
                    draft,
                    sex=self.chance.choice(("P", "P", "L", None)),
                    education=self.chance.choice(("SMA", "SMA", "S1", "SD", None)),
                    channel=self.chance.choice(("qr", "qr", "paper")),
                    service_id=self.chance.choice((*self.place.service_ids, None)),
                )
            )
        self.database.write(lambda c: store_drafts(c, drafts))

    def out(self, count: int) -> None:
        """Staff keep so many out of the figures."""
        listed = self.database.read(lambda c: counted_answers(c, self.wanted))
        some = self.chance.sample(listed, min(count, len(listed)))
        self.turn_out([each.handle for each in some])

    def turn_out(self, handles: Sequence[str]) -> None:
        keep_out(self.database, self.wanted, handles)

    def back(self, count: int) -> None:
        """Staff put so many back."""
        put_some_back(self.database, self.wanted, self.chance, count)

    def publish(self) -> int:
        """The snapshot moves where it may, and is kept; how many respondents it shows."""
        now = NOW + timedelta(minutes=len(self.kept))
        self.database.write(lambda c: publication.refresh_all(c, now, STEP))
        found = self.database.read(shown)
        if found is None:
            return 0
        self.kept.append(found)
        return int(found["n"])


def shown(connection: Connection) -> Snapshot | None:
    """Everything that pages and documents say of the quarter, in figures."""
    row = connection.execute(
        select(PublishedFigure.respondents, PublishedFigure.counts).where(
            PublishedFigure.respondents > 0
        )
    ).first()
    if row is None:
        return None
    held = row.counts
    return {
        "n": row.respondents,
        "bins": held["bins"],
        "parts": {**held["groups"], **held["details"], "services": held["services"]},
        "themes": held["themes"],
    }


def alike_or_far(one: Sequence[int], other: Sequence[int]) -> bool:
    return list(one) == list(other) or abs(sum(one) - sum(other)) >= STEP


def rows_of(part: dict[str, Any], names: Sequence[str]) -> list[list[int]]:
    """Parts added up: respondents, and the answers of each element where they are counted."""
    found: list[list[int]] = []
    for name in names:
        held = part["parts"].get(name)
        if held is None:
            continue
        rows = [[held]] if isinstance(held, int) else held
        found = (
            [list(row) for row in rows]
            if not found
            else [
                [a + b for a, b in zip(x, y, strict=True)] for x, y in zip(found, rows, strict=True)
            ]
        )
    return found


def few_between(one: Snapshot, other: Snapshot) -> list[str]:
    """What of two snapshots, whenever they were kept, differs by a few people."""
    found = [] if alike_or_far([one["n"]], [other["n"]]) else ["respondents"]
    nobody = [0] * 4
    found += [
        name
        for name in {**one["bins"], **other["bins"]}
        if not alike_or_far(one["bins"].get(name, nobody), other["bins"].get(name, nobody))
    ]
    for name in one["parts"].keys() & other["parts"].keys():
        before, after = one["parts"][name], other["parts"][name]
        every = sorted({*before["parts"], *after["parts"]})
        single = [
            part
            for part in every
            if part in before["parts"]
            and part in after["parts"]
            and part not in (*before["hidden"], *after["hidden"])
        ]
        rest = [part for part in every if part not in single]
        for some in [[part] for part in single] + [rest]:
            pairs = zip(rows_of(before, some), rows_of(after, some), strict=False)
            if not all(alike_or_far(a, b) for a, b in pairs):
                found.append(f"{name} {some}")
    return found


@pytest.fixture
def world(database: Database, request: pytest.FixtureRequest) -> World:
    code = complete_counter_code(b"h" * 14)
    place = database.write(lambda c: build_place(c, public_code=code, services=3))
    return World(database, place, random.Random(getattr(request, "param", 1)))


@pytest.mark.parametrize("world", [3, 8], indirect=True)
def test_whoever_keeps_every_page_finds_no_few_people_between_any_two(world: World) -> None:
    world.answers(20)
    world.publish()
    acts = (world.answers, world.answers, world.answers, world.out, world.out, world.back)
    for _ in range(STEPS):
        world.chance.choice(acts)(world.chance.randint(1, 14))
        world.publish()
    assert len({each["n"] for each in world.kept}) >= 5
    for one, other in combinations(world.kept, 2):
        assert few_between(one, other) == []


def test_a_snapshot_does_not_return_beside_one_that_is_long_replaced(world: World) -> None:
    """Twenty, then thirty; eleven out leave nineteen, one less than what was shown first."""
    world.gaps = 0.0
    world.answers(20)
    assert world.publish() == 20
    world.answers(10)
    assert world.publish() == 30
    listed = world.database.read(lambda c: counted_answers(c, world.wanted))
    world.turn_out([each.handle for each in listed[:11]])
    assert world.publish() == 30
    rest = world.database.read(lambda c: counted_answers(c, world.wanted))
    world.turn_out([each.handle for each in rest[:4]])
    assert world.publish() == 15


def test_what_was_put_back_whole_is_shown_as_it_was(world: World) -> None:
    world.gaps = 0.0
    world.answers(30)
    assert world.publish() == 30
    before = world.kept[-1]["bins"]
    world.out(12)
    assert world.publish() == 18
    world.back(12)
    assert world.publish() == 30
    assert world.kept[-1]["bins"] == before
