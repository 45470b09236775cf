"""What the JSON interface says and takes, as typed records: the documents of /api/v1/."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from surveys import results_figures
from surveys.places import OpenCounter
from surveys.published import PublicFigures, PublicValue
from surveys.published_closings import Closings, PublicClosing
from surveys.receipts import ReceiptState
from surveys.rules.attributes import ATTRIBUTES
from surveys.rules.elements import QUESTIONS, Element
from surveys.standings import PublicPlace, PublicUnit, Standing

UNKNOWN = "Nama isian ini tidak dikenal. Lihat daftarnya di /schema."
NO_PLAIN_VALUE = "Isi satu nilai saja: tulisan, angka bulat, true, false, atau null."
SENTENCES = (UNKNOWN, NO_PLAIN_VALUE)


class Value(msgspec.Struct, frozen=True):
    """A value in points (25.00-100.00) with its 95 % interval and grade.

    may_be: the grades that the interval reaches beside that of the value, the best first.
    """

    points: float
    ci95: tuple[float, float]
    grade: str
    mutu: str
    may_be: list[str]


class ElementValue(msgspec.Struct, frozen=True):
    """One element (unsur): where it stands in the questionnaire, how many answered, its value."""

    column: str
    n: int
    mean: float | None
    value: Value | None


class Noted(msgspec.Struct, frozen=True):
    """The index of a quarter as it stood on a day: at its closing, or as a later correction."""

    on: date
    respondents: int
    points: float | None


class Closed(msgspec.Struct, frozen=True):
    """With which figure a quarter was closed, and the corrections that were noted beside it."""

    issued: Noted
    corrections: list[Noted]


class Figures(msgspec.Struct, frozen=True):
    """The published figures of one quarter; they move in steps of at least five answers.

    `closed` is null while the quarter is open; what came after it is in the figures of today.
    """

    period: str
    respondents: int
    index: Value | None
    elements: dict[str, ElementValue]
    published_at: datetime
    closed: Closed | None = None


class UnitFigures(msgspec.Struct, frozen=True):
    """A unit with its figures; null where too few have answered yet."""

    unit_code: str
    name: str
    agency_code: str
    agency_name: str
    region: str | None
    figures: Figures | None


class AgencyFigures(msgspec.Struct, frozen=True):
    """An agency: the published sheets of all its units together."""

    agency_code: str
    name: str
    region: str | None
    units: int
    figures: Figures | None


class UnitList(msgspec.Struct, frozen=True):
    """Units with the figures of one quarter, and the quarters that can be asked for."""

    period: str
    periods: list[str]
    units: list[UnitFigures]


class AgencyList(msgspec.Struct, frozen=True):
    """Agencies with the figures of one quarter, the strongest first."""

    period: str
    periods: list[str]
    agencies: list[AgencyFigures]


class UnitHistory(msgspec.Struct, frozen=True):
    """A unit and its published quarters, the oldest first."""

    unit_code: str
    name: str
    agency_code: str
    agency_name: str
    region: str | None
    quarters: list[Figures]


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
        elif value is not None and value is not False:
            fields[name] = ["1" if value is True else str(value)]
    return fields, misfits


def _value(value: PublicValue | None) -> Value | None:
    if value is None:
        return None
    ends = (round(value.low, 2), round(value.high, 2))
    others = [each.value for each in value.others]
    return Value(float(value.points), ends, value.grade.value, value.mutu.id, others)


def _closed(closing: PublicClosing | None) -> Closed | None:
    if closing is None:
        return None
    issued = _noted(closing.closed_on, closing.figures)
    return Closed(issued, [_noted(each.noted_on, each.figures) for each in closing.corrections])


def _noted(on: date, then: results_figures.Figures) -> Noted:
    return Noted(on, then.respondents, None if then.index is None else float(then.index))


def figures_of(
    figures: PublicFigures | None, closing: PublicClosing | None = None
) -> Figures | None:
    """A snapshot as it is told."""
    if figures is None:
        return None
    elements = {
        element.value: ElementValue(
            element.column,
            answers.n,
            None if answers.mean is None else round(float(answers.mean), 4),
            _value(figures.element(element)),
        )
        for element, answers in figures.sums.items()
    }
    return Figures(
        figures.period.code,
        figures.respondents,
        _value(figures.index),
        elements,
        figures.published_at,
        _closed(closing),
    )


def unit_of(unit: PublicUnit, closing: PublicClosing | None = None) -> UnitFigures:
    """A unit as it is told."""
    return UnitFigures(
        unit.code,
        unit.name,
        unit.agency_code,
        unit.agency_name,
        unit.region,
        figures_of(unit.figures, closing),
    )


def agency_of(line: Standing) -> AgencyFigures:
    """An agency as it is told."""
    return AgencyFigures(line.code, line.name, line.region, line.units, figures_of(line.figures))


def history_of(
    place: PublicPlace, held: Sequence[PublicFigures], closings: Closings
) -> UnitHistory:
    """A unit with all its published quarters."""
    told = [
        figures
        for each in held
        if (figures := figures_of(each, closings.get((place.place_id, each.period.code))))
    ]
    return UnitHistory(
        place.code, place.name, place.agency_code, place.agency_name, place.region, told
    )


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
        {key: _choices(attribute.values, language) for key, attribute in ATTRIBUTES.items()},
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
