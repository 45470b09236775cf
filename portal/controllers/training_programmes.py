"""What can be trained, and what others did in a unit that must not pass for our effect."""

from functools import partial
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Visitor
from portal.controllers.training_plans import PATIENCE_SECONDS, PLANNER, for_province
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.pages import done_or_again, language_of
from portal.planning import today_ahead
from portal.planning_review import learned_so_far
from portal.topic_learning import topics_learnt
from portal.training_forms import PROGRAMME_FIELDS, read_programme
from portal.training_pages import ProgrammesPage
from surveys import other_programmes, planning_register
from surveys.rules.labels import LABEL_WORDS


async def _page(
    request: Request[Any, Any, Any],
    database: Database,
    given: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> ProgrammesPage:
    def look(connection: Connection) -> tuple[Any, ...]:
        return (
            other_programmes.programmes(connection),
            planning_register.units(connection),
            planning_register.topics(connection),
        )

    lines, units, topics = await database.read_async(look)
    language = language_of(request)
    learned = await learned_so_far(database, today_ahead(), wait_seconds=PATIENCE_SECONDS)
    return ProgrammesPage(
        "programmes",
        tuple(lines),
        len({line.unit_code for line in lines}),
        tuple(topics),
        {name: words.in_language(language) for name, words in LABEL_WORDS.items()},
        tuple((unit.code, f"{unit.name} ({unit.code})") for unit in units),
        given or {},
        problems or {},
        request.query_params.get("done", ""),
        None if learned is None else topics_learnt(learned, language),
    )


@get("/planning/programmes", opt=PLANNER)
async def show_programmes(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """Every topic, and every unit that somebody else's programme came to."""
    for_province(visitor)
    return (await _page(request, database)).response(request)


@post("/planning/programmes", opt=PLANNER)
async def add_programme(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Mark a unit, or the form again with what is wrong."""
    for_province(visitor)
    given, now = {name: form.text(name) for name in PROGRAMME_FIELDS}, utc_now()
    programme, unread = read_programme(given)
    work = database.write_async(
        lambda connection: other_programmes.add_programme(
            connection, programme, actor=visitor.username, now=now, unread=unread
        )
    )
    then = "/planning/programmes?done=saved"
    return await done_or_again(request, work, then, partial(_page, request, database, given))


@post("/planning/programmes/{programme_id:int}/remove", opt=PLANNER)
async def remove_programme(
    programme_id: FromPath[int],
    form: NamedDependency[StaffForm],  # noqa: ARG001 - reading it checks the token
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Take a mark away that was wrong."""
    for_province(visitor)
    now = utc_now()
    await database.write_async(
        lambda connection: other_programmes.remove_programme(
            connection, programme_id, actor=visitor.username, now=now
        )
    )
    return Redirect("/planning/programmes?done=removed", status_code=303)


ROUTES = (show_programmes, add_programme, remove_programme)
