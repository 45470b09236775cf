"""A cycle looked back on, and a year looked at as a whole."""

from functools import partial
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy import Connection

from portal.access import Visitor
from portal.controllers.training_plans import PATIENCE_SECONDS, PLANNER, cycle_named, for_province
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.pages import done_or_again, language_of
from portal.planning import effects_so_far, today_ahead
from portal.planning_review import figures_of, learned_so_far, review_lines, review_topics
from portal.planning_review_pages import ReviewPage, YearPage, review_page, year_page
from surveys import cycle_reviews, plans, training_year
from surveys.errors import NotFound
from surveys.rules.periods import Period


async def _review(
    request: Request[Any, Any, Any],
    database: Database,
    period: Period,
    note: str = "",
    problems: dict[str, str] | None = None,
) -> ReviewPage:
    today = today_ahead()
    cycle = (period.first_day, period.last_day)
    effects = await effects_so_far(database, today, cycle=cycle, wait_seconds=PATIENCE_SECONDS)
    overall = await effects_so_far(database, today, wait_seconds=PATIENCE_SECONDS)
    learned = await learned_so_far(database, today, wait_seconds=PATIENCE_SECONDS)

    def look(connection: Connection) -> tuple[Any, ...]:
        number = plans.plan_for_cycle(connection, period.code)
        return (
            None if number is None else plans.plan_of(connection, number),
            cycle_reviews.seats_held(connection, *cycle, today),
            cycle_reviews.review_of_cycle(connection, period.code),
        )

    plan, held, reviewed = await database.read_async(look)
    return review_page(
        period,
        plan,
        review_topics(plan, held, effects or (), overall or ()),
        review_lines(plan, held, effects or (), learned),
        reviewed,
        computing=effects is None,
        waiting=overall is None or learned is None,
        note=note,
        problems=problems or {},
        language=language_of(request),
    )


@get("/planning/cycle/{code:str}/review", opt=PLANNER)
async def show_review(
    code: FromPath[str],
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """What came of the plan of a cycle: held, measured, and what it cost."""
    for_province(visitor)
    return (await _review(request, database, cycle_named(code))).response(request)


@post("/planning/cycle/{code:str}/review", opt=PLANNER)
async def close_review(
    code: FromPath[str],
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Put the review on record and open the next cycle."""
    for_province(visitor)
    period, note, now = cycle_named(code), form.text("note"), utc_now()
    page = await _review(request, database, period, note)
    figures = figures_of(page.topics, page.lines)
    work = database.write_async(
        lambda connection: cycle_reviews.close_review(
            connection, period.code, note=note, figures=figures, actor=visitor.username, now=now
        )
    )
    then = f"/planning?cycle={period.following.code}"
    again = partial(_review, request, database, period, note)
    return await done_or_again(request, work, then, again)


@get("/planning/year/{year:int}", opt=PLANNER)
async def show_year(
    year: FromPath[int],
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """Both cycles of a year, the hours of every unit, and what must be ready when."""
    if not 2000 <= year <= 2200:
        raise NotFound(str(year))
    today = today_ahead()
    cycles, hours = await database.read_async(
        lambda connection: (
            training_year.cycles_of_year(connection, year, today),
            training_year.hours_of_units(connection, year),
        )
    )
    everything = request.query_params.get("all") == "1"
    page: YearPage = year_page(year, cycles, hours, today, visitor.agency_id, everything=everything)
    return page.response(request)


ROUTES = (show_review, close_review, show_year)
