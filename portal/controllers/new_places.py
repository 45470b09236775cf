"""The operator's forms for a new agency or unit, and to change an agency."""

from dataclasses import dataclass
from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from portal.access import Permission, Visitor
from portal.database import Database
from portal.forms import StaffForm
from portal.pages import Page
from portal.registry_rows import CODE_OF, one_row, scope_of, taken, write_row
from surveys import registry
from surveys.errors import NotFound
from surveys.registry import AgencyLine


@dataclass(frozen=True)
class PlacePage(Page):
    """A form for a new agency or unit, or to change an agency."""

    template: ClassVar[str] = "places/new.html"
    kind: str
    agencies: list[AgencyLine]
    given: dict[str, str]
    problems: dict[str, str]
    change: AgencyLine | None = None


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
    sheet, given = one_row(kind, form)
    if kind == "units" and given["agency_code"] not in {line.code for line in agencies}:
        raise NotFound(given["agency_code"])
    problems = await taken(database, kind, given[CODE_OF[kind]])
    problems = problems or await write_row(database, visitor, kind, sheet, given)
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
    sheet, given = one_row("agencies", form)
    problems = await write_row(database, visitor, "agencies", sheet, given)
    if problems:
        return PlacePage("agencies", [], given, problems, agency).response(request, 422)
    request.state.portal.places_changed()
    return Redirect("/registry", status_code=303)


ROUTES = (show_new, add_place, show_agency, change_agency)
