"""Counters and services that moved, and a clock that was changed: told, and carried over whole."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from portal.cli import main
from surveys import issued, publication, results_closing
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import parse_period
from tests.builders import NOW, TODAY, Place, build_draft, build_place
from tests.databases import new_file
from tests.portal.test_import_command import rows_of, run_import
from tests.portal.test_issued_check import stored

Q3 = parse_period("2026-Q3")
Q3_DAYS = ["--from", "2026-07-01", "--to", "2026-09-30"]
Capture = pytest.CaptureFixture[str]


def come(connection: Connection, place: Place, mark: str, value: int) -> None:
    """Forty sheets of the quarter, half of them for a service, the last ones late at night."""
    drafts = []
    for number in range(40):
        draft = build_draft(place, f"{mark}{number:019d}", scores=(value,) * 8 + (1 + number % 4,))
        day = Q3.last_day - timedelta(days=number % 20)
        # 22:30 in Jakarta is after midnight in Jayapura.
        moment = datetime(day.year, day.month, day.day, 15, 30, tzinfo=UTC)
        service = place.service_ids[0] if number % 2 else None
        dated = {"submitted_at": moment, "local_date": day, "issued_on": day}
        drafts.append(replace(draft, service_id=service, **dated))  # type: ignore[arg-type]
    store_drafts(connection, drafts)


def two_closed_units(connection: Connection) -> None:
    for mark, value in (("A", 4), ("B", 2)):
        code = complete_counter_code(mark.encode() * 14)
        place = build_place(connection, mark, public_code=code, agency_id=None)
        come(connection, place, mark, value)
        number = results_closing.close_period(
            connection, place.unit_id, Q3, actor="kepala", now=NOW, today=TODAY
        )
        issued.keep_issued(connection, number, b"%PDF the report")
    publication.refresh_all(connection, NOW, 5)


def folder_of(folder: Path, **tables: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def moved(url: str, tmp_path: Path, capsys: Capture) -> list[dict[str, Any]]:
    """The counter of A and the service of B become the other's, A gets another clock."""
    registry = folder_of(
        tmp_path / "registry",
        units="unit_code,agency_code,name,time_zone\nUNIT-A,INST-A,Unit A,Asia/Jayapura\n",
        counters="counter_code,unit_code,name\nLOKET-A,UNIT-B,Loket A\n",
        services="service_code,unit_code,name\nLAYANAN-B-1,UNIT-A,Layanan B\n",
    )
    status, report = run_import(registry, url, capsys)
    assert (status, report["errors"]) == (0, [])
    warned: list[dict[str, Any]] = report["warnings"]
    return warned


def exported(url: str, folder: Path, capsys: Capture) -> Path:
    main(["export", "--out", str(folder), "--format", "csv", "--database", url])
    capsys.readouterr()
    return folder


def told(url: str, capsys: Capture) -> list[Any]:
    """What every command answers of units, of closed periods, and of the roll-ups."""
    found: list[Any] = []
    for words in (
        ["index", "--unit", "UNIT-A", *Q3_DAYS],
        ["index", "--unit", "UNIT-B", *Q3_DAYS],
        ["verify", "--issued"],
        ["verify"],
    ):
        capsys.readouterr()
        status = main([*words, "--json", "--database", url])
        found.append((status, json.loads(capsys.readouterr().out)))
    assert [status for status, _ in found] == [0, 0, 0, 0]
    return found


@pytest.fixture
def url(database_url: str, tmp_path: Path, capsys: Capture) -> str:
    """Two units with a closed quarter, after the moves."""
    stored(database_url, two_closed_units)
    moved(database_url, tmp_path, capsys)
    return database_url


def test_an_import_says_what_moves_and_where_the_earlier_answers_stay(
    database_url: str, tmp_path: Path, capsys: Capture
) -> None:
    stored(database_url, two_closed_units)
    warned = moved(database_url, tmp_path, capsys)
    assert [(each["file"], each["row"], each["column"]) for each in warned] == [
        ("counters.csv", 2, "unit_code"),
        ("services.csv", 2, "unit_code"),
    ]
    assert warned[0]["message"].startswith(
        "loket LOKET-A pindah dari UNIT-A ke UNIT-B; jawaban lama tetap milik UNIT-A"
    )
    assert warned[1]["message"].startswith(
        "layanan LAYANAN-B-1 pindah dari UNIT-B ke UNIT-A; jawaban lama tetap milik UNIT-B"
    )
    assert rows_of(database_url, "select * from counter_service") == []
    assert moved(database_url, tmp_path, capsys) == []


@pytest.mark.parametrize("newest", [True, False])
def test_an_export_after_moves_restores_every_figure(
    url: str, newest: bool, tmp_path: Path, capsys: Capture
) -> None:
    before = told(url, capsys)
    assert [total["total"]["n"] for _, total in before[:2]] == [40, 40]
    assert before[0][1]["total"]["index"] > 90 > 60 > before[1][1]["total"]["index"]
    folder = exported(url, tmp_path / "out", capsys)
    if not newest:
        without_belonging(folder)
    other = new_file(tmp_path / "other.db")
    status, report = run_import(folder, other, capsys)
    assert (status, report["errors"]) == (0, [])
    shown = "select unit_id, period, respondents from published_figure order by 1"
    if newest:
        assert told(other, capsys) == before
        assert rows_of(other, shown) == rows_of(url, shown)
    else:
        # An export of an earlier version does not say it; what moved is restored all the same.
        assert rows_of(other, "select count(*) from response") == [(80,)]


def answers_in(folder: Path) -> list[dict[str, str]]:
    with (folder / "responses.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def without_belonging(folder: Path) -> None:
    """The answers as they were exported before a file said what they belong to."""
    rows = answers_in(folder)
    titles = [title for title in rows[0] if title not in ("unit_code", "local_date")]
    with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, titles, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def test_an_export_meets_its_own_database_again_and_changes_nothing(
    url: str, tmp_path: Path, capsys: Capture
) -> None:
    before = told(url, capsys)
    status, report = run_import(exported(url, tmp_path / "out", capsys), url, capsys)
    assert (status, report["errors"], report["skipped"]["responses"]) == (0, [], 80)
    assert told(url, capsys) == before


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ("LOKET-A,,UNIT-A,", "unit_code", "loket ini milik UNIT-B, bukan UNIT-A; kosongkan"),
        ("LOKET-A,LAYANAN-B-1,UNIT-B,", "service_code", "milik unit lain, bukan UNIT-B"),
        ("LOKET-B,,,2026-10-08", "local_date", "UNIT-B jatuh pada 2026-10-07, bukan 2026-10-08"),
        ("LOKET-B,,UNIT-9,", "unit_code", "'UNIT-9' tidak ada; isi kode unit yang terdaftar"),
        ("LOKET-B,,,kemarin", "local_date", "bukan tanggal; isi seperti 2026-11-24"),
        ("LOKET-B,,,2026-W41-3", "local_date", "bukan tanggal; isi seperti 2026-11-24"),
        ("LOKET-B,,,20261007", "local_date", "bukan tanggal; isi seperti 2026-11-24"),
        ("LOKET-B,,,2026-10-07 zzz=1", "local_date", "bukan tanggal; isi seperti 2026-11-24"),
        ("LOKET-B,,,2026-10-07 25:00:00", "local_date", "bukan tanggal; isi seperti 2026-11-24"),
        ("LOKET-B,,,2026-10-07T00:00:00", "", ""),
        ("LOKET-A,,UNIT-B,2026-10-07", "", ""),
        ("LOKET-B,,,", "", ""),
    ],
)
def test_new_answers_belong_where_the_registry_says(
    url: str, cells: str, column: str, words: str, tmp_path: Path, capsys: Capture
) -> None:
    header = "response_id,submitted_at,u1,counter_code,service_code,unit_code,local_date"
    row = f"new-1,2026-10-07T22:30:00+07:00,4,{cells}"
    folder = folder_of(tmp_path / "new", responses=f"{header}\n{row}\n")
    status, report = run_import(folder, url, capsys)
    assert status == (1 if column else 0)
    errors = report["errors"]
    assert [(each["row"], each["column"]) for each in errors] == ([(2, column)] if column else [])
    assert all(words in each["message"] for each in errors)
    if not column:
        assert rows_of(
            url,
            "select unit.code, cast(local_date as varchar(10)) from response"
            " join unit on unit.id = response.unit_id where form_key = 'new-1'",
        ) == [("UNIT-B", "2026-10-07")]


@pytest.mark.parametrize(
    ("when", "cells", "column", "words"),
    [
        ("2026-10-07T22:30:00+07:00", "UNIT-A,9999-12-31", "local_date", "lebih dari sehari dari"),
        ("2026-10-07T22:30:00+07:00", "UNIT-A,0001-01-01", "local_date", "lebih dari sehari dari"),
        ("2026-10-07T22:30:00+07:00", "UNIT-A,2026-10-10", "local_date", "submitted_at 2026-10-07"),
        ("2026-10-07T15:30:00+00:00", "UNIT-A,2026-10-05", "local_date", "isi hari jawaban itu"),
        ("2026-10-07T08:00:00", "UNIT-A,2026-10-09", "local_date", "lebih dari sehari dari"),
        ("2026-10-07T22:30:00+07:00", "UNIT-9,2026-10-07", "unit_code", "'UNIT-9' tidak ada; isi"),
        ("2026-10-07T22:30:00+07:00", "UNIT-B,2026-10-08", "", ""),
        ("2026-10-07T15:30:00+00:00", "UNIT-A,2026-10-07", "", ""),
    ],
)
def test_what_comes_into_an_empty_database_has_a_unit_and_a_day_that_can_be(
    when: str, cells: str, column: str, words: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = folder_of(
        tmp_path / "back",
        agencies="agency_code,name\nA,Dinas A\n",
        units="unit_code,agency_code,name\nUNIT-A,A,Unit A\nUNIT-B,A,Unit B\n",
        services="service_code,unit_code,name\nSA,UNIT-A,Layanan A\n",
        counters="counter_code,unit_code,name,services\nLOKET-A,UNIT-A,Loket A,SA\n",
        holidays="day,name,kind\n2026-01-01,Tahun Baru,national\n",
        responses="response_id,submitted_at,counter_code,u1,unit_code,local_date\n"
        f"r1,{when},LOKET-A,4,{cells}\n",
    )
    status, report = run_import(folder, f"sqlite:///{tmp_path / 'new.db'}", capsys)
    assert [(e["row"], e["column"]) for e in report["errors"]] == ([(2, column)] if column else [])
    assert all(words in each["message"] for each in report["errors"])
    assert status == (1 if column else 0)


def test_what_a_counter_answered_is_exported_with_its_unit_and_day(
    url: str, tmp_path: Path, capsys: Capture
) -> None:
    rows = answers_in(exported(url, tmp_path / "out", capsys))
    assert {(each["counter_code"], each["unit_code"]) for each in rows} == {
        ("LOKET-A", "UNIT-A"),
        ("LOKET-B", "UNIT-B"),
    }
    assert max(each["local_date"] for each in rows) == "2026-09-30"
