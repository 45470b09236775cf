"""The publication cards of units and services for the wall: PDF (A5), PNG or SVG of a quarter."""

import asyncio
from collections.abc import Callable
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy import Connection

from portal.access import PUBLIC
from portal.asked_periods import needed_period, offered, public_quarter
from portal.case_desk import today_of_province
from portal.controllers.public_results import KEPT_SECONDS
from portal.database import Database, utc_now
from portal.documents.card import KINDS, CardOf, card
from portal.documents.making import Making
from portal.downloads import download, plain_name
from portal.settings import Settings
from surveys import published, published_closings, standings
from surveys.published_services import public_service
from surveys.rules.periods import Period


@get("/units/{unit_code:str}/card/{file_name:str}", opt={"access": PUBLIC})
async def show_unit_card(
    request: Request[Any, Any, Any],
    unit_code: FromPath[str],
    file_name: FromPath[str],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """The card of a unit."""

    def look(connection: Connection, period: Period) -> CardOf:
        place = standings.public_unit(connection, unit_code)
        figures = published.figures_of_unit(connection, place.place_id, period)
        closing = published_closings.public_closing(connection, place.place_id, period)
        return CardOf(place, figures, closing=closing)

    return await _card(request, database, settings, file_name, look)


@get(
    "/units/{unit_code:str}/services/{service_code:str}/card/{file_name:str}",
    opt={"access": PUBLIC},
)
async def show_service_card(
    request: Request[Any, Any, Any],
    unit_code: FromPath[str],
    service_code: FromPath[str],
    file_name: FromPath[str],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """The card of a service."""

    def look(connection: Connection, period: Period) -> CardOf:
        place = standings.public_unit(connection, unit_code)
        service = public_service(connection, place.place_id, service_code, period)
        return CardOf(place, service.figures, service)

    return await _card(request, database, settings, file_name, look)


async def _card(
    request: Request[Any, Any, Any],
    database: Database,
    settings: Settings,
    file_name: str,
    look: Callable[[Connection, Period], CardOf],
) -> Response[bytes]:
    """A file named by its quarter and its kind; raises NotOffered for any other name."""
    code, _, kind = file_name.rpartition(".")
    offered(kind, KINDS)
    period = public_quarter(needed_period(code))
    of = await database.read_async(lambda c: look(c, period))
    making = Making(today_of_province(utc_now()), settings.public_address, settings.sample_mark)
    made = await asyncio.to_thread(card, of, period, making, settings.smallest_group, kind)
    named = [plain_name(one.code) for one in (of.place, of.service) if one is not None]
    return download(
        made,
        KINDS[kind],
        f"kartu-ikm-{'-'.join(named)}-{period.code}.{kind}",
        kept_seconds=KEPT_SECONDS,
        inline=bool(request.query_params.get("look")),
    )


ROUTES = (show_unit_card, show_service_card)
