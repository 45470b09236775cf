"""The reasons of a plan in numbers: why this line, what is known of a topic, what no training
solves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from scipy.special import ndtri

from ml.learned_effects import Beliefs, topic_needs
from ml.need import ELEMENT_OF, LABEL_OF, NEEDS
from ml.outlook import Outlook
from ml.panel import LABELS, UNTRAINABLE, FloatArray, IntArray, Panel
from ml.plan import (
    Elsewhere,
    Evidence,
    LabelEvidence,
    TopicKnowledge,
    TopicVerdict,
)

USEFUL = 0.05
"""A topic that removes less than this share of a problem is of no use."""
UNITS_TO_JUDGE = 3
VALUES = np.arange(1, 5)


@dataclass(frozen=True)
class Facts:
    """What many lines of a plan refer to, counted once.

    recent : (U, 9, 4) answers of the last 12 months; complaints : (U, N) of all months.
    province_rate : (N,) mean problem rate; last_end : the last training of a unit in a topic.
    """

    panel: Panel
    beliefs: Beliefs
    ahead: Outlook
    addressed: FloatArray
    recent: IntArray
    complaints: FloatArray
    province_rate: FloatArray
    last_end: dict[tuple[int, int], date]


def facts_of(panel: Panel, beliefs: Beliefs, ahead: Outlook) -> Facts:
    """The facts behind a plan's lines."""
    last: dict[tuple[int, int], date] = {}
    for held in panel.deliveries:
        place = (held.unit, held.topic)
        last[place] = max(held.end, last.get(place, held.end))
    many = max(int(ahead.known.sum()), 1)
    return Facts(
        panel,
        beliefs,
        ahead,
        topic_needs(panel),
        panel.answers[:, -12:].sum(axis=1),
        panel.problems[..., LABEL_OF].sum(axis=1),
        ahead.rate[ahead.known].sum(axis=0) / many,
        last,
    )


def evidence_of(facts: Facts, unit: int, topic: int, seats: int) -> tuple[Evidence, FloatArray]:
    """Why a line is worth its cost, and draws of its gain from what is uncertain: need and
    effect."""
    panel, beliefs, ahead = facts.panel, facts.beliefs, facts.ahead
    addressed = np.flatnonzero(facts.addressed[topic])
    dose = seats / int(panel.staff[unit])
    drawn = np.maximum(beliefs.draws[:, topic][:, addressed], 0.0)
    size = ahead.base[unit, addressed]
    relative = beliefs.level_sd[unit, addressed] / np.maximum(beliefs.level[unit, addressed], 1e-9)
    # Quantiles instead of chance: the same plan has the same interval.
    normal = _normal_scores(len(drawn))[:, None]
    gain = (size * drawn * np.maximum(1 + relative * normal, 0.0)).sum(axis=1) * dose
    share = drawn @ (size / max(float(size.sum()), 1e-12))
    low, high = np.quantile(share, [0.025, 0.975])
    evidence = Evidence(
        int(panel.respondents[unit].sum()),
        int(panel.commented[unit].sum()),
        float(ahead.visits[unit]),
        bool(np.isfinite(panel.visits_per_year[unit])),
        dose,
        float(share.mean()),
        float(low),
        float(high),
        tuple(_label_evidence(facts, unit, int(n)) for n in addressed),
        facts.last_end.get((unit, topic)),
        None,
        None,
    )
    return evidence, gain


@cache
def _normal_scores(many: int) -> FloatArray:
    """Standard normal quantiles in an order that has nothing to do with the order of the draws."""
    scores = ndtri((np.arange(many) + 0.5) / many)
    return np.asarray(scores[np.random.default_rng(many).permutation(many)])


def _label_evidence(facts: Facts, unit: int, need: int) -> LabelEvidence:
    rate = float(facts.ahead.rate[unit, need])
    sd = float(facts.beliefs.level_sd[unit, need])
    element = int(ELEMENT_OF[need])
    low_share = mean = usual = None
    if element >= 0:
        own = facts.recent[unit, element]
        all_units = facts.recent[:, element].sum(axis=0)
        if own.sum():
            low_share = float(own[:2].sum() / own.sum())
            mean = float(own @ VALUES / own.sum())
        if all_units.sum():
            usual = float(all_units @ VALUES / all_units.sum())
    return LabelEvidence(
        NEEDS[need],
        rate,
        max(rate - 1.96 * sd, 0.0),
        min(rate + 1.96 * sd, 1.0),
        float(facts.province_rate[need]),
        int(facts.complaints[unit, need]),
        low_share,
        mean,
        usual,
    )


def knowledge_of(
    panel: Panel, beliefs: Beliefs, measured: Mapping[str, str] | None = None
) -> tuple[TopicKnowledge, ...]:
    """What is known of every topic after all that was held.

    measured : the verdict on the index where there is one, by code of the topic.
    """
    addressed = topic_needs(panel) > 0
    known = []
    for k, topic in enumerate(panel.topics):
        units = len({held.unit for held in panel.deliveries if held.topic == k})
        labels = tuple(NEEDS[n] for n in np.flatnonzero(addressed[k]))
        drawn = beliefs.strength[:, k]
        low, high = np.quantile(drawn, [0.025, 0.975])
        useful = float((drawn > USEFUL).mean()) if labels else 0.0
        known.append(
            TopicKnowledge(
                k,
                topic.code,
                float(max(drawn.mean(), 0.0)) if labels else 0.0,
                float(low) if labels else 0.0,
                float(high) if labels else 0.0,
                useful,
                units,
                labels,
                _verdict(labels, units, useful, float(high), (measured or {}).get(topic.code)),
                (measured or {}).get(topic.code),
            )
        )
    return tuple(known)


def _verdict(
    labels: tuple[str, ...], units: int, useful: float, high: float, measured: str | None
) -> TopicVerdict:
    """One word from complaints and elements together, which the index may settle."""
    if not labels:
        return "tidak menangani masalah yang bisa dilatih"
    if measured == "membantu":
        return "terbukti membantu"
    if measured == "merugikan":
        return "tidak terlihat hasilnya"
    if measured == "tidak terlihat" and useful < 0.5:
        return "tidak terlihat hasilnya"
    if units and useful >= 0.975:
        return "terbukti membantu"
    if units >= UNITS_TO_JUDGE and (useful <= 0.2 or high < 2 * USEFUL):
        return "tidak terlihat hasilnya"
    promising = units and useful >= 0.8 and measured != "tidak terlihat"
    return "menjanjikan" if promising else "belum diketahui"


def elsewhere_of(panel: Panel) -> tuple[Elsewhere, ...]:
    """Problems of the last twelve months that no training solves, most complaints first."""
    told = panel.problems[:, -12:].sum(axis=1)
    many = panel.commented[:, -12:].sum(axis=1)
    found = [
        Elsewhere(
            u, panel.unit_codes[u], label, int(told[u, c]), float(told[u, c] / max(many[u], 1))
        )
        for u in range(len(panel.unit_codes))
        for c, label in enumerate(LABELS)
        if label in UNTRAINABLE and told[u, c] > 0
    ]
    return tuple(sorted(found, key=lambda e: (-e.complaints, e.unit_code, e.label)))
