"""Whoever knows who was in which row, and keeps every card and row, finds no one to four sheets."""

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Connection, select

from portal.database import Database
from surveys import publication
from surveys.exclusions import Wanted
from surveys.published_beside import Beside
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import parse_period
from surveys.scope import PlaceScope
from surveys.tables import OpenDay, PublishedFigure, Response, Service
from surveys.tables.responses import COLUMNS
from tests.builders import NOW, Place, build_draft, build_place
from tests.surveys.staff_at_answers import keep_some_out, put_some_back

STEP = 5
QUARTER = parse_period("2026-Q4")
WHOLE = QUARTER.first_day, QUARTER.last_day
FAMILIES = ("services", "sex", "channel", "education")
LEVELS = {"SD": "school", "SMA": "school", "S1": "above", "S2": "above", "": ""}


@dataclass(frozen=True)
class Sheet:
    """What the attacker knows of a sheet from the counter: the day, the cells, what was asked."""

    day: date
    cells: Mapping[str, str]
    answered: tuple[bool, ...]


def sheets_in_figures(connection: Connection) -> dict[int, Sheet]:
    columns = [getattr(Response, column) for column in COLUMNS]
    rows = connection.execute(
        select(
            Response.id,
            Response.local_date,
            Service.code,
            Response.sex,
            Response.channel,
            Response.education,
            *columns,
        )
        .outerjoin(Service, Service.id == Response.service_id)
        .where(Response.excluded.is_(False))
    )
    return {
        number: Sheet(
            day,
            {
                "services": service or "",
                "sex": sex or "",
                "channel": channel,
                "education": school or "",
            },
            (True, *(score is not None for score in scores)),
        )
        for number, day, service, sex, channel, school, *scores in rows
        if any(scores)
    }


@dataclass
class Attacker:
    """Keeps every row, and of every family each cell that was shown and the rest, by its sheets."""

    database: Database
    place: Place
    chance: random.Random
    apart: float
    answered: int = 0
    rows: list[Counter[int]] = field(default_factory=list)
    cells: dict[str, list[Counter[int]]] = field(default_factory=lambda: defaultdict(list))
    shown: dict[str, Any] = field(default_factory=dict)
    known: dict[int, Sheet] = field(default_factory=dict)
    last: set[int] = field(default_factory=set)

    @property
    def wanted(self) -> Wanted:
        scope = PlaceScope(unit_id=self.place.unit_id, counter_id=self.place.counter_id)
        return Wanted(scope, *WHOLE)

    def answers(self, count: int) -> None:
        """So many more; on some days one service alone is given, and one sex comes to it."""
        drafts = []
        for _ in range(count):
            self.answered += 1
            scores = tuple(
                None if self.chance.random() < 0.03 else self.chance.randint(1, 4) for _ in COLUMNS
            )
            day = self.chance.randrange(12)
            alone = random.Random(day).random() < self.apart
            number = day % 3 if alone else self.chance.choice((0, 0, 1, 1, 1, 2, 3))
            kept = self.chance.random() < 0.05
            key = f"{self.answered:020d}"
            draft = build_draft(self.place, key, scores=scores, days_ago=day, excluded=kept)
            drafts.append(
                replace(
                    draft,
                    service_id=(*self.place.service_ids, None)[number],
                    sex=("P", "L")[day % 2] if alone else self.chance.choice(("P", "P", "L", None)),
                    channel=self.chance.choice(("qr", "qr", "qr", "paper")),
                    education=self.chance.choice(
                        ("SD", "SMA", "SMA", "SMA", "S1", "S1", "S2", None)
                    ),
                )
            )
        self.database.write(lambda c: store_drafts(c, drafts))

    def out(self, count: int) -> None:
        keep_some_out(self.database, self.wanted, self.chance, count)

    def back(self, count: int) -> None:
        put_some_back(self.database, self.wanted, self.chance, count)

    def look(self) -> None:
        moment = NOW + timedelta(minutes=len(self.rows))
        self.database.write(lambda c: publication.refresh_all(c, moment, STEP))
        now = self.database.read(sheets_in_figures)
        self.known |= now
        self.keep_rows(now)
        found = self.database.read(shown)
        for family in FAMILIES:
            if found and found[family] != self.shown.get(family):
                self.shown[family] = found[family]
                self.keep_cells(family, found[family], now)

    def keep_rows(self, now: Mapping[int, Sheet]) -> None:
        rows = self.database.read(
            lambda c: list(c.execute(select(OpenDay.__table__).order_by(OpenDay.id)))
        )
        new = rows[len(self.rows) :]
        if not new:
            return
        ever = {number for row in self.rows for number in row}
        rest = Counter(dict.fromkeys(now.keys() - self.last, 1))
        rest.update(dict.fromkeys(self.last - now.keys(), -1))
        for row in sorted(new, key=lambda row: (row.first_day, row.last_day) == WHOLE):
            days = row.first_day, row.last_day
            own = {
                number: sign
                for number, sign in rest.items()
                if days == WHOLE
                or (number not in ever and days[0] <= self.known[number].day <= days[1])
            }
            assert sum(own.values()) == row.respondents
            self.rows.append(Counter(own))
            for number in own:
                del rest[number]
        assert not rest
        self.last = set(now)

    def keep_cells(self, family: str, parts: Sequence[Any], now: Mapping[int, Sheet]) -> None:
        """Each cell that is shown, and the others together; of education of both levels, too."""
        for part in parts:
            hidden: Counter[int] = Counter()
            for name, n in part["parts"].items():
                own = [
                    number
                    for number, sheet in now.items()
                    if name == sheet.cells[family]
                    or (family == "education" and name == LEVELS[sheet.cells[family]])
                ]
                assert len(own) == (n if isinstance(n, int) else n[0][0])
                if name in part["hidden"]:
                    hidden.update(own)
                else:
                    self.cells[family].append(Counter(own))
            self.cells[family].append(hidden)

    def few(self, family: str, question: int) -> list[int]:
        """The sizes of classes under five together that some combination rests on alone."""
        vectors = [*self.rows, *self.cells[family]]
        holds: Counter[tuple[int, ...]] = Counter()
        for number in {number for row in self.rows for number in row}:
            if self.known[number].answered[question]:
                holds[tuple(vector[number] for vector in vectors)] += 1
        classes = sorted(holds.items())
        return rests_on(np.array([each for each, _ in classes]).T, [n for _, n in classes])


def shown(connection: Connection) -> dict[str, Any] | None:
    counts = connection.execute(select(PublishedFigure.counts)).scalar()
    if counts is None:
        return None
    levels = [counts["groups"]["education"]]
    levels += [
        counts["details"][each] for each in ("school", "above") if each not in levels[0]["hidden"]
    ]
    return {
        "services": [{name: counts["services"][name] for name in ("parts", "hidden")}],
        "sex": [counts["groups"]["sex"]],
        "channel": [counts["details"]["channel"]],
        "education": levels,
    }


def rests_on(table: Any, sizes: Sequence[int]) -> list[int]:
    """The sizes of some columns, under five together, that hold a combination of the rows.

    They do where they depend on each other in what no row tells (the space beside the rows).
    """
    _, values, spanned = np.linalg.svd(table)
    beside = spanned[int((values > 1e-8).sum()) :].T
    lengths = np.linalg.norm(beside, axis=1)
    small = [place for place, n in enumerate(sizes) if n < STEP]
    for place in small:
        if lengths[place] < 1e-7:
            return [sizes[place]]
    unit = beside / np.maximum(lengths, 1e-7)[:, None]
    for many in (2, 3, 4):
        chosen = [c for c in combinations(small, many) if sum(sizes[p] for p in c) < STEP]
        if chosen:
            some = unit[np.array(chosen)]
            volumes = np.linalg.det(some @ some.transpose(0, 2, 1))
            if volumes.min() < 1e-9:
                return [sizes[place] for place in chosen[int(volumes.argmin())]]
    return []


@pytest.fixture
def attacker(database: Database, request: pytest.FixtureRequest) -> Attacker:
    seed, apart = getattr(request, "param", (1, 0.5))
    code = complete_counter_code(b"o" * 14)
    place = database.write(lambda c: build_place(c, public_code=code, services=3))
    return Attacker(database, place, random.Random(seed), apart)


def found_in_a_world_of(attacker: Attacker) -> list[tuple[str, int]]:
    """The families and questions of which something rests on a few, after half a quarter."""
    acts = (attacker.answers,) * 4 + (attacker.out, attacker.back)
    attacker.answers(10)
    for _ in range(14):
        attacker.chance.choice(acts)(attacker.chance.randint(1, 24))
        attacker.look()
    questions = [("services", 9), *((family, 0) for family in FAMILIES)]
    return [each for each in questions if attacker.few(*each)]


@pytest.mark.parametrize("attacker", [(2, 0.5), (8, 0.8)], indirect=True)
def test_no_combination_of_rows_and_cards_rests_on_a_few_sheets(attacker: Attacker) -> None:
    assert found_in_a_world_of(attacker) == []
    assert len(attacker.rows) > 8
    assert sum(map(len, attacker.cells.values())) > 30


@pytest.mark.parametrize("attacker", [(2, 0.5)], indirect=True)
def test_the_attacker_finds_some_where_cards_look_at_cards_alone(
    attacker: Attacker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Beside, "allows", lambda *_: True)
    assert found_in_a_world_of(attacker)


def test_the_attacker_would_find_the_two_that_a_card_less_a_day_leaves() -> None:
    """Six of one service alone, then two of it among others: what the test above would tell."""
    rows = [[1, 0, 0], [0, 1, 1]]
    assert rests_on(np.array(rows), [6, 2, 8]) == []
    assert rests_on(np.array([*rows, [1, 1, 0]]), [6, 2, 8]) == [2]
