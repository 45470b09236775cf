"""Short texts that say nothing but that something bad is not so: "toiletnya tidak pesing".

The word for what is bad weighs more with the layers than the negation before it, and the rarer the
word the more so. Where nothing else is said, such a text blames nobody. Standard library only but
for the reading.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from ml.alarms import HEADS
from ml.features import FloatArray
from ml.labels import POLARITIES
from ml.names import words
from ml.reading import Reading
from ml.slang import NEGATORS

_COMPLAINT, _PRAISE = POLARITIES.index("complaint"), POLARITIES.index("praise")
_MOVED = 0.8
"""So much of what is read as complaint is praise; a person looks at it in any case."""

_LONGEST = 8
_BAD = words("wait state_bad defect pest rude unskilled messy dear bad pingpong s_ignored")
_BAD_WORDS = words("berat panjang salah lelet sakit rugi mampet ditinggal kehabisan keliru")
_NO_BLAME = words("bosan")
"""Who is not bored may do anything else."""

_VERDICTS = words("salah keliru rugi")
"""What they are said of may be bad all the same: "tidak salah lagi petugas galak"."""

_FAVOURED = words("favour elite bribe bribe_talk abuse_office s_family")
_OTHERS = words("s_they s_citizen s_officials s_rich_poor s_politics s_vehicle outside")
_QUEUE = "queue"
"""Whoever else does not queue may be favoured; that is no praise."""

_ASIDE = words(
    """
    saya kami kita di ke sini situ sana hari ini itu tadi pagi siang kemarin sekarang jadi sudah
    ternyata untuk dan juga sama sekali malah bahkan kini . , !
    """
)
_WHAT_IT_IS_ABOUT = words("queue place staff channel s_channel_word s_service_unit")
_BETWEEN = words("terlalu pernah begitu sampai ada yang pakai pake sempat lagi makin seberapa")
"""What may stand between the negation and what is bad: not "tidak mau menunggu"."""

_PLAINLY = words("lagi memang pernah")
_NONE: frozenset[str] = frozenset()
_BEHIND = words("lagi dengan sama sekali sekarang kini sih ya lho deh sangat . ! nya ini itu di")
_ASKED_OR_WISHED = words(
    "kok masa kalau jika bila padahal jangan supaya biar agar semoga tolong mohon harap katanya ?"
)


def denies_all_blame(reading: Reading) -> bool:
    """Whether a text is one short clause, and what is bad in it is said not to be so."""
    spoken = [token.word for token in reading.tokens]
    if len(reading.spoken) > _LONGEST or not _ASKED_OR_WISHED.isdisjoint(spoken):
        return False
    negations = [place for place, word in enumerate(spoken) if word in NEGATORS]
    if len(negations) != 1 or not _is_plain(spoken, negations[0]):
        return False
    named = _named(reading)
    bad = [place for place, word in enumerate(spoken) if _is_bad(word, named.get(place, _NONE))]
    ahead = [place for place in bad if place > negations[0]]
    about = [place for place in bad if place < negations[0]]
    if not ahead or not all(reading.denied[place] for place in ahead):
        return False
    if any(_WHAT_IT_IS_ABOUT.isdisjoint(named.get(place, _NONE)) for place in about):
        return False
    if _of_somebody_else(spoken, named, negations[0]) or not _holds(spoken, named, ahead):
        return False
    between, behind = spoken[negations[0] + 1 : ahead[0]], range(ahead[-1] + 1, len(spoken))
    return set(between) <= _BETWEEN and all(
        spoken[place] in _BEHIND or not _WHAT_IT_IS_ABOUT.isdisjoint(named.get(place, _NONE))
        for place in behind
    )


def _is_plain(spoken: Sequence[str], negation: int) -> bool:
    """Whether it is a "tidak", or that something has never been so yet."""
    if spoken[negation] == "belum":
        return spoken[negation + 1 : negation + 2] == ["pernah"]
    return spoken[negation] == "tidak"


def _named(reading: Reading) -> dict[int, frozenset[str]]:
    """All concepts of a place, those of the phrase that begins there among them."""
    named: dict[int, frozenset[str]] = {}
    for place, names in reading.concepts:
        named[place] = named.get(place, _NONE).union(names)
    return named


def _is_bad(word: str, names: frozenset[str]) -> bool:
    return word in _BAD_WORDS or (word not in _NO_BLAME and not _BAD.isdisjoint(names))


def _of_somebody_else(
    spoken: Sequence[str], named: Mapping[int, frozenset[str]], negation: int
) -> bool:
    """Whether it may be that somebody is favoured: "keluarga petugas tidak antri"."""
    everything = _NONE.union(*named.values())
    if not _FAVOURED.isdisjoint(everything) or not HEADS.isdisjoint(spoken):
        return True
    behind = _NONE.union(*(names for place, names in named.items() if place > negation))
    if "wait" not in behind:
        return False
    strange = _OTHERS | {"staff"} if _QUEUE in behind else _OTHERS
    return any(
        not strange.isdisjoint(named.get(place, _NONE))
        or not (place in named or spoken[place] in _ASIDE)
        for place in range(negation)
    )


def _holds(
    spoken: Sequence[str], named: Mapping[int, frozenset[str]], ahead: Sequence[int]
) -> bool:
    """Whether what is denied is bad in earnest, and no verdict on something that is bad itself."""
    if spoken[ahead[0]] in _VERDICTS and (len(ahead) > 1 or not _PLAINLY.isdisjoint(spoken)):
        return False
    long = any(spoken[place] == "panjang" for place in ahead)
    return not long or any(_QUEUE in names for names in named.values())


def without_denied_blame(
    polarity: FloatArray, readings: Sequence[Reading]
) -> tuple[FloatArray, FloatArray]:
    """(n, 4) polarities where a complaint of what is not so is praise, and (n,) how much moved."""
    moved = np.zeros(len(readings))
    for row in np.flatnonzero(polarity.argmax(axis=1) == _COMPLAINT).tolist():
        if denies_all_blame(readings[row]):
            moved[row] = _MOVED * polarity[row, _COMPLAINT]
    eased = polarity.copy()
    eased[:, _COMPLAINT] -= moved
    eased[:, _PRAISE] += moved
    return eased, moved
