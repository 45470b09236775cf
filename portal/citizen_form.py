"""The survey form as its template needs it: questions in a language, with what was filled in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from portal import rotation
from portal.intake import FIELDS, HIDDEN, Fault
from portal.language import translations
from portal.web import Form
from portal.wording import number
from surveys.places import OpenCounter
from surveys.rules.attributes import ATTRIBUTES
from surveys.rules.elements import OVERALL, Element, Question
from surveys.rules.words import Words

RATHER_NOT = Words("Tidak menjawab", "Prefer not to say")


def say(words: Words, language: str) -> str:
    """Words of the rules in any language: their own two, every other from its catalogue."""
    return words.en if language == "en" else translations(language).gettext(words.id)


@dataclass(frozen=True)
class Option:
    """One answer that can be given."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class ScaleQuestion:
    """A question with four answers: which it is of how many, or no number at all."""

    name: str
    number: int | None
    of: int
    label: str
    question: str
    helper: str
    options: tuple[Option, ...]
    fault: str


@dataclass(frozen=True)
class ChoiceQuestion:
    """A question with answers in words."""

    name: str
    label: str
    options: tuple[Option, ...]
    fault: str

    @property
    def given(self) -> bool:
        """Whether something stands there that the reader should see again."""
        return bool(self.fault) or any(option.chosen and option.value for option in self.options)


@dataclass(frozen=True)
class Filling:
    """What a form was filled in with, and the sentences for its faults."""

    form: Mapping[str, list[str]]
    sentences: Mapping[str, str]

    def first(self, name: str) -> str:
        """What stands in a field."""
        values = self.form.get(name)
        return values[0] if values else ""

    def sentence(self, name: str) -> str:
        """What is wrong with a field, or nothing."""
        return self.sentences.get(name, "")


EMPTY = Filling({}, {})


def filling(form: Form, faults: Mapping[str, Fault], language: str) -> Filling:
    """A sent form with its faults put into words."""
    return Filling(
        {name: form[name] for name in FIELDS if name in form},
        {name: sentence(name, fault, language) for name, fault in faults.items()},
    )


def sentence(name: str, fault: Fault, language: str) -> str:
    """A fault in words: which question, and what is accepted."""
    words = translations(language).gettext(fault.words)
    return words.format(
        name=field_name(name, language), length=number(fault.length, language=language)
    )


def field_name(name: str, language: str) -> str:
    """A field as people call it."""
    gettext = translations(language).gettext
    if name in ATTRIBUTES:
        return say(ATTRIBUTES[name].label, language)
    if name == "overall":
        return say(OVERALL.label, language)
    if name == "comment":
        return gettext("Komentar")
    if name == "service":
        return gettext("Layanan")
    if name in HIDDEN:
        return gettext("Formulir")
    return say(question_of(name).label, language)


def question_of(column: str) -> Question:
    """The question of u1 ... u9."""
    return next(element.question for element in Element if element.column == column)


def scale(name: str, asked: Question, language: str, filled: Filling) -> ScaleQuestion:
    """A question with its four options in a language."""
    given = filled.first(name)
    return ScaleQuestion(
        name=name,
        number=None,
        of=0,
        label=say(asked.label, language),
        question=say(asked.question, language),
        helper=say(asked.helper, language),
        options=tuple(
            Option(str(value), say(words, language), given == str(value))
            for value, words in enumerate(asked.options, start=1)
        ),
        fault=filled.sentence(name),
    )


def scales(
    block: int | None, language: str, filled: Filling
) -> tuple[list[ScaleQuestion], list[ScaleQuestion]]:
    """The questions shown at once, and those under "isi selengkapnya".

    block : None asks all nine and the overall question last; a block of the rotation asks the
    overall question first, then its three elements.
    """
    overall = scale("overall", OVERALL, language, filled)
    elements = [scale(element.column, element.question, language, filled) for element in Element]
    if block is None:
        return [*_numbered(elements), overall], []
    chosen = rotation.BLOCKS[block]
    rest = [question for place, question in enumerate(elements) if place not in chosen]
    return [overall, *_numbered([elements[place] for place in chosen])], rest


def _numbered(questions: list[ScaleQuestion]) -> list[ScaleQuestion]:
    of = len(questions)
    return [replace(question, number=n, of=of) for n, question in enumerate(questions, start=1)]


def _choice(
    name: str, label: str, choices: Iterable[tuple[str, str]], filled: Filling
) -> ChoiceQuestion:
    given = filled.first(name)
    options = tuple(
        Option(value, words, bool(value) and given == value) for value, words in choices
    )
    return ChoiceQuestion(name, label, options, filled.sentence(name))


def services(counter: OpenCounter, language: str, filled: Filling) -> ChoiceQuestion | None:
    """Which service it was about, where a counter has several."""
    if len(counter.services) < 2:
        return None
    label = translations(language).gettext("Layanan apa yang Anda urus?")
    choices = [(service.code, service.name) for service in counter.services]
    choices.append(("", say(RATHER_NOT, language)))
    return _choice("service", label, choices, filled)


def attributes(language: str, filled: Filling) -> tuple[ChoiceQuestion, ...]:
    """What a respondent may say about themselves."""
    return tuple(
        _choice(
            name,
            say(attribute.label, language),
            [
                *((value, say(words, language)) for value, words in attribute.values.items()),
                ("", say(RATHER_NOT, language)),
            ],
            filled,
        )
        for name, attribute in ATTRIBUTES.items()
    )
