"""Effects of trainings, and where the loop of a cycle stands."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from portal.access import Visitor
from portal.case_words import spelled
from portal.controllers.training_plans import PATIENCE_SECONDS, PLANNER, cycle_named, for_province
from portal.database import Database, utc_now
from portal.effect_groups import groups_of
from portal.forms import StaffForm
from portal.pages import language_of
from portal.planning import effects_so_far, respondents_around, today_ahead
from portal.planning_cycle import next_of, steps_of
from portal.planning_pages import CyclePage, EffectsPage, EffectView
from portal.planning_views import effect_views, kind_words, outcome_words
from portal.respondents import WhoAnswered
from surveys import cycle_reviews, planning_register
from surveys.effect_protocols import Registered, outcomes_of, register, registered
from surveys.errors import NotFound
from surveys.planning_register import TopicLine

if TYPE_CHECKING:
    from ml.effect import TopicEffect


@get("/planning/effects", opt=PLANNER)
async def show_effects(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """Which trainings helped, against units that were not trained."""
    today, language = today_ahead(), language_of(request)
    asked, cycle_code = request.query_params.get("topic"), request.query_params.get("cycle", "")
    period = cycle_named(cycle_code) if cycle_code else None
    cycle = (period.first_day, period.last_day) if period else None
    lines = await database.read_async(planning_register.topics)
    names = {line.code: line.name for line in lines}
    if asked is not None and asked not in names:
        raise NotFound(asked)
    effects = await effects_so_far(database, today, cycle=cycle, wait_seconds=PATIENCE_SECONDS)
    more: tuple[TopicEffect, ...] | None = ()
    if asked is not None and effects is not None:
        more = await effects_so_far(
            database, today, topic=asked, cycle=cycle, wait_seconds=PATIENCE_SECONDS
        )
    who = await _who(database, today, asked if effects is not None else None, cycle, language)
    fixed = await database.read_async(lambda connection: registered(connection, cycle))
    views = _in_order(effect_views(effects or (), names, language))
    topic = next((line for line in lines if line.code == asked), None)
    units = await database.read_async(planning_register.units)
    untried = tuple(await database.read_async(planning_register.untried_topics))
    reach = visitor.agency_id
    waiting = effects is None or more is None
    return EffectsPage(
        part="effects",
        computing=effects is None,
        views=views,
        groups=groups_of(views, language),
        untried=() if cycle else untried,
        chosen=next((view for view in views if view.topic_code == asked), None),
        behind=_behind_the_index(more or (), names, fixed, language),
        chosen_computing=more is None,
        who=who,
        measures=() if topic is None else _measures_not_on_record(topic, fixed, language),
        may_register=reach is None,
        unit_names={
            unit.code: unit.name for unit in units if reach is None or unit.agency_id == reach
        },
        cycle=cycle_code,
        data_until=today,
        refresh="2" if waiting else "",
        done=request.query_params.get("done", ""),
    ).response(request)


def _behind_the_index(
    effects: "Sequence[TopicEffect]", names: dict[str, str], fixed: Registered, language: str
) -> tuple[EffectView, ...]:
    """The effects on elements and complaints, each with whether it was put on record in time."""
    behind = tuple(each for each in effects if each.outcome != "index")
    return tuple(
        replace(view, registered=fixed.counts(view.topic_code, view.effect.outcome))
        for view in effect_views(behind, names, language)
    )


def _measures_not_on_record(
    topic: TopicLine, fixed: Registered, language: str
) -> tuple[tuple[str, str], ...]:
    """What can still be put on record for a topic, with its words."""
    return tuple(
        (outcome, outcome_words(outcome, language))
        for outcome in outcomes_of(topic.problems)
        if (topic.code, outcome) not in fixed.on_record
    )


async def _who(
    database: Database,
    today: date,
    topic: str | None,
    cycle: tuple[date, date] | None,
    language: str,
) -> tuple[tuple[str, WhoAnswered], ...]:
    if topic is None:
        return ()
    found = await respondents_around(database, today, topic, cycle, PATIENCE_SECONDS)
    return tuple((kind_words(line.key, language), line) for line in found or ())


@post("/planning/effects/protocols", opt=PLANNER)
async def register_protocol(
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Put a measure on record, so that it counts for what is not open yet."""
    for_province(visitor)
    topic, outcome, now = form.text("topic"), form.text("outcome"), utc_now()
    await database.write_async(
        lambda connection: register(connection, topic, outcome, actor=visitor.username, now=now)
    )
    return Redirect(f"/planning/effects?topic={quote(topic)}&done=registered", status_code=303)


def _in_order(views: Sequence[EffectView]) -> tuple[EffectView, ...]:
    """What helped most first, what cannot be told yet last."""
    return tuple(
        sorted(
            views,
            key=lambda view: (
                view.effect.verdict == "belum dapat disimpulkan",
                -(view.effect.estimate or 0.0),
            ),
        )
    )


@get("/planning/cycle/{code:str}", opt=PLANNER)
async def show_cycle(
    code: FromPath[str],
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
) -> Response[bytes]:
    """Where the loop of a cycle stands: from the citizens' answers to the measured effect."""
    period, today, language = cycle_named(code), today_ahead(), language_of(request)
    effects = await effects_so_far(
        database,
        today,
        cycle=(period.first_day, period.last_day),
        wait_seconds=PATIENCE_SECONDS,
    )
    reviewed = await database.read_async(
        lambda connection: cycle_reviews.review_of_cycle(connection, period.code)
    )
    steps = await database.read_async(
        lambda connection: steps_of(
            connection, period, today, effects, reviewed=reviewed is not None
        )
    )
    done = sum(step.state == "done" for step in steps)
    return CyclePage(
        part="cycle",
        cycle=period.code,
        span=period.span.in_language(language),
        previous=period.previous.code,
        following=period.following.code,
        steps=steps,
        done=spelled(done, language),
        next_step=next_of(steps),
        computing=steps[-1].figures["computing"],
        reviewed=reviewed,
    ).response(request)


ROUTES = (show_effects, register_protocol, show_cycle)
