"""The SKM report in an agency's own words: background, team, signature and the like."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.controllers.results import reach_of
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.pages import Page
from surveys import report_texts, standings, whereabouts
from surveys.errors import Invalid, NotFound
from surveys.report_texts import PARTS, ReportPart


@dataclass(frozen=True)
class ReportTextsPage(Page):
    """Every part with the agency's own words, or the usual ones."""

    template: ClassVar[str] = "results/report_texts.html"
    agency_name: str
    unit_code: str
    parts: tuple[ReportPart, ...]
    given: Mapping[str, str]
    own: frozenset[str]
    problems: Mapping[str, str]
    said: str


def _agency_of(connection: Connection, visitor: Visitor, unit_code: str) -> tuple[int, str]:
    """The agency whose texts are meant: the visitor's own, or that of a unit within reach."""
    if visitor.unit_id is not None:
        raise NotFound(unit_code)
    units = whereabouts.units_within(connection, reach_of(visitor))
    code = unit_code or (units[0].code if units and visitor.agency_id is not None else "")
    if code not in {unit.code for unit in units}:
        raise NotFound(unit_code)
    place = standings.public_unit(connection, code)
    agency = standings.public_agency(connection, place.agency_code)
    return agency.place_id, agency.name


@get("/reports/texts", opt={"access": Permission.EXCLUDE_RESPONSES})
async def show_texts(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The parts of the report to change."""
    code = request.query_params.get("unit", "")

    def look(connection: Connection) -> tuple[str, dict[str, str]]:
        agency_id, name = _agency_of(connection, visitor, code)
        return name, report_texts.own_texts(connection, agency_id)

    name, own = await database.read_async(look)
    return ReportTextsPage(
        agency_name=name,
        unit_code=code,
        parts=PARTS,
        given={part.key: own.get(part.key, part.usual) for part in PARTS},
        own=frozenset(own),
        problems={},
        said=request.query_params.get("said", ""),
    ).response(request)


@post("/reports/texts", opt={"access": Permission.EXCLUDE_RESPONSES})
async def keep_texts(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Keep the parts, or show the form again with what is wrong and everything typed."""
    code, now = form.text("unit"), utc_now()
    given = {part.key: form.text(part.key) for part in PARTS}

    def work(connection: Connection) -> None:
        agency_id, _ = _agency_of(connection, visitor, code)
        report_texts.keep_texts(connection, agency_id, given, actor=visitor.username, now=now)

    try:
        await database.write_async(work)
    except Invalid as problem:
        _, name = await database.read_async(lambda c: _agency_of(c, visitor, code))
        return ReportTextsPage(
            agency_name=name,
            unit_code=code,
            parts=PARTS,
            given=given,
            own=frozenset(),
            problems=problem.fields,
            said="",
        ).response(request, status_code=422)
    return Redirect(f"/reports/texts?unit={code}&said=kept", status_code=303)


ROUTES = (show_texts, keep_texts)
