"""The classifier: its versions, how good each is, what people found, which one is in use."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.case_words import in_language
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.jobs import BackgroundState
from portal.labelling import models_folder, promoted_version
from portal.pages import Page, language_of
from portal.relearning import CORRECTIONS, ask_to_learn, last_learnt, learning_since
from portal.settings import Settings
from surveys import readings, review
from surveys.accounts import record
from surveys.errors import Refused
from surveys.review import Checked
from surveys.rules.labels import LABEL_WORDS

if TYPE_CHECKING:
    from ml.registry import ModelCard

LONGEST_WHY = 200


@dataclass(frozen=True)
class VersionLine:
    """A version with the figures of its card; None where its card has none."""

    version: str
    made_at: datetime
    texts: int
    macro_f1: float | None
    interval: tuple[float, float] | None
    polarity_f1: float | None
    calibration_error: float | None
    integrity_recall: float | None
    hard_negative_rate: float | None
    has_read: int
    current: bool
    refused: bool


@dataclass(frozen=True)
class LabelLine:
    """A label: what its card promises, and what people found when they checked."""

    words: str
    f1: float | None
    checked: int
    right: int
    least_precision: float
    may_accept_alone: bool


@dataclass(frozen=True)
class ModelPage(Page):
    """All of it."""

    template: ClassVar[str] = "complaints/model.html"
    versions: list[VersionLine]
    current: VersionLine | None
    labels: list[LabelLine]
    checked: int
    unread: int
    outdated: int
    read: int
    background: BackgroundState
    learning_since: datetime | None
    new_checks: int
    learns_after: int
    said: str | None


def version_line(card: "ModelCard", current: str | None, has_read: int) -> VersionLine:
    """A version as a line of the page."""
    scores = card.scores
    interval = scores.get("macro_f1_ci95")
    return VersionLine(
        card.version,
        datetime.fromisoformat(card.created_at),
        card.n_examples,
        scores.get("macro_f1"),
        (interval[0], interval[1]) if interval else None,
        scores.get("polarity_f1"),
        scores.get("ece"),
        scores.get("integrity_recall_at_20"),
        scores.get("hard_negative_rate"),
        has_read,
        card.version == current,
        bool(scores.get("refused")),
    )


def label_lines(
    found: list[Checked], per_label: dict[str, dict[str, float]], language: str
) -> list[LabelLine]:
    """Per label how often people agreed where the model had given it."""
    from ml.review import may_accept_alone, wilson_lower

    lines = []
    for label, words in in_language(LABEL_WORDS, language).items():
        given = [one for one in found if label in one.predicted]
        right = sum(label in one.decided for one in given)
        lines.append(
            LabelLine(
                words,
                per_label.get(label, {}).get("f1"),
                len(given),
                right,
                wilson_lower(right, len(given)),
                may_accept_alone(right, len(given)),
            )
        )
    return lines


def _cards(settings: Settings) -> list["ModelCard"]:
    from ml.registry import Registry

    return Registry(models_folder(settings)).versions()


@get("/admin/model", opt={"access": Permission.MANAGE_MODEL})
async def show_model(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    portal: NamedDependency[Any],
) -> Response[bytes]:
    """Versions, scores, and what people found."""
    cards = await asyncio.to_thread(_cards, settings)
    current, now = promoted_version(settings), utc_now()
    learnt = last_learnt(models_folder(settings)) or now

    def look(connection: Connection) -> tuple[Any, ...]:
        return (
            review.count_read_by_version(connection),
            review.checked_by_version(connection, current or ""),
            readings.count_unread(connection),
            readings.count_not_read_by(connection, current) if current else 0,
            review.count_decided_since(connection, learnt),
        )

    has_read, found, unread, outdated, new_checks = await database.read_async(look)
    lines = [version_line(card, current, has_read.get(card.version, 0)) for card in reversed(cards)]
    scores = next((card.scores for card in cards if card.version == current), {})
    language = language_of(request)
    return ModelPage(
        versions=lines,
        current=next((line for line in lines if line.current), None),
        labels=label_lines(found, dict(scores.get("per_label", {})), language),
        checked=len(found),
        unread=unread,
        outdated=outdated - unread if current else 0,
        read=has_read.get(current or "", 0),
        background=portal.background.state,
        learning_since=learning_since(settings, now),
        new_checks=new_checks,
        learns_after=CORRECTIONS,
        said="Versi yang dipakai sudah diganti." if request.query_params.get("done") else None,
    ).response(request)


def _put_to_use(settings: Settings, version: str, why: str, now: datetime) -> None:
    from ml.registry import Registry, RegistryError

    try:
        Registry(models_folder(settings)).promote(version, now=now, why=why)
    except RegistryError as problem:
        raise Refused(f"Versi ini tidak bisa dipakai: {problem}") from problem


def _back(settings: Settings, why: str, now: datetime) -> str:
    from ml.registry import Registry, RegistryError

    try:
        return Registry(models_folder(settings)).roll_back(now=now, why=why)
    except RegistryError as problem:
        raise Refused("Tidak ada versi sebelumnya.") from problem


@post("/admin/model/promote", opt={"access": Permission.MANAGE_MODEL})
async def promote(
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    visitor: NamedDependency[Visitor],
) -> Redirect:
    """Put a version to use; the background reads everything again with it."""
    version, now = form.text("version"), utc_now()
    why = f"{visitor.username}: {form.text('why')[:LONGEST_WHY]}"
    await asyncio.to_thread(_put_to_use, settings, version, why, now)
    await _note(database, visitor, "model_promoted", version, now)
    return Redirect("/admin/model?done=1", status_code=303)


@post("/admin/model/roll-back", opt={"access": Permission.MANAGE_MODEL})
async def roll_back(
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    visitor: NamedDependency[Visitor],
) -> Redirect:
    """Back to the version that was in use before."""
    now = utc_now()
    why = f"{visitor.username}: {form.text('why')[:LONGEST_WHY]}"
    version = await asyncio.to_thread(_back, settings, why, now)
    await _note(database, visitor, "model_rolled_back", version, now)
    return Redirect("/admin/model?done=1", status_code=303)


@post("/admin/model/train", opt={"access": Permission.MANAGE_MODEL})
async def learn_again(
    form: NamedDependency[StaffForm],  # noqa: ARG001 - reading it checks the token
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    visitor: NamedDependency[Visitor],
) -> Redirect:
    """Learn again from the corpus and everything people corrected, in the background."""
    now = utc_now()
    if learning_since(settings, now) is None:
        await asyncio.to_thread(ask_to_learn, settings, now)
        await _note(database, visitor, "model_training_asked", "", now)
    return Redirect("/admin/model", status_code=303)


async def _note(
    database: Database, visitor: Visitor, action: str, version: str, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        record(connection, actor=visitor.username, action=action, now=now, subject=version)

    await database.write_async(work)


ROUTES = (show_model, promote, roll_back, learn_again)
