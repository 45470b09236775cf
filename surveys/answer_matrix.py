"""A plain table of answers, one sheet a row and one element a column, read without a database."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.errors import Refused
from surveys.exchange_cells import quoted
from surveys.rules.elements import COLUMNS, Element, element_of_column
from surveys.rules.index import SCALE_2004, SCALE_2017, ElementSum, Scale, sums_of_rows

ANSWERS = {"1": 1, "2": 2, "3": 3, "4": 4, "1.0": 1, "2.0": 2, "3.0": 3, "4.0": 4}
SHOWN = 50
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
_NUMBERED = re.compile(r"u[\s._-]*0*([1-9]\d?)(?:[\s._:)(/-].*)?", re.IGNORECASE | re.DOTALL)
COLUMNS_2004 = tuple(f"u{number}" for number in range(1, 15))
"""The fourteen of KEP/25/M.PAN/2/2004."""


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
    elements are known: by their own key where the columns are u1 to u9. `left_aside` are further
    columns beside all elements of the scale, which are no answers."""

    columns: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[tuple[int | None, ...], ...]
    left_aside: tuple[str, ...] = ()

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


def numbered(title: str) -> str:
    """u8 of U8, "U8 Sarana" or u_08; any other title in small letters."""
    found = _NUMBERED.fullmatch(title.strip())
    return f"u{found.group(1)}" if found else title.strip().lower()


def read_matrix(table: Sequence[Sequence[str]], name: str, scale: Scale = SCALE_2017) -> Matrix:
    """The answers of a table; its first row may name the columns.

    Where all elements of the scale are there by number or key, they alone are answers. Raises
    BadMatrix with every wrong cell by row (as a spreadsheet counts) and column.
    """
    filled = [(number, row) for number, row in enumerate(table, start=1) if any(map(_text, row))]
    if not filled:
        raise BadMatrix(name, [(1, "", "kosong; isi satu lembar per baris, nilai 1 sampai 4")])
    titles = _header(filled[0][1])
    if titles is None:
        titles = tuple(f"u{place}" for place in range(1, len(filled[0][1]) + 1))
    else:
        filled = filled[1:]
    _refuse_bad_names(titles, name)
    places = _elements_in(titles, scale)
    rows = _rows(filled, titles, places, name)
    if not rows:
        raise BadMatrix(name, [(1, "", "hanya ada judul kolom; isi satu lembar per baris")])
    columns = tuple(titles[place] for place in places)
    aside = tuple(title for place, title in enumerate(titles) if place not in places)
    return Matrix(columns, _keys(columns), tuple(rows), aside)


def elements_asked(scale: Scale) -> int:
    """Nine in PermenPANRB 14/2017, fourteen in KEP/25/M.PAN/2/2004."""
    return len(_asked(scale))


def _asked(scale: Scale) -> tuple[str, ...]:
    return COLUMNS_2004 if scale is SCALE_2004 else COLUMNS


def _elements_in(titles: Sequence[str], scale: Scale) -> list[int]:
    """Where the answers stand: at the elements of the scale if all are there, else everywhere."""
    known = [numbered(title) for title in titles]
    keys = tuple(each.value for each in Element)
    for wanted in (_asked(scale), *([] if scale is SCALE_2004 else [keys])):
        if set(wanted) <= set(known):
            return [place for place, title in enumerate(known) if title in wanted]
    return list(range(len(titles)))


def _rows(
    filled: Sequence[tuple[int, Sequence[str]]],
    titles: Sequence[str],
    places: Sequence[int],
    name: str,
) -> list[tuple[int | None, ...]]:
    faults: list[tuple[int, str, str]] = []
    rows = []
    for number, row in filled:
        cells = [_text(cell) for cell in row]
        if any(cells[len(titles) :]):
            faults.append((number, "", f"ada {len(cells)} kolom; seharusnya {len(titles)}"))
            continue
        cells += [""] * (len(titles) - len(cells))
        answers = [cells[place] for place in places]
        for place, cell in zip(places, answers, strict=True):
            if cell and cell not in ANSWERS:
                message = f"{quoted(cell)} bukan nilai; isi 1, 2, 3, 4 atau kosongkan"
                faults.append((number, titles[place], message))
        if any(answers):
            rows.append(tuple(ANSWERS.get(cell) for cell in answers))
    if faults:
        raise BadMatrix(name, faults)
    return rows


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
    known = [_once(column) for column in columns]
    twice = sorted({column for column in known if known.count(column) > 1})
    if twice:
        message = f"kolom '{twice[0]}' ada dua kali; pakai nama yang berbeda"
        raise BadMatrix(name, [(1, twice[0], message)])


def _once(title: str) -> str:
    known = numbered(title)
    return known if known in COLUMNS_2004 else title


def _keys(columns: Sequence[str]) -> tuple[str, ...]:
    known = [numbered(column) for column in columns]
    if sorted(known) == sorted(COLUMNS):
        return tuple(element_of_column(column).value for column in known)
    if sorted(known) == sorted(each.value for each in Element):
        return tuple(known)
    return tuple(columns)
