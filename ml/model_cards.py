"""The card of a version of the classifier: what it vouches for, its seal, and what can be wrong.

Without a key a card vouches for its arrays alone. With one it is sealed, since whoever can change
a file can change the card beside it.
"""

import hashlib
import hmac
import json
import platform
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

import numpy as np

from ml.promotions import ARRAYS

FORMAT = 5
READABLE = (2, 3, 4, 5)
JUDGED = "judged.npz"
SEALS = "seals"


class RegistryError(Exception):
    """The registry cannot do what was asked; the message says what and why."""


class Tampered(RegistryError):
    """A model file whose content is not what its card vouches for."""


class Unsealed(Tampered):
    """A card that was not sealed with the key of this registry, or was changed afterwards."""


class BrokenCard(RegistryError):
    """A card that cannot be read."""


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


@dataclass(frozen=True)
class Unusable:
    """A version that cannot be put to use, and why."""

    version: str
    problem: RegistryError


def check_card(card: ModelCard, version: str) -> None:
    """ValueError where a card is not that of its folder or its values are of another kind."""
    datetime.fromisoformat(card.created_at)
    hashes = card.content_hashes
    right = (
        card.version == version
        and isinstance(hashes, dict)
        and hashes.keys() <= {ARRAYS, JUDGED}
        and all(isinstance(held, str) for held in hashes.values())
        and isinstance(card.scores, dict)
        and isinstance(card.n_examples, int)
        and isinstance(card.format, int)
    )
    if not right:
        raise ValueError("it is not the card of this version")


def write_card(path: Path, fields: dict[str, Any], seals: dict[str, Any]) -> None:
    """Put a card in place, whole or not at all."""
    written = fields | {SEALS: seals} if seals else fields
    # Several processes may write the same card at once, each with a file of its own until then.
    partial = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    partial.write_text(json.dumps(written, indent=2), encoding="utf-8")
    partial.replace(path)


def same_seal(one: str, other: str) -> bool:
    """Whether two seals are the same, in a time that does not tell how much of them is."""
    return hmac.compare_digest(
        one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )


def seal_of(key: bytes, fields: dict[str, Any]) -> str:
    """What a key makes of a card."""
    content = json.dumps(fields, sort_keys=True).encode()
    return hmac.new(key, b"card|" + content, hashlib.sha256).hexdigest()


def key_name(key: bytes) -> str:
    """What a seal stands under: the key's own, without telling it."""
    return hmac.new(key, b"name", hashlib.sha256).hexdigest()[:16]


def made_with() -> dict[str, str]:
    """What a version is made with, by name and version."""
    found = {"python": platform.python_version(), "numpy": np.__version__}
    for package in ("scipy", "scikit-learn"):
        found[package] = version_of(package)
    return found
