"""Places side by side: who differs by more than chance, enough answers or not, who is silent."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.di import NamedDependency
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.asked_periods import asked_period
from portal.case_desk import today_of_province
from portal.controllers.results import reach_of
from portal.database import Database, utc_now
from portal.pages import Page
from portal.settings import Settings
from surveys import collection, comparison, results_periods, whereabouts
from surveys.collection import ServiceLine
from surveys.comparison import Comparison
from surveys.errors import NotFound
from surveys.rules.periods import Period
from surveys.silent_counters import SilentCounter, silent_counters
from surveys.whereabouts import Whereabouts


@dataclass(frozen=True)
class ComparisonPage(Page):
    """The parts of a place, its months, its services, and how collecting goes."""

    template: ClassVar[str] = "results/comparison.html"
    where: Whereabouts
    place_name: str
    period: Period
    periods: list[Period]
    found: Comparison
    services: list[ServiceLine]
    silent: list[SilentCounter]
    today: date
    chosen: dict[str, str]
    smallest: int


@get("/comparison", opt={"access": Permission.SEE_RESULTS})
async def show_comparison(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """The counters of a unit, the units of an agency, or the agencies of the province or region."""
    given = {name: request.query_params.get(name, "") for name in ("region", "agency", "unit")}
    wanted = asked_period(request)
    today, smallest = today_of_province(utc_now()), settings.smallest_group

    def look(connection: Connection) -> ComparisonPage:
        where = whereabouts.whereabouts(connection, reach_of(visitor), **given)
        if where is None:
            raise NotFound
        scope = where.scope
        period = wanted or results_periods.period_to_show(connection, scope, today)
        services = (
            []
            if where.unit is None
            else collection.services_of(connection, where.unit.place_id, period, today, smallest)
        )
        place = where.unit or where.agency
        chosen = {name: value for name, value in given.items() if value}
        return ComparisonPage(
            where=where,
            place_name=where.region if place is None else place.name,
            period=period,
            periods=results_periods.periods_to_choose(connection, scope, today, period),
            found=comparison.comparison(connection, scope, period, today, smallest),
            services=services,
            silent=silent_counters(connection, scope, today),
            today=today,
            chosen=chosen | ({} if wanted is None else {"period": wanted.code}),
            smallest=smallest,
        )

    return (await database.read_async(look)).response(request)


ROUTES = (show_comparison,)
