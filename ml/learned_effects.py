"""What every training held so far says about what each topic removes, learnt for all topics
together.

The change of a trained unit's two witnesses (complaints and weak answers) is compared with what the
filter expected
of that unit without training; since the responses that led to its choice are part of that
expectation, its return to
the usual is not counted as an effect. All topics are estimated at once, with the dose and the
fading of each
training; topics are then drawn towards what is usual among topics and among those that address the
same label.
"""

from calendar import monthrange
from dataclasses import dataclass, replace

import numpy as np

from ml.need import (
    DRIFTS,
    NEEDS,
    RATE_FLOOR,
    Series,
    Usual,
    learn_usual,
    read_series,
    without_shocks,
)
from ml.need_filter import Gains, filter_gains, log_likelihood, run_filter
from ml.panel import Delivery, FloatArray, IntArray, Panel, month_of
from ml.topic_strengths import TRAINABLE_SHARE, draw_strengths
from ml.turnover import leaving, still_acting

DELAY_MONTHS = 1
ROUNDS = 3
LABEL_DEVIATION = 0.35
LEAST_DEVIATION = 0.02


@dataclass(frozen=True)
class Exposure:
    """Who is trained in what, over time: one row for each unit and topic that met.

    unit, topic : (D,); cover : (D, T) share of the staff whose training in the topic still acts,
    per month.
    """

    unit: IntArray
    topic: IntArray
    cover: FloatArray


@dataclass(frozen=True)
class Beliefs:
    """What is believed of effects and needs when a plan is made.

    effect : (K, N) mean share of a problem that a topic removes when all staff are trained, never
    below 0.
    draws : (S, K, N) draws of the same from what is known, may be negative.
    strength : (S, K) draws of each topic's overall strength; useful : (K,) probability that it
    removes over 5 %.
    information : (K, K) what the data say about the topics (inverse variance), before any prior.
    level : (U, N) problem rate that each unit would have now had nobody been trained; level_sd
    likewise.
    usual : what is usual among units; hours of learning are in `rounds`.
    """

    effect: FloatArray
    draws: FloatArray
    strength: FloatArray
    useful: FloatArray
    information: FloatArray
    level: FloatArray
    level_sd: FloatArray
    usual: Usual
    series: Series


@dataclass(frozen=True)
class _Evidence:
    """Gaussian evidence on the P pairs of topic and need: information (P, P) and score (P,)."""

    information: FloatArray
    score: FloatArray


def exposure(panel: Panel, months: IntArray) -> Exposure:
    """How much of each training acts in each of those months: from one month after its end,
    fading."""
    grouped: dict[tuple[int, int], FloatArray] = {}
    leaves = leaving(panel)
    for held in panel.deliveries:
        key = (held.unit, held.topic)
        untouched = grouped.get(key, np.ones(len(months)))
        dose = min(held.participants / max(int(panel.staff[held.unit]), 1), 1.0)
        grouped[key] = untouched * (1 - dose * acting(held, months, leaves[held.unit]))
    keys = sorted(grouped)
    cover = np.array([1 - grouped[key] for key in keys]).reshape(len(keys), len(months))
    unit, topic = (np.array([key[i] for key in keys], dtype=np.int64) for i in range(2))
    return Exposure(unit, topic, cover)


def acting(held: Delivery, months: IntArray, leaving_per_year: float) -> FloatArray:
    """(T,) how much of a training acts in each month: a part of the month in which it begins to."""
    begins = month_of(held.end) + DELAY_MONTHS
    whole = 1 - (held.end.day - 1) / monthrange(held.end.year, held.end.month)[1]
    age = months - begins
    share = np.where(age == 0, whole, np.where(age > 0, 1.0, 0.0))
    return np.asarray(share * still_acting(age.astype(np.float64), leaving_per_year))


def topic_needs(panel: Panel) -> FloatArray:
    """(K, N) 1 where a topic addresses a need that training can fix."""
    return np.array(
        [[float(need in topic.addresses) for need in NEEDS] for topic in panel.topics]
    ).reshape(len(panel.topics), len(NEEDS))


def left_over(met: Exposure, effect: FloatArray, units: int) -> FloatArray:
    """(U, T, N) part of each problem that is left after all trainings, for effects (K, N)."""
    log_left = np.zeros((units, met.cover.shape[1], effect.shape[1]))
    if len(met.unit):
        removed = np.clip(met.cover[:, :, None] * effect[met.topic][:, None], -0.5, 0.98)
        np.add.at(log_left, met.unit, np.log1p(-removed))
    return np.asarray(np.exp(log_left))


def learn(panel: Panel, rng: np.random.Generator, fixed: FloatArray | None = None) -> Beliefs:
    """Needs and effects from everything in the panel; `fixed` (K, N) takes the effects as known."""
    series = read_series(panel)
    addressed = topic_needs(panel)
    met = exposure(panel, series.months)
    pairs = np.argwhere(addressed > 0)
    effect = _first_guess(addressed) if fixed is None else fixed
    level = np.tile(
        np.maximum(learn_usual(series, series.weak, series.told).told, RATE_FLOOR),
        (len(panel.staff), 1),
    )
    drawn = _Drawn.at_rest(effect)
    for _ in range(ROUNDS):
        left = left_over(met, effect, len(panel.staff))
        usual, gains, surprise, level, _seen = _follow(series, left, level)
        if fixed is None:
            evidence = _compare(met, effect, left, level, usual, gains, surprise, pairs)
            drawn = _draw(evidence, pairs, addressed, effect, rng)
            effect = np.maximum(drawn.effects.mean(axis=0), 0.0) * addressed
    final_sd = np.sqrt(gains.final_variance).reshape(level.shape)
    return Beliefs(
        effect,
        drawn.effects,
        drawn.strength,
        drawn.useful,
        drawn.information,
        level,
        final_sd,
        usual,
        series,
    )


def before_any_training(panel: Panel, rng: np.random.Generator) -> FloatArray:
    """(S, K, N) draws of what each topic removes, as expected before any training had a result."""
    addressed = topic_needs(panel)
    pairs = np.argwhere(addressed > 0)
    nothing = _Evidence(np.zeros((len(pairs), len(pairs))), np.zeros(len(pairs)))
    return _draw(nothing, pairs, addressed, _first_guess(addressed), rng).effects


def _first_guess(addressed: FloatArray) -> FloatArray:
    weights = np.array([TRAINABLE_SHARE[need] for need in NEEDS])
    return np.asarray(addressed * 0.4 * weights)


def _follow(
    series: Series, left: FloatArray, level: FloatArray
) -> tuple[Usual, Gains, FloatArray, FloatArray, FloatArray]:
    """The levels without training, given what trainings have left over, and the surprises on the
    way."""
    removed = level[:, None] * (1 - left)
    slope = learn_usual(series, series.weak, series.told).slope
    whole = replace(
        series,
        weak=np.where(series.weak_n > 0, series.weak + slope * removed, 0.0),
        told=np.where(series.told_n > 0, series.told + removed, 0.0),
    )
    weak, told = without_shocks(whole)
    usual = learn_usual(series, weak, told)
    units = len(level)
    cell = np.arange(level.size)
    # The second length is said, since nothing can be worked out where there are no units at all.
    rows = level.size
    flat_weak, flat_told = (
        np.moveaxis(v, 1, 2).reshape(rows, v.size // rows if rows else 0) for v in (weak, told)
    )
    start = (np.tile(usual.weak, units), np.tile(usual.told, units))
    best = None
    for drift in DRIFTS:
        for noise in (1.0, 1.5, 2.5):
            tried = replace(usual, drift=drift, noise=noise)
            gains = filter_gains(series, tried, level)
            surprise, last = run_filter(gains, cell, flat_weak, flat_told, start)
            likelihood = log_likelihood(gains, surprise)
            if best is None or likelihood > best[0]:
                best = (likelihood, tried, gains, surprise, last)
    assert best is not None
    _, usual, gains, surprise, last = best
    return usual, gains, surprise, np.maximum(last, 0.15 * start[1]).reshape(level.shape), flat_told


def _compare(
    met: Exposure,
    effect: FloatArray,
    left: FloatArray,
    level: FloatArray,
    usual: Usual,
    gains: Gains,
    surprise: FloatArray,
    pairs: IntArray,
) -> _Evidence:
    """Least squares on the surprises: how each pair of topic and need would have moved them."""
    information = np.zeros((len(pairs), len(pairs)))
    needs = level.shape[1]
    number = {(int(k), int(n)): p for p, (k, n) in enumerate(pairs)}
    rows = [
        (d, n, number[int(met.topic[d]), n])
        for d in range(len(met.unit))
        for n in range(needs)
        if (int(met.topic[d]), n) in number
    ]
    if not rows:
        return _Evidence(information, np.zeros(len(pairs)))
    d, n, p = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    unit, topic = met.unit[d], met.topic[d]
    cover = met.cover[d]
    others = left[unit, :, n] / (1 - np.clip(cover * effect[topic, n][:, None], -0.5, 0.98))
    fall = -level[unit, n][:, None] * cover * others
    cell = unit * needs + n
    nothing = np.zeros(len(cell))
    moved, _ = run_filter(gains, cell, fall * usual.slope[n][:, None], fall, (nothing, nothing))
    score = np.zeros(len(pairs))
    np.add.at(score, p, (moved * surprise[cell]).sum(axis=1))
    order = np.argsort(cell, kind="stable")
    bounds = np.flatnonzero(np.diff(cell[order])) + 1
    for same in np.split(order, bounds):
        np.add.at(information, (p[same][:, None], p[same][None]), moved[same] @ moved[same].T)
    now = effect[pairs[:, 0], pairs[:, 1]]
    return _Evidence(information, information @ now + score)


@dataclass(frozen=True)
class _Drawn:
    effects: FloatArray
    strength: FloatArray
    useful: FloatArray
    information: FloatArray

    @staticmethod
    def at_rest(effect: FloatArray) -> "_Drawn":
        strength = effect.max(axis=1, initial=0.0)[None]
        return _Drawn(effect[None], strength, (strength[0] > 0.05) * 1.0, np.eye(len(effect)) * 1e9)


def _draw(
    evidence: _Evidence,
    pairs: IntArray,
    addressed: FloatArray,
    effect: FloatArray,
    rng: np.random.Generator,
) -> _Drawn:
    """Draws of all effects: Gibbs sampling of each topic's strength on a grid, many chains side by
    side."""
    topics = len(addressed)
    member = np.zeros((len(pairs), topics))
    member[np.arange(len(pairs)), pairs[:, 0]] = 1.0
    strength_now = np.array(
        [effect[k][addressed[k] > 0].mean() if addressed[k].any() else 0.0 for k in range(topics)]
    )
    apart = np.maximum(LABEL_DEVIATION * strength_now, LEAST_DEVIATION)[pairs[:, 0]] ** 2
    # Deviations of single labels from their topic are integrated out of the evidence on the topic.
    solved = np.linalg.solve(
        np.eye(len(pairs)) + evidence.information * apart,
        np.column_stack([evidence.information @ member, evidence.score]),
    )
    information, score = member.T @ solved[:, :-1], member.T @ solved[:, -1]
    strength = draw_strengths(information, score, addressed, rng)
    effects = np.zeros((len(strength), *addressed.shape))
    fit = evidence.score - (strength @ member.T) @ evidence.information
    covariance = np.linalg.solve(
        np.eye(len(pairs)) + (apart[:, None] * evidence.information), np.diag(apart)
    )
    noise = (
        rng.standard_normal((len(strength), len(pairs)))
        @ np.linalg.cholesky((covariance + covariance.T) / 2 + 1e-10 * np.eye(len(pairs))).T
    )
    effects[:, pairs[:, 0], pairs[:, 1]] = strength[:, pairs[:, 0]] + fit @ covariance + noise
    return _Drawn(
        np.clip(effects, -0.3, 1.0), strength, (strength > 0.05).mean(axis=0), information
    )
