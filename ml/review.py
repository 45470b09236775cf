"""What a person should look at next, when a label may be accepted alone, and whether texts drift.

numpy and the standard library only. The random part of the queue is what keeps the figures
honest: it alone tells how good the labels are and how common each one truly is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random

import numpy as np

from ml.features import FloatArray
from ml.labels import LABELS

UNCERTAIN_SHARE = 0.7
LEAST_CHECKED = 50
LEAST_PRECISION = 0.85
DRIFT_BINS = 10
DRIFT_LIMIT = 0.2
"""A population stability index above this is a shift worth a look (a common convention)."""


@dataclass(frozen=True)
class ReviewItem:
    """One text waiting for a person: its key, what rules raised, and the label probabilities."""

    key: str
    integrity_suspected: bool
    danger: bool
    scores: Mapping[str, float]

    @property
    def uncertainty(self) -> float:
        """0 (every label clear) to 1 (one label could as well be as not)."""
        return max((4 * p * (1 - p) for p in self.scores.values()), default=0.0)


@dataclass(frozen=True)
class Queued:
    """A place in the queue and why it is there: integrity, danger, uncertain or random."""

    key: str
    reason: str


def queue_order(items: Sequence[ReviewItem], *, seed: int) -> list[Queued]:
    """The order in which people look: integrity; danger; then 70 % most uncertain, 30 % at random.

    The random ones are drawn before the uncertain are sorted, so that they stand for all the rest.
    Equal items and seed give an equal order, however the items come in.
    """
    known = sorted(items, key=lambda item: item.key)
    order = [Queued(item.key, "integrity") for item in known if item.integrity_suspected]
    danger = [item for item in known if item.danger and not item.integrity_suspected]
    order += [Queued(item.key, "danger") for item in danger]
    rest = [item for item in known if not item.danger and not item.integrity_suspected]
    chance = Random(seed)
    chance.shuffle(rest)
    n_random = round((1 - UNCERTAIN_SHARE) * len(rest))
    drawn, others = rest[:n_random], rest[n_random:]
    others.sort(key=lambda item: (-item.uncertainty, item.key))
    taken = 0
    for place in range(len(rest)):
        # Three in ten from the start on, so that a queue never finished is still a fair sample.
        due = taken < n_random and (place + 1) * n_random > taken * len(rest)
        if due and (taken + 1) * len(rest) <= (place + 1) * n_random + len(rest) - n_random:
            order.append(Queued(drawn[taken].key, "random"))
            taken += 1
        else:
            order.append(Queued(others[place - taken].key, "uncertain"))
    return order


def wilson_lower(right: int, checked: int, z: float = 1.96) -> float:
    """The lower bound of a share by Wilson's score interval; 0 where nothing was checked.

    Source: E. B. Wilson, JASA 22 (1927). ValueError where right is not within 0..checked.
    """
    if not 0 <= right <= checked:
        raise ValueError(f"right: {right} is not within 0 and checked ({checked})")
    if checked == 0:
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


def may_accept_alone(right: int, checked: int) -> bool:
    """Whether a label's automatic positives have earned trust: 50 checked, Wilson bound >= 0.85."""
    return checked >= LEAST_CHECKED and wilson_lower(right, checked) >= LEAST_PRECISION


@dataclass(frozen=True)
class Drift:
    """How far recent texts have moved from those the model was judged on.

    stability : per label the population stability index of its scores (over 0.2: look into it);
    prevalence : per label (before, now) mean probability; shifted : labels over the limit.
    """

    stability: dict[str, float]
    prevalence: dict[str, tuple[float, float]]

    @property
    def shifted(self) -> tuple[str, ...]:
        return tuple(label for label, value in self.stability.items() if value > DRIFT_LIMIT)


def drift(before: FloatArray, now: FloatArray) -> Drift:
    """Compare label probabilities (n, 11) of two times. ValueError where a side has no text."""
    if not len(before) or not len(now):
        raise ValueError("both sides need at least one text")
    stability, prevalence = {}, {}
    for column, label in enumerate(LABELS):
        old, new = before[:, column], now[:, column]
        edges = np.unique(np.quantile(old, np.linspace(0, 1, DRIFT_BINS + 1)[1:-1]))
        was = _shares(np.searchsorted(edges, old, side="right"), len(edges) + 1)
        is_now = _shares(np.searchsorted(edges, new, side="right"), len(edges) + 1)
        stability[label] = float(((is_now - was) * np.log(is_now / was)).sum())
        prevalence[label] = (float(old.mean()), float(new.mean()))
    return Drift(stability, prevalence)


def _shares(bins: "np.ndarray[tuple[int], np.dtype[np.intp]]", n_bins: int) -> FloatArray:
    """Shares with half a text added to each bin, so that an empty one has a logarithm."""
    counts = np.bincount(bins, minlength=n_bins) + 0.5
    shares: FloatArray = counts / counts.sum()
    return shares


@dataclass(frozen=True)
class Reviewed:
    """One text as an imagined reviewer labelled it."""

    key: str
    labels: tuple[str, ...]


def simulate_reviewer(
    queue: Sequence[Queued],
    truth: Mapping[str, Sequence[str]],
    *,
    n: int,
    slip: float,
    seed: int,
) -> list[Reviewed]:
    """What a person with a slip of the pen would answer to the first `n` texts of a queue.

    slip : chance that one label of a text is missed, or one is put where none belongs. ValueError
    outside 0..1. For the demonstration and for trying out retraining, never for figures.
    """
    if not 0 <= slip <= 1:
        raise ValueError(f"slip: {slip} is not within 0 and 1")
    chance = Random(seed)
    answers = []
    for queued in queue[:n]:
        labels = list(truth[queued.key])
        if chance.random() < slip:
            if labels:
                labels.pop(chance.randrange(len(labels)))
            else:
                labels.append(chance.choice(LABELS))
        answers.append(Reviewed(queued.key, tuple(x for x in LABELS if x in labels)))
    return answers
