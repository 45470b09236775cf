"""The SKM report: choose a unit and a period, take it as PDF or workbook, close the period."""

import asyncio
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.di import NamedDependency
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.case_desk import today_of_province
from portal.controllers.results import reach_of, read_period
from portal.database import Database, utc_now
from portal.documents.report import Making, report_pdf
from portal.documents.workbook import report_xlsx
from portal.pages import Page
from portal.settings import Settings
from portal.web import SECURITY_HEADERS
from surveys import (
    report_texts,
    results_closing,
    results_monday,
    results_plan,
    results_report,
    whereabouts,
)
from surveys.errors import NotFound
from surveys.results import Figures, figures
from surveys.results_closing import ClosedLine
from surveys.results_report import SkmReport
from surveys.rules.elements import Element
from surveys.rules.periods import Period
from surveys.scope import PlaceScope
from surveys.whereabouts import PlaceChoice

KINDS = {
    "pdf": ("application/pdf", report_pdf),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", report_xlsx),
}


@dataclass(frozen=True)
class ReportsPage(Page):
    """What can be reported, and what was closed."""

    template: ClassVar[str] = "results/reports.html"
    units: tuple[PlaceChoice, ...]
    unit: PlaceChoice | None
    period: Period
    periods: list[Period]
    figures: Figures | None
    running: bool
    closed: bool
    lines: list[ClosedLine]
    without_plan: tuple[Element, ...]
    team_missing: bool
    may_close: bool
    answers: bool
    texts_address: str
    query: str
    smallest: int
    said: str


def _units(connection: Connection, visitor: Visitor) -> tuple[PlaceChoice, ...]:
    return whereabouts.units_within(connection, reach_of(visitor))


def _texts_address(visitor: Visitor, unit_code: str) -> str:
    """Where the agency's texts are changed; empty for whoever may not."""
    may = visitor.may(Permission.EXCLUDE_RESPONSES) and visitor.unit_id is None
    if not may or (visitor.agency_id is None and not unit_code):
        return ""
    return "/reports/texts" + ("" if not unit_code else f"?{urlencode({'unit': unit_code})}")


@get("/reports", opt={"access": Permission.SEE_RESULTS})
async def show_reports(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """A unit and a period to choose, what the report will say, and the closed periods."""
    code = request.query_params.get("unit", "")
    wanted = read_period(request.query_params.get("period", ""))
    today = today_of_province(utc_now())

    def look(connection: Connection) -> ReportsPage:
        units = _units(connection, visitor)
        unit = next((one for one in units if one.code == code), None)
        if code and unit is None:
            raise NotFound(code)
        if unit is None and len(units) == 1:
            unit = units[0]
        scope = reach_of(visitor) if unit is None else PlaceScope(unit_id=unit.place_id)
        period = wanted or results_monday.period_to_show(connection, scope, today)
        without: tuple[Element, ...] = ()
        found, closed, team_missing = None, False, False
        if unit is not None:
            found = figures(connection, scope, period.first_day, period.last_day)
            closing = results_closing.closing_of(connection, unit.place_id, period.code)
            closed = closing is not None
            found = found if closing is None else results_closing.figures_from(closing.figures)
            without = results_plan.without_plan(connection, unit.place_id, found)
            team_missing = not report_texts.has_team(connection, unit.code)
        return ReportsPage(
            units=units,
            unit=unit,
            period=period,
            periods=results_monday.periods_to_choose(connection, scope, today, period),
            figures=found,
            running=period.last_day >= today,
            closed=closed,
            lines=results_closing.closed_lines(connection, reach_of(visitor)),
            without_plan=without,
            team_missing=team_missing,
            may_close=visitor.may(Permission.EXCLUDE_RESPONSES),
            answers=visitor.may(Permission.ANSWER_COMPLAINTS),
            texts_address=_texts_address(visitor, code),
            query="" if unit is None else urlencode({"unit": unit.code, "period": period.code}),
            smallest=settings.smallest_group,
            said=request.query_params.get("said", ""),
        )

    return (await database.read_async(look)).response(request)


@get("/reports/file", opt={"access": Permission.SEE_RESULTS})
async def take_report(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """The report of a unit and period as PDF or workbook."""
    code = request.query_params.get("unit", "")
    period = read_period(request.query_params.get("period", ""))
    kind = request.query_params.get("format", "pdf")
    if period is None or kind not in KINDS:
        raise NotFound(kind)

    def look(connection: Connection) -> SkmReport:
        if code not in {one.code for one in _units(connection, visitor)}:
            raise NotFound(code)
        return results_report.report_of(
            connection, code, period.first_day, period.last_day, settings.smallest_group
        )

    report = await database.read_async(look)
    making = Making(today_of_province(utc_now()), settings.public_address, settings.sample_mark)
    media_type, make = KINDS[kind]
    made = await asyncio.to_thread(make, report, making)
    return Response(
        made,
        media_type=media_type,
        headers={
            **dict(SECURITY_HEADERS),
            "content-disposition": f'attachment; filename="{file_name(code, period.code, kind)}"',
            "cache-control": "private, no-store",
        },
    )


def file_name(code: str, period: str, kind: str) -> str:
    """A file name that every system takes."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in code)
    return f"laporan-skm-{plain}-{period}.{kind}"


ROUTES = (show_reports, take_report)
