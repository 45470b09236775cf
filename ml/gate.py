"""Champion against challenger: a new version goes to use only where nothing is shown to fall."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from ml.features import FloatArray
from ml.labels import LABELS
from ml.measures import BoolArray, Judged, f1_of, joined, polarity_f1, resamples

RESAMPLES = 1000
SURE_MACRO = 0.95
SURE_LABEL = 0.99
"""Eleven labels are looked at: each alone must be surer for the same risk of a false alarm."""
SURE_INTEGRITY = 0.90
SURE_DANGER = 0.90
FEW_IN_DANGER = 20
"""Among so few of them resampling shows nothing: whoever hears one less is refused."""

QUEUE_SHARE = 0.20
_INTEGRITY = LABELS.index("integrity")


LEAST_TEXTS = 30
"""Fewer texts show nothing by themselves; they are judged together with the others."""


@dataclass(frozen=True)
class Verdict:
    """Whether the challenger may go to use, why, and the differences (challenger - champion)."""

    promote: bool
    why: str
    macro_f1: float
    per_label: dict[str, float]
    integrity_recall: float
    polarity_f1: float
    danger_recall: float


class _Move(NamedTuple):
    """How a figure moves. resampled : (B,) or (B, 11); here : () or (11,), on the texts as they
    are."""

    resampled: FloatArray
    here: FloatArray

    @classmethod
    def of(
        cls,
        difference: Callable[[Judged, Judged, FloatArray], FloatArray],
        pair: tuple[Judged, Judged],
        weight: FloatArray,
    ) -> "_Move":
        return cls(difference(*pair, weight), difference(*pair, np.ones((1, len(pair[0]))))[0])

    def falls(self, sure: float) -> bool:
        """Whether it falls in so large a share of the resamples."""
        return _falls(self.resampled, sure)


class _Moves(NamedTuple):
    """How everything moves that a version is judged by."""

    labels: _Move
    polarity: _Move
    recall: _Move
    danger: _Move

    @classmethod
    def of(cls, champion: Judged, challenger: Judged, weight: FloatArray) -> "_Moves":
        differences = (
            *(_label_difference, _polarity_difference),
            *(_recall_difference, _danger_difference),
        )
        return cls(*(_Move.of(of, (champion, challenger), weight) for of in differences))

    def falls(self) -> list[str]:
        """What is shown to fall, and by how much."""
        labels, here = self.labels.resampled, self.labels.here
        shown = [
            ("macro-F1", _falls(labels.mean(axis=1), SURE_MACRO), here.mean()),
            ("polarity", self.polarity.falls(SURE_MACRO), self.polarity.here),
            *(
                (name, _falls(labels[:, column], SURE_LABEL), here[column])
                for column, name in enumerate(LABELS)
            ),
            ("integrity recall", self.recall.falls(SURE_INTEGRITY), self.recall.here),
            ("danger heard", self.danger.falls(SURE_DANGER), self.danger.here),
        ]
        return [f"{name} falls by {-by:.3f}" for name, fallen, by in shown if fallen]

    def told(self) -> str:
        """The differences in words."""
        return (
            f"macro-F1 {self.labels.here.mean():+.3f}, polarity {self.polarity.here:+.3f},"
            f" integrity recall {self.recall.here:+.3f}, danger heard {self.danger.here:+.3f}"
        )


def _falls(resampled: FloatArray, sure: float) -> bool:
    return bool((resampled < 0).mean() >= sure)


def compare(champion: Judged, challenger: Judged, *, seed: int) -> Verdict:
    """A paired bootstrap over the same texts in the same order.

    Refused where the resamples show a fall of macro-F1 or of polarity's (95 %), of a label's F1
    (99 % each), of integrity recall in a queue of 20 % or of the danger that is heard (90 % each:
    the dearest mistakes); where few are in danger, for one less that is heard. ValueError for other
    texts.
    """
    if not np.array_equal(champion.truth, challenger.truth):
        raise ValueError("champion and challenger were judged on different texts")
    moves = _Moves.of(champion, challenger, resamples(len(champion), RESAMPLES, seed))
    falls = moves.falls()
    if not moves.danger.falls(SURE_DANGER):
        falls = [*falls, *_lost_of_few(champion, challenger)]
    n = len(champion)
    why = f"refused on {n} texts: " + "; ".join(falls) if falls else f"no fall shown on {n} texts"
    return Verdict(
        promote=not falls,
        why=f"{why}; {moves.told()}{_not_compared(champion, challenger)}",
        macro_f1=float(moves.labels.here.mean()),
        per_label=dict(zip(LABELS, moves.labels.here.tolist(), strict=True)),
        integrity_recall=float(moves.recall.here),
        polarity_f1=float(moves.polarity.here),
        danger_recall=float(moves.danger.here),
    )


def compare_apart(pairs: Sequence[tuple[Judged, Judged]], *, seed: int) -> Verdict:
    """Compare (champion, challenger) on each ground apart; a fall on one refuses.

    The corpus is large and corrections are few: in one heap a fall on either would hide.
    """
    few = [pair for pair in pairs if len(pair[0]) < LEAST_TEXTS]
    grounds = [pair for pair in pairs if len(pair[0]) >= LEAST_TEXTS]
    if few and grounds:
        grounds[0] = (
            joined(grounds[0][0], *(champion for champion, _ in few)),
            joined(grounds[0][1], *(challenger for _, challenger in few)),
        )
    if not grounds:
        beyond_doubt = f"{_texts(few)} texts with labels beyond doubt"
        why = f"refused: {beyond_doubt}; at least {LEAST_TEXTS} are needed"
        return Verdict(False, why, 0.0, {}, 0.0, 0.0, 0.0)
    verdicts = [compare(champion, challenger, seed=seed) for champion, challenger in grounds]
    lost = [fall for champion, challenger in few for fall in _lost_of_few(champion, challenger)]
    if lost:
        # Beside the danger of a whole corpus a plea that a person has confirmed would be lost.
        why = "; ".join([f"refused on the {_texts(few)} corrections: {lost[0]}", *lost[1:]])
        verdicts.append(replace(verdicts[0], promote=False, why=why))
    refused = [verdict for verdict in verdicts if not verdict.promote]
    return replace(
        (refused or verdicts)[0], why="; ".join(each.why for each in (refused or verdicts))
    )


def _texts(pairs: Sequence[tuple[Judged, Judged]]) -> int:
    return sum(len(champion) for champion, _ in pairs)


def _lost_of_few(champion: Judged, challenger: Judged) -> list[str]:
    """What the challenger no longer hears where few are in danger; empty where it hears as many."""
    there = _compared(champion, challenger)
    before, after = int((champion.alarm & there).sum()), int((challenger.alarm & there).sum())
    if there.sum() > FEW_IN_DANGER or after >= before:
        return []
    return [f"danger is heard in {after} of {there.sum()} texts, not {before}"]


def _compared(champion: Judged, challenger: Judged) -> BoolArray:
    """(n,) texts of danger of which both versions kept what they heard."""
    there: BoolArray = champion.danger & champion.listened & challenger.listened
    return there


def _not_compared(champion: Judged, challenger: Judged) -> str:
    left = int(champion.danger.sum() - _compared(champion, challenger).sum())
    return f" (not compared in {left} of {champion.danger.sum()})" if left else ""


def _label_difference(champion: Judged, challenger: Judged, weight: FloatArray) -> FloatArray:
    before = f1_of(champion.truth, champion.decided, weight)
    difference: FloatArray = f1_of(challenger.truth, challenger.decided, weight) - before
    return difference


def _polarity_difference(champion: Judged, challenger: Judged, weight: FloatArray) -> FloatArray:
    """(B,) difference of the mean F1 of the four polarities: it decides what needs an answer."""
    of_each: FloatArray = polarity_f1(challenger, weight) - polarity_f1(champion, weight)
    difference: FloatArray = of_each.mean(axis=1)
    return difference


def _recall_difference(champion: Judged, challenger: Judged, weight: FloatArray) -> FloatArray:
    """(B,) difference of the share of integrity complaints in each one's queue."""
    truth = champion.truth[:, _INTEGRITY].astype(float)
    return _caught(truth, _queued(challenger) - _queued(champion), weight)


def _danger_difference(champion: Judged, challenger: Judged, weight: FloatArray) -> FloatArray:
    """(B,) difference of the share of danger that each one hears."""
    gained = challenger.alarm.astype(float) - champion.alarm
    return _caught(_compared(champion, challenger).astype(float), gained, weight)


def _caught(truth: FloatArray, gained: FloatArray, weight: FloatArray) -> FloatArray:
    """(B,) what is gained (1), lost (-1) or neither of the true ones, as a share of them."""
    difference: FloatArray = weight @ (truth * gained) / np.maximum(weight @ truth, 1.0)
    return difference


def _queued(judged: Judged) -> FloatArray:
    order = np.argsort(-judged.probability[:, _INTEGRITY], kind="stable")
    queued = np.zeros(len(judged))
    queued[order[: int(QUEUE_SHARE * len(judged))]] = 1.0
    return queued
