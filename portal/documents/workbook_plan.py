"""The follow-up plan in the workbook of the SKM report, each line with what came of it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from portal.documents.report_plan import NO_PLAN, STATES, change_words, plan_lines
from surveys.results_plan import PlanLine
from surveys.results_report import SkmReport
from surveys.rules.elements import Element

PLAN = "Rencana"
LINE_HEIGHT = 15
UNIT = "Unit"
_HEADS: Sequence[tuple[str, int]] = (
    ("No", 5),
    ("Prioritas unsur", 21),
    ("Nilai unsur", 11),
    ("Program atau kegiatan", 30),
    (UNIT, 26),
    ("Waktu", 17),
    ("Penanggung jawab", 18),
    ("Keadaan", 12),
    ("Selesai", 17),
    ("Bukti", 20),
    ("Sebelum", 9),
    ("Sesudah", 9),
    ("Perubahan", 19),
)
"""The columns, and how many signs wide each is; the unit stands in the report of an agency."""


def plan_sheet(book: Any, report: SkmReport, styles: Any) -> None:
    """Every line of the plan and every weak element without one, the lowest element first."""
    page = book.add_worksheet(PLAN)
    page.freeze_panes(1, 0)
    shown = [n for n, (words, _) in enumerate(_HEADS) if words != UNIT or report.whole is not None]
    heads = [_HEADS[number] for number in shown]
    for place, (words, width) in enumerate(heads):
        page.set_column(place, place, width)
        page.write_string(0, place, words, styles["head"])
    for row, line in enumerate(plan_lines(report), start=1):
        held = _cells(row, line, report)
        cells = [held[number] for number in shown]
        tall = 1
        for place, cell in enumerate(cells):
            if isinstance(cell, date):
                page.write_datetime(row, place, cell, styles["day"])
            elif isinstance(cell, Decimal):
                page.write_number(row, place, float(cell), styles["two top"])
            elif isinstance(cell, int):
                page.write_number(row, place, cell, styles["wrap"])
            elif cell:
                page.write_string(row, place, cell, styles["wrap"])
                tall = max(tall, -(-len(cell) // (heads[place][1] - 2)))
        page.set_row(row, LINE_HEIGHT * min(tall, 20))


def _cells(
    row: int, line: PlanLine | Element, report: SkmReport
) -> list[int | str | date | Decimal | None]:
    if isinstance(line, Element):
        points = report.figures.element(line).points
        return [row, line.label.id, points, NO_PLAN, *[None] * (len(_HEADS) - 4)]
    element = Element(line.element) if line.element in set(Element) else None
    effect = line.effect
    return [
        row,
        "–" if element is None else element.label.id,
        None if element is None else report.figures.element(element).points,
        line.activity,
        line.unit_name,
        line.due_on,
        line.responsible,
        STATES.get(line.status, line.status),
        line.done_on,
        line.proof,
        None if effect is None else effect.before,
        None if effect is None else effect.after,
        change_words(line, report),
    ]
