"""Plans: each line by line, changed while a draft, frozen once approved, taken along as a file."""

import asyncio
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.asked_periods import offered
from portal.case_words import spelled
from portal.database import Database, utc_now
from portal.documents.plan import plan_pdf
from portal.documents.plan_workbook import plan_workbook
from portal.downloads import download
from portal.forms import StaffForm
from portal.labelling import promoted_version
from portal.pages import Page, done_or_again, language_of
from portal.plan_drafts import change_draft, forbid_in_draft
from portal.plan_views import plan_view
from portal.planning import effects_so_far, today_ahead
from portal.planning_limits import LINE_FIELDS, read_line, whole_number
from portal.planning_pages import PlanPage, PlansPage, with_problems
from portal.planning_reasons import explained, voices_of
from portal.planning_views import verdicts_by_topic
from portal.planning_year import proposals_until
from portal.reading_trust import reading_view
from portal.settings import Settings
from surveys import drafts, planning_register, plans
from surveys.errors import NotOffered, Refused
from surveys.plan_approval import Concerns, approve, approver_of, concerns_of
from surveys.rules.periods import Kind, Period, parse_period

PLANNER = {"access": Permission.PLAN_TRAINING}
PATIENCE_SECONDS = 0.7
"""How long a page waits for an estimate before it is shown without."""


def cycle_named(code: str) -> Period:
    """The half-year of a code; raises NotOffered for anything else."""
    try:
        period = parse_period(code)
    except ValueError:
        period = None
    if period is None or period.kind is not Kind.SEMESTER:
        raise NotOffered(f"'{code[:20]}' bukan siklus; isi seperti 2026-1 atau 2026-2")
    return period


def for_province(visitor: Visitor) -> None:
    """Plans weigh all units against each other, so only a planner of the province makes them."""
    if visitor.agency_id is not None:
        raise Refused("Rencana disusun oleh perencana provinsi, karena semua unit diperbandingkan.")


@get("/planning/plans", opt=PLANNER)
async def show_plans(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """Every plan there was."""
    for_province(visitor)
    lines = tuple(await database.read_async(plans.plans))
    approved = sum(line.status == plans.APPROVED for line in lines)
    return PlansPage("plans", lines, approved).response(request)


def _concerns(connection: Connection, plan: plans.StoredPlan) -> Concerns:
    until = proposals_until(int(plan.cycle[:4]))
    return concerns_of(connection, plan, today_ahead(), until)


async def _plan_page(
    request: Request[Any, Any, Any],
    database: Database,
    visitor: Visitor,
    plan_id: int,
) -> PlanPage:
    def look(connection: Connection) -> tuple[Any, ...]:
        stored = plans.plan_of(connection, plan_id)
        return (
            stored,
            planning_register.units(connection),
            planning_register.topics(connection),
            voices_of(connection, stored),
            _concerns(connection, stored),
            approver_of(connection, stored, visitor.username),
        )

    stored, units, topics, voices, concerns, approver = await database.read_async(look)
    view, language = plan_view(stored), language_of(request)
    effects = await effects_so_far(database, today_ahead(), wait_seconds=PATIENCE_SECONDS)
    return PlanPage(
        "plans",
        view,
        spelled(len(view.groups), language),
        spelled(view.units, language, begins=False),
        explained(stored, voices, language),
        verdicts_by_topic(effects),
        tuple((str(unit.unit_id), f"{unit.name} ({unit.code})") for unit in units),
        tuple((str(each.topic_id), each.name) for each in topics if each.retired_on is None),
        concerns,
        approver,
        (stored.frozen or {}).get("approval", {}),
        len(stored.changes),
        {name: request.query_params.get(name, "") for name in ("unit", "topic")},
        {},
        reading_view(stored.basis.get("reading"), language),
    )


def _prefixed(fields: dict[str, str], prefix: str) -> dict[str, str]:
    """Fields under the names that they have on the page, where several forms stand."""
    return {f"{prefix}{name}": value for name, value in fields.items()}


@get("/planning/plans/{plan_id:int}", opt=PLANNER)
async def show_plan(
    plan_id: FromPath[int],
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """One plan, line by line."""
    for_province(visitor)
    return (await _plan_page(request, database, visitor, plan_id)).response(request)


@post("/planning/plans/{plan_id:int}/lines", opt=PLANNER)
async def change_line(
    plan_id: FromPath[int],
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Other seats for a line, a line more, or (0 seats) one less; gains are computed anew."""
    for_province(visitor)
    given = {name: form.text(name) for name in LINE_FIELDS}
    if form.text("out"):
        given["seats"] = "0"
    place = f"{given['unit']}-{given['topic']}"

    async def work() -> None:
        line = read_line(given)
        await asyncio.to_thread(
            change_draft,
            database,
            plan_id,
            line,
            reason=given["reason"],
            rearrange=form.text("how") == "rearrange",
            today=today_ahead(),
            model=promoted_version(settings),
            actor=visitor.username,
            now=utc_now(),
            seen=whole_number(form.text("seen")),
        )

    async def again(wrong: dict[str, str]) -> Page:
        page = await _plan_page(request, database, visitor, plan_id)
        if not form.text("line") or not page.plan.has_line(place):
            return with_problems(page, given, wrong)
        # A line of the plan has fields of its own: what is wrong is said inside it.
        own = f"line-{place}-"
        return with_problems(page, _prefixed(given, own), _prefixed(wrong, own), place)

    address = f"/planning/plans/{plan_id}"
    return await done_or_again(request, work(), f"{address}#baris-{place}", again)


@post("/planning/plans/{plan_id:int}/forbid", opt=PLANNER)
async def forbid_line(
    plan_id: FromPath[int],
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Never plan a unit, a topic, or one for the other; the rest is arranged anew."""
    for_province(visitor)
    given = {name: form.text(f"not_{name}") for name in ("unit", "topic", "reason")}
    work = asyncio.to_thread(
        forbid_in_draft,
        database,
        plan_id,
        (whole_number(given["unit"]), whole_number(given["topic"])),
        reason=given["reason"],
        today=today_ahead(),
        model=promoted_version(settings),
        actor=visitor.username,
        now=utc_now(),
    )

    async def again(wrong: dict[str, str]) -> Page:
        page = await _plan_page(request, database, visitor, plan_id)
        return with_problems(page, _prefixed(given, "not_"), _prefixed(wrong, "not_"))

    return await done_or_again(request, work, f"/planning/plans/{plan_id}", again)


@post("/planning/plans/{plan_id:int}/approve", opt=PLANNER)
async def approve_plan(
    plan_id: FromPath[int],
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Freeze the plan as it stands, or the page again with what is missing."""
    for_province(visitor)
    now, given = utc_now(), {name: form.text(name) for name in ("confirmed", "exception")}
    seen = whole_number(form.text("seen"))

    def work(connection: Connection) -> None:
        approve(
            connection,
            plan_id,
            actor=visitor.username,
            now=now,
            concerns=_concerns(connection, plans.plan_of(connection, plan_id)),
            confirmed=bool(given["confirmed"]),
            exception=given["exception"],
            seen=seen,
        )

    async def again(wrong: dict[str, str]) -> Page:
        page = await _plan_page(request, database, visitor, plan_id)
        return with_problems(page, given, wrong)

    address = f"/planning/plans/{plan_id}"
    return await done_or_again(request, database.write_async(work), address, again)


@post("/planning/plans/{plan_id:int}/discard", opt=PLANNER)
async def discard_plan(
    plan_id: FromPath[int],
    form: NamedDependency[StaffForm],  # noqa: ARG001 - reading it checks the token
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Throw a draft away."""
    for_province(visitor)
    now = utc_now()
    await database.write_async(
        lambda connection: drafts.discard(connection, plan_id, actor=visitor.username, now=now)
    )
    return Redirect("/planning/plans", status_code=303)


DOCUMENTS = {
    "xlsx": (plan_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (plan_pdf, "application/pdf"),
}


@get("/planning/plans/{plan_id:int}/{form_name:str}", opt=PLANNER)
async def download_plan(
    plan_id: FromPath[int],
    form_name: FromPath[str],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The plan as a workbook or PDF, with the columns of the yearly proposal."""
    for_province(visitor)
    ending = form_name.removeprefix("rencana.")
    offered(ending, DOCUMENTS)
    make, media_type = DOCUMENTS[ending]
    stored = await database.read_async(lambda connection: plans.plan_of(connection, plan_id))
    body = await asyncio.to_thread(make, stored, sample=settings.sample_mark)
    name = f"rencana-{stored.cycle}-{plan_id}.{ending}"
    return download(body, media_type, name)


ROUTES = (
    show_plans,
    show_plan,
    change_line,
    forbid_line,
    approve_plan,
    discard_plan,
    download_plan,
)
