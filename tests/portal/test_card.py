"""The publication card: what hangs on the wall says what the public page says, and no more."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import update

from portal.app import create_app
from portal.database import Database, utc_now
from portal.documents.card import KINDS
from portal.settings import Settings
from surveys import publication
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import Kind, containing, local_day
from surveys.tables import PublishedFigure
from tests.builders import Place, build_draft, build_place
from tests.databases import new_database
from tests.portal.staff import Staff

QUARTER = containing(utc_now().date(), Kind.QUARTER).previous


class Wall:
    """A portal over one unit whose card is fetched."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.place: Place = database.write(
            lambda c: build_place(c, "A", public_code=complete_counter_code(b"w" * 14))
        )
        settings = Settings(database_url=database.url, background=False)
        self.visitor = Staff(create_app(settings, database), None)

    def answer(self, name: str, count: int, sex: str = "P") -> None:
        drafts = [
            replace(
                build_draft(self.place, f"{name}{number}", scores=(4, 3, 3, 4, 3, 3, 4, 3, 2)),
                local_date=QUARTER.first_day + timedelta(days=number % 30),
                sex=sex,
                education="SMA",
            )
            for number in range(count)
        ]
        self.database.write(lambda c: store_drafts(c, drafts))
        self.database.write(lambda c: publication.refresh_all(c, utc_now(), 5))

    def card(self, kind: str) -> bytes:
        answer = self.visitor.get(f"/units/UNIT-A/card/{QUARTER.code}.{kind}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(KINDS[kind])
        return answer.content

    def text(self) -> str:
        page = PdfReader(io.BytesIO(self.card("pdf"))).pages[0]
        return re.sub(r"\s+", " ", page.extract_text())


@pytest.fixture
def wall(tmp_path: Path) -> Iterator[Wall]:
    database = new_database(tmp_path / "suara.db")
    yield Wall(database)
    database.close()


def test_the_card_says_all_that_the_rule_wants_on_it(wall: Wall) -> None:
    wall.answer("a", 20)
    wall.answer("b", 10, sex="L")
    text = wall.text()
    for words in ("Dinas Contoh A", "Unit Contoh A", "80,56", "Baik", "30 responden"):
        assert words in text, (words, text)
    for words in ("Perempuan 20", "Laki-laki 10", "SMA ke bawah 30", QUARTER.span.id):
        assert words in text, (words, text)
    assert "Terima kasih atas penilaian Anda." in text
    assert "Rentang ketidakpastian 95%" in text
    assert "±" not in text


def test_the_pdf_is_one_tagged_page_of_a5(wall: Wall) -> None:
    wall.answer("a", 20)
    reader = PdfReader(io.BytesIO(wall.card("pdf")))
    assert len(reader.pages) == 1
    wide, high = (float(side) for side in reader.pages[0].mediabox.upper_right)
    assert (round(wide / 72 * 25.4), round(high / 72 * 25.4)) == (148, 210)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_picture_is_sharp_enough_to_print_and_the_drawing_runs_nothing(wall: Wall) -> None:
    wall.answer("a", 20)
    picture = Image.open(io.BytesIO(wall.card("png")))
    assert min(picture.size) >= 1100
    drawing = wall.card("svg").decode()
    assert drawing.startswith("<svg")
    assert "<script" not in drawing


def test_few_answers_make_no_figure_and_small_groups_stay_hidden(wall: Wall) -> None:
    wall.answer("a", 4)
    assert "Belum cukup untuk dinilai" in wall.text()
    wall.answer("b", 26)
    wall.answer("c", 2, sex="L")
    wall.answer("d", 8)
    text = wall.text()
    assert "80,56" in text
    assert "Laki-laki 2" not in text


def test_the_card_moves_only_in_the_steps_of_the_public_page(wall: Wall) -> None:
    wall.answer("a", 20)
    before = wall.text()
    wall.answer("b", 4)
    assert wall.text() == before


@pytest.mark.parametrize("name", ["2026.pdf", "2026-Q9.pdf", "2026-Q3.exe", "2026-Q3", ".pdf"])
def test_another_card_is_not_found(wall: Wall, name: str) -> None:
    assert wall.visitor.get(f"/units/UNIT-A/card/{name}").status_code == 404
    assert wall.visitor.get("/units/NIHIL/card/2026-Q3.pdf").status_code == 404


def test_the_card_of_the_quarter_that_runs_says_so(wall: Wall) -> None:
    today = local_day(utc_now(), "Asia/Jakarta")
    running = containing(today, Kind.QUARTER)
    wall.answer("a", 20)
    drafts = [
        replace(build_draft(wall.place, f"n{number}"), local_date=running.first_day)
        for number in range(10)
    ]
    wall.database.write(lambda c: store_drafts(c, drafts))
    wall.database.write(lambda c: publication.refresh_all(c, utc_now(), 5))
    card = wall.visitor.get(f"/units/UNIT-A/card/{running.code}.pdf").content
    text = re.sub(r"\s+", " ", PdfReader(io.BytesIO(card)).pages[0].extract_text())
    assert f"{running.span.id}, masih berjalan" in text
    assert "masih berjalan" not in wall.text()


def test_the_day_on_the_card_is_that_of_the_unit(wall: Wall) -> None:
    wall.answer("a", 20)
    at_night = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
    moved = update(PublishedFigure).values(published_at=at_night)
    wall.database.write(lambda c: c.execute(moved) and None)
    assert "Diperbarui 21 November 2026" in wall.text()
    page = wall.visitor.get(f"/units/UNIT-A?period={QUARTER.code}").text
    assert "Diperbarui 21 November 2026" in page
