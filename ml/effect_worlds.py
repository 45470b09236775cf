"""Invented provinces whose true training effects are known, to prove the estimator on.

A response is nine ordinal answers around a latent level: unit, element, season, shared shocks, a
unit's own drift, month and day, the mood of the respondent, and what trainings changed. Units are
picked at the start of each half-year, for instance because their last half-year was weak.
"""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from scipy.special import ndtr

from ml.effect_shapes import POINTS, Province, World
from ml.panel import ELEMENTS, LABELS, Delivery, FloatArray, IntArray, Panel, Topic, month_of

FIRST_MONTH = 2023 * 12
HALF_YEAR = 6
THRESHOLDS = np.array([1.5, 2.5, 3.5])
COMPLAINT_BELOW = 1.9
COMMENTING_SHARE = 0.35
DAYS_PER_MONTH = 20
STAFF = 20
MIDDLE_LEVEL = 3.15


@dataclass
class _Draw:
    """The latent parts of one province, in scale steps, filled half-year by half-year."""

    world: World
    rng: np.random.Generator
    topics: tuple[Topic, ...]
    power: FloatArray
    level: FloatArray
    cell: FloatArray
    element: FloatArray
    lift: FloatArray
    counts: IntArray
    answers: IntArray
    respondents: IntArray
    commented: IntArray
    problems: FloatArray
    deliveries: list[Delivery] = field(default_factory=list)
    reach: dict[int, FloatArray] = field(default_factory=dict)


def draw_province(world: World, seed: int) -> Province:
    """One province of that shape; the same seed gives the same province."""
    rng = np.random.default_rng(seed)
    draw = _latent(world, rng)
    for first in range(0, world.months, HALF_YEAR):
        last = min(first + HALF_YEAR, world.months)
        _answer(draw, first, last)
        if last < world.months:
            _train(draw, last)
    truth: dict[tuple[str, str], float] = {}
    for k in sorted({d.topic for d in draw.deliveries}):
        truth |= _truth(draw, k)
    return Province(_panel(draw), truth)


def _latent(world: World, rng: np.random.Generator) -> _Draw:
    units, months = world.units, world.months
    time = np.arange(months)
    level = rng.normal(0.0, world.level_sd, units)
    loud = np.exp(world.unequal * rng.normal(size=units))[:, None]
    own = loud * world.drift_sd * _walk(units, months, world.drift_memory, rng)
    own += loud * rng.normal(0.0, world.month_sd, (units, months))
    own += rng.normal(0.0, world.trend_sd, units)[:, None] * (time - months / 2) / 12
    halves = rng.normal(0.0, world.half_year_sd, (units, months // HALF_YEAR + 1))
    own += np.repeat(halves, HALF_YEAR, axis=1)[:, :months]
    agency = _agency(world)
    own += (world.agency_sd * _walk(int(agency.max()) + 1, months, 0.85, rng))[agency]
    shared = world.season * np.sin(2 * np.pi * (time + rng.uniform(0, 12)) / 12)
    shared += rng.normal(0.0, world.shock_sd, months)
    size = rng.lognormal(np.log(world.responses), 0.35, units)
    counts = rng.negative_binomial(8, 8 / (8 + size), (months, units)).T.astype(np.int64)
    topics = _topics(world, rng)
    whole = (units, months)
    return _Draw(
        world=world,
        rng=rng,
        topics=topics,
        power=_power(world, topics),
        level=level,
        cell=MIDDLE_LEVEL + (level[:, None] + own + shared) / POINTS,
        element=rng.normal(0.0, 0.12, 9) + rng.normal(0, world.element_sd, (units, 9)) / POINTS,
        lift=np.zeros((*whole, 9)),
        counts=counts,
        answers=np.zeros((*whole, 9, 4), dtype=np.int64),
        respondents=np.zeros(whole, dtype=np.int64),
        commented=np.zeros(whole, dtype=np.int64),
        problems=np.zeros((*whole, len(LABELS))),
    )


def _agency(world: World) -> IntArray:
    return np.arange(world.units) // max(3, world.units // 8)


def _walk(rows: int, months: int, memory: float, rng: np.random.Generator) -> FloatArray:
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
        sorted(rng.choice(9, size=int(rng.integers(1, 4)), replace=False))
        for _ in range(world.topics)
    ]
    return tuple(
        Topic(f"T{k}", tuple(ELEMENTS[e] for e in elements), 1_000_000, 30)
        for k, elements in enumerate(chosen)
    )


def _power(world: World, topics: tuple[Topic, ...]) -> FloatArray:
    """(T, 9) latent lift of each element, so that the index moves by about `effect_points`."""
    power = np.zeros((len(topics), 9))
    for k, topic in enumerate(topics):
        hit = [ELEMENTS.index(a) for a in (ELEMENTS if world.whole_index else topic.addresses)]
        power[k, hit] = world.effect_points / POINTS * 9 / len(hit)
    return power


def _train(draw: _Draw, first: int) -> None:
    """Hold this half-year's trainings; each topic comes round every few half-years."""
    rounds = max(1, draw.world.months // HALF_YEAR - 2)
    for k in range(len(draw.topics)):
        if (first // HALF_YEAR - 1) % rounds != k % rounds:
            continue
        month, day = first + int(draw.rng.integers(0, 4)), int(draw.rng.integers(1, 27))
        start = _day(month, day)
        end = _day(month, min(28, day + int(draw.rng.integers(0, 3))))
        for unit in _pick(draw, k, first):
            _deliver(draw, k, unit, start, end)


def _pick(draw: _Draw, k: int, first: int) -> list[int]:
    """The weakest units by what the world looks at; nobody twice in one half-year if avoidable."""
    world, rng = draw.world, draw.rng
    window = draw.answers[:, first - HALF_YEAR : first].sum(axis=1)
    mean = (window @ np.array([1, 2, 3, 4])) / np.maximum(window.sum(axis=-1), 1)
    addressed = [ELEMENTS.index(a) for a in draw.topics[k].addresses]
    labels = [LABELS.index(a) for a in draw.topics[k].addresses]
    problems = draw.problems[:, first - HALF_YEAR : first][:, :, labels].sum(axis=(1, 2))
    asked = np.maximum(draw.respondents[:, first - HALF_YEAR : first].sum(axis=1), 1)
    state = draw.cell[:, first - 3 : first].mean(axis=1) + draw.lift[:, first - 1].mean(axis=1)
    score = {
        "random": rng.normal(size=world.units),
        "index": POINTS * mean.mean(axis=1),
        "element": POINTS * mean[:, addressed].mean(axis=1),
        "complaints": -100 * problems / asked,
        "true level": draw.level,
        "true state": POINTS * state,
    }[world.selection] + rng.normal(0, 0.3, world.units)
    busy = {d.unit for d in draw.deliveries if d.start >= _day(first, 1)}
    score = score + 1e6 * np.isin(np.arange(world.units), list(busy))
    return [int(u) for u in np.argsort(score)[: min(world.trained_per_topic, world.units - 2)]]


def _deliver(draw: _Draw, k: int, unit: int, start: date, end: date) -> None:
    world, rng = draw.world, draw.rng
    people = max(1, round(float(rng.uniform(0.4, 1.0)) * STAFF))
    draw.deliveries.append(Delivery(k, unit, start, end, people))
    month = month_of(end) - FIRST_MONTH
    since = np.arange(world.months) - month
    # What counts begins one month after the end, within the following month.
    reach = np.clip(since - 1 + (30 - end.day) / 30, 0.0, 1.0)
    if world.ramp_months:
        reach *= np.clip(since / world.ramp_months, 0.0, 1.0)
    if world.lasting == "year":
        reach[since > 12] = 0.0
    factor = people / STAFF / 0.7 if world.dose == "share" else 1.0
    factor *= 1 + world.effect_spread * float(rng.normal())
    known = draw.reach.setdefault(k, np.zeros((world.units, world.months)))
    # A second session for the same unit adds nothing while the first still works.
    known[unit] = np.where(known[unit] == 0, reach * factor, known[unit])
    draw.lift[unit] = sum(np.outer(draw.reach[j][unit], draw.power[j]) for j in draw.reach)


def _answer(draw: _Draw, first: int, last: int) -> None:
    """Draw the responses of the months from `first` to before `last`."""
    world, rng = draw.world, draw.rng
    counts = draw.counts[:, first:last]
    unit, month = np.nonzero(counts >= 0)
    unit = np.repeat(unit, counts.ravel())
    month = np.repeat(month + first, counts.ravel())
    rows, cells = len(unit), world.units * world.months
    days = rng.normal(0, world.day_sd / POINTS, (world.units, last - first, DAYS_PER_MONTH))
    level = draw.cell[unit, month] + _dips(draw, first)[unit]
    level += days[unit, month - first, rng.integers(0, DAYS_PER_MONTH, rows)]
    level += rng.normal(0, world.mood_sd / POINTS, rows)
    latent = level[:, None] + draw.element[unit] + draw.lift[unit, month]
    latent += rng.normal(0, world.answer_sd / POINTS, (rows, 9))
    value = np.searchsorted(THRESHOLDS, latent.ravel()).reshape(rows, 9)
    given = rng.random((rows, 9)) >= world.missing_share
    at = unit * world.months + month
    flat = (at[:, None] * 9 + np.arange(9)) * 4 + value
    draw.answers += np.bincount(flat[given], minlength=cells * 36).reshape(draw.answers.shape)
    draw.respondents += np.bincount(at, minlength=cells).reshape(draw.respondents.shape)
    says = rng.random(rows) < COMMENTING_SHARE
    draw.commented += np.bincount(at[says], minlength=cells).reshape(draw.commented.shape)
    for e, label in enumerate(ELEMENTS):
        hit = says & (latent[:, e] < COMPLAINT_BELOW)
        found = np.bincount(at[hit], minlength=cells).reshape(draw.commented.shape)
        draw.problems[:, :, LABELS.index(label)] += found


def _dips(draw: _Draw, first: int) -> FloatArray:
    """(U,) a passing weakness of this half-year, which its answers show."""
    if not draw.world.dip or first + HALF_YEAR >= draw.world.months:
        return np.zeros(draw.world.units)
    low = draw.rng.random(draw.world.units) < draw.world.trained_per_topic / draw.world.units
    return np.where(low, -draw.world.dip / POINTS, 0.0)


def _truth(draw: _Draw, k: int) -> dict[tuple[str, str], float]:
    """Average over units, then months 1 to 12 after the end, of each outcome with minus without."""
    ends: dict[int, int] = {}
    for d in draw.deliveries:
        if d.topic == k:
            ends.setdefault(d.unit, month_of(d.end) - FIRST_MONTH)
    changes = []
    for unit, end in ends.items():
        # The first month after is partly before; the effect is asked for once it can be whole.
        months = np.arange(end + 2, min(end + 13, draw.world.months))
        if len(months):
            changes.append(_change(draw, k, unit, months))
    code, addressed = draw.topics[k].code, draw.topics[k].addresses
    mean = np.mean(changes, axis=0) if changes else np.full((2, 9), np.nan)
    truth = {(code, "index"): float(mean[0].mean())}
    for name in addressed:
        truth[code, f"element:{name}"] = float(mean[0, ELEMENTS.index(name)])
        truth[code, f"complaints:{name}"] = float(mean[1, ELEMENTS.index(name)])
    return truth


def _change(draw: _Draw, k: int, unit: int, months: IntArray) -> FloatArray:
    """(2, 9) change of each element in points and of its complaints per 100 responses.

    Both scales bend, so that where trainings overlap each changes less for coming second. What one
    changed is the mean of coming first and coming last, by which shares add up to the whole.
    """
    alone = draw.cell[unit, months][:, None] + draw.element[unit]
    own = np.outer(draw.reach[k][unit, months], draw.power[k])
    together = alone + draw.lift[unit, months]
    first = _expected(draw, alone + own) - _expected(draw, alone)
    last = _expected(draw, together) - _expected(draw, together - own)
    return np.asarray((first + last) / 2)


def _expected(draw: _Draw, latent: FloatArray) -> FloatArray:
    """(2, 9) points and complaints per 100 responses to expect of these (M, 9) states."""
    above = ndtr((latent[..., None] - THRESHOLDS) / draw.world.spread).sum(axis=-1)
    low = ndtr((COMPLAINT_BELOW - latent) / draw.world.spread).mean(axis=0)
    return np.array([POINTS * (1 + above.mean(axis=0)), 100 * COMMENTING_SHARE * low])


def _day(month: int, day: int) -> date:
    absolute = FIRST_MONTH + month
    return date(absolute // 12, absolute % 12 + 1, day)


def _panel(draw: _Draw) -> Panel:
    units, months = draw.world.units, draw.world.months
    return Panel(
        unit_codes=tuple(f"U{u:03d}" for u in range(units)),
        agency=_agency(draw.world),
        staff=np.full(units, STAFF, dtype=np.int64),
        visits_per_year=np.full(units, np.nan),
        months=tuple(range(FIRST_MONTH, FIRST_MONTH + months)),
        answers=draw.answers,
        respondents=draw.respondents,
        commented=draw.commented,
        problems=draw.problems,
        topics=draw.topics,
        deliveries=tuple(draw.deliveries),
    )
