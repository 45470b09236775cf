"""The head's desk: complaints in the order in which they should be answered, and each in full."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.case_desk import (
    actor_of,
    case_page,
    page_asked,
    scope_of,
    step_named,
    today_of_province,
)
from portal.case_words import STATUS_WORDS, VIEW_WORDS, in_language, spelled
from portal.database import Database, utc_now
from portal.explaining import Explainer, Why
from portal.forms import StaffForm
from portal.pages import Page, language_of
from surveys import cases, follow_ups, readings
from surveys.case_detail import Case, case_of
from surveys.cases import PAGE, VIEWS, CaseCounts, CaseFilter, CaseLine, CounterChoice, OnTime
from surveys.errors import Invalid
from surveys.follow_ups import FollowUpLine, read_wanted
from surveys.review import count_unchecked
from surveys.rules.labels import INTEGRITY, LABEL_WORDS, POLARITIES
from surveys.rules.written_days import written_day
from surveys.scope import PlaceScope

ON_TIME_DAYS = 90
NARROWED_BY = ("view", "label", "polarity", "counter", "first", "last", "unchecked")


@dataclass(frozen=True)
class QueuePage(Page):
    """The queue with its filter, what waits, and how much was answered in time."""

    template: ClassVar[str] = "complaints/queue.html"
    lines: list[CaseLine]
    found: int
    page: int
    pages: int
    counts: CaseCounts
    open_words: str
    late_words: str
    oldest_words: str
    on_time: OnTime
    unread: int
    unchecked: int
    chosen: dict[str, str]
    filtered: bool
    many_units: bool
    next_address: str | None
    previous_address: str | None
    views: dict[str, str]
    statuses: dict[str, str]
    label_words: dict[str, str]
    polarities: dict[str, str]
    counters: list[CounterChoice]
    moved: bool


def _day(text: str) -> date | None:
    try:
        return written_day(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def read_filter(given: dict[str, str]) -> CaseFilter:
    """What an address asks for; what is not understood limits nothing."""
    view, label, polarity = given.get("view", ""), given.get("label", ""), given.get("polarity", "")
    return CaseFilter(
        view=view if view in VIEWS else "open",
        label=label if label in LABEL_WORDS and label != INTEGRITY else None,
        polarity=polarity if polarity in POLARITIES else None,
        first=_day(given.get("first", "")),
        last=_day(given.get("last", "")),
        unchecked=given.get("unchecked") == "1",
    )


def _address(given: dict[str, str], page: int) -> str:
    return "/complaints?" + urlencode({**given, "page": str(page)})


@get("/complaints", opt={"access": Permission.ANSWER_COMPLAINTS})
async def show_queue(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The queue: what is late first, narrowed by the filter in the address."""
    given = {name: value for name in NARROWED_BY if (value := request.query_params.get(name, ""))}
    wanted, page = read_filter(given), page_asked(request)
    everywhere = scope_of(visitor)
    scope = scope_of(visitor, _number(given.get("counter", "")))
    today = today_of_province(utc_now())

    def look(connection: Connection) -> tuple[Any, ...]:
        return (
            cases.cases(connection, scope, wanted, today, offset=(page - 1) * PAGE),
            cases.count_cases(connection, scope, wanted, today),
            cases.case_counts(connection, everywhere, today),
            cases.on_time(connection, everywhere, today - timedelta(days=ON_TIME_DAYS), today),
            readings.waiting(connection).texts,
            count_unchecked(connection, everywhere),
            cases.counters_within(connection, everywhere),
        )

    lines, found, counts, on_time, unread, unchecked, counters = await database.read_async(look)
    language = language_of(request)
    return QueuePage(
        lines=lines,
        found=found,
        page=page,
        pages=max(-(-found // PAGE), 1),
        counts=counts,
        open_words=spelled(counts.open, language),
        late_words=spelled(counts.late, language),
        oldest_words=spelled(counts.oldest_overdue_days, language, begins=False),
        on_time=on_time,
        unread=unread,
        unchecked=unchecked,
        chosen={"view": wanted.view, **given},
        filtered=bool(given),
        many_units=len({counter.unit_id for counter in counters}) > 1,
        next_address=_address(given, page + 1) if page * PAGE < found else None,
        previous_address=_address(given, page - 1) if page > 1 else None,
        views=VIEW_WORDS,
        statuses=STATUS_WORDS,
        label_words=_labels_of_heads(language),
        polarities=in_language(POLARITIES, language),
        counters=counters,
        moved=request.query_params.get("moved") == "1",
    ).response(request)


def _labels_of_heads(language: str) -> dict[str, str]:
    """The labels of a head's cases in words; those on integrity are the inspector's."""
    words = in_language(LABEL_WORDS, language)
    return {label: said for label, said in words.items() if label != INTEGRITY}


async def _looked_up(
    database: Database, explainer: Explainer, number: int, scope: PlaceScope
) -> tuple[Case, list[FollowUpLine], Why]:
    today = today_of_province(utc_now())

    def look(connection: Connection) -> tuple[Case, list[FollowUpLine]]:
        return (
            case_of(connection, number, scope, today),
            follow_ups.of_complaint(connection, number),
        )

    case, promised = await database.read_async(look)
    return case, promised, await explainer.why(case.text, case.prediction)


@get("/complaints/{number:int}", opt={"access": Permission.ANSWER_COMPLAINTS})
async def show_case(
    number: FromPath[int],
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    explainer: NamedDependency[Explainer],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """One case with everything that can be done about it."""
    case, promised, why = await _looked_up(database, explainer, number, scope_of(visitor))
    return case_page(request, case, promised, why, desk="complaints").response(request)


@post("/complaints/{number:int}/{step:str}", opt={"access": Permission.ANSWER_COMPLAINTS})
async def take_step(
    number: FromPath[int],
    step: FromPath[str],
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    explainer: NamedDependency[Explainer],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """A step of a case, then the case again; the queue where the case is the head's no longer."""
    work, actor, now = step_named(step), actor_of(visitor), utc_now()
    try:
        moved = await database.write_async(lambda c: work(c, number, actor, form, now))
    except Invalid as problem:
        case, promised, why = await _looked_up(database, explainer, number, scope_of(visitor))
        page = case_page(
            request,
            case,
            promised,
            why,
            desk="complaints",
            given={name: form.text(name) for name in form.fields},
            problems=problem.fields,
        )
        return page.response(request, 422)
    if moved:
        return Redirect("/complaints?moved=1", status_code=303)
    return Redirect(f"/complaints/{number}?done={step}", status_code=303)


@post("/complaints/{number:int}/follow-up", opt={"access": Permission.ANSWER_COMPLAINTS})
async def promise(
    number: FromPath[int],
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    explainer: NamedDependency[Explainer],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """A line of the follow-up plan that comes from a case."""
    scope, now = scope_of(visitor), utc_now()
    case, promised, why = await _looked_up(database, explainer, number, scope)
    given = {name: form.text(name) for name in form.fields}
    try:
        wanted = read_wanted(given, today_of_province(now))
    except Invalid as problem:
        page = case_page(
            request, case, promised, why, desk="complaints", given=given, problems=problem.fields
        )
        return page.response(request, 422)

    def add(connection: Connection) -> None:
        follow_ups.add(
            connection,
            scope,
            wanted,
            unit_id=case.unit_id,
            counter_id=case.counter_id,
            complaint_id=number,
            actor=visitor.username,
            now=now,
        )

    await database.write_async(add)
    return Redirect(f"/complaints/{number}?done=follow-up", status_code=303)


ROUTES = (show_queue, show_case, promise, take_step)
