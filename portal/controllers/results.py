"""Results: the head's Monday page, and what the public reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar, NamedTuple
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.di import NamedDependency
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.asked_periods import asked_period
from portal.case_desk import today_of_province
from portal.database import Database, utc_now
from portal.pages import Page, language_of
from portal.settings import Settings
from surveys import (
    holidays,
    older_public,
    results_monday,
    results_periods,
    trust,
    visits_below,
    whereabouts,
)
from surveys.errors import NotFound
from surveys.older_public import Earlier
from surveys.results_monday import Monday
from surveys.results_trend import MULTIPLES
from surveys.rules.elements import Element
from surveys.rules.labels import LABEL_WORDS, UNTRAINABLE
from surveys.rules.periods import Period
from surveys.scope import PlaceScope
from surveys.trust import TrustNote
from surveys.visits_below import VisitsBelow
from surveys.whereabouts import Whereabouts

CHANNELS = {
    "qr": "Kode QR",
    "kiosk": "Kios",
    "slip": "Kartu kunjungan",
    "paper": "Kertas",
    "api": "Sistem lain",
}


PLACES = ("region", "agency", "unit", "counter")
SHEETS_READ_AT_ONCE = 5000
"""Up to so many answers the Monday page reads itself whether they can be trusted."""


@dataclass(frozen=True)
class DashboardPage(Page):
    """How a place is doing, why, and what to do."""

    template: ClassVar[str] = "results/dashboard.html"
    today: date
    where: Whereabouts
    place_name: str
    monday: Monday
    periods: list[Period]
    smallest: int
    answers: bool
    chosen: dict[str, str]
    multiples: int
    label_words: dict[str, str]
    element_words: dict[str, str]
    untrainable: frozenset[str]
    channel_words: dict[str, str]
    report_address: str
    earlier: Earlier
    trust_notes: list[TrustNote] | None
    trust_address: str
    holidays_missing: tuple[int, ...]
    below: list[VisitsBelow]
    any_days: bool


def reach_of(visitor: Visitor) -> PlaceScope:
    """How far a signed-in person may look."""
    return PlaceScope(None if visitor.unit_id is not None else visitor.agency_id, visitor.unit_id)


class _Looked(NamedTuple):
    """What the page is made of, all of one moment."""

    where: Whereabouts
    monday: Monday
    periods: list[Period]
    trust_notes: list[TrustNote] | None
    earlier: Earlier
    holidays_missing: tuple[int, ...]
    below: list[VisitsBelow]


def _notes(
    connection: Connection, scope: PlaceScope, found: Monday, smallest: int
) -> list[TrustNote] | None:
    """The trust notes of a place that is small enough to be read for each look."""
    if found.figures.responses > SHEETS_READ_AT_ONCE:
        return None
    first, last = found.period.first_day, found.period.last_day
    return trust.trust_notes(connection, scope, first, last, smallest)


def _look(
    connection: Connection,
    visitor: Visitor,
    given: Mapping[str, str],
    wanted: Period | None,
    smallest: int,
    today: date,
) -> _Looked:
    where = whereabouts.whereabouts(connection, reach_of(visitor), **given)
    if where is None:
        raise NotFound
    scope = where.scope
    period = wanted or results_periods.period_to_show(connection, scope, today)
    answers = visitor.may(Permission.ANSWER_COMPLAINTS)
    monday = results_monday.monday(connection, scope, period, today, smallest, with_cases=answers)
    enters_holidays = visitor.may(Permission.MANAGE_ACCOUNTS) and visitor.agency_id is None
    return _Looked(
        where,
        monday,
        results_periods.periods_to_choose(connection, scope, today, period),
        _notes(connection, scope, monday, smallest),
        older_public.staff_earlier(connection, scope, today, smallest),
        holidays.years_to_enter(connection, today) if enters_holidays else (),
        visits_below.visits_below(connection, scope, period),
    )


def _report_of(where: Whereabouts, period: Period) -> str:
    """The address of the report of the place that is looked at."""
    asked = {"period": period.code}
    if where.unit is not None:
        asked["unit"] = where.unit.code
    elif where.agency is not None:
        asked["agency"] = where.agency.code
    return "/reports?" + urlencode(asked)


@get("/dashboard", opt={"access": Permission.SEE_RESULTS})
async def show_dashboard(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """The Monday page of the agency, unit or counter in the address, within the person's reach."""
    given = {name: request.query_params.get(name, "") for name in PLACES}
    wanted = asked_period(request)
    smallest, today = settings.smallest_group, today_of_province(utc_now())
    look = partial(
        _look, visitor=visitor, given=given, wanted=wanted, smallest=smallest, today=today
    )
    looked = await database.read_async(look)
    chosen = {name: value for name, value in given.items() if value}
    if wanted is not None:
        chosen["period"] = wanted.code
    return _page(looked, visitor, chosen, smallest, today, language_of(request)).response(request)


def _page(
    looked: _Looked,
    visitor: Visitor,
    chosen: dict[str, str],
    smallest: int,
    today: date,
    language: str,
) -> DashboardPage:
    where, found = looked.where, looked.monday
    place = where.counter or where.unit or where.agency
    return DashboardPage(
        today=today,
        where=where,
        place_name="" if place is None else place.name,
        monday=found,
        periods=looked.periods,
        smallest=smallest,
        answers=visitor.may(Permission.ANSWER_COMPLAINTS),
        chosen=chosen,
        multiples=MULTIPLES,
        label_words={key: words.in_language(language) for key, words in LABEL_WORDS.items()},
        element_words={each.value: each.label.in_language(language) for each in Element},
        untrainable=UNTRAINABLE,
        channel_words=CHANNELS,
        report_address=_report_of(where, found.period),
        earlier=looked.earlier,
        trust_notes=looked.trust_notes,
        trust_address="/dashboard/trust?" + urlencode({**chosen, "period": found.period.code}),
        holidays_missing=looked.holidays_missing,
        below=looked.below,
        any_days=visitor.may(Permission.EXPORT),
    )


ROUTES = (show_dashboard,)
