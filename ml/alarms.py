"""Rules that raise a hand whatever the model says: talk of bribes, and danger to health or safety.

A rule only ever adds a hit; nothing here can take one away. Both look at canonical words with
their negation, so that "tidak ada pungli" is silent.
"""

from typing import NamedTuple

from ml.danger import speaks_of_danger
from ml.reading import Reading

INTEGRITY_CONCEPTS: frozenset[str] = frozenset({"bribe"})
STANDING_CONCEPTS: frozenset[str] = frozenset({"favour", "elite"})
AHEAD_CONCEPTS: frozenset[str] = frozenset({"line_jump"})
FAVOUR_REACH = 6
"""Who somebody knows or is, and who went first: so many words apart they are said together."""


HEADS: frozenset[str] = frozenset(
    {
        *("kepala", "kadis", "kabid", "kasi", "kapus", "kapolsek", "kepsek", "komandan", "danru"),
        *("camat", "lurah", "kades", "peratin", "bupati", "walikota"),
        *("direktur", "pimpinan", "atasan", "ketua", "bos"),
    }
)
"""Who is in charge; "kepala" is a head of the other kind, too, which only costs a detour."""


class Alarms(NamedTuple):
    """Whether the rules speak."""

    integrity: bool
    danger: bool


def alarms(reading: Reading) -> Alarms:
    """What the rules say of a text.

    Integrity: a bribe or a broker is named and not denied, or whoever has standing went first.
    Danger: somebody's life, body or freedom is named as threatened (`ml.danger`).
    """
    named: set[str] = set()
    for place, names in reading.concepts:
        if not reading.denied[place]:
            named.update(names)
    return Alarms(
        not INTEGRITY_CONCEPTS.isdisjoint(named) or _favoured(reading, named),
        speaks_of_danger([token.word for token in reading.tokens]),
    )


def names_somebody_in_charge(reading: Reading) -> bool:
    """Whether the text may be about the one who would read it."""
    return any(token.word in HEADS for token in reading.tokens)


def _favoured(reading: Reading, named: set[str]) -> bool:
    if AHEAD_CONCEPTS.isdisjoint(named) or STANDING_CONCEPTS.isdisjoint(named):
        return False
    spoken = [(place, names) for place, names in reading.concepts if not reading.denied[place]]
    ahead = [place for place, names in spoken if not AHEAD_CONCEPTS.isdisjoint(names)]
    return any(
        0 < abs(place - first) <= FAVOUR_REACH
        for place, names in spoken
        if not STANDING_CONCEPTS.isdisjoint(names)
        for first in ahead
    )
