"""Invented provinces whose true training effects are known, to prove the estimator on.

A response is nine ordinal answers around a latent level: unit, element, season, shared shocks, a
unit's own drift, month and day, the mood of the respondent, and what trainings changed. Units are
picked at the start of each half-year, for instance because their last half-year was weak.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from scipy.special import ndtr

from ml.panel import ELEMENTS, LABELS, Delivery, FloatArray, IntArray, Panel, Topic

Selection = Literal["random", "observed", "element", "true level", "dip"]
FIRST_MONTH = 2023 * 12
THRESHOLDS = np.array([1.5, 2.5, 3.5])
DAYS_PER_MONTH = 20
POINTS = 25.0


@dataclass(frozen=True)
class World:
    """The shape of a province; every spread is a standard deviation in index points."""

    units: int = 40
    months: int = 24
    responses: int = 30
    topics: int = 4
    trained_per_topic: int = 8
    effect_points: float = 0.0
    effect_spread: float = 0.0
    null_topics: int = 0
    dose: Literal["constant", "share"] = "constant"
    share_low: float = 0.4
    selection: Selection = "element"
    level_sd: float = 4.0
    element_sd: float = 3.0
    drift_sd: float = 1.0
    drift_memory: float = 0.85
    trend_sd: float = 0.0
    month_sd: float = 0.7
    agency_sd: float = 0.0
    day_sd: float = 5.0
    mood_sd: float = 11.0
    answer_sd: float = 14.0
    season: float = 1.5
    shock_sd: float = 1.0
    lasting: Literal["always", "year"] = "always"
    whole_index: bool = False
    element_missing: float = 0.02


@dataclass(frozen=True)
class Province:
    """A drawn province: what the portal would see, and the truth per topic that it cannot see.

    truth : average over the trained units of the change in the index, months 1 to 12 after the end.
    """

    panel: Panel
    truth: dict[str, float]


@dataclass
class _Draw:
    """The latent parts of one province, in scale units (a quarter of a hundred points each)."""

    world: World
    rng: np.random.Generator
    level: FloatArray
    cell: FloatArray
    element: FloatArray
    lift: FloatArray
    counts: IntArray
    answers: IntArray
    respondents: IntArray
    deliveries: list[Delivery]
    reach: dict[int, FloatArray]


def draw_province(world: World, seed: int) -> Province:
    """One province of that shape; the same seed gives the same province."""
    rng = np.random.default_rng(seed)
    draw = _latent(world, rng)
    topics = _topics(world, rng)
    power = _power(world, topics)
    for first in range(0, world.months, 6):
        last = min(first + 6, world.months)
        if first:
            _train(draw, topics, power, first)
        _answer(draw, first, last)
    panel = _panel(draw, topics)
    truth = {topics[k].code: float(_truth(draw, k, power)) for k in sorted(_held(draw))}
    return Province(panel, truth)


def _latent(world: World, rng: np.random.Generator) -> _Draw:
    units, months = world.units, world.months
    level = rng.normal(0.0, world.level_sd / POINTS, units)
    drift = _walk(units, months, world.drift_memory, rng) * world.drift_sd / POINTS
    agency = np.arange(units) // max(3, units // 8)
    shared = _walk(int(agency.max()) + 1, months, 0.85, rng) * world.agency_sd / POINTS
    years = (np.arange(months) - months / 2) / 12
    trend = rng.normal(0.0, world.trend_sd / POINTS, units)[:, None] * years
    calm = rng.normal(0.0, world.month_sd / POINTS, (units, months))
    season = (
        world.season / POINTS * np.sin(2 * np.pi * (np.arange(months) + rng.uniform(0, 12)) / 12)
    )
    shock = rng.normal(0.0, world.shock_sd / POINTS, months)
    cell = level[:, None] + drift + shared[agency] + trend + calm + season + shock
    size = rng.lognormal(np.log(world.responses), 0.35, units)
    counts = rng.negative_binomial(8, 8 / (8 + size), (months, units)).T.astype(np.int64)
    element = rng.normal(0.0, 0.12, 9) + rng.normal(0.0, world.element_sd / POINTS, (units, 9))
    return _Draw(
        world,
        rng,
        level,
        3.15 + cell,
        element,
        np.zeros((units, months, 9)),
        counts,
        np.zeros((units, months, 9, 4), dtype=np.int64),
        np.zeros((units, months), dtype=np.int64),
        [],
        {},
    )


def _walk(rows: int, months: int, memory: float, rng: np.random.Generator) -> FloatArray:
    """Autoregression with unit variance; memory 1 is a walk that spreads by one unit in a year."""
    steps = rng.normal(size=(rows, months))
    if memory >= 1.0:
        return np.asarray(np.cumsum(steps, axis=1) / np.sqrt(12.0))
    path = np.empty((rows, months))
    path[:, 0] = steps[:, 0]
    for t in range(1, months):
        path[:, t] = memory * path[:, t - 1] + np.sqrt(1 - memory**2) * steps[:, t]
    return path


def _topics(world: World, rng: np.random.Generator) -> tuple[Topic, ...]:
    chosen = [
        rng.choice(9, size=int(rng.integers(1, 4)), replace=False) for _ in range(world.topics)
    ]
    return tuple(
        Topic(f"T{k}", tuple(ELEMENTS[e] for e in sorted(chosen[k])), 1_000_000, 30)
        for k in range(world.topics)
    )


def _power(world: World, topics: tuple[Topic, ...]) -> FloatArray:
    """(T, 9) latent lift of each element, so that the index moves by about `effect_points`."""
    power = np.zeros((len(topics), 9))
    for k, topic in enumerate(topics):
        if k >= len(topics) - world.null_topics:
            continue
        hit = list(range(9)) if world.whole_index else [ELEMENTS.index(a) for a in topic.addresses]
        power[k, hit] = world.effect_points / POINTS * 9 / len(hit)
    return power


def _train(draw: _Draw, topics: tuple[Topic, ...], power: FloatArray, first: int) -> None:
    """Hold this half-year's trainings: each topic is held in every second or third half-year."""
    world, rng = draw.world, draw.rng
    for k in range(len(topics)):
        cycles = max(1, world.months // 6 - 2)
        if (first // 6 - 1) % cycles != k % cycles:
            continue
        month = first + int(rng.integers(0, 4))
        day = int(rng.integers(1, 27))
        start = _day(month, day)
        end = _day(month, min(28, day + int(rng.integers(0, 3))))
        for unit in _pick(draw, first, topics[k]):
            _deliver(draw, power, k, unit, start, end)


def _pick(draw: _Draw, first: int, topic: Topic) -> list[int]:
    world, rng = draw.world, draw.rng
    wanted = min(world.trained_per_topic, world.units - 2)
    if world.selection in ("random", "dip"):
        score = rng.normal(size=world.units)
    elif world.selection == "true level":
        score = draw.level * POINTS / world.level_sd + rng.normal(0, 0.5, world.units)
    else:
        window = draw.answers[:, first - 6 : first].sum(axis=1)
        total = window @ np.array([1, 2, 3, 4])
        mean = total / np.maximum(window.sum(axis=-1), 1)
        if world.selection == "observed":
            score = mean.mean(axis=-1) * POINTS + rng.normal(0, 0.3, world.units)
        else:
            score = mean[:, [ELEMENTS.index(a) for a in topic.addresses]].mean(axis=-1)
        open_to = {d.unit for d in draw.deliveries if d.start >= _day(first, 1)}
        score = score + 1e6 * np.isin(np.arange(world.units), list(open_to))
    return [int(u) for u in np.argsort(score)[:wanted]]


def _deliver(draw: _Draw, power: FloatArray, k: int, unit: int, start: date, end: date) -> None:
    world, rng = draw.world, draw.rng
    share = float(rng.uniform(world.share_low, 1.0))
    staff = 20
    people = max(1, round(share * staff))
    draw.deliveries.append(Delivery(k, unit, start, end, people))
    month = end.year * 12 + end.month - 1 - FIRST_MONTH
    reach = np.zeros(world.months)
    reach[month + 1 : month + 2] = 1 - (end.day - 1) / 30
    reach[month + 2 :] = 1.0
    if world.lasting == "year":
        reach[month + 13 :] = 0.0
    factor = people / staff / ((1 + world.share_low) / 2) if world.dose == "share" else 1.0
    factor *= 1 + world.effect_spread * float(rng.normal())
    known = draw.reach.setdefault(k, np.zeros((world.units, world.months)))
    # A second session for the same unit adds nothing while the first still works.
    known[unit] = np.where(known[unit] == 0, reach * factor, known[unit])
    draw.lift[unit] = sum(np.outer(draw.reach[j][unit], power[j]) for j in draw.reach)


def _answer(draw: _Draw, first: int, last: int) -> None:
    """Draw the answers of the months from `first` to before `last`."""
    world, rng = draw.world, draw.rng
    counts = draw.counts[:, first:last]
    unit, month = np.nonzero(counts >= 0)
    unit = np.repeat(unit, counts.ravel())
    month = np.repeat(month, counts.ravel()) + first
    rows = len(unit)
    day = rng.integers(0, DAYS_PER_MONTH, rows)
    days = rng.normal(0, world.day_sd / POINTS, (world.units, last - first, DAYS_PER_MONTH))
    level = draw.cell[unit, month] + days[unit, month - first, day]
    if world.selection == "dip":
        level = level + _dip(draw, first, last)[unit, month - first]
    level += rng.normal(0, world.mood_sd / POINTS, rows)
    latent = level[:, None] + draw.element[unit] + draw.lift[unit, month]
    latent += rng.normal(0, world.answer_sd / POINTS, (rows, 9))
    value = np.searchsorted(THRESHOLDS, latent.ravel()).reshape(rows, 9)
    given = rng.random((rows, 9)) >= world.element_missing
    flat = ((unit * world.months + month)[:, None] * 9 + np.arange(9)) * 4 + value
    size = world.units * world.months * 36
    draw.answers += np.bincount(flat[given], minlength=size).reshape(draw.answers.shape)
    asked = given.any(axis=1)
    cells = np.bincount((unit * world.months + month)[asked], minlength=world.units * world.months)
    draw.respondents += cells.reshape(world.units, world.months)


def _dip(draw: _Draw, first: int, last: int) -> FloatArray:
    """Reserved for worlds in which a passing weakness itself draws the training."""
    return np.zeros((draw.world.units, last - first))


def _held(draw: _Draw) -> set[int]:
    return {d.topic for d in draw.deliveries}


def _truth(draw: _Draw, k: int, power: FloatArray) -> float:
    """Average over units, then months 1 to 12 after the end, of the index with minus without it."""
    world = draw.world
    changes = []
    spread = np.sqrt(world.mood_sd**2 + world.day_sd**2 + world.answer_sd**2) / POINTS
    ends: dict[int, int] = {}
    for d in draw.deliveries:
        if d.topic == k:
            ends.setdefault(d.unit, d.end.year * 12 + d.end.month - 1 - FIRST_MONTH)
    for unit, end in ends.items():
        months = np.arange(end + 1, min(end + 13, world.months))
        # The first month is part before, part after: what counts begins one month after the end.
        months = months[1:] if len(months) > 1 else months
        if len(months) == 0:
            continue
        with_it = draw.cell[unit, months][:, None] + draw.element[unit] + draw.lift[unit, months]
        without = with_it - np.outer(draw.reach[k][unit, months], power[k])
        changes.append(_expected(with_it, spread) - _expected(without, spread))
    return float(np.mean(changes)) if changes else float("nan")


def _expected(latent: FloatArray, spread: float) -> float:
    above = ndtr((latent[..., None] - THRESHOLDS) / spread).sum(axis=-1)
    return float(POINTS * (1 + above.mean()))


def _day(month: int, day: int) -> date:
    absolute = FIRST_MONTH + month
    return date(absolute // 12, absolute % 12 + 1, day)


def _panel(draw: _Draw, topics: tuple[Topic, ...]) -> Panel:
    world = draw.world
    units, months = world.units, world.months
    return Panel(
        unit_codes=tuple(f"U{u:03d}" for u in range(units)),
        agency=np.arange(units) // max(3, units // 8),
        staff=np.full(units, 20, dtype=np.int64),
        visits_per_year=np.full(units, np.nan),
        months=tuple(range(FIRST_MONTH, FIRST_MONTH + months)),
        answers=draw.answers,
        respondents=draw.respondents,
        commented=np.zeros((units, months), dtype=np.int64),
        problems=np.zeros((units, months, len(LABELS))),
        topics=topics,
        deliveries=tuple(draw.deliveries),
    )
