"""How much of each problem a topic removes: expected before any result, beside what was learnt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from portal.planning_charts import IntervalBar, removal_bar
from portal.planning_review import Learned, Range
from surveys.rules.labels import LABEL_WORDS

if TYPE_CHECKING:
    from ml.panel import FloatArray


@dataclass(frozen=True)
class ProblemRemoved:
    """A problem that a topic addresses, and the share of it gone once all staff are trained.

    before : expected when no training had a result; now : after all of them, with 95 % interval.
    """

    problem: str
    before: float
    now: Range
    bar: IntervalBar


@dataclass(frozen=True)
class TopicLearnt:
    """What is known of a topic, and from how many trainings in how many units.

    most : where the bars of all topics end, a share in whole tenths.
    """

    code: str
    name: str
    trainings: int
    units: int
    most: float
    problems: tuple[ProblemRemoved, ...]


def topics_learnt(learned: Learned, language: str) -> tuple[TopicLearnt, ...]:
    """Every topic in use that addresses what training can mend, in the order of the register."""
    from ml.learned_effects import topic_needs

    addressed = topic_needs(learned.gathered.panel) > 0
    held = learned.gathered.panel.deliveries
    drawn = [learned.beliefs.draws[:, addressed], learned.before[:, addressed].mean(0)[None]]
    highest = [np.quantile(each, 0.975, axis=0).max(initial=0.0) for each in drawn]
    most = min(max(np.ceil(10 * max(highest)) / 10, 0.1), 1.0)
    found = []
    for number, topic in enumerate(learned.gathered.topics):
        if topic.retired_on is not None or not addressed[number].any():
            continue
        mine = [delivery for delivery in held if delivery.topic == number]
        found.append(
            TopicLearnt(
                topic.code,
                topic.name,
                len({(delivery.start, delivery.end) for delivery in mine}),
                len({delivery.unit for delivery in mine}),
                float(most),
                _problems(
                    learned, number, np.flatnonzero(addressed[number]).tolist(), most, language
                ),
            )
        )
    return tuple(found)


def _problems(
    learned: Learned, topic: int, needs: Sequence[int], most: float, language: str
) -> tuple[ProblemRemoved, ...]:
    from ml.need import NEEDS

    lines = []
    for need in needs:
        before = float(np.maximum(learned.before[:, topic, need], 0.0).mean())
        now = _spread(learned.beliefs.draws[:, topic, need])
        words = LABEL_WORDS[NEEDS[need]].in_language(language)
        lines.append(ProblemRemoved(words, before, now, removal_bar(before, now, most)))
    return tuple(lines)


def _spread(drawn: "FloatArray") -> Range:
    """Mean and 95 % interval of draws, of which none removes less than nothing."""
    share = np.maximum(drawn, 0.0)
    low, high = np.quantile(share, [0.025, 0.975])
    return float(share.mean()), float(low), float(high)
