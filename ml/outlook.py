"""What each training would avoid in the twelve months after its delivery, and what it would
teach."""

from dataclasses import dataclass

import numpy as np

from ml.learned_effects import Beliefs, exposure, left_over, topic_needs
from ml.need import ELEMENT_OF
from ml.panel import FloatArray, Panel
from ml.turnover import leaving, still_acting

MONTHS_AHEAD = 12
MONTHS_UNTIL_MEASURED = 6
VISITS_PER_STAFF = 500.0
"""Citizens a year for one member of staff, only where no unit at all states its own number."""
FEWEST_RESPONSES = 5


@dataclass(frozen=True)
class Outlook:
    """Problem visits of U units, K topics and N needs in the year after delivery, if all staff were
    trained.

    visits : (U,) citizens a year, the usual number per staff member where unknown.
    known : (U,) whether the unit has answered often enough to be planned for.
    value : (U, K) problem visits avoided; reach : (U, K) the same had each topic strength 1.
    by_need : (U, K, N) is never stored; overlap : (U, K, K) avoided twice when both trainings are
    held.
    rate : (U, N) problem rate now, after the trainings that still act; base : (U, N) problem visits
    within reach.
    fresh : (U, K) part of the staff not yet trained in the topic, older trainings fading.
    information : (U, K) what training all staff would tell about the topic's strength, as inverse
    variance.
    """

    visits: FloatArray
    known: np.ndarray
    value: FloatArray
    reach: FloatArray
    overlap: FloatArray
    rate: FloatArray
    base: FloatArray
    fresh: FloatArray
    information: FloatArray


def visits_of(panel: Panel) -> FloatArray:
    """(U,) citizens a year; where unknown, the median per staff member of the units that state it
    times staff."""
    stated = np.isfinite(panel.visits_per_year) & (panel.visits_per_year >= 0)
    per_staff = VISITS_PER_STAFF
    if stated.any():
        per_staff = float(np.median(panel.visits_per_year[stated] / panel.staff[stated]))
    return np.asarray(np.where(stated, panel.visits_per_year, per_staff * panel.staff))


def look_ahead(panel: Panel, beliefs: Beliefs, first_month: int) -> Outlook:
    """The year that follows trainings held in the half-year beginning with `first_month`."""
    months = np.arange(first_month + 1, first_month + 1 + MONTHS_AHEAD)
    acts = _acting_ahead(panel)
    addressed = topic_needs(panel)
    visits = visits_of(panel)
    known = _known(panel)
    met = exposure(panel, months)
    left = left_over(met, beliefs.effect, len(panel.staff))
    monthly = (
        (visits * known)[:, None, None] / 12 * beliefs.level[:, None] * left * acts[:, :, None]
    )
    base = monthly.sum(axis=1)
    value, reach = base @ beliefs.effect.T, base @ addressed.T
    fresh = np.ones_like(value)
    if len(met.unit):
        u, k = met.unit, met.topic
        # Staff who are still trained in the topic cannot be trained in it a second time to any
        # effect.
        again = (1 - met.cover)[:, :, None] / (
            1 - np.minimum(met.cover[:, :, None] * beliefs.effect[k][:, None], 0.98)
        )
        own = (monthly[u] * again).sum(axis=1)
        value[u, k] = (own * beliefs.effect[k]).sum(axis=1)
        reach[u, k] = (own * addressed[k]).sum(axis=1)
        fresh[u, k] = 1 - met.cover.mean(axis=1)
    overlap = _overlap(base * acts.mean(axis=1, keepdims=True), beliefs.effect)
    rate = beliefs.level * left.mean(axis=1)
    information = _information(beliefs, rate) @ addressed.T * fresh**2
    return Outlook(visits, known, value, reach, overlap, rate, base, fresh, information)


def _acting_ahead(panel: Panel) -> FloatArray:
    """(U, T) how much of a training held now acts in each of the months ahead."""
    age = np.arange(MONTHS_AHEAD, dtype=np.float64) - 1
    rows = [np.where(age >= 0, still_acting(age, gone), 0.0) for gone in leaving(panel)]
    return np.array(rows, dtype=np.float64).reshape(-1, MONTHS_AHEAD)


def _known(panel: Panel) -> np.ndarray:
    return np.asarray(
        panel.respondents.sum(axis=1) + panel.commented.sum(axis=1) >= FEWEST_RESPONSES
    )


def _overlap(base: FloatArray, effect: FloatArray) -> FloatArray:
    shared = effect[:, None] * effect[None]
    together = base @ shared.reshape(-1, effect.shape[1]).T
    return np.asarray(together.reshape(len(base), len(effect), len(effect)))


def _information(beliefs: Beliefs, rate: FloatArray) -> FloatArray:
    """(U, N) inverse variance with which half a year of responses would show the share removed."""
    series, usual = beliefs.series, beliefs.usual
    recent = min(12, series.weak_n.shape[1])
    if recent == 0:
        return np.zeros_like(rate)
    scale = MONTHS_UNTIL_MEASURED / recent
    told_n = np.maximum(series.told_n[:, -recent:].sum(axis=1) * scale, 1e-9)
    weak_n = np.maximum(series.weak_n[:, -recent:].sum(axis=1) * scale, 1e-9)
    wander = beliefs.level_sd**2 + MONTHS_UNTIL_MEASURED * (usual.drift * beliefs.level) ** 2
    told = 1 / (wander + series.told_variance / told_n)
    weak = usual.slope**2 / (usual.slope**2 * wander + series.weak_variance / weak_n)
    return np.asarray(rate**2 * (told + weak * (ELEMENT_OF >= 0)))
