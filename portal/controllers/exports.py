"""Exports: everything in full detail for administrators, made in the background and kept a day."""

from dataclasses import dataclass
from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import File, Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.asked_periods import offered
from portal.database import Database, utc_now
from portal.documents.tables import FORMATS
from portal.exports import file_of
from portal.forms import StaffForm
from portal.pages import Page
from portal.settings import Settings
from portal.web import SECURITY_HEADERS
from surveys import accounts, export_jobs
from surveys.export_jobs import ExportLine

REFRESH_SECONDS = "3"


@dataclass(frozen=True)
class ExportsPage(Page):
    """What can be taken, and what is being made."""

    template: ClassVar[str] = "places/exports.html"
    lines: list[ExportLine]
    formats: tuple[str, ...]
    again: bool
    under_way: bool


@get("/exports", opt={"access": Permission.EXPORT})
async def show_exports(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The person's exports with their progress; looks again by itself while one is under way."""
    lines = await database.read_async(
        lambda connection: export_jobs.exports_of(connection, visitor.username)
    )
    under_way = any(line.state in {"waiting", "running"} for line in lines)
    page = ExportsPage(lines, FORMATS, request.query_params.get("said") == "again", under_way)
    return page.response(request, headers={"refresh": REFRESH_SECONDS} if under_way else None)


@post("/exports", opt={"access": Permission.EXPORT})
async def ask_export(
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Redirect:
    """Ask for everything; a second press finds the first."""
    wanted = offered(form.text("format"), FORMATS)

    def work(connection: Connection) -> bool:
        now = utc_now()
        fresh = export_jobs.ask(connection, wanted, visitor.username, now)
        if fresh:
            accounts.record(
                connection,
                actor=visitor.username,
                action="export_asked",
                now=now,
                subject=wanted,
            )
        return fresh

    fresh = await database.write_async(work)
    return Redirect("/exports" if fresh else "/exports?said=again", status_code=303)


@get("/exports/{job_id:int}/file", opt={"access": Permission.EXPORT})
async def take_export(
    job_id: FromPath[int],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> File:
    """The file of an export, for whoever asked for it; noted in the audit log."""
    line = await database.read_async(
        lambda connection: export_jobs.export_of(connection, job_id, visitor.username)
    )
    path = file_of(settings, job_id, line.form)
    if line.state != "done" or line.made_at is None or not path.is_file():
        raise NotFoundException
    await database.write_async(
        lambda connection: accounts.record(
            connection,
            actor=visitor.username,
            action="export_taken",
            now=utc_now(),
            subject=line.form,
            detail={"rows": line.rows},
        )
    )
    return File(
        path,
        filename=f"suara-loket-{line.form}-{line.made_at:%Y-%m-%d}{path.suffix}",
        media_type="application/octet-stream",
        headers={**dict(SECURITY_HEADERS), "cache-control": "private, no-store"},
    )


ROUTES = (show_exports, ask_export, take_export)
