"""The inspector's desk: what is held back from everybody else, every reading logged."""

from dataclasses import dataclass
from typing import Any, ClassVar

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
from portal.case_words import STATUS_WORDS, spelled
from portal.database import Database, utc_now
from portal.explaining import Explainer, Why
from portal.forms import StaffForm
from portal.pages import Page, language_of
from portal.sealing import Unsealable, unseal
from portal.settings import Settings
from surveys import case_steps, cases
from surveys.case_detail import Case, case_of
from surveys.cases import PAGE, CaseCounts, CaseFilter, CaseLine
from surveys.errors import Invalid, NotFound, Refused

VIEWS = {
    "open": "Menunggu",
    "in_progress": "Dikerjakan",
    "answered": "Dijawab",
    "closed": "Ditutup",
    "all": "Semua",
}


@dataclass(frozen=True)
class IntegrityPage(Page):
    """The held-back cases without their texts: to read one is a step of its own."""

    template: ClassVar[str] = "complaints/integrity.html"
    lines: list[CaseLine]
    counts: CaseCounts
    open_words: str
    late_words: str
    view: str
    page: int
    pages: int
    next_address: str | None
    previous_address: str | None
    views: dict[str, str]
    statuses: dict[str, str]
    returned: bool


def _address(view: str, page: int) -> str:
    return f"/integrity?view={view}&page={page}"


@get("/integrity", opt={"access": Permission.SEE_INTEGRITY})
async def show_integrity(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """Where and when, how late; not yet a word of what was written."""
    view = request.query_params.get("view", "open")
    view = view if view in VIEWS else "open"
    page = page_asked(request)
    today, scope, wanted = today_of_province(utc_now()), scope_of(visitor), CaseFilter(view)

    def look(connection: Connection) -> tuple[list[CaseLine], int, CaseCounts]:
        return (
            cases.cases(
                connection, scope, wanted, today, confidential=True, offset=(page - 1) * PAGE
            ),
            cases.count_cases(connection, scope, wanted, today, confidential=True),
            cases.case_counts(connection, scope, today, confidential=True),
        )

    lines, found, counts = await database.read_async(look)
    language = language_of(request)
    return IntegrityPage(
        lines=lines,
        counts=counts,
        open_words=spelled(counts.open, language),
        late_words=spelled(counts.late, language),
        view=view,
        page=page,
        pages=max(-(-found // PAGE), 1),
        next_address=_address(view, page + 1) if page * PAGE < found else None,
        previous_address=_address(view, page - 1) if page > 1 else None,
        views=VIEWS,
        statuses=STATUS_WORDS,
        returned=request.query_params.get("returned") == "1",
    ).response(request)


async def _read(
    database: Database, explainer: Explainer, number: int, visitor: Visitor, action: str
) -> tuple[Case, Why]:
    """The case, read with its line in the audit log: no line, no reading."""
    actor, now = actor_of(visitor, confidential=True), utc_now()

    def work(connection: Connection) -> Case:
        case = case_of(connection, number, actor.scope, today_of_province(now), confidential=True)
        case_steps.note_reading(connection, number, actor, now, action)
        return case

    case = await database.write_async(work)
    return case, await explainer.why(case.text, case.prediction)


@get("/integrity/{number:int}", opt={"access": Permission.SEE_INTEGRITY})
async def show_integrity_case(
    number: FromPath[int],
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    explainer: NamedDependency[Explainer],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """One held-back case in full."""
    case, why = await _read(database, explainer, number, visitor, "integrity_read")
    return case_page(request, case, [], why, desk="integrity").response(request)


@post("/integrity/{number:int}/names", opt={"access": Permission.SEE_INTEGRITY})
async def show_names(
    number: FromPath[int],
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],  # noqa: ARG001 - reading it checks the token
    database: NamedDependency[Database],
    explainer: NamedDependency[Explainer],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """The case with the names that were masked in it, opened once and logged."""
    actor = actor_of(visitor, confidential=True)
    sealed = await database.read_async(lambda c: case_steps.sealed_of(c, number, actor))
    if sealed is None:
        raise NotFound
    try:
        names = unseal(settings.sealing_key, sealed, settings.sealing_key_before)
    except Unsealable as problem:
        raise Refused("Nama ini disegel dengan kunci lain. Hubungi pengelola sistem.") from problem
    case, why = await _read(database, explainer, number, visitor, "integrity_name_read")
    return case_page(request, case, [], why, desk="integrity", names=names).response(request)


@post("/integrity/{number:int}/{step:str}", opt={"access": Permission.SEE_INTEGRITY})
async def take_integrity_step(
    number: FromPath[int],
    step: FromPath[str],
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    explainer: NamedDependency[Explainer],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """A step of a held-back case; one that is none of integrity goes back to its head."""
    work, now = step_named(step), utc_now()
    actor = actor_of(visitor, confidential=True)
    try:
        moved = await database.write_async(lambda c: work(c, number, actor, form, now))
    except Invalid as problem:
        case, why = await _read(database, explainer, number, visitor, "integrity_read")
        given = {name: form.text(name) for name in form.fields}
        page = case_page(
            request, case, [], why, desk="integrity", given=given, problems=problem.fields
        )
        return page.response(request, 422)
    if moved:
        return Redirect("/integrity?returned=1", status_code=303)
    return Redirect(f"/integrity/{number}?done={step}", status_code=303)


ROUTES = (show_integrity, show_integrity_case, show_names, take_integrity_step)
