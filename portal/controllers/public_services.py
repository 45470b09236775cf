"""One service of a unit before everybody."""

from dataclasses import dataclass
from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy import Connection

from portal.access import PUBLIC
from portal.controllers.public_results import choose_quarter, shown
from portal.database import Database
from portal.pages import Page
from surveys import standings
from surveys.published_services import PublicService, public_service
from surveys.rules.periods import Period
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

    def look(connection: Connection) -> ServicePage:
        place = standings.public_unit(connection, unit_code)
        chosen = choose_quarter(connection, request, PlaceScope(unit_id=place.place_id))
        service = public_service(connection, place.place_id, service_code, chosen.period)
        return ServicePage(place, service, chosen.period, chosen.periods, chosen.running)

    return shown(await database.read_async(look), request)


ROUTES = (show_service,)
