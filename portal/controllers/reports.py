"""The SKM report: choose a place and a period, take it as PDF or workbook, close the period."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.di import NamedDependency
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.asked_periods import asked_period, needed_period, offered
from portal.case_desk import today_of_province
from portal.controllers.results import reach_of
from portal.database import Database, utc_now
from portal.documents.making import Making
from portal.documents.report import report_pdf
from portal.documents.report_files import report_file_name
from portal.documents.workbook import report_xlsx
from portal.downloads import download
from portal.pages import Page
from portal.settings import Settings
from surveys import results_periods, visits_below, whereabouts
from surveys.errors import NotFound, Refused
from surveys.reportable import Reportable, closed_lines, reportable, worth_printing
from surveys.results_corrections import ClosedLine
from surveys.results_report import SkmReport
from surveys.results_report_agency import agency_report_of, public_agency_report_of
from surveys.results_report_public import public_report_of
from surveys.results_report_working import report_of
from surveys.rules.periods import Period
from surveys.visits_below import VisitsBelow
from surveys.whereabouts import PlaceChoice, Whereabouts

PUBLIC_EDITION = "public"
EDITIONS = (PUBLIC_EDITION, "working")
KINDS = {
    "pdf": ("application/pdf", report_pdf),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", report_xlsx),
}


@dataclass(frozen=True)
class ReportsPage(Page):
    """What can be reported, and what was closed.

    unreadable : why there is no report of the place and period; empty where there may be one.
    """

    template: ClassVar[str] = "results/reports.html"
    where: Whereabouts
    place: PlaceChoice | None
    period: Period
    periods: list[Period]
    about: Reportable | None
    below: list[VisitsBelow]
    unreadable: str
    running: bool
    today: date
    lines: list[ClosedLine]
    may_close: bool
    answers: bool
    texts_address: str
    query: str
    smallest: int
    said: str


def _where(
    connection: Connection, visitor: Visitor, request: Request[Any, Any, Any]
) -> Whereabouts:
    """The agency and unit of an address; raises NotFound out of the visitor's reach."""
    given = {name: request.query_params.get(name, "") for name in ("agency", "unit")}
    where = whereabouts.whereabouts(connection, reach_of(visitor), **given)
    if where is None:
        raise NotFound(given["unit"] or given["agency"])
    return where


def _about(
    connection: Connection, where: Whereabouts, period: Period, smallest: int
) -> tuple[Reportable | None, str]:
    """What the report of the place will say, or why there is none."""
    if where.unit is None and where.agency is None:
        return None, ""
    try:
        return reportable(connection, where.scope, period, smallest), ""
    except Refused as refused:
        # The list of what was closed is there all the same, and its files with it.
        return None, refused.reason


def _texts_address(visitor: Visitor, where: Whereabouts) -> str:
    """Where the agency's texts are changed; empty for whoever may not."""
    may = visitor.may(Permission.EXCLUDE_RESPONSES) and visitor.unit_id is None
    # The texts belong to the agency, and any of its units leads to them.
    unit = where.unit or (where.units[0] if where.units else None)
    return "" if not may or unit is None else "/reports/texts?" + urlencode({"unit": unit.code})


def _query(where: Whereabouts, period: Period) -> str:
    chosen = {"period": period.code}
    if where.unit is not None:
        chosen = {"unit": where.unit.code, **chosen}
    elif where.agency is not None:
        chosen = {"agency": where.agency.code, **chosen}
    return urlencode(chosen)


@get("/reports", opt={"access": Permission.SEE_RESULTS})
async def show_reports(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """A place and a period to choose, what the report will say, and the closed periods."""
    wanted = asked_period(request)
    today = today_of_province(utc_now())

    def look(connection: Connection) -> ReportsPage:
        where = _where(connection, visitor, request)
        place = where.unit or where.agency
        period = wanted or results_periods.period_to_show(connection, where.scope, today)
        about, unreadable = _about(connection, where, period, settings.smallest_group)
        return ReportsPage(
            where=where,
            place=place,
            period=period,
            periods=results_periods.periods_to_choose(connection, where.scope, today, period),
            about=about,
            below=visits_below.visits_below(connection, where.scope, period),
            unreadable=unreadable,
            running=period.last_day >= today,
            today=today,
            lines=closed_lines(connection, reach_of(visitor), settings.smallest_group),
            may_close=visitor.may(Permission.EXCLUDE_RESPONSES),
            answers=visitor.may(Permission.ANSWER_COMPLAINTS),
            texts_address=_texts_address(visitor, where),
            query=_query(where, period),
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
    """The report of an agency or unit and a period as PDF or workbook.

    Without another word the edition that may be handed on; ?edition=working is for use within.
    """
    period = needed_period(request.query_params.get("period", ""))
    kind = request.query_params.get("format", "pdf")
    edition = request.query_params.get("edition", PUBLIC_EDITION)
    offered(kind, KINDS)
    offered(edition, EDITIONS)

    def look(connection: Connection) -> SkmReport:
        where, smallest = _where(connection, visitor, request), settings.smallest_group
        place = where.unit or where.agency
        if place is None:
            raise NotFound(period.code)
        public = edition == PUBLIC_EDITION
        make = _maker(of_unit=where.unit is not None, public=public)
        return worth_printing(make(connection, place.code, period, smallest), smallest)

    report = await database.read_async(look)
    making = Making(today_of_province(utc_now()), settings.public_address, settings.sample_mark)
    media_type, make = KINDS[kind]
    made = await asyncio.to_thread(make, report, making)
    return download(made, media_type, report_file_name(report, kind))


def _maker(*, of_unit: bool, public: bool) -> Callable[[Connection, str, Period, int], SkmReport]:
    """What makes the report of a unit or agency, to be handed on or not."""
    if public:
        return public_report_of if of_unit else public_agency_report_of
    make = report_of if of_unit else agency_report_of
    return lambda c, code, period, smallest: make(
        c, code, period.first_day, period.last_day, smallest
    )


ROUTES = (show_reports, take_report)
