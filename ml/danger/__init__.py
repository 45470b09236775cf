"""Whether a text says that somebody's life, body or freedom is in danger, by rules alone."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ml.danger.advances import ADVANCES
from ml.danger.assaults import ASSAULTS, HARM
from ml.danger.bodies import BODIES
from ml.danger.despair import DESPAIR
from ml.danger.freedom import FREEDOM
from ml.danger.places import PLACES
from ml.danger.signs import Known, pattern
from ml.danger.symptoms import SYMPTOMS
from ml.danger.threats import THREATS

_BY_PEOPLE = tuple(map(Known.of, (*ASSAULTS, *ADVANCES, *FREEDOM, *THREATS)))
_HARM = re.compile(pattern(rf"\b(?:{HARM}|pukul <body>)\b"))
_BY_NOBODY = tuple(map(Known.of, (*BODIES, *SYMPTOMS, *DESPAIR, *PLACES)))


def speaks_of_danger(words: Sequence[str]) -> bool:
    """Whether any sign of danger stands in canonical words."""
    return any(_found(words))


def nobody_does_harm(words: Sequence[str]) -> bool:
    """Whether the danger that the rules hear is illness, a place or despair, and no word of the
    text names what people do to others, be it an alarm or not."""
    found = list(_found(words))
    if not found or any(sign in _BY_PEOPLE for sign in found):
        return False
    return not _HARM.search(" ".join(words))


def _found(words: Sequence[str]) -> Iterator[Known]:
    for place, word in enumerate(words):
        for sign in _signs_of(word):
            if sign.found(words, place):
                yield sign


@lru_cache(maxsize=65536)
def _signs_of(word: str) -> tuple[Known, ...]:
    """The signs that a word belongs to: none, for most words; kept, since words come again."""
    return tuple(sign for sign in (*_BY_PEOPLE, *_BY_NOBODY) if sign.word.fullmatch(word))
