"""A report at the limits of its workbook: a low trend, and more sheets than a table holds."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from portal.database import Database
from portal.documents.report import report_pdf
from portal.documents.workbook import report_xlsx
from surveys import publication
from surveys.results_report import SkmReport
from surveys.results_report_public import public_report_of
from surveys.results_trend import TrendPoint
from tests.builders import NOW
from tests.portal.paper import text_of
from tests.portal.reported_unit import MAKING, Q3, fill, made


def with_trend(report: SkmReport, *values: tuple[str, float, float]) -> SkmReport:
    """The report with a trend of index, low and high, quarter by quarter up to its own."""
    points = [
        TrendPoint(Q3.shifted(number + 1 - len(values)), 30, Decimal(index), low, high)
        for number, (index, low, high) in enumerate(values)
    ]
    return replace(report, trend=tuple(points))


@pytest.mark.parametrize(
    ("lowest", "start"), [((("71.20", 66.0, 76.0)), 50), (("36.11", 31.2, 41.0), 30)]
)
def test_no_value_of_the_trend_lies_below_the_axis(
    lowest: tuple[str, float, float], start: int, report: SkmReport
) -> None:
    low = with_trend(report, lowest, ("80.00", 76.5, 83.5))
    with zipfile.ZipFile(io.BytesIO(report_xlsx(low, MAKING))) as book:
        [chart] = [name for name in book.namelist() if re.search(r"charts/chart\d", name)]
        drawn = book.read(chart).decode()
    assert f'<c:min val="{start}"/>' in drawn
    assert '<c:max val="100"/>' in drawn


def test_the_axis_begins_where_the_scale_does_at_the_latest(report: SkmReport) -> None:
    low = with_trend(report, ("25.00", 25.0, 27.0), ("25.00", 25.0, 27.0))
    with zipfile.ZipFile(io.BytesIO(report_xlsx(low, MAKING))) as book:
        [chart] = [name for name in book.namelist() if re.search(r"charts/chart\d", name)]
        assert '<c:min val="25"/>' in book.read(chart).decode()


PLACES = ("surveys.results_report_working", "surveys.results_report_public")


def edition_of(database: Database, edition: str, most: int, patch: pytest.MonkeyPatch) -> SkmReport:
    """One edition of a unit with 24 sheets, where a table holds so many."""
    for where in (*PLACES, "portal.documents.report_closing"):
        patch.setattr(f"{where}.MOST_SHEETS", most)
    database.write(fill)
    if edition == "working":
        return database.read(made)
    database.write(lambda c: publication.refresh_all(c, NOW, 5))
    return database.read(lambda c: public_report_of(c, "UNIT-A", Q3, 5))


@pytest.mark.parametrize("edition", ["working", "public"])
def test_more_sheets_than_a_table_holds_are_left_out_and_the_report_says_so(
    edition: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = edition_of(database, edition, 23, monkeypatch)
    assert report.public is (edition == "public")
    assert (report.figures.respondents, report.sheets) == (24, ())
    words = "satu tabel memuat 23 baris, lembarnya 24. Ambil semuanya lewat ekspor."
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report, MAKING)))
    assert "Lembar" not in book.sheet_names
    rows = book.get_sheet_by_name("Sebaran").to_python()
    assert any(words in str(row[0]) for row in rows)
    counts = [row[2:6] for row in rows if re.fullmatch(r"U[1-9]", str(row[0]))]
    assert [[int(n) for n in row] for row in counts] == [
        list(each.bins) for each in report.figures.elements
    ]
    assert words in text_of(report_pdf(report, MAKING))


@pytest.mark.parametrize("edition", ["working", "public"])
def test_as_many_sheets_as_a_table_holds_are_all_there(
    edition: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = edition_of(database, edition, 24, monkeypatch)
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report, MAKING)))
    assert len(book.get_sheet_by_name("Lembar").to_python()) == 25
    assert "lewat ekspor" not in str(book.get_sheet_by_name("Sebaran").to_python())
