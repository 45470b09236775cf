"""A row of older results: what may stand in it, on which scale, and what is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from surveys.answer_matrix import COLUMNS_2004, numbered
from surveys.exchange_cells import BadCell, code, count, period, readable
from surveys.exchange_check import Report
from surveys.exchange_rows import Sheet
from surveys.rules.elements import COLUMNS, Element, element_of_column
from surveys.rules.index import (
    SCALE_2004,
    SCALE_2017,
    Grade,
    Scale,
    grade,
    round_half_up,
)
from surveys.rules.periods import parse_period
from surveys.rules.printed_values import LONGEST, Printed, exact_mean, printed_decimal

TABLE = "older_results"
BY_YEAR: Mapping[str, Scale] = {"2004": SCALE_2004, "2017": SCALE_2017}
U8_CHOICES = (Element.FACILITIES, Element.COMPLAINT_HANDLING)
PLACES = ("unit_code", "agency_code")
_NAMED = {Element.FACILITIES: "pengaduan", Element.COMPLAINT_HANDLING: "sarana"}
"""The word in the title of either column that belongs to the other one."""
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
    """How the columns are known: each of the nine of 2017 by its element, however few there are."""
    known = [numbered(column) for column in columns]
    if asked.scale is SCALE_2004:
        return [
            new if new in COLUMNS_2004 else old for new, old in zip(known, columns, strict=True)
        ]
    swapped = asked.u8_is is Element.COMPLAINT_HANDLING
    other = {"u8": "u9", "u9": "u8"} if swapped else {}
    keys = {each.value for each in Element}
    return [
        element_of_column(other.get(new, new)).value
        if new in COLUMNS
        else (new if new in keys else old)
        for new, old in zip(known, columns, strict=True)
    ]


def ask_order(sheet: Sheet, present: Sequence[str], asked: Asked, report: Report) -> None:
    """Ask what the eighth column is wherever it or the ninth is there, by whatever title."""
    if asked.scale is not SCALE_2017 or not {"u8", "u9"} & set(map(numbered, present)):
        return
    if asked.u8_is is None:
        report.fault(
            sheet,
            1,
            "u8",
            "dua urutan beredar; sebutkan isi kolom u8: sarana (facilities)"
            " atau pengaduan (complaint_handling)",
        )
        return
    for title, name in zip(present, names_of(present, asked), strict=True):
        other = _NAMED.get(Element(name)) if numbered(title) in ("u8", "u9") else None
        if other is not None and other in title.lower():
            report.remark(
                sheet,
                1,
                title,
                f"judulnya menyebut {other}, tetapi menurut jawaban Anda isinya"
                f" {Element(name).label.id}; periksa lagi isi kolom u8",
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


def printed(cell: str) -> Printed:
    """Points of 25 to 100, a mean of 1 to 4, or its answers' sum/number, as 604/171."""
    total, slash, n = (part.strip() for part in cell.partition("/"))
    found = printed_decimal(cell.replace(",", "."))
    if slash and total.isdecimal() and n.isdecimal():
        found = exact_mean(int(total), int(n)) if len(cell) <= LONGEST else None
        if found is None:
            raise BadCell(
                f"'{cell[:40]}' bukan rata-rata 1 sampai 4; isi jumlah nilai semua unsur per"
                " banyaknya jawaban semua unsur, seperti 604/171 untuk 19 lembar sembilan unsur"
            )
    if found is None:
        raise BadCell(
            f"'{cell[:40]}' bukan nilai; isi 25 sampai 100, rata-rata 1 sampai 4,"
            " atau jumlah/banyaknya jawaban seperti 604/171"
        )
    return found


def points(cell: str) -> Decimal:
    """The value of an element in points of 25 to 100, two decimals."""
    return printed(cell).points


def over_by(today: date) -> Callable[[str], str]:
    """A period whose last day is over: nobody can have measured another one whole."""

    def read(cell: str) -> str:
        found = parse_period(period(cell))
        if found.last_day >= today:
            raise BadCell(f"{found.code} belum selesai; isi periode yang berakhir sebelum {today}")
        return found.code

    return read


def letter(cell: str) -> Grade:
    """A grade as it was printed."""
    if cell.upper() not in tuple(Grade):
        raise BadCell(f"'{cell[:40]}' bukan mutu; isi A, B, C, D atau kosongkan")
    return Grade(cell.upper())


def settle(
    sheet: Sheet, number: int, value: Printed, beside: Grade | None, scale: Scale, report: Report
) -> Decimal:
    """The points that are kept of a printed index: never a better grade than the print proves.

    beside : the grade that was printed with it; it decides where the decimals leave it open.
    """
    grades = value.grades(scale)
    if beside in grades:
        return value.with_grade(beside, scale)
    if beside is not None and len(grades) == 1:
        report.remark(
            sheet,
            number,
            "grade",
            f"tercetak {beside}, tetapi nilai {_comma(value.points)} bermutu {grades[0]} menurut"
            f" {scale.source}; yang dipakai {grades[0]}",
        )
    if len(grades) == 1:
        return value.points
    low, high, may_be = _comma(value.low), _comma(value.high), "/".join(grades)
    if value.is_coarse:
        report.fault(
            sheet,
            number,
            "index",
            f"desimalnya kurang: bisa {low} sampai {high}, mutu {may_be}; beri jumlah/banyaknya"
            " jawaban seperti 604/171, empat desimal, atau mutu tercetaknya di kolom grade",
        )
        return value.points
    # Points with two decimals or fewer are what was printed; anything else is rounded by us.
    kept = value.points
    if value.is_mean or value.decimals > 2:
        kept = value.with_grade(grades[0], scale)
    report.remark(
        sheet,
        number,
        "index",
        f"bisa {low} sampai {high}, mutu {may_be}; disimpan {_comma(kept)}, mutu"
        f" {grade(kept, scale)}. Agar pasti beri jumlah/banyaknya jawaban seperti 604/171, atau"
        " nilai 25 sampai 100 beserta mutu tercetaknya di kolom grade",
    )
    return kept


def _comma(value: Decimal) -> str:
    return str(value).replace(".", ",")


def read_row(
    sheet: Sheet,
    number: int,
    given: Mapping[str, str],
    known: KnownPlaces,
    asked: Asked,
    today: date,
    report: Report,
) -> dict[str, Any] | None:
    place = place_of(sheet, number, given, known, report)
    when = read_cell(sheet, number, "period", given.get("period", ""), over_by(today), report)
    shown = read_cell(sheet, number, "index", given.get("index", ""), printed, report)
    beside = None
    if given.get("grade"):
        beside = read_cell(sheet, number, "grade", given["grade"], letter, report)
    respondents = None
    if given.get("respondents"):
        respondents = read_cell(
            sheet, number, "respondents", given["respondents"], count(1), report
        )
    columns = [title for title in COLUMNS_2004 if given.get(title)]
    values = {t: read_cell(sheet, number, t, given[t], points, report) for t in columns}
    if place is None or when is None or shown is None or None in values.values():
        return None
    index = settle(sheet, number, shown, beside, asked.scale, report)
    if len(values) >= len(COLUMNS):
        mean = round_half_up(sum(map(Fraction, values.values()), Fraction(0)) / len(values), 2)
        if abs(mean - index) > FAR_APART:
            report.remark(
                sheet,
                number,
                "index",
                f"{_comma(index)} jauh dari rata-rata unsurnya, {_comma(mean)}; tetap diterima",
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
