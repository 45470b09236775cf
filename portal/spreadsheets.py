"""Tables as agencies send them: a folder of CSV files, or a workbook with sheets of those names."""

import csv
import io
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from surveys.errors import Refused
from surveys.exchange_rows import FILES, Sheet

NOT_UTF8 = "surrogateescape"


def read_source(path: Path) -> list[Sheet]:
    """Every known table in a folder, a workbook or one CSV file; raises Refused for others."""
    if path.is_dir():
        found = [_read_csv(path / f"{name}.csv", name) for name in FILES if _there(path, name)]
    elif path.suffix.lower() in {".xlsx", ".xlsm", ".ods"}:
        found = _read_workbook(path)
    elif path.suffix.lower() == ".csv" and path.stem in FILES:
        found = [_read_csv(path, path.stem)]
    elif not path.exists():
        raise Refused(f"{path} tidak ada; beri folder berisi CSV atau satu berkas XLSX")
    else:
        raise Refused(f"{path.name} tidak dikenal; beri folder berisi CSV atau satu berkas XLSX")
    if not found:
        names = ", ".join(f"{name}.csv" for name in FILES)
        raise Refused(f"{path} tidak berisi tabel yang dikenal ({names})")
    return found


def _there(folder: Path, name: str) -> bool:
    return (folder / f"{name}.csv").is_file()


def read_csv_bytes(raw: bytes, name: str) -> Sheet:
    """One CSV file; bytes that are not UTF-8 stay recognisable in their cell."""
    text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", NOT_UTF8)
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    csv.field_size_limit(1_000_000)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    header = [cell.strip() for cell in rows[0]] if rows else []
    return Sheet(name, f"{name}.csv", header, rows[1:])


def _read_csv(path: Path, name: str) -> Sheet:
    return read_csv_bytes(path.read_bytes(), name)


def _read_workbook(path: Path) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError) as problem:
        raise Refused(f"{path.name} tidak terbaca sebagai buku kerja: {problem}") from None
    found = []
    for name in FILES:
        if name not in book.sheet_names:
            continue
        rows = _sheet_rows(book, name)
        header = [cell.strip() for cell in rows[0]] if rows else []
        number = 2
        while f"{name} {number}" in book.sheet_names:
            rows += _sheet_rows(book, f"{name} {number}")[1:]
            number += 1
        found.append(Sheet(name, name, header, rows[1:]))
    return found


def _sheet_rows(book: Any, name: str) -> list[list[str]]:
    sheet = book.get_sheet_by_name(name)
    return [[_as_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


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
