"""From a sent form to a draft: every fault collected, personal data masked, a name for the form.

Nothing here waits or writes; a draft is handed to the writer by the controller.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ml.redaction import redact
from portal import form_keys
from portal.web import Form
from surveys.errors import Invalid
from surveys.places import OpenCounter
from surveys.responses import (
    MARK_FORGED_KEY,
    MARK_HONEYPOT,
    MARK_NO_KEY,
    MARK_OLD_KEY,
    MARK_TOO_FAST,
    Draft,
)
from surveys.rules.elements import ATTRIBUTES, ELEMENTS
from surveys.tables.responses import COLUMNS

LONGEST_COMMENT = 2000
KEY_OLD_AFTER = timedelta(days=2)
# Nine questions cannot be read and answered in this time, whoever reads them.
TOO_FAST = timedelta(seconds=3)
HONEYPOT = "website"
SCORES: dict[str, int] = {"1": 1, "2": 2, "3": 3, "4": 4}
CHILD = "<17"

WORDS = {
    "twice": "{name}: pilih satu jawaban saja.",
    "score": "{name}: pilih satu dari empat jawaban.",
    "choice": "{name}: pilih dari daftar, atau lewati.",
    "comment": "Komentar: paling panjang 2.000 huruf. Tulisan Anda {length} huruf.",
    "signs": "Komentar: hapus tanda yang tidak terbaca.",
    "nothing": "Jawab satu pertanyaan, atau tulis satu kalimat.",
}
"""Sentences for faults in Indonesian; the page translates them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field: a sentence with its places to fill."""

    words: str
    name: str = ""
    length: int = 0


@dataclass(slots=True)
class Reading:
    """What was found in a form: a draft, or faults; and what was masked in the comment."""

    draft: Draft | None
    faults: dict[str, Fault]
    masked: bool = False


def read_form(
    form: Form, counter: OpenCounter, secret: bytes, now: datetime, channel: str = "qr"
) -> Reading:
    """Read a survey form sent to a counter, collecting every fault."""
    faults: dict[str, Fault] = {}
    scores = tuple(_score(form, column, faults) for column in COLUMNS)
    overall = _score(form, "overall", faults)
    comment, masked = _comment(form, faults)
    service_id = _service(form, counter, faults)
    attributes = [_attribute(form, name, faults) for name in ATTRIBUTES]
    if not faults and comment is None and overall is None and not any(scores):
        faults["u1"] = Fault(WORDS["nothing"])
    if faults:
        return Reading(None, faults, masked)
    if attributes[0] == CHILD:
        attributes = [CHILD, None, None, None]
    private = bool(_first(form, "private"))
    lang = _first(form, "lang")[:8] or "id"
    content = (scores, overall, comment, service_id, attributes, private)
    name, issued_at, marks = _name(form, counter, secret, now)
    digest = form_keys.digest_of(secret, content)
    bot = bool(_first(form, HONEYPOT))
    return Reading(
        Draft(
            issued_on=issued_at.date(),
            form_key=name,
            digest=digest,
            submitted_at=now,
            local_date=now.astimezone(ZoneInfo(counter.time_zone)).date(),
            counter_id=counter.counter_id,
            unit_id=counter.unit_id,
            questionnaire_id=counter.questionnaire_id,
            channel=channel,
            scores=scores,
            overall=overall,
            service_id=service_id,
            age_band=attributes[0],
            sex=attributes[1],
            education=attributes[2],
            occupation=attributes[3],
            lang=lang,
            comment=comment,
            private=private,
            receipt=None if comment is None else form_keys.receipt_of(secret, name, digest),
            marks=marks | (MARK_HONEYPOT if bot else 0),
            excluded=bot,
        ),
        faults,
        masked,
    )


def _first(form: Form, name: str) -> str:
    values = form.get(name)
    return values[0] if values else ""


def _score(form: Form, name: str, faults: dict[str, Fault]) -> int | None:
    values = form.get(name)
    if values is None:
        return None
    if len(values) > 1:
        faults[name] = Fault(WORDS["twice"], name)
        return None
    if not values[0]:
        return None
    score = SCORES.get(values[0])
    if score is None:
        faults[name] = Fault(WORDS["score"], name)
    return score


def _attribute(form: Form, name: str, faults: dict[str, Fault]) -> str | None:
    values = form.get(name)
    if values is None:
        return None
    if len(values) > 1:
        faults[name] = Fault(WORDS["twice"], name)
        return None
    if values[0] and values[0] not in ATTRIBUTES[name]:
        faults[name] = Fault(WORDS["choice"], name)
        return None
    return values[0] or None


def _service(form: Form, counter: OpenCounter, faults: dict[str, Fault]) -> int | None:
    given = _first(form, "service")
    if not given:
        return counter.services[0].service_id if len(counter.services) == 1 else None
    if len(form["service"]) > 1:
        faults["service"] = Fault(WORDS["twice"], "service")
        return None
    for service in counter.services:
        if service.code == given:
            return service.service_id
    faults["service"] = Fault(WORDS["choice"], "service")
    return None


def _comment(form: Form, faults: dict[str, Fault]) -> tuple[str | None, bool]:
    values = form.get("comment")
    if values is None:
        return None, False
    if len(values) > 1:
        faults["comment"] = Fault(WORDS["twice"], "comment")
        return None, False
    text = values[0].replace("\r\n", "\n").strip()
    if not text:
        return None, False
    if len(text) > LONGEST_COMMENT:
        faults["comment"] = Fault(WORDS["comment"], "comment", len(text))
        return None, False
    if "\x00" in text:
        faults["comment"] = Fault(WORDS["signs"], "comment")
        return None, False
    masked = redact(text)
    return masked.text, bool(masked.spans)


def _name(
    form: Form, counter: OpenCounter, secret: bytes, now: datetime
) -> tuple[str, datetime, int]:
    """The form's name, when it was issued, and what is odd about its key."""
    given = _first(form, "key")
    if not given:
        return form_keys.stray_name(""), now, MARK_NO_KEY
    key = form_keys.read(secret, given, counter.counter_id, counter.questionnaire_id)
    if key is None or key.issued_at > now + timedelta(minutes=5):
        return form_keys.stray_name(given), now, MARK_FORGED_KEY
    age = now - key.issued_at
    marks = MARK_OLD_KEY if age > KEY_OLD_AFTER else 0
    if age < TOO_FAST:
        marks |= MARK_TOO_FAST
    return key.name, key.issued_at.astimezone(UTC), marks


def question_count() -> int:
    """How many elements the complete questionnaire asks."""
    return len(ELEMENTS)


def refuse(reading: Reading) -> Invalid:
    """The faults of a reading as an error for a caller without a page."""
    return Invalid({name: fault.words.format(name=name, length=fault.length)
                    for name, fault in reading.faults.items()})
