"""The process that writes a long export: started by portal.exports, kept apart from the pages.

One JSON document in (database, format, target); lines of JSON out that tell how far it is, and at
last the rows of every table.
"""

import json
import os
import shutil
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

from portal.database import open_for_reading, read_at_once, utc_now
from portal.documents.tables import WORKBOOK, write_tables
from surveys.exchange_export import about_everything, count_responses, outgoing

NICENESS = 15
TELL_SECONDS = 1.0


def say(**told: Any) -> None:
    """A line for whoever waits."""
    print(json.dumps(told), flush=True)


def make(url: str, form: str, target: Path) -> None:
    """Write the export whole, then give it its name."""
    folder = target.with_name(f".{target.stem}")
    shown = [0.0]

    def tell(done: int, total: int) -> None:
        if time.monotonic() - shown[0] >= TELL_SECONDS:
            shown[0] = time.monotonic()
            say(done=done, total=total)

    def write(connection: Any) -> dict[str, int]:
        total = count_responses(connection)
        say(done=0, total=total)
        about = about_everything(utc_now(), confidential=False)
        tables = outgoing(connection, confidential=False)
        return write_tables(tables, folder, form, total, tell, about)

    try:
        rows = read_at_once(open_for_reading(url), write)
        packed = _packed(folder, target)
        packed.replace(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    say(rows=rows)


def _packed(folder: Path, target: Path) -> Path:
    if target.suffix == ".xlsx":
        return folder / WORKBOOK
    partial = folder / "all.zip"
    names = sorted(file for file in folder.iterdir())
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
        for file in names:
            packed.write(file, file.name)
    return partial


def main() -> int:
    """Do what the one document on the input asks for."""
    os.nice(NICENESS)
    asked = json.load(sys.stdin)
    make(asked["url"], asked["form"], Path(asked["target"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
