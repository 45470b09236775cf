"""The survey form as browsers send it, read in a few steps.

Nearly every form of a peak is of this kind: each field once, names and short values as the page has
them. Whatever differs in anything is left to portal.intake, which reads every form and finds the
same in this one; a test holds the two together.
"""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote_plus

from portal.intake import (
    FIELDS,
    HONEYPOT,
    LONGEST_COMMENT,
    QUESTIONS,
    Reading,
    Sheet,
    drafted,
    readable,
    slip_signs,
)
from portal.language import DEFAULT, languages
from portal.web import MAX_FIELDS, decoded
from surveys.places import OpenCounter
from surveys.rules.attributes import ATTRIBUTES, CHILD

_NAMES = frozenset(FIELDS)
_SCORE_OF: dict[str | None, int | None] = {None: None, "": None, "1": 1, "2": 2, "3": 3, "4": 4}
# A browser sends "<" and "+" in a value as "%3C" and "%2B"; both are looked up as they are sent.
_ATTRIBUTE_OF: dict[str, dict[str | None, str | None]] = {
    name: {None: None, "": None, **{quote_plus(value): value for value in attribute.values}}
    for name, attribute in ATTRIBUTES.items()
}
_AGE_OF, _SEX_OF, _EDUCATION_OF, _OCCUPATION_OF = _ATTRIBUTE_OF.values()
_CHANNEL_OF: dict[str | None, str] = {None: "qr", "": "qr", "qr": "qr", "kiosk": "kiosk"}
_LANGUAGE_OF: dict[str | None, str] = {
    None: DEFAULT,
    "": DEFAULT,
    **{name: name for name in languages()},
}


class Usual(NamedTuple):
    """A form that was read, and which block of the rotation it says it asked, if any."""

    reading: Reading
    asked: str


def read_usual(
    body: bytes, counter: OpenCounter, secret: bytes, now: datetime, sealing_key: str = ""
) -> Usual | None:
    """The draft of a usual form without a fault; None for every other, whatever is in it."""
    try:
        pairs = body.decode("ascii").split("&", MAX_FIELDS)
        fields = dict([pair.split("=", 1) for pair in pairs])
        given = fields.get
        if len(fields) != len(pairs) or not fields.keys() <= _NAMES:
            return None
        *scores, overall = map(_SCORE_OF.__getitem__, map(given, QUESTIONS))
        attributes = (
            _AGE_OF[given("age_band")],
            _SEX_OF[given("sex")],
            _EDUCATION_OF[given("education")],
            _OCCUPATION_OF[given("occupation")],
        )
        channel = _CHANNEL_OF[given("channel")]
        lang = _LANGUAGE_OF[given("lang")]
        written = _written(given("comment", ""))
        service_id = _service(counter, given("service", ""))
    except (KeyError, ValueError):
        return None
    key, slip, asked = given("key", ""), given("slip", ""), given("asked", "")
    if "%" in key or "+" in key or (slip and not slip.isalnum()) or (asked and not asked.isdigit()):
        return None
    if attributes[0] == CHILD:
        attributes = (CHILD, None, None, None)
    sheet = Sheet(
        tuple(scores),
        overall,
        written,
        service_id,
        attributes,
        bool(given("private")),
        key,
        lang,
        slip_signs(slip) if slip else None,
        bool(given(HONEYPOT)),
    )
    if sheet.is_empty:
        return None
    return Usual(drafted(sheet, counter, secret, now, channel, sealing_key), asked)


def _written(sent: str) -> str | None:
    """A comment as it was typed; ValueError for one that cannot be read or is too long."""
    if not sent:
        return None
    text = readable(decoded(sent))
    if len(text) > LONGEST_COMMENT:
        raise ValueError("longer than a comment may be")
    return text or None


def _service(counter: OpenCounter, sent: str) -> int | None:
    """The service with this code; ValueError where none has it as it was sent."""
    if not sent:
        return counter.services[0].service_id if len(counter.services) == 1 else None
    for service in counter.services:
        if service.code == sent:
            return service.service_id
    raise ValueError("no such service, or its code was sent in other signs")
