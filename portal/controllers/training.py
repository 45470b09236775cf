"""The planner's pages: the need map, plans, effects, and the loop of a cycle."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Visitor
from portal.case_words import spelled
from portal.controllers.training_effects import ROUTES as EFFECTS
from portal.controllers.training_imports import ROUTES as IMPORTS
from portal.controllers.training_plans import PATIENCE_SECONDS, PLANNER, cycle_named, for_province
from portal.controllers.training_plans import ROUTES as PLANS
from portal.controllers.training_programmes import ROUTES as PROGRAMMES
from portal.controllers.training_records import ROUTES as RECORDS
from portal.controllers.training_reviews import ROUTES as REVIEWS
from portal.controllers.training_topics import ROUTES as TOPICS
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.labelling import promoted_version
from portal.pages import language_of
from portal.plan_drafts import make_draft
from portal.plan_views import plan_view
from portal.planning import NOT_BY_TRAINING, Needs, effects_so_far, needs_before, today_ahead
from portal.planning_evidence import Cell, evidence_view
from portal.planning_limits import read_limits
from portal.planning_pages import CycleChoice, EvidenceView, PlanningPage
from portal.planning_views import ROWS, effect_views, heat_rows, order_of_units, topics_shown
from portal.reading_trust import reading_basis, reading_view
from portal.settings import Settings
from surveys import cycle_reviews, plans, readings
from surveys.errors import Invalid
from surveys.plans import StoredPlan
from surveys.rules.labels import LABEL_WORDS
from surveys.rules.periods import Kind, Period, containing

LIMIT_FIELDS = (
    "budget",
    "max_seats",
    "max_per_unit",
    "share_for",
    "least_percent",
    "explore",
    "learn_percent",
)


async def _stored_plan(database: Database, cycle: str) -> StoredPlan | None:
    def look(connection: Connection) -> StoredPlan | None:
        found = plans.plan_for_cycle(connection, cycle)
        return None if found is None else plans.plan_of(connection, found)

    return await database.read_async(look)


@get("/planning", opt=PLANNER)
async def show_planning(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """Who needs what, why, and what the plan of the cycle does about it."""
    page = await _planning_page(request, database, visitor)
    return page.response(request)


async def _planning_page(
    request: Request[Any, Any, Any],
    database: Database,
    visitor: Visitor,
    given: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> PlanningPage:
    asked, today, language = request.query_params, today_ahead(), language_of(request)
    coming = containing(today, Kind.SEMESTER).following
    period = cycle_named(asked.get("cycle", coming.code))
    agency, everything = asked.get("agency", ""), asked.get("all") == "1"
    needs = await needs_before(database, period.first_day)
    stored = None if visitor.agency_id else await _stored_plan(database, period.code)
    order = order_of_units(needs, visitor.agency_id, agency)
    columns = topics_shown(needs)
    chosen = _chosen_cell(needs, order, columns, asked.get("unit"), asked.get("topic"))
    query = {"cycle": period.code, **({"agency": agency} if agency else {})}
    query |= {"all": "1"} if everything else {}
    shown = order if everything else _first_rows(order, chosen)
    first = _chosen_cell(needs, order, columns, None, None)
    panel = await _panel(database, needs, chosen, stored, period, language)
    view = None if stored is None else plan_view(stored)
    units = {(unit.agency_code, unit.agency_name) for unit in needs.gathered.units}
    return PlanningPage(
        part="needs",
        cycle=period.code,
        cycles=_cycles_to_choose(coming, period),
        data_until=min(today, period.first_day - timedelta(days=1)),
        agencies=() if visitor.agency_id else tuple(sorted(units)),
        agency=agency,
        topics=tuple(
            (needs.gathered.topics[k].code, needs.gathered.topics[k].name) for k in columns
        ),
        edges=needs.edges(),
        elsewhere_names=tuple(LABEL_WORDS[each].in_language(language) for each in NOT_BY_TRAINING),
        rows=heat_rows(needs, shown, columns, stored, chosen, query),
        shown_all=len(shown) >= len(order),
        all_units=len(order),
        all_address=f"/planning?{urlencode({**query, 'all': '1'})}",
        neediest_unit=needs.gathered.units[first[0]].name if first else "",
        neediest_topic=needs.gathered.topics[first[1]].name if first else "",
        panel=panel,
        plan=view,
        trainings_word=spelled(len(view.groups), language) if view else "",
        units_word=spelled(view.units, language, begins=False) if view else "",
        reading=reading_view(reading_basis(needs.gathered), language),
        unread=await database.read_async(readings.count_unread),
        looked_back=await database.read_async(
            lambda connection: cycle_reviews.review_of_cycle(connection, period.previous.code)
        ),
        previous=period.previous.code,
        may_plan=visitor.agency_id is None,
        given=given or {},
        problems=problems or {},
    )


def _cycles_to_choose(coming: Period, chosen: Period) -> tuple[CycleChoice, ...]:
    """The cycles around the one to come, the newest first, and the chosen one."""
    around = [coming.shifted(n) for n in (1, 0, -1, -2, -3)]
    return tuple(
        CycleChoice(each.code, each == chosen) for each in dict.fromkeys([*around, chosen])
    )


def _first_rows(order: Sequence[int], chosen: tuple[int, int] | None) -> list[int]:
    """The neediest units, and that of the chosen cell."""
    rows = list(order[:ROWS])
    return rows if chosen is None or chosen[0] in rows else [*rows, chosen[0]]


def _chosen_cell(
    needs: Needs, order: Sequence[int], columns: Sequence[int], unit: str | None, topic: str | None
) -> tuple[int, int] | None:
    """The cell in the address, else the largest need of the first row."""
    if unit and topic:
        place, column = needs.unit(unit), needs.topic(topic)
        if place is not None and column is not None and place in order:
            return place, column
    if not order or not columns or not needs.known[order[0]]:
        return None
    return order[0], max(columns, key=lambda column: float(needs.need[order[0], column]))


async def _panel(
    database: Database,
    needs: Needs,
    chosen: tuple[int, int] | None,
    stored: StoredPlan | None,
    period: Period,
    language: str,
) -> EvidenceView | None:
    if chosen is None:
        return None
    topic = needs.gathered.topics[chosen[1]]
    found = await effects_so_far(database, today_ahead(), wait_seconds=PATIENCE_SECONDS)
    mine = tuple(each for each in found or () if each.topic_code == topic.code)
    views = effect_views(mine, {topic.code: topic.name}, language)
    span = (period.year_before.first_day, period.first_day - timedelta(days=1))
    return await database.read_async(
        lambda connection: evidence_view(
            connection,
            Cell(needs, *chosen, span),
            stored,
            views[0] if views else None,
            found is None,
            language,
        )
    )


@post("/planning/plans", opt=PLANNER)
async def draft_plan(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """A new draft: the best use of a budget, from what was known before the cycle."""
    for_province(visitor)
    given = {name: form.text(name) for name in ("cycle", *LIMIT_FIELDS)}
    period = cycle_named(given["cycle"])
    try:
        plan_id = await asyncio.to_thread(
            make_draft,
            database,
            period,
            read_limits(given),
            today=today_ahead(),
            model=promoted_version(settings),
            actor=visitor.username,
            now=utc_now(),
        )
    except Invalid as problem:
        page = await _planning_page(request, database, visitor, given, problem.fields)
        return page.response(request, 422)
    return Redirect(f"/planning/plans/{plan_id}", status_code=303)


ROUTES = (
    show_planning,
    draft_plan,
    *EFFECTS,
    *IMPORTS,
    *PLANS,
    *PROGRAMMES,
    *RECORDS,
    *REVIEWS,
    *TOPICS,
)
