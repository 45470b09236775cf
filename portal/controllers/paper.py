"""Paper sheets and help at the counter: an officer types what a citizen answered."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from secrets import token_urlsafe
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from portal import intake
from portal.access import Permission, Visitor
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.pages import Page
from surveys import counters, places
from surveys.counters import CounterChoice
from surveys.errors import Busy, NotFound
from surveys.places import OfferedService, OpenCounter
from surveys.rules.attributes import ATTRIBUTES
from surveys.rules.elements import OVERALL, QUESTIONS, Question
from surveys.rules.written_days import written_day
from surveys.scope import PlaceScope

ASKED = {
    **{element.column: question for element, question in QUESTIONS.items()},
    "overall": OVERALL,
}
"""Every question with four answers, by its field, in the order of the sheet."""
# A sheet keeps its name from page to page, so that pressing twice stores it once.
SHEET_NAME = re.compile(r"p[\w-]{19}", re.ASCII)
OTHER_SERVICE = "Layanan: pilih yang dilayani loket ini, atau kosongkan."
CHANNELS = {"paper": "Lembar kertas", "qr": "Dibantu mengisi di layar"}


@dataclass(frozen=True)
class PaperPage(Page):
    """One sheet: counter, service, day, nine figures, attributes, comment."""

    template: ClassVar[str] = "places/paper.html"
    counters: list[CounterChoice]
    services: dict[str, list[OfferedService]]
    questions: dict[str, Question]
    attributes: list[Any]
    channels: dict[str, str]
    given: dict[str, str]
    problems: dict[str, str]
    today: date
    key: str
    saved: bool = field(default=False)


async def _page(
    database: Database,
    visitor: Visitor,
    given: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
    *,
    saved: bool = False,
) -> PaperPage:
    scope = PlaceScope(visitor.agency_id, visitor.unit_id)
    choices, services = await database.read_async(
        lambda connection: (
            counters.counter_choices(connection, scope),
            places.services_to_choose(connection, scope),
        )
    )
    return PaperPage(
        choices,
        services,
        ASKED,
        list(ATTRIBUTES.values()),
        CHANNELS,
        given or {},
        problems or {},
        utc_now().astimezone(ZoneInfo("Asia/Jakarta")).date(),
        "p" + token_urlsafe(15)[:19],
        saved,
    )


@get("/paper", opt={"access": Permission.ENTER_PAPER})
async def show_paper(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """An empty sheet; after one was saved, with the same counter and day."""
    query = request.query_params
    given = {name: query[name] for name in ("counter", "day", "channel") if name in query}
    page = await _page(database, visitor, given, saved="saved" in query)
    return page.response(request)


def _sentence(name: str, fault: intake.Fault) -> str:
    """A fault in words: which field, and what is accepted."""
    if name == "service":
        return OTHER_SERVICE
    if name in ASKED:
        shown = ASKED[name].label.id
    else:
        shown = ATTRIBUTES[name].label.id if name in ATTRIBUTES else name
    return fault.words.format(name=shown, length=fault.length)


def _moment_of(given: str, counter: OpenCounter, now: datetime) -> datetime | None:
    """Noon of the sheet's day on the unit's clock, or now where that is earlier; None if unfit."""
    try:
        day = written_day(given)
    except ValueError:
        return None
    noon = datetime.combine(day, time(12), ZoneInfo(counter.time_zone))
    if day > now.astimezone(ZoneInfo(counter.time_zone)).date() or day.year < 2000:
        return None
    return min(noon, now)


@post("/paper", opt={"access": Permission.ENTER_PAPER})
async def take_paper(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    portal: NamedDependency[Any],
) -> Response[Any]:
    """Store a sheet by the rules of the citizen's own form, or show it again with what is wrong."""
    given = {name: values[0] for name, values in form.fields.items() if values}
    now = utc_now()
    choices = (await _page(database, visitor)).counters
    chosen = next((line for line in choices if line.code == given.get("counter")), None)
    if chosen is None:
        raise NotFound(given.get("counter", ""))
    counter = await database.read_async(
        lambda connection: places.open_counter(connection, chosen.public_code, now)
    )
    channel = given.get("channel", "paper")
    reading = intake.read_form(
        form.fields, counter, portal.secret, now, "paper", portal.settings.sealing_key
    )
    problems = {name: _sentence(name, fault) for name, fault in reading.faults.items()}
    moment = _moment_of(given.get("day", ""), counter, now)
    if moment is None:
        problems["day"] = "Tanggal: isi hari pengisian, paling lambat hari ini."
    elif chosen.closed_from is not None and written_day(given["day"]) >= chosen.closed_from:
        problems["day"] = "Tanggal: loket ini sudah ditutup hari itu. Isi hari sebelumnya."
    if channel not in CHANNELS:
        problems["channel"] = "Cara mengisi: pilih kertas atau dibantu."
    if problems or reading.draft is None or moment is None:
        page = await _page(database, visitor, given, problems)
        return page.response(request, 422)
    draft = reading.draft
    if SHEET_NAME.fullmatch(given.get("sheet", "")):
        draft.form_key = given["sheet"]
    draft.submitted_at = moment
    draft.local_date = draft.issued_on = moment.astimezone(ZoneInfo(counter.time_zone)).date()
    draft.channel, draft.helped, draft.marks = channel, channel != "paper", 0
    try:
        await database.writer.store_soon(draft)
    except Busy:
        again = {"send": "Belum tersimpan, kami sedang sibuk. Tekan Simpan lembar sekali lagi."}
        return (await _page(database, visitor, given, again)).response(request, 503)
    target = f"/paper?saved=1&counter={chosen.code}&day={given['day']}&channel={channel}"
    return Redirect(target, status_code=303)


ROUTES = (show_paper, take_paper)
