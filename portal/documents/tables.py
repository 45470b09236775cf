"""Tables as files: CSV, a workbook, or Parquet, written in portions."""

import csv
import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from surveys.errors import Refused
from surveys.exchange_export import Outgoing
from surveys.exchange_marks import TO_LOOK_AT, harmless, unambiguous
from surveys.exchange_rows import CONTINUED, CONTINUED_COLUMNS

FORMATS = ("csv", "xlsx", "parquet")
SHEET_ROWS = 1_048_576
LONGEST_CELL = 32_767
"""Signs that a cell of a workbook holds; more goes on in a sheet of its own."""
STEP = 5000
PORTION = 500
"""Rows that are looked at together, column by column."""
WORKBOOK = "suara.xlsx"
ABOUT = "about"

Tell = Callable[[int, int], None]
Shape = Callable[[str], str]
About = Sequence[tuple[str, str]]
"""What is in it and what was left out: lines of a name and its words."""


def write_tables(
    tables: Sequence[Outgoing], folder: Path, form: str, total: int, tell: Tell, about: About = ()
) -> dict[str, int]:
    """Write every table into a folder; all files appear together or none. Rows by table."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        counts = _WRITERS[form](tables, partial, total, tell, about)
        folder.mkdir(exist_ok=True)
        for made in sorted(partial.iterdir()):
            # Receipts open what citizens wrote about, so nobody else on the machine reads them.
            made.chmod(0o600)
            made.replace(folder / made.name)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return counts


def _shaped(table: Outgoing, shape: Shape) -> Iterator[Sequence[Any]]:
    """Rows whose free text cannot run as a formula; all other cells as they are.

    Each distinct cell of a column is looked at once: most columns repeat a few values or none.
    """
    places = [table.columns.index(title) for title in table.free_text]
    rows, look = iter(table.rows()), TO_LOOK_AT.match
    while portion := list(islice(rows, PORTION)):
        columns: list[Sequence[Any]] = list(zip(*portion, strict=True))
        for place in places:
            distinct = set(columns[place])
            due = {cell: shape(cell) for cell in distinct if type(cell) is str and look(cell)}
            if due:
                columns[place] = [due.get(cell, cell) for cell in columns[place]]
        yield from zip(*columns, strict=True)


def _counted(
    rows: Iterator[Sequence[Any]], seen: list[int], total: int, tell: Tell
) -> Iterator[Sequence[Any]]:
    for number, row in enumerate(rows, start=1):
        if number % STEP == 0:
            tell(min(number, total), total)
        seen[0] = number
        yield row


def _as_csv(
    tables: Sequence[Outgoing],
    folder: Path,
    total: int,
    tell: Tell,
    about: About,
    shape: Shape = harmless,
) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in tables:
        seen = [0]
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.columns)
            if table.lines is None:
                writer.writerows(_counted(_shaped(table, shape), seen, total, tell))
        if table.lines is not None:
            with path.open("ab") as finished:
                for count, lines in table.lines(shape is harmless):
                    finished.write(lines)
                    seen[0] += count
                    tell(min(seen[0], total), total)
        counts[table.name] = seen[0]
    _write_about(folder, about)
    return counts


def _write_about(folder: Path, about: About) -> None:
    if about:
        with (folder / f"{ABOUT}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(
                (name, harmless(words)) for name, words in about
            )


def _as_workbook(
    tables: Sequence[Outgoing], folder: Path, total: int, tell: Tell, about: About
) -> dict[str, int]:
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
    if about:
        sheet = book.add_worksheet(ABOUT)
        for line, pair in enumerate(about):
            for place, words in enumerate(pair):
                sheet.write_string(line, place, words)
    rest: list[tuple[str, int, str, int, str]] = []
    footer = "&L&8" + " · ".join(words for _, words in about).replace("&", "&&")[:200]
    for table in tables:
        seen = [0]
        rows = _counted(_shaped(table, unambiguous), seen, total, tell)
        number = 1
        while _fill_sheet(book, table, number, rows, rest, footer):
            number += 1
        counts[table.name] = seen[0]
    if rest:
        sheet = book.add_worksheet(CONTINUED)
        for line, row in enumerate([CONTINUED_COLUMNS, *rest]):
            for place, cell in enumerate(row):
                sheet.write(line, place, cell)
    book.close()
    return counts


def _fill_sheet(
    book: Any,
    table: Outgoing,
    number: int,
    rows: Iterator[Sequence[Any]],
    rest: list[tuple[str, int, str, int, str]],
    footer: str,
) -> bool:
    """Fill one sheet; whether the format's limit was met, so that another must follow."""
    name = table.name if number == 1 else f"{table.name} {number}"
    sheet = book.add_worksheet(name)
    sheet.set_footer(footer)
    for place, title in enumerate(table.columns):
        sheet.write_string(0, place, title)
    for line in range(1, SHEET_ROWS):
        row = next(rows, None)
        if row is None:
            return False
        for place, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                sheet.write_string(line, place, cell[:LONGEST_CELL])
                for part in range(1, (len(cell) - 1) // LONGEST_CELL + 1):
                    start = part * LONGEST_CELL
                    more = cell[start : start + LONGEST_CELL]
                    rest.append((name, line + 1, table.columns[place], part, more))
            elif isinstance(cell, float) and float(f"{cell:.16G}") != cell:
                # A workbook keeps sixteen digits, and the seventeenth must not be lost.
                sheet.write_string(line, place, repr(cell))
            else:
                sheet.write_number(line, place, cell)
    return True


def _as_parquet(
    tables: Sequence[Outgoing], folder: Path, total: int, tell: Tell, about: About
) -> dict[str, int]:
    try:
        import duckdb
    except ImportError:
        raise Refused("Parquet memerlukan paket duckdb; pasang suara-loket[analytics]") from None
    counts = _as_csv(tables, folder, total, tell, about, shape=str)
    noted = ", ".join(f"'{_quoted(name)}': '{_quoted(words)}'" for name, words in about)
    more = f", kv_metadata {{{noted}}}" if noted else ""
    with duckdb.connect() as database:
        for table in tables:
            source = folder / f"{table.name}.csv"
            columns = ", ".join(
                f'try_cast("{name}" as double) as "{name}"'
                if name in table.numbers
                else f'"{name}"'
                for name in table.columns
            )
            database.execute(
                f"copy (select {columns} from read_csv('{_quoted(str(source))}', header = true,"
                " all_varchar = true, delim = ',', quote = '\"', escape = '\"',"
                " max_line_size = 100000000))"
                f" to '{_quoted(str(source.with_suffix('.parquet')))}' (format parquet{more})"
            )
            source.unlink()
    return counts


def _quoted(text: str) -> str:
    return text.replace("'", "''")


_WRITERS: dict[str, Callable[[Sequence[Outgoing], Path, int, Tell, About], dict[str, int]]] = {
    "csv": _as_csv,
    "xlsx": _as_workbook,
    "parquet": _as_parquet,
}
