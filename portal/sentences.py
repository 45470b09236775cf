"""Sentences that the field raises, in the language of the page that shows them.

The field speaks Indonesian, with what was typed inside its sentences. A catalogue of its own holds
each sentence with `{}` where something was typed, `{word}` where one of our own words stands,
`{number}` for a figure with its decimal comma, `{day}` for a day with the name of its month, and
`{told}` for a part with a shape of its own; a finished sentence is found by its shape, and what was
typed is carried over as it is.
"""

import re
from functools import cache
from itertools import chain

from portal.language import DEFAULT, LOCALES, translations
from surveys.rules.periods import MONTHS

CATALOGUE = "sentences.po"
_PLACE = re.compile(r"\{(?:word|number|day|told)?\}")
_FIGURE = r"([+\u2212]?[\d.,]*\d)"
_DAY = rf"(\d{{1,2}} (?:{'|'.join(MONTHS[DEFAULT])}) \d{{4}})"
_SHAPES = {"{number}": _FIGURE, "{day}": _DAY}
_MARKS = str.maketrans(",.", ".,")
_Shape = tuple[re.Pattern[str], str, tuple[str, ...]]
"""What a sentence looks like, its English with places, and what each place holds."""


def told(sentence: str, language: str) -> str:
    """A sentence in a language; as it is where no catalogue knows it."""
    if language == DEFAULT or not sentence:
        return sentence
    found = _plain(sentence, language)
    if found is not None:
        return found
    # A remark on a cell, made a sentence of a form: with a capital, a stop, or its field before it.
    if sentence.endswith("."):
        bare = sentence[:-1]
        for remark in (bare, bare[:1].lower() + bare[1:]):
            found = _plain(remark, language)
            if found is not None:
                return f"{found[:1].upper()}{found[1:]}."
        field, colon, rest = bare.partition(": ")
        found = _plain(rest, language) if colon else None
        if found is not None:
            return f"{translations(language).gettext(field)}: {found}."
    return sentence


def _plain(sentence: str, language: str) -> str | None:
    """A sentence that the catalogue holds as it is, or by its shape; None for any other."""
    gettext = translations(language).gettext
    whole = gettext(sentence)
    if whole != sentence:
        return whole
    for shape, words, places in _shapes(language):
        met = shape.fullmatch(sentence)
        if met is not None:
            values = [
                _put(value, place, language)
                for value, place in zip(met.groups(), places, strict=True)
            ]
            parts = _PLACE.split(words)
            return "".join(chain.from_iterable(zip(parts, [*values, ""], strict=True)))
    return None


def _put(value: str, place: str, language: str) -> str:
    """What stands at a place of a sentence, in the language of the sentence."""
    if place == "{word}":
        return translations(language).gettext(value)
    if place == "{number}":
        return value.translate(_MARKS)
    if place == "{day}":
        number, month, year = value.split(" ")
        return f"{number} {MONTHS[language][MONTHS[DEFAULT].index(month)]} {year}"
    found = _plain(value, language) if place == "{told}" else None
    return value if found is None else found


def _pattern(known: str) -> re.Pattern[str]:
    """What a sentence with places looks like when they are filled."""
    parts = map(re.escape, _PLACE.split(known))
    places = (_SHAPES.get(place, "(.*?)") for place in _PLACE.findall(known))
    return re.compile("".join(chain.from_iterable(zip(parts, [*places, ""], strict=True))), re.S)


@cache
def _shapes(language: str) -> tuple[_Shape, ...]:
    """The shapes of sentences with places, those with most words of their own first."""
    from babel.messages.pofile import read_po

    path = LOCALES / language / CATALOGUE
    if not path.exists():
        return ()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    found = [
        (str(entry.id), str(entry.string))
        for entry in catalogue
        if entry.id and entry.string and _PLACE.search(str(entry.id))
    ]
    found.sort(key=lambda pair: -len(_PLACE.sub("", pair[0])))
    return tuple((_pattern(known), words, tuple(_PLACE.findall(known))) for known, words in found)
