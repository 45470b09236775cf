"""Trainings that were held, entered and corrected by the planner."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.planning_limits import whole_number
from portal.training_forms import TRAINING_FIELDS, planned_entry, read_entry
from portal.training_pages import TrainingPage, TrainingsPage, given_of
from surveys import planning_register, plans, training, training_history
from surveys.errors import Invalid, Refused

PLANNER = {"access": Permission.PLAN_TRAINING}
FREE_ROWS = 6


def _for_province(visitor: Visitor) -> None:
    if visitor.agency_id is not None:
        raise Refused("Pelatihan dicatat oleh perencana provinsi.")


@get("/planning/trainings", opt=PLANNER)
async def show_trainings(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """Every training, the newest first."""
    cycle = request.query_params.get("cycle") or None
    lines = await database.read_async(
        lambda connection: training.trainings(connection, cycle=cycle)
    )
    return TrainingsPage(
        "trainings",
        tuple(lines),
        sum(line.participants for line in lines),
        request.query_params.get("done", ""),
        visitor.agency_id is None,
    ).response(request)


async def _page(
    database: Database,
    code: str,
    given: dict[str, str],
    seats: Sequence[tuple[str, str]],
    problems: dict[str, str] | None = None,
    odd: Sequence[str] = (),
) -> TrainingPage:
    def look(connection: Connection) -> tuple[Any, ...]:
        return (
            planning_register.topics(connection),
            planning_register.units(connection),
            training_history.history_of(connection, code) if code else [],
        )

    topics, units, history = await database.read_async(look)
    return TrainingPage(
        "trainings",
        code,
        given,
        (*seats, *((("", ""),) * FREE_ROWS)),
        tuple((topic.code, topic.name) for topic in topics),
        tuple((unit.code, unit.name) for unit in units),
        problems or {},
        odd,
        tuple(history),
    )


@get("/planning/trainings/new", opt=PLANNER)
async def show_new_training(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The empty form, or what a plan says of a topic, to be corrected to what was held."""
    _for_province(visitor)
    plan_id = whole_number(request.query_params.get("plan", ""))
    if plan_id is None:
        return (await _page(database, "", {}, ())).response(request)
    stored = await database.read_async(lambda connection: plans.plan_of(connection, plan_id))
    given, seats = planned_entry(stored, request.query_params.get("topic", ""))
    return (await _page(database, "", given, seats)).response(request)


@get("/planning/trainings/{code:str}", opt=PLANNER)
async def show_training(
    code: FromPath[str],
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """A training with its participants, to be corrected."""
    _for_province(visitor)
    entry = await database.read_async(lambda connection: training.training_of(connection, code))
    seats = [(line.unit_code, str(line.participants)) for line in entry.seats]
    return (await _page(database, code, given_of(entry), seats)).response(request)


async def _save(
    request: Request[Any, Any, Any],
    form: StaffForm,
    database: Database,
    visitor: Visitor,
    code: str,
) -> Response[Any]:
    _for_province(visitor)
    given = {name: form.text(name) for name in TRAINING_FIELDS}
    given["code"] = code or given["code"]
    seats = list(zip(form.all("unit"), form.all("participants"), strict=False))
    now = utc_now()
    entry, unread = read_entry(given, seats)
    try:
        odd = await database.write_async(
            lambda connection: training.save_training(
                connection, entry, new=not code, actor=visitor.username, now=now, unread=unread
            )
        )
    except Invalid as problem:
        filled = [line for line in seats if any(line)]
        page = await _page(database, code, given, filled, problem.fields)
        return page.response(request, 422)
    if odd:
        kept = [(line.unit_code, str(line.participants)) for line in entry.seats]
        page = await _page(database, entry.code, given_of(entry), kept, odd=odd)
        return page.response(request)
    return Redirect("/planning/trainings?done=saved", status_code=303)


@post("/planning/trainings", opt=PLANNER)
async def add_training(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """A new training, or the form again with what is wrong."""
    return await _save(request, form, database, visitor, "")


@post("/planning/trainings/{code:str}", opt=PLANNER)
async def change_training(
    code: FromPath[str],
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """A training as it really was, or the form again with what is wrong."""
    return await _save(request, form, database, visitor, code)


@post("/planning/trainings/{code:str}/remove", opt=PLANNER)
async def remove_training(
    code: FromPath[str],
    form: NamedDependency[StaffForm],  # noqa: ARG001 - reading it checks the token
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Take out a training that was entered by mistake."""
    _for_province(visitor)
    now = utc_now()
    await database.write_async(
        lambda connection: training.remove_training(
            connection, code, actor=visitor.username, now=now
        )
    )
    return Redirect("/planning/trainings?done=removed", status_code=303)


ROUTES = (
    show_trainings,
    show_new_training,
    show_training,
    add_training,
    change_training,
    remove_training,
)
