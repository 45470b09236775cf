"""Rules that raise a hand whatever the model says: talk of bribes, and danger to health or safety.

A rule only ever adds a hit; nothing here can take one away. Both look at canonical words with
their negation, so that "tidak ada pungli" is silent.
"""

from typing import NamedTuple

from ml.danger import nobody_does_harm, speaks_of_danger
from ml.denials import doubted
from ml.intimidation import intimidates
from ml.names import words
from ml.pressure import presses
from ml.reading import BRIBE, Reading

STANDING_CONCEPTS: frozenset[str] = frozenset({"favour", "elite"})
AHEAD_CONCEPTS: frozenset[str] = frozenset({"line_jump"})
FAVOUR_REACH = 6
"""Who somebody knows or is, and who went first: so many words apart they are said together."""


HEADS: frozenset[str] = words(
    """
    kepala pimpinan atasan ketua bos direktur dirut komandan danru manajer manager supervisor
    koordinator korwil sekretaris bendahara pejabat pengawas plt plh rektor dekan kaprodi
    kadis kabid kasi kasie kabag kasubag kasubbag kasubbid kasubdit kaur kanit kasat kakan kacab
    kadiv kaban kapus karutan kalapas kajari kapolsek kapolres kapolda danramil dandim hakim
    panitera penghulu kepsek kasek walikelas camat sekcam lurah seklur kalurah kades sekdes kadus
    dukuh kuwu carik bayan pamong keuchik geuchik peratin kakam bupati wabup walikota gubernur
    sekda
    """
)
"""Who is in charge; "kepala" is a head of the other kind, too, which only costs a detour."""

_HEADS_OF_TWO_WORDS = frozenset({("wali", "kelas"), ("wali", "nagari"), ("wali", "jorong")})
_NEIGHBOURHOODS = frozenset({"rt", "rw"})
_HIS = ("nya", "ku", "e")


_LONGEST = 40
"""No word is longer; what is would be searched for every form of every verb from every letter."""


class Alarms(NamedTuple):
    """Whether the rules speak."""

    integrity: bool
    danger: bool


def alarms(reading: Reading) -> Alarms:
    """What the rules say of a text.

    Integrity: a bribe or a broker is named and not denied, or the denial is only quoted; whoever
    has standing went first; or somebody is threatened because of a report or money.
    Danger: somebody's life, body or freedom is named as threatened (`ml.danger`).
    """
    spoken = _spoken(reading)
    denied = [place for place, names in reading.concepts if reading.denied[place]]
    bribes = {place for place, names in reading.concepts if BRIBE in names}
    belied = doubted(spoken, bribes.intersection(denied))
    named: set[str] = set()
    for place, names in reading.concepts:
        if not reading.denied[place] or place in belied:
            named.update(names)
    return Alarms(
        BRIBE in named or _favoured(reading, named) or intimidates(spoken) or presses(spoken),
        speaks_of_danger(spoken),
    )


def may_be_known_to_the_head(reading: Reading) -> bool:
    """Whether a text in danger that is but slightly suspected may be shown to the head, too: what
    it tells of is illness, a place or despair, and the head is not the one it may be about."""
    spoken = _spoken(reading)
    return nobody_does_harm(spoken) and not names_somebody_in_charge(reading)


def names_somebody_in_charge(reading: Reading) -> bool:
    """Whether the text may be about the one who would read it."""
    spoken = _spoken(reading)
    return any(
        _in_charge(word)
        or (word, behind) in _HEADS_OF_TWO_WORDS
        # "RT 03" is an address, "pak RT" a person.
        or (word in _NEIGHBOURHOODS and behind != "_angka_")
        for word, behind in zip(spoken, [*spoken[1:], ""], strict=True)
    )


def _spoken(reading: Reading) -> list[str]:
    """The words of a text as the rules look at them: the beginning of what is too long for one."""
    return [token.word[:_LONGEST] for token in reading.tokens]


def _in_charge(word: str) -> bool:
    return word in HEADS or any(
        word.removesuffix(ending) in HEADS for ending in _HIS if word.endswith(ending)
    )


def _favoured(reading: Reading, named: set[str]) -> bool:
    if AHEAD_CONCEPTS.isdisjoint(named) or STANDING_CONCEPTS.isdisjoint(named):
        return False
    spoken = [(place, names) for place, names in reading.concepts if not reading.denied[place]]
    ahead = {place for place, names in spoken if not AHEAD_CONCEPTS.isdisjoint(names)}
    return any(
        not ahead.isdisjoint(
            (*range(place - FAVOUR_REACH, place), *range(place + 1, place + 1 + FAVOUR_REACH))
        )
        for place, names in spoken
        if not STANDING_CONCEPTS.isdisjoint(names)
    )
