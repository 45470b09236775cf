"""The register of trainings comes from spreadsheets and goes back into them, nothing lost."""

import shutil
from pathlib import Path

import pytest

from portal.bringing_in import import_sheets
from portal.database import Database
from portal.documents.tables import write_tables
from portal.spreadsheets import read_source
from surveys import topics, training_history
from surveys.exchange import Rejected
from surveys.exchange_check import Report
from surveys.exchange_export import outgoing
from tests.builders import NOW
from tests.databases import new_database

PROVINCE = Path(__file__).parent.parent / "samples" / "province"
REGISTRY = ("agencies", "units", "topics", "trainings", "participants")
HEAD = "unit_code,name,start_date,end_date,topic_code,handling\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The province's register without answers, with what a training agency knows beside it."""
    made = tmp_path / "given"
    made.mkdir()
    for name in REGISTRY:
        shutil.copy(PROVINCE / f"{name}.csv", made)
    (made / "other_programmes.csv").write_text(
        HEAD + "CAPIL-1,Gedung baru,2025-03-01,,,\nCAPIL-2,Diklat pusat,2025-02-01,2025-02-04,"
        "ETIKA,allowed for\n"
    )
    for name, title, cells in (
        ("units", "leaving_percent", {"CAPIL-1": "25", "CAPIL-2": "8%"}),
        ("topics", "elements", {"ETIKA": "conduct|competence"}),
        ("topics", "retired_on", {"ETIKA": "2026-06-30"}),
    ):
        head, *rows = (made / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()
        lines = [f"{head},{title}", *(f"{row},{cells.get(row.split(',')[0], '')}" for row in rows)]
        (made / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return made


def bring_in(database: Database, folder: Path) -> Report:
    return import_sheets(database, read_source(folder), actor="bpsdm", source="test", now=NOW)


def take_out(database: Database, folder: Path) -> dict[str, str]:
    database.read(lambda c: write_tables(outgoing(c), folder, "csv", 1, lambda _done, _total: None))
    names = (*REGISTRY, "other_programmes")
    return {name: (folder / f"{name}.csv").read_text(encoding="utf-8") for name in names}


def test_a_round_trip_of_the_register_loses_nothing(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    report = bring_in(database, folder)
    assert report.written["other_programmes"] == 2
    first = take_out(database, tmp_path / "first")
    assert (
        "CAPIL-2,Diklat pusat,2025-02-01,2025-02-04,ETIKA,allowed for" in first["other_programmes"]
    )
    assert "conduct|competence,2026-06-30" in first["topics"]
    another = new_database(tmp_path / "another.db")
    try:
        bring_in(another, tmp_path / "first")
        assert take_out(another, tmp_path / "second") == first
    finally:
        another.close()
    again = bring_in(database, folder)
    assert again.written["other_programmes"] == again.updated["other_programmes"] == 0


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("CAPIL-9,Gedung,2025-03-01,,,", "unit_code"),
        ("CAPIL-1,Gedung,2025-03-01,2025-02-01,,", "end_date"),
        ("CAPIL-1,Gedung,besok,,,", "start_date"),
        ("CAPIL-1,Gedung,2025-03-01,,X,", "topic_code"),
        ("CAPIL-1,Gedung,2025-03-01,,,biarkan", "handling"),
    ],
)
def test_a_programme_that_cannot_be_is_named_by_row_and_column(
    database: Database, folder: Path, row: str, column: str
) -> None:
    (folder / "other_programmes.csv").write_text(f"{HEAD}{row}\n")
    with pytest.raises(Rejected) as refused:
        bring_in(database, folder)
    [fault] = refused.value.report.errors
    assert (fault.file, fault.row, fault.column) == ("other_programmes.csv", 2, column)


def test_an_import_that_corrects_trainings_leaves_a_history(
    database: Database, folder: Path
) -> None:
    bring_in(database, folder)
    head, first, *rest = (folder / "participants.csv").read_text("utf-8-sig").splitlines()
    code, unit, came = first.split(",")[:3]
    changed = [head, ",".join([code, unit, str(int(came) + 1)]), *rest]
    (folder / "participants.csv").write_text("\n".join(changed) + "\n", encoding="utf-8")
    bring_in(database, folder)
    [entry] = database.read(lambda c: training_history.history_of(c, code))
    assert entry.by == "bpsdm"
    [change] = entry.changes
    assert (change.field, change.before, change.after) == (unit, came, str(int(came) + 1))


def test_an_import_that_changes_a_topic_leaves_a_history(database: Database, folder: Path) -> None:
    bring_in(database, folder)
    lines = (
        (folder / "topics.csv").read_text(encoding="utf-8").replace("conduct|competence", "time")
    )
    (folder / "topics.csv").write_text(lines, encoding="utf-8")
    bring_in(database, folder)
    [entry] = database.read(lambda c: topics.history_of(c, "ETIKA"))
    assert entry.by == "bpsdm"
    [change] = entry.changes
    assert (change.field, change.before, change.after) == ("elements", "conduct|competence", "time")
