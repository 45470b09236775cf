"""The sample province for the planner's tests: answers and trainings, comments left out or read."""

import atexit
import csv
import shutil
import tempfile
from functools import cache
from pathlib import Path

from portal.commands.exchange import import_sheets
from portal.database import Database
from portal.spreadsheets import read_source
from tests.builders import NOW
from tests.databases import new_database

ALONE = {"confirmed": "1", "exception": "Hanya satu perencana di provinsi ini"}
"""What the only planner of a province sends to approve their own plan."""

PROVINCE = Path(__file__).parent.parent / "samples" / "province"


def without_comments(folder: Path) -> Path:
    """The province without its comments, so that no reader of comments is needed."""
    folder.mkdir()
    for path in PROVINCE.glob("*.csv"):
        if path.name != "responses.csv":
            shutil.copy(path, folder)
    with (PROVINCE / "responses.csv").open(encoding="utf-8-sig", newline="") as given:
        rows = list(csv.DictReader(given))
    with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "comment": ""} for row in rows if int(row["u1"] or 0))
    return folder


def bring_in(database: Database, folder: Path) -> None:
    """Import a folder."""
    import_sheets(database, read_source(folder), actor="test", source="test", now=NOW)


@cache
def _province() -> Path:
    """The file that all others are copies of, filled once a process."""
    folder = Path(tempfile.mkdtemp(prefix="suara-province-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = new_database(folder / "province.db")
    bring_in(database, without_comments(folder / "province"))
    database.close()
    return folder / "province.db"


def province_file(folder: Path) -> Path:
    """An SQLite file with the province without comments."""
    return Path(shutil.copy(_province(), folder))
