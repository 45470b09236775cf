"""The sheet of an agency's units: each index, the pooled total and the mean, made by formulas."""

from typing import Any

from portal.documents.report_units import FEW, UNSEEN
from surveys.results_figures import Figures
from surveys.results_report import SkmReport
from surveys.results_report_units import AgencyUnit, AgencyWhole
from surveys.rules.elements import Element
from surveys.rules.index import SCALE_2017, Grade
from surveys.rules.margin import Interval, other_grades

UNITS = "Unit"
NOISE_DECIMALS = 10
"""Sums of fractions in a spreadsheet carry noise far behind the point; it must not tip a half."""
HEAD_ROW = 3
HEAD_HEIGHT = 40
"""Three lines of a header, in points."""
CODE_WIDTH, NAME_WIDTH, LINE_HEIGHT = 14, 28, 15
_FIRST_ROW = HEAD_ROW + 1
_ANSWERS, _SUMS = 5, 14
MARGIN_HEADS = ("Bawah 95%", "Atas 95%", "Mutu bisa juga")
_HEADS = ("Kode", "Unit", "Responden", "Perlu", "Cukup")


SUMS_COLUMN = _SUMS
"""Where the sums begin, and on paper the second page."""


def grade_formula(cell: str) -> str:
    """The grade of a value in a cell; empty where the cell is."""
    nested = '"D"'
    for letter, start in reversed(SCALE_2017.starts):
        nested = f'IF({cell}>={start},"{letter.value}",{nested})'
    return f'IF({cell}="","",{nested})'


def others_formula(grade_cell: str, low: str, high: str) -> str:
    """The grades that an interval reaches beside its value's own, as "A atau C"; else empty."""
    best, worst = grade_formula(high), grade_formula(low)
    found = "&".join(
        f'IF(AND({best}<="{each.value}","{each.value}"<={worst},{grade_cell}<>"{each.value}"),'
        f'"{each.value} ","")'
        for each in Grade
    )
    return f'IF({low}="","",SUBSTITUTE(TRIM({found})," "," atau "))'


def interval_cells(
    page: Any,
    row: int,
    column: int,
    interval: Interval | None,
    grade_cell: str,
    styles: Any,
    look: str = "",
) -> None:
    """Both ends and the other grades they reach. The ends are numbers: days make them, not cells.

    Not rounded, so that a grade turns where it turns on the page.
    """
    if interval is None:
        return
    low, high = (f"{column_letters(column + place)}{row + 1}" for place in range(2))
    page.write_number(row, column, interval.low, styles[f"two{look}"])
    page.write_number(row, column + 1, interval.high, styles[f"two{look}"])
    others = " atau ".join(other_grades(interval))
    formula = "=" + others_formula(grade_cell, low, high)
    page.write_formula(row, column + 2, formula, styles[f"letter{look}"], others)


def named_column(element: Element) -> str:
    """The column of an element and its name, since reports number U8 and U9 either way."""
    return f"{element.column.upper()} {element.question.short_label.id}"


def column_letters(number: int) -> str:
    """The letters of a column, counted from 0."""
    first, second = divmod(number, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def units_sheet(book: Any, report: SkmReport, whole: AgencyWhole, styles: Any) -> None:
    """Answers and sums of every unit and element; the rest follows from them."""
    hidden = UNSEEN if report.public else FEW
    page = book.add_worksheet(UNITS)
    page.set_column(0, 0, CODE_WIDTH)
    page.set_column(1, 1, NAME_WIDTH)
    page.set_column(2, _SUMS + 8, 9.5)
    page.set_column(_SUMS + 9, _SUMS + 14, 9)
    page.freeze_panes(_FIRST_ROW, 2)
    page.write_string(0, 0, "Unit satu per satu", styles["title"])
    which = "yang belum tampil untuk umum" if report.public else f"dengan responden {FEW}"
    page.write_string(1, 0, f"Unit {which} tidak ikut dalam angka mana pun.", styles["note"])
    names = [named_column(element) for element in Element]
    heads = [*_HEADS, *(f"Jawaban {name}" for name in names), *(f"Jumlah {name}" for name in names)]
    for place, words in enumerate([*heads, "Indeks tepat", "IKM", "Mutu", *MARGIN_HEADS]):
        page.write_string(
            HEAD_ROW, place, words, styles["head wrap" if place < 2 else "head wrap right"]
        )
    page.set_row(HEAD_ROW, HEAD_HEIGHT)
    for place, unit in enumerate(whole.units):
        _unit_line(page, _FIRST_ROW + place, unit, hidden, styles)
    _totals(page, whole, report.figures, styles)


def _unit_line(page: Any, row: int, unit: AgencyUnit, hidden: str, styles: Any) -> None:
    # A spreadsheet leaves a row as low as its first line where nobody says how tall it is.
    lines = max(-(-len(unit.code) // (CODE_WIDTH - 3)), -(-len(unit.name) // (NAME_WIDTH - 4)))
    page.set_row(row, LINE_HEIGHT * max(lines, 2 if unit.figures is None else 1))
    page.write_string(row, 0, unit.code, styles["wrap"])
    page.write_string(row, 1, unit.name, styles["wrap"])
    if unit.required is not None:
        page.write_number(row, 3, unit.required, styles["top"])
    if unit.figures is None:
        page.write_string(row, 2, hidden, styles["wrap"])
        return
    number = row + 1
    page.write_number(row, 2, unit.figures.respondents, styles["top"])
    words = "" if unit.enough is None else ("ya" if unit.enough else "kurang")
    formula = f'=IF(D{number}="","",IF(C{number}>=D{number},"ya","kurang"))'
    page.write_formula(row, 4, formula, styles["letter top"], words)
    for place, each in enumerate(unit.figures.elements):
        page.write_number(row, _ANSWERS + place, each.n, styles["top"])
        page.write_number(row, _SUMS + place, each.answers.total, styles["top"])
    _index_cells(page, row, unit.figures, styles)


def _index_cells(page: Any, row: int, figures: Figures, styles: Any) -> None:
    """The exact index, the index and the grade of a line, from its answers and sums."""
    number = row + 1
    answers = f"F{number}:N{number}"
    means = "+".join(
        f"{column_letters(_SUMS + place)}{number}/{column_letters(_ANSWERS + place)}{number}"
        for place in range(9)
    )
    exact, points = figures.index_exact, figures.index
    letter = "" if figures.grade is None else figures.grade.value
    formula = f'=IF(COUNTIF({answers},0)>0,"",25*({means})/9)'
    page.write_formula(row, 23, formula, styles["four top"], "" if exact is None else float(exact))
    rounded = f'=IF(X{number}="","",ROUND(ROUND(X{number},{NOISE_DECIMALS}),2))'
    page.write_formula(row, 24, rounded, styles["two top"], "" if points is None else float(points))
    page.write_formula(row, 25, "=" + grade_formula(f"Y{number}"), styles["letter top"], letter)
    interval_cells(page, row, 26, figures.interval, f"Z{number}", styles, " top")


def _totals(page: Any, whole: AgencyWhole, total: Figures, styles: Any) -> None:
    """Two totals under the units: all sheets pooled, and every unit alike."""
    first, last, row = _FIRST_ROW + 1, _FIRST_ROW + len(whole.units), _FIRST_ROW + len(whole.units)
    page.write_string(row, 1, "IKM: semua lembar digabung", styles["bold"])
    added = {2: total.respondents}
    for place, each in enumerate(total.elements):
        added[_ANSWERS + place], added[_SUMS + place] = each.n, each.answers.total
    for place, value in added.items():
        letters = column_letters(place)
        cells = f"{letters}{first}:{letters}{last}"
        page.write_formula(row, place, f"=SUM({cells})", styles["bold"], value)
    _index_cells(page, row, total, styles)
    page.write_string(row + 1, 1, "Angka kedua: rata-rata nilai unit", styles["bold"])
    cells = f"X{first}:X{last}"
    mean = f'=IF(COUNT({cells})=0,"",ROUND(ROUND(AVERAGE({cells}),{NOISE_DECIMALS}),2))'
    points = whole.mean_of_units.points
    page.write_formula(row + 1, 24, mean, styles["two"], "" if points is None else float(points))
