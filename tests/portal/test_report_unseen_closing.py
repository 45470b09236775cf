"""An agency's report beside the public page, whatever became of its units' closed periods.

A unit may have been closed with too few sheets to be public, have moved on since, or be public no
more: the report says of each how it differs from the page, and subtracting shows no small group.
"""

import io
from collections.abc import Callable
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select, update

from portal.access import Role
from portal.app import create_app
from portal.database import Database
from portal.documents.report import report_pdf
from portal.documents.workbook import report_xlsx
from surveys import publication, results_closing, results_corrections, rollups
from surveys.errors import Refused
from surveys.responses import store_drafts
from surveys.results_report import SkmReport
from surveys.results_report_agency import public_agency_report_of
from surveys.results_report_public import public_report_of, to_be_kept
from surveys.scope import PlaceScope
from surveys.tables import Response
from tests.builders import NOW, TODAY, Place
from tests.portal.conftest import Asked, settings_for
from tests.portal.paper import text_of
from tests.portal.staff import sign_in
from tests.portal.test_report_closing import EQUAL, seen
from tests.portal.test_report_public import MAKING, Q3, STEP, answers_of, sheets, two_units

SAME = "Angkanya sama dengan yang tampil untuk umum."
PAGE = "/reports?agency=INST-A&period=2026-Q3"


class Office:
    """An agency of two units, A and B; B is public with 12 sheets and stays as it is."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.unit, other = database.write(two_units)
        self.came = 0
        self.come(12, other)
        app = create_app(settings_for(database), database)
        self.portal = Asked(app, database, self.unit)
        self.head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=self.unit.agency_id)
        self.closing_id = 0

    def come(self, count: int, place: Place | None = None) -> None:
        drafts = sheets(place or self.unit, range(self.came, self.came + count), 4)
        self.came += count
        self.database.write(lambda c: store_drafts(c, drafts))
        self.refresh()

    def refresh(self) -> None:
        self.database.write(lambda c: publication.refresh_all(c, NOW, STEP))

    def close(self) -> None:
        self.closing_id = self.database.write(
            lambda c: results_closing.close_period(
                c, self.unit.unit_id, Q3, actor="sari.contoh", now=NOW, today=TODAY
            )
        )

    def take_out(self, count: int) -> None:
        def work(c: Any) -> None:
            here = select(Response.id).where(Response.unit_id == self.unit.unit_id)
            gone = list(c.execute(here.order_by(Response.id).limit(count)).scalars())
            c.execute(update(Response).where(Response.id.in_(gone)).values(excluded=True))
            rollups.rebuild(c)

        self.database.write(work)
        self.refresh()

    def report(self) -> SkmReport:
        return self.database.read(lambda c: public_agency_report_of(c, "INST-A", Q3, STEP))

    def of(self, code: str) -> SkmReport | None:
        try:
            return self.database.read(lambda c: public_report_of(c, code, Q3, STEP))
        except Refused:
            return None

    def on_the_page(self, floor: str = "agencies", code: str = "INST-A") -> int:
        """Respondents that everybody sees."""
        told = self.portal.get(f"/api/v1/{floor}?period={Q3.code}").json()[floor]
        name = "agency_code" if floor == "agencies" else "unit_code"
        [figures] = [each["figures"] for each in told if each[name] == code]
        return 0 if figures is None else int(figures["respondents"])


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def edition_in(report: SkmReport) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report, MAKING)))
    rows = {row[1]: row[2] for row in book.get_sheet_by_name("IKM").to_python() if len(row) > 2}
    return str(rows["Edisi"])


def few_then_public(office: Office) -> None:
    office.come(3)
    office.close()
    office.come(9)


def few_then_more_than_a_step(office: Office) -> None:
    few_then_public(office)
    office.come(2)


def still_few(office: Office) -> None:
    office.come(3)
    office.close()
    office.come(1)


def closed_and_the_same(office: Office) -> None:
    office.come(20)
    office.close()


def closed_and_moved(office: Office) -> None:
    closed_and_the_same(office)
    office.come(6)


def closed_and_withdrawn(office: Office) -> None:
    closed_and_the_same(office)
    office.take_out(18)


def open_and_waiting(office: Office) -> None:
    office.come(20)
    office.come(3)


def open_and_withdrawn(office: Office) -> None:
    office.come(20)
    office.take_out(18)


WORLDS = (
    few_then_public,
    few_then_more_than_a_step,
    still_few,
    closed_and_the_same,
    closed_and_moved,
    closed_and_withdrawn,
    open_and_waiting,
    open_and_withdrawn,
)


@pytest.mark.parametrize("happened", WORLDS)
def test_the_report_claims_to_be_the_page_exactly_where_it_is(
    office: Office, happened: Callable[[Office], None]
) -> None:
    happened(office)
    report, on_page = office.report(), office.on_the_page()
    same = report.figures.respondents == on_page
    assert (EQUAL in edition_in(report)) == same
    assert (SAME in seen(office.head, PAGE)) == same
    unit = office.of("UNIT-A")
    about_unit = seen(office.head, "/reports?unit=UNIT-A&period=2026-Q3")
    assert ("Unduh PDF" in about_unit) == (unit is not None)
    if unit is not None:
        here = unit.figures.respondents == office.on_the_page("units", "UNIT-A")
        assert (EQUAL in edition_in(unit)) == (SAME in about_unit) == here


@pytest.mark.parametrize("happened", WORLDS)
def test_subtracting_reports_and_pages_leaves_nobody_or_five(
    office: Office, happened: Callable[[Office], None]
) -> None:
    happened(office)
    report, other, unit = office.report(), office.of("UNIT-B"), office.of("UNIT-A")
    assert other is not None
    whole, beside = answers_of(report), answers_of(other)
    rest = {name: n - beside[name] for name, n in whole.items()}
    assert rest == (dict.fromkeys(whole, 0) if unit is None else answers_of(unit))
    from_page = abs(report.figures.respondents - office.on_the_page())
    for n in (rest["respondents",], from_page):
        assert n == 0 or n >= STEP


def test_a_unit_closed_with_few_stands_in_as_everybody_sees_it_and_that_is_said(
    office: Office,
) -> None:
    few_then_public(office)
    report, unit = office.report(), office.of("UNIT-A")
    assert unit is not None
    assert (report.figures.respondents, unit.figures.respondents) == (24, 12)
    assert report.whole is not None
    assert (report.whole.left_out, report.whole.unseen, report.whole.outside) == (0, 1, 0)
    text = text_of(report_pdf(report, MAKING))
    assert "1 unit ditutup saat angkanya belum tampil untuk umum" in text
    assert "angka unit itu adalah angka saat ditutup" not in text
    text = text_of(report_pdf(unit, MAKING))
    assert "ditutup 16 November 2026 oleh Dinas Contoh A, saat angkanya belum tampil" in text
    assert "susulan" not in text
    page = seen(office.head, PAGE)
    assert "1 unit ditutup saat angkanya belum tampil untuk umum" in page
    issued = office.database.read(lambda c: to_be_kept(c, "UNIT-A", Q3, STEP))
    assert (issued.public, issued.figures.respondents) == (False, 3)


def test_a_unit_that_nobody_sees_yet_is_not_called_one_with_few(office: Office) -> None:
    drafts = sheets(office.unit, range(100, 108))
    office.database.write(lambda c: store_drafts(c, drafts))
    report = office.report()
    assert report.whole is not None
    assert report.whole.left_out == 1
    text = text_of(report_pdf(report, MAKING))
    assert "1 unit belum tampil untuk umum." in text
    assert "terlalu sedikit" not in text


def test_figures_that_were_withdrawn_are_said_to_be_and_wait_for_no_correction(
    office: Office,
) -> None:
    closed_and_withdrawn(office)
    unit = office.of("UNIT-A")
    assert unit is not None
    assert unit.figures.respondents == 20
    told = "tidak tampil lagi untuk umum"
    assert told in edition_in(unit)
    text = text_of(report_pdf(unit, MAKING))
    assert "Sesudah ditutup 18 lembar dikeluarkan dari hitungan." in text
    assert "Angka untuk umum ditarik sesudah itu." in text
    assert "menunggu" not in text
    assert f"angka 1 unit di antaranya {told}" in edition_in(office.report())
    assert f"Angka 1 unit di antaranya {told}." in seen(office.head, PAGE)
    page = seen(office.head, "/reports?unit=UNIT-A&period=2026-Q3")
    assert f"dan {told}." in page
    beside = page.partition("Periode yang sudah ditutup")[2]
    assert "Tidak tampil lagi untuk umum." in beside
    assert "menunggu" not in beside
    assert "Catat koreksi" not in beside
    with pytest.raises(Refused, match="tidak tampil lagi untuk umum"):
        office.database.write(
            lambda c: results_corrections.note_correction(c, office.closing_id, PlaceScope(), NOW)
        )


def test_an_agency_of_which_nothing_is_public_any_more_still_hands_on_what_was_closed(
    office: Office,
) -> None:
    closed_and_withdrawn(office)

    def hide_other(c: Any) -> None:
        other = Response.unit_id != office.unit.unit_id
        c.execute(update(Response).where(other).values(excluded=True))
        rollups.rebuild(c)

    office.database.write(hide_other)
    office.refresh()
    assert office.report().figures.respondents == 20
    assert "Unduh PDF" in seen(office.head, PAGE)
