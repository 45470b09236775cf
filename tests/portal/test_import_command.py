"""`suara import`: an agency's spreadsheets, whole or not at all."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from portal.cli import main
from tests.portal.planning_province import whole_province_in

SAMPLES = Path(__file__).parent.parent / "samples"
PROVINCE, BROKEN = SAMPLES / "province", SAMPLES / "broken"
FAULTS = [
    ("agencies.csv", 4, "name"),
    ("units.csv", 6, "staff_count"),
    ("units.csv", 9, "unit_code"),
    ("services.csv", 1, "name"),
    ("counters.csv", 12, "unit_code"),
    ("counters.csv", 20, "name"),
    ("trainings.csv", 3, "start_date"),
    ("trainings.csv", 5, "end_date"),
    ("responses.csv", 18, "u3"),
    ("responses.csv", 240, "submitted_at"),
    ("responses.csv", 515, "comment"),
    ("responses.csv", 702, "comment"),
]


def run_import(
    path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> tuple[int, dict[str, Any]]:
    status = main(["import", str(path), "--database", url, "--json"])
    return status, json.loads(capsys.readouterr().out)


def rows_of(url: str, query: str) -> list[Any]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = list(connection.execute(text(query)))
    engine.dispose()
    return found


def changed_copy(tmp_path: Path, name: str, old: str, new: str) -> Path:
    """A folder with one table of the province, one place of it changed."""
    folder = tmp_path / "changed"
    folder.mkdir(exist_ok=True)
    given = (PROVINCE / name).read_text(encoding="utf-8")
    assert old in given
    (folder / name).write_text(given.replace(old, new), encoding="utf-8")
    return folder


def test_a_second_import_of_the_same_folder_changes_nothing(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, first = run_import(PROVINCE, database_url, capsys)
    assert status == 0
    assert first["written"]["responses"] == 6000
    assert first["written"]["units"] == 12
    before = rows_of(database_url, "select * from response order by id limit 500")
    codes = rows_of(database_url, "select code, public_code from service_counter order by code")
    status, second = run_import(PROVINCE, database_url, capsys)
    assert status == 0
    assert set(second["written"].values()) == {0}
    assert set(second["updated"].values()) == {0}
    assert second["skipped"]["responses"] == 6000
    assert rows_of(database_url, "select * from response order by id limit 500") == before
    assert rows_of(database_url, "select code, public_code from service_counter order by code") == (
        codes
    )


def test_the_workbook_holds_what_the_folder_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = whole_province_in(tmp_path)
    status, again = run_import(PROVINCE / "sample.xlsx", url, capsys)
    assert status == 0
    assert set(again["written"].values()) == {0}
    assert set(again["updated"].values()) == {0}


def test_a_broken_folder_is_answered_with_every_fault_and_nothing_is_written(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, report = run_import(BROKEN, database_url, capsys)
    assert status == 1
    found = sorted((fault["file"], fault["row"], fault["column"]) for fault in report["errors"])
    assert found == sorted(FAULTS)
    assert all(fault["message"] for fault in report["errors"])
    assert [(odd["file"], odd["row"]) for odd in report["warnings"]] == [("participants.csv", 4)]
    for table in ("agency", "unit", "response", "complaint", "counter_day", "audit_entry"):
        assert rows_of(database_url, f"select count(*) from {table}") == [(0,)]


def test_money_with_a_decimal_comma_and_a_bom_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    folder = tmp_path / "topics"
    folder.mkdir()
    shutil.copy(BROKEN / "topics.csv", folder)
    assert run_import(folder, url, capsys)[0] == 0
    costs = dict(rows_of(url, "select code, cost_per_seat_sen from topic"))
    assert costs["ETIKA"] == 125_000_000
    assert costs["ALUR"] == 210_000_050


def test_the_same_code_updates_its_row_and_an_empty_cell_leaves_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = whole_province_in(tmp_path)
    folder = changed_copy(
        tmp_path,
        "units.csv",
        "Samsat Mal Contoh,pajak kendaraan,8,12600",
        "Samsat Mal Baru Contoh,,9,",
    )
    status, report = run_import(folder, url, capsys)
    assert (status, report["updated"]["units"], report["skipped"]["units"]) == (0, 1, 11)
    assert rows_of(
        url,
        "select name, service_field, staff_count, citizens_per_year from unit"
        " where code = 'SAMSAT-3'",
    ) == [("Samsat Mal Baru Contoh", "pajak kendaraan", 9, 12600)]


def test_an_unknown_column_is_reported_and_ignored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = changed_copy(tmp_path, "agencies.csv", "region", "region,warna")
    status, report = run_import(folder, f"sqlite:///{tmp_path / 'a.db'}", capsys)
    assert status == 0
    assert [odd["column"] for odd in report["warnings"]] == ["warna"]


def test_personal_data_in_an_imported_comment_is_masked_before_it_is_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = whole_province_in(tmp_path)
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "responses.csv").write_text(
        "response_id,submitted_at,counter_code,comment\n"
        'x-1,2025-06-01T09:00:00,CAPIL1L1,"hubungi saya 0812-3456-7890, antre lama"\n',
        encoding="utf-8",
    )
    assert run_import(folder, url, capsys)[0] == 0
    [(stored,)] = rows_of(
        url,
        "select text from complaint join response on response.id = complaint.id"
        " where form_key = 'x-1'",
    )
    assert "3456" not in stored
    assert "antre lama" in stored


def test_a_folder_without_tables_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["import", str(tmp_path), "--database", f"sqlite:///{tmp_path / 'a.db'}"])
    assert status == 1
    assert "agencies.csv" in capsys.readouterr().err
