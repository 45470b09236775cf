"""Negations that stand in no list: with a letter doubled or swapped, a particle, or run together.

What is lost here turns a complaint into praise, so a word that nobody knows is asked whether a
negator is in it. Standard library only.
"""

import re

from ml.names import words
from ml.slang import NEGATORS, SLANG

FORMS: dict[str, tuple[str, ...]] = {
    **{word: (word,) for word in NEGATORS},
    **{spelling: meant for spelling, meant in SLANG.items() if meant[0] in NEGATORS},
}
"""Every listed way to write a negation -> its canonical words."""

_DOUBLED = re.compile(r"([^\W\d_])\1+")
_SINGLE: dict[str, tuple[str, ...]] = {
    _DOUBLED.sub(r"\1", form): meant for form, meant in FORMS.items()
}
"""The same without doubled letters: "nggaa" and "ngga" are alike there."""

_OTHER_WORDS = words("bloon makkah maknya maklah dkk bukaan bukanya gawat rawat dakwat rakan")
"""Words of their own that would be taken for one: "dkk" is "and others", "bukanya" its opening."""

_UNABLE = words("can't couldn't")
_HAMZA = words("rayat raat rakaat taklim takzim takjil makruh makruf makmur makrifat makna gaib")
"""Words with an apostrophe inside, "ra'yat", of which a piece looks like a negation."""

_PARTICLE = re.compile(r"(?:la+h*|ka+h+|pu+n+|ta+h+|nya+|si+h+)$")
_LAST_OF_PARTICLES = frozenset("ahn")
_SHORTEST_BEFORE_PARTICLE = 3
_LONGEST = 40
"""No word is longer; what is has no space in it by accident, and would be taken apart for ever."""

_LONG = ("tidak", "nggak", "enggak", "engak", "kagak", "mboten", "jangan")
"""No other word begins like these, so whatever follows is a word of its own: "tidakramah"."""

_SHORT = words("bukan belum gak ngak nggk ngga ndak kaga tdk tak idak dak ora blm gk ga ra")
_FIRST_OF_SHORT = {word[0] for word in _SHORT}
_SHORT_LENGTHS = sorted({len(word) for word in _SHORT})
_FUSED = words(
    """
    ada bisa boleh pernah mau tahu jelas perlu usah jadi dapat akan kan pakai punya paham peduli
    sopan ramah sesuai adil enak nyaman sampai sanggup mungkin kuat dengar peka niat beres
    """
)
"""What is run together with the others: "takada", "gkramah", in any spelling of the second.
"bukane" is what opens, and "belumpur" muddy."""

_AKAN = {"kan": "akan"}
"""What stands behind "tak" in "takkan"."""

_SWAPPED: dict[str, tuple[str, ...]] = {
    word[:place] + word[place + 1] + word[place] + word[place + 2 :]: FORMS[word]
    for word in (*_LONG, *sorted(NEGATORS))
    for place in range(len(word) - 1)
    if word[place] != word[place + 1]
}
"""The long ones with two neighbouring letters swapped: "tidka"."""


def negation_in(word: str) -> tuple[tuple[str, ...], str] | None:
    """The negator in a word of no list, and what is left of the word; None where there is none.

    "tidakk" -> (("tidak",), ""), "takkan" -> (("tidak",), "akan"), "tidakramah" -> "ramah" is left.
    """
    if word in _OTHER_WORDS or not _SHORTEST_BEFORE_PARTICLE <= len(word) <= _LONGEST:
        return None
    forms = _without_particle(word)
    found: tuple[str, ...] | None = None
    for form in forms:
        found = found or FORMS.get(form) or _SWAPPED.get(form)
    single = _DOUBLED.sub(r"\1", word)
    if single != word:
        for form in forms:
            found = found or _of_single_letters(form)
    if found:
        return found, ""
    return _run_together(word) or (_run_together(single) if single != word else None)


def parted_at_apostrophes(word: str) -> tuple[str, ...]:
    """The words that a word with an apostrophe is read as, where a negation is in it; else none.

    "isn't" -> ("tidak",), "can't" -> ("tidak", "bisa"), "gak'ramah" -> ("gak", "ramah"), "t'dak" ->
    ("tdak",); "jum'at" and "ra'yat" have none.
    """
    if word.endswith("n't"):
        return ("tidak", "bisa") if word in _UNABLE else ("tidak",)
    joined = word.replace("'", "")
    if joined in _HAMZA:
        return ()
    if _denies(joined):
        return (joined,)
    pieces = tuple(piece for piece in word.split("'") if piece)
    return pieces if any(len(piece) > 1 and _denies(piece) for piece in pieces) else ()


def _denies(word: str) -> bool:
    return word in FORMS or negation_in(word) is not None


def _of_single_letters(form: str) -> tuple[str, ...] | None:
    """The negator that a word is without its doubled letters."""
    single = _DOUBLED.sub(r"\1", form)
    if single == form or single in _OTHER_WORDS:
        return None
    return _SINGLE.get(single) or _SWAPPED.get(single)


def _without_particle(word: str) -> tuple[str, ...]:
    """The word, and what stands before a particle at its end: "tidaklah"."""
    if word[-1] not in _LAST_OF_PARTICLES:
        return (word,)
    base = _PARTICLE.sub("", word)
    return (word, base) if base != word and len(base) >= _SHORTEST_BEFORE_PARTICLE else (word,)


def _run_together(form: str) -> tuple[tuple[str, ...], str] | None:
    """A negator and the word behind it without a space."""
    if form.startswith(_LONG):
        negator = next(negator for negator in _LONG if form.startswith(negator))
        rest = form.removeprefix(negator)
        return (FORMS[negator], _AKAN.get(rest, rest)) if rest else None
    for length in _SHORT_LENGTHS if form[0] in _FIRST_OF_SHORT else ():
        negator, rest = form[:length], form[length:]
        if negator in _SHORT and not _FUSED.isdisjoint((rest, *SLANG.get(rest, ()))):
            return FORMS[negator], _AKAN.get(rest, rest)
    return None
