"""Short texts that say nothing but that something bad is not so: "toiletnya tidak pesing".

The word for what is bad weighs more with the layers than the negation before it, and the rarer the
word the more so. Where nothing else is said, such a text blames nobody. Standard library only but
for the reading.
"""

from collections.abc import Sequence

import numpy as np

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
_BAD_WORDS = words("berat panjang salah lelet sepi sakit rugi mampet ditinggal kehabisan keliru")
_WHAT_IT_IS_ABOUT = words("queue place staff channel s_channel_word s_service_unit")
_BETWEEN = words("terlalu pernah begitu sampai ada yang pakai pake sempat lagi makin seberapa")
"""What may stand between the negation and what is bad: not "tidak mau menunggu"."""

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
    named = dict(reading.concepts)
    bad = [
        place
        for place, word in enumerate(spoken)
        if word in _BAD_WORDS or not _BAD.isdisjoint(named.get(place, ()))
    ]
    ahead = [place for place in bad if place > negations[0]]
    about = [place for place in bad if place < negations[0]]
    if not ahead or not all(reading.denied[place] for place in ahead):
        return False
    if any(_WHAT_IT_IS_ABOUT.isdisjoint(named[place]) for place in about):
        return False
    between, behind = spoken[negations[0] + 1 : ahead[0]], range(ahead[-1] + 1, len(spoken))
    return set(between) <= _BETWEEN and all(
        spoken[place] in _BEHIND or not _WHAT_IT_IS_ABOUT.isdisjoint(named.get(place, ()))
        for place in behind
    )


def _is_plain(spoken: Sequence[str], negation: int) -> bool:
    """Whether it is a "tidak", or that something has never been so yet."""
    if spoken[negation] == "belum":
        return spoken[negation + 1 : negation + 2] == ["pernah"]
    return spoken[negation] == "tidak"


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
