"""A grade whose interval reaches another never stands alone: on paper, in cells, in the command."""

import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Connection

from portal.cli import main
from portal.database import Database, open_database
from portal.documents.report import report_document, report_pdf
from portal.documents.workbook import report_xlsx
from surveys.responses import store_drafts
from surveys.results_report import SkmReport
from surveys.results_report_agency import agency_report_of
from surveys.rules.margin import Interval, may_be
from tests.builders import build_draft
from tests.databases import new_database
from tests.portal.libreoffice import computed_by_libreoffice
from tests.portal.paper import text_of
from tests.portal.reported_unit import MAKING, Q3, fill, made


def between_grades(connection: Connection) -> None:
    """The reported unit with six sheets more, so that its grade is B or C."""
    place = fill(connection)
    more = [build_draft(place, f"more{number}", scores=(4,) * 9) for number in range(6)]
    days = (Q3.last_day - timedelta(days=number) for number in range(6))
    store_drafts(
        connection,
        [replace(each, local_date=day) for each, day in zip(more, days, strict=True)],
    )


@pytest.fixture
def between(tmp_path: Path) -> SkmReport:
    database = new_database(tmp_path / "between.db")
    database.write(between_grades)
    found = database.read(made)
    database.close()
    return found


def words_of(interval: Interval | None) -> str:
    assert interval is not None
    return may_be(interval).id


def others_of(interval: Interval | None) -> str:
    """What stands in the cell behind a grade."""
    return words_of(interval).partition(", bisa ")[2]


def test_cover_tables_and_conclusion_of_the_report_say_what_a_grade_may_be(
    between: SkmReport,
) -> None:
    report, figures = between, between.figures
    letter, others = words_of(figures.interval).split(", ")
    assert figures.mutu is not None
    text = text_of(report_pdf(report, MAKING))
    assert f"{letter} {figures.mutu.id}, {others}" in text, "cover"
    assert f"mutu pelayanan {letter} ({figures.mutu.id}), {others}. Perbaikan" in text, "conclusion"
    told = {words_of(each.interval) for each in figures.elements}
    assert any("bisa" in words for words in told)
    printed = report_document(report, MAKING)["elements"]
    for each, row in zip(figures.elements, printed, strict=True):
        assert f"{row['interval']} {words_of(each.interval)}" in text, each.element
    # The chart of the elements has its badges beside the same words.
    reaching = [each for each in figures.elements if others_of(each.interval)]
    assert text.count("bisa ") >= 2 * len(reaching) + 3


def test_the_units_of_an_agency_have_it_as_well(database: Database) -> None:
    database.write(between_grades)
    report = database.read(lambda c: agency_report_of(c, "INST-A", Q3.first_day, Q3.last_day, 5))
    text = text_of(report_pdf(report, MAKING))
    [unit] = report_document(report, MAKING)["whole"]["units"]
    assert f"{unit['interval']} {words_of(report.figures.interval)}" in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report, MAKING)))
    rows = {row[1]: row for row in book.get_sheet_by_name("Unit").to_python() if len(row) > 28}
    for name in ("Unit Contoh A", "IKM: semua lembar digabung"):
        assert rows[name][28] == others_of(report.figures.interval)


def test_another_program_finds_the_same_other_grades_from_the_ends(
    between: SkmReport, tmp_path: Path
) -> None:
    report = between
    (tmp_path / "report.xlsx").write_bytes(report_xlsx(report, MAKING))
    computed_by_libreoffice(tmp_path, "report.xlsx")
    for file in ("report.xlsx", "report.ods"):
        book = CalamineWorkbook.from_path(str(tmp_path / file))
        rows = {row[1]: row for row in book.get_sheet_by_name("IKM").to_python() if len(row) > 10}
        assert rows["Unsur"][10] == "Mutu bisa juga"
        assert rows["IKM = 25 × jumlah NRR ÷ 9"][10] == others_of(report.figures.interval) != ""
        for each in report.figures.elements:
            assert rows[each.element.question.official_name.id][10] == others_of(each.interval)


def test_the_command_says_it_in_words_and_as_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'suara.db'}"
    database = open_database(url)
    database.write(between_grades)
    database.close()
    reach = ("--from", "2026-07-01", "--to", "2026-09-30", "--database", url)
    assert main(["index", *reach]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert main(["index", *reach, "--json"]) == 0
    total = json.loads(capsys.readouterr().out)["total"]
    assert total["may_be"]
    assert total["grade"] not in total["may_be"]
    [line] = [line for line in lines if line.startswith("Jumlah ")]
    assert line.endswith(f", bisa {' atau '.join(total['may_be'])}")


def test_a_plain_file_of_sheets_says_it_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sheets.csv").write_text("u1,u2\n" + "3,3\n" * 9 + "4,4\n" * 2, encoding="utf-8")
    assert main(["index", "--matrix", str(tmp_path / "sheets.csv")]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith(", bisa C")
