"""From a number to a word: when the evidence allows one, why, and what would settle the rest."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import stdtrit

from ml.effect_averages import Average, interval, p_value
from ml.effect_design import BoolArray
from ml.effect_entries import DoseResponse, TopicEffect, UnitEffect, Verdict
from ml.effect_exposure import Exposure
from ml.effect_quarters import Curve
from ml.panel import FloatArray, IntArray

ALPHA = 0.05
MIN_RESPONSES = 30
MIN_COMPARISON = 3
MIX_SHIFT = 0.15
CLEAR_RISE_P = 0.01
# The smallest change worth finding: an interval that reaches beyond cannot say "none seen".
WORTH = {"index": 3.0, "element": 6.0, "complaints": 5.0}
MOVED = {
    "index": ("Indeks naik", "Indeks turun"),
    "element": ("Nilai unsur ini naik", "Nilai unsur ini turun"),
    "complaints": ("Keluhan naik", "Keluhan turun"),
}


@dataclass(frozen=True)
class Evidence:
    """All that a verdict rests on, for one topic and outcome."""

    topic_code: str
    outcome: str
    found: Average
    plain_estimate: float
    units_trained: int
    units_comparison: int
    responses_before: int
    responses_after: int
    curve: Curve
    units: tuple[UnitEffect, ...]
    dose: Average | None
    mix_shift: float | None

    @property
    def kind(self) -> str:
        return self.outcome.partition(":")[0]


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _signed(value: float) -> str:
    size = _number(abs(value))
    return size if size == "0,0" else ("+" if value > 0 else "\u2212") + size


def _measure(kind: str) -> str:
    return "per 100 jawaban" if kind == "complaints" else "poin"


def describe(evidence: Evidence) -> TopicEffect:
    """The entry with its numbers and notes; the verdict waits for `judge_together`."""
    found = evidence.found
    error = found.variance**0.5
    freedom = found.degrees_of_freedom
    reach = float(stdtrit(freedom, 0.975) + stdtrit(freedom, 0.8))
    dose = evidence.dose
    return TopicEffect(
        topic_code=evidence.topic_code,
        outcome=evidence.outcome,
        unit="per_100" if evidence.kind == "complaints" else "points",
        estimate=found.estimate,
        ci95=interval(found),
        p=p_value(found),
        p_adjusted=None,
        n_units_trained=evidence.units_trained,
        n_units_comparison=evidence.units_comparison,
        n_responses=evidence.responses_before + evidence.responses_after,
        verdict="belum dapat disimpulkan",
        reason="",
        to_settle="",
        notes=_notes(evidence),
        standard_error=error,
        degrees_of_freedom=freedom,
        detectable=reach * error,
        event_study=evidence.curve.points,
        units=evidence.units,
        dose_response=None
        if dose is None
        else DoseResponse(dose.estimate, interval(dose), p_value(dose)),
    )


def judge_together(evidence: list[Evidence]) -> list[TopicEffect]:
    """The entries with verdicts, p corrected for how many are looked at.

    Source: Benjamini & Hochberg 1995.
    """
    entries = [describe(one) for one in evidence]
    corrected = benjamini_hochberg([entry.p if entry.p is not None else 1.0 for entry in entries])
    return [
        _judged(one, replace(entry, p_adjusted=p), len(entries))
        for one, entry, p in zip(evidence, entries, corrected, strict=True)
    ]


def benjamini_hochberg(p: list[float]) -> list[float]:
    """p adjusted so that at most 5 % of the effects found are expected to be none."""
    order = np.argsort(p)[::-1]
    adjusted = np.empty(len(p))
    lowest = 1.0
    for rank, at in zip(range(len(p), 0, -1), order, strict=True):
        lowest = min(lowest, p[at] * len(p) / rank)
        adjusted[at] = lowest
    return [float(value) for value in adjusted]


def _judged(evidence: Evidence, entry: TopicEffect, looked_at: int) -> TopicEffect:
    verdict, reason = _verdict(evidence, entry, looked_at)
    settle = _what_settles(evidence) if verdict == "belum dapat disimpulkan" else ""
    return replace(entry, verdict=verdict, reason=reason, to_settle=settle)


def _verdict(evidence: Evidence, entry: TopicEffect, looked_at: int) -> tuple[Verdict, str]:
    assert entry.ci95 is not None
    assert entry.p is not None
    assert entry.p_adjusted is not None
    undecided: Verdict = "belum dapat disimpulkan"
    estimate, measure = evidence.found.estimate, _measure(evidence.kind)
    low, high = entry.ci95
    span = f"{_signed(estimate)} {measure} ({_signed(low)} sampai {_signed(high)})"
    if min(evidence.responses_before, evidence.responses_after) < MIN_RESPONSES:
        return undecided, f"Jawaban masih terlalu sedikit; perkiraan sementara {span}."
    if evidence.units_comparison < MIN_COMPARISON:
        return undecided, f"Unit pembanding kurang dari tiga; perkiraan sementara {span}."
    if entry.p < ALPHA:
        if entry.p_adjusted >= ALPHA:
            return undecided, (
                f"Ada tanda perubahan, {span}, tetapi dari {looked_at} hal yang dinilai "
                "bersama, satu tanda seperti ini dapat muncul kebetulan."
            )
        if _already_moving(evidence):
            return undecided, f"{span}, tetapi arah yang sama sudah terlihat sebelum pelatihan."
        return _clear(evidence, entry.ci95)
    worth = WORTH[evidence.kind]
    if max(abs(low), abs(high)) <= worth:
        return "tidak terlihat", (
            f"Perkiraan {span}; bila ada, pengaruhnya tidak sampai {_number(worth)} {measure}."
        )
    return undecided, f"Perkiraan {span}: rentangnya masih memuat nol dan masih lebar."


def _clear(evidence: Evidence, ci95: tuple[float, float]) -> tuple[Verdict, str]:
    """The word for an interval without zero."""
    estimate = evidence.found.estimate
    rose, fell = MOVED[evidence.kind]
    near, far = sorted(abs(end) for end in ci95)
    reason = (
        f"{rose if estimate > 0 else fell} "
        f"{_number(abs(estimate))} {_measure(evidence.kind)} ({_number(near)} sampai "
        f"{_number(far)}) dibanding unit serupa yang belum dilatih."
    )
    better = (estimate > 0) != (evidence.kind == "complaints")
    return ("membantu" if better else "merugikan"), reason


def _already_moving(evidence: Evidence) -> bool:
    """The quarters before already moved, clearly, the way the training is said to have moved it."""
    curve = evidence.curve
    if curve.earlier_change is None or curve.earlier_p is None:
        return False
    same_way = curve.earlier_change * evidence.found.estimate > 0
    return same_way and curve.earlier_p < CLEAR_RISE_P


def _what_settles(evidence: Evidence) -> str:
    """How many more responses or units would find a change of the size seen, or worth finding."""
    found = evidence.found
    worth = WORTH[evidence.kind]
    wanted = max(abs(found.estimate), worth * 2 / 3)
    needed_variance = (wanted / 2.9) ** 2
    lacking = MIN_RESPONSES - min(evidence.responses_before, evidence.responses_after)
    if lacking > 0:
        return f"Perlu sekitar {lacking} jawaban lagi dari unit yang dilatih."
    if evidence.units_comparison < MIN_COMPARISON:
        return "Sisakan paling sedikit tiga unit yang dilatih belakangan agar ada pembanding."
    ratio = found.variance / needed_variance
    if ratio <= 1:
        return "Tunggu satu triwulan lagi; bila tandanya tetap, hasilnya akan jelas."
    units = int(np.ceil(evidence.units_trained * (ratio - 1)))
    by_units = f"sekitar {units} unit lagi yang dilatih"
    chance = found.sampling_share
    left = needed_variance - (1 - chance) * found.variance
    if left > 0 and chance * found.variance / left <= 6:
        more = (chance * found.variance / left - 1) * evidence.responses_after
        answers = int(np.ceil(max(more, 10) / 10) * 10)
        return f"Perlu sekitar {answers} jawaban lagi sesudah pelatihan, atau {by_units}."
    return f"Tambahan jawaban saja tidak cukup; perlu {by_units}."


def _notes(evidence: Evidence) -> tuple[str, ...]:
    notes = []
    recovered = evidence.plain_estimate - evidence.found.estimate
    to_the_good = -recovered if evidence.kind == "complaints" else recovered
    if to_the_good >= 0.1 * WORTH[evidence.kind]:
        notes.append(
            "Unit yang dipilih saat lemah sebagian pulih sendiri: "
            f"{_signed(recovered)} {_measure(evidence.kind)} tidak dihitung sebagai hasilnya."
        )
    change, p = evidence.curve.earlier_change, evidence.curve.earlier_p
    if change is None or p is None:
        notes.append(
            "Data sebelum pelatihan kurang dari setahun; arah sebelumnya tidak dapat diperiksa."
        )
    elif p < ALPHA:
        way = "naik" if change > 0 else "turun"
        notes.append(
            f"Dalam setahun sebelum pelatihan angka unit ini sudah {way} "
            f"{_number(abs(change))} {_measure(evidence.kind)} dibanding unit lain."
        )
    if evidence.units_trained < 4:
        notes.append(
            f"Hanya {evidence.units_trained} unit yang dilatih; "
            "lebar rentang dihitung dari naik turunnya unit pembanding."
        )
    if evidence.mix_shift is not None and evidence.mix_shift > MIX_SHIFT:
        notes.append(
            "Susunan penjawab di unit yang dilatih berubah sesudah pelatihan; "
            "sebagian selisih dapat berasal dari sana."
        )
    return tuple(notes)


def mix_shift(
    mix: FloatArray | None, trained: tuple[Exposure, ...], numbers: IntArray, usable: BoolArray
) -> float | None:
    """How far the kinds of respondents moved in trained units beyond what moved elsewhere (0-1).

    Half the sum of absolute differences in share, after minus before, trained minus others.
    """
    if mix is None:
        return None
    axis = np.arange(usable.shape[1])
    touched = {trained[n].unit for n in numbers}
    others = np.array([u not in touched for u in range(len(usable))])
    moved = np.zeros(mix.shape[2])
    for number in numbers:
        e = trained[number]
        before, after = usable[e.unit] & (axis < e.first_month), usable[e.unit] & e.active
        own = _composition(mix[e.unit][after]) - _composition(mix[e.unit][before])
        there = _composition(mix[others][:, after].reshape(-1, mix.shape[2]))
        there -= _composition(mix[others][:, before].reshape(-1, mix.shape[2]))
        moved += (own - there) / len(numbers)
    return float(np.abs(moved).sum() / 2)


def _composition(counts: FloatArray) -> FloatArray:
    total = counts.sum(axis=0)
    return np.asarray(total / max(total.sum(), 1.0), dtype=np.float64)
