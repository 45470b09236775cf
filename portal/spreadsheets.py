"""Tables as agencies send them: a folder of CSV files, or a workbook with sheets of those names."""

import csv
import io
import re
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any

from surveys.errors import Refused
from surveys.exchange_own import own_names
from surveys.exchange_rows import CONTINUED, CONTINUED_COLUMNS, FILES, Sheet

NOT_UTF8 = "surrogateescape"
LARGEST_CELL = 100_000_000
MOST_UNPACKED = 2 * 1024**3
MOST_CELLS = 40_000_000
"""A workbook of a few kilobytes may claim billions of cells; no agency fills this many."""
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
NARROW = 26
_FAR_CELL = re.compile(rb' r="([A-Z]{2,3})(\d{1,7})"')
"""A cell to the right of the columns named by one letter, of which a sheet of ours has no more."""
_ROW = re.compile(rb'<row r="(\d{1,7})"')
NAMES = (*FILES, *own_names())


def read_source(path: Path) -> list[Sheet]:
    """Every known table in a folder, a workbook or one CSV file; raises Refused for others."""
    if path.is_dir():
        found = [_read_csv(file, name) for name, file in _files_in(path)]
    elif path.suffix.lower() in {".xlsx", ".xlsm", ".ods"}:
        found = _read_workbook(path)
    elif path.suffix.lower() == ".csv" and path.stem.lower() in NAMES:
        found = [_read_csv(path, path.stem.lower())]
    elif not path.exists():
        raise Refused(f"{path} tidak ada; beri folder berisi CSV atau satu berkas XLSX")
    else:
        raise Refused(f"{path.name} tidak dikenal; beri folder berisi CSV atau satu berkas XLSX")
    if not found:
        names = ", ".join(f"{name}.csv" for name in FILES)
        raise Refused(f"{path} tidak berisi tabel yang dikenal ({names})")
    return found


def _files_in(folder: Path) -> list[tuple[str, Path]]:
    """The known tables of a folder, whatever the case of their names."""
    there = {
        file.stem.lower(): file
        for file in sorted(folder.iterdir())
        if file.suffix.lower() == ".csv" and file.is_file()
    }
    return [(name, there[name]) for name in NAMES if name in there]


def title(cell: str) -> str:
    """A column's title as it is looked up: spaces around it and capitals mean nothing."""
    return cell.strip().lower()


def header_of(rows: list[list[str]]) -> list[str]:
    """The titles of a table's columns."""
    return [title(cell) for cell in rows[0]] if rows else []


def read_csv_bytes(raw: bytes, name: str) -> Sheet:
    """One CSV file; bytes that are not UTF-8 stay recognisable in their cell."""
    rows = csv_rows(raw, f"{name}.csv")
    return Sheet(name, f"{name}.csv", header_of(rows), _without_tail(rows[1:]))


def csv_rows(raw: bytes, shown: str) -> list[list[str]]:
    """The cells of a CSV file, header included; raises Refused for what is no text at all."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(f"{shown} tersimpan sebagai UTF-16; simpan ulang sebagai CSV UTF-8")
    if raw.startswith(b"PK\x03\x04"):
        raise Refused(f"{shown} sebenarnya buku kerja; beri nama .xlsx atau simpan sebagai CSV")
    text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", NOT_UTF8)
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    csv.field_size_limit(LARGEST_CELL)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as problem:
        raise Refused(f"{shown} tidak terbaca sebagai CSV: {problem}") from None


def _read_csv(path: Path, name: str) -> Sheet:
    return read_csv_bytes(path.read_bytes(), name)


def _without_tail(rows: list[list[str]]) -> list[list[str]]:
    """Rows without the empty ones at the end, of which spreadsheets keep thousands."""
    last = len(rows)
    while last and not any(cell.strip() for cell in rows[last - 1]):
        last -= 1
    return rows[:last]


def _read_workbook(path: Path) -> list[Sheet]:
    book = _open_workbook(path)
    names = {title(name): name for name in book.sheet_names}
    found = []
    for name in NAMES:
        if name not in names:
            continue
        rows = _whole_sheet(book, names, name)
        number = 2
        while f"{name} {number}" in names:
            rows += _whole_sheet(book, names, f"{name} {number}")[1:]
            number += 1
        found.append(Sheet(name, name, header_of(rows), _without_tail(rows[1:])))
    return found


def workbook_rows(path: Path) -> list[list[str]]:
    """The cells of the first sheet of a workbook, header included."""
    book = _open_workbook(path)
    return _without_tail(_sheet_rows(book, book.sheet_names[0])) if book.sheet_names else []


def _open_workbook(path: Path) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        _refuse_bomb(path)
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as problem:
        raise Refused(f"{path.name} tidak terbaca sebagai buku kerja: {problem}") from None


def _refuse_bomb(path: Path) -> None:
    """A workbook is a packed folder; one that would fill the memory is not unpacked."""
    with zipfile.ZipFile(path) as packed:
        unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > MOST_UNPACKED or unpacked > 1000 * max(path.stat().st_size, 100_000):
            raise Refused(
                f"{path.name} terlalu besar setelah dibuka ({unpacked // 2**20} MB);"
                " kirim sebagai CSV atau bagi menjadi beberapa berkas"
            )
        # The reader makes room for every cell up to the last one, so that one is looked for first.
        for entry in packed.infolist():
            if _SHEET.fullmatch(entry.filename):
                with packed.open(entry) as sheet:
                    _refuse_wide(sheet, path.name)


def _refuse_wide(sheet: IO[bytes], shown: str) -> None:
    rows, columns = 0, NARROW
    rest = b""
    while block := sheet.read(1 << 20):
        text = rest + block
        for found in _FAR_CELL.finditer(text):
            columns = max(columns, _column_number(found.group(1)))
            rows = max(rows, int(found.group(2)))
        rows = max(rows, *map(int, _ROW.findall(text)), 0)
        rest = block[-32:]
    if rows * columns > MOST_CELLS:
        raise Refused(
            f"{shown} memuat {rows} baris dan {columns} kolom; hapus baris dan kolom kosong,"
            " atau kirim sebagai CSV"
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet_rows(book: Any, name: str) -> list[list[str]]:
    sheet = book.get_sheet_by_name(name)
    return [[_as_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _whole_sheet(book: Any, names: dict[str, str], name: str) -> list[list[str]]:
    """The rows of a sheet, with what did not fit into cells of a workbook of ours."""
    rows = _sheet_rows(book, names[name])
    more = _sheet_rows(book, names[CONTINUED])[1:] if CONTINUED in names else []
    for cells in more:
        if len(cells) != len(CONTINUED_COLUMNS) or cells[0] != name:
            continue
        row, column = cells[1], cells[2]
        if row.isdigit() and 1 < int(row) <= len(rows) and column in rows[0]:
            rows[int(row) - 1][rows[0].index(column)] += cells[4]
    return rows


def _as_text(cell: Any) -> str:
    """A cell as its CSV would show it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)
