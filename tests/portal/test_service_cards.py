"""The card and page of one service: what everybody may read of it, beside the unit's own card."""

import io
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import Connection

from portal.app import create_app
from portal.database import Database, utc_now
from portal.documents.card import KINDS
from surveys import publication, published
from surveys.published import PublicFigures
from surveys.published_services import public_services
from surveys.responses import Draft, store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.elements import Element
from surveys.rules.periods import Kind, containing
from tests.builders import Place, build_draft, build_place
from tests.databases import new_database
from tests.portal.conftest import Asked, settings_for

QUARTER = containing(utc_now().date(), Kind.QUARTER).previous
STEP = 5
Bins = dict[str, tuple[int, ...]]


def a_unit(connection: Connection) -> Place:
    code = complete_counter_code(b"s" * 14)
    return build_place(connection, "A", public_code=code, services=4)


def sheet(place: Place, key: str, service: int | None, scores: tuple[int | None, ...]) -> Draft:
    draft = build_draft(place, key, scores=scores)
    day = QUARTER.first_day + timedelta(days=len(key) * 7 % 80)
    number = None if service is None else place.service_ids[service]
    return replace(draft, local_date=day, service_id=number)


def come(connection: Connection, place: Place, counts: dict[int | None, int], mark: str) -> None:
    """So many answers of each service (None: none was named), and the public figures move."""
    drafts = [
        sheet(place, f"{mark}-{service}-{number}", service, (4, 3, 3, 4, 3, 3, 4, 3, 2))
        for service, count in counts.items()
        for number in range(count)
    ]
    store_drafts(connection, drafts)
    publication.refresh_all(connection, utc_now(), STEP)


class Wall:
    """A portal over one unit with four services."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.place = database.write(a_unit)
        self.portal = Asked(create_app(settings_for(database), database), database, self.place)

    def come(self, counts: dict[int | None, int], mark: str = "a") -> None:
        self.database.write(lambda c: come(c, self.place, counts, mark))

    def card(self, number: int, kind: str = "pdf") -> bytes:
        address = f"/units/UNIT-A/services/LAYANAN-A-{number}/card/{QUARTER.code}.{kind}"
        answer = self.portal.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(KINDS[kind])
        return answer.content

    def text(self, number: int) -> str:
        page = PdfReader(io.BytesIO(self.card(number))).pages[0]
        return re.sub(r"\s+", " ", page.extract_text())

    def shown(self) -> dict[str, int]:
        """Respondents of every service that is shown."""
        services = self.database.read(lambda c: public_services(c, self.place.unit_id, QUARTER))
        return {each.code: each.figures.respondents for each in services if each.figures}


@pytest.fixture
def wall(tmp_path: Path) -> Iterator[Wall]:
    database = new_database(tmp_path / "suara.db")
    yield Wall(database)
    database.close()


def test_the_card_names_the_service_the_unit_and_the_figure(wall: Wall) -> None:
    wall.come({0: 20, 1: 12})
    text = wall.text(1)
    for words in ("Dinas Contoh A", "Unit Contoh A", "80,56", "Baik", "20 responden"):
        assert words in text, (words, text)
    assert "Layanan" in text
    assert "/units/UNIT-A/services/LAYANAN-A-1" in text
    reader = PdfReader(io.BytesIO(wall.card(1)))
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert min(Image.open(io.BytesIO(wall.card(2, "png"))).size) >= 1100
    assert "<script" not in wall.card(2, "svg").decode()


def test_the_pages_of_unit_and_service_lead_to_each_other(wall: Wall) -> None:
    wall.come({0: 20, 1: 12})
    unit = wall.portal.get(f"/units/UNIT-A?period={QUARTER.code}").text
    assert "Nilai tiap layanan" in unit
    [address] = set(re.findall(r'href="(/units/UNIT-A/services/LAYANAN-A-2[^"]*)"', unit))
    page = wall.portal.get(address.replace("&amp;", "&")).text
    assert "80,56" in page
    assert 'href="/units/UNIT-A/services/LAYANAN-A-2/card/' in page
    assert "Belum cukup untuk dinilai" in wall.portal.get("/units/UNIT-A/services/LAYANAN-A-4").text


def test_another_service_or_card_is_not_found(wall: Wall) -> None:
    wall.come({0: 20})
    for address in ("NIHIL", "LAYANAN-A-1/card/2026.pdf", "LAYANAN-A-1/card/2026-Q3.exe"):
        assert wall.portal.get(f"/units/UNIT-A/services/{address}").status_code == 404
    assert wall.portal.get("/units/NIHIL/services/LAYANAN-A-1").status_code == 404


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({0: 20, 1: 12}, {"LAYANAN-A-1": 20, "LAYANAN-A-2": 12}),
        # Three would follow from the unit less the twenty: another service is hidden with it.
        ({0: 20, 1: 12, 2: 3}, {"LAYANAN-A-1": 20}),
        # Together the two small ones are seven, which may be left over.
        ({0: 20, 1: 3, 2: 4}, {"LAYANAN-A-1": 20}),
        ({0: 20, None: 3}, {}),
        ({0: 20, None: 8, 1: 12}, {"LAYANAN-A-1": 20, "LAYANAN-A-2": 12}),
        ({0: 3, 1: 3}, {}),
    ],
)
def test_what_the_unit_s_card_leaves_over_is_never_a_few(
    wall: Wall, counts: dict[int | None, int], shown: dict[str, int]
) -> None:
    wall.come(counts)
    assert wall.shown() == shown


def test_services_wait_until_none_of_them_would_move_by_a_few(wall: Wall) -> None:
    wall.come({0: 20, 1: 12})
    before = wall.text(1)
    wall.come({0: 6, 1: 2}, "b")
    assert wall.text(1) == before
    assert wall.shown() == {"LAYANAN-A-1": 20, "LAYANAN-A-2": 12}
    # Day by day six, two, two and three: the card less the first day would be these two and two.
    wall.come({0: 2, 1: 3}, "c")
    assert wall.shown() == {"LAYANAN-A-1": 20, "LAYANAN-A-2": 12}
    wall.come({0: 1, 1: 4}, "d")
    assert wall.shown() == {"LAYANAN-A-1": 29, "LAYANAN-A-2": 21}


def bins_of(figures: PublicFigures | None) -> Bins:
    if figures is None:
        return {}
    rows = {element.value: tuple(figures.bins.get(element, (0, 0, 0, 0))) for element in Element}
    return {"respondents": (figures.respondents,), **rows}


def less(one: Bins, others: list[Bins]) -> Bins:
    found = dict(one)
    for other in others:
        found = {
            name: tuple(a - b for a, b in zip(row, other[name], strict=True))
            for name, row in found.items()
        }
    return found


def assert_no_few(row: tuple[int, ...]) -> None:
    assert not any(row) or abs(sum(row)) >= STEP


def test_no_sum_or_difference_of_services_and_units_is_a_few(database: Database) -> None:
    """The unit's card of any day less any services of any day, and services of two days."""
    place = database.write(a_unit)
    chance = random.Random(9)
    seen: list[tuple[Bins, dict[str, Bins]]] = []
    for step in range(24):
        drafts = []
        for number in range(chance.randrange(4, 22)):
            scores = tuple(
                None if chance.random() < 0.05 else chance.randint(1, 4) for _ in range(9)
            )
            service = chance.choice((0, 0, 0, 1, 1, 2, None))
            drafts.append(sheet(place, f"{step}-{number}", service, scores))
        database.write(partial(store_drafts, drafts=drafts))
        database.write(lambda c: publication.refresh_all(c, utc_now(), STEP))

        def look(connection: Connection) -> tuple[Bins, dict[str, Bins]]:
            held = published.snapshots_of_unit(connection, place.unit_id, QUARTER, 1)
            services = public_services(connection, place.unit_id, QUARTER)
            found = {each.code: bins_of(each.figures) for each in services if each.figures}
            return bins_of(held[0] if held else None), found

        told = database.read(look)
        if not seen or told != seen[-1]:
            seen.append(told)
    moved = [each for (_, before), (_, each) in pairwise(seen) if before != each]
    assert len(moved) > 3
    for unit, services in seen:
        for many in range(len(services) + 1):
            for chosen in combinations(sorted(services), many):
                for row in less(unit, [services[code] for code in chosen]).values():
                    assert_no_few(row)
    for (_, before), (_, after) in pairwise(seen):
        for code in sorted(before.keys() & after.keys()):
            for name, row in after[code].items():
                assert row == before[code][name] or abs(sum(row) - sum(before[code][name])) >= STEP
