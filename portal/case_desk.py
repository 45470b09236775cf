"""What the head's desk and the inspector's desk share: the page of a case, and the steps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from litestar import Request
from sqlalchemy import Connection

from portal.access import Visitor
from portal.case_words import (
    ACTION_WORDS,
    STATUS_WORDS,
    SUBTYPE_WORDS,
    Stretch,
    confidence,
    in_language,
    marked,
    spelled,
)
from portal.explaining import Why
from portal.forms import StaffForm
from portal.pages import Page, language_of
from portal.review_desk import by_chance
from surveys import case_steps, danger
from surveys.case_detail import Case
from surveys.case_steps import Actor
from surveys.errors import NotFound
from surveys.follow_ups import FollowUpLine
from surveys.rules.deadlines import ComplaintClass
from surveys.rules.elements import QUESTIONS, Element
from surveys.rules.labels import LABEL_WORDS, POLARITIES
from surveys.rules.periods import local_day
from surveys.scope import PlaceScope

PROVINCE_CLOCK = "Asia/Jakarta"
"""Lists reach over units; Lampung keeps one time, and a single case the clock of its unit."""


def page_asked(request: Request[Any, Any, Any]) -> int:
    """Which page of a long list an address asks for; the first where it makes no sense."""
    given = request.query_params.get("page", "")
    return max(int(given), 1) if given.isascii() and given.isdigit() and len(given) < 10 else 1


@dataclass(frozen=True)
class LabelChoice:
    """A label to tick: its words, whether it counts now, and how sure the model was of it."""

    key: str
    words: str
    ticked: bool
    confidence: str | None


@dataclass(frozen=True)
class CasePage(Page):
    """One case: the voice, the answer, the labels, the class, what follows, every step."""

    template: ClassVar[str] = "complaints/case.html"
    case: Case
    desk: str
    stretches: list[Stretch]
    explained_by: str | None
    late_words: str
    labels: list[LabelChoice]
    polarities: dict[str, str]
    subtypes: dict[str, str]
    kinds: dict[str, str]
    elements: dict[str, str]
    statuses: dict[str, str]
    actions: dict[str, str]
    follow_ups: list[FollowUpLine]
    names: list[str] | None
    given: Mapping[str, str]
    problems: Mapping[str, str]
    said: str | None


NOTICES = {
    "reply": "Balasan tersimpan. Warga membacanya dengan kode balasan.",
    "labels": "Label tersimpan.",
    "kind": "Jenis dan batas waktu tersimpan.",
    "take-up": "Tercatat: sedang dikerjakan.",
    "close": "Pengaduan ditutup.",
    "reopen": "Pengaduan dibuka lagi.",
    "danger": "Ditandai bahaya. Sekarang di urutan teratas.",
    "no-danger": "Tercatat: tidak berbahaya.",
    "follow-up": "Masuk rencana tindak lanjut.",
}


def today_of_province(now: datetime) -> date:
    """The day in the province."""
    return local_day(now, PROVINCE_CLOCK)


def scope_of(visitor: Visitor, counter_id: int | None = None) -> PlaceScope:
    """How far a person's reach goes."""
    return PlaceScope(visitor.agency_id, visitor.unit_id, counter_id)


def actor_of(visitor: Visitor, *, confidential: bool = False) -> Actor:
    """The person as the steps of a case name them."""
    return Actor(visitor.account_id, visitor.username, scope_of(visitor), confidential)


def label_choices(
    case_labels: tuple[str, ...], scores: Mapping[str, float], language: str
) -> list[LabelChoice]:
    """All eleven labels in their order."""
    return [
        LabelChoice(
            key, words.in_language(language), key in case_labels, confidence(scores.get(key))
        )
        for key, words in LABEL_WORDS.items()
    ]


def element_of(labels: Sequence[str]) -> str:
    """The element that a follow-up of a case is most likely about; empty for none."""
    return next((label for label in labels if label in set(Element)), "")


def case_page(
    request: Request[Any, Any, Any],
    case: Case,
    follow_ups: list[FollowUpLine],
    why: Why,
    *,
    desk: str,
    names: list[str] | None = None,
    given: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> CasePage:
    """The page of a case for one of the two desks."""
    language = language_of(request)
    read = case.prediction
    shown = case.labels or (read.labels if read else ())
    return CasePage(
        case=case,
        desk=desk,
        stretches=marked(case.text, why.reasons, shown),
        explained_by=why.by,
        late_words=spelled(case.overdue_days, language, begins=False),
        labels=label_choices(case.labels, read.scores if read else {}, language),
        polarities=in_language(POLARITIES, language),
        subtypes=in_language(SUBTYPE_WORDS, language),
        kinds={kind.value: kind.label.in_language(language) for kind in ComplaintClass},
        elements={
            element.value: question.label.in_language(language)
            for element, question in QUESTIONS.items()
        },
        statuses=STATUS_WORDS,
        actions=ACTION_WORDS,
        follow_ups=follow_ups,
        names=names,
        given=given or {"element": element_of(shown)},
        problems=problems or {},
        said=NOTICES.get(request.query_params.get("done", "")),
    )


Step = Callable[[Connection, int, Actor, StaffForm, datetime], bool]
"""One step of a case from a form; True where the case has left the desk by it."""


def _reply(
    connection: Connection, number: int, actor: Actor, form: StaffForm, now: datetime
) -> bool:
    case_steps.reply(connection, number, actor, form.text("reply"), now)
    return False


def keep_labels(
    connection: Connection,
    number: int,
    actor: Actor,
    form: StaffForm,
    now: datetime,
    *,
    at_desk: bool = False,
) -> bool:
    """What a person read, as the form says; sent twice, it is one reading.

    Whether chance had set the text apart its number says, wherever it is read. Of danger a form
    changes something only where its box was changed: somebody may have marked it meanwhile. What
    the box said is kept all the same, to learn from; a form without one says nothing.
    """
    labels, polarity, subtype = form.all("labels"), form.text("polarity"), form.text("subtype")
    if case_steps.has_handed_over(connection, number, actor, labels, polarity, subtype or None):
        return True
    ticked, shown = form.text("danger") == "1", form.text("danger_shown")
    if shown == ("0" if ticked else "1"):
        # First, since a case that is handed over by its labels is out of reach afterwards.
        danger.settle(connection, number, actor, ticked, now)
    return case_steps.decide(
        connection,
        number,
        actor,
        labels,
        polarity,
        subtype or None,
        now,
        # What is held back is no part of what the desk draws from.
        drawn=not actor.confidential and by_chance(number),
        at_desk=at_desk,
        danger=ticked if shown in ("0", "1") else None,
    )


def _kind(
    connection: Connection, number: int, actor: Actor, form: StaffForm, now: datetime
) -> bool:
    case_steps.set_kind(connection, number, actor, form.text("kind"), now)
    return False


def _take_up(
    connection: Connection, number: int, actor: Actor, form: StaffForm, now: datetime
) -> bool:
    del form
    case_steps.take_up(connection, number, actor, now)
    return False


def _close(
    connection: Connection, number: int, actor: Actor, form: StaffForm, now: datetime
) -> bool:
    case_steps.close(connection, number, actor, form.text("reason"), now)
    return False


def _reopen(
    connection: Connection, number: int, actor: Actor, form: StaffForm, now: datetime
) -> bool:
    del form
    case_steps.reopen(connection, number, actor, now)
    return False


def _danger(
    connection: Connection, number: int, actor: Actor, form: StaffForm, now: datetime
) -> bool:
    del form
    danger.mark(connection, number, actor, now)
    return False


def _no_danger(
    connection: Connection, number: int, actor: Actor, form: StaffForm, now: datetime
) -> bool:
    del form
    danger.clear(connection, number, actor, now)
    return False


STEPS: Mapping[str, Step] = {
    "reply": _reply,
    "labels": keep_labels,
    "kind": _kind,
    "take-up": _take_up,
    "close": _close,
    "reopen": _reopen,
    "danger": _danger,
    "no-danger": _no_danger,
}


def step_named(name: str) -> Step:
    """The step of an address; raises NotFound."""
    found = STEPS.get(name)
    if found is None:
        raise NotFound
    return found
