"""Older results: what an agency measured before the portal goes in, with its scale."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.case_desk import page_asked, today_of_province
from portal.commands.older import import_older, read_rows
from portal.controllers.imports import only_province
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.pages import Page
from portal.settings import Settings
from surveys import accounts, older_public, older_results, whereabouts
from surveys.errors import Refused
from surveys.exchange import Rejected
from surveys.exchange_check import Report
from surveys.older_results import PAGE, OlderLine
from surveys.older_rows import BY_YEAR, U8_CHOICES, Asked
from surveys.rules.elements import Element
from surveys.scope import PlaceScope
from surveys.whereabouts import PlaceChoice

FIELDS = ("scale", "u8", "kind", "place", "period")


@dataclass(frozen=True)
class OlderPage(Page):
    """The upload with its two questions, and what is there already."""

    template: ClassVar[str] = "places/older.html"
    lines: list[OlderLine]
    told: set[int]
    found: int
    page: int
    pages: int
    previous_address: str | None
    next_address: str | None
    agencies: tuple[PlaceChoice, ...]
    units: tuple[PlaceChoice, ...]
    given: dict[str, str]
    problems: dict[str, str]
    report: Report | None


def _address(page: int) -> str:
    return f"/registry/older?page={page}#stored"


async def _page(
    database: Database,
    smallest: int,
    given: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
    report: Report | None = None,
    page: int = 1,
) -> OlderPage:
    def look(connection: Connection) -> OlderPage:
        found = older_results.count_older(connection)
        pages = max(-(-found // PAGE), 1)
        shown = min(page, pages)
        lines = older_results.all_older(connection, offset=(shown - 1) * PAGE)
        agencies = {line.agency_id for line in lines}
        today = today_of_province(utc_now())
        seen = older_public.seen_by_staff(connection, agencies, today, smallest)
        return OlderPage(
            lines,
            {line.result_id for line in lines if older_public.told_of(line) in seen},
            found,
            shown,
            pages,
            _address(shown - 1) if shown > 1 else None,
            _address(shown + 1) if shown < pages else None,
            whereabouts.agencies(connection),
            whereabouts.units_within(connection, PlaceScope()),
            given or dict.fromkeys(FIELDS, ""),
            problems or {},
            report,
        )

    return await database.read_async(look)


@get("/registry/older", opt={"access": Permission.EDIT_REGISTRY})
async def show_older(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """The upload and the older results that are there."""
    only_province(visitor)
    return (await _page(database, settings.smallest_group, page=page_asked(request))).response(
        request
    )


def _problems(given: dict[str, str], files: list[tuple[str, bytes]]) -> dict[str, str]:
    found = {}
    if len(files) != 1:
        found["files"] = "Pilih satu berkas CSV atau XLSX."
    if given["scale"] not in BY_YEAR:
        found["scale"] = "Pilih aturan yang dipakai menilai: 2004 atau 2017."
    if given["u8"] not in {"", *U8_CHOICES}:
        found["u8"] = "Pilih isi kolom u8."
    if given["kind"] == "matrix" and not given["place"]:
        found["place"] = "Pilih unit atau instansi yang punya lembar ini."
    if given["kind"] == "matrix" and not given["period"]:
        found["period"] = "Isi periodenya, misalnya 2016-2."
    return found


def _take(
    database: Database,
    visitor: Visitor,
    given: dict[str, str],
    sent: tuple[str, bytes],
    smallest: int,
) -> Report:
    name = Path(sent[0].replace("\\", "/")).name[:100] or "berkas.csv"
    asked = Asked(
        BY_YEAR[given["scale"]],
        Element(given["u8"]) if given["u8"] else None,
        name,
        visitor.username,
    )
    with TemporaryDirectory(prefix="suara-older-") as folder:
        path = Path(folder) / name
        path.write_bytes(sent[1])
        rows = read_rows(path)
    matrix = given["kind"] == "matrix"
    kind, _, code = given["place"].partition(":")
    return import_older(
        database,
        rows,
        asked,
        unit_code=code if matrix and kind == "unit" else "",
        agency_code=code if matrix and kind == "agency" else "",
        period_code=given["period"] if matrix else "",
        now=utc_now(),
        smallest_group=smallest,
    )


@post("/registry/older", opt={"access": Permission.EDIT_REGISTRY})
async def take_older(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """Import what was uploaded, or list every fault."""
    only_province(visitor)
    given = {name: form.text(name) for name in FIELDS}
    files = form.files.get("files", [])
    problems = _problems(given, files)
    if problems:
        return (await _page(database, settings.smallest_group, given, problems)).response(
            request, 422
        )
    try:
        report = await asyncio.to_thread(
            _take, database, visitor, given, files[0], settings.smallest_group
        )
    except Rejected as problem:
        return (
            await _page(database, settings.smallest_group, given, report=problem.report)
        ).response(request, 422)
    except Refused as problem:
        page = await _page(database, settings.smallest_group, given, {"files": problem.reason})
        return page.response(request, 422)
    return (await _page(database, settings.smallest_group, report=report)).response(request)


@post("/registry/older/{result_id:int}/remove", opt={"access": Permission.EDIT_REGISTRY})
async def remove_older(
    result_id: FromPath[int],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Redirect:
    """Take one back that was brought in wrongly."""
    only_province(visitor)

    def work(connection: Connection) -> None:
        subject = older_results.remove(connection, result_id)
        older_public.settle(connection, utc_now(), settings.smallest_group)
        accounts.record(
            connection,
            actor=visitor.username,
            action="older_result_removed",
            now=utc_now(),
            subject=subject,
        )

    await database.write_async(work)
    page = form.text("page")
    return Redirect(
        _address(int(page) if page.isdecimal() and len(page) < 10 else 1), status_code=303
    )


ROUTES = (show_older, take_older, remove_older)
