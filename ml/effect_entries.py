"""What a reader of "did it help?" is given: one entry a topic and outcome."""

from dataclasses import dataclass
from typing import Any, Literal

from ml.effect_quarters import EventPoint

Verdict = Literal["membantu", "tidak terlihat", "merugikan", "belum dapat disimpulkan"]
Missing = Literal["after", "comparison", "events"]
# Why there is no number, and what would give one.
WHY_MISSING: dict[Missing, tuple[str, str]] = {
    "after": (
        "Belum ada unit yang punya cukup jawaban sebelum pelatihan dan sesudah satu bulan berlalu.",
        "Kumpulkan jawaban sampai paling sedikit tiga bulan setelah pelatihan selesai.",
    ),
    "comparison": (
        "Tidak ada cukup unit yang belum dilatih pada bulan yang sama sebagai pembanding.",
        "Sisakan paling sedikit tiga unit yang dilatih belakangan agar ada pembanding.",
    ),
    "events": (
        "Belum ada satu pun keluhan atau jawaban tentang hal ini.",
        "Kumpulkan jawaban dan komentar lebih banyak.",
    ),
}


@dataclass(frozen=True)
class UnitEffect:
    """One unit's own estimate, drawn towards its topic's mean as far as its answers are few."""

    unit: int
    unit_code: str
    estimate: float
    standard_error: float
    share_trained: float
    n_before: int
    n_after: int


@dataclass(frozen=True)
class DoseResponse:
    """Change if all staff were trained, taking the effect as proportional to the share."""

    estimate: float
    ci95: tuple[float, float]
    p: float


@dataclass(frozen=True)
class TopicEffect:
    """Whether one topic changed one outcome; texts are Indonesian, for a planner.

    outcome : "index", "element:<key>" or "complaints:<label>".
    unit : "points" (25-100) or "per_100" (complaints per 100 responses, where fewer is better).
    """

    topic_code: str
    outcome: str
    unit: Literal["points", "per_100"]
    estimate: float | None
    ci95: tuple[float, float] | None
    p: float | None
    p_adjusted: float | None
    n_units_trained: int
    n_units_comparison: int
    n_responses: int
    verdict: Verdict
    reason: str
    to_settle: str
    notes: tuple[str, ...] = ()
    standard_error: float | None = None
    degrees_of_freedom: float | None = None
    detectable: float | None = None
    event_study: tuple[EventPoint, ...] = ()
    units: tuple[UnitEffect, ...] = ()
    dose_response: DoseResponse | None = None

    def as_json(self) -> dict[str, Any]:
        """What `suara effect --json` prints for this entry."""
        return {
            "topic_code": self.topic_code,
            "outcome": self.outcome,
            "estimate": _rounded(self.estimate, 3),
            "ci95": None if self.ci95 is None else [_rounded(v, 3) for v in self.ci95],
            "p": _rounded(self.p, 5),
            "n_units_trained": self.n_units_trained,
            "n_units_comparison": self.n_units_comparison,
            "n_responses": self.n_responses,
            "verdict": self.verdict,
            "reason": self.reason,
            "to_settle": self.to_settle,
            "notes": list(self.notes),
        }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def withheld(
    topic_code: str,
    outcome: str,
    missing: Missing,
    *,
    units_trained: int = 0,
    units_comparison: int = 0,
) -> TopicEffect:
    """An entry without a number, saying what is missing."""
    reason, settle = WHY_MISSING[missing]
    return TopicEffect(
        topic_code=topic_code,
        outcome=outcome,
        unit="per_100" if outcome.startswith("complaints") else "points",
        estimate=None,
        ci95=None,
        p=None,
        p_adjusted=None,
        n_units_trained=units_trained,
        n_units_comparison=units_comparison,
        n_responses=0,
        verdict="belum dapat disimpulkan",
        reason=reason,
        to_settle=settle,
    )
