"""Spreadsheets as they really come, and as somebody with bad intent would make them."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from portal.cli import main
from tests.databases import new_file
from tests.portal.planning_province import whole_province_in
from tests.portal.test_import_command import PROVINCE, SAMPLES, rows_of, run_import


def in_folder(tmp_path: Path, **tables: str | bytes) -> Path:
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    for name, content in tables.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(raw)
    return folder


@pytest.fixture
def url(tmp_path: Path) -> str:
    return new_file(tmp_path / "a.db")


def faults(report: dict[str, Any]) -> list[tuple[int, str]]:
    return [(fault["row"], fault["column"]) for fault in report["errors"]]


def test_headers_with_stray_spaces_and_capitals_are_understood(
    tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = in_folder(
        tmp_path, agencies=" Agency_Code ;NAME; Region\r\nA1;Dinas A;Metro\r\n;;\r\n"
    )
    status, report = run_import(folder, url, capsys)
    assert (status, report["written"]["agencies"], report["warnings"]) == (0, 1, [])


def test_a_title_that_stands_twice_is_a_fault(
    tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = in_folder(tmp_path, agencies="agency_code,name,Name,,\nA1,a,b,,\n")
    status, report = run_import(folder, url, capsys)
    assert (status, faults(report)) == (1, [(1, "name")])


def test_every_file_may_have_a_separator_of_its_own(
    tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = in_folder(
        tmp_path,
        agencies="agency_code;name\nA1;Dinas, dengan koma\n",
        units="unit_code,agency_code,name\nU1,A1,Unit; dengan titik koma\n",
    )
    assert run_import(folder, url, capsys)[0] == 0
    assert rows_of(url, "select name from unit") == [("Unit; dengan titik koma",)]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("agency_code,name\nA1,Dinas\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04zip", "buku kerja"),
    ],
)
def test_what_is_no_csv_at_all_is_refused_in_one_sentence(
    raw: bytes, words: str, tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = in_folder(tmp_path, agencies=raw)
    assert main(["import", str(folder), "--database", url]) == 1
    assert words in capsys.readouterr().err


def test_letters_of_an_older_encoding_are_a_fault_of_their_cell(
    tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = in_folder(tmp_path, agencies="agency_code,name\nA1,Caf\u00e9\n".encode("cp1252"))
    status, report = run_import(folder, url, capsys)
    assert (status, faults(report)) == (1, [(2, "name")])
    assert "UTF-8" in report["errors"][0]["message"]


def test_ten_thousand_faults_are_all_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = whole_province_in(tmp_path)
    lines = ["response_id,submitted_at,counter_code,u1"]
    lines += [f"r{n},2025-06-01T09:00:00,CAPIL1L1,9" for n in range(10_000)]
    status, report = run_import(in_folder(tmp_path, responses="\n".join(lines)), url, capsys)
    assert status == 1
    assert faults(report) == [(n, "u1") for n in range(2, 10_002)]


def test_a_huge_cell_is_told_and_not_stored(
    tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = in_folder(tmp_path, agencies=f"agency_code,name\nA1,{'x' * 2_000_000}\n")
    status, report = run_import(folder, url, capsys)
    assert (status, faults(report)) == (1, [(2, "name")])
    assert len(report["errors"][0]["message"]) < 200


@pytest.mark.parametrize("name", ["=1+1", "+62", "-x", "@SUM(A1)", "\tx"])
def test_a_name_that_a_spreadsheet_would_run_is_refused(
    name: str, tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = in_folder(tmp_path, agencies=f'agency_code,name\nA1,"{name}"\n')
    status, report = run_import(folder, url, capsys)
    assert (status, faults(report)) == (1, [(2, "name")])


def workbook(path: Path, rows: list[list[Any]], sheet: str = "responses") -> Path:
    book = xlsxwriter.Workbook(path)
    made = book.add_worksheet(sheet)
    date = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            if hasattr(cell, "year"):
                made.write_datetime(line, place, cell, date)
            else:
                made.write(line, place, cell)
    book.close()
    return path


def test_dates_and_numbers_of_a_workbook_are_read_as_they_look(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from datetime import datetime

    url = whole_province_in(tmp_path)
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["Response_ID ", "submitted_at", "counter_code", "u1", "u2"],
            ["x-1", datetime(2025, 6, 1, 9, 30), "CAPIL1L1", 3.0, "3.0"],  # noqa: DTZ001
            ["x-2", datetime(2025, 6, 2), "CAPIL1L1", 4, None],  # noqa: DTZ001
            *[[None] * 5 for _ in range(3)],
            [" ", "", "", "", ""],
        ],
    )
    status, report = run_import(path, url, capsys)
    assert (status, report["written"]["responses"]) == (0, 2)
    assert rows_of(
        url,
        "select form_key, submitted_at, u1, u2 from response where form_key like 'x-%' order by 1",
    ) == [
        ("x-1", "2025-06-01 02:30:00.000000", 3, 3),
        ("x-2", "2025-06-01 17:00:00.000000", 4, None),
    ]


def test_a_workbook_that_would_fill_the_memory_is_not_unpacked(
    tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    assert main(["import", str(path), "--database", url]) == 1
    assert "terlalu besar" in capsys.readouterr().err


def test_a_workbook_with_one_cell_in_the_last_corner_is_refused(
    tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wide.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("agencies")
    sheet.write(0, 0, "agency_code")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    assert main(["import", str(path), "--database", url]) == 1
    assert "hapus baris dan kolom kosong" in capsys.readouterr().err


def test_a_rehearsal_says_what_would_happen_and_keeps_nothing(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["import", str(PROVINCE), "--database", url, "--json", "--dry-run"])
    report = json.loads(capsys.readouterr().out)
    assert (status, report["written"]["responses"]) == (0, 6000)
    for table in ("agency", "response", "audit_entry", "published_figure", "open_day"):
        assert rows_of(url, f"select count(*) from {table}") == [(0,)]
    assert (SAMPLES / "broken").is_dir()
