"""One service of a unit before everybody: its page, and its card for the wall."""

import asyncio
from dataclasses import dataclass
from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy import Connection

from portal.access import PUBLIC
from portal.case_desk import today_of_province
from portal.controllers.public_results import KEPT_SECONDS, quarter_asked, shown
from portal.controllers.results import read_period
from portal.database import Database, utc_now
from portal.documents.card import KINDS, card
from portal.documents.report import Making
from portal.downloads import download, plain_name
from portal.pages import Page
from portal.settings import Settings
from surveys import published, standings
from surveys.errors import NotFound
from surveys.published_services import PublicService, public_service
from surveys.rules.periods import Kind, Period
from surveys.scope import PlaceScope
from surveys.standings import PublicPlace


@dataclass(frozen=True)
class ServicePage(Page):
    """The public figures of one service."""

    template: ClassVar[str] = "results/service.html"
    place: PublicPlace
    service: PublicService
    period: Period
    periods: list[Period]
    running: bool


@get("/units/{unit_code:str}/services/{service_code:str}", opt={"access": PUBLIC})
async def show_service(
    request: Request[Any, Any, Any],
    unit_code: FromPath[str],
    service_code: FromPath[str],
    database: NamedDependency[Database],
) -> Response[bytes]:
    """A service: its value, its elements, and its card to take."""
    today = today_of_province(utc_now())

    def look(connection: Connection) -> ServicePage:
        place = standings.public_unit(connection, unit_code)
        quarters = published.published_quarters(connection, PlaceScope(unit_id=place.place_id))
        period = quarter_asked(request, quarters, today)
        service = public_service(connection, place.place_id, service_code, period)
        return ServicePage(place, service, period, quarters, today in period)

    return shown(await database.read_async(look), request)


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
    """The card of a service for the wall: PDF (A5), PNG or SVG of one quarter."""
    code, _, kind = file_name.rpartition(".")
    wanted = read_period(code)
    if kind not in KINDS or wanted is None or wanted.kind is not Kind.QUARTER:
        raise NotFound(file_name)

    def look(connection: Connection) -> tuple[PublicPlace, PublicService]:
        place = standings.public_unit(connection, unit_code)
        return place, public_service(connection, place.place_id, service_code, wanted)

    place, service = await database.read_async(look)
    making = Making(today_of_province(utc_now()), settings.public_address, settings.sample_mark)
    made = await asyncio.to_thread(
        card, place, wanted, service.figures, making, settings.smallest_group, kind, service
    )
    return download(
        made,
        KINDS[kind],
        f"kartu-ikm-{plain_name(place.code)}-{plain_name(service.code)}-{wanted.code}.{kind}",
        kept_seconds=KEPT_SECONDS,
        inline=bool(request.query_params.get("look")),
    )


ROUTES = (show_service, show_service_card)
