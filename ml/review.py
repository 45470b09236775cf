"""What a person should look at next, and when a label may be accepted alone.

Standard library only. The random part of the queue is what keeps the figures
honest: it alone tells how good the labels are and how common each one truly is.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from heapq import nsmallest
from math import comb, sqrt
from random import Random

from ml.labels import LABELS
from ml.text import normalise

RANDOM_SHARE = 0.3
TURN = 10
RANDOM_TURNS = frozenset({2, 5, 7})
"""Three turns in ten are chance's; the last of the ten is left to second readings."""

SHORT_LIST = 100
"""Among so many of the most unsure texts the one that is most unlike the last ones is taken."""

LEAST_CHECKED = 50
LEAST_PRECISION = 0.85
LEANS_BY_CHANCE = Fraction(1, 20)


@dataclass(frozen=True)
class ReviewItem:
    """One text waiting for a person: its key, what rules raised, and the label probabilities.

    polarity_doubt : as `doubt_of_polarity`; 0 where it was not kept.
    """

    key: str
    text: str
    integrity_suspected: bool
    danger: bool
    scores: Mapping[str, float]
    polarity_doubt: float = 0.0

    @cached_property
    def uncertainty(self) -> float:
        """0 (everything clear) and up: what each label and the polarity are doubted, together.

        A text of which several things are in doubt teaches more than one with a single coin toss.
        """
        return sum(4 * p * (1 - p) for p in self.scores.values()) + self.polarity_doubt

    @cached_property
    def in_random_part(self) -> bool:
        """Whether chance has set it apart, as `in_random_part` says."""
        return in_random_part(self.key)


def doubt_of_polarity(scores: Iterable[float]) -> float:
    """0 (one polarity is sure) to 1 (none has more than half), on the scale of labels.

    scores : the probability of each polarity. What is read the wrong way round is doubted as much
    as a label: a complaint that is read as praise becomes no case.
    """
    likeliest = max(scores)
    return 4 * likeliest * (1 - likeliest) if likeliest > 0.5 else 1.0


def in_random_part(key: str) -> bool:
    """Whether chance has set a text apart to be looked at as it comes, whatever the model says.

    The key alone decides, so that what people find in this part holds for all texts: none is
    taken away from it because it is interesting, and nobody at the desk can add one.
    """
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    return digest[0] < 256 * RANDOM_SHARE


@dataclass(frozen=True)
class Queued:
    """A text to look at and why: integrity, danger, uncertain or random."""

    key: str
    reason: str


def next_in_queue(
    items: Sequence[ReviewItem], lately: Sequence[str], *, turn: int
) -> Queued | None:
    """The text to look at next: integrity; danger; then seven unsure turns to three by chance.

    lately : texts that were looked at since the last lesson; an unsure text that resembles one of
    them teaches little, and steps back by as much as it does. turn : how many were looked at.
    Equal items give an equal answer, however they come in. None where nothing waits.
    """
    if not items:
        return None
    for reason in ("integrity", "danger"):
        urgent = [i.key for i in items if (i.integrity_suspected, i.danger)[reason == "danger"]]
        if urgent:
            return Queued(min(urgent), reason)
    drawn = [item for item in items if item.in_random_part]
    others = [item for item in items if not item.in_random_part]
    if drawn and (turn % TURN in RANDOM_TURNS or not others):
        return Queued(min(drawn, key=lambda item: _by_chance(item.key)).key, "random")
    unsure = nsmallest(SHORT_LIST, others, key=lambda item: (-item.uncertainty, item.key))
    known = Resemblance(lately)
    best = max(unsure, key=lambda item: item.uncertainty * (1 - known.to(item.text)))
    return Queued(best.key, "uncertain")


def _by_chance(key: str) -> bytes:
    return hashlib.sha256(b"order|" + key.encode("utf-8", "surrogatepass")).digest()


class Resemblance:
    """How much a text is like the likest of some texts, by its words and their letters."""

    def __init__(self, texts: Sequence[str]) -> None:
        groups = [_groups(text) for text in texts]
        self._sizes = [len(group) for group in groups]
        self._holders: dict[str, list[int]] = {}
        for place, group in enumerate(groups):
            for sign in group:
                self._holders.setdefault(sign, []).append(place)

    def to(self, text: str) -> float:
        """0 (nothing in common with any) to 1 (the same as one of them)."""
        groups = _groups(text)
        shared = Counter(place for sign in groups for place in self._holders.get(sign, ()))
        return max(
            (n / sqrt(self._sizes[place] * len(groups)) for place, n in shared.items()), default=0.0
        )


@lru_cache(maxsize=8192)
def _groups(text: str) -> frozenset[str]:
    """Canonical words, and groups of four letters within them."""
    words = normalise(text).split()
    return frozenset(words).union(
        word[place : place + 4] for word in words for place in range(len(word) - 3)
    )


def wilson_lower(right: int, checked: int, z: float = 1.96) -> float:
    """The lower bound of a share by Wilson's score interval; 0 where nothing was checked.

    Source: E. B. Wilson, JASA 22 (1927). ValueError where right is not within 0..checked.
    """
    if not 0 <= right <= checked:
        raise ValueError(f"right: {right} is not within 0 and checked ({checked})")
    if right == 0:
        # Exactly, where rounding would leave a share of none a hair above it.
        return 0.0
    share, square = right / checked, z * z
    centre = share + square / (2 * checked)
    spread = z * sqrt(share * (1 - share) / checked + square / (4 * checked * checked))
    return max(0.0, (centre - spread) / (1 + square / checked))


def wilson_interval(right: int, checked: int) -> tuple[float, float]:
    """The 95 % interval of a share, as wilson_lower; (0, 1) where nothing was checked."""
    if checked == 0:
        return 0.0, 1.0
    return wilson_lower(right, checked), 1.0 - wilson_lower(checked - right, checked)


def leans(only_one: int, only_other: int) -> bool:
    """Whether two readers of the same texts part in one direction more than chance explains.

    only_one, only_other : texts in which just one of them found something. Source: the exact form
    of McNemar's test (Psychometrika 12, 1947), both sides, five in a hundred.
    """
    parted, fewer = only_one + only_other, min(only_one, only_other)
    as_far_apart = 2 * sum(comb(parted, k) for k in range(fewer + 1))
    return Fraction(as_far_apart, 2**parted) <= LEANS_BY_CHANCE


def may_accept_alone(right: int, checked: int) -> bool:
    """Whether a label's automatic positives have earned trust: 50 checked, Wilson bound >= 0.85."""
    return checked >= LEAST_CHECKED and wilson_lower(right, checked) >= LEAST_PRECISION


@dataclass(frozen=True)
class Reviewed:
    """One text as an imagined reviewer labelled it."""

    key: str
    labels: tuple[str, ...]


def simulate_reviewer(
    keys: Sequence[str], truth: Mapping[str, Sequence[str]], *, slip: float, seed: int
) -> list[Reviewed]:
    """What a person with a slip of the pen would answer to texts.

    slip : chance that one label of a text is missed, or one is put where none belongs. ValueError
    outside 0..1. For trying out whether the loop learns, never for figures.
    """
    if not 0 <= slip <= 1:
        raise ValueError(f"slip: {slip} is not within 0 and 1")
    chance = Random(seed)
    answers = []
    for key in keys:
        labels = list(truth[key])
        if chance.random() < slip:
            if labels:
                labels.pop(chance.randrange(len(labels)))
            else:
                labels.append(chance.choice(LABELS))
        answers.append(Reviewed(key, tuple(x for x in LABELS if x in labels)))
    return answers
