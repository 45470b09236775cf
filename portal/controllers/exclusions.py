"""The answers of one counter: which are in the figures, and who kept which out of them, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.asked_periods import needed_period
from portal.controllers.results import CHANNELS, reach_of
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.pages import Page
from portal.settings import Settings
from surveys import exclusions, whereabouts
from surveys.errors import Invalid, NotFound
from surveys.exclusions import KeptOut, ListedAnswer, Wanted
from surveys.responses import MARKS
from surveys.rules.periods import Period
from surveys.rules.written_days import written_day
from surveys.whereabouts import Whereabouts

SHOWN = 200
MARK_WORDS = {
    "reused_key": "Kunci formulir dipakai dua kali",
    "no_key": "Tanpa kunci formulir",
    "forged_key": "Kunci formulir palsu",
    "old_key": "Formulir lama",
    "too_fast": "Terlalu cepat",
    "honeypot": "Terjebak perangkap program",
    "shared_network": "Jaringan yang sama",
}


@dataclass(frozen=True)
class Asked:
    """The counter, period, day and mark of an address or a form; empty where not given."""

    unit: str
    counter: str
    period: str
    day: str
    mark: str

    @property
    def address(self) -> str:
        """The page of the same answers."""
        given = {name: value for name, value in vars(self).items() if value}
        return "/dashboard/trust/answers?" + urlencode(given)


@dataclass(frozen=True)
class AnswersPage(Page):
    """Answers of a counter, one by one, and what is out of the figures."""

    template: ClassVar[str] = "results/answers.html"
    asked: Asked
    where: Whereabouts
    period: Period
    answers: list[ListedAnswer]
    total: int
    few: bool
    out: list[KeptOut]
    problems: Mapping[str, str]
    reason: str
    ticked: list[str]
    said: str
    channel_words: dict[str, str]
    mark_words: dict[str, str]


def _wanted(
    connection: Connection, visitor: Visitor, asked: Asked
) -> tuple[Whereabouts, Period, Wanted]:
    """The counter and days that are asked for; raises NotFound out of reach or period."""
    period = needed_period(asked.period)
    where = whereabouts.whereabouts(
        connection, reach_of(visitor), unit=asked.unit, counter=asked.counter
    )
    if where is None or where.counter is None:
        raise NotFound(asked.counter)
    first, last = period.first_day, period.last_day
    if asked.day:
        try:
            first = last = written_day(asked.day)
        except ValueError:
            raise NotFound(asked.day) from None
        if first not in period:
            raise NotFound(asked.day)
    bits = {name: bit for bit, name in MARKS.items()}
    if asked.mark and asked.mark not in bits:
        raise NotFound(asked.mark)
    return where, period, Wanted(where.scope, first, last, bits.get(asked.mark, 0))


def _page(
    connection: Connection,
    visitor: Visitor,
    asked: Asked,
    smallest: int,
    *,
    problems: Mapping[str, str],
    reason: str = "",
    ticked: list[str],
    said: str = "",
) -> AnswersPage:
    where, period, wanted = _wanted(connection, visitor, asked)
    answers = exclusions.counted_answers(connection, wanted)
    whole = Wanted(wanted.scope, period.first_day, period.last_day)
    out = exclusions.kept_out(connection, whole)
    few = len(exclusions.counted_answers(connection, whole)) + len(out) < smallest
    return AnswersPage(
        asked=asked,
        where=where,
        period=period,
        answers=[] if few else answers[:SHOWN],
        total=len(answers),
        few=few,
        out=out,
        problems=problems,
        reason=reason,
        ticked=ticked,
        said=said,
        channel_words=CHANNELS,
        mark_words=MARK_WORDS,
    )


@get("/dashboard/trust/answers", opt={"access": Permission.EXCLUDE_RESPONSES})
async def show_answers(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """The answers of a counter and period."""
    given = request.query_params
    asked = Asked(*(given.get(name, "") for name in ("unit", "counter", "period", "day", "mark")))
    said = given.get("said", "")
    page = await database.read_async(
        lambda c: _page(
            c, visitor, asked, settings.smallest_group, problems={}, ticked=[], said=said
        )
    )
    return page.response(request)


@post("/dashboard/trust/answers", opt={"access": Permission.EXCLUDE_RESPONSES})
async def change_answers(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[Any]:
    """Keep ticked answers, or all of a day with a mark, out of the figures, or put them back."""
    asked = Asked(*(form.text(name) for name in ("unit", "counter", "period", "day", "mark")))
    act, reason, ticked = form.text("act"), form.text("reason"), form.all("answers")
    now = utc_now()

    def work(connection: Connection) -> None:
        _, _, wanted = _wanted(connection, visitor, asked)
        if act == "back":
            exclusions.take_back(connection, wanted, set(ticked), actor=visitor.username, now=now)
            return
        everything = act == "all" and bool(asked.day and asked.mark)
        handles = None if everything else set(ticked)
        exclusions.exclude(
            connection, wanted, handles, reason=reason, actor=visitor.username, now=now
        )

    try:
        await database.write_async(work)
    except Invalid as problem:
        told, smallest = problem.fields, settings.smallest_group
        page = await database.read_async(
            lambda c: _page(
                c, visitor, asked, smallest, problems=told, reason=reason, ticked=ticked
            )
        )
        return page.response(request, status_code=422)
    said = "back" if act == "back" else "out"
    return Redirect(f"{asked.address}&said={said}", status_code=303)


ROUTES = (show_answers, change_answers)
