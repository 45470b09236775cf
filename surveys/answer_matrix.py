"""A plain table of answers, one sheet a row and one element a column, read without a database."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.errors import Refused
from surveys.exchange_cells import quoted
from surveys.rules.elements import COLUMNS, Element, element_of_column
from surveys.rules.index import ElementSum, sums_of_rows

ANSWERS = {"1": 1, "2": 2, "3": 3, "4": 4, "1.0": 1, "2.0": 2, "3.0": 3, "4.0": 4}
SHOWN = 50
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")


class BadMatrix(Refused):
    """A table of answers with faults: row as a spreadsheet counts, column, and what is accepted."""

    def __init__(self, name: str, faults: Sequence[tuple[int, str, str]]) -> None:
        self.faults = tuple(faults)
        shown = [
            f"{name}:{row}: {column}: {words}" if column else f"{name}:{row}: {words}"
            for row, column, words in self.faults[:SHOWN]
        ]
        more = len(self.faults) - SHOWN
        rest = [f"… dan {more} lagi"] if more > 0 else []
        head = ["ada nilai yang salah"] if self.faults[0][0] > 1 else []
        super().__init__("\n".join([*head, *shown, *rest]))


@dataclass(frozen=True)
class Matrix:
    """Sheets with at least one answer. `columns` are the names in the file, `keys` how the
    elements are known: by their own key where the columns are u1 to u9."""

    columns: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[tuple[int | None, ...], ...]

    @property
    def sums(self) -> dict[str, ElementSum]:
        """Answers per column."""
        return dict(sums_of_rows(self.keys, self.rows))

    @property
    def bins(self) -> list[tuple[int, ...]]:
        """How often 1, 2, 3 and 4 stand in each column."""
        return [
            tuple(column.count(value) for value in (1, 2, 3, 4))
            for column in zip(*self.rows, strict=True)
        ]

    @property
    def sheets(self) -> list[Mapping[str, ElementSum]]:
        """The answers of each sheet, as clusters of one."""
        return [
            {
                key: ElementSum(1, value)
                for key, value in zip(self.keys, row, strict=True)
                if value is not None
            }
            for row in self.rows
        ]


def read_matrix(table: Sequence[Sequence[str]], name: str) -> Matrix:
    """The answers of a table; its first row may name the columns.

    Raises BadMatrix with every wrong cell by row (as a spreadsheet counts) and column.
    """
    filled = [(number, row) for number, row in enumerate(table, start=1) if any(map(_text, row))]
    if not filled:
        raise BadMatrix(name, [(1, "", "kosong; isi satu lembar per baris, nilai 1 sampai 4")])
    columns = _header(filled[0][1])
    if columns is None:
        columns = tuple(f"u{place}" for place in range(1, len(filled[0][1]) + 1))
    else:
        filled = filled[1:]
    _refuse_bad_names(columns, name)
    faults: list[tuple[int, str, str]] = []
    rows = []
    for number, row in filled:
        cells = [_text(cell) for cell in row]
        if any(cells[len(columns) :]):
            faults.append((number, "", f"ada {len(cells)} kolom; seharusnya {len(columns)}"))
            continue
        cells = cells[: len(columns)] + [""] * (len(columns) - len(cells))
        for column, cell in zip(columns, cells, strict=True):
            if cell and cell not in ANSWERS:
                message = f"{quoted(cell)} bukan nilai; isi 1, 2, 3, 4 atau kosongkan"
                faults.append((number, column, message))
        rows.append(tuple(ANSWERS.get(cell) for cell in cells))
    if faults:
        raise BadMatrix(name, faults)
    if not rows:
        raise BadMatrix(name, [(1, "", "hanya ada judul kolom; isi satu lembar per baris")])
    return Matrix(columns, _keys(columns), tuple(rows))


def _text(cell: str) -> str:
    return cell.strip()


def _header(row: Sequence[str]) -> tuple[str, ...] | None:
    """The names in the first row; None where it holds answers already, right or wrong."""
    cells = tuple(map(_text, row))
    if any(_NUMBER.fullmatch(cell) for cell in cells):
        return None
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _refuse_bad_names(columns: Sequence[str], name: str) -> None:
    if "" in columns:
        message = f"kolom {columns.index('') + 1} tidak bernama; beri nama"
        raise BadMatrix(name, [(1, "", message)])
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        message = f"kolom '{twice[0]}' ada dua kali; pakai nama yang berbeda"
        raise BadMatrix(name, [(1, twice[0], message)])


def _keys(columns: Sequence[str]) -> tuple[str, ...]:
    lower = [column.lower() for column in columns]
    if sorted(lower) == sorted(COLUMNS):
        return tuple(element_of_column(column).value for column in lower)
    if sorted(lower) == sorted(each.value for each in Element):
        return tuple(lower)
    return tuple(columns)
