"""The JSON interface (/api/v1/): published figures for everybody, and answers from other systems.

A queue machine or an agency's own application asks and sends the same survey as the page, under
the same rules: on disk before it is thanked for, once however often sent, personal data masked.
"""

import time
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import TooManyRequestsException
from litestar.openapi.spec import Operation
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler
from sqlalchemy import Connection

from portal import form_keys, intake, open_answers, open_figures
from portal.access import PUBLIC
from portal.asked_periods import asked_quarter
from portal.case_desk import today_of_province
from portal.citizen_form import sentence
from portal.citizen_pages import RETIRED
from portal.closed_page import CLOSED
from portal.database import Database, utc_now
from portal.language import translations
from portal.open_answers import Accepted, Answers, Receipt, Survey
from portal.open_figures import AgencyList, UnitHistory, UnitList
from portal.pages import language_of
from portal.web import MAX_BODY, SECURITY_HEADERS, UnreadableForm
from surveys import places, published, published_closings, receipts, standings
from surveys.closed_counters import Closing
from surveys.errors import NotFound
from surveys.places import OpenCounter, Retired
from surveys.published_closings import Closings
from surveys.rules import codes
from surveys.rules.periods import Period
from surveys.scope import PlaceScope
from surveys.standings import PublicUnit

KEPT_SECONDS = 60
QUARTERS_AT_MOST = 40
KEPT_A_MINUTE = {
    **dict(SECURITY_HEADERS),
    "cache-control": f"public, max-age={KEPT_SECONDS}",
    "access-control-allow-origin": "*",
}
NEVER_KEPT = {**dict(SECURITY_HEADERS), "cache-control": "no-store"}


@dataclass
class SendsAnswers(Operation):
    """The operation that takes a response: its body is read field by field, so it is named here."""

    def __post_init__(self) -> None:
        """Describe the body, which the framework cannot see."""
        described = msgspec.json.schema_components([Answers], ref_template="#/{name}")[1]["Answers"]
        self.request_body = {  # type: ignore[assignment]
            "required": True,
            "content": {"application/json": {"schema": described}},
        }


def _quarter_asked(request: Request[Any, Any, Any], quarters: list[Period]) -> Period:
    return asked_quarter(request) or standings.quarter_to_show(
        quarters, today_of_province(utc_now())
    )


async def _public_units(
    request: Request[Any, Any, Any], database: Database, agency_code: str = ""
) -> tuple[Period, list[Period], list[PublicUnit], Closings]:
    def look(connection: Connection) -> tuple[Period, list[Period], list[PublicUnit], Closings]:
        place = standings.public_agency(connection, agency_code).place_id if agency_code else None
        quarters = published.published_quarters(connection, PlaceScope(place))
        period = _quarter_asked(request, quarters)
        closings = published_closings.public_closings(connection, PlaceScope(place), period)
        return period, quarters, standings.public_units(connection, period, place), closings

    return await database.read_async(look)


@get("/api/v1/agencies", opt={"access": PUBLIC}, include_in_schema=True)
async def list_agencies(
    request: Request[Any, Any, Any], database: NamedDependency[Database]
) -> Response[AgencyList]:
    """Agencies and their published figures of a quarter (?period=2026-Q3), the strongest first."""
    period, quarters, units, _ = await _public_units(request, database)
    listed = standings.agency_standings(units, element_margins=True)
    lines = [open_figures.agency_of(line) for line in listed]
    codes_known = [quarter.code for quarter in quarters]
    return Response(AgencyList(period.code, codes_known, lines), headers=KEPT_A_MINUTE)


@get("/api/v1/units", opt={"access": PUBLIC}, include_in_schema=True)
async def list_units(
    request: Request[Any, Any, Any], database: NamedDependency[Database]
) -> Response[UnitList]:
    """Units and their published figures of a quarter; ?agency=CODE narrows it to one agency."""
    agency = request.query_params.get("agency", "")
    period, quarters, units, closings = await _public_units(request, database, agency)
    codes_known = [quarter.code for quarter in quarters]
    lines = [
        open_figures.unit_of(unit, closings.get((unit.unit_id, period.code))) for unit in units
    ]
    return Response(UnitList(period.code, codes_known, lines), headers=KEPT_A_MINUTE)


@get("/api/v1/units/{unit_code:str}", opt={"access": PUBLIC}, include_in_schema=True)
async def show_unit_history(
    unit_code: FromPath[str], database: NamedDependency[Database]
) -> Response[UnitHistory]:
    """One unit and every quarter that is published of it."""

    def look(connection: Connection) -> UnitHistory:
        place = standings.public_unit(connection, unit_code)
        held = published.snapshots_of_unit(connection, place.place_id, limit=QUARTERS_AT_MOST)
        scope = PlaceScope(unit_id=place.place_id)
        closings = published_closings.public_closings(connection, scope)
        return open_figures.history_of(place, held, closings)

    return Response(await database.read_async(look), headers=KEPT_A_MINUTE)


async def _counter(database: Database, given: str) -> OpenCounter:
    code = codes.normalise(given[:64])
    now = utc_now()
    return await database.read_async(lambda c: places.open_counter(c, code, now))


def _retired(problem: Retired, language: str) -> Response[Any]:
    gettext = translations(language).gettext
    told = {
        "status": 410,
        "what": gettext(RETIRED[0]),
        "then": gettext(RETIRED[1]),
        "now": problem.now_code,
        "why": problem.reason,
    }
    return Response(told, status_code=410, headers=NEVER_KEPT)


def _closed(closing: Closing, language: str) -> Response[Any]:
    gettext = translations(language).gettext
    told = {
        "status": 410,
        "what": gettext(CLOSED[0]),
        "then": gettext(CLOSED[1]),
        "since": closing.since.isoformat(),
        "why": closing.reason,
        "instead": [
            {"counter": each.name, "public_code": each.public_code} for each in closing.neighbours
        ],
    }
    return Response(told, status_code=410, headers=NEVER_KEPT)


@get("/api/v1/counters/{public_code:str}", opt={"access": PUBLIC}, include_in_schema=True)
async def show_survey(
    request: Request[Any, Any, Any],
    public_code: FromPath[str],
    database: NamedDependency[Database],
    portal: NamedDependency[Any],
) -> Response[Survey]:
    """What a counter asks, in the language of ?lang, with a fresh key; looking stores nothing.

    A closed counter answers 410 with since when, why, and the open counters of its unit; answers
    that were begun before are still taken.
    """
    try:
        counter = await _counter(database, public_code)
    except Retired as problem:
        return _retired(problem, language_of(request))
    if counter.closing is not None:
        return _closed(counter.closing, language_of(request))
    key = form_keys.issue(
        portal.secret, counter.counter_id, counter.questionnaire_id, int(time.time())
    )
    told = open_answers.survey_of(counter, key.decode("ascii"), language_of(request))
    return Response(told, headers=NEVER_KEPT)


async def _sent(request: Request[Any, Any, Any]) -> dict[str, Any]:
    try:
        given = msgspec.json.decode(await request.body())
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise UnreadableForm("no JSON") from None
    if not isinstance(given, dict):
        raise UnreadableForm("no JSON object")
    return given


@post(
    "/api/v1/counters/{public_code:str}/responses",
    opt={"access": PUBLIC},
    include_in_schema=True,
    operation_class=SendsAnswers,
    request_max_body_size=MAX_BODY,
)
async def send_answers(
    request: Request[Any, Any, Any],
    public_code: FromPath[str],
    database: NamedDependency[Database],
    portal: NamedDependency[Any],
) -> Response[Accepted]:
    """Store one response; 201 once it is on disk, 422 with every fault, 503 to try again later."""
    language, (fields, misfits) = language_of(request), open_answers.as_form(await _sent(request))
    try:
        counter = await _counter(database, public_code)
    except Retired as problem:
        return _retired(problem, language_of(request))
    _limit(portal.limits, counter.public_code, request)
    reading = intake.read_form(
        fields, counter, portal.secret, utc_now(), "api", portal.settings.sealing_key
    )
    if reading.draft is None or misfits:
        gettext = translations(language).gettext
        errors = {name: sentence(name, fault, language) for name, fault in reading.faults.items()}
        errors |= {name: gettext(words) for name, words in misfits.items()}
        return _refused(errors)
    stored = await database.writer.store_soon(reading.draft)
    told = Accepted(stored.receipt, stored.again, reading.masked)
    return Response(told, status_code=201, headers=NEVER_KEPT)


def _refused(errors: dict[str, str]) -> Response[Any]:
    listed = [{"field": name, "message": message} for name, message in errors.items()]
    return Response({"status": 422, "errors": listed}, status_code=422, headers=NEVER_KEPT)


def _limit(limits: Any, key: str, request: Request[Any, Any, Any]) -> None:
    if not limits.allows(key, request.client.host if request.client else ""):
        raise TooManyRequestsException(headers={"retry-after": "5"})


@get("/api/v1/receipts/{receipt:str}", opt={"access": PUBLIC}, include_in_schema=True)
async def show_receipt(
    request: Request[Any, Any, Any],
    receipt: FromPath[str],
    database: NamedDependency[Database],
    portal: NamedDependency[Any],
) -> Response[Receipt]:
    """The state of a complaint and the reply to it; tries are limited as on the page."""
    _limit(portal.receipt_tries, "", request)
    asked = codes.normalise(receipt[:64])
    found = None
    if codes.is_receipt(asked):
        today = today_of_province(utc_now())
        found = await database.read_async(lambda c: receipts.by_receipt(c, asked, today))
    if found is None:
        raise NotFound(asked)
    return Response(open_answers.receipt_of(found), headers=NEVER_KEPT)


ROUTES: tuple[ControllerRouterHandler, ...] = (
    list_agencies,
    list_units,
    show_unit_history,
    show_survey,
    send_answers,
    show_receipt,
)
