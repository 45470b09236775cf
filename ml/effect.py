"""Did it help? What trainings changed in the index, the elements and the complaints.

The average over the trained units, each counting alike, from one month after the end up to twelve
months, against what the same units would have shown untrained, with an honest interval.
docs/effect.md has the method and its proof.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from ml.effect_averages import average, averages
from ml.effect_design import BoolArray, build
from ml.effect_entries import DoseResponse, TopicEffect, UnitEffect, Verdict, withheld
from ml.effect_expected import expected_complaints
from ml.effect_exposure import (
    Exposure,
    columns_of,
    exposures,
    left_out_months,
    shares,
    untrained_months,
    usable_months,
)
from ml.effect_guards import Evidence, judge_together, mix_shift
from ml.effect_quarters import EventPoint, quarters, without_shrinkage
from ml.effect_series import Series, complaint_series, element_series, index_series
from ml.effect_variances import Fit, fit
from ml.panel import ELEMENTS, LABELS, FloatArray, IntArray, Panel

WITHHELD_LABEL = "integrity"
MIN_MONTHS_BEFORE = 2
MIN_RESPONSES_SIDE = 5
MIN_COMPARISON = 2


@dataclass(frozen=True)
class _Study:
    """One outcome of the whole province, fitted once for all topics."""

    panel: Panel
    trained: tuple[Exposure, ...]
    series: Series
    usable: BoolArray
    joint: Fit
    free: Fit
    by_share: Fit | None
    mix: FloatArray | None


def estimate_effects(
    panel: Panel,
    *,
    topic: str | None = None,
    cycle: tuple[date, date] | None = None,
    outcomes: Literal["index", "all"] = "all",
    respondents_mix: FloatArray | None = None,
) -> tuple[TopicEffect, ...]:
    """What each held topic changed: index, elements, complaints, in the order of the topics.

    topic : keep only this topic's entries; the joint model still uses everything.
    cycle : judge only trainings that start within these two days; others are allowed for.
    respondents_mix : (U, M, C) how many of each kind answered, to notice a change in who answers.
    Raises ValueError for an unknown topic code, or a mix of another shape.
    """
    _check(panel, topic, respondents_mix)
    panel, respondents_mix = _while_anybody_answered(panel, respondents_mix)
    trained = exposures(panel, cycle)
    entries = _entries(panel, trained, topic, outcomes, respondents_mix)
    return tuple(e for e in entries if topic is None or e.topic_code == topic)


def _while_anybody_answered(
    panel: Panel, mix: FloatArray | None
) -> tuple[Panel, FloatArray | None]:
    """The panel from the first month with an answer to the last, since time grows with months."""
    seen = np.flatnonzero((panel.respondents + panel.commented).sum(axis=0))
    if not seen.size:
        return panel, mix
    kept = slice(int(seen[0]), int(seen[-1]) + 1)
    shorter = replace(
        panel,
        months=panel.months[kept],
        answers=panel.answers[:, kept],
        respondents=panel.respondents[:, kept],
        commented=panel.commented[:, kept],
        problems=panel.problems[:, kept],
    )
    return shorter, None if mix is None else mix[:, kept]


def _entries(
    panel: Panel,
    trained: tuple[Exposure, ...],
    topic: str | None,
    outcomes: Literal["index", "all"],
    mix: FloatArray | None,
) -> list[TopicEffect]:
    """Every held topic's index, and what lies behind it for the topic asked for or all."""
    codes = [t.code for t in panel.topics]
    held = sorted({e.topic for e in trained if e.judged})
    studies = {"index": held} if held else {}
    if outcomes == "all":
        for k in held:
            for outcome in _outcomes_of(panel, k) if topic in (None, codes[k]) else ():
                studies.setdefault(outcome, []).append(k)
    entries: list[TopicEffect] = []
    evidence: list[Evidence] = []
    for outcome, topics in studies.items():
        for found in _evidence(panel, trained, outcome, topics, mix):
            if isinstance(found, Evidence):
                evidence.append(found)
            else:
                entries.append(found)
    # Which topics work is one question; what changed behind one topic is another.
    entries += judge_together([e for e in evidence if e.outcome == "index"])
    for k in held:
        behind = [e for e in evidence if e.topic_code == codes[k] and e.outcome != "index"]
        entries += judge_together(behind)
    order = {outcome: number for number, outcome in enumerate(studies)}
    return sorted(entries, key=lambda e: (codes.index(e.topic_code), order[e.outcome]))


def _check(panel: Panel, topic: str | None, mix: FloatArray | None) -> None:
    codes = [t.code for t in panel.topics]
    if topic is not None and topic not in codes:
        raise ValueError(f"topic {topic!r} is unknown; known are {', '.join(codes) or 'none'}")
    if mix is not None and mix.shape[:2] != panel.respondents.shape:
        raise ValueError(
            f"respondents_mix has shape {mix.shape}; expected (units, months, kinds) "
            f"with {panel.respondents.shape} first"
        )


def _outcomes_of(panel: Panel, topic: int) -> list[str]:
    addressed = panel.topics[topic].addresses
    elements = [f"element:{a}" for a in addressed if a in ELEMENTS]
    return elements + [f"complaints:{a}" for a in addressed if a in LABELS and a != WITHHELD_LABEL]


def _series(panel: Panel, outcome: str, trained: tuple[Exposure, ...]) -> Series:
    kind, _, key = outcome.partition(":")
    if kind == "element":
        series = element_series(panel, key)
    elif kind == "complaints":
        series = complaint_series(
            panel, key, *expected_complaints(panel, key, untrained_months(panel, trained))
        )
    else:
        series = index_series(panel)
    return series.without(left_out_months(panel))


def _evidence(
    panel: Panel,
    trained: tuple[Exposure, ...],
    outcome: str,
    topics: list[int],
    mix: FloatArray | None,
) -> list[Evidence | TopicEffect]:
    series = _series(panel, outcome, trained)
    seen = series.value[series.observed]
    if seen.size == 0 or float(np.ptp(seen)) == 0.0:
        return [withheld(panel.topics[k].code, outcome, "events") for k in topics]
    columns, months = columns_of(panel), len(panel.months)
    joint = fit(build(series, trained, columns, np.ones((len(trained), months))))
    by_share = None
    if len({round(e.share, 2) for e in trained if e.topic < len(panel.topics)}) > 1:
        by_share = joint.moved_to(build(series, trained, columns, shares(trained, months)))
    study = _Study(
        panel=panel,
        trained=trained,
        series=series,
        usable=usable_months(series.observed, trained),
        joint=joint,
        free=without_shrinkage(joint),
        by_share=by_share,
        mix=mix,
    )
    return [_entry(study, k, outcome) for k in topics]


def _counted(study: _Study, topic: int) -> IntArray:
    """Exposures of the topic whose unit answered before and after."""
    found = []
    for number, e in enumerate(study.trained):
        if not (e.judged and e.topic == topic):
            continue
        usable, responses = study.usable[e.unit], study.series.responses[e.unit]
        before = usable & (np.arange(len(usable)) < e.first_month)
        after = usable & e.active
        enough = min(responses[before].sum(), responses[after].sum()) >= MIN_RESPONSES_SIDE
        if enough and before.sum() >= MIN_MONTHS_BEFORE:
            found.append(number)
    return np.array(found, dtype=np.int64)


def _entry(study: _Study, topic: int, outcome: str) -> Evidence | TopicEffect:
    code = study.panel.topics[topic].code
    numbers = _counted(study, topic)
    comparison = _comparison_units(study, topic, numbers)
    if len(numbers) == 0:
        return withheld(code, outcome, "after")
    if comparison < MIN_COMPARISON:
        return withheld(
            code,
            outcome,
            "comparison",
            units_trained=len(numbers),
            units_comparison=comparison,
        )
    share = np.zeros(len(study.trained))
    share[numbers] = 1 / len(numbers)
    return Evidence(
        topic_code=code,
        outcome=outcome,
        found=average(study.joint, share),
        plain_estimate=average(study.free, share).estimate,
        units_trained=len(numbers),
        units_comparison=comparison,
        responses_before=_responses(study, numbers, before=True),
        responses_after=_responses(study, numbers, before=False),
        curve=quarters(study.free, study.trained, numbers),
        units=_units(study, numbers),
        dose=None if study.by_share is None else average(study.by_share, share),
        mix_shift=mix_shift(study.mix, study.trained, numbers, study.usable),
    )


def _comparison_units(study: _Study, topic: int, numbers: IntArray) -> int:
    """Units untrained in the topic in at least one month in which a trained one is judged."""
    if len(numbers) == 0:
        return 0
    judged = np.zeros(study.usable.shape[1], dtype=bool)
    clean = study.usable.copy()
    for number in numbers:
        e = study.trained[number]
        judged |= e.active & study.usable[e.unit]
    for e in study.trained:
        if e.topic == topic:
            clean[e.unit] &= ~(e.active | e.late)
    return int((clean & judged).any(axis=1).sum())


def _responses(study: _Study, numbers: IntArray, *, before: bool) -> int:
    total = 0.0
    for number in numbers:
        e = study.trained[number]
        axis = np.arange(study.usable.shape[1])
        months = study.usable[e.unit] & ((axis < e.first_month) if before else e.active)
        total += float(study.series.responses[e.unit][months].sum())
    return round(total)


def _units(study: _Study, numbers: IntArray) -> tuple[UnitEffect, ...]:
    each = np.zeros((len(numbers), len(study.trained)))
    each[np.arange(len(numbers)), numbers] = 1.0
    rows = []
    for number, own in zip(numbers, averages(study.joint, each), strict=True):
        e = study.trained[number]
        alone = np.array([number])
        rows.append(
            UnitEffect(
                unit=e.unit,
                unit_code=study.panel.unit_codes[e.unit],
                estimate=own.estimate,
                standard_error=float(np.sqrt(own.variance)),
                share_trained=e.share,
                n_before=_responses(study, alone, before=True),
                n_after=_responses(study, alone, before=False),
            )
        )
    return tuple(rows)


__all__ = [
    "DoseResponse",
    "EventPoint",
    "TopicEffect",
    "UnitEffect",
    "Verdict",
    "estimate_effects",
]
