"""The SKM report of a unit or agency as tagged PDF with the chapters that the rules ask for."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from portal import wording
from portal.documents.axis import place_on_axis, zones
from portal.documents.drawings import MARK, TAPIS_TILE
from portal.documents.making import Making
from portal.documents.pdf import pdf_of
from portal.documents.report_closing import (
    closing_words,
    edition_words,
    too_many_words,
    trend_notes,
)
from portal.documents.report_ends import ends_words, first_to_mend
from portal.documents.report_files import report_file_name
from portal.documents.report_margins import interval_words, margin_words, other_words
from portal.documents.report_media import media_rows
from portal.documents.report_plan import forum_words, plan_rows
from portal.documents.report_units import sample_words, service_rows, whole_words
from surveys.results_figures import ElementFigure
from surveys.results_groups import Breakdown
from surveys.results_report import SkmReport
from surveys.rules.deadlines import Holidays, is_working_day, working_days_after
from surveys.rules.elements import Element
from surveys.rules.index import MEAN_DECIMALS, SCALE_2017, index_exact, round_half_up
from surveys.rules.index_comparison import FIXED_WEIGHTS, with_fixed_weight
from surveys.rules.margin import may_be

TEMPLATE = Path(__file__).with_name("report.typ")
SHEETS_PRINTED = 400
HIDDEN = "disembunyikan"
GROUP = "Kelompok"
"""Over the names of groups; what they are groups of stands above the table."""


def report_pdf(report: SkmReport, making: Making) -> bytes:
    """The report, ready to be signed."""
    given = report_document(report, making)
    return pdf_of(TEMPLATE, given)


def report_document(report: SkmReport, making: Making) -> dict[str, Any]:
    """Everything the template prints, as texts in the Indonesian way of writing."""
    figures = report.figures
    weak_first = [each for each in figures.weakest_first() if each.points is not None]
    return {
        "tapis": TAPIS_TILE,
        "mark": MARK,
        "sample": making.sample,
        "agency": report.agency_name,
        "unit": report.unit_name,
        "region": report.region or "",
        "field": report.service_field or "",
        "period": period_words(report),
        "span": span_words(report) + running_words(report, making.made_on),
        "named": report.period is not None,
        "made_on": wording.day(making.made_on),
        "place": report.texts["place"] or report.region or "",
        "texts": {**report.texts, "team": _team(report), "legal_basis": _lines(report)},
        "has_index": figures.index is not None,
        "index": wording.points(figures.index),
        "raw": "–" if figures.index_raw is None else wording.number(figures.index_raw, 4),
        "grade": "" if figures.grade is None else figures.grade.value,
        "mutu": "" if figures.mutu is None else figures.mutu.id,
        "others": other_words(figures.interval),
        "may_be": "" if figures.interval is None else may_be(figures.interval).id,
        "interval": interval_words(figures.interval),
        "ends_words": margin_words(figures.interval),
        "n": wording.number(figures.respondents),
        "edition": edition_words(report, making),
        "public": report.public,
        "incomplete": incomplete_words(report),
        "excluded": wording.number(figures.excluded),
        "excluded_for": [[each.words, wording.number(each.n)] for each in report.excluded],
        "unanswered": [Element(name).label.id for name in figures.unanswered],
        **sample_words(report),
        "whole": whole_words(report),
        "services": service_rows(report),
        "timetable": _timetable(report, making),
        "breakdowns": [_breakdown(each) for each in report.breakdowns],
        "channels": None if report.channels is None else _breakdown(report.channels),
        "helped": "" if not report.helped else wording.number(report.helped),
        "elements": [_element(each, report.figures.respondents) for each in figures.elements],
        "weakest": [_element(each, figures.respondents) for each in weak_first],
        "grades": [(letter.value, wording.points(start)) for letter, start in SCALE_2017.starts],
        "zones": zones(),
        "plan": plan_rows(report),
        "without_plan": [element.label.id.lower() for element in report.without_plan],
        "forum": forum_words(report, making.made_on),
        "trend": _trend(report),
        "trend_notes": trend_notes(report),
        "comparisons": _comparisons(report),
        "processing": _processing(report),
        "sheets": _sheets(report),
        "sheets_words": _sheets_words(report),
        "questions": _questions(),
        "questionnaires": ", ".join(report.questionnaires),
        "ends": ends_words(figures),
        "first_to_mend": first_to_mend(figures),
        "address": f"{making.public_address}{report.page}",
        "media": media_rows(report),
        "closed": closing_words(report),
    }


def incomplete_words(report: SkmReport) -> str:
    """How many sheets leave an element out, or why that is not told."""
    if report.incomplete is not None:
        return wording.number(report.incomplete)
    if not report.public:
        return "tidak diketahui lagi"
    return HIDDEN if report.whole is None else "di laporan tiap unit"


def period_words(report: SkmReport) -> str:
    """The period by its name, else by its days."""
    return span_words(report) if report.period is None else report.period.label.id


def span_words(report: SkmReport) -> str:
    """The first and the last day."""
    return f"{wording.day(report.first)} sampai {wording.day(report.last)}"


def running_words(report: SkmReport, made_on: date) -> str:
    """What stands behind days that are not over when the report is made."""
    return ", masih berjalan" if report.first <= made_on <= report.last else ""


def _working_days(first: date, last: date, holidays: Holidays) -> str:
    days = working_days_after(first, last, holidays) + int(is_working_day(first, holidays))
    return wording.number(days)


def _timetable(report: SkmReport, making: Making) -> list[list[str]]:
    # While the period runs, what came until today is what the report is made of.
    collected = report.last if making.made_on < report.first else min(report.last, making.made_on)
    rows = [["Pengumpulan jawaban di loket", report.first, collected]]
    after = max(collected, making.made_on)
    rows.append(["Pengolahan nilai", after, after])
    rows.append(["Penyusunan laporan", making.made_on, making.made_on])
    return [
        [
            str(number),
            str(words),
            wording.day(first)
            if first == last
            else f"{wording.day(first)} sampai {wording.day(last)}",
            _working_days(first, last, report.holidays) if number == 1 else "otomatis",
        ]
        for number, (words, first, last) in enumerate(rows, start=1)
        if isinstance(first, date) and isinstance(last, date)
    ]


def _breakdown(each: Breakdown) -> dict[str, Any]:
    total = sum(group.n or 0 for group in each.groups) + each.hidden
    return {
        "label": each.label.id,
        "head": GROUP,
        "rows": [
            [
                group.words.id,
                HIDDEN if group.n is None else wording.number(group.n),
                ""
                if group.n is None or not total
                else wording.percent(Fraction(group.n, total), 1),
            ]
            for group in each.groups
        ],
        "hidden": each.hidden > 0,
    }


def _element(each: ElementFigure, respondents: int) -> dict[str, Any]:
    interval = each.interval
    return {
        "column": each.element.column.upper(),
        "name": each.element.question.official_name.id,
        "label": each.label.id,
        "short": each.element.question.short_label.id,
        "n": wording.number(each.n),
        "missing": wording.number(respondents - each.n),
        "total": wording.number(each.answers.total),
        "mean": "–" if each.mean is None else wording.number(each.mean, MEAN_DECIMALS),
        "weighted": "–" if each.weighted is None else wording.number(each.weighted, 4),
        "points": wording.points(each.points),
        "grade": "" if each.grade is None else each.grade.value,
        "others": other_words(interval),
        "interval": interval_words(interval),
        "bins": [wording.number(count) for count in each.bins],
        "at": None if each.points is None else place_on_axis(float(each.points)),
        "low": None if interval is None else place_on_axis(interval.low),
        "high": None if interval is None else place_on_axis(interval.high),
    }


def _team(report: SkmReport) -> list[list[str]]:
    rows: list[list[str]] = []
    for line in report.texts["team"].splitlines():
        role, _, person = line.partition(":")
        if line.strip():
            rows.append([str(len(rows) + 1), role.strip(), person.strip()])
    return rows


def _lines(report: SkmReport) -> list[str]:
    return [line.strip() for line in report.texts["legal_basis"].splitlines() if line.strip()]


def _trend(report: SkmReport) -> list[dict[str, Any]]:
    return [
        {
            "period": point.period.label.id[0].upper() + point.period.label.id[1:],
            "short": _short(point.period.label.id),
            "n": wording.number(point.respondents),
            "index": "belum cukup" if point.index is None else wording.points(point.index),
            "interval": ""
            if point.low is None or point.high is None
            else f"{wording.number(point.low, 2)} sampai {wording.number(point.high, 2)}",
            "at": None if point.index is None else place_on_axis(float(point.index)),
            "low": None if point.low is None else place_on_axis(point.low),
            "high": None if point.high is None else place_on_axis(point.high),
        }
        for point in report.trend
    ]


def _short(period: str) -> str:
    """The name of a period as it fits under a point of the chart: two short lines."""
    short = period.replace("triwulan ", "TW ").replace("semester ", "Sem ")
    name, _, year = short.rpartition(" ")
    return f"{name}\n{year}" if name else year


def _comparisons(report: SkmReport) -> list[list[str]]:
    found = [with_fixed_weight(report.figures.sums, weight) for weight in FIXED_WEIGHTS]
    return [
        [each.label.id, wording.points(each.points), each.grade.value]
        for each in found
        if each is not None
    ]


def _processing(report: SkmReport) -> dict[str, str]:
    exact = index_exact(report.figures.sums)
    return {
        "sum": "–" if exact is None else wording.number(round_half_up(exact / 25, 4), 4),
        "index": wording.points(report.figures.index),
    }


def _sheets_words(report: SkmReport) -> str:
    """Which sheets are printed, and where the others are."""
    count = len(report.sheets)
    if count > SHEETS_PRINTED:
        return (
            f"Tercetak {wording.number(SHEETS_PRINTED)} dari {wording.number(count)} lembar."
            f" Semuanya ada di berkas {report_file_name(report, 'xlsx')}."
        )
    if count or report.figures.respondents == 0:
        return ""
    if report.whole is not None:
        return "Jawaban tiap lembar ada di laporan tiap unit."
    if words := too_many_words(report):
        return words
    if report.public:
        return (
            "Jawaban tiap lembar tidak dicetak di edisi ini, supaya tidak ada lembar yang bisa"
            " dikenali; jumlahnya per jawaban ada di tabel di atas."
        )
    return "Jawaban tiap lembar tidak dicetak, sebab lembar hari ini tidak sama dengan angka ini."


def _sheets(report: SkmReport) -> list[list[str]]:
    return [
        [str(number), *("" if value is None else str(value) for value in sheet)]
        for number, sheet in enumerate(report.sheets[:SHEETS_PRINTED], start=1)
    ]


def _questions() -> list[dict[str, Any]]:
    return [
        {
            "column": element.column.upper(),
            "name": element.question.official_name.id,
            "question": element.question.question.id,
            "options": [words.id for words in element.question.options],
        }
        for element in Element
    ]
