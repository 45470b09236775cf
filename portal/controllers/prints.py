"""What is printed for counters: posters, paper sheets, single codes, and sheets of slips."""

import asyncio
from secrets import token_bytes
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.asked_periods import offered
from portal.case_desk import today_of_province
from portal.controllers.places import unit_page
from portal.database import Database, utc_now
from portal.documents.counter_prints import PRINTS, SHEET, printed_pdf
from portal.documents.poster import PosterPlace
from portal.documents.qr import qr_png, qr_svg, survey_address
from portal.documents.slips import slips_pdf
from portal.forms import StaffForm
from portal.registry_rows import scope_of
from portal.settings import Settings
from surveys import accounts, places, slips
from surveys.errors import Invalid, NotFound
from surveys.places import CounterToPrint


def place_of(counter: CounterToPrint) -> PosterPlace:
    """A counter as its prints name it."""
    return PosterPlace(counter.agency_name, counter.unit_name, counter.name, counter.public_code)


@get("/registry/posters", opt={"access": Permission.EDIT_REGISTRY})
async def print_posters(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """Posters, or paper sheets, of a counter, a unit or an agency as one PDF."""
    asked = {kind: request.query_params.get(kind) for kind in ("counter", "unit", "agency")}
    size = request.query_params.get("size", "a4")
    offered(size, PRINTS)
    if not any(asked.values()):
        raise NotFoundException
    found = await database.read_async(
        lambda connection: places.counters_to_print(
            connection,
            counter_code=asked["counter"],
            unit_code=asked["unit"],
            agency_code=asked["agency"],
            scope=scope_of(visitor),
            day=today_of_province(utc_now()),
        )
    )
    if not found:
        raise NotFound("posters")
    pdf = await asyncio.to_thread(
        printed_pdf,
        [place_of(counter) for counter in found],
        public_address=settings.public_address,
        size=size,
        sample=settings.sample_mark,
    )
    name = next(value for value in asked.values() if value)
    filename = f"lembar-{name}.pdf" if size == SHEET else f"poster-{name}-{size}.pdf"
    return Response(
        pdf,
        media_type="application/pdf",
        headers={"content-disposition": f'inline; filename="{filename}"'},
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
            connection,
            counter_code=code,
            scope=scope_of(visitor),
            day=today_of_province(utc_now()),
        )
    )
    offered(kind, ("svg", "png"))
    if not found:
        raise NotFoundException
    address = survey_address(settings.public_address, found[0].public_code)
    if kind == "png":
        return Response(qr_png(address), media_type="image/png")
    return Response(qr_svg(address, words=address).encode(), media_type="image/svg+xml")


def _chosen_count(form: StaffForm) -> int:
    """How many slips are asked for; 0, which nobody may have, for what is no number."""
    given = form.text("count")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0


@post("/registry/units/{code:str}/slips", opt={"access": Permission.EDIT_REGISTRY})
async def make_slips(
    request: Request[Any, Any, Any],
    code: FromPath[str],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Slips for a counter of a unit, then their sheets; or the page again with what is wrong."""
    counter_code, scope = form.text("counter"), scope_of(visitor)

    def work(connection: Connection) -> str:
        now, count = utc_now(), _chosen_count(form)
        found = places.counters_to_print(
            connection,
            counter_code=counter_code,
            unit_code=code,
            scope=scope,
            day=today_of_province(now),
        )
        if not found:
            raise NotFound(counter_code)
        batch = slips.make(connection, found[0].counter_id, count, now, token_bytes)
        accounts.record(
            connection,
            actor=visitor.username,
            action="slips_made",
            now=now,
            subject=counter_code,
            detail={"batch": batch, "count": count},
        )
        return batch

    try:
        batch = await database.write_async(work)
    except Invalid as problem:
        given = {"counter": counter_code, "count": form.text("count")}
        page = await unit_page(database, visitor, code, given, problem.fields, "slips")
        return page.response(request, 422)
    return Redirect(f"/registry/slips/{batch}", status_code=303)


@get("/registry/slips/{batch:str}", opt={"access": Permission.EDIT_REGISTRY})
async def print_slips(
    batch: FromPath[str],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The sheets of a batch as PDF, as often as they are asked for while the counter is open."""
    scope = scope_of(visitor)

    def look(connection: Connection) -> tuple[CounterToPrint, list[str]]:
        counter_code, codes = slips.codes_of(connection, batch, scope)
        found = places.counters_to_print(
            connection, counter_code=counter_code, scope=scope, day=today_of_province(utc_now())
        )
        if not found:
            raise NotFound(counter_code)
        return found[0], codes

    counter, codes = await database.read_async(look)
    pdf = await asyncio.to_thread(
        slips_pdf,
        place_of(counter),
        codes,
        public_address=settings.public_address,
        sample=settings.sample_mark,
    )
    return Response(
        pdf,
        media_type="application/pdf",
        headers={"content-disposition": f'inline; filename="kartu-{batch}.pdf"'},
    )


ROUTES = (print_posters, show_code, make_slips, print_slips)
