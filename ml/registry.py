"""Every version of the classifier ever trained: its arrays, its card, and which one is in use.

Files only. A version is written whole or not at all; a file whose content is not what its card
says is refused, since whoever can change a model can decide whose complaint is read.
"""

import hashlib
import json
import platform
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

import numpy as np

from ml.classifier import ComplaintClassifier
from ml.features import IntArray
from ml.measures import Judged
from ml.storage import Unreadable, pack, pack_judged, unpack, unpack_judged

FORMAT = 5
READABLE = (2, 3, 4, 5)
_CURRENT = "current"
_HISTORY = "promotions.jsonl"
_ARRAYS = "model.npz"
_JUDGED = "judged.npz"
_CARD = "card.json"


class RegistryError(Exception):
    """The registry cannot do what was asked; the message says what and why."""


class Tampered(RegistryError):
    """A model file whose content is not what its card vouches for."""


class NoModel(RegistryError):
    """No such version, or none promoted yet."""


@dataclass(frozen=True)
class ModelCard:
    """What a version is: of which texts, how good by honest scores, made with what, when."""

    version: str
    created_at: str
    content_hashes: Mapping[str, str]
    data_hash: str
    n_examples: int
    scores: Mapping[str, Any]
    made_with: Mapping[str, str]
    format: int = FORMAT


class Registry:
    """The versions under one directory; `current` names the one in use."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def save(
        self,
        model: ComplaintClassifier,
        *,
        now: datetime,
        scores: Mapping[str, Any],
        data_hash: str,
        n_examples: int,
        judged: tuple[IntArray, Judged] | None = None,
    ) -> str:
        """Register a fitted classifier and its honest scores; promotes nothing.

        judged : a key for each training text and what was said of it out of fold, so that a later
        version is compared with this one fairly. No text is kept.
        """
        content = {_ARRAYS: pack(model.fitted_)}
        if judged is not None:
            content[_JUDGED] = pack_judged(*judged)
        digests = {name: hashlib.sha256(held).hexdigest() for name, held in content.items()}
        version = f"{now:%Y%m%d-%H%M%S}-{digests[_ARRAYS][:8]}"
        card = ModelCard(
            version=version,
            created_at=now.isoformat(),
            content_hashes=digests,
            data_hash=data_hash,
            n_examples=n_examples,
            scores=scores,
            made_with=_made_with(),
        )
        self.path.mkdir(parents=True, exist_ok=True)
        target, unfinished = self.path / version, self.path / f".{version}.unfinished"
        if target.exists():
            return version
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        for name, held in content.items():
            (unfinished / name).write_bytes(held)
        (unfinished / _CARD).write_text(json.dumps(asdict(card), indent=2), encoding="utf-8")
        unfinished.rename(target)
        return version

    def load(self, version: str | None = None) -> ComplaintClassifier:
        """A version (None: the one in use). NoModel where absent, Tampered where changed."""
        wanted = version or self.current()
        if wanted is None:
            raise NoModel(f"{self.path}: no classifier has been promoted yet; run `suara train`")
        card = self.card(wanted)
        if card.format not in READABLE:
            known = " and ".join(map(str, READABLE))
            raise RegistryError(f"{wanted}: format {card.format}; this release reads {known}")
        try:
            return ComplaintClassifier.of(unpack(self._content(card, _ARRAYS)))
        except Unreadable as problem:
            raise Tampered(f"{wanted}: {problem}") from problem

    def judged(self, version: str) -> tuple[IntArray, Judged] | None:
        """Keys of a version's training texts and what was said of them out of fold."""
        card = self.card(version)
        if _JUDGED not in card.content_hashes:
            return None
        return unpack_judged(self._content(card, _JUDGED))

    def _content(self, card: ModelCard, name: str) -> bytes:
        try:
            content = (self.path / card.version / name).read_bytes()
        except FileNotFoundError as problem:
            raise Tampered(f"{card.version}: {name} is missing; not loaded") from problem
        if hashlib.sha256(content).hexdigest() != card.content_hashes[name]:
            raise Tampered(f"{card.version}: {name} is not what card.json vouches for; not loaded")
        return content

    def card(self, version: str) -> ModelCard:
        """The card of one version; NoModel where there is none."""
        if version not in self._names():
            known = ", ".join(self._names()) or "none"
            raise NoModel(f"version {version!r} is not registered; known versions: {known}")
        return ModelCard(**json.loads((self.path / version / _CARD).read_text(encoding="utf-8")))

    def versions(self) -> list[ModelCard]:
        """Cards of all versions, the oldest first."""
        cards = [self.card(name) for name in self._names()]
        return sorted(cards, key=lambda card: (card.created_at, card.version))

    def current(self) -> str | None:
        """The version in use; None before the first promotion."""
        try:
            name = (self.path / _CURRENT).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        return name or None

    def promote(self, version: str, *, now: datetime, why: str) -> None:
        """Put a registered version to use, after checking that its file is whole."""
        self.load(version)
        entry = {"version": version, "at": now.isoformat(), "why": why, "was": self.current()}
        with (self.path / _HISTORY).open("a", encoding="utf-8") as history:
            history.write(json.dumps(entry) + "\n")
        unfinished = self.path / f".{_CURRENT}.unfinished"
        unfinished.write_text(version + "\n", encoding="utf-8")
        unfinished.replace(self.path / _CURRENT)

    def roll_back(self, *, now: datetime, why: str) -> str:
        """Return to the version in use before this one; NoModel where there was none."""
        current = self.current()
        for entry in reversed(self.promotions()):
            if entry["version"] == current and entry["was"]:
                earlier = str(entry["was"])
                self.promote(earlier, now=now, why=why)
                return earlier
        raise NoModel("there is no earlier version to return to")

    def promotions(self) -> list[dict[str, Any]]:
        """Every promotion in order: version, at, why, was."""
        try:
            lines = (self.path / _HISTORY).read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        return [json.loads(line) for line in lines if line.strip()]

    def _names(self) -> list[str]:
        if not self.path.is_dir():
            return []
        found = (entry.name for entry in self.path.iterdir() if (entry / _CARD).is_file())
        return sorted(name for name in found if not name.startswith("."))


def _made_with() -> dict[str, str]:
    made_with = {"python": platform.python_version(), "numpy": np.__version__}
    for package in ("scipy", "scikit-learn"):
        made_with[package] = version_of(package)
    return made_with
