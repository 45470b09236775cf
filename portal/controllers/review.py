"""The desk where labels are checked: one text at a time, the model's reading filled in."""

from dataclasses import dataclass
from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.case_desk import (
    LabelChoice,
    actor_of,
    keep_labels,
    label_choices,
    scope_of,
)
from portal.case_words import SUBTYPE_WORDS, Stretch, in_language, marked, spelled
from portal.database import Database, utc_now
from portal.explaining import Explainer
from portal.forms import StaffForm
from portal.pages import Page, language_of
from portal.review_desk import UNDO_WITHIN, at_desk, filled_in
from surveys import danger, decisions, review
from surveys.accounts import record
from surveys.case_detail import subject_of
from surveys.errors import Invalid
from surveys.review import Candidate
from surveys.rules.labels import POLARITIES

MOST_SKIPPED = 50

REASONS = {
    "danger": "Bisa membahayakan orang.",
    "uncertain": "Pembaca otomatis ragu.",
    "random": "Dipilih acak, untuk mengukur mutu pembacaan.",
    "second": "Dibaca dua orang, untuk mengukur apakah orang sepakat.",
}


@dataclass(frozen=True)
class ReviewPage(Page):
    """The next text to check, why it is next, and what can be taken back."""

    template: ClassVar[str] = "complaints/review.html"
    candidate: Candidate | None
    reason: str | None
    stretches: list[Stretch]
    explained_by: str | None
    labels: list[LabelChoice]
    polarities: dict[str, str]
    subtypes: dict[str, str]
    polarity: str
    subtype: str
    danger: bool
    danger_shown: bool
    leads_on: bool
    waiting: int
    waiting_words: str
    checked: int
    skipped: str
    undo: int | None
    problems: dict[str, str]


def _skipped(text: str) -> list[int]:
    numbers = [
        int(part)
        for part in text.split(".")
        if len(part) < 19 and part.isascii() and part.isdigit()
    ]
    return numbers[-MOST_SKIPPED:]


async def _review_page(
    request: Request[Any, Any, Any],
    database: Database,
    explainer: Explainer,
    visitor: Visitor,
    *,
    only: int | None = None,
    given: StaffForm | None = None,
    problems: dict[str, str] | None = None,
) -> ReviewPage:
    """The next text, or the one that could not be saved, as the person had filled it in."""
    now, skipped = utc_now(), _skipped(request.query_params.get("skip", ""))
    scope, account = scope_of(visitor), visitor.account_id
    desk = await database.read_async(
        lambda c: at_desk(c, scope, account, now, skipped=skipped, only=only)
    )
    language, candidate = language_of(request), desk.candidate
    text, read = (candidate.text, candidate.prediction) if candidate else ("", None)
    why = await explainer.why(text, read)
    filled = filled_in(candidate, given)
    return ReviewPage(
        candidate=candidate,
        reason=REASONS[desk.reason] if candidate and desk.reason else None,
        stretches=marked(text, why.reasons, read.labels if read else ()),
        explained_by=why.by,
        labels=label_choices(filled.labels, read.scores, language) if read else [],
        polarities=in_language(POLARITIES, language),
        subtypes=in_language(SUBTYPE_WORDS, language),
        polarity=filled.polarity,
        subtype=filled.subtype,
        danger=filled.danger,
        danger_shown=filled.danger_shown,
        leads_on=filled.danger and visitor.may(Permission.ANSWER_COMPLAINTS),
        waiting=desk.waiting,
        waiting_words=spelled(desk.waiting, language),
        checked=desk.checked,
        skipped=".".join(map(str, skipped)),
        undo=desk.undo,
        problems=problems or {},
    )


@get("/review", opt={"access": Permission.REVIEW_LABELS})
async def show_review(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    explainer: NamedDependency[Explainer],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The next text, its labels filled in: confirm or correct."""
    return (await _review_page(request, database, explainer, visitor)).response(request)


@post("/review/{number:int}", opt={"access": Permission.REVIEW_LABELS})
async def check_text(
    number: FromPath[int],
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    explainer: NamedDependency[Explainer],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Keep what the person read, then the next text; where there is danger, the case itself."""
    actor, now = actor_of(visitor), utc_now()

    def work(connection: Connection) -> bool:
        moved = keep_labels(connection, number, actor, form, now, at_desk=True)
        return not moved and danger.stands(connection, number)

    try:
        urgent = await database.write_async(work)
    except Invalid as problem:
        page = await _review_page(
            request,
            database,
            explainer,
            visitor,
            only=number,
            given=form,
            problems=dict(problem.fields),
        )
        return page.response(request, 422)
    if urgent and visitor.may(Permission.ANSWER_COMPLAINTS):
        return Redirect(f"/complaints/{number}?done=labels", status_code=303)
    return Redirect("/review", status_code=303)


@post("/review/undo", opt={"access": Permission.REVIEW_LABELS})
async def undo_check(
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Redirect:
    """Take back one's own last check, and with it what it said of danger."""
    actor, now = actor_of(visitor), utc_now()

    def work(connection: Connection) -> None:
        last = review.own_last_decision(connection, visitor.account_id, now, UNDO_WITHIN)
        if last is None or str(last) != form.text("decision"):
            return
        moment = decisions.decided_at(connection, last)
        number = decisions.withdraw(connection, last, visitor.account_id, now)
        danger.restore(connection, number, actor, moment, now)
        record(
            connection,
            actor=visitor.username,
            action="complaint_withdrawn",
            now=now,
            subject=subject_of(number),
        )

    await database.write_async(work)
    return Redirect("/review", status_code=303)


ROUTES = (show_review, undo_check, check_text)
