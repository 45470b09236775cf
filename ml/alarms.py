"""Rules that raise a hand whatever the model says: talk of bribes, and danger to health or safety.

A rule only ever adds a hit; nothing here can take one away. Both look at canonical words with
their negation, so that "tidak ada pungli" is silent.
"""

from collections.abc import Sequence

from ml.lexicon import concepts
from ml.text import STOPS, Token, negated

INTEGRITY_CONCEPTS: frozenset[str] = frozenset({"bribe"})
DANGER_CONCEPTS: frozenset[str] = frozenset({"danger"})


def integrity_alarm(sequence: Sequence[Token]) -> bool:
    """Whether a word or phrase for a bribe, a broker or favour stands there and is not denied."""
    return _unnegated(sequence, INTEGRITY_CONCEPTS)


def danger_alarm(sequence: Sequence[Token]) -> bool:
    """Whether health or safety is named as threatened."""
    return _unnegated(sequence, DANGER_CONCEPTS)


def _unnegated(sequence: Sequence[Token], wanted: frozenset[str]) -> bool:
    named = [(place, name) for place, name in concepts(sequence) if name in wanted]
    if not named:
        return False
    under = list(negated(sequence))
    return any(not under[place] or sequence[place].word in STOPS for place, _ in named)
