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
from portal.closed_models import UNREADABLE, UNWRITABLE, trouble_with, what_to_do
from portal.damaged_models import damage_of
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.jobs import BackgroundState
from portal.labelling import models_folder, promoted_version
from portal.model_seal import folder_and_key
from portal.pages import Page, language_of
from portal.relearning import CORRECTIONS, ask_to_learn, last_learnt, learning_since
from portal.settings import Settings
from surveys import readings, review
from surveys.accounts import record
from surveys.errors import Refused
from surveys.review import Checked
from surveys.rules.labels import LABEL_WORDS

if TYPE_CHECKING:
    from ml.model_cards import ModelCard
    from ml.registry import Registry

LONGEST_WHY = 200
NOT_OURS = "Versi ini tidak disegel oleh portal ini."
CHANGED = "Berkas versi ini berubah sejak dibuat."
BROKEN_CARD = "Kartu versi ini tidak terbaca."
NONE_BEFORE = "Tidak ada versi sebelumnya yang bisa dipakai; pilih satu versi dari daftar."
GONE = "Versi ini tidak ada."
OTHER_RELEASE = "Versi ini dibuat rilis lain."
SENTENCES = (NOT_OURS, CHANGED, BROKEN_CARD, GONE, OTHER_RELEASE, UNREADABLE, UNWRITABLE)
"""Why a version is refused, or the folder of them; the page translates them."""


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
class UnusableLine:
    """A version that cannot be put to use, and why."""

    version: str
    why: str


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
    unusable: list[UnusableLine]
    refused: str | None
    closed: str | None
    way_out: str
    damage: list[str]
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


def _registry(settings: Settings, key: bytes) -> "Registry":
    from ml.registry import Registry

    return Registry(*folder_and_key(settings, key))


def _cards(registry: "Registry") -> tuple[list["ModelCard"], list[UnusableLine]]:
    try:
        unusable = [UnusableLine(one.version, _why(one.problem)) for one in registry.unusable()]
        return registry.versions(), unusable
    except PermissionError:
        return [], []


def _refused(
    current: str | None, lines: list[VersionLine], unusable: list[UnusableLine]
) -> str | None:
    """Why the chosen version reads nothing; None where it may, or none is chosen."""
    if current is None or any(line.current for line in lines):
        return None
    return next((one.why for one in unusable if one.version == current), GONE)


def _why(problem: Exception) -> str:
    """Why a version cannot be used, in the words of the page."""
    from ml.model_cards import BrokenCard, NoModel, Tampered, Unsealed

    for kind, words in (
        (Unsealed, NOT_OURS),
        (Tampered, CHANGED),
        (BrokenCard, BROKEN_CARD),
        (NoModel, GONE),
    ):
        if isinstance(problem, kind):
            return words
    return OTHER_RELEASE


@get("/admin/model", opt={"access": Permission.MANAGE_MODEL})
async def show_model(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    portal: NamedDependency[Any],
) -> Response[bytes]:
    """Versions, scores, and what people found."""
    registry = _registry(settings, portal.models_key)
    cards, unusable = await asyncio.to_thread(_cards, registry)
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
        unusable=unusable,
        refused=_refused(current, lines, unusable),
        closed=trouble_with(settings.models_dir),
        way_out=what_to_do(settings.models_dir),
        damage=damage_of(registry.path),
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


def _put_to_use(registry: "Registry", version: str, why: str, now: datetime) -> None:
    from ml.model_cards import RegistryError

    try:
        registry.promote(version, now=now, why=why)
    except RegistryError as problem:
        raise Refused(_why(problem)) from problem
    except OSError as problem:
        raise Refused(trouble_with(registry.path) or UNWRITABLE) from problem


def _back(registry: "Registry", why: str, now: datetime) -> str:
    from ml.model_cards import NoModel, RegistryError

    try:
        return registry.roll_back(now=now, why=why)
    except NoModel as problem:
        raise Refused(NONE_BEFORE) from problem
    except RegistryError as problem:
        raise Refused(_why(problem)) from problem
    except OSError as problem:
        raise Refused(trouble_with(registry.path) or UNWRITABLE) from problem


@post("/admin/model/promote", opt={"access": Permission.MANAGE_MODEL})
async def promote(
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    portal: NamedDependency[Any],
    visitor: NamedDependency[Visitor],
) -> Redirect:
    """Put a version to use; the background reads everything again with it."""
    version, now = form.text("version"), utc_now()
    why = f"{visitor.username}: {form.text('why')[:LONGEST_WHY]}"
    registry = _registry(settings, portal.models_key)
    await asyncio.to_thread(_put_to_use, registry, version, why, now)
    await _note(database, visitor, "model_promoted", version, now)
    return Redirect("/admin/model?done=1", status_code=303)


@post("/admin/model/roll-back", opt={"access": Permission.MANAGE_MODEL})
async def roll_back(
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    portal: NamedDependency[Any],
    visitor: NamedDependency[Visitor],
) -> Redirect:
    """Back to the version that was in use before."""
    now = utc_now()
    why = f"{visitor.username}: {form.text('why')[:LONGEST_WHY]}"
    version = await asyncio.to_thread(_back, _registry(settings, portal.models_key), why, now)
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
        try:
            await asyncio.to_thread(ask_to_learn, settings, now)
        except OSError as problem:
            raise Refused(trouble_with(settings.models_dir) or UNWRITABLE) from problem
        await _note(database, visitor, "model_training_asked", "", now)
    return Redirect("/admin/model", status_code=303)


async def _note(
    database: Database, visitor: Visitor, action: str, version: str, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        record(connection, actor=visitor.username, action=action, now=now, subject=version)

    await database.write_async(work)


ROUTES = (show_model, promote, roll_back, learn_again)
