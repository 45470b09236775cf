"""Sayings that mean another thing than their words one by one, as far as they turn a judgement.

Works on canonical words and is stable: what it makes, it leaves alone. Standard library only.
"""

from collections.abc import Collection, Sequence

from ml.names import words
from ml.slang import NEGATORS

NOT_YET = "lom"
"""Short for "belum"; in Lampung what is inside: "ulun di lom", the people in there."""

_WHO_IS_INSIDE = words("di ke dari sampai orang dalam")
_QUALITIES = words(
    """
    ramah senyum sopan santun sabar peduli empati simpati manusiawi becus disiplin jujur adil malu
    bersih rapi nyaman aman enak jelas puas baik bagus hebat keren cepat lambat lama lelet kotor bau
    jorok pesing buruk parah kasar marah galak ribet rumit sulit susah mahal murah ramai sepi penuh
    panjang banyak besar kecil panas dingin berat senang bangga kecewa kesal sedih capek lelah
    takut kapok inisiatif
    tanggungjawab profesional pintar cakap cekatan tanggap sigap selesai habis berhenti
    """
)
_ENDS = frozenset(".,;!?")

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
        elif word == "bukan" and _is_very(spoken, behind):
            word, behind = "sangat", place + 2
        found.append((word, place, behind))
        place = behind
    return found


def _is_not_yet(spoken: Sequence[str], place: int) -> bool:
    inside = place > 0 and spoken[place - 1] in _WHO_IS_INSIDE
    return not inside and place + 1 < len(spoken) and spoken[place + 1].isalpha()


def _is_very(spoken: Sequence[str], place: int) -> bool:
    """ "Bukan main" by itself or before a quality: who plays with a phone does not."""
    said, behind = [*spoken[place : place + 2], "", ""][:2]
    return said == "main" and (not behind or behind in _ENDS or _is_quality(behind))


def _length_of_twice(spoken: Sequence[str], place: int, doubled: bool) -> int:
    """Of how many words a quality said twice is, "ramah ramahnya" or "ramah2nya"; none if once, or
    where things are meant: "petugas2"."""
    quality, again = [*spoken[place : place + 2], "", ""][:2]
    if not _is_quality(quality):
        return 0
    if again in (quality, f"{quality}nya"):
        return 2
    return 1 if doubled else 0


def _is_quality(word: str) -> bool:
    return word in _QUALITIES or word.removesuffix("nya") in _QUALITIES
