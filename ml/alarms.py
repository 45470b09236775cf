"""Rules that raise a hand whatever the model says: talk of bribes, and danger to health or safety.

A rule only ever adds a hit; nothing here can take one away. Both look at canonical words with
their negation, so that "tidak ada pungli" is silent.
"""

from ml.reading import Reading

INTEGRITY_CONCEPTS: frozenset[str] = frozenset({"bribe"})
STANDING_CONCEPTS: frozenset[str] = frozenset({"favour", "elite"})
AHEAD_CONCEPTS: frozenset[str] = frozenset({"line_jump"})
FAVOUR_REACH = 6
"""Who somebody knows or is, and who went first: so many words apart they are said together."""

DANGER_CONCEPTS: frozenset[str] = frozenset({"danger"})


def integrity_alarm(reading: Reading) -> bool:
    """Whether a bribe or a broker is named and not denied, or whoever has standing went first."""
    return _undenied(reading, INTEGRITY_CONCEPTS) or _favoured(reading)


def danger_alarm(reading: Reading) -> bool:
    """Whether health or safety is named as threatened."""
    return _undenied(reading, DANGER_CONCEPTS)


def _favoured(reading: Reading) -> bool:
    spoken = [(place, name) for place, name in reading.concepts if not reading.denied[place]]
    ahead = [place for place, name in spoken if name in AHEAD_CONCEPTS]
    return bool(ahead) and any(
        0 < abs(place - first) <= FAVOUR_REACH
        for place, name in spoken
        if name in STANDING_CONCEPTS
        for first in ahead
    )


def _undenied(reading: Reading, wanted: frozenset[str]) -> bool:
    return any(name in wanted and not reading.denied[place] for place, name in reading.concepts)
