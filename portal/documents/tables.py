"""Tables as files: CSV, a workbook, or Parquet, written in portions."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import Connection

from surveys.errors import Refused
from surveys.exchange_export import TABLES, Table, harmless, rows_of, unambiguous

FORMATS = ("csv", "xlsx", "parquet")
SHEET_ROWS = 1_048_576
STEP = 5000
WORKBOOK = "suara.xlsx"

Tell = Callable[[int, int], None]
Shape = Callable[[str], str]


def write_tables(
    connection: Connection, folder: Path, form: str, total: int, tell: Tell
) -> dict[str, int]:
    """Write every table into a folder; all files appear together or none. Rows by table."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        counts = _WRITERS[form](connection, partial, total, tell)
        folder.mkdir(exist_ok=True)
        for made in sorted(partial.iterdir()):
            made.replace(folder / made.name)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return counts


def _texts(rows: Iterator[Sequence[Any]], shape: Shape) -> Iterator[list[Any]]:
    """Rows with None as empty, structures as JSON, and text that cannot run."""
    for row in rows:
        yield [
            ""
            if cell is None
            else shape(cell)
            if type(cell) is str
            else json.dumps(cell, ensure_ascii=False)
            if isinstance(cell, (list, dict))
            else cell
            for cell in row
        ]


def _counted(rows: Iterator[Any], seen: list[int], total: int, tell: Tell) -> Iterator[Any]:
    for row in rows:
        seen[0] += 1
        if seen[0] % STEP == 0:
            tell(min(seen[0], total), total)
        yield row


def _as_csv(
    connection: Connection, folder: Path, total: int, tell: Tell, shape: Shape = harmless
) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in TABLES:
        seen = [0]
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.columns)
            rows = _texts(rows_of(connection, table), shape)
            writer.writerows(_counted(rows, seen, total, tell))
        counts[table.name] = seen[0]
    return counts


def _as_workbook(connection: Connection, folder: Path, total: int, tell: Tell) -> dict[str, int]:
    import xlsxwriter

    counts: dict[str, int] = {}
    book = xlsxwriter.Workbook(
        folder / WORKBOOK,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    for table in TABLES:
        seen = [0]
        rows = _counted(_texts(rows_of(connection, table), unambiguous), seen, total, tell)
        number = 1
        while _fill_sheet(book, table, number, rows):
            number += 1
        counts[table.name] = seen[0]
    book.close()
    return counts


def _fill_sheet(book: Any, table: Table, number: int, rows: Iterator[list[Any]]) -> bool:
    """Fill one sheet; whether the format's limit was met, so that another must follow."""
    sheet = book.add_worksheet(table.name if number == 1 else f"{table.name} {number}")
    for place, title in enumerate(table.columns):
        sheet.write_string(0, place, title)
    for line in range(1, SHEET_ROWS):
        row = next(rows, None)
        if row is None:
            return False
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(line, place, cell)
            else:
                sheet.write_number(line, place, cell)
    return True


def _as_parquet(connection: Connection, folder: Path, total: int, tell: Tell) -> dict[str, int]:
    try:
        import duckdb
    except ImportError:
        raise Refused("Parquet memerlukan paket duckdb; pasang suara-loket[analytics]") from None
    counts = _as_csv(connection, folder, total, tell, shape=str)
    with duckdb.connect() as database:
        for table in TABLES:
            source = folder / f"{table.name}.csv"
            columns = ", ".join(
                f'try_cast("{name}" as double) as "{name}"'
                if name in table.numbers
                else f'"{name}"'
                for name in table.columns
            )
            database.execute(
                f"copy (select {columns} from read_csv('{_quoted(source)}', header = true,"
                " all_varchar = true, delim = ',', quote = '\"', escape = '\"',"
                " max_line_size = 10000000))"
                f" to '{_quoted(source.with_suffix('.parquet'))}' (format parquet)"
            )
            source.unlink()
    return counts


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


_WRITERS: dict[str, Callable[[Connection, Path, int, Tell], dict[str, int]]] = {
    "csv": _as_csv,
    "xlsx": _as_workbook,
    "parquet": _as_parquet,
}
