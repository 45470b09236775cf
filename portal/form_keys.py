"""Signed form keys: what makes a retry harmless, without remembering anything for a visitor.

A key is issue time and chance, signed together with the counter and questionnaire it was issued
for. Twenty signs name the form (they are stored), sixteen are the signature (they are not).
"""

import hmac
import os
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from secrets import token_bytes

from surveys.rules.codes import complete_receipt

KEY_LENGTH = 36
_NAME_LENGTH = 20
# A shared tablet shows one page to many people, with or without a network, so its script adds a
# few signs of its own to the key for each of them.
_VISIT = re.compile(r"\.[A-Za-z0-9_-]{1,12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class FormKey:
    """A key that was issued by this portal: its name and when it was issued."""

    name: str
    issued_at: datetime


def _signature(secret: bytes, name: bytes, counter_id: int, questionnaire_id: int) -> bytes:
    message = b"%b|%d|%d" % (name, counter_id, questionnaire_id)
    return urlsafe_b64encode(hmac.digest(secret, message, "sha256")[:12])


def issue(secret: bytes, counter_id: int, questionnaire_id: int, seconds: int) -> bytes:
    """A fresh key of KEY_LENGTH signs for one showing of a form; seconds are Unix time."""
    name = urlsafe_b64encode(seconds.to_bytes(5, "big") + os.urandom(10))
    return name + _signature(secret, name, counter_id, questionnaire_id)


def read(secret: bytes, key: str, counter_id: int, questionnaire_id: int) -> FormKey | None:
    """The key where its signature holds for this counter and questionnaire, else None.

    Behind a point a shared tablet may have added up to twelve signs; they belong to the name.
    """
    issued, visit = key[:KEY_LENGTH], key[KEY_LENGTH:]
    if len(issued) != KEY_LENGTH or not issued.isascii():
        return None
    if visit and _VISIT.fullmatch(visit) is None:
        return None
    name, signature = issued[:_NAME_LENGTH].encode("ascii"), issued[_NAME_LENGTH:].encode("ascii")
    if not hmac.compare_digest(signature, _signature(secret, name, counter_id, questionnaire_id)):
        return None
    try:
        seconds = int.from_bytes(urlsafe_b64decode(name)[:5], "big")
        return FormKey(name.decode("ascii") + visit, datetime.fromtimestamp(seconds, UTC))
    except (BadBase64, ValueError, OverflowError, OSError):
        return None


def stray_name(key: str) -> str:
    """A name for a form without a key of ours: from what was sent, so that a retry finds it."""
    if not key:
        return "n" + urlsafe_b64encode(token_bytes(14)).decode("ascii")[:19]
    sent = key.encode("utf-8", "surrogatepass")
    return "f" + urlsafe_b64encode(blake2b(sent, digest_size=14).digest()).decode("ascii")[:19]


def digest_of(secret: bytes, content: object) -> str:
    """Eleven signs that tell one content of a form from another; keyed, so it reveals nothing."""
    raw = repr(content).encode("utf-8", "surrogatepass")
    return urlsafe_b64encode(blake2b(raw, digest_size=8, key=secret[:64]).digest()).decode()[:11]


def receipt_of(secret: bytes, form_key: str, digest: str) -> str:
    """The receipt of a response: always the same for the same form and content."""
    raw = f"receipt|{form_key}|{digest}".encode()
    return complete_receipt(blake2b(raw, digest_size=24, key=secret[:64]).digest())
