"""Can the answers be trusted? The head's page about how they came, counter by counter."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.di import NamedDependency
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.asked_periods import asked_period
from portal.case_desk import today_of_province
from portal.controllers.results import CHANNELS, reach_of
from portal.database import Database, utc_now
from portal.pages import Page
from portal.settings import Settings
from surveys import results_periods, trust, whereabouts
from surveys.errors import NotFound
from surveys.rules.periods import Period
from surveys.rules.trust import ASSUMED_HOURS
from surveys.trust import TrustNote
from surveys.whereabouts import Whereabouts


@dataclass(frozen=True)
class TrustPage(Page):
    """What is odd about the answers of a place and period, and what it may be."""

    template: ClassVar[str] = "results/trust.html"
    today: date
    where: Whereabouts
    place_name: str
    period: Period
    periods: list[Period]
    notes: list[TrustNote]
    odd: list[TrustNote]
    chosen: dict[str, str]
    smallest: int
    channel_words: dict[str, str]
    assumed_hours: tuple[int, int]
    may_exclude: bool


@get("/dashboard/trust", opt={"access": Permission.SEE_RESULTS})
async def show_trust(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """How far the answers of the place in the address can be trusted, oddest counters first."""
    names = ("agency", "unit", "counter")
    given = {name: request.query_params.get(name, "") for name in names}
    wanted = asked_period(request)
    today = today_of_province(utc_now())

    def look(connection: Connection) -> tuple[Whereabouts, Period, list[Period], list[TrustNote]]:
        where = whereabouts.whereabouts(connection, reach_of(visitor), **given)
        if where is None:
            raise NotFound
        period = wanted or results_periods.period_to_show(connection, where.scope, today)
        first, last = period.first_day, period.last_day
        notes = trust.trust_notes(connection, where.scope, first, last, settings.smallest_group)
        periods = results_periods.periods_to_choose(connection, where.scope, today, period)
        return where, period, periods, notes

    where, period, periods, notes = await database.read_async(look)
    used = {part.channel for note in notes for part in note.channels}
    place = where.counter or where.unit or where.agency
    chosen = {name: value for name, value in given.items() if value}
    if wanted is not None:
        chosen["period"] = wanted.code
    return TrustPage(
        today=today,
        where=where,
        place_name="" if place is None else place.name,
        period=period,
        periods=periods,
        notes=notes,
        odd=[note for note in notes if note.odd],
        chosen=chosen,
        smallest=settings.smallest_group,
        channel_words={name: words for name, words in CHANNELS.items() if name in used},
        assumed_hours=ASSUMED_HOURS,
        may_exclude=visitor.may(Permission.EXCLUDE_RESPONSES),
    ).response(request)


ROUTES = (show_trust,)
