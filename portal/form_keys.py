"""Signed form keys: what makes a retry harmless, without remembering anything for a visitor.

A key is issue time and chance, signed together with the counter and questionnaire it was issued
for. Twenty signs name the form (they are stored), sixteen are the signature (they are not).
"""

import os
import re
from binascii import a2b_base64, b2a_base64
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from hmac import compare_digest
from secrets import token_bytes
from typing import NamedTuple

from surveys.rules.codes import complete_receipt

KEY_LENGTH = 36
_NAME_LENGTH = 20
_URL_SIGNS = bytes.maketrans(b"+/", b"-_")
_PLAIN_SIGNS = bytes.maketrans(b"-_", b"+/")
# A shared tablet shows one page to many people, with or without a network, so its script adds a
# few signs of its own to the key for each of them.
_VISIT = re.compile(r"\.[A-Za-z0-9_-]{1,12}", re.ASCII)


class FormKey(NamedTuple):
    """A key that was issued by this portal: its name and when it was issued."""

    name: str
    issued_at: datetime


@lru_cache(maxsize=16)
def _keyed(secret: bytes, purpose: bytes, size: int) -> blake2b:
    """A keyed digest to be copied: its key block is worked in once.

    BLAKE2 is a keyed digest by itself (RFC 7693), and unlike the HMAC of the standard library it
    does not give the interpreter up for so short a text, which at a peak costs more than the text.
    """
    return blake2b(digest_size=size, key=secret[:64], person=purpose)


def _signature(secret: bytes, name: bytes, counter_id: int, questionnaire_id: int) -> bytes:
    made = _keyed(secret, b"form key", 12).copy()
    made.update(b"%b|%d|%d" % (name, counter_id, questionnaire_id))
    return _encoded(made.digest())


def _encoded(raw: bytes) -> bytes:
    return b2a_base64(raw, newline=False).translate(_URL_SIGNS)


def issue(secret: bytes, counter_id: int, questionnaire_id: int, seconds: int) -> bytes:
    """A fresh key of KEY_LENGTH signs for one showing of a form; seconds are Unix time."""
    name = _encoded(seconds.to_bytes(5, "big") + os.urandom(10))
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
    if not compare_digest(signature, _signature(secret, name, counter_id, questionnaire_id)):
        return None
    # Signed by us, so it is base64; the first eight signs are six bytes, five of them the time.
    seconds = int.from_bytes(a2b_base64(name[:8].translate(_PLAIN_SIGNS))[:5], "big")
    return FormKey(issued[:_NAME_LENGTH] + visit, datetime.fromtimestamp(seconds, UTC))


def stray_name(key: str) -> str:
    """A name for a form without a key of ours: from what was sent, so that a retry finds it."""
    if not key:
        return "n" + _encoded(token_bytes(14)).decode("ascii")[:19]
    sent = key.encode("utf-8", "surrogatepass")
    return "f" + _encoded(blake2b(sent, digest_size=14).digest()).decode("ascii")[:19]


def digest_of(secret: bytes, content: object) -> str:
    """Eleven signs that tell one content of a form from another; keyed, so it reveals nothing."""
    made = _keyed(secret, b"", 8).copy()
    made.update(repr(content).encode("utf-8", "surrogatepass"))
    return _encoded(made.digest()).decode("ascii")[:11]


def receipt_of(secret: bytes, form_key: str, digest: str) -> str:
    """The receipt of a response: always the same for the same form and content."""
    made = _keyed(secret, b"", 24).copy()
    made.update(f"receipt|{form_key}|{digest}".encode())
    return complete_receipt(made.digest())


def own_sign(secret: bytes, receipt: str) -> str:
    """Sixteen signs by which whoever just sent a text is known again for a while."""
    made = _keyed(secret, b"own text", 12).copy()
    made.update(receipt.encode("ascii"))
    return _encoded(made.digest()).decode("ascii")
