"""The follow-up plan: what was promised to citizens, by when, by whom, and the proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.case_desk import scope_of, today_of_province
from portal.case_words import spelled
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.pages import Page, language_of
from surveys import cases, follow_ups
from surveys.cases import CounterChoice
from surveys.errors import Invalid
from surveys.follow_ups import FollowUpLine, read_wanted
from surveys.rules.elements import QUESTIONS

STATE_WORDS = {"planned": "Belum mulai", "running": "Berjalan", "done": "Selesai"}


@dataclass(frozen=True)
class PlanPage(Page):
    """The plan as a table, and a form for a new line."""

    template: ClassVar[str] = "complaints/follow_ups.html"
    lines: list[FollowUpLine]
    today: date
    late: int
    late_words: str
    done: int
    elements: dict[str, str]
    states: dict[str, str]
    counters: list[CounterChoice]
    given: Mapping[str, str]
    problems: Mapping[str, str]
    said: str | None


@dataclass(frozen=True)
class LinePage(Page):
    """One line of the plan, to be changed or finished."""

    template: ClassVar[str] = "complaints/follow_up.html"
    line: FollowUpLine
    elements: dict[str, str]
    states: dict[str, str]
    given: Mapping[str, str]
    problems: Mapping[str, str]


def element_words(language: str) -> dict[str, str]:
    """The nine elements by key, as a form offers them."""
    return {
        element.value: question.label.in_language(language)
        for element, question in QUESTIONS.items()
    }


async def _plan_page(
    request: Request[Any, Any, Any],
    database: Database,
    visitor: Visitor,
    given: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> PlanPage:
    scope, today = scope_of(visitor), today_of_province(utc_now())

    def look(connection: Connection) -> tuple[list[FollowUpLine], list[CounterChoice]]:
        return follow_ups.plan(connection, scope), cases.counters_within(connection, scope)

    lines, counters = await database.read_async(look)
    late = sum(line.is_late(today) for line in lines)
    language = language_of(request)
    saved = request.query_params.get("done") == "1"
    return PlanPage(
        lines=lines,
        today=today,
        late=late,
        late_words=spelled(late, language),
        done=sum(line.status == "done" for line in lines),
        elements=element_words(language),
        states=STATE_WORDS,
        counters=counters,
        given=given or {},
        problems=problems or {},
        said="Rencana tindak lanjut tersimpan." if saved else None,
    )


@get("/follow-ups", opt={"access": Permission.ANSWER_COMPLAINTS})
async def show_plan(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The plan: what is late, what comes, what was done."""
    return (await _plan_page(request, database, visitor)).response(request)


@post("/follow-ups", opt={"access": Permission.ANSWER_COMPLAINTS})
async def add_line(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """A new line, or the form again with what is wrong."""
    scope, now = scope_of(visitor), utc_now()
    given = {name: form.text(name) for name in form.fields}
    counters = await database.read_async(lambda c: cases.counters_within(c, scope))
    places = {str(counter.counter_id): counter.unit_id for counter in counters}
    units = {str(counter.unit_id) for counter in counters}
    unit, _, counter = given.get("place", "").partition("/")
    problems: dict[str, str] = {}
    if unit not in units or (counter and places.get(counter) != int(unit)):
        problems["place"] = "Tempat: pilih satu dari daftar."
    try:
        wanted = read_wanted(given, today_of_province(now))
    except Invalid as problem:
        problems |= problem.fields
    if problems:
        page = await _plan_page(request, database, visitor, given, problems)
        return page.response(request, 422)
    await database.write_async(
        lambda c: follow_ups.add(
            c,
            scope,
            wanted,
            unit_id=int(unit),
            counter_id=int(counter) if counter else None,
            actor=visitor.username,
            now=now,
        )
    )
    return Redirect("/follow-ups?done=1", status_code=303)


def _line_page(
    request: Request[Any, Any, Any],
    line: FollowUpLine,
    given: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> LinePage:
    stored = {
        "element": line.element or "",
        "activity": line.activity,
        "due_on": line.due_on.isoformat() if line.due_on else "",
        "responsible": line.responsible,
        "status": line.status,
        "done_on": line.done_on.isoformat() if line.done_on else "",
        "proof": line.proof or "",
        "public": "1" if line.public else "",
    }
    elements = element_words(language_of(request))
    return LinePage(line, elements, STATE_WORDS, given or stored, problems or {})


@get("/follow-ups/{number:int}", opt={"access": Permission.ANSWER_COMPLAINTS})
async def show_line(
    number: FromPath[int],
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """One line of the plan."""
    line = await database.read_async(lambda c: follow_ups.line(c, number, scope_of(visitor)))
    return _line_page(request, line).response(request)


@post("/follow-ups/{number:int}", opt={"access": Permission.ANSWER_COMPLAINTS})
async def change_line(
    number: FromPath[int],
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Keep what the form says, or show it again with what is wrong."""
    scope, now = scope_of(visitor), utc_now()
    given = {name: form.text(name) for name in form.fields}
    line = await database.read_async(lambda c: follow_ups.line(c, number, scope))
    try:
        wanted = read_wanted(given, today_of_province(now), line.due_on)
    except Invalid as problem:
        return _line_page(request, line, given, problem.fields).response(request, 422)
    await database.write_async(
        lambda c: follow_ups.change(c, number, scope, wanted, actor=visitor.username, now=now)
    )
    return Redirect("/follow-ups?done=1", status_code=303)


ROUTES = (show_plan, add_line, show_line, change_line)
