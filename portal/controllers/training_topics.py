"""Topics that can be trained: added, changed, and retired by the planner."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Visitor
from portal.controllers.training_plans import PLANNER, for_province
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.pages import done_or_again, language_of
from portal.planning import today_ahead
from portal.topic_forms import TOPIC_FIELDS, TopicPage, read_topic, ticks, written_topic
from surveys import topics
from surveys.rules.labels import LABEL_WORDS
from surveys.topics import TopicState
from surveys.training_history import Correction

LIST = "/planning/programmes"


async def _page(
    request: Request[Any, Any, Any],
    database: Database,
    code: str,
    given: dict[str, str],
    chosen: tuple[Sequence[str], Sequence[str]],
    problems: dict[str, str] | None = None,
) -> TopicPage:
    def look(connection: Connection) -> tuple[TopicState | None, list[Correction]]:
        if not code:
            return None, []
        return topics.topic_of(connection, code), topics.history_of(connection, code)

    state, history = await database.read_async(look)
    language = language_of(request)
    complaints, elements = ticks(*chosen, language)
    return TopicPage(
        part="programmes",
        code=code,
        stored_name="" if state is None else state.entry.name,
        given=given,
        complaints=complaints,
        elements=elements,
        retired_on=None if state is None else state.retired_on,
        history=tuple(history),
        labels={key: words.in_language(language) for key, words in LABEL_WORDS.items()},
        done=request.query_params.get("done", ""),
        problems=problems or {},
    )


@get("/planning/topics", opt=PLANNER)
async def show_new_topic(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The empty form."""
    for_province(visitor)
    return (await _page(request, database, "", {}, ((), ()))).response(request)


@get("/planning/topics/{code:str}", opt=PLANNER)
async def show_topic(
    code: FromPath[str],
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """A topic as it stands, to be changed, with its history."""
    for_province(visitor)
    state = await database.read_async(lambda connection: topics.topic_of(connection, code))
    given, entry = written_topic(state.entry), state.entry
    page = await _page(request, database, code, given, (entry.addresses, entry.elements))
    return page.response(request)


async def _save(
    request: Request[Any, Any, Any],
    form: StaffForm,
    database: Database,
    visitor: Visitor,
    code: str,
) -> Response[Any]:
    for_province(visitor)
    given = {name: form.text(name) for name in TOPIC_FIELDS}
    given["code"] = code or given["code"]
    chosen, now = (form.all("addresses"), form.all("elements")), utc_now()

    async def work() -> None:
        entry = read_topic(given, *chosen)
        await database.write_async(
            lambda connection: topics.save_topic(
                connection, entry, new=not code, actor=visitor.username, now=now
            )
        )

    async def again(wrong: dict[str, str]) -> TopicPage:
        return await _page(request, database, code, given, chosen, wrong)

    return await done_or_again(request, work(), f"{LIST}?done=topic#materi", again)


@post("/planning/topics", opt=PLANNER)
async def add_topic(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """A new topic, or the form again with what is wrong."""
    return await _save(request, form, database, visitor, "")


@post("/planning/topics/{code:str}", opt=PLANNER)
async def change_topic(
    code: FromPath[str],
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """A topic as it is from now on, or the form again with what is wrong."""
    return await _save(request, form, database, visitor, code)


@post("/planning/topics/{code:str}/use", opt=PLANNER)
async def use_topic(
    code: FromPath[str],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Keep a topic out of new plans, or take it back in."""
    for_province(visitor)
    day = today_ahead() if form.text("retired") else None
    now = utc_now()
    await database.write_async(
        lambda connection: topics.retire(connection, code, day=day, actor=visitor.username, now=now)
    )
    return Redirect(f"{LIST}?done={'retired' if day else 'revived'}#materi", status_code=303)


ROUTES = (show_new_topic, show_topic, add_topic, change_topic, use_topic)
"""Reached from the page of topics and other programmes."""
