"""Fewer served than answered cannot be: the import says so, and the pages do beside the figure."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from portal.access import Role
from portal.app import create_app
from portal.cli import main
from portal.database import open_database
from portal.documents.report import report_pdf
from portal.documents.workbook import report_xlsx
from surveys.results_population import came_in, need_of, needs_by_unit
from surveys.results_report_working import report_of
from surveys.rules.periods import parse_period
from surveys.scope import PlaceScope
from tests.portal.conftest import settings_for
from tests.portal.staff import sign_in
from tests.portal.test_report import MAKING, text_of

TABLES = {
    "agencies": "agency_code,name\nAG,Instansi Contoh\n",
    "units": "unit_code,agency_code,name\nUN,AG,Unit Contoh\n",
    "services": "service_code,unit_code,name\nSV,UN,Layanan Contoh\n",
    "counters": "counter_code,unit_code,name,services\nLK,UN,Loket Contoh,SV\n",
}
COLUMNS = ",".join(f"u{number}" for number in range(1, 10))
# The last is still June by UTC, and half past midnight of the first of July at the counter.
MOMENTS = [*(f"2026-08-{day:02}T09:00:00" for day in range(3, 8)), "2026-06-30T17:30:00+00:00"]


def sheets(service: str = "SV") -> str:
    rows = [
        f"R{number},{moment},LK,{service},3,3,3,3,3,3,3,3,3"
        for number, moment in enumerate(MOMENTS)
    ]
    return "\n".join([f"response_id,submitted_at,counter_code,service_code,{COLUMNS}", *rows])


def bring(
    folder: Path, url: str, capsys: pytest.CaptureFixture[str], *more: str, **tables: str
) -> list[Any]:
    """The warnings of an import of these tables."""
    sent = folder / f"sent{len(list(folder.glob('sent*')))}"
    sent.mkdir()
    for name, text in tables.items():
        (sent / f"{name}.csv").write_text(text, encoding="utf-8")
    assert main(["import", str(sent), "--database", url, "--json", *more]) == 0
    warnings: list[Any] = json.loads(capsys.readouterr().out)["warnings"]
    return [line for line in warnings if line["file"] == "visits.csv"]


def test_an_import_names_every_count_that_is_below_those_who_answered(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    visits = (
        "unit_code,period,visitors,service_code,counter_code\n"
        "UN,2026-Q3,3,,\nUN,2026-08,6,,\nUN,2026-Q3,2,SV,\nUN,2026-Q3,1,,LK\nUN,2026-Q2,0,,\n"
    )
    first = bring(
        tmp_path, database_url, capsys, "--dry-run", **TABLES, responses=sheets(), visits=visits
    )
    assert [(line["row"], line["column"]) for line in first] == [
        (2, "visitors"),
        (4, "visitors"),
        (5, "visitors"),
    ]
    assert first[0]["message"].startswith("3 dilayani, padahal 6 menjawab di 2026-Q3;")
    assert "Isi semua yang dilayani" in first[0]["message"]
    asked = {**TABLES, "responses": sheets(), "visits": visits}
    assert bring(tmp_path, database_url, capsys, **asked) == first
    # The same folder again: its answers are there and count once.
    assert bring(tmp_path, database_url, capsys, **asked) == first
    # Visits that come alone are held against what is stored.
    alone = "unit_code,period,visitors\nUN,2026-Q3,5\nUN,2026-06,0\n"
    [only] = bring(tmp_path, database_url, capsys, visits=alone)
    assert "padahal 6 menjawab" in only["message"]
    assert not bring(
        tmp_path, database_url, capsys, visits="unit_code,period,visitors\nUN,2026-Q3,7\n"
    )


def test_visits_that_are_the_answers_again_narrow_nothing_and_that_is_said(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    visits = "unit_code,period,visitors,service_code,counter_code\nUN,2026-Q3,{0},,\n"
    visits += "UN,2026-Q3,{0},SV,\nUN,2026-Q3,{0},,LK\n"
    said = bring(
        *(tmp_path, database_url, capsys), **TABLES, responses=sheets(), visits=visits.format(6)
    )
    assert [line["row"] for line in said] == [2, 3, 4]
    assert said[0]["message"].startswith("6 dilayani dan 6 menjawab di 2026-Q3,")

    def width() -> float:
        quarter = ["--from", "2026-07-01", "--to", "2026-09-30", "--database", database_url]
        assert main(["index", *quarter, "--json"]) == 0
        [unit] = json.loads(capsys.readouterr().out)["units"]
        return float(unit["ci95"][1] - unit["ci95"][0])

    wide = width()
    assert wide > 5
    database = open_database(database_url)
    try:
        app = create_app(settings_for(database), database)
        head = sign_in(app, database, Role.ADMINISTRATOR)
        page = head.get("/dashboard?unit=UN&period=2026-Q3").text
        assert "Tercatat 6 dilayani dan 6 menjawab" in page
        rows = csv.DictReader(io.StringIO(head.get("/units/UN/results.csv").text))
        index = next(row for row in rows if row["element"] == "index")
        assert float(index["high"]) - float(index["low"]) == pytest.approx(wide, abs=0.02)
    finally:
        database.close()
    assert not bring(tmp_path, database_url, capsys, visits=visits.format(12))
    assert width() < wide * 0.8
    bring(tmp_path, database_url, capsys, visits=visits.format(3))
    assert width() == wide


def test_pages_say_why_the_visits_narrow_nothing(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    visits = "unit_code,period,visitors\nUN,2026-Q3,3\n"
    bring(tmp_path, database_url, capsys, **TABLES, responses=sheets(), visits=visits)
    database = open_database(database_url)
    try:
        app = create_app(settings_for(database), database)
        head = sign_in(app, database, Role.ADMINISTRATOR)
        for address in ("/dashboard?unit=UN&period=2026-Q3", "/reports?unit=UN&period=2026-Q3"):
            page = head.get(address).text
            assert "Tercatat 3 dilayani, padahal 6 menjawab." in page
            assert "Perbaiki data kunjungan" in page
            assert "dihitung tanpa jumlah itu" not in head.get(address.replace("Q3", "Q2")).text
        english = head.get("/dashboard?unit=UN&period=2026-Q3&lang=en").text
        assert "3 were counted as served, yet 6 answered." in english
    finally:
        database.close()


def test_no_sample_is_made_of_users_who_are_fewer_than_answered_and_that_is_said(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    visits = "unit_code,period,visitors,service_code\nUN,2026-Q3,3,\nUN,2026-Q3,2,SV\n"
    later = [f"L{n},2026-10-{n:02}T09:00:00,LK,SV{',3' * 9}" for n in range(5, 11)]
    answers = "\n".join([sheets(), *later])
    bring(tmp_path, database_url, capsys, **TABLES, responses=answers, visits=visits)
    quarter = ["--from", "2026-10-01", "--to", "2026-12-31", "--database", database_url]

    def required() -> tuple[object, object]:
        assert main(["index", *quarter, "--json"]) == 0
        [unit] = json.loads(capsys.readouterr().out)["units"]
        return unit["required_n"], unit.get("users_not_used")

    assert required() == (None, 3)
    assert main(["index", *quarter]) == 0
    assert "tercatat kurang dari yang menjawab, jadi tidak dipakai: UN." in capsys.readouterr().out
    database = open_database(database_url)
    try:
        app = create_app(settings_for(database), database)
        head = sign_in(app, database, Role.ADMINISTRATOR)
        told = "Periode sebelumnya tercatat 3 dilayani, kurang dari yang menjawab"
        for address in ("/dashboard?unit=UN&period=2026-Q4", "/reports?unit=UN&period=2026-Q4"):
            page = head.get(address).text
            assert told in page
            assert "Jumlah yang perlu tidak dapat dihitung." in page
            assert told not in head.get(address.replace("Q4", "Q3")).text
        assert "Di sebagian unit" in head.get("/dashboard?agency=AG&period=2026-Q4").text
        page = head.get("/comparison?unit=UN&period=2026-Q4").text
        assert "tidak dapat dihitung" in page
        report = database.read(
            lambda c: report_of(c, "UN", date(2026, 10, 1), date(2026, 12, 31), 5)
        )
        text = text_of(report_pdf(report, MAKING))
        assert "tidak diketahui; tercatat 3, kurang dari yang menjawab, tidak dipakai" in text
        book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report, MAKING)))
        rows = {row[1]: row[2] for row in book.get_sheet_by_name("IKM").to_python()}
        assert rows["Jumlah yang tidak dipakai"].startswith("tercatat 3, kurang")
    finally:
        database.close()
    # A yearly number stands in, unless it is too low as well; a count of all of them is used.
    for yearly, visitors, needed in ((5000, 3, (294, 3)), (8, 3, (None, 3)), (8, 6, (6, None))):
        tables = {
            "units": f"unit_code,agency_code,name,citizens_per_year\nUN,AG,Unit Contoh,{yearly}\n",
            "visits": f"unit_code,period,visitors\nUN,2026-Q3,{visitors}\n",
        }
        bring(tmp_path, database_url, capsys, **tables)
        assert required() == needed


@pytest.mark.parametrize("visits", ["", "UN,2026-Q3,3\n"])
@pytest.mark.parametrize(("yearly", "population"), [(20, None), (24, 6)])
def test_a_yearly_number_below_those_who_answered_makes_no_sample_with_or_without_visits(
    visits: str,
    yearly: int,
    population: int | None,
    database_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    units = f"unit_code,agency_code,name,citizens_per_year\nUN,AG,Unit Contoh,{yearly}\n"
    counted = {"visits": f"unit_code,period,visitors\n{visits}"} if visits else {}
    sent = {**TABLES, "units": units, "responses": sheets(), **counted}
    bring(tmp_path, database_url, capsys, **sent)
    database = open_database(database_url)
    try:
        quarter = parse_period("2026-Q4")
        came = database.read(lambda c: came_in(c, PlaceScope(), [quarter.previous]))
        here = database.read(lambda c: needs_by_unit(c, PlaceScope(), [quarter], came))[quarter]
        of_all = database.read(
            lambda c: need_of(c, PlaceScope(), quarter.first_day, quarter.last_day)
        )
    finally:
        database.close()
    assert list(here.values()) == [of_all]
    assert (of_all.population and of_all.population.users) == population
    assert of_all.below == (3 if visits else None if population else 5)
