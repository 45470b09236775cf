"""What is said of a closed period is so: who closed it, what came since, what still waits."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Connection, update

from portal.access import Role
from portal.app import create_app
from portal.database import Database
from portal.documents.report import report_pdf
from portal.documents.workbook import report_xlsx
from portal.settings import Settings
from surveys import publication, results_closing, results_corrections
from surveys.exclusions import Wanted, counted_answers, exclude
from surveys.responses import store_drafts
from surveys.results_report import SkmReport
from surveys.results_report_agency import agency_report_of, public_agency_report_of
from surveys.results_report_public import public_report_of
from surveys.results_report_working import report_of
from surveys.scope import PlaceScope
from surveys.tables import ClosedPeriod, Response
from tests.builders import NOW, TODAY, Place
from tests.databases import new_database
from tests.portal.paper import text_of
from tests.portal.staff import Staff, sign_in
from tests.portal.test_report_public import MAKING, Q3, STEP, a_unit, sheets

WAITS = "lembar menunggu; koreksi dicatat mulai 5 lembar."
EQUAL = "Angkanya sama dengan yang tampil untuk umum pada 16 November 2026."


class Unit:
    """A unit with 20 public sheets of Q3, its report, and what happens to both."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.place: Place = a_unit(database, 20)
        self.closing_id = 0
        self.came = 100

    def come(self, count: int, value: int = 1) -> None:
        drafts = sheets(self.place, range(self.came, self.came + count), value)
        self.came += count
        self.database.write(lambda c: store_drafts(c, drafts))
        self.database.write(lambda c: publication.refresh_all(c, NOW, STEP))

    def close(self) -> None:
        self.closing_id = self.database.write(
            lambda c: results_closing.close_period(
                c, self.place.unit_id, Q3, actor="sari.contoh", now=NOW, today=TODAY
            )
        )

    def note(self) -> None:
        reach = PlaceScope()
        self.database.write(
            lambda c: results_corrections.note_correction(c, self.closing_id, reach, NOW)
        )

    def report(self) -> SkmReport:
        return self.database.read(lambda c: public_report_of(c, "UNIT-A", Q3, STEP))

    def text(self) -> str:
        return text_of(report_pdf(self.report(), MAKING))


@pytest.fixture
def unit(database: Database) -> Unit:
    return Unit(database)


def test_what_waited_before_the_closing_is_not_called_late(unit: Unit) -> None:
    unit.come(2)
    unit.close()
    text = unit.text()
    assert "Saat ditutup, 2 lembar yang sudah masuk belum ikut, sebab angka untuk umum" in text
    for words in ("Sesudah ditutup", "koreksi", "susulan", "menunggu"):
        assert words not in text
    assert EQUAL in text


def test_a_closing_that_held_everything_tells_of_nothing_outside(unit: Unit) -> None:
    unit.close()
    text = unit.text()
    assert "angka di laporan ini adalah angka saat itu." in text
    for words in ("belum ikut", "Sesudah ditutup", "koreksi", "menunggu"):
        assert words not in text


def test_late_sheets_too_few_for_a_correction_wait_and_nothing_is_said_to_be_noted(
    unit: Unit,
) -> None:
    unit.close()
    unit.come(1)
    text = unit.text()
    assert "Sesudah ditutup masuk 1 lembar susulan. 1 " + WAITS in text
    assert "tercatat" not in text
    assert EQUAL in text


def test_late_sheets_wait_together_with_those_that_waited_already(unit: Unit) -> None:
    unit.come(2)
    unit.close()
    unit.come(1)
    text = unit.text()
    assert "Saat ditutup, 2 lembar yang sudah masuk belum ikut" in text
    assert "Sesudah ditutup masuk 1 lembar susulan. 3 " + WAITS in text


def test_late_sheets_that_everybody_sees_are_told_of_before_and_after_they_are_noted(
    unit: Unit,
) -> None:
    unit.close()
    unit.come(5)
    text = unit.text()
    assert "Sesudah ditutup masuk 5 lembar susulan." in text
    assert "sudah bergerak: nilai 65,00 dari 25 responden; koreksinya belum dicatat." in text
    assert EQUAL not in text
    assert "sudah memuat perubahan sesudahnya: nilai 65,00 dari 25 responden." in text
    unit.note()
    text = unit.text()
    assert "Yang tercatat sebagai koreksi ada di bawah" in text
    assert "16 November 2026 25 65,00" in text
    assert "belum dicatat" not in text
    assert EQUAL not in text
    unit.come(2)
    assert "2 " + WAITS in unit.text()


def test_a_closing_of_an_earlier_version_says_only_what_is_known(unit: Unit) -> None:
    unit.come(2)
    unit.close()

    def forget(held: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in held.items() if name != "held_back"}

    held = unit.report().since
    assert held is not None
    figures = forget(dict(held.closing.figures))
    unit.database.write(lambda c: c.execute(update(ClosedPeriod).values(figures=figures)) and None)
    text = unit.text()
    assert "Jumlah lembar sekarang berselisih 2 dari angka itu." in text
    assert "Sesudah ditutup" not in text


def test_who_closed_it_is_an_agency_outside_and_an_account_within(unit: Unit) -> None:
    unit.close()
    public = unit.text()
    assert "Periode ini ditutup 16 November 2026 oleh Dinas Contoh A;" in public
    assert "sari.contoh" not in public
    working = unit.database.read(lambda c: report_of(c, "UNIT-A", Q3.first_day, Q3.last_day, STEP))
    assert "oleh sari.contoh;" in text_of(report_pdf(working, MAKING))


def test_the_workbook_tells_of_the_closing_its_corrections_and_who_was_helped(unit: Unit) -> None:
    unit.close()
    unit.come(5)
    unit.note()
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(unit.report(), MAKING)))
    rows = {row[1]: row[2] for row in book.get_sheet_by_name("IKM").to_python() if len(row) > 2}
    assert str(rows["Penutupan periode"]).startswith(
        "Periode ini ditutup 16 November 2026 oleh Dinas Contoh A;"
    )
    assert rows["Koreksi 16 November 2026"] == "25 responden, IKM 65,00"
    assert rows["Dibantu orang lain mengisi"] == 0
    assert "sudah memuat perubahan sesudahnya: nilai 65,00" in str(rows["Edisi"])
    [point] = [point for point in unit.report().trend if point.period == Q3]
    assert (point.respondents, str(point.index)) == (20, "75.00")


def test_sheets_with_gaps_are_counted_where_one_left_and_one_came_before_the_closing(
    unit: Unit,
) -> None:
    gaps = [
        replace(draft, scores=(4, None, 2, 3, None, 3, 3, 3, 3))
        for draft in sheets(unit.place, range(200, 206))
    ]
    unit.database.write(lambda c: store_drafts(c, gaps))
    unit.database.write(lambda c: publication.refresh_all(c, NOW, STEP))
    unit.come(1)
    assert (unit.report().figures.respondents, unit.report().waiting) == (26, 1)
    wanted = Wanted(PlaceScope(counter_id=unit.place.counter_id), Q3.first_day, Q3.last_day)

    def take_out(c: Connection) -> None:
        whole = [each for each in counted_answers(c, wanted) if each.scores == (3,) * 9]
        exclude(c, wanted, [whole[0].handle], reason="Uji", actor="sari.contoh", now=NOW)

    def told() -> list[int | None]:
        days = Q3.first_day, Q3.last_day
        return [
            unit.database.read(lambda c: report_of(c, "UNIT-A", *days, STEP)).incomplete,
            unit.database.read(lambda c: agency_report_of(c, "INST-A", *days, STEP)).incomplete,
        ]

    unit.database.write(take_out)
    unit.close()
    since = unit.report().since
    assert since is not None
    assert (since.closing.held_back, since.waiting) == (0, 0)
    assert told() == [6, 6]
    assert since.closing.figures["counts"]["incomplete"] == 0
    # A sheet that is changed by hand leaves nothing to count from, and no number is made up.
    unit.database.write(lambda c: c.execute(update(Response).values(u1=4)) and None)
    assert told() == [None, None]
    report = unit.database.read(lambda c: report_of(c, "UNIT-A", Q3.first_day, Q3.last_day, STEP))
    assert "tidak lengkap tidak diketahui lagi" in text_of(report_pdf(report, MAKING))


def test_the_report_of_an_agency_claims_no_equality_that_is_not(unit: Unit) -> None:
    unit.close()

    def words() -> str:
        report = unit.database.read(lambda c: public_agency_report_of(c, "INST-A", Q3, STEP))
        book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report, MAKING)))
        rows = {row[1]: row[2] for row in book.get_sheet_by_name("IKM").to_python() if len(row) > 2}
        return str(rows["Edisi"])

    assert EQUAL in words()
    unit.come(5)
    assert EQUAL not in words()
    assert "masuk dengan angka saat ditutup" in words()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Unit, Staff]]:
    database = new_database(tmp_path / "suara.db")
    unit = Unit(database)
    app = create_app(Settings(database_url=database.url, background=False), database)
    yield unit, sign_in(app, database, Role.AGENCY_HEAD, agency_id=unit.place.agency_id)
    database.close()


def seen(desk: Staff, address: str = "/reports?unit=UNIT-A&period=2026-Q3") -> str:
    """A page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", desk.get(address).text))


def since(desk: Staff) -> str:
    """What stands in the list of closed periods."""
    return seen(desk).partition("Periode yang sudah ditutup")[2]


def test_staff_see_what_waits_and_what_was_noted_and_no_wrong_word(
    desk: tuple[Unit, Staff],
) -> None:
    unit, head = desk
    unit.close()
    assert "tetap" in since(head)
    unit.come(1)
    page = seen(head)
    assert "1 lembar menunggu sampai 5 lembar." in since(head)
    assert "tetap" not in since(head)
    assert "Catat koreksi" not in page
    assert "tanpa lembar yang datang sesudahnya" in page
    assert head.send("/reports/closed/1/correction", {}).status_code == 409
    unit.come(4)
    page = seen(head)
    assert "25 responden, nilai 65,00" in page
    assert "sudah memuat perubahan sesudahnya: nilai 65,00, 25 responden." in page
    assert "Angkanya sama dengan yang tampil untuk umum." not in page
    first = head.send("/reports/closed/1/correction", {})
    assert first.headers["location"] == "/reports?said=noted"
    again = head.send("/reports/closed/1/correction", {})
    assert again.headers["location"] == "/reports?said=already"
    assert "Koreksi ini sudah dicatat." in seen(head, again.headers["location"])
    page = since(head)
    assert page.count("25 responden, nilai 65,00") == 1
    assert "Catat koreksi" not in page


def test_the_day_of_a_closing_before_dawn_is_that_of_the_unit(desk: tuple[Unit, Staff]) -> None:
    unit, head = desk
    unit.close()
    at_night = datetime(2026, 11, 15, 20, 30, tzinfo=UTC)
    unit.database.write(
        lambda c: c.execute(update(ClosedPeriod).values(closed_at=at_night)) and None
    )
    assert "16 November 2026, sari.contoh" in seen(head)
    assert "ditutup 16 November 2026" in unit.text()


def told_of(desk: Staff, path: str) -> dict[str, object]:
    [unit] = [each for each in desk.get(path).json()["units"] if each["unit_code"] == "UNIT-A"]
    closed: dict[str, object] = unit["figures"]["closed"]
    return closed


def test_everybody_sees_with_which_figure_a_quarter_was_closed_and_what_was_corrected(
    desk: tuple[Unit, Staff],
) -> None:
    unit, head = desk
    page, card = f"/units/UNIT-A?period={Q3.code}", f"/units/UNIT-A/card/{Q3.code}.pdf"
    assert "Ditutup" not in seen(head, page)
    unit.close()
    issued = "Ditutup 16 November 2026 dengan nilai 75,00 dari 20 responden."
    moved = "Nilai di halaman ini sudah memuat perubahan sesudahnya."
    assert issued in seen(head, page)
    assert moved not in seen(head, page)
    assert "Ditutup 16 November 2026 dengan nilai ini." in text_of(head.get(card).content)
    unit.come(5)
    assert f"{issued} {moved}" in seen(head, page)
    assert "Koreksi" not in seen(head, page)
    unit.note()
    assert "Koreksi 16 November 2026: nilai 65,00, 25 responden." in seen(head, page)
    assert f"{issued} Dikoreksi 16 November 2026." in text_of(head.get(card).content)
    first = {"on": "2026-11-16", "respondents": 20, "points": 75.0}
    later = {"on": "2026-11-16", "respondents": 25, "points": 65.0}
    told = {"issued": first, "corrections": [later]}
    assert told_of(head, f"/api/v1/units?period={Q3.code}") == told
    assert head.get("/api/v1/units/UNIT-A").json()["quarters"][-1]["closed"] == told
    table = head.get("/units/UNIT-A/results.csv").text.splitlines()
    assert ",closed_on,closed_points,closed_respondents," in table[0]
    assert table[1].startswith("2026-Q3,25,index")
    assert ",2026-11-16,75.00,20," in table[1]
    assert ",,,," in table[2]
