"""Rules that raise a hand whatever the model says: talk of bribes, and danger to health or safety.

A rule only ever adds a hit; nothing here can take one away. Both look at canonical words with
their negation, so that "tidak ada pungli" is silent.
"""

from ml.reading import Reading

INTEGRITY_CONCEPTS: frozenset[str] = frozenset({"bribe"})
DANGER_CONCEPTS: frozenset[str] = frozenset({"danger"})


def integrity_alarm(reading: Reading) -> bool:
    """Whether a word or phrase for a bribe, a broker or favour stands there and is not denied."""
    return _undenied(reading, INTEGRITY_CONCEPTS)


def danger_alarm(reading: Reading) -> bool:
    """Whether health or safety is named as threatened."""
    return _undenied(reading, DANGER_CONCEPTS)


def _undenied(reading: Reading, wanted: frozenset[str]) -> bool:
    return any(name in wanted and not reading.denied[place] for place, name in reading.concepts)
