"""Blame in one clause and praise in another: the blame is heard whichever of them stands last.

As a whole such a text is read by where it ends, "susternya galak, dokternya ramah" as praise. An
explicit complaint outranks praise, so the clauses of whatever is read as praise are read once more,
each as if it were all that was said.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ml.arrays import Fitted, Scored, polarity_readings, signs_of, softmax
from ml.features import FloatArray
from ml.labels import POLARITIES
from ml.names import words
from ml.reading import BRIBE, Reading, reading_of
from ml.text import CONCESSIONS, CONTRASTS, Token, segments

_COMPLAINT, _PRAISE = POLARITIES.index("complaint"), POLARITIES.index("praise")
CLEAR_BLAME = 0.8
"""From this probability on a clause by itself is a complaint."""

_TOLD_OR_PAST = words(
    """
    katanya kata konon kirain kukira dikira dengar denger cerita dulu dahulu biasanya semula awalnya
    tadinya sebelumnya khawatir takut bukan siapa
    """
)
"""What is hearsay, feared or over is no complaint of today."""

_TURNED_OUT = words("ternyata nyatanya rupanya doang")
_MENDED = words("lalu kemarin itu tetap langsung sendiri kering")
"""What is no longer so, or was helped at once; "kering" is dry, of a toilet no fault."""

_ILL_MANNERED = frozenset({"rude", "unskilled"})
_WELL_MANNERED = frozenset({"friendly", "skilled"})
_BROKEN = frozenset({"state_bad", "defect", "pest"})
_TO_JUDGEMENT = 3
_LONGEST = 20
"""So many words behind whom or what it is about stands how they are, in texts so long: longer ones
tell a story, and "petugas yang galak" there is often that of another office."""


class Torn(NamedTuple):
    """What the clauses of some texts say. blame : (n,) the highest probability of a complaint by
    one clause alone; plain : (n,) where that clause says in so many words who or what is bad.
    """

    blame: FloatArray
    plain: NDArray[np.bool_]


def torn(fitted: Fitted, readings: Sequence[Reading], polarity: FloatArray) -> Torn:
    """What the clauses say of texts that are read as praise; nought of all others.

    polarity : (n, 4) as read from the texts as a whole.
    """
    found = Torn(np.zeros(len(readings)), np.zeros(len(readings), dtype=bool))
    clauses: list[Reading] = []
    rows: list[int] = []
    for row in np.flatnonzero(polarity.argmax(axis=1) == _PRAISE).tolist():
        some = _by_themselves(readings[row])
        clauses += some
        rows += [row] * len(some)
    if not clauses:
        return found
    told = _complaints(fitted, clauses)
    np.maximum.at(found.blame, rows, told)
    for row, clause, probability in zip(rows, clauses, told.tolist(), strict=True):
        if probability >= CLEAR_BLAME and _is_short(readings[row]):
            found.plain[row] |= _of_staff(clause) or _of_things(clause, readings[row])
    return found


def with_blame(polarity: FloatArray, found: Torn) -> FloatArray:
    """(n, 4) polarities where what a clause plainly says against somebody or something at the
    counter outranks the praise beside it.

    Of the texts of the corpus with such a clause nine in ten are complaints as a whole. Of a long
    queue beside which somebody is praised it is but every second, and a person decides.
    """
    moved = np.where(found.plain, found.blame * polarity[:, _PRAISE], 0.0)
    ranked = polarity.copy()
    ranked[:, _COMPLAINT] += moved
    ranked[:, _PRAISE] -= moved
    return ranked


def _by_themselves(reading: Reading) -> list[Reading]:
    """The clauses of a text that say something of today and of their own; none of a single one."""
    parts = segments(reading.tokens)
    if len(parts) < 2:
        return []
    return [reading_of(part) for part in parts if not _says(part, _TOLD_OR_PAST | CONCESSIONS)]


def _says(part: Sequence[Token], some: Collection[str]) -> bool:
    return any(token.word in some for token in part)


def _complaints(fitted: Fitted, clauses: Sequence[Reading]) -> FloatArray:
    """(m,) the probability that each is a complaint, were it a text of its own."""
    scores = fitted.scores(clauses)
    none = np.zeros(len(clauses), dtype=np.int64)
    scored = Scored.of(scores, scores[:0], none)
    kinds = fitted.polarity.shared(polarity_readings(scored, signs_of(clauses)))
    complaints: FloatArray = softmax(kinds)[:, _COMPLAINT]
    return complaints


def _of_staff(clause: Reading) -> bool:
    """Whether shortly behind somebody at work stands that they are rude, or not friendly."""
    manners = [
        place
        for place, names in clause.concepts
        if not (_WELL_MANNERED if clause.denied[place] else _ILL_MANNERED).isdisjoint(names)
    ]
    return _is_said_of("staff", manners, clause)


def _of_things(clause: Reading, reading: Reading) -> bool:
    """Whether a thing at the counter is bad and stays so; beside "tapi" a person decides."""
    if _says(reading.tokens, _MENDED | CONTRASTS):
        return False
    states = [
        place
        for place, names in clause.concepts
        if not clause.denied[place] and not _BROKEN.isdisjoint(names)
    ]
    return _is_said_of("place", states, clause)


def _is_said_of(whom: str, judgements: Sequence[int], clause: Reading) -> bool:
    """Whether one of the judgements stands shortly behind whom or what it is about."""
    named = [place for place, names in clause.concepts if whom in names]
    return any(
        0 < judgement - place <= _TO_JUDGEMENT
        and not _says(clause.tokens[place:judgement], frozenset({"yang"}))
        for place in named
        for judgement in judgements
    )


def _is_short(reading: Reading) -> bool:
    """Whether it is no story, no surprise, and nobody who was rude to a bribe."""
    bribed = any(BRIBE in names for _, names in reading.concepts)
    told = len(reading.spoken) > _LONGEST or _says(reading.tokens, _TURNED_OUT)
    return not told and not bribed
