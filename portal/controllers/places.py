"""The operator's pages: the list of units, a unit with its services and counters, their codes."""

from dataclasses import dataclass
from datetime import date
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
from portal.case_desk import today_of_province
from portal.database import Database, utc_now
from portal.documents.slips import PER_PAGE
from portal.forms import StaffForm
from portal.pages import Page
from portal.registry_rows import CODE_OF, one_row, scope_of, taken, write_row
from surveys import accounts, counters, places, registry, slips
from surveys.counters import CounterLine
from surveys.errors import NotFound
from surveys.registry import AgencyLine, UnitInList, UnitPageData
from surveys.rules.codes import bytes_needed, complete_counter_code
from surveys.rules.periods import local_day
from surveys.slips import SlipBatch

SHOWN = 25
SHEETS = (1, 2, 5, 10)
"""How many sheets of slips a form offers at once."""


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
    today: date
    serving: tuple[CounterLine, ...]
    closed: tuple[CounterLine, ...]
    batches: list[SlipBatch]
    slip_counts: tuple[int, ...]
    problems: dict[str, str]
    given: dict[str, str]
    kind: str
    counter_form: dict[str, str]
    changed: CounterLine | None = None
    done: str = ""


@get("/registry", opt={"access": Permission.EDIT_REGISTRY})
async def show_registry(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """Everything that is registered, and a search."""
    words = request.query_params.get("q", "").strip()[:100]
    agency_code = request.query_params.get("agency", "")
    scope, day = scope_of(visitor), today_of_province(utc_now())

    def look(connection: Connection) -> RegistryPage:
        agencies = registry.agencies(connection, scope, day)
        found = registry.units(
            connection, scope=scope, agency_code=agency_code, words=words, limit=SHOWN, day=day
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
    today = local_day(utc_now(), unit.time_zone)
    return UnitPage(
        unit,
        today,
        tuple(line for line in unit.counters if line.is_open(today)),
        tuple(line for line in unit.counters if not line.is_open(today)),
        batches,
        counts,
        problems or {},
        given or {},
        kind,
        form,
        changed,
        done,
    )


def counter_form(unit: UnitPageData, edited: str = "") -> dict[str, str]:
    """The counter form as it opens: a counter to change, or a new one that offers every service."""
    line = next((line for line in unit.counters if line.code == edited), None)
    if line is None:
        every = "|".join(service.code for service in unit.services)
        in_use = [counter.code for counter in unit.counters]
        return {
            "counter_code": counters.next_counter_code(unit.code, in_use),
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


def unit_address(code: str, counter_code: str, done: str) -> str:
    """The page of a unit, which says what was done to a counter of it."""
    return f"/registry/units/{quote(code, safe='')}?" + urlencode(
        {"done": done, "counter": counter_code}
    )


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
    sheet, given = one_row(kind, form)
    problems: dict[str, str] = {}
    if kind != "units":
        problems = await taken(database, kind, given[CODE_OF[kind]], code)
    problems = problems or await write_row(database, visitor, kind, sheet, given)
    if not problems:
        request.state.portal.places_changed()
        target = f"/registry/units/{code}"
        if kind == "counters":
            target = unit_address(code, given["counter_code"], "saved")
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
        lambda connection: places.counters_to_print(
            connection, counter_code=code, scope=scope, day=today_of_province(utc_now())
        )
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
        former = counters.renew_code(connection, code, fresh, reason, now, scope)
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
        request.state.portal.places_changed()
    return Redirect(unit_address(found[0].unit_code, code, "renewed"), status_code=303)


ROUTES = (
    show_registry,
    show_unit,
    change_unit,
    renew_code,
)
