"""Sayings that mean another thing than their words one by one, as far as they turn a judgement.

Works on canonical words and is stable: what it makes, it leaves alone. Standard library only.
"""

from collections.abc import Collection, Sequence

from ml.names import words
from ml.slang import NEGATORS

NOT_YET = "lom"
"""Short for "belum"; in Lampung what is inside: "ulun di lom", the people in there."""

_WHO_IS_INSIDE = words("di ke dari sampai orang dalam")
_NO_QUALITY = NEGATORS | words("ada main")

TURNING: frozenset[str] = words("ada main") | {NOT_YET}
"""Without one of these words there is no such saying."""


def as_meant(spoken: Sequence[str], doubled: Collection[int]) -> list[tuple[str, int, int]]:
    """(word, its first place, the place behind its last) of words, sayings put plainly.

    doubled : the places of words that were written with a 2. "Tidak ada ramah ramahnya" -> "tidak
    ramah", "bukan main ramah" -> "sangat ramah", "lom jadi" -> "belum jadi".
    """
    found: list[tuple[str, int, int]] = []
    place = 0
    while place < len(spoken):
        word, behind = spoken[place], place + 1
        if word == NOT_YET and _is_not_yet(spoken, place):
            word = "belum"
        elif word in NEGATORS and spoken[behind : behind + 1] == ["ada"]:
            length = _length_of_twice(spoken, place + 2, place + 2 in doubled)
            if length:
                found.append((word, place, behind))
                place += 1
                word, behind = spoken[place + 1].removesuffix("nya"), place + 1 + length
        elif word == "bukan" and _is_once(spoken, behind, "main"):
            word, behind = "sangat", place + 2
        found.append((word, place, behind))
        place = behind
    return found


def _is_not_yet(spoken: Sequence[str], place: int) -> bool:
    inside = place > 0 and spoken[place - 1] in _WHO_IS_INSIDE
    return not inside and place + 1 < len(spoken) and spoken[place + 1].isalpha()


def _is_once(spoken: Sequence[str], place: int, word: str) -> bool:
    following = [*spoken[place : place + 2], "", ""]
    return following[0] == word != following[1]


def _length_of_twice(spoken: Sequence[str], place: int, doubled: bool) -> int:
    """Of how many words a quality said twice is, "ramah ramahnya" or "ramah2nya"; none if once."""
    quality, again = [*spoken[place : place + 2], "", ""][:2]
    if not quality.isalpha() or quality in _NO_QUALITY:
        return 0
    if again in (quality, f"{quality}nya"):
        return 2
    return 1 if doubled else 0
