"""From a sent form to a draft: every fault collected, personal data masked, a name for the form.

Nothing here waits or writes; a draft is handed to the writer by the controller.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ml.redaction import Redacted, redact
from portal import form_keys
from portal.language import chosen
from portal.web import Form, without_control_signs
from surveys.places import OpenCounter
from surveys.responses import (
    MARK_FORGED_KEY,
    MARK_HONEYPOT,
    MARK_NO_KEY,
    MARK_OLD_KEY,
    MARK_TOO_FAST,
    Draft,
)
from surveys.rules import codes, quality
from surveys.rules.attributes import ATTRIBUTES, allowed_attributes
from surveys.rules.elements import COLUMNS

LONGEST_COMMENT = 2000
LONGEST_SLIP = 16
HONEYPOT = "website"
SCORES: dict[str, int] = {"1": 1, "2": 2, "3": 3, "4": 4}
# Clocks of several servers may differ a little; a key from further ahead was not made by one.
CLOCKS_DIFFER = timedelta(minutes=5)
QUESTIONS = (*COLUMNS, "overall")
HIDDEN = ("private", "lang", "key", "channel", "slip", "asked", HONEYPOT)
FIELDS = (*QUESTIONS, "comment", "service", *ATTRIBUTES, *HIDDEN)
"""Every field of the form, in the order of the page; anything else that is sent is ignored."""

TWICE = "{name}: pilih satu jawaban saja."
HIDDEN_TWICE = "Formulir terkirim dua kali sekaligus. Kirim sekali lagi."
SCORE = "{name}: pilih satu dari empat jawaban."
CHOICE = "{name}: pilih dari daftar, atau lewati."
LONG = "Komentar: paling panjang 2.000 huruf. Tulisan Anda {length} huruf."
NOTHING = "Jawab satu pertanyaan, atau tulis satu kalimat."
SENTENCES = (TWICE, HIDDEN_TWICE, SCORE, CHOICE, LONG, NOTHING)
"""Sentences for faults in Indonesian; the page translates them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field: a sentence with places for the field's name and a length."""

    words: str
    length: int = 0


@dataclass(slots=True)
class Reading:
    """What was found in a form: a draft, or faults; and whether the comment was masked."""

    draft: Draft | None
    faults: dict[str, Fault]
    masked: bool = False


def read_form(
    form: Form,
    counter: OpenCounter,
    secret: bytes,
    now: datetime,
    channel: str = "qr",
    sealing_key: str = "",
) -> Reading:
    """Read a survey form sent to a counter, collecting every fault; names sealed with the key."""
    faults: dict[str, Fault] = {}
    _refuse_repeated(form, faults)
    sheet = Sheet(
        scores=tuple([_score(form, column, faults) for column in COLUMNS]),
        overall=_score(form, "overall", faults),
        written=_comment(form, faults),
        service_id=_service(form, counter, faults),
        attributes=tuple(
            allowed_attributes(
                {name: _attribute(form, name, faults) for name in ATTRIBUTES}
            ).values()
        ),
        private=bool(_first(form, "private")),
        key=_first(form, "key"),
        lang=chosen(_first(form, "lang")),
        slip=slip_signs(_first(form, "slip")),
        bot=bool(_first(form, HONEYPOT)),
    )
    if not faults and sheet.is_empty:
        faults["u1"] = Fault(NOTHING)
    if faults:
        return Reading(None, faults)
    return drafted(sheet, counter, secret, now, channel, sealing_key)


class Sheet(NamedTuple):
    """What stood in a form that has no fault; attributes in the order of ATTRIBUTES."""

    scores: tuple[int | None, ...]
    overall: int | None
    written: str | None
    service_id: int | None
    attributes: tuple[str | None, ...]
    private: bool
    key: str
    lang: str
    slip: str | None
    bot: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered and nothing written."""
        return self.written is None and self.overall is None and not any(self.scores)


def drafted(
    sheet: Sheet,
    counter: OpenCounter,
    secret: bytes,
    now: datetime,
    channel: str,
    sealing_key: str,
) -> Reading:
    """The draft of a sheet: named by its key and content, personal data masked."""
    scores, overall, written, service_id, attributes, private, key, lang, slip, bot = sheet
    # The digest is of what was sent, not of what masking made of it, so that a retry after an
    # update of the masking is still the same content.
    digest = form_keys.digest_of(
        secret, (scores, overall, written, service_id, attributes, private)
    )
    answered = len(scores) - scores.count(None) + (overall is not None)
    name, issued_at, marks = _name(key, counter, secret, now, answered)
    masked = None if written is None else redact(written)
    age_band, sex, education, occupation = attributes
    draft = Draft(
        issued_on=issued_at.date(),
        form_key=name,
        digest=digest,
        submitted_at=now,
        local_date=local_day(counter.time_zone, now),
        counter_id=counter.counter_id,
        unit_id=counter.unit_id,
        questionnaire_id=counter.questionnaire_id,
        channel=channel,
        scores=scores,
        overall=overall,
        service_id=service_id,
        age_band=age_band,
        sex=sex,
        education=education,
        occupation=occupation,
        lang=lang,
        comment=None if masked is None else masked.text,
        private=private,
        receipt=None if masked is None else form_keys.receipt_of(secret, name, digest),
        sealed=_sealed(sealing_key, written or "", masked) if sealing_key and masked else None,
        slip=slip,
        marks=marks | MARK_HONEYPOT if bot else marks,
        excluded=bot,
    )
    return Reading(draft, {}, masked is not None and bool(masked.spans))


_DAYS: dict[tuple[str, int], date] = {}
_DAYS_KEPT = 100
_QUARTER_HOUR_SECONDS = 900


def local_day(time_zone: str, now: datetime) -> date:
    """The day at a place. Clocks everywhere differ by whole quarters of an hour, and midnight and
    every change of a clock fall on one, so that the day of a quarter is found once."""
    quarter = (time_zone, int(now.timestamp()) // _QUARTER_HOUR_SECONDS)
    day = _DAYS.get(quarter)
    if day is None:
        if len(_DAYS) >= _DAYS_KEPT:
            _DAYS.clear()
        day = _DAYS[quarter] = now.astimezone(ZoneInfo(time_zone)).date()
    return day


def _sealed(sealing_key: str, written: str, masked: Redacted) -> bytes | None:
    if not masked.spans:
        return None
    # The cipher is loaded only where names are kept at all.
    from portal.sealing import seal

    return seal(sealing_key, written, masked.spans)


def _first(form: Form, name: str) -> str:
    values = form.get(name)
    return values[0] if values else ""


def _refuse_repeated(form: Form, faults: dict[str, Fault]) -> None:
    if all(len(values) == 1 for values in form.values()):
        return
    for name in FIELDS:
        values = form.get(name)
        if values is not None and len(values) > 1:
            faults[name] = Fault(HIDDEN_TWICE if name in HIDDEN else TWICE)


def _score(form: Form, name: str, faults: dict[str, Fault]) -> int | None:
    given = _first(form, name)
    if not given or name in faults:
        return None
    score = SCORES.get(given)
    if score is None:
        faults[name] = Fault(SCORE)
    return score


def _attribute(form: Form, name: str, faults: dict[str, Fault]) -> str | None:
    given = _first(form, name)
    if not given or name in faults:
        return None
    if given not in ATTRIBUTES[name].values:
        faults[name] = Fault(CHOICE)
        return None
    return given


def _service(form: Form, counter: OpenCounter, faults: dict[str, Fault]) -> int | None:
    given = _first(form, "service")
    if "service" in faults:
        return None
    if not given:
        return counter.services[0].service_id if len(counter.services) == 1 else None
    for service in counter.services:
        if service.code == given:
            return service.service_id
    faults["service"] = Fault(CHOICE)
    return None


def _comment(form: Form, faults: dict[str, Fault]) -> str | None:
    text = _first(form, "comment")
    if not text or "comment" in faults:
        return None
    text = readable(text)
    if len(text) > LONGEST_COMMENT:
        faults["comment"] = Fault(LONG, len(text))
        return None
    return text or None


def read_comment(form: Form) -> tuple[str | None, Fault | None]:
    """A comment that comes alone: its text or None, and what is wrong with it."""
    faults: dict[str, Fault] = {}
    if len(form.get("comment", ())) > 1:
        return None, Fault(HIDDEN_TWICE)
    text = _comment(form, faults)
    return text, faults.get("comment")


def masked_comment(written: str, sealing_key: str) -> tuple[str, bytes | None]:
    """A comment with personal data masked, and what was masked where that is kept sealed."""
    masked = redact(written)
    return masked.text, _sealed(sealing_key, written, masked) if sealing_key else None


def readable(text: str) -> str:
    """A text without the signs that nobody typed: one kind of line end, no control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return without_control_signs(text).strip()


def slip_signs(given: str) -> str | None:
    """The one-time code that came with a form, as stored, or None for what cannot be one."""
    if not given or len(given) > 2 * LONGEST_SLIP:
        return None
    signs = codes.normalise(given)
    usable = 0 < len(signs) <= LONGEST_SLIP and all(sign in codes.ALPHABET for sign in signs)
    return signs if usable else None


def _name(
    given: str, counter: OpenCounter, secret: bytes, now: datetime, answered: int
) -> tuple[str, datetime, int]:
    """The form's name, when it was issued, and what is odd about its key."""
    if not given:
        return form_keys.stray_name(""), now, MARK_NO_KEY
    key = form_keys.read(secret, given, counter.counter_id, counter.questionnaire_id)
    if key is None or key.issued_at > now + CLOCKS_DIFFER:
        return form_keys.stray_name(given), now, MARK_FORGED_KEY
    marks = MARK_OLD_KEY if quality.is_old_key(key.issued_at, now) else 0
    if quality.is_too_fast(key.issued_at, now, answered):
        marks |= MARK_TOO_FAST
    return key.name, key.issued_at, marks
