"""How the sheets of the SKM workbook come out of a printer: as wide as the page, each one named.

An agency's units have twenty-six columns, which on one page nobody could read: they take two, the
answers and the sums, with code and name of the unit on both.
"""

from typing import Any

from portal.documents.report import period_words
from portal.documents.workbook_plan import PLAN
from portal.documents.workbook_units import HEAD_ROW, SUMS_COLUMN, UNITS
from surveys.results_report import SkmReport

A4 = 9
UNITS_SCALE, NARROW = 68, 0.4
"""Per cent and inches at which each half of the columns of an agency's units fits the page."""
_REPEATED = {"Lembar": 0, PLAN: 0, UNITS: HEAD_ROW}
"""The row of the header on sheets that may be longer than a page."""


def set_pages(book: Any, report: SkmReport) -> None:
    """Set up every sheet: one page wide, with unit, period, edition and number at its foot."""
    named = f"{report.unit_name}, {period_words(report)}"[:160].replace("&", "&&")
    kept = "" if report.public else ". Edisi kerja, jangan diteruskan"
    for page in book.worksheets():
        page.set_paper(A4)
        page.set_landscape()
        if page.get_name() == UNITS:
            page.set_print_scale(UNITS_SCALE)
            page.set_margins(left=NARROW, right=NARROW)
            page.set_v_pagebreaks([SUMS_COLUMN])
            page.repeat_columns(0, 1)
        else:
            page.fit_to_pages(1, 0)
        page.set_footer(f"&L&8{named}{kept}&R&8&A, &P/&N")
        if page.get_name() in _REPEATED:
            page.repeat_rows(_REPEATED[page.get_name()])
