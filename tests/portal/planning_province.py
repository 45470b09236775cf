"""The sample province as databases: whole, and without comments for the planner's tests."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.bringing_in import import_sheets
from portal.database import Database
from portal.spreadsheets import read_source
from tests.builders import NOW
from tests.databases import new_database
from tests.made_once import folder_made_once

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


def bring_in_whole(database: Database) -> None:
    """Import the province as it is."""
    bring_in(database, PROVINCE)


def _copy_of(name: str, fill: Callable[[Database], None], folder: Path) -> Path:
    """A copy of an SQLite file that is filled once a run."""

    def make(made: Path) -> None:
        database = new_database(made / "province.db")
        fill(database)
        database.close()

    return Path(shutil.copy(folder_made_once(name, make) / "province.db", folder))


def whole_province_in(folder: Path) -> str:
    """The address of an SQLite file with the whole province, its comments unread."""
    return f"sqlite:///{_copy_of('whole-province', bring_in_whole, folder)}"


def province_file(folder: Path) -> Path:
    """An SQLite file with the province without comments."""

    def fill(database: Database) -> None:
        with TemporaryDirectory() as written:
            bring_in(database, without_comments(Path(written) / "province"))

    return _copy_of("province", fill, folder)
