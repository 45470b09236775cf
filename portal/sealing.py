"""Names masked in a text, kept encrypted for the narrow circle alone.

Only names are kept: an identity number or a telephone number helps no inquiry and is gone for good.
Without SUARA_SEALING_KEY nothing is kept. For a new key: the old one into SUARA_SEALING_KEY_BEFORE,
the new one into SUARA_SEALING_KEY, restart, `suara reseal`, and take the old one away.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from secrets import token_bytes
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
NONCE_BYTES = 12
KEPT = frozenset({"name"})


class Masked(Protocol):
    """A stretch of a text that was masked, as ml.redaction names it."""

    @property
    def type(self) -> str:
        """What kind of personal data it is."""

    @property
    def start(self) -> int:
        """Where it begins in the text as written."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Unsealable(Exception):
    """The key is another one, or the content was changed."""


def _cipher(key: str) -> AESGCM:
    return AESGCM(hashlib.sha256(b"suara sealing|" + key.encode()).digest())


def key_print(key: str) -> str:
    """Tells two keys apart without telling either; empty for no key."""
    return hashlib.sha256(b"suara key print|" + key.encode()).hexdigest()[:16] if key else ""


def seal(key: str, text: str, spans: Iterable[Masked]) -> bytes | None:
    """The names of a text, encrypted; None where there is none, or no key."""
    names = [text[span.start : span.end] for span in spans if span.type in KEPT]
    return seal_names(key, names)


def seal_names(key: str, names: Sequence[str]) -> bytes | None:
    """Names, encrypted; None where there is none, or no key."""
    if not key or not names:
        return None
    nonce = token_bytes(NONCE_BYTES)
    plain = json.dumps(list(names), ensure_ascii=False).encode("utf-8", "replace")
    return VERSION + nonce + _cipher(key).encrypt(nonce, plain, VERSION)


def unseal(key: str, sealed: bytes, before: str = "") -> list[str]:
    """The names of a text in the order in which they stood. Raises Unsealable.

    before : the key that was in use before; what it sealed can still be opened.
    """
    if not key or sealed[:1] != VERSION:
        raise Unsealable("no key, or not sealed by this portal")
    nonce, content = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    for one in filter(None, (key, before)):
        try:
            plain = _cipher(one).decrypt(nonce, content, VERSION)
        except InvalidTag:
            continue
        names: list[str] = json.loads(plain)
        return names
    raise Unsealable("neither SUARA_SEALING_KEY nor the key before it opens it")
