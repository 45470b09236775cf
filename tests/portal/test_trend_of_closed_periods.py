"""A trend shows of a closed quarter what was issued, and what came after beside it with its day."""

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Connection, update

from portal.access import Role
from portal.app import create_app
from portal.database import Database
from portal.documents.report import report_document
from portal.documents.workbook import report_xlsx
from surveys import publication, results_closing, results_corrections
from surveys.responses import store_drafts
from surveys.results_monday import Monday, monday
from surveys.results_report import SkmReport
from surveys.results_report_agency import agency_report_of, public_agency_report_of
from surveys.results_report_public import public_report_of
from surveys.results_report_working import report_of
from surveys.results_trend import TrendPoint
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import Period, parse_period
from surveys.scope import PlaceScope
from surveys.tables import PublishedFigure
from tests.builders import NOW, TODAY, Place, build_draft, build_place
from tests.portal.conftest import settings_for
from tests.portal.staff import Staff, sign_in
from tests.portal.test_report_public import MAKING, STEP, a_unit

Q3, Q4 = parse_period("2026-Q3"), parse_period("2026-Q4")
ISSUED = "Triwulan III 2026 terbit dengan nilai 75,00 dari 20 responden"


class Closed:
    """A unit whose third quarter was closed with 20 sheets, and that goes on being answered."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.place: Place = a_unit(database, 20)
        self.closing_id = self._close()
        self.come(range(500, 520), Q4.first_day)

    def _close(self) -> int:
        return self.database.write(
            lambda c: results_closing.close_period(
                c, self.place.unit_id, Q3, actor="sari.contoh", now=NOW, today=TODAY
            )
        )

    def come(self, names: Iterable[int], first: date, value: int = 3) -> None:
        drafts = [
            replace(
                build_draft(self.place, f"{name:020d}", scores=(value,) * 9),
                local_date=first + timedelta(days=name % 40),
            )
            for name in names
        ]
        self.database.write(lambda c: store_drafts(c, drafts))
        self.database.write(lambda c: publication.refresh_all(c, NOW, STEP))

    def note(self) -> None:
        reach = PlaceScope()
        self.database.write(
            lambda c: results_corrections.note_correction(c, self.closing_id, reach, NOW)
        )

    def editions(self) -> list[SkmReport]:
        """The next quarter's report, as it is handed on and for use within the agency."""
        days = Q4.first_day, Q4.last_day
        return [
            self.database.read(lambda c: public_report_of(c, "UNIT-A", Q4, STEP)),
            self.database.read(lambda c: report_of(c, "UNIT-A", *days, STEP)),
        ]


@pytest.fixture
def closed(database: Database) -> Closed:
    return Closed(database)


def points_of(report: SkmReport) -> dict[str, TrendPoint]:
    return {point.period.code: point for point in report.trend}


def test_later_reports_print_what_was_issued_and_the_correction_with_its_day(
    closed: Closed,
) -> None:
    closed.come(range(100, 106), Q3.first_day, 1)
    for report in closed.editions():
        point = points_of(report)["2026-Q3"]
        assert (point.respondents, str(point.index)) == (20, "75.00")
    closed.note()
    corrected = f"{ISSUED}; dikoreksi 16 November 2026: nilai 63,46 dari 26 responden."
    for report in closed.editions():
        document = report_document(report, MAKING)
        told = [(t["period"], t["n"], t["index"]) for t in document["trend"]]
        assert told[-2:] == [
            ("Triwulan III 2026", "20", "75,00"),
            ("Triwulan IV 2026", "20", "75,00"),
        ]
        assert document["trend_notes"] == [corrected]
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report, MAKING)))
    assert [corrected] == [row[0] for row in book.get_sheet_by_name("Tren").to_python()[-1:]]


def test_what_is_not_noted_yet_is_told_as_that_and_a_few_sheets_are_not(closed: Closed) -> None:
    closed.come(range(100, 103), Q3.first_day, 1)
    for report in closed.editions():
        point = points_of(report)["2026-Q3"]
        assert (str(point.index), point.corrected) == ("75.00", None)
    closed.come(range(103, 106), Q3.first_day, 1)
    public, working = (report_document(each, MAKING)["trend_notes"] for each in closed.editions())
    value = "nilai 63,46 dari 26 responden"
    assert public == [f"{ISSUED}; tampil untuk umum sejak 16 November 2026: {value}."]
    assert working == [f"{ISSUED}; sekarang {value}, koreksinya belum dicatat."]


def test_a_quarter_that_is_not_public_any_more_stays_a_gap_on_the_public_page(
    closed: Closed,
) -> None:
    closed.database.write(
        lambda c: c.execute(
            update(PublishedFigure).where(PublishedFigure.period == "2026-Q3").values(respondents=0)
        )
    )
    public, working = closed.editions()
    assert "2026-Q3" not in points_of(public)
    assert str(points_of(working)["2026-Q3"].index) == "75.00"


def test_both_pages_show_the_issued_value_and_the_correction_beside_it(closed: Closed) -> None:
    closed.come(range(100, 106), Q3.first_day, 1)
    closed.note()
    app = create_app(settings_for(closed.database), closed.database)
    staff = sign_in(app, closed.database, Role.ADMINISTRATOR)
    for address in ("/units/UNIT-A?period=2026-Q4", "/dashboard?unit=UNIT-A&period=2026-Q4"):
        words = " ".join(staff.get(address).text.split())
        assert "Triwulan III 2026 ditutup dengan nilai 75,00 dari 20 responden." in words
        assert "Koreksi 16 November 2026: nilai 63,46, 26 responden." in words
        assert ">63,46<" not in words


class ClosedAgency(Closed):
    """The same unit beside another of its agency, which was closed on the same day."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.first = self.place
        self.place = database.write(self._second)
        self.come(range(1000, 1020), Q3.first_day)
        self.come(range(1500, 1520), Q4.first_day)
        self.second_closing = self._close()

    def _second(self, connection: Connection) -> Place:
        code = complete_counter_code(b"b" * 14)
        return build_place(connection, "B", public_code=code, agency_id=self.first.agency_id)

    def editions_of(self, period: Period) -> list[SkmReport]:
        days = period.first_day, period.last_day
        return [
            self.database.read(lambda c: public_agency_report_of(c, "INST-A", period, STEP)),
            self.database.read(lambda c: agency_report_of(c, "INST-A", *days, STEP)),
        ]

    def staff(self) -> Staff:
        app = create_app(settings_for(self.database), self.database)
        return sign_in(app, self.database, Role.ADMINISTRATOR)


@pytest.fixture
def agency(database: Database) -> ClosedAgency:
    return ClosedAgency(database)


def test_reports_of_an_agency_print_the_sum_of_what_its_units_issued(agency: ClosedAgency) -> None:
    agency.come(range(1100, 1106), Q3.first_day, 1)
    for period in (Q3, Q4):
        for report in agency.editions_of(period):
            point = points_of(report)["2026-Q3"]
            assert (point.respondents, str(point.index)) == (40, "75.00")
            assert point.corrected is not None
            assert (point.corrected.respondents, str(point.corrected.index)) == (46, "68.48")
            assert report.period != Q3 or report.figures.index == point.index
    reach = PlaceScope()
    agency.database.write(
        lambda c: results_corrections.note_correction(c, agency.second_closing, reach, NOW)
    )
    value = "nilai 68,48 dari 46 responden"
    issued = "Triwulan III 2026 terbit dengan nilai 75,00 dari 40 responden"
    for report in agency.editions_of(Q4):
        notes = report_document(report, MAKING)["trend_notes"]
        assert notes == [f"{issued}; dikoreksi 16 November 2026: {value}."]


def test_pages_of_an_agency_show_the_issued_value_and_the_one_of_now_beside_it(
    agency: ClosedAgency,
) -> None:
    agency.come(range(1100, 1106), Q3.first_day, 1)
    staff = agency.staff()
    for address in ("/agencies/INST-A?period=2026-Q4", "/dashboard?agency=INST-A&period=2026-Q4"):
        words = " ".join(staff.get(address).text.split())
        assert "Triwulan III 2026 ditutup dengan nilai 75,00 dari 40 responden." in words
        assert "68,48 dari 46 responden" in words
        assert ">68,48<" not in words


def test_the_headline_of_a_dashboard_compares_with_what_its_trend_shows(
    agency: ClosedAgency,
) -> None:
    agency.come(range(1100, 1112), Q3.first_day, 1)
    staff = agency.staff()
    for place in ("unit=UNIT-B", "agency=INST-A"):
        words = staff.get(f"/dashboard?{place}&period=2026-Q4").text
        assert "<b>Naik" not in words
        assert "<b>Tetap</b> dibanding triwulan III 2026." in words
        closed = " ".join(staff.get(f"/dashboard?{place}&period=2026-Q3").text.split())
        assert "Terakhir 75,00." in closed
        assert "angka saat ditutup" in closed


def test_a_dashboard_says_how_many_late_sheets_wait_and_not_what_they_say(
    agency: ClosedAgency,
) -> None:
    agency.come(range(1100, 1101), Q3.first_day, 1)
    words = agency.staff().get("/dashboard?unit=UNIT-B&period=2026-Q3").text
    assert "Periode ini sudah ditutup; angkanya adalah angka saat ditutup." in words
    assert "1 lembar yang datang sesudah ditutup menunggu." in words
    assert "Terakhir 75,00." in words
    assert "21 responden" not in words


def test_the_whole_province_says_how_many_of_its_units_closed_a_quarter(
    agency: ClosedAgency,
) -> None:
    """Nothing is issued of it, so that its values are those of now, and it says that they are."""
    elsewhere = agency.database.write(
        lambda c: build_place(c, "C", public_code=complete_counter_code(b"c" * 14))
    )
    agency.place = elsewhere
    agency.come(range(2000, 2020), Q3.first_day)
    staff = agency.staff()
    words = " ".join(staff.get("/dashboard?period=2026-Q4").text.split())
    assert "Sudah ditutup: triwulan III 2026 2 dari 3 unit." in words
    assert "Nilai di sini memuat juga yang datang sesudah ditutup." in words
    for place in ("agency=INST-A", "unit=UNIT-A", "agency=INST-C"):
        assert "Sudah ditutup:" not in staff.get(f"/dashboard?{place}&period=2026-Q4").text


def test_a_unit_in_a_list_changes_from_what_it_issued_as_its_agency_does(
    agency: ClosedAgency,
) -> None:
    """With the late sheets of one among its quarter, nothing would seem to have fallen since."""
    agency.come(range(1100, 1160), Q3.first_day, 1)
    agency.come(range(1600, 1660), Q4.first_day, 1)

    def page(scope: PlaceScope, period: Period = Q4) -> Monday:
        return agency.database.read(
            lambda c: monday(c, scope, period, TODAY, STEP, with_cases=False)
        )

    of_agency = page(PlaceScope(agency_id=agency.first.agency_id))
    assert of_agency.change is not None
    assert of_agency.change.high < 0
    assert [part.code for part in of_agency.parts_that_fell] == ["UNIT-B"]
    of_unit = page(PlaceScope(unit_id=agency.place.unit_id))
    assert of_unit.change is not None
    assert of_unit.change.high < 0
    assert [part.change for part in of_unit.parts] == [None]
    closed = page(PlaceScope(agency_id=agency.first.agency_id), Q3)
    assert [(part.n, str(part.points)) for part in closed.parts] == [(20, "75.00")] * 2
