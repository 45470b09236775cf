"""A row of older results: what may stand in it, on which scale, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from surveys.exchange_cells import BadCell, code, count, period, readable
from surveys.exchange_check import Report
from surveys.exchange_rows import Sheet
from surveys.rules.elements import COLUMNS, Element, element_of_column
from surveys.rules.index import (
    SCALE_2004,
    SCALE_2017,
    Scale,
    round_half_up,
)

TABLE = "older_results"
BY_YEAR: Mapping[str, Scale] = {"2004": SCALE_2004, "2017": SCALE_2017}
U8_CHOICES = (Element.FACILITIES, Element.COMPLAINT_HANDLING)
PLACES = ("unit_code", "agency_code")
COLUMNS_2004 = tuple(f"u{number}" for number in range(1, 15))
FAR_APART = Decimal(1)


@dataclass(frozen=True)
class Asked:
    """What the file does not say by itself: its scale, what its eighth column is, and whose it is.

    u8_is : the element in the eighth column of nine; None where the person did not say.
    """

    scale: Scale
    u8_is: Element | None
    origin: str
    actor: str


@dataclass(frozen=True)
class KnownPlaces:
    agencies: dict[str, int]
    units: dict[str, tuple[int, int]]


def names_of(columns: Sequence[str], asked: Asked) -> list[str]:
    """How the columns are known: by their element where they are the nine of 2017."""
    lower = [column.lower() for column in columns]
    if asked.scale is SCALE_2004 or sorted(lower) != sorted(COLUMNS):
        return list(columns)
    swapped = asked.u8_is is Element.COMPLAINT_HANDLING
    other = {"u8": "u9", "u9": "u8"} if swapped else {}
    return [element_of_column(other.get(column, column)).value for column in lower]


def ask_order(sheet: Sheet, present: Sequence[str], asked: Asked, report: Report) -> None:
    if asked.scale is SCALE_2017 and asked.u8_is is None and {"u8", "u9"} & set(present):
        report.fault(
            sheet,
            1,
            "u8",
            "dua urutan beredar; sebutkan isi kolom u8: sarana (facilities)"
            " atau pengaduan (complaint_handling)",
        )


def read_cell(sheet: Sheet, number: int, title: str, cell: str, read: Any, report: Report) -> Any:
    try:
        if not cell:
            raise BadCell("sel wajib ini kosong")
        return read(readable(cell))
    except BadCell as problem:
        report.fault(sheet, number, title, str(problem))
        return None


def place_of(
    sheet: Sheet, number: int, given: Mapping[str, str], known: KnownPlaces, report: Report
) -> dict[str, Any] | None:
    unit, agency = given.get("unit_code", ""), given.get("agency_code", "")
    if not unit and not agency:
        report.fault(sheet, number, "unit_code", "isi kode unit, atau kode instansi")
        return None
    title, cell = ("unit_code", unit) if unit else ("agency_code", agency)
    found = read_cell(sheet, number, title, cell, code, report)
    if found is None:
        return None
    if unit and found in known.units:
        agency_id, unit_id = known.units[found]
        return {"agency_id": agency_id, "unit_id": unit_id, "unit_part": unit_id}
    if not unit and found in known.agencies:
        return {"agency_id": known.agencies[found], "unit_id": None, "unit_part": 0}
    word = "unit" if unit else "instansi"
    report.fault(sheet, number, title, f"'{found}' tidak ada; isi kode {word} yang terdaftar")
    return None


def points(cell: str) -> Decimal:
    """A value of 25 to 100 points, or a mean of 1 to 4; comma or point before the decimals."""
    try:
        value = Fraction(cell.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        value = Fraction(0)
    if 1 <= value <= 4:
        value *= 25
    if not 25 <= value <= 100 or "/" in cell or "e" in cell.lower():
        raise BadCell(f"'{cell[:40]}' bukan nilai; isi 25 sampai 100, atau rata-rata 1 sampai 4")
    return round_half_up(value, 2)


def read_row(
    sheet: Sheet,
    number: int,
    given: Mapping[str, str],
    known: KnownPlaces,
    asked: Asked,
    report: Report,
) -> dict[str, Any] | None:
    place = place_of(sheet, number, given, known, report)
    when = read_cell(sheet, number, "period", given.get("period", ""), period, report)
    index = read_cell(sheet, number, "index", given.get("index", ""), points, report)
    respondents = None
    if given.get("respondents"):
        respondents = read_cell(
            sheet, number, "respondents", given["respondents"], count(1), report
        )
    columns = [title for title in COLUMNS_2004 if given.get(title)]
    values = {t: read_cell(sheet, number, t, given[t], points, report) for t in columns}
    if place is None or when is None or index is None or None in values.values():
        return None
    if len(values) >= len(COLUMNS):
        mean = round_half_up(sum(map(Fraction, values.values()), Fraction(0)) / len(values), 2)
        if abs(mean - index) > FAR_APART:
            report.remark(
                sheet,
                number,
                "index",
                f"{index} jauh dari rata-rata unsurnya, {mean}; tetap diterima",
            )
    names = names_of(columns, asked)
    elements = {n: [str(values[t]), None] for n, t in zip(names, columns, strict=True)}
    return {
        **place,
        "period": when,
        "index_hundredths": int(index * 100),
        "respondents": respondents,
        "elements": elements,
    }
