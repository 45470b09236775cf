"""Whether a text says that somebody's life, body or freedom is in danger, by rules alone."""

from collections.abc import Sequence
from functools import lru_cache

from ml.danger.assaults import ASSAULTS
from ml.danger.bodies import BODIES
from ml.danger.despair import DESPAIR
from ml.danger.places import PLACES
from ml.danger.signs import Known
from ml.danger.threats import THREATS

_KNOWN = tuple(Known.of(sign) for sign in (*BODIES, *ASSAULTS, *THREATS, *DESPAIR, *PLACES))


def speaks_of_danger(words: Sequence[str]) -> bool:
    """Whether any sign of danger stands in canonical words."""
    return any(
        sign.found(words, place) for place, word in enumerate(words) for sign in _signs_of(word)
    )


@lru_cache(maxsize=65536)
def _signs_of(word: str) -> tuple[Known, ...]:
    """The signs that a word belongs to: none, for most words; kept, since words come again."""
    return tuple(sign for sign in _KNOWN if sign.word.fullmatch(word))
