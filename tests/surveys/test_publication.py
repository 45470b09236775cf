"""Public snapshots are what their sheets come to, reckoned again by the book, sheet by sheet."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from portal.database import Database
from surveys import open_data, publication
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.elements import Element
from surveys.rules.index import ElementSum
from surveys.rules.margin import Interval, element_interval, index_interval
from surveys.tables import OpenDay, PublishedFigure, Response, Service, Unit, VisitCount
from surveys.tables.responses import COLUMNS
from tests.builders import NOW, Place, build_draft, build_place

STEP = 5
QUARTER = "2026-Q4"
VISITORS, OF_A_SERVICE = 400, 90
Sheet = Any


def a_province(connection: Connection) -> list[Place]:
    """Five units with up to three services; of one it was counted how many came."""
    places = []
    for number, mark in enumerate("ABCDE"):
        code = complete_counter_code(mark.lower().encode() * 14)
        places.append(build_place(connection, mark, public_code=code, services=number % 3 + 1))
    one = places[1]
    counted = {"period": QUARTER, "unit_id": one.unit_id}
    connection.execute(insert(VisitCount).values(**counted, visitors=VISITORS))
    service = {"service_id": one.service_ids[0], "service_part": one.service_ids[0]}
    connection.execute(insert(VisitCount).values(**counted, **service, visitors=OF_A_SERVICE))
    return places


def answers(places: Sequence[Place], chance: random.Random, mark: str) -> list[Any]:
    """Answers of all kinds at every unit: with gaps, of days ago, kept out, of no service."""
    drafts = []
    for place in places:
        for number in range(chance.randint(60, 90)):
            scores = tuple(
                None if chance.random() < 0.1 else chance.choice((2, 3, 3, 4, 4)) for _ in range(9)
            )
            draft = build_draft(
                place,
                f"{mark}-{place.unit_id:03d}-{number:014d}",
                scores=scores,
                days_ago=chance.randrange(20),
                channel=chance.choice(("qr", "qr", "paper")),
                excluded=chance.random() < 0.1,
            )
            drafts.append(
                replace(
                    draft,
                    service_id=chance.choice((*place.service_ids, None)),
                    sex=chance.choice(("P", "L", None)),
                    age_band=chance.choice(("17-25", "26-35", None)),
                    helped=chance.random() < 0.4,
                )
            )
    return drafts


def by_day(sheets: Iterable[Sheet]) -> list[dict[Element, ElementSum]]:
    """The answers of every counter and day."""
    found: dict[Any, dict[Element, ElementSum]] = defaultdict(dict)
    for sheet in sheets:
        day = found[sheet.counter_id, sheet.local_date]
        for element, column in zip(Element, COLUMNS, strict=True):
            score = getattr(sheet, column)
            if score is not None:
                day[element] = day.get(element, ElementSum(0, 0)) + ElementSum(1, score)
    return list(found.values())


def margins(sheets: Sequence[Sheet], served: int | None) -> dict[str, list[float]]:
    """The index and every element with what its margin rests on."""
    days = by_day(sheets)
    found: dict[str, Interval | None] = {"index": index_interval(days, None, served)}
    found |= {each.value: element_interval(days, each, served) for each in Element}
    return {
        name: [it.low, it.high, it.standard_error, it.df, it.clusters, it.prior_share]
        for name, it in found.items()
        if it is not None
    }


def bins(sheets: Sequence[Sheet]) -> list[list[int]]:
    """How often each element was answered 1, 2, 3, 4."""
    given = [[getattr(sheet, column) for sheet in sheets] for column in COLUMNS]
    return [[column.count(value) for value in range(1, 5)] for column in given]


def counted(connection: Connection, unit_id: int) -> list[Sheet]:
    sheets = connection.execute(
        select(Response.__table__).where(Response.unit_id == unit_id, Response.excluded.is_(False))
    ).all()
    return [sheet for sheet in sheets if any(getattr(sheet, column) for column in COLUMNS)]


def assert_by_the_book(connection: Connection, place: Place, served: int | None) -> None:
    row = connection.execute(
        select(PublishedFigure.__table__).where(PublishedFigure.unit_id == place.unit_id)
    ).one()
    sheets, held = counted(connection, place.unit_id), row.counts
    assert (row.period, row.respondents) == (QUARTER, len(sheets))
    assert held["last"] == max(sheet.id for sheet in sheets)
    assert list(held["bins"].values()) == bins(sheets)
    assert held["errors"] == margins(sheets, served)
    for name in ("sex", "age_band", "channel"):
        said = Counter(getattr(sheet, name) or "" for sheet in sheets)
        parts = (held["groups"] if name == "sex" else held["details"])[name]["parts"]
        assert {part: n for part, n in parts.items() if n} == said
    alone = sum(not sheet.helped for sheet in sheets)
    assert held["details"]["helped"]["parts"] == {"alone": alone, "helped": len(sheets) - alone}
    laid = connection.execute(select(OpenDay.bins).where(OpenDay.unit_id == place.unit_id))
    together = [sum(column) for column in zip(*laid.scalars(), strict=True)]
    assert together == [n for each in bins(sheets) for n in each]


def assert_services_by_the_book(connection: Connection, place: Place, served: int | None) -> None:
    held = connection.execute(
        select(PublishedFigure.counts).where(PublishedFigure.unit_id == place.unit_id)
    ).scalar_one()["services"]
    sheets = counted(connection, place.unit_id)
    codes: dict[str, int | None] = {"": None}
    for number in place.service_ids:
        code = connection.execute(select(Service.code).where(Service.id == number)).scalar_one()
        codes[code] = number
    assert held["parts"].keys() == codes.keys()
    for code, number in codes.items():
        own = [sheet for sheet in sheets if sheet.service_id == number]
        assert held["parts"][code] == [[len(own)], *bins(own)]
        if code and code not in held["hidden"]:
            known = served if number == place.service_ids[0] else None
            assert held["errors"][code] == margins(own, known)


@pytest.mark.parametrize("seed", [1, 2])
def test_every_figure_of_units_that_move_together_is_what_its_sheets_come_to(
    database: Database, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(publication, "UNITS_AT_ONCE", 2)
    chance = random.Random(seed)
    places = database.write(a_province)
    for mark in ("first", "later"):
        drafts = answers(places, chance, mark)
        database.write(lambda c, some=drafts: store_drafts(c, some))
        assert database.write(lambda c: publication.refresh_all(c, NOW, STEP)) == len(places)
        for place in places:
            of_unit, of_service = (VISITORS, OF_A_SERVICE) if place == places[1] else (None, None)
            with database.reader.connect() as connection:
                assert_by_the_book(connection, place, of_unit)
                assert_services_by_the_book(connection, place, of_service)
    assert database.write(lambda c: publication.refresh_all(c, NOW, STEP)) == 0


def test_a_quarter_ends_and_a_day_begins_by_the_clock_of_each_unit(database: Database) -> None:
    """Half past one at night of New Year in Jayapura, half past eleven the evening before here."""
    night = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)

    def come(connection: Connection, places: Sequence[Place], many: int, key: str) -> None:
        names = [(each, f"{key}-{each.unit_id}-{n}") for each in places for n in range(many)]
        store_drafts(connection, [build_draft(each, name) for each, name in names])

    def fill(connection: Connection) -> list[Place]:
        codes = [complete_counter_code(mark * 14) for mark in (b"w", b"e")]
        places = [build_place(connection, c, public_code=c) for c in codes]
        east = Unit.id == places[1].unit_id
        connection.execute(update(Unit).where(east).values(time_zone="Asia/Jayapura"))
        come(connection, places, 600, "early")
        publication.refresh_all(connection, NOW, STEP)
        # Five of six hundred: less than the one in a hundred for which a running quarter waits.
        come(connection, places, 5, "late")
        return places

    west, east = database.write(fill)

    def shown() -> dict[int, int]:
        columns = PublishedFigure.unit_id, PublishedFigure.respondents
        return dict(database.read(lambda c: [tuple(row) for row in c.execute(select(*columns))]))

    assert database.write(lambda c: publication.refresh(c, night, STEP)) == 1
    assert shown() == {west.unit_id: 600, east.unit_id: 605}
    database.write(lambda c: publication.refresh(c, night + timedelta(hours=1), STEP))
    assert shown() == {west.unit_id: 605, east.unit_id: 605}
    rows = database.read(lambda c: list(open_data.open_rows(c, open_data.OpenFilter())))
    assert sorted((row[7], row[-1]) for row in rows) == [
        (5, "2027-01-01"),
        (5, "2027-01-01"),
        (600, "2026-11-16"),
        (600, "2026-11-16"),
    ]
