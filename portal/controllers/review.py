"""The desk where labels are checked: one text at a time, the model's reading filled in."""

from dataclasses import dataclass
from datetime import timedelta
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
from surveys import danger, decisions, review
from surveys.accounts import record
from surveys.case_detail import subject_of
from surveys.errors import Invalid
from surveys.review import Candidate, Unchecked
from surveys.rules.labels import POLARITIES

UNDO_WITHIN = timedelta(minutes=30)
SESSION = timedelta(hours=12)
MOST_SKIPPED = 50
TURN = 10
"""The mix of unsure and random texts repeats after so many."""

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
    leads_on: bool
    waiting: int
    waiting_words: str
    checked: int
    skipped: str
    undo: int | None
    problems: dict[str, str]


def _skipped(text: str) -> list[int]:
    numbers = [int(part) for part in text.split(".") if part.isascii() and part.isdigit()]
    return numbers[-MOST_SKIPPED:]


def next_at_desk(
    found: list[Unchecked], again: list[int], lately: list[str], turn: int
) -> tuple[int, str] | None:
    """The number of the text to look at next and why: danger, then the unsure and some by chance.

    again : texts that somebody else has read; the last of ten turns is theirs. lately : texts that
    people looked at last. turn : how many texts this person has checked today, so that the same
    text stays on the screen until it is decided.
    """
    if again and not any(one.danger for one in found) and (not found or turn % TURN == TURN - 1):
        return again[0], "second"
    if not found:
        return None
    # The lists of spellings come with it; a web process that shows no desk does without.
    from ml.review import ReviewItem, next_in_queue

    items = [
        ReviewItem(str(one.complaint_id), one.text, False, one.danger, one.scores) for one in found
    ]
    queued = next_in_queue(items, lately, turn=turn)
    return None if queued is None else (int(queued.key), queued.reason)


def _by_chance(number: int) -> bool:
    """Whether chance set the text apart: its number says so, not what a form sends."""
    from ml.review import in_random_part

    return in_random_part(str(number))


@dataclass(frozen=True)
class FilledIn:
    """What is ticked when the desk opens."""

    labels: tuple[str, ...]
    polarity: str
    subtype: str
    danger: bool


def filled_in(candidate: Candidate | None, given: StaffForm | None) -> FilledIn:
    """What the person ticked before, else what the model read."""
    if given is not None:
        labels, danger = tuple(given.all("labels")), given.text("danger") == "1"
        return FilledIn(labels, given.text("polarity"), given.text("subtype"), danger)
    if candidate is None:
        return FilledIn((), "", "", danger=False)
    read = candidate.prediction
    return FilledIn(read.labels, read.polarity, read.subtype or "", candidate.danger)


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
    now = utc_now()
    skipped = _skipped(request.query_params.get("skip", ""))
    scope, account = scope_of(visitor), visitor.account_id

    def look(connection: Connection) -> tuple[Candidate | None, str | None, int, int, int | None]:
        checked = review.count_checked(connection, account, now - SESSION)
        following: tuple[int, str] | None = None
        if only is not None:
            following = (only, "random" if _by_chance(only) else "uncertain")
        if following is None:
            again = review.second_readings(connection, scope, account, leave_out=skipped)
            following = next_at_desk(
                review.unchecked(connection, scope, leave_out=skipped),
                [one.complaint_id for one in again],
                review.decided_lately(connection),
                checked + len(skipped),
            )
        number, reason = following or (0, None)
        return (
            review.candidate(connection, scope, number),
            reason,
            review.count_unchecked(connection, scope),
            checked,
            review.own_last_decision(connection, account, now, UNDO_WITHIN),
        )

    candidate, reason, waiting, checked, undo = await database.read_async(look)
    language = language_of(request)
    text, read = (candidate.text, candidate.prediction) if candidate else ("", None)
    why = await explainer.why(text, read)
    filled = filled_in(candidate, given)
    return ReviewPage(
        candidate=candidate,
        reason=REASONS[reason] if candidate and reason else None,
        stretches=marked(text, why.reasons, read.labels if read else ()),
        explained_by=why.by,
        labels=label_choices(filled.labels, read.scores, language) if read else [],
        polarities=in_language(POLARITIES, language),
        subtypes=in_language(SUBTYPE_WORDS, language),
        polarity=filled.polarity,
        subtype=filled.subtype,
        danger=filled.danger,
        leads_on=filled.danger and visitor.may(Permission.ANSWER_COMPLAINTS),
        waiting=waiting,
        waiting_words=spelled(waiting, language),
        checked=checked,
        skipped=".".join(map(str, skipped)),
        undo=undo,
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
    actor, now, drawn = actor_of(visitor), utc_now(), _by_chance(number)
    try:
        moved = await database.write_async(
            lambda c: keep_labels(c, number, actor, form, now, drawn=drawn)
        )
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
    answers = visitor.may(Permission.ANSWER_COMPLAINTS)
    if form.text("danger") == "1" and answers and not moved:
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
