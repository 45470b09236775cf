"""What the JSON interface asks of a citizen, takes as the answers, and tells of a receipt.

Typed records of /api/v1/; what is published of the answers stands in portal.open_figures.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from portal.language import languages
from surveys.places import OpenCounter
from surveys.receipts import ReceiptState
from surveys.rules.attributes import ATTRIBUTES
from surveys.rules.elements import QUESTIONS, Element

UNKNOWN = "Nama isian ini tidak dikenal. Lihat daftarnya di /schema."
NO_PLAIN_VALUE = "Isi satu nilai saja: tulisan, angka bulat, true, false, atau null."
NO_LANGUAGE = "Isi id atau en, atau lewati."
SENTENCES = (UNKNOWN, NO_PLAIN_VALUE, NO_LANGUAGE)


class Choice(msgspec.Struct, frozen=True):
    """A value that a field takes, and its words."""

    value: str
    words: str


class Question(msgspec.Struct, frozen=True):
    """A question of the survey: its field, its element, its prescribed words, four options."""

    column: str
    element: str
    question: str
    helper: str
    options: list[Choice]


class Survey(msgspec.Struct, frozen=True):
    """What a counter asks, with a fresh key that makes sending again harmless."""

    public_code: str
    counter: str
    unit_code: str
    unit_name: str
    questionnaire: str
    mode: str
    questions: list[Question]
    services: list[Choice]
    attributes: dict[str, list[Choice]]
    key: str


class Answers(msgspec.Struct, forbid_unknown_fields=True):
    """One response: at least one of u1 ... u9, overall, or a comment.

    Scores are whole numbers from 1 to 4. `key` is the one of the survey that was shown: the same
    key with the same answers is stored once, however often it is sent.
    """

    u1: int | None = None
    u2: int | None = None
    u3: int | None = None
    u4: int | None = None
    u5: int | None = None
    u6: int | None = None
    u7: int | None = None
    u8: int | None = None
    u9: int | None = None
    overall: int | None = None
    comment: str | None = None
    service: str | None = None
    age_band: str | None = None
    sex: str | None = None
    education: str | None = None
    occupation: str | None = None
    private: bool = False
    lang: str | None = None
    key: str | None = None


class Accepted(msgspec.Struct, frozen=True):
    """A response that is on disk; the receipt stands where a comment was written."""

    receipt: str | None
    again: bool
    masked: bool


class Receipt(msgspec.Struct, frozen=True):
    """The state of a complaint and the reply to it; never what was written, nor what it is about.

    replied_by holds for complaints and questions, examined_by for suspicions of abuse.
    """

    status: str
    sent_on: date
    replied_by: date
    examined_by: date
    late: bool
    reply: str | None
    replied_at: datetime | None
    unit_name: str
    agency_name: str


def as_form(given: Mapping[str, Any]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Sent fields as the form of the survey page would send them, and a sentence for each misfit.

    null and false are left out. The sentences are in Indonesian, to be translated.
    """
    fields: dict[str, list[str]] = {}
    misfits: dict[str, str] = {}
    for name, value in given.items():
        if name not in Answers.__struct_fields__:
            misfits[name] = UNKNOWN
        elif not isinstance(value, str | int | None):
            misfits[name] = NO_PLAIN_VALUE
        elif name == "lang" and value is not None and value not in languages():
            misfits[name] = NO_LANGUAGE
        elif value is not None and value is not False:
            fields[name] = ["1" if value is True else str(value)]
    return fields, misfits


def survey_of(counter: OpenCounter, key: str, language: str) -> Survey:
    """What a counter asks, in one language."""
    return Survey(
        counter.public_code,
        counter.name,
        counter.unit_code,
        counter.unit_name,
        counter.questionnaire_code,
        counter.mode,
        [_question(element, language) for element in Element],
        [Choice(service.code, service.name) for service in counter.services],
        {name: _choices(attribute.values, language) for name, attribute in ATTRIBUTES.items()},
        key,
    )


def _question(element: Element, language: str) -> Question:
    asked = QUESTIONS[element]
    words: Sequence[Any] = asked.options
    return Question(
        element.column,
        element.value,
        asked.question.in_language(language),
        asked.helper.in_language(language),
        [Choice(str(n), each.in_language(language)) for n, each in enumerate(words, start=1)],
    )


def _choices(values: Mapping[str, Any], language: str) -> list[Choice]:
    return [Choice(value, words.in_language(language)) for value, words in values.items()]


def receipt_of(state: ReceiptState) -> Receipt:
    """The state of a case as the holder of its receipt may know it."""
    return Receipt(
        state.status,
        state.local_date,
        state.told.replied_by,
        state.told.examined_by,
        state.late,
        state.reply,
        state.replied_at,
        state.unit_name,
        state.agency_name,
    )
