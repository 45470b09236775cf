"""The operator's pages: agencies, units, services, counters, and the codes of counters."""

import asyncio
from dataclasses import dataclass
from secrets import token_bytes
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.commands.exchange import import_sheets
from portal.database import Database, utc_now
from portal.documents.slips import PER_PAGE
from portal.forms import StaffForm
from portal.pages import Page
from surveys import accounts, places, registry, slips
from surveys.errors import NotFound
from surveys.exchange import Rejected
from surveys.exchange_rows import REGISTRY_COLUMNS, Sheet
from surveys.registry import AgencyLine, CounterLine, UnitInList, UnitPageData
from surveys.rules.codes import bytes_needed, complete_counter_code
from surveys.scope import PlaceScope
from surveys.slips import SlipBatch

SHOWN = 25
KINDS = {"agencies": "instansi", "units": "unit", "services": "layanan", "counters": "loket"}
CODE_OF = {
    "agencies": "agency_code",
    "units": "unit_code",
    "services": "service_code",
    "counters": "counter_code",
}
SHEETS = (1, 2, 5, 10)
"""How many sheets of slips a form offers at once."""


def scope_of(visitor: Visitor) -> PlaceScope:
    """How far a person of the staff reaches."""
    return PlaceScope(visitor.agency_id, visitor.unit_id)


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
    adds_units: bool


@dataclass(frozen=True)
class UnitPage(Page):
    """A unit, its services, its counters with codes, posters and slips, and forms to change it."""

    template: ClassVar[str] = "places/unit.html"
    unit: UnitPageData
    batches: list[SlipBatch]
    slip_counts: tuple[int, ...]
    problems: dict[str, str]
    given: dict[str, str]
    kind: str
    counter_form: dict[str, str]
    changed: CounterLine | None = None
    done: str = ""


@dataclass(frozen=True)
class PlacePage(Page):
    """A form for a new agency or unit, or to change an agency."""

    template: ClassVar[str] = "places/new.html"
    kind: str
    agencies: list[AgencyLine]
    given: dict[str, str]
    problems: dict[str, str]
    change: AgencyLine | None = None


@get("/registry", opt={"access": Permission.EDIT_REGISTRY})
async def show_registry(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """Everything that is registered, and a search."""
    words = request.query_params.get("q", "").strip()[:100]
    agency_code = request.query_params.get("agency", "")
    scope = scope_of(visitor)

    def look(connection: Connection) -> RegistryPage:
        agencies = registry.agencies(connection, scope)
        found = registry.units(
            connection, scope=scope, agency_code=agency_code, words=words, limit=SHOWN
        )
        return RegistryPage(
            agencies,
            found,
            SHOWN,
            words,
            agency_code,
            sum(line.counters for line in agencies),
            visitor.agency_id is None and visitor.unit_id is None,
            visitor.unit_id is None,
        )

    return (await database.read_async(look)).response(request)


async def unit_page(
    database: Database,
    visitor: Visitor,
    code: str,
    given: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
    kind: str = "",
    *,
    shown: str = "",
    done: str = "",
    edited: str = "",
) -> UnitPage:
    """The page of a unit; raises NotFound for none, and out of reach.

    `shown` is the counter that something was done to, `done` what; `edited` opens one to change.
    """
    scope = scope_of(visitor)

    def look(connection: Connection) -> tuple[UnitPageData, list[SlipBatch]]:
        unit = registry.unit(connection, code, scope)
        return unit, slips.batches(connection, unit_code=code, scope=scope)

    unit, batches = await database.read_async(look)
    counts = tuple(PER_PAGE * sheets for sheets in SHEETS)
    form = given if given and kind == "counters" else counter_form(unit, edited)
    changed = next((line for line in unit.counters if line.code == shown), None)
    return UnitPage(unit, batches, counts, problems or {}, given or {}, kind, form, changed, done)


def counter_form(unit: UnitPageData, edited: str = "") -> dict[str, str]:
    """The counter form as it opens: a counter to change, or a new one that offers every service."""
    line = next((line for line in unit.counters if line.code == edited), None)
    if line is None:
        every = "|".join(service.code for service in unit.services)
        codes = [counter.code for counter in unit.counters]
        return {
            "counter_code": registry.next_counter_code(unit.code, codes),
            "services": every,
        }
    offered = [service.code for service in unit.services if service.name in line.services]
    return {
        "counter_code": line.code,
        "name": line.name,
        "services": "|".join(offered),
        "opens_hour": "" if line.opens_hour is None else str(line.opens_hour),
        "closes_hour": "" if line.closes_hour is None else str(line.closes_hour),
    }


@get("/registry/units/{code:str}", opt={"access": Permission.EDIT_REGISTRY})
async def show_unit(
    request: Request[Any, Any, Any],
    code: FromPath[str],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """A unit with its services and counters."""
    query = request.query_params
    page = await unit_page(
        database,
        visitor,
        code,
        shown=query.get("counter", ""),
        done=query.get("done", ""),
        edited=query.get("edit", ""),
    )
    return page.response(request)


def _unit_address(code: str, counter_code: str, done: str) -> str:
    """The page of a unit, which says what was done to a counter of it."""
    return f"/registry/units/{quote(code, safe='')}?" + urlencode(
        {"done": done, "counter": counter_code}
    )


def _one_row(kind: str, form: StaffForm) -> tuple[Sheet, dict[str, str]]:
    """A form as a table of one row: it is checked and written by the same rules as an import."""
    columns = [column for column in REGISTRY_COLUMNS[kind] if column != "public_code"]
    given = {column: form.text(column) for column in columns}
    if kind == "counters":
        given["services"] = "|".join(form.all("services"))
    sent = [column for column in columns if column in form.fields or given[column]]
    return Sheet(kind, kind, sent, [[given[column] for column in sent]]), given


async def _write_row(
    database: Database, visitor: Visitor, kind: str, sheet: Sheet, given: dict[str, str]
) -> dict[str, str]:
    """Write one row; what is wrong by field, and then nothing is written."""
    try:
        await asyncio.to_thread(
            import_sheets,
            database,
            [sheet],
            actor=visitor.username,
            source=f"{KINDS[kind]} {given[CODE_OF[kind]]}",
            now=utc_now(),
        )
    except Rejected as problem:
        return {fault.column: _sentence(fault.message) for fault in problem.report.errors}
    return {}


def _sentence(message: str) -> str:
    """A remark of the import as a sentence of a form."""
    if message in {"sel wajib ini kosong", "kolom wajib ini tidak ada"}:
        return "Isi dulu, tidak boleh kosong."
    return message[:1].upper() + message[1:] + "."


async def _taken(database: Database, kind: str, code: str, unit_code: str = "") -> dict[str, str]:
    """A fault where a code is in use elsewhere; nobody takes over a code by typing it."""
    used = await database.read_async(
        lambda connection: registry.is_taken(connection, kind, code, unit_code)
    )
    where = "" if kind in {"agencies", "units"} else " di unit lain"
    return {CODE_OF[kind]: f"'{code}' sudah dipakai{where}; pilih kode lain."} if used else {}


async def _own_agencies(database: Database, visitor: Visitor, kind: str) -> list[AgencyLine]:
    """Agencies that may get a unit; raises NotFound where this person may not add such a thing."""
    limited = visitor.agency_id is not None or visitor.unit_id is not None
    if (
        kind not in {"agencies", "units"}
        or visitor.unit_id is not None
        or (kind == "agencies" and limited)
    ):
        raise NotFound(kind)
    return await database.read_async(
        lambda connection: registry.agencies(connection, scope_of(visitor))
    )


@get("/registry/new/{kind:str}", opt={"access": Permission.EDIT_REGISTRY})
async def show_new(
    request: Request[Any, Any, Any],
    kind: FromPath[str],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The form for a new agency or unit."""
    agencies = await _own_agencies(database, visitor, kind)
    return PlacePage(kind, agencies, {}, {}).response(request)


@post("/registry/new/{kind:str}", opt={"access": Permission.EDIT_REGISTRY})
async def add_place(
    request: Request[Any, Any, Any],
    kind: FromPath[str],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """A new agency or unit, or the form again with what is wrong."""
    agencies = await _own_agencies(database, visitor, kind)
    sheet, given = _one_row(kind, form)
    if kind == "units" and given["agency_code"] not in {line.code for line in agencies}:
        raise NotFound(given["agency_code"])
    problems = await _taken(database, kind, given[CODE_OF[kind]])
    problems = problems or await _write_row(database, visitor, kind, sheet, given)
    if not problems:
        target = f"/registry/units/{given['unit_code']}" if kind == "units" else "/registry"
        return Redirect(target, status_code=303)
    return PlacePage(kind, agencies, given, problems).response(request, 422)


@get("/registry/agencies/{code:str}", opt={"access": Permission.EDIT_REGISTRY})
async def show_agency(
    request: Request[Any, Any, Any],
    code: FromPath[str],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The form to change an agency."""
    agency = await _agency(database, visitor, code)
    given = {"name": agency.name, "region": agency.region or ""}
    return PlacePage("agencies", [], given, {}, agency).response(request)


async def _agency(database: Database, visitor: Visitor, code: str) -> AgencyLine:
    if visitor.unit_id is not None:
        raise NotFound(code)
    return await database.read_async(
        lambda connection: registry.agency(connection, code, scope_of(visitor))
    )


@post("/registry/agencies/{code:str}", opt={"access": Permission.EDIT_REGISTRY})
async def change_agency(
    request: Request[Any, Any, Any],
    code: FromPath[str],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Another name or region for an agency."""
    agency = await _agency(database, visitor, code)
    form.fields["agency_code"] = [code]
    sheet, given = _one_row("agencies", form)
    problems = await _write_row(database, visitor, "agencies", sheet, given)
    if problems:
        return PlacePage("agencies", [], given, problems, agency).response(request, 422)
    request.app.state.portal.places_changed()
    return Redirect("/registry", status_code=303)


@post("/registry/units/{code:str}/{kind:str}", opt={"access": Permission.EDIT_REGISTRY})
async def change_unit(
    request: Request[Any, Any, Any],
    code: FromPath[str],
    kind: FromPath[str],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """The unit itself, or one of its services or counters, added or changed."""
    if kind not in {"units", "services", "counters"}:
        raise NotFoundException
    unit = (await unit_page(database, visitor, code)).unit
    form.fields["unit_code"] = [code]
    # A unit stays with its agency: moving one is a matter for the import of the whole province.
    form.fields["agency_code"] = [unit.agency_code]
    sheet, given = _one_row(kind, form)
    problems: dict[str, str] = {}
    if kind != "units":
        problems = await _taken(database, kind, given[CODE_OF[kind]], code)
    problems = problems or await _write_row(database, visitor, kind, sheet, given)
    if not problems:
        request.app.state.portal.places_changed()
        target = f"/registry/units/{code}"
        if kind == "counters":
            target = _unit_address(code, given["counter_code"], "saved")
        return Redirect(target, status_code=303)
    page = await unit_page(database, visitor, code, given, problems, kind)
    return page.response(request, 422)


@post("/registry/counters/{code:str}/renew", opt={"access": Permission.EDIT_REGISTRY})
async def renew_code(
    request: Request[Any, Any, Any],
    code: FromPath[str],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Retire the printed code of a counter; who scans it is told what to do."""
    scope = scope_of(visitor)
    found = await database.read_async(
        lambda connection: places.counters_to_print(connection, counter_code=code, scope=scope)
    )
    if not found:
        raise NotFound(code)
    reason = form.text("reason")[:200]
    if not reason:
        problems = {"reason": "Tulis alasan mengapa kode ini diganti."}
        given = {"counter_code": code}
        page = await unit_page(database, visitor, found[0].unit_code, given, problems, "renew")
        return page.response(request, 422)
    fresh = complete_counter_code(token_bytes(bytes_needed(9)))

    def work(connection: Connection) -> None:
        now = utc_now()
        former = registry.renew_code(connection, code, fresh, reason, now, scope)
        accounts.record(
            connection,
            actor=visitor.username,
            action="code_retired",
            now=now,
            subject=code,
            detail={"former": former, "reason": reason},
        )

    # A second press of the button must not retire the code that the first one made.
    if form.text("former", found[0].public_code) == found[0].public_code:
        await database.write_async(work)
        request.app.state.portal.places_changed()
    return Redirect(_unit_address(found[0].unit_code, code, "renewed"), status_code=303)


ROUTES = (
    show_registry,
    show_unit,
    show_new,
    add_place,
    show_agency,
    change_agency,
    change_unit,
    renew_code,
)
