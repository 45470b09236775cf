"""Results: the head's Monday page, and what the public reads."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.di import NamedDependency
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.case_desk import today_of_province
from portal.database import Database, utc_now
from portal.pages import Page, language_of
from portal.settings import Settings
from surveys import holidays, older_results, results_monday, trust, whereabouts
from surveys.errors import NotFound
from surveys.older_results import OlderLine
from surveys.results_monday import Monday
from surveys.results_trend import MULTIPLES
from surveys.rules.labels import LABEL_WORDS, UNTRAINABLE
from surveys.rules.margin import Interval, other_grades
from surveys.rules.periods import Period, parse_period
from surveys.scope import PlaceScope
from surveys.trust import TrustNote
from surveys.whereabouts import Whereabouts

CHANNELS = {
    "qr": "Kode QR",
    "kiosk": "Kios",
    "slip": "Kartu kunjungan",
    "paper": "Kertas",
    "api": "Sistem lain",
}


Notes = list[TrustNote] | None
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
    running: bool
    others: tuple[str, ...]
    smallest: int
    answers: bool
    chosen: dict[str, str]
    multiples: int
    label_words: dict[str, str]
    untrainable: frozenset[str]
    channel_words: dict[str, str]
    report_address: str
    earlier: list[OlderLine]
    trust_notes: list[TrustNote] | None
    trust_address: str
    holidays_missing: tuple[int, ...]


def reach_of(visitor: Visitor) -> PlaceScope:
    """How far a signed-in person may look."""
    return PlaceScope(None if visitor.unit_id is not None else visitor.agency_id, visitor.unit_id)


def other_letters(interval: Interval | None) -> tuple[str, ...]:
    """The grades that the interval reaches beside that of the value."""
    return () if interval is None else tuple(letter.value for letter in other_grades(interval))


def read_period(code: str) -> Period | None:
    """The period of an address; raises NotFound for a code that is none."""
    if not code:
        return None
    try:
        return parse_period(code)
    except ValueError:
        raise NotFound(code) from None


def _notes(connection: Connection, scope: PlaceScope, found: Monday, smallest: int) -> Notes:
    """The trust notes of a place that is small enough to be read for each look."""
    if found.figures.responses > SHEETS_READ_AT_ONCE:
        return None
    first, last = found.period.first_day, found.period.last_day
    return trust.trust_notes(connection, scope, first, last, smallest)


@get("/dashboard", opt={"access": Permission.SEE_RESULTS})
async def show_dashboard(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """The Monday page of the agency, unit or counter in the address, within the person's reach."""
    names = ("region", "agency", "unit", "counter")
    given = {name: request.query_params.get(name, "") for name in names}
    wanted = read_period(request.query_params.get("period", ""))
    answers = visitor.may(Permission.ANSWER_COMPLAINTS)
    today = today_of_province(utc_now())

    def look(connection: Connection) -> tuple[Whereabouts, Monday, list[Period], Notes]:
        where = whereabouts.whereabouts(connection, reach_of(visitor), **given)
        if where is None:
            raise NotFound
        scope = where.scope
        period = wanted or results_monday.period_to_show(connection, scope, today)
        monday = results_monday.monday(
            connection, scope, period, today, settings.smallest_group, with_cases=answers
        )
        return (
            where,
            monday,
            results_monday.periods_to_choose(connection, scope, today, period),
            _notes(connection, scope, monday, settings.smallest_group),
        )

    where, found, periods, notes = await database.read_async(look)
    earlier = await database.read_async(lambda c: older_results.older_of(c, where.scope))
    missing: tuple[int, ...] = ()
    if visitor.may(Permission.MANAGE_ACCOUNTS) and visitor.agency_id is None:
        missing = await database.read_async(lambda c: holidays.years_to_enter(c, today))
    language = language_of(request)
    place = where.counter or where.unit or where.agency
    chosen = {name: value for name, value in given.items() if value}
    if wanted is not None:
        chosen["period"] = wanted.code
    report = {"period": found.period.code}
    if where.unit is not None:
        report["unit"] = where.unit.code
    elif where.agency is not None:
        report["agency"] = where.agency.code
    return DashboardPage(
        today=today,
        where=where,
        place_name="" if place is None else place.name,
        monday=found,
        periods=periods,
        running=today in found.period,
        others=other_letters(found.figures.interval),
        smallest=settings.smallest_group,
        answers=answers,
        chosen=chosen,
        multiples=MULTIPLES,
        label_words={key: words.in_language(language) for key, words in LABEL_WORDS.items()},
        untrainable=UNTRAINABLE,
        channel_words=CHANNELS,
        report_address="/reports?" + urlencode(report),
        earlier=earlier,
        trust_notes=notes,
        trust_address="/dashboard/trust?" + urlencode({**chosen, "period": found.period.code}),
        holidays_missing=missing,
    ).response(request)


ROUTES = (show_dashboard,)
