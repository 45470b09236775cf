"""The SKM report as a workbook whose formulas make scores and grades again from the answers."""

import io
from decimal import Decimal
from fractions import Fraction
from typing import Any

import xlsxwriter

from portal.documents.axis import AXIS_START
from portal.documents.making import Making
from portal.documents.report import HIDDEN, period_words, span_words
from portal.documents.report_closing import too_many_words, trend_notes
from portal.documents.workbook_facts import facts
from portal.documents.workbook_pages import set_pages
from portal.documents.workbook_plan import plan_sheet
from portal.documents.workbook_units import (
    MARGIN_HEADS,
    NOISE_DECIMALS,
    grade_formula,
    interval_cells,
    named_column,
    units_sheet,
)
from surveys.results_report import SkmReport
from surveys.rules.elements import Element
from surveys.rules.index import Grade, grade, mutu, round_half_up

SHEETS, COUNTS, INDEX = "Lembar", "Sebaran", "IKM"
FIRST_ROW = 5
FACTS_ROW = FIRST_ROW + 18
AXIS_USUAL = 50
LETTERS = "BCDEFGHIJ"
DAY = "[$-421]d mmmm yyyy"
"""Months by their Indonesian names, whatever language the spreadsheet speaks."""


def report_xlsx(report: SkmReport, making: Making) -> bytes:
    """The workbook: IKM, Sebaran, Lembar, Responden, Rencana, Tren; of an agency its units, too."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {"title": f"SKM {report.unit_name}, {period_words(report)}", "author": report.agency_name}
    )
    book.set_calc_mode("auto")
    styles = {
        "bold": book.add_format({"bold": True}),
        "title": book.add_format({"bold": True, "font_size": 16, "font_color": "#7D1B2B"}),
        "head": book.add_format({"bold": True, "bottom": 1}),
        "head wrap": book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "font_size": 9}
        ),
        "head wrap right": book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "align": "right", "font_size": 9}
        ),
        "head right": book.add_format({"bold": True, "bottom": 1, "align": "right"}),
        "head letter": book.add_format({"bold": True, "bottom": 1, "align": "center"}),
        "four": book.add_format({"num_format": "0.0000"}),
        "two": book.add_format({"num_format": "0.00"}),
        "big": book.add_format({"num_format": "0.00", "bold": True, "font_size": 14}),
        "share": book.add_format({"num_format": "0.0%"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": DAY, "align": "left", "valign": "top"}),
        "top": book.add_format({"valign": "top"}),
        "letter top": book.add_format({"align": "right", "valign": "top"}),
        "four top": book.add_format({"num_format": "0.0000", "valign": "top"}),
        "two top": book.add_format({"num_format": "0.00", "valign": "top"}),
        "letter": book.add_format({"align": "center"}),
        "big letter": book.add_format({"align": "center", "bold": True, "font_size": 14}),
        "hidden": book.add_format({"align": "right", "font_color": "#665B50"}),
        "note": book.add_format({"italic": True, "font_color": "#665B50"}),
    }
    _index_sheet(book, report, making, styles)
    _counts_sheet(book, report, styles)
    if report.sheets:
        _answers_sheet(book, report, styles)
    if report.whole is not None:
        units_sheet(book, report, report.whole, styles)
    _groups_sheet(book, report, styles)
    plan_sheet(book, report, styles)
    _trend_sheet(book, report, styles)
    set_pages(book, report)
    book.close()
    return out.getvalue()


def _number(value: Any) -> float | str:
    return "" if value is None else float(value)


def _index_sheet(book: Any, report: SkmReport, making: Making, styles: Any) -> None:
    page = book.add_worksheet(INDEX)
    page.set_column(0, 0, 12)
    page.set_column(1, 1, 46)
    page.set_column(2, 9, 13)
    page.set_column(10, 10, 16)
    figures = report.figures
    page.write_string(0, 0, "Indeks Kepuasan Masyarakat", styles["title"])
    page.write_string(1, 0, f"{report.unit_name}, {report.agency_name}")
    page.write_string(2, 0, f"{period_words(report)}: {span_words(report)}")
    heads = (
        *("Kolom", "Unsur", "Jawaban", "Jumlah nilai", "NRR", "Tertimbang", "Nilai", "Mutu"),
        *MARGIN_HEADS,
    )
    looks = (
        ["head"] * 2 + ["head right"] * 5 + ["head letter"] + ["head right"] * 2 + ["head letter"]
    )
    for place, (words, look) in enumerate(zip(heads, looks, strict=True)):
        page.write_string(FIRST_ROW - 1, place, words, styles[look])
    for place, each in enumerate(figures.elements):
        row = FIRST_ROW + place
        number = row + 1
        bins = f"{COUNTS}!C{number}:F{number}"
        page.write_string(row, 0, each.element.column.upper())
        page.write_string(row, 1, each.element.question.official_name.id)
        page.write_formula(row, 2, f"=SUM({bins})", None, each.n)
        page.write_formula(
            row,
            3,
            f"=SUMPRODUCT({bins},{COUNTS}!$C${FIRST_ROW}:$F${FIRST_ROW})",
            None,
            each.answers.total,
        )
        mean = f'=IF(C{number}=0,"",D{number}/C{number})'
        page.write_formula(row, 4, mean, styles["four"], _number(each.mean))
        weighted = f'=IF(C{number}=0,"",E{number}/9)'
        page.write_formula(row, 5, weighted, styles["four"], _number(each.weighted))
        points = f'=IF(C{number}=0,"",ROUND(ROUND(25*E{number},{NOISE_DECIMALS}),2))'
        page.write_formula(row, 6, points, styles["two"], _number(each.points))
        letter = "" if each.grade is None else each.grade.value
        page.write_formula(row, 7, "=" + grade_formula(f"G{number}"), styles["letter"], letter)
        interval_cells(page, row, 8, each.interval, f"H{number}", styles)
    _total(page, report, styles)
    facts(page, FACTS_ROW, report, making, styles)


def _total(page: Any, report: SkmReport, styles: Any) -> None:
    figures = report.figures
    first, last, row = FIRST_ROW + 1, FIRST_ROW + 9, FIRST_ROW + 10
    means = f"E{first}:E{last}"
    page.write_string(row, 1, "IKM = 25 × jumlah NRR ÷ 9", styles["bold"])
    formula = f'=IF(COUNT({means})<9,"",ROUND(ROUND(25*SUM({means})/9,{NOISE_DECIMALS}),2))'
    page.write_formula(row, 6, formula, styles["big"], _number(figures.index))
    cell = f"G{row + 1}"
    letter = "" if figures.grade is None else figures.grade.value
    page.write_formula(row, 7, "=" + grade_formula(cell), styles["big letter"], letter)
    interval_cells(page, row, 8, figures.interval, f"H{row + 1}", styles)
    page.write_string(row + 1, 1, "Indeks 1–4 (jumlah NRR tertimbang)")
    raw = None if figures.index_exact is None else figures.index_exact / 25
    page.write_formula(
        row + 1,
        6,
        f'=IF(COUNT({means})<9,"",SUM({means})/9)',
        styles["four"],
        _number(None if raw is None else round_half_up(Fraction(raw), 4)),
    )
    page.write_string(row + 2, 1, "Mutu pelayanan")
    words = "" if figures.grade is None else mutu(figures.grade).id
    names = ",".join(f'"{mutu(each).id}"' for each in Grade)
    choose = f'=IF(H{row + 1}="","",CHOOSE(CODE(H{row + 1})-64,{names}))'
    page.write_formula(row + 2, 6, choose, None, words)
    page.write_string(
        row + 3,
        1,
        "Bobot tepat 1/9, dibulatkan sekali di akhir; bagian yang tercetak bisa berbeda jumlahnya."
        " Rentang 95% dihitung dari hari dan loket tiap lembar, jadi ditulis sebagai angka.",
        styles["note"],
    )
    note = row + 4
    for weight in (Decimal("0.11"), Decimal("0.111")):
        page.write_string(note, 1, f"Pembanding, bukan IKM: bobot {str(weight).replace('.', ',')}")
        exact = figures.index_exact
        value = None if exact is None else round_half_up(exact * 9 * Fraction(weight), 2)
        compared = f'=IF(COUNT({means})<9,"",ROUND(ROUND(25*SUM({means})*{weight},10),2))'
        page.write_formula(note, 6, compared, styles["two"], _number(value))
        letter = "" if value is None else grade(value).value
        graded = "=" + grade_formula(f"G{note + 1}")
        page.write_formula(note, 7, graded, styles["letter"], letter)
        note += 1


def _counts_sheet(book: Any, report: SkmReport, styles: Any) -> None:
    page = book.add_worksheet(COUNTS)
    page.set_column(1, 1, 46)
    page.write_string(0, 0, "Berapa responden memilih tiap jawaban", styles["title"])
    page.write_string(FIRST_ROW - 1, 0, "Kolom", styles["head"])
    page.write_string(FIRST_ROW - 1, 1, "Unsur", styles["head"])
    for value in range(1, 5):
        page.write_number(FIRST_ROW - 1, 1 + value, value, styles["head"])
    if words := too_many_words(report):
        page.write_string(FIRST_ROW + 10, 0, words, styles["note"])
    last = len(report.sheets) + 1
    for place, each in enumerate(report.figures.elements):
        row = FIRST_ROW + place
        page.write_string(row, 0, each.element.column.upper())
        page.write_string(row, 1, each.label.id)
        for value, count in enumerate(each.bins, start=1):
            if report.sheets:
                column = LETTERS[place]
                cells = f"{SHEETS}!${column}$2:${column}${last}"
                page.write_formula(row, 1 + value, f"=COUNTIF({cells},{value})", None, count)
            else:
                page.write_number(row, 1 + value, count)


def _answers_sheet(book: Any, report: SkmReport, styles: Any) -> None:
    page = book.add_worksheet(SHEETS)
    page.freeze_panes(1, 1)
    page.set_column(1, 9, 15)
    page.write_string(0, 0, "Lembar", styles["head"])
    for place, element in enumerate(Element, start=1):
        page.write_string(0, place, named_column(element), styles["head right"])
    page.write_string(0, 11, "Urut menurut jawaban, bukan menurut waktu.", styles["note"])
    for row, sheet in enumerate(report.sheets, start=1):
        page.write_number(row, 0, row)
        for place, value in enumerate(sheet, start=1):
            if value is not None:
                page.write_number(row, place, value)


def _groups_sheet(book: Any, report: SkmReport, styles: Any) -> None:
    page = book.add_worksheet("Responden")
    page.set_column(0, 0, 36)
    page.set_column(1, 2, 14)
    page.write_string(0, 0, "Responden menurut kelompok", styles["title"])
    groups = [*report.breakdowns, *([] if report.channels is None else [report.channels])]
    page.write_string(1, 0, _groups_words(report, shown=bool(groups)), styles["note"])
    row = 3
    for each in groups:
        for place, words in enumerate((each.label.id, "Responden", "Bagian")):
            page.write_string(row, place, words, styles["head right" if place else "head"])
        total = sum(group.n or 0 for group in each.groups) + each.hidden
        for group in each.groups:
            row += 1
            page.write_string(row, 0, group.words.id)
            if group.n is None:
                page.write_string(row, 1, HIDDEN, styles["hidden"])
            else:
                page.write_number(row, 1, group.n)
                share = group.n / total if total else 0
                page.write_formula(row, 2, f"=B{row + 1}/{max(total, 1)}", styles["share"], share)
        row += 2


def _groups_words(report: SkmReport, *, shown: bool) -> str:
    """What there is to say of the groups that are not there."""
    if shown:
        return "Kelompok kecil disembunyikan."
    if report.whole is not None:
        return "Siapa yang menjawab ada di laporan tiap unit."
    return "Kelompok responden belum ditampilkan, supaya tidak ada yang bisa dikenali."


def _trend_sheet(book: Any, report: SkmReport, styles: Any) -> None:
    page = book.add_worksheet("Tren")
    page.set_column(0, 4, 13)
    page.set_column(0, 0, 24)
    for place, words in enumerate(("Periode", "Responden", "IKM", "Bawah 95%", "Atas 95%")):
        page.write_string(0, place, words, styles["head right" if place else "head"])
    for row, point in enumerate(report.trend, start=1):
        page.write_string(row, 0, point.period.label.id)
        page.write_number(row, 1, point.respondents)
        for place, value in ((2, point.index), (3, point.low), (4, point.high)):
            if value is not None:
                page.write_number(row, place, float(value), styles["two"])
    for row, words in enumerate(trend_notes(report), start=len(report.trend) + 2):
        page.write_string(row, 0, words)
    if sum(point.index is not None for point in report.trend) < 2:
        return
    last = len(report.trend)
    chart = book.add_chart({"type": "line"})
    chart.add_series(
        {
            "name": "IKM",
            "categories": ["Tren", 1, 0, last, 0],
            "values": ["Tren", 1, 2, last, 2],
            "marker": {"type": "circle"},
            "line": {"color": "#1C4F7C"},
        }
    )
    axis = {"min": _axis_start(report), "max": 100, "major_gridlines": {"visible": False}}
    chart.set_y_axis(axis)
    chart.set_legend({"none": True})
    chart.set_title({"name": "IKM dari periode ke periode"})
    page.insert_chart("G2", chart, {"description": "IKM dari periode ke periode"})


def _axis_start(report: SkmReport) -> int:
    """Where the axis of the trend begins: 50, or the ten below the lowest end of an interval."""
    ends = [point.index if point.low is None else point.low for point in report.trend]
    lowest = min(float(end) for end in ends if end is not None)
    return max(int(AXIS_START), min(AXIS_USUAL, int(lowest // 10) * 10))
