"""Whether a text says that somebody's life, body or freedom is in danger, by rules alone."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ml.danger.assaults import ASSAULTS
from ml.danger.bodies import BODIES
from ml.danger.despair import DESPAIR
from ml.danger.places import PLACES
from ml.danger.signs import Known
from ml.danger.threats import THREATS

_BY_PEOPLE = tuple(map(Known.of, (*ASSAULTS, *THREATS)))
_BY_NOBODY = tuple(map(Known.of, (*BODIES, *DESPAIR, *PLACES)))


def speaks_of_danger(words: Sequence[str]) -> bool:
    """Whether any sign of danger stands in canonical words."""
    return any(_found(words))


def nobody_does_harm(words: Sequence[str]) -> bool:
    """Whether the danger that the rules hear is illness, a place or despair, and none that people
    are to others."""
    found = list(_found(words))
    return bool(found) and not any(sign in _BY_PEOPLE for sign in found)


def _found(words: Sequence[str]) -> Iterator[Known]:
    for place, word in enumerate(words):
        for sign in _signs_of(word):
            if sign.found(words, place):
                yield sign


@lru_cache(maxsize=65536)
def _signs_of(word: str) -> tuple[Known, ...]:
    """The signs that a word belongs to: none, for most words; kept, since words come again."""
    return tuple(sign for sign in (*_BY_PEOPLE, *_BY_NOBODY) if sign.word.fullmatch(word))
