"""The SKM report of a whole agency: two named figures, its units, nobody to be found in it."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Connection, insert, select

from portal.access import Role
from portal.app import create_app
from portal.cli import main
from portal.database import Database
from portal.documents.report import report_pdf
from portal.documents.workbook import report_xlsx
from portal.settings import Settings
from surveys import publication, results_closing
from surveys.responses import store_drafts
from surveys.results_report import SkmReport
from surveys.results_report_agency import agency_report_of
from surveys.results_report_working import report_of
from surveys.rules.codes import complete_counter_code
from surveys.tables import Agency, VisitCount
from tests.builders import NOW, TODAY, Place, build_draft, build_place
from tests.databases import new_database
from tests.portal.libreoffice import computed_by_libreoffice
from tests.portal.paper import text_of
from tests.portal.reported_unit import MAKING, Q3, SHEETS
from tests.portal.staff import sign_in

AGENCY = "INST-A"


def fill(connection: Connection, small: int = 0) -> list[Place]:
    """One agency with three units: 24 sheets, 12 of all fours, and a few of all ones."""
    first = build_place(connection, "A", public_code=complete_counter_code(b"A" * 14))
    places = [first]
    for name in "BC":
        code = complete_counter_code(name.encode() * 14)
        places.append(build_place(connection, name, public_code=code, agency_id=first.agency_id))
    drafts = [
        replace(
            build_draft(first, f"a{number}", scores=SHEETS[number % 3]),
            local_date=Q3.first_day + timedelta(days=number),
            service_id=first.service_ids[0],
        )
        for number in range(24)
    ]
    for place, count, value in ((places[1], 12, 4), (places[2], small, 1)):
        drafts += [
            replace(
                build_draft(place, f"{place.unit_id}-{number}", scores=(value,) * 9),
                local_date=Q3.first_day + timedelta(days=number),
            )
            for number in range(count)
        ]
    store_drafts(connection, drafts)
    return places


def made(connection: Connection) -> SkmReport:
    return agency_report_of(connection, AGENCY, Q3.first_day, Q3.last_day, 5)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Database]:
    database = new_database(tmp_path / "suara.db")
    database.write(fill)
    yield database
    database.close()


def test_both_totals_of_an_agency_are_named_and_differ(filled: Database) -> None:
    report = filled.read(made)
    assert report.whole is not None
    unit = filled.read(lambda c: report_of(c, "UNIT-A", Q3.first_day, Q3.last_day, 5))
    assert unit.figures.index is not None
    mean = (unit.figures.index_exact + 100) / 2 if unit.figures.index_exact else None
    assert mean is not None
    assert report.whole.mean_of_units.points == Decimal(str(round(float(mean), 2)))
    assert report.figures.index != report.whole.mean_of_units.points
    text = text_of(report_pdf(report, MAKING))
    assert "semua lembar digabung" in text
    assert f"rata-rata nilai unit (tiap unit dihitung sama): {mean_words(report)}" in text
    assert "Seluruh instansi, 3 unit" in text
    assert "https://suara.example/agencies/INST-A" in text


def mean_words(report: SkmReport) -> str:
    assert report.whole is not None
    return str(report.whole.mean_of_units.points).replace(".", ",")


def test_the_sample_is_asked_of_every_unit_and_service(database: Database) -> None:
    [first, *_] = database.write(fill)

    def count(connection: Connection) -> None:
        for unit_id, service, users in (
            (first.unit_id, 0, 300),
            (first.unit_id, first.service_ids[0], 25),
        ):
            connection.execute(
                insert(VisitCount).values(
                    unit_id=unit_id,
                    period="2026-Q2",
                    visitors=users,
                    service_id=service or None,
                    service_part=service,
                )
            )

    database.write(count)
    report = database.read(made)
    assert report.whole is not None
    lines = {unit.code: unit for unit in report.whole.units}
    assert (lines["UNIT-A"].required, lines["UNIT-A"].enough) == (169, False)
    assert (report.whole.enough, report.whole.short) == (0, 3)
    [service] = report.services
    assert (service.n, service.need.required) == (24, 24)
    text = text_of(report_pdf(report, MAKING))
    assert "kurang 145" in text
    assert "Responden tiap layanan" in text
    assert "3 unit kurang" in text


@pytest.mark.parametrize("small", [0, 3])
def test_a_unit_with_few_answers_is_in_no_figure_of_its_agency(tmp_path: Path, small: int) -> None:
    database = new_database(tmp_path / "suara.db")
    database.write(lambda c: fill(c, small))
    report = database.read(made)
    database.close()
    assert report.whole is not None
    assert report.figures.respondents == 36
    assert len(report.sheets) == 36
    assert [point.respondents for point in report.trend] == [36]
    assert report.whole.left_out == (1 if small else 0)
    assert ("dijawab terlalu sedikit orang" in text_of(report_pdf(report, MAKING))) == bool(small)


def test_a_closed_unit_enters_with_the_figures_it_was_closed_with(database: Database) -> None:
    places = database.write(fill)
    before = database.read(made)

    def close_then_more(connection: Connection) -> None:
        results_closing.close_period(
            connection, places[0].unit_id, Q3, actor="kepala", now=NOW, today=TODAY
        )
        late = replace(build_draft(places[0], "late", scores=(1,) * 9), local_date=Q3.last_day)
        store_drafts(connection, [late])

    database.write(close_then_more)
    after = database.read(made)
    assert after.figures.counts == before.figures.counts
    assert after.figures.interval == before.figures.interval
    assert after.whole is not None
    assert (after.whole.outside, after.sheets) == (1, ())
    text = text_of(report_pdf(after, MAKING))
    assert "sudah ditutup di 1 dari 3 unit" in text
    assert "sekarang berselisih 1 dari angka itu" in text
    assert "dicatat sebagai koreksi" not in text


def test_another_program_computes_the_same_totals_from_the_units(
    filled: Database, tmp_path: Path
) -> None:
    report = filled.read(made)
    (tmp_path / "agency.xlsx").write_bytes(report_xlsx(report, MAKING))
    stored = table(tmp_path / "agency.xlsx")
    assert report.whole is not None
    first, second, third = report.whole.units
    assert first.figures is not None
    # The second unit has the answers of the first, while all stored results are those of before.
    as_first = replace(second, figures=first.figures, required=10)
    whole = replace(report.whole, units=(first, as_first, third))
    (tmp_path / "changed.xlsx").write_bytes(report_xlsx(replace(report, whole=whole), MAKING))
    computed_by_libreoffice(tmp_path, "agency.xlsx", "changed.xlsx")
    computed, changed = table(tmp_path / "agency.ods"), table(tmp_path / "changed.ods")
    index = float(first.figures.index or 0)
    assert changed["IKM: semua lembar digabung"][2] == 48
    assert changed["IKM: semua lembar digabung"][24] == index != float(report.figures.index or 0)
    assert changed["Angka kedua: rata-rata nilai unit"][24] == index
    assert changed["Unit Contoh B"][24] == index
    assert (computed["Unit Contoh B"][4], changed["Unit Contoh B"][4]) == ("kurang", "ya")
    for rows in (stored, computed):
        total = rows["IKM: semua lembar digabung"]
        assert report.figures.index is not None
        assert total[2] == report.figures.respondents
        assert total[24] == float(report.figures.index)
        mean = rows["Angka kedua: rata-rata nilai unit"]
        assert mean[24] == pytest.approx(float(report.whole.mean_of_units.points or 0))
        assert rows["Unit Contoh B"][24:26] == [100.0, "A"]
        assert rows["Unit Contoh C"][24] == ""


def test_units_are_printed_on_two_pages_side_by_side_each_with_their_names(
    filled: Database,
) -> None:
    report = filled.read(made)
    assert report.whole is not None
    first = replace(report.whole.units[0], name="Unit Pelayanan Terpadu Contoh di Kecamatan Jauh")
    long = replace(report, whole=replace(report.whole, units=(first, *report.whole.units[1:])))
    book = zipfile.ZipFile(io.BytesIO(report_xlsx(long, MAKING)))
    names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    number = names.index("Unit") + 1
    sheet = book.read(f"xl/worksheets/sheet{number}.xml").decode()
    setup = re.search(r"<pageSetup [^>]*>", sheet)
    assert setup is not None
    assert 'orientation="landscape"' in setup[0]
    assert 'scale="68"' in setup[0]
    assert "fitToPage" not in sheet
    # The sums begin the second page.
    assert re.search(r'<colBreaks[^>]*><brk id="14"', sheet)
    named = f'Print_Titles" localSheetId="{number - 1}">([^<]+)<'
    titles = re.search(named, book.read("xl/workbook.xml").decode())
    assert titles is not None
    assert titles[1] == "Unit!$A:$B,Unit!$4:$4"
    heights = [float(ht) for ht in re.findall(r'<row r="[5-7]"[^>]* ht="([^"]+)"', sheet)]
    assert heights[0] == 30
    across = [float(width) for width in re.findall(r'<col [^>]*width="([^"]+)"', sheet)]
    assert max(across) < 30


def table(file: Path) -> dict[object, list[object]]:
    book = CalamineWorkbook.from_path(str(file))
    return {row[1]: row for row in book.get_sheet_by_name("Unit").to_python() if len(row) > 24}


def test_the_head_takes_the_agency_s_report_first(filled: Database) -> None:
    app = create_app(Settings(database_url=filled.url, background=False), filled)
    agency_id = filled.read(lambda c: c.execute(select(Agency.id)).scalar_one())
    head = sign_in(app, filled, Role.AGENCY_HEAD, agency_id=agency_id)
    page = head.get("/reports?period=2026-Q3").text
    assert page.index("Seluruh instansi") < page.index(">Unit Contoh A<")
    assert "3 unit: 0 cukup, 3 kurang." in page
    filled.write(lambda c: publication.refresh_all(c, NOW, 5))
    answer = head.get("/reports/file?agency=INST-A&period=2026-Q3&format=xlsx")
    assert answer.content.startswith(b"PK")
    assert "laporan-skm-INST-A-2026-Q3.xlsx" in answer.headers["content-disposition"]
    assert "3 unit: 0 cukup, 3 kurang." in head.get("/dashboard?period=2026-Q3").text
    other = filled.write(
        lambda c: build_place(c, "O", public_code=complete_counter_code(b"o" * 14))
    )
    stranger = sign_in(app, filled, Role.ADMINISTRATOR, agency_id=other.agency_id)
    assert stranger.get("/reports/file?agency=INST-A&period=2026-Q3&format=pdf").status_code == 404


def test_a_report_about_a_few_people_is_not_handed_out(tmp_path: Path) -> None:
    database = new_database(tmp_path / "suara.db")
    [first, *_] = database.write(lambda c: fill(c, 3))
    app = create_app(Settings(database_url=database.url, background=False), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=first.agency_id)
    assert (
        "Laporan dibuat mulai 5 responden." in head.get("/reports?unit=UNIT-C&period=2026-Q3").text
    )
    query = "unit=UNIT-C&period=2026-Q3&format=pdf"
    for edition, why in (("public", "mulai 5 responden"), ("working", "Baru 3 responden.")):
        refused = head.get(f"/reports/file?{query}&edition={edition}")
        assert refused.status_code == 409
        assert why in refused.text
    database.close()


def test_the_command_reports_an_agency_or_a_unit_and_not_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = new_database(tmp_path / "suara.db")
    database.write(fill)
    database.close()
    reach = ["--from", "2026-07-01", "--to", "2026-09-30", "--database", database.url, "--json"]
    out = str(tmp_path / "agency.pdf")
    assert main(["report", "--agency", AGENCY, "--out", out, *reach]) == 0
    assert json.loads(capsys.readouterr().out)["n"] == 36
    with pytest.raises(SystemExit) as stopped:
        main(["report", "--agency", AGENCY, "--unit", "UNIT-A", "--out", out, *reach])
    assert stopped.value.code == 2
    assert io.BytesIO(Path(out).read_bytes()).read(4) == b"%PDF"
