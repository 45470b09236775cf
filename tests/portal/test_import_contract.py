"""What outside programs rely on in the import and the export, line by line."""

import csv
import json
from pathlib import Path

import pytest
import xlsxwriter

from portal.cli import main
from surveys.rules.codes import complete_counter_code
from tests.portal.test_import_command import PROVINCE, changed_copy, rows_of, run_import

CODE = complete_counter_code(b"q" * 14)


@pytest.fixture
def url(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A database with the registry of the province, and no answers."""
    address = f"sqlite:///{tmp_path / 'a.db'}"
    folder = tmp_path / "registry"
    folder.mkdir()
    for name in ("agencies", "units", "services", "counters", "topics"):
        (folder / f"{name}.csv").write_bytes((PROVINCE / f"{name}.csv").read_bytes())
    assert run_import(folder, address, capsys)[0] == 0
    return address


def only(tmp_path: Path, name: str, text: str) -> Path:
    folder = tmp_path / "only"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_of_a_child_only_the_age_is_kept(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = only(
        tmp_path,
        "responses",
        "response_id,submitted_at,counter_code,u1,age_band,sex,education,occupation\n"
        "c-1,2025-06-01T09:00:00,CAPIL1L1,4,<17,P,SMP,lainnya\n",
    )
    assert run_import(folder, url, capsys)[0] == 0
    assert rows_of(url, "select age_band, sex, education, occupation from response") == [
        ("<17", None, None, None)
    ]


def test_a_time_without_offset_is_of_the_units_clock(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = only(
        tmp_path,
        "responses",
        "response_id,submitted_at,counter_code,u1\n"
        "a,2025-06-01T06:30:00,CAPIL1L1,4\nb,2025-06-01T06:30:00+09:00,CAPIL1L1,4\n",
    )
    assert run_import(folder, url, capsys)[0] == 0
    assert rows_of(url, "select submitted_at, local_date from response order by form_key") == [
        ("2025-05-31 23:30:00.000000", "2025-06-01"),
        ("2025-05-31 21:30:00.000000", "2025-06-01"),
    ]


def test_a_training_outside_its_cycle_is_a_warning_and_its_dates_decide(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = only(
        tmp_path,
        "trainings",
        "training_code,topic_code,cycle,start_date,end_date\nX,ETIKA,2025-1,2025-08-01,2025-08-02\n",
    )
    status, report = run_import(folder, url, capsys)
    assert (status, [odd["column"] for odd in report["warnings"]]) == (0, ["start_date"])
    assert rows_of(url, "select start_date from training") == [("2025-08-01",)]


def test_a_code_is_never_made_anew_and_changing_it_retires_the_old_one(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [(before,)] = rows_of(url, "select public_code from service_counter where code = 'CAPIL1L1'")
    folder = changed_copy(tmp_path, "counters.csv", "Loket", "Meja")
    assert run_import(folder, url, capsys)[0] == 0
    text = f"counter_code,unit_code,name,public_code\nCAPIL1L1,CAPIL-1,Meja 1,{CODE}\n"
    status, report = run_import(only(tmp_path, "counters", text), url, capsys)
    assert (status, report["updated"]["counters"]) == (0, 1)
    assert rows_of(url, "select public_code from retired_code") == [(before,)]
    out = tmp_path / "out"
    assert main(["export", "--out", str(out), "--database", url, "--json"]) == 0
    answered = json.loads(capsys.readouterr().out)
    assert answered["rows"]["counters"] == 30
    counters = list(csv.DictReader((out / "counters.csv").open(encoding="utf-8")))
    assert all(len(counter["public_code"]) == 10 for counter in counters)
    assert CODE in {counter["public_code"] for counter in counters}


def test_a_fault_in_a_workbook_names_its_sheet(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("agencies")
    for line, row in enumerate((("agency_code", "name"), ("A1", ""))):
        for place, cell in enumerate(row):
            sheet.write(line, place, cell)
    book.close()
    status, report = run_import(tmp_path / "a.xlsx", url, capsys)
    assert status == 1
    assert [(f["file"], f["row"], f["column"]) for f in report["errors"]] == [
        ("agencies", 2, "name")
    ]
    assert set(report) == {"written", "updated", "skipped", "errors", "warnings"}


def test_what_refers_to_a_refused_row_is_no_second_fault(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = only(tmp_path, "units", "unit_code,agency_code,name,staff_count\nU9,CAPIL,Unit,x\n")
    (folder / "services.csv").write_text("service_code,unit_code,name\nS9,U9,Layanan\n")
    status, report = run_import(folder, url, capsys)
    assert status == 1
    assert [(f["file"], f["column"]) for f in report["errors"]] == [("units.csv", "staff_count")]


def test_wrong_usage_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export", "--format", "doc"])
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""
