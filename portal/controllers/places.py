"""The operator's pages: the registry, import with its list of faults, posters and codes."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.commands.exchange import import_sheets
from portal.database import Database, utc_now
from portal.documents.poster import SIZES, PosterPlace, posters_pdf
from portal.documents.qr import qr_png, qr_svg, survey_address
from portal.forms import StaffForm
from portal.pages import Page
from portal.settings import Settings
from portal.spreadsheets import read_source
from surveys import accounts, places, registry
from surveys.errors import NotFound, Refused
from surveys.exchange import Rejected
from surveys.exchange_check import Report
from surveys.exchange_rows import FILES, REGISTRY_COLUMNS, TIME_ZONES, Sheet
from surveys.registry import AgencyLine, UnitInList, UnitPageData
from surveys.rules.codes import bytes_needed, complete_counter_code

SHOWN = 25
KINDS = {"agencies": "instansi", "units": "unit", "services": "layanan", "counters": "loket"}


@dataclass(frozen=True)
class RegistryPage(Page):
    """Agencies, and the units that match a search."""

    template: ClassVar[str] = "places/registry.html"
    agencies: list[AgencyLine]
    units: list[UnitInList]
    shown: int
    words: str
    agency_code: str
    counters: int
    province: bool


@dataclass(frozen=True)
class UnitPage(Page):
    """A unit, its services, its counters with codes and posters, and forms to change them."""

    template: ClassVar[str] = "places/unit.html"
    unit: UnitPageData
    zones: tuple[str, ...]
    address: str
    problems: dict[str, str]
    given: dict[str, str]
    kind: str


@dataclass(frozen=True)
class NewPage(Page):
    """A form for a new agency or unit."""

    template: ClassVar[str] = "places/new.html"
    kind: str
    agencies: list[AgencyLine]
    zones: tuple[str, ...]
    given: dict[str, str]
    problems: dict[str, str]


@dataclass(frozen=True)
class ImportPage(Page):
    """The upload, and what the last one did or why it did nothing."""

    template: ClassVar[str] = "places/import.html"
    files: tuple[str, ...]
    report: Report | None
    problem: str | None


@get("/registry", opt={"access": Permission.EDIT_REGISTRY})
async def show_registry(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """Everything that is registered, and a search."""
    words = request.query_params.get("q", "").strip()[:100]
    agency_code = request.query_params.get("agency", "")

    def look(connection: Connection) -> RegistryPage:
        agencies = registry.agencies(connection, visitor.agency_id)
        return RegistryPage(
            agencies,
            registry.units(
                connection,
                agency_id=visitor.agency_id,
                agency_code=agency_code,
                words=words,
                limit=SHOWN,
            ),
            SHOWN,
            words,
            agency_code,
            sum(line.counters for line in agencies),
            visitor.agency_id is None,
        )

    return (await database.read_async(look)).response(request)


async def _unit_page(
    database: Database,
    settings: Settings,
    visitor: Visitor,
    code: str,
    given: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
    kind: str = "",
) -> UnitPage:
    unit = await database.read_async(
        lambda connection: registry.unit(connection, code, visitor.agency_id)
    )
    return UnitPage(unit, TIME_ZONES, settings.public_address, problems or {}, given or {}, kind)


@get("/registry/units/{code:str}", opt={"access": Permission.EDIT_REGISTRY})
async def show_unit(
    request: Request[Any, Any, Any],
    code: FromPath[str],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """A unit with its services and counters."""
    return (await _unit_page(database, settings, visitor, code)).response(request)


def _one_row(kind: str, form: StaffForm) -> tuple[Sheet, dict[str, str]]:
    """A form as a table of one row: it is checked and written by the same rules as an import."""
    columns = list(REGISTRY_COLUMNS[kind])
    given = {column: form.text(column) for column in columns}
    if kind == "counters":
        given["services"] = "|".join(form.all("services"))
    sent = [column for column in columns if column in form.fields or given[column]]
    return Sheet(kind, kind, sent, [[given[column] for column in sent]]), given


async def _write_row(
    database: Database, visitor: Visitor, kind: str, form: StaffForm
) -> tuple[dict[str, str], dict[str, str]]:
    """Write one row; what is wrong by field, and everything as it was given."""
    sheet, given = _one_row(kind, form)
    await _check_reach(database, visitor, kind, given)
    try:
        await asyncio.to_thread(
            import_sheets,
            database,
            [sheet],
            actor=visitor.username,
            source=f"{KINDS[kind]} {next(iter(given.values()))}",
            now=utc_now(),
        )
    except Rejected as problem:
        return {fault.column: fault.message for fault in problem.report.errors}, given
    return {}, given


async def _check_reach(
    database: Database, visitor: Visitor, kind: str, given: dict[str, str]
) -> None:
    """An operator of one agency changes only what belongs to it; raises NotFound otherwise."""
    if visitor.agency_id is None:
        return

    def look(connection: Connection) -> None:
        own = registry.agencies(connection, visitor.agency_id)
        codes = {line.code for line in own}
        if kind in {"agencies", "units"} and given["agency_code"] not in codes:
            raise NotFound(given["agency_code"])
        if given.get("unit_code"):
            known = registry.units(connection, words="", limit=100_000)
            there = {line.code: line.agency_code for line in known}
            if there.get(given["unit_code"], next(iter(codes))) not in codes:
                raise NotFound(given["unit_code"])
        registry.check_owner(connection, kind, given, visitor.agency_id or 0)

    await database.read_async(look)


@get("/registry/new/{kind:str}", opt={"access": Permission.EDIT_REGISTRY})
async def show_new(
    request: Request[Any, Any, Any],
    kind: FromPath[str],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The form for a new agency or unit."""
    if kind not in {"agencies", "units"}:
        raise NotFoundException
    agencies = await database.read_async(
        lambda connection: registry.agencies(connection, visitor.agency_id)
    )
    return NewPage(kind, agencies, TIME_ZONES, {}, {}).response(request)


@post("/registry/new/{kind:str}", opt={"access": Permission.EDIT_REGISTRY})
async def add_place(
    request: Request[Any, Any, Any],
    kind: FromPath[str],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """A new agency or unit, or the form again with what is wrong."""
    if kind not in {"agencies", "units"}:
        raise NotFoundException
    problems, given = await _write_row(database, visitor, kind, form)
    if not problems:
        target = f"/registry/units/{given['unit_code']}" if kind == "units" else "/registry"
        return Redirect(target, status_code=303)
    agencies = await database.read_async(
        lambda connection: registry.agencies(connection, visitor.agency_id)
    )
    return NewPage(kind, agencies, TIME_ZONES, given, problems).response(request, 422)


@post("/registry/units/{code:str}/{kind:str}", opt={"access": Permission.EDIT_REGISTRY})
async def change_unit(
    request: Request[Any, Any, Any],
    code: FromPath[str],
    kind: FromPath[str],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """The unit itself, or one of its services or counters, added or changed."""
    if kind not in {"units", "services", "counters"}:
        raise NotFoundException
    await _unit_page(database, settings, visitor, code)
    form.fields["unit_code"] = [code]
    problems, given = await _write_row(database, visitor, kind, form)
    if not problems:
        request.app.state.portal.places_changed()
        return Redirect(f"/registry/units/{code}", status_code=303)
    page = await _unit_page(database, settings, visitor, code, given, problems, kind)
    return page.response(request, 422)


@post("/registry/counters/{code:str}/renew", opt={"access": Permission.EDIT_REGISTRY})
async def renew_code(
    request: Request[Any, Any, Any],
    code: FromPath[str],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Redirect:
    """Retire the printed code of a counter; who scans it is told what to do."""
    reason = form.text("reason")[:200]
    if not reason:
        raise Refused("Tulis alasan mengapa kode ini diganti.")
    fresh = complete_counter_code(token_bytes(bytes_needed(9)))

    def work(connection: Connection) -> None:
        now = utc_now()
        former = registry.renew_code(connection, code, fresh, reason, now, visitor.agency_id)
        accounts.record(
            connection,
            actor=visitor.username,
            action="code_retired",
            now=now,
            subject=code,
            detail={"former": former, "reason": reason},
        )

    await database.write_async(work)
    request.app.state.portal.places_changed()
    return Redirect(f"/registry/units/{form.text('unit_code')}", status_code=303)


@get("/registry/posters", opt={"access": Permission.EDIT_REGISTRY})
async def print_posters(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """Posters of a counter, a unit or an agency as one PDF."""
    asked = {kind: request.query_params.get(kind) for kind in ("counter", "unit", "agency")}
    size = request.query_params.get("size", "a4")
    if size not in SIZES or not any(asked.values()):
        raise NotFoundException
    found = await database.read_async(
        lambda connection: places.counters_to_print(
            connection,
            counter_code=asked["counter"],
            unit_code=asked["unit"],
            agency_code=asked["agency"],
            agency_id=visitor.agency_id,
        )
    )
    if not found:
        raise NotFound("posters")
    pdf = await asyncio.to_thread(
        posters_pdf,
        [PosterPlace(p.agency_name, p.unit_name, p.name, p.public_code) for p in found],
        public_address=settings.public_address,
        size=size,
        sample=settings.sample_mark,
    )
    name = next(value for value in asked.values() if value)
    return Response(
        pdf,
        media_type="application/pdf",
        headers={"content-disposition": f'inline; filename="poster-{name}-{size}.pdf"'},
    )


@get("/registry/codes/{filename:str}", opt={"access": Permission.EDIT_REGISTRY})
async def show_code(
    filename: FromPath[str],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The QR of one counter as SVG or PNG."""
    code, _, kind = filename.rpartition(".")
    found = await database.read_async(
        lambda connection: places.counters_to_print(
            connection, counter_code=code, agency_id=visitor.agency_id
        )
    )
    if not found or kind not in {"svg", "png"}:
        raise NotFoundException
    address = survey_address(settings.public_address, found[0].public_code)
    if kind == "png":
        return Response(qr_png(address), media_type="image/png")
    return Response(qr_svg(address, words=address).encode(), media_type="image/svg+xml")


@get("/registry/import", opt={"access": Permission.EDIT_REGISTRY}, sync_to_thread=False)
def show_import(
    request: Request[Any, Any, Any], visitor: NamedDependency[Visitor]
) -> Response[bytes]:
    """The upload of CSV files or a workbook."""
    _only_province(visitor)
    return ImportPage(FILES, None, None).response(request)


def _only_province(visitor: Visitor) -> None:
    """A folder may hold any agency's rows, so it takes an operator of the whole province."""
    if visitor.agency_id is not None:
        raise NotFound("import")


@post("/registry/import", opt={"access": Permission.EDIT_REGISTRY})
async def take_import(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """Import what was uploaded; every fault is listed with file, row and column."""
    _only_province(visitor)
    sent = form.files.get("files", [])
    if not sent:
        return ImportPage(FILES, None, "Pilih berkas CSV atau satu XLSX.").response(request, 422)

    def work() -> Report:
        with TemporaryDirectory(prefix="suara-import-") as name:
            folder = Path(name)
            for filename, content in sent:
                (folder / Path(filename).name).write_bytes(content)
            books = sorted(folder.glob("*.xlsx"))
            return import_sheets(
                database,
                read_source(books[0] if books else folder),
                actor=visitor.username,
                source=", ".join(Path(filename).name for filename, _ in sent),
                now=utc_now(),
            )

    try:
        report = await asyncio.to_thread(work)
    except Rejected as problem:
        return ImportPage(FILES, problem.report, None).response(request, 422)
    except Refused as problem:
        return ImportPage(FILES, None, str(problem)).response(request, 422)
    request.app.state.portal.places_changed()
    return ImportPage(FILES, report, None).response(request)


ROUTES = (
    show_registry,
    show_unit,
    show_new,
    add_place,
    change_unit,
    renew_code,
    print_posters,
    show_code,
    show_import,
    take_import,
)
