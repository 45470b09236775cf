"""Closing a period: freeze its figures, keep the report as issued, note what comes later."""

import asyncio
from datetime import date
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.asked_periods import needed_period
from portal.case_desk import today_of_province
from portal.controllers.results import reach_of
from portal.database import Database, utc_now
from portal.documents.making import Making
from portal.documents.report import report_pdf
from portal.documents.report_files import file_name
from portal.downloads import download
from portal.forms import StaffForm
from portal.settings import Settings
from surveys import (
    accounts,
    issued,
    issued_log,
    results_closed,
    results_closing,
    results_corrections,
    whereabouts,
)
from surveys.errors import NotFound
from surveys.results_closed import Closing
from surveys.results_report_public import to_be_kept
from surveys.rules.periods import Period, parse_period
from surveys.scope import PlaceScope


@post("/reports/close", opt={"access": Permission.EXCLUDE_RESPONSES})
async def close_period(
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Redirect:
    """Freeze the figures of a unit's period that is over."""
    code, period = form.text("unit"), needed_period(form.text("period"))
    now = utc_now()
    today: date = today_of_province(now)

    def work(connection: Connection) -> int:
        unit = next(
            (
                one
                for one in whereabouts.units_within(connection, reach_of(visitor))
                if one.code == code
            ),
            None,
        )
        if unit is None:
            raise NotFound(code)
        closing_id = results_closing.close_period(
            connection,
            unit.place_id,
            period,
            actor=visitor.username,
            now=now,
            today=today,
            smallest=settings.smallest_group,
        )
        accounts.record(
            connection,
            actor=visitor.username,
            action=issued_log.CLOSED,
            now=now,
            subject=issued_log.subject_of(code, period.code),
        )
        return closing_id

    closing_id = await database.write_async(work)
    await _keep_issued(database, settings, closing_id, (code, period), visitor)
    address = urlencode({"unit": code, "period": period.code, "said": "closed"})
    return Redirect(f"/reports?{address}", status_code=303)


async def _keep_issued(
    database: Database,
    settings: Settings,
    closing_id: int,
    named: tuple[str, Period],
    visitor: Visitor,
) -> None:
    """Make the report of a period just closed and keep the file; its hash goes into the log.

    It is drawn outside the writer, which citizens wait for. named : the unit's code and the period.
    """
    code, period = named
    report = await database.read_async(
        lambda connection: to_be_kept(connection, code, period, settings.smallest_group)
    )
    making = Making(today_of_province(utc_now()), settings.public_address, settings.sample_mark)
    document = await asyncio.to_thread(report_pdf, report, making)

    def keep(connection: Connection) -> None:
        accounts.record(
            connection,
            actor=visitor.username,
            action=issued_log.KEPT,
            now=utc_now(),
            subject=issued_log.subject_of(code, period.code),
            detail={issued_log.DIGEST: issued.keep_issued(connection, closing_id, document)},
        )

    await database.write_async(keep)


def _closing_within(connection: Connection, closing_id: int, scope: PlaceScope) -> Closing:
    closing = results_closed.closing_within(connection, closing_id, scope)
    if closing is None:
        raise NotFound(str(closing_id))
    return closing


@post("/reports/closed/{closing_id:int}/keep", opt={"access": Permission.EXCLUDE_RESPONSES})
async def keep_file(
    closing_id: FromPath[int],
    form: NamedDependency[StaffForm],  # noqa: ARG001 - reading it checks the token
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Redirect:
    """Keep the file of a closing that has none, as after an interruption."""
    reach = reach_of(visitor)
    closing = await database.read_async(lambda c: _closing_within(c, closing_id, reach))
    if closing.document_sha256 is None:
        period = parse_period(closing.period)
        await _keep_issued(database, settings, closing_id, (closing.unit_code, period), visitor)
    return Redirect("/reports?said=kept", status_code=303)


@get("/reports/closed/{closing_id:int}/file", opt={"access": Permission.SEE_RESULTS})
async def take_issued(
    closing_id: FromPath[int],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The report of a closed period as it was issued, byte for byte."""

    def look(connection: Connection) -> tuple[Closing, bytes]:
        reach = reach_of(visitor)
        closing = _closing_within(connection, closing_id, reach)
        return closing, issued.issued(connection, closing_id, reach)

    closing, document = await database.read_async(look)
    name = file_name(closing.unit_code, f"{closing.period}-terbit", "pdf")
    sign = {"x-content-sha256": closing.document_sha256 or ""}
    return download(document, "application/pdf", name, more=sign)


@post("/reports/closed/{closing_id:int}/correction", opt={"access": Permission.EXCLUDE_RESPONSES})
async def note_correction(
    closing_id: FromPath[int],
    form: NamedDependency[StaffForm],  # noqa: ARG001 - reading it checks the token
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Redirect:
    """Keep what came after a closing beside it, dated."""
    now = utc_now()

    def work(connection: Connection) -> str:
        subject = results_corrections.note_correction(
            connection, closing_id, reach_of(visitor), now, settings.smallest_group
        )
        if subject is None:
            return "already"
        accounts.record(
            connection,
            actor=visitor.username,
            action="late_correction_noted",
            now=now,
            subject=subject,
        )
        return "noted"

    said = await database.write_async(work)
    return Redirect(f"/reports?said={said}", status_code=303)


ROUTES = (close_period, keep_file, take_issued, note_correction)
