"""A plan and everything it says about itself. Names of fields are in docs/planning.md."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

ChosenBy = Literal["gain", "exploration", "lot", "required"]
Reason = Literal[
    "unknown",
    "recent",
    "below price",
    "budget",
    "forbidden",
    "lot",
    "no effect",
    "overlap",
    "seats",
    "small need",
    "unit full",
]
TopicVerdict = Literal[
    "terbukti membantu",
    "menjanjikan",
    "belum diketahui",
    "tidak terlihat hasilnya",
    "tidak menangani masalah yang bisa dilatih",
]


@dataclass(frozen=True)
class Required:
    """Seats that must be in the plan; unit and topic are places in the panel.

    exactly : so many and no more, as somebody decided.
    """

    unit: int
    topic: int
    seats: int
    exactly: bool = False


@dataclass(frozen=True)
class LabelEvidence:
    """One addressed problem of a unit; rates are shares of visits, element figures are of the last
    12 months."""

    label: str
    problem_rate: float
    rate_low: float
    rate_high: float
    province_rate: float
    complaints: int
    element_low_share: float | None
    element_mean: float | None
    province_element_mean: float | None


@dataclass(frozen=True)
class Evidence:
    """Why a line is in the plan.

    removed_* : share of the problem that the topic removes if all are trained. also_avoided : topic
    of another line of the unit, and the visits that it avoids as well, which are taken off here.
    """

    respondents: int
    commented: int
    visits_per_year: float
    visits_known: bool
    dose: float
    removed_share: float
    removed_low: float
    removed_high: float
    labels: tuple[LabelEvidence, ...]
    last_trained: date | None
    cost_per_avoided_visit_rupiah: int | None
    drawn_against: str | None
    also_avoided: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Item:
    """One line: seats of a topic for a unit. Gains in problem visits avoided in twelve months, 95 %
    interval."""

    rank: int
    unit: int
    unit_code: str
    topic: int
    topic_code: str
    seats: int
    cost_rupiah: int
    hours_jp: int
    need: float
    expected_gain: float
    gain_low: float
    gain_high: float
    chosen_by: ChosenBy
    evidence: Evidence


@dataclass(frozen=True)
class LeftOut:
    """Why a unit, or a training of it, is not in the plan.

    need : visits avoided if all staff were trained. about : code of the unit or topic that the text
    names.
    """

    unit: int
    unit_code: str
    topic: int | None
    topic_code: str | None
    reason: Reason
    text: str
    need: float
    gain_per_million: float
    about: str | None = None


@dataclass(frozen=True)
class TopicKnowledge:
    """What is known of a topic: share of a problem removed when all staff are trained, with 95 %
    interval.

    measured : the verdict on the index, as the page of effects gives it; None where it gives none.
    """

    topic: int
    topic_code: str
    mean: float
    low: float
    high: float
    probability_useful: float
    units_trained: int
    trainable_labels: tuple[str, ...]
    verdict: TopicVerdict
    measured: str | None = None

    @property
    def settled(self) -> bool:
        """Whether a verdict has been given, so that nothing is bought only to find out."""
        decided = self.measured in ("membantu", "tidak terlihat", "merugikan")
        return decided or self.verdict in ("terbukti membantu", "tidak terlihat hasilnya")


@dataclass(frozen=True)
class Elsewhere:
    """A problem that no training solves, for whoever it belongs to; integrity for the narrow circle
    alone."""

    unit: int
    unit_code: str
    label: str
    complaints: int
    rate: float


@dataclass(frozen=True)
class Plan:
    """Trainings of a half-year. gap : no plan by the same rules is worth more by a larger share.

    forgone_gain : expected gain that the lines chosen only to learn take.
    """

    starts: date
    items: tuple[Item, ...]
    spent_rupiah: int
    budget_rupiah: int
    expected_gain: float
    gap: float
    exploration_rupiah: int
    forgone_gain: float
    left_out: tuple[LeftOut, ...]
    topics: tuple[TopicKnowledge, ...]
    elsewhere: tuple[Elsewhere, ...]
    notes: tuple[str, ...]
    seed: int

    def as_json(self) -> dict[str, Any]:
        """The document that the command prints; integrity stays out of it."""
        return {
            "items": [_item_json(item) for item in self.items],
            "spent": self.spent_rupiah,
            "budget": self.budget_rupiah,
            "expected_gain": round(self.expected_gain, 2),
            "gap": round(self.gap, 5),
            "exploration": self.exploration_rupiah,
            "exploration_forgoes": round(self.forgone_gain, 2),
            "left_out": [
                {
                    "unit_code": left.unit_code,
                    "topic_code": left.topic_code,
                    "reason": left.reason,
                    "text": left.text,
                    "need": round(left.need, 2),
                    "gain_per_million": round(left.gain_per_million, 3),
                }
                for left in self.left_out
            ],
            "topics": [
                {
                    "topic_code": topic.topic_code,
                    "removed_share": round(topic.mean, 3),
                    "interval": [round(topic.low, 3), round(topic.high, 3)],
                    "probability_useful": round(topic.probability_useful, 3),
                    "units_trained": topic.units_trained,
                    "verdict": topic.verdict,
                }
                for topic in self.topics
            ],
            "notes": list(self.notes),
            "seed": self.seed,
        }


def _item_json(item: Item) -> dict[str, Any]:
    return {
        "rank": item.rank,
        "unit_code": item.unit_code,
        "topic_code": item.topic_code,
        "seats": item.seats,
        "cost": item.cost_rupiah,
        "need": round(item.need, 2),
        "expected_gain": round(item.expected_gain, 2),
        "interval": [round(item.gain_low, 2), round(item.gain_high, 2)],
        "hours_jp": item.hours_jp,
        "chosen_by": item.chosen_by,
        "evidence": _evidence_json(item.evidence),
    }


def _evidence_json(seen: Evidence) -> dict[str, Any]:
    return {
        "respondents": seen.respondents,
        "commented": seen.commented,
        "visits_per_year": round(seen.visits_per_year),
        "visits_known": seen.visits_known,
        "dose": round(seen.dose, 4),
        "removed_share": round(seen.removed_share, 4),
        "removed_interval": [round(seen.removed_low, 4), round(seen.removed_high, 4)],
        "last_trained": seen.last_trained.isoformat() if seen.last_trained else None,
        "cost_per_avoided_visit": seen.cost_per_avoided_visit_rupiah,
        "drawn_against": seen.drawn_against,
        "labels": [
            {
                "label": label.label,
                "problem_rate": round(label.problem_rate, 5),
                "interval": [round(label.rate_low, 5), round(label.rate_high, 5)],
                "province_rate": round(label.province_rate, 5),
                "complaints": label.complaints,
                "element_low_share": _rounded(label.element_low_share),
                "element_mean": _rounded(label.element_mean),
                "province_element_mean": _rounded(label.province_element_mean),
            }
            for label in seen.labels
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
