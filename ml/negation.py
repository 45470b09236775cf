"""Negations that stand in no list: with a letter doubled or swapped, a particle, or run together.

What is lost here turns a complaint into praise, so a word that nobody knows is asked whether a
negator is in it. Standard library only.
"""

import re
from collections.abc import Iterator

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

_PARTICLE = re.compile(r"(?:la+h*|ka+h+|pu+n+|ta+h+|nya+|si+h+)$")
_SHORTEST_BEFORE_PARTICLE = 3
_LONG = ("tidak", "nggak", "enggak", "engak", "kagak", "mboten", "jangan")
"""No other word begins like these, so whatever follows is a word of its own: "tidakramah"."""

_SHORT = words("bukan belum gak ngak nggk ngga ndak kaga tdk tak idak dak ora blm gk ga ra")
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

_SHORTEST_SWAPPED = 5


def negation_in(word: str) -> tuple[tuple[str, ...], str] | None:
    """The negator in a word of no list, and what is left of the word; None where there is none.

    "tidakk" -> (("tidak",), ""), "takkan" -> (("tidak",), "akan"), "tidakramah" -> "ramah" is left.
    """
    if word in _OTHER_WORDS or len(word) < _SHORTEST_BEFORE_PARTICLE:
        return None
    for form in _without_particle(word):
        single = _DOUBLED.sub(r"\1", form)
        doubled = single != form and single not in _OTHER_WORDS
        found = FORMS.get(form) or (_SINGLE.get(single) if doubled else None)
        found = found or _swapped(form) or _swapped(single)
        if found:
            return found, ""
    return _run_together(word) or _run_together(_DOUBLED.sub(r"\1", word))


def _without_particle(word: str) -> Iterator[str]:
    """The word, and what stands before a particle at its end: "tidaklah"."""
    yield word
    base = _PARTICLE.sub("", word)
    if base != word and len(base) >= _SHORTEST_BEFORE_PARTICLE:
        yield base


def _swapped(form: str) -> tuple[str, ...]:
    """The negator whose neighbouring letters were swapped: "tidka"."""
    if len(form) >= _SHORTEST_SWAPPED:
        for place in range(len(form) - 1):
            mended = form[:place] + form[place + 1] + form[place] + form[place + 2 :]
            if mended in _LONG or mended in NEGATORS:
                return FORMS[mended]
    return ()


def _run_together(form: str) -> tuple[tuple[str, ...], str] | None:
    """A negator and the word behind it without a space."""
    for negator in _LONG:
        rest = form.removeprefix(negator)
        if rest != form and rest:
            return FORMS[negator], _AKAN.get(rest, rest)
    for length in _SHORT_LENGTHS:
        negator, rest = form[:length], form[length:]
        if negator in _SHORT and not _FUSED.isdisjoint((rest, *SLANG.get(rest, ()))):
            return FORMS[negator], _AKAN.get(rest, rest)
    return None
