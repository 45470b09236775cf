"""`suara export`: everything that an import brought comes out again, and no formula runs."""

import argparse
import csv
import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.bringing_in import import_sheets
from portal.cli import run_here
from portal.commands import Session
from portal.commands.export import run_export
from portal.database import Database, open_database
from portal.documents.tables import write_tables
from portal.spreadsheets import read_source
from surveys.exchange_export import IMPORT_TABLES, outgoing
from surveys.exchange_marks import as_written, harmless
from tests.builders import NOW
from tests.databases import new_database
from tests.portal.conftest import settings_for
from tests.portal.planning_province import whole_province_in

PROVINCE = Path(__file__).parent.parent / "samples" / "province"


def quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


def bring_in(database: Database, folder: Path) -> None:
    import_sheets(database, read_source(folder), actor="test", source="test", now=NOW)


def take_out(database: Database, folder: Path, form: str) -> dict[str, int]:
    return database.read(lambda c: write_tables(outgoing(c), folder, form, 1, quiet))


def import_files(folder: Path) -> dict[str, str]:
    return {
        table.name: (folder / f"{table.name}.csv").read_text(encoding="utf-8")
        for table in IMPORT_TABLES
    }


@pytest.fixture
def another(tmp_path: Path) -> Callable[[str], Database]:
    opened: list[Database] = []

    def make(name: str) -> Database:
        opened.append(new_database(tmp_path / f"{name}.db"))
        return opened[-1]

    yield make
    for database in opened:
        database.close()


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Database]:
    """The whole sample province, on SQLite."""
    database = open_database(whole_province_in(tmp_path))
    yield database
    database.close()


def test_a_round_trip_into_an_empty_database_loses_nothing(
    whole_province: Database, another: Callable[[str], Database], tmp_path: Path
) -> None:
    database = whole_province
    first, second = tmp_path / "first", tmp_path / "second"
    counts = take_out(database, first, "csv")
    assert counts["responses"] == 6000
    copy = another("copy")
    bring_in(copy, first)
    take_out(copy, second, "csv")
    assert import_files(first) == import_files(second)


def test_a_workbook_and_parquet_hold_the_same_responses(
    province: Database, another: Callable[[str], Database], tmp_path: Path
) -> None:
    duckdb = pytest.importorskip("duckdb")
    database, copy = province, another("two")
    take_out(database, tmp_path / "book", "xlsx")
    bring_in(copy, tmp_path / "book" / "suara.xlsx")
    take_out(database, tmp_path / "a", "csv")
    take_out(copy, tmp_path / "b", "csv")
    assert import_files(tmp_path / "a") == import_files(tmp_path / "b")
    take_out(database, tmp_path / "p", "parquet")
    [(rows, total)] = duckdb.sql(
        f"select count(*), sum(u1) from '{tmp_path / 'p' / 'responses.parquet'}'"
    ).fetchall()
    given_rows = list(csv.DictReader((PROVINCE / "responses.csv").open(encoding="utf-8-sig")))
    assert rows == len(given_rows)
    assert total == sum(int(row["u1"]) for row in given_rows if row["u1"])


def test_a_comment_that_looks_like_a_formula_leaves_as_text(
    province: Database, tmp_path: Path
) -> None:
    database = province
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "responses.csv").write_text(
        "response_id,submitted_at,counter_code,comment\n"
        'f-1,2025-06-01T09:00:00,CAPIL1L1,"=HYPERLINK(""x"")"\n'
        "f-2,2025-06-01T09:00:00,CAPIL1L1,-\n",
        encoding="utf-8",
    )
    bring_in(database, folder)
    take_out(database, tmp_path / "out", "csv")
    rows = csv.DictReader((tmp_path / "out" / "responses.csv").open(encoding="utf-8"))
    comments = {row["response_id"]: row["comment"] for row in rows}
    assert comments["f-1"].startswith("'=")
    assert comments["f-2"] == "'-"


@given(st.text(max_size=60))
def test_text_made_harmless_can_be_read_back_as_written(text: str) -> None:
    assert as_written(harmless(text)) == text
    assert harmless(text)[:1] not in set("=+-@\t\r")


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    rows=st.lists(
        st.tuples(
            st.lists(st.sampled_from(["", "1", "2", "3", "4"]), min_size=9, max_size=9),
            st.text(
                st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=40
            ),
            st.integers(0, 60 * 24 * 400),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_whatever_citizens_write_survives_the_round_trip(
    rows: list[tuple[list[str], str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    tmp_path = tmp_path_factory.mktemp("trip")
    one = new_database(tmp_path / "one.db")
    two = new_database(tmp_path / "two.db")
    try:
        bring_in(one, PROVINCE / "agencies.csv")
        for name in ("units", "services", "counters"):
            bring_in(one, PROVINCE / f"{name}.csv")
        folder = tmp_path / "in"
        folder.mkdir()
        with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            header = ["response_id", "submitted_at", "counter_code", "comment", "overall"]
            writer.writerow([*header, *[f"u{n}" for n in range(1, 10)]])
            for number, (scores, comment, minutes) in enumerate(rows):
                moment = NOW - timedelta(minutes=minutes)
                writer.writerow(
                    [f"r-{number}", moment.isoformat(), "CAPIL1L1", comment, "3", *scores]
                )
        bring_in(one, folder)
        take_out(one, tmp_path / "a", "csv")
        bring_in(two, tmp_path / "a")
        take_out(two, tmp_path / "b", "csv")
        assert import_files(tmp_path / "a") == import_files(tmp_path / "b")
    finally:
        one.close()
        two.close()


@pytest.mark.parametrize("column", ["addresses", "elements"])
def test_a_document_that_was_broken_by_hand_is_named_with_its_row_and_nothing_is_written(
    another: Callable[[str], Database], tmp_path: Path, column: str
) -> None:
    database = another("broken")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "topics.csv").write_text(
        "topic_code,name,addresses\nT1,Antrean,time\nT2,Sopan,conduct"
    )
    bring_in(database, folder)
    database.write(
        lambda c: c.exec_driver_sql(f"update topic set {column} = '[1,' where code = 'T2'")
    )
    said = io.StringIO()
    session = Session(settings_for(database), io.StringIO(), said, database=database)
    arguments = argparse.Namespace(
        out=tmp_path / "out", format="csv", json=False, command="export", run=run_export
    )
    assert run_here(arguments, session) == 1
    assert f"tabel topic, baris id = 2: kolom {column} bukan JSON" in said.getvalue()
    assert "id = 1" not in said.getvalue()
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".out-*"))
