"""Every version of the classifier ever trained: its arrays, its card, and which one is in use.

Files only. A version is written whole or not at all; a file whose content is not what its card
says is refused, since whoever can change a model can decide whose complaint is read. Whoever can
change the file can change the card beside it, so with a key every card is sealed and checked.
"""

import hashlib
import json
import logging
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from ml import promotions
from ml.classifier import ComplaintClassifier
from ml.features import IntArray
from ml.measures import Judged
from ml.model_cards import (
    JUDGED,
    READABLE,
    SEALS,
    BrokenCard,
    ModelCard,
    NoModel,
    RegistryError,
    Tampered,
    Unsealed,
    Unusable,
    check_card,
    key_name,
    made_with,
    same_seal,
    seal_of,
    write_card,
)
from ml.promotions import ARRAYS
from ml.promotions import CARD as _CARD
from ml.storage import Unreadable, pack, pack_judged, unpack, unpack_judged

log = logging.getLogger("suara")

# Arrays that are each well formed may still not fit each other; reading one text shows it.
_PROBE = "antre lama, tetapi petugas ramah"


class Registry:
    """The versions under one directory; `current` names the one in use.

    key : seals each card, and refuses what it did not seal; without one, content is checked against
    its card alone.
    """

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        self.path = path
        self._key = key

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
        content = {ARRAYS: pack(model.fitted_)}
        if judged is not None:
            content[JUDGED] = pack_judged(*judged)
        digests = {name: hashlib.sha256(held).hexdigest() for name, held in content.items()}
        version = f"{now:%Y%m%d-%H%M%S}-{digests[ARRAYS][:8]}"
        card = ModelCard(
            version=version,
            created_at=now.isoformat(),
            content_hashes=digests,
            data_hash=data_hash,
            n_examples=n_examples,
            scores=scores,
            made_with=made_with(),
        )
        self.path.mkdir(parents=True, exist_ok=True)
        target, unfinished = self.path / version, self.path / f".{version}.unfinished"
        if target.exists():
            return version
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        for name, held in content.items():
            (unfinished / name).write_bytes(held)
        fields = json.loads(json.dumps(asdict(card)))
        write_card(unfinished / _CARD, fields, self._sealed(fields, {}))
        unfinished.rename(target)
        return version

    def load(self, version: str | None = None) -> ComplaintClassifier:
        """A version (None: the one in use).

        NoModel where absent, Tampered where changed, Unsealed where somebody else's.
        """
        wanted = version or self.current()
        if wanted is None:
            raise NoModel(f"{self.path}: no classifier has been promoted yet; run `suara train`")
        card = self._trusted(wanted)
        try:
            model = ComplaintClassifier.of(unpack(self._content(card, ARRAYS)))
            model.predict_scores([_PROBE])
        except (Unreadable, ValueError, IndexError) as problem:
            raise Tampered(f"{wanted}: {problem}") from problem
        return model

    def judged(self, version: str) -> tuple[IntArray, Judged] | None:
        """Keys of a version's training texts and what was said of them out of fold."""
        card = self._trusted(version)
        if JUDGED not in card.content_hashes:
            return None
        try:
            return unpack_judged(self._content(card, JUDGED))
        except Unreadable as problem:
            raise Tampered(f"{version}: {problem}") from problem

    def _trusted(self, version: str) -> ModelCard:
        """The card of a version that may be put to use; RegistryError where it may not."""
        card, fields, seals = self._read(version)
        if self._key is not None and not same_seal(
            str(seals.get(key_name(self._key))), seal_of(self._key, fields)
        ):
            raise Unsealed(f"{version}: not sealed by this portal; run `suara train`")
        if card.format not in READABLE:
            known = " and ".join(map(str, READABLE))
            raise RegistryError(f"{version}: format {card.format}; this release reads {known}")
        return card

    def _content(self, card: ModelCard, name: str) -> bytes:
        try:
            content = (self.path / card.version / name).read_bytes()
        except (FileNotFoundError, IsADirectoryError) as problem:
            raise Tampered(f"{card.version}: {name} is missing; not loaded") from problem
        digest = hashlib.sha256(content).hexdigest()
        named = name != ARRAYS or card.version.endswith(digest[:8])
        if digest != card.content_hashes.get(name) or not named:
            raise Tampered(f"{card.version}: {name} is not what card.json vouches for; not loaded")
        return content

    def _looked_at(self, card: ModelCard) -> None:
        """Tampered where the arrays are not those of the card; to list them, not to load them."""
        path = self.path / card.version / ARRAYS
        try:
            held = path.stat()
            found = _digest_when(path, held.st_mtime_ns, held.st_size)
        except (FileNotFoundError, IsADirectoryError) as problem:
            raise Tampered(f"{card.version}: {ARRAYS} is missing; not loaded") from problem
        if found != card.content_hashes.get(ARRAYS):
            raise Tampered(f"{card.version}: {ARRAYS} is not what card.json vouches for")

    def card(self, version: str) -> ModelCard:
        """The card of one version; NoModel where there is none, BrokenCard if unreadable."""
        return self._read(version)[0]

    def _read(self, version: str) -> tuple[ModelCard, dict[str, Any], dict[str, Any]]:
        """A card, its fields as they were written, and its seals by the name of their key."""
        if version not in self._names():
            known = ", ".join(self._names()) or "none"
            raise NoModel(f"version {version!r} is not registered; known versions: {known}")
        try:
            fields = json.loads((self.path / version / _CARD).read_text(encoding="utf-8"))
            seals = dict(fields.pop(SEALS, {}))
            card = ModelCard(**fields)
            check_card(card, version)
        except (OSError, ValueError, TypeError, AttributeError, RecursionError) as problem:
            raise BrokenCard(f"{version}: {_CARD} cannot be read: {problem}") from problem
        return card, fields, seals

    def take_over(self, only: str | None = None) -> list[str]:
        """Seal the versions that are whole and not sealed yet; their names.

        For what is there when a key is first used, or (only) for a version that is trusted
        otherwise. What cannot be read or written stays unsealed, which is logged.
        """
        try:
            names = self._names() if only is None else [only]
        except OSError as problem:
            _log_unsealed(self.path, problem)
            return []
        return [name for name in names if self._took_over(name)]

    def _took_over(self, version: str) -> bool:
        """Whether a version is whole, was not sealed yet and now is."""
        try:
            card, fields, seals = self._read(version)
            self._content(card, ARRAYS)
            sealed = self._sealed(fields, seals)
            if sealed == seals:
                return False
            write_card(self.path / version / _CARD, fields, sealed)
        except RegistryError:
            return False
        except OSError as problem:
            _log_unsealed(self.path / version, problem)
            return False
        return True

    def _sealed(self, fields: dict[str, Any], seals: dict[str, Any]) -> dict[str, Any]:
        """The seals of a card, with that of this registry's key; several portals may share one."""
        if self._key is None:
            return seals
        return seals | {key_name(self._key): seal_of(self._key, fields)}

    def unusable(self) -> list[Unusable]:
        """Versions whose card forbids their use or whose arrays are not those of it, and why."""
        found: list[Unusable] = []
        for name in self._names():
            try:
                self._looked_at(self._trusted(name))
            except RegistryError as problem:
                found.append(Unusable(name, problem))
        return found

    def versions(self) -> list[ModelCard]:
        """Cards of all versions that may be put to use, the oldest first."""
        refused = {one.version for one in self.unusable()}
        cards = [self.card(name) for name in self._names() if name not in refused]
        return sorted(cards, key=lambda card: (card.created_at, card.version))

    def current(self) -> str | None:
        """The version in use, as promotions.chosen; None before the first promotion."""
        return promotions.chosen(self.path)

    def promote(self, version: str, *, now: datetime, why: str) -> None:
        """Put a registered version to use, after checking that its file is whole."""
        self.load(version)
        promotions.choose(self.path, version, at=now, why=why, back=False)

    def roll_back(self, *, now: datetime, why: str) -> str:
        """Return to the version in use before this one, and next time to the one before that.

        Versions that cannot be used any more are stepped over. NoModel where there was none.
        """
        before = promotions.steps(self.path)[:-1]
        for version in reversed([one for one in before if one != self.current()]):
            try:
                self.load(version)
            except RegistryError as problem:
                log.warning("stepped over on the way back: %s", problem)
                continue
            promotions.choose(self.path, version, at=now, why=why, back=True)
            return version
        raise NoModel("there is no earlier version to return to")

    def _names(self) -> list[str]:
        if not self.path.is_dir():
            return []
        found = (entry.name for entry in self.path.iterdir())
        return sorted(name for name in found if promotions.is_registered(self.path, name))


@lru_cache(maxsize=256)
def _digest_when(path: Path, changed: int, size: int) -> str:  # noqa: ARG001 - tell files apart
    """The hash of a file as it was at a moment: pages list many large ones again and again."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _log_unsealed(folder: Path, problem: OSError) -> None:
    log.warning(
        "%s cannot be sealed (%s); what is unsealed there is not used:"
        " make the folder writable for the portal and run `suara train`",
        folder,
        problem,
    )
