"""Sentences that the field raises, in the language of the page that shows them.

The field speaks Indonesian, with what was typed inside its sentences. A catalogue of its own holds
each sentence with `{}` where something was typed and `{word}` where one of our own words stands;
a finished sentence is found by its shape, and what was typed is carried over as it is.
"""

import re
from functools import cache
from itertools import chain

from portal.language import DEFAULT, LOCALES, translations

CATALOGUE = "sentences.po"
_PLACE = re.compile(r"\{(?:word)?\}")
_Shape = tuple[re.Pattern[str], str, tuple[bool, ...]]
"""What a sentence looks like, its English with places, and which of these hold our own words."""


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
    for shape, words, ours in _shapes(language):
        met = shape.fullmatch(sentence)
        if met is not None:
            values = [
                gettext(value) if own else value
                for value, own in zip(met.groups(), ours, strict=True)
            ]
            parts = _PLACE.split(words)
            return "".join(chain.from_iterable(zip(parts, [*values, ""], strict=True)))
    return None


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
    return tuple(
        (
            re.compile("(.*?)".join(map(re.escape, _PLACE.split(known))), re.DOTALL),
            words,
            tuple(place == "{word}" for place in _PLACE.findall(known)),
        )
        for known, words in found
    )
