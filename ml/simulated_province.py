"""An invented province whose true needs and true training effects are known: the world of the
closed loop.

A visit has a problem of a label with a probability that differs by unit, drifts, and falls after a
fitting
training. Whoever answers scores the matching element worse after a problem and sometimes writes
about it; a
classifier that errs reads what was written. Nothing here uses the planner, and the planner sees
nothing of it
but a panel.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from ml.panel import LABELS, UNTRAINABLE, Delivery, FloatArray, IntArray, Panel, Topic

HALF_YEAR = 6
FIRST_MONTH = 2022 * 12
TRAINABLE_LABELS = tuple(label for label in LABELS if label not in UNTRAINABLE)
RATES = {
    "requirements": 0.06,
    "procedure": 0.09,
    "time": 0.14,
    "cost": 0.04,
    "product": 0.05,
    "competence": 0.07,
    "conduct": 0.08,
    "complaint_handling": 0.05,
    "facilities": 0.10,
    "digital": 0.06,
    "integrity": 0.02,
}
"""Share of visits with a problem of that label in an average unit."""


@dataclass(frozen=True)
class Shape:
    """What kind of province is drawn; shares are of one, spreads are standard deviations.

    budget_share : budget of a half-year over the cost of every training that could be held in it.
    zero_share : topics that do nothing; the others remove Beta(effect_a, effect_b) x effect_top of
    a problem.
    label_spread : how much the effects of one topic on its labels differ, as a share of the topic's
    own.
    prior_strength : 0 draws effects without regard to the labels, 1 in proportion to the label
    weights.
    scores : whether the respondent's own problem lowers the element, or the unit's rate lowers it
    for everyone.
    """

    units: int = 60
    topics: int = 12
    half_years_before: int = 2
    half_years: int = 5
    responses: float = 300.0
    responses_spread: float = 0.4
    budget_share: float = 0.03
    trained_as_today: int = 4
    rate_scale: float = 1.0
    unit_spread: float = 0.8
    unit_level_spread: float = 0.5
    drift: float = 0.12
    zero_share: float = 0.25
    effect_a: float = 1.0
    effect_b: float = 1.6
    effect_top: float = 0.75
    label_spread: float = 0.15
    prior_strength: float = 0.0
    fade_half_life_months: float = 30.0
    comment_share: tuple[float, float] = (0.10, 0.40)
    comment_odds: float = 2.0
    mention: float = 0.6
    recall: float = 0.8
    false_positive: float = 0.015
    scores: Literal["person", "unit"] = "person"
    severity: float = 1.2
    mood: float = 0.5
    element_spread: float = 0.12
    shock: float = 0.04
    missing: float = 0.03
    visits_spread: float = 0.2
    cost_spread: float = 0.35


@dataclass(frozen=True)
class Truth:
    """What nobody in the province knows.

    rate : (U, M, 11) share of visits with a problem had nobody been trained.
    effect : (K, 11) share of a problem of each label that a topic removes when all staff are
    trained.
    """

    rate: FloatArray
    effect: FloatArray
    fade_half_life_months: float


@dataclass(frozen=True)
class Visitors:
    """Everyone who answered in one month, R of them.

    unit : (R,); score : (R, 9) 1 to 4, 0 where left empty.
    writes : (R,) who wrote something; read : (R, 11) what the classifier reads in it.
    """

    unit: IntArray
    score: IntArray
    writes: np.ndarray
    read: np.ndarray


class Province:
    """A province that lives month by month: trainings are held in it, and then it answers."""

    def __init__(
        self,
        shape: Shape,
        seed: int,
        heard: Callable[[int, Visitors], None] | None = None,
    ) -> None:
        """`heard` is told of every month's visitors, for whoever keeps single answers."""
        self.shape = shape
        self._heard = heard
        # Three streams: the same needs, effects and drift whatever the policy does.
        born, self._answers_rng, self.chance = (
            np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(3)
        )
        months = HALF_YEAR * (shape.half_years_before + shape.half_years + 2)
        self.staff, self.visits = _sizes(shape, born)
        self.responses = np.clip(
            shape.responses * born.lognormal(0.0, shape.responses_spread, shape.units), 20, None
        )
        self.comment_share = born.uniform(*shape.comment_share) * born.lognormal(
            0.0, 0.2, shape.units
        )
        self.topics = _topics(shape, born)
        self.truth = Truth(
            _rates(shape, months, born),
            _effects(shape, self.topics, born),
            shape.fade_half_life_months,
        )
        self._element_level = (
            3.45
            + born.normal(0.0, 0.12, 9)
            + born.normal(0.0, shape.element_spread, (shape.units, 9))
        )
        self._shock = born.normal(0.0, shape.shock, (shape.units, months))
        self._month_shock = born.normal(0.0, shape.shock, (months, 9))
        full = sum(t.cost_per_seat_rupiah for t in self.topics) * int(self.staff.sum())
        self.budget_rupiah = int(shape.budget_share * full)
        self.month = 0
        self.deliveries: list[Delivery] = []
        self._seen: list[tuple[IntArray, IntArray, IntArray, IntArray]] = []

    @property
    def starts(self) -> date:
        """The first day of the half-year that comes next."""
        return _first_day(FIRST_MONTH + self.month)

    def hold(self, unit: int, topic: int, seats: int) -> None:
        """Train seats of a unit's staff on a day of the coming half-year's first three months."""
        start = self.starts + timedelta(days=int(self.chance.integers(5, 85)))
        self.deliveries.append(
            Delivery(
                topic, unit, start, start + timedelta(days=1), min(seats, int(self.staff[unit]))
            )
        )

    def live(self) -> None:
        """Six months pass: visits are made and answered."""
        for month in range(self.month, self.month + HALF_YEAR):
            self._seen.append(self._answer(month))
        self.month += HALF_YEAR

    def remaining(self, month: int, deliveries: Sequence[Delivery] | None = None) -> FloatArray:
        """(U, 11) the part of each problem that trainings have left in that month."""
        untrained: dict[tuple[int, int], float] = {}
        for held in self.deliveries if deliveries is None else deliveries:
            end = held.end.year * 12 + held.end.month - 1 - FIRST_MONTH
            age = month - end - 1
            if age >= 0:
                acts = 0.5 ** (age / self.truth.fade_half_life_months)
                dose = held.participants / self.staff[held.unit] * acts
                place = (held.unit, held.topic)
                untrained[place] = untrained.get(place, 1.0) * (1.0 - dose)
        left = np.ones((self.shape.units, len(LABELS)))
        for (unit, topic), share in untrained.items():
            left[unit] *= 1.0 - (1.0 - share) * self.truth.effect[topic]
        return left

    def avoided_visits(self, ignoring: int = 0) -> float:
        """Problem visits that all trainings but the first `ignoring` avoided, to the end of the
        world."""
        total = 0.0
        first = HALF_YEAR * self.shape.half_years_before
        for month in range(first, self.truth.rate.shape[1]):
            saved = self.remaining(month, self.deliveries[:ignoring]) - self.remaining(month)
            total += float((self.visits[:, None] / 12 * self.truth.rate[:, month] * saved).sum())
        return total

    def panel(self) -> Panel:
        """What the portal has stored until now."""
        answers, respondents, commented, problems = (
            np.stack([seen[part] for seen in self._seen], axis=1) for part in range(4)
        )
        return Panel(
            tuple(f"U{u:04d}" for u in range(self.shape.units)),
            np.arange(self.shape.units, dtype=np.int64) % 6,
            self.staff,
            self.visits,
            tuple(range(FIRST_MONTH, FIRST_MONTH + self.month)),
            answers,
            respondents,
            commented,
            problems.astype(np.float64),
            self.topics,
            tuple(self.deliveries),
        )

    def _answer(self, month: int) -> tuple[IntArray, IntArray, IntArray, IntArray]:
        came = self._visitors(month)
        if self._heard is not None:
            self._heard(month, came)
        units = self.shape.units
        answers = np.zeros((units, 9, 4), dtype=np.int64)
        rows, columns = np.nonzero(came.score)
        np.add.at(answers, (came.unit[rows], columns, came.score[rows, columns] - 1), 1)
        problems = np.zeros((units, len(LABELS)), dtype=np.int64)
        np.add.at(problems, came.unit, came.read)
        counts = np.bincount(came.unit, minlength=units)
        commented = np.bincount(came.unit[came.writes], minlength=units)
        return answers, counts, commented, problems

    def _visitors(self, month: int) -> Visitors:
        rng, shape = self._answers_rng, self.shape
        counts = rng.poisson(self.responses / HALF_YEAR)
        unit = np.repeat(np.arange(shape.units), counts)
        rate = self.truth.rate[:, month] * self.remaining(month)
        problem = rng.random((len(unit), len(LABELS))) < rate[unit]
        score = self._score(rng, month, unit, problem, rate)
        given = rng.random(score.shape) >= shape.missing
        writes, read = self._write(rng, unit, problem)
        return Visitors(unit, np.where(given, score, 0), writes, read)

    def _score(
        self,
        rng: np.random.Generator,
        month: int,
        unit: IntArray,
        problem: np.ndarray,
        rate: FloatArray,
    ) -> IntArray:
        shape = self.shape
        own = problem[:, :9] if shape.scores == "person" else rate[unit, :9] * 1.5
        latent = (
            self._element_level[unit]
            + self._shock[unit, month, None]
            + self._month_shock[month]
            + rng.normal(0.0, shape.mood, (len(unit), 1))
            + rng.normal(0.0, 0.5, (len(unit), 9))
            - shape.severity * own
        )
        return np.asarray(np.clip(np.rint(latent), 1, 4), dtype=np.int64)

    def _write(
        self, rng: np.random.Generator, unit: IntArray, problem: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        shape = self.shape
        odds = self.comment_share[unit] / (1 - self.comment_share[unit])
        odds = odds * np.where(problem.any(axis=1), shape.comment_odds, 1.0)
        writes = rng.random(len(unit)) < odds / (1 + odds)
        named = problem & (rng.random(problem.shape) < shape.mention)
        found = named & (rng.random(problem.shape) < shape.recall)
        invented = rng.random(problem.shape) < shape.false_positive
        return writes, (found | invented) & writes[:, None]


def _sizes(shape: Shape, rng: np.random.Generator) -> tuple[IntArray, FloatArray]:
    staff = np.clip(np.rint(rng.lognormal(2.6, 0.5, shape.units)), 3, 80).astype(np.int64)
    visits = np.rint(staff * 900 * rng.lognormal(0.0, shape.visits_spread, shape.units))
    return staff, visits


def _topics(shape: Shape, rng: np.random.Generator) -> tuple[Topic, ...]:
    drawn = []
    for k in range(shape.topics):
        many = int(rng.choice([1, 2, 3], p=[0.4, 0.4, 0.2]))
        # Every label is taught by somebody before a second topic for it appears.
        first = TRAINABLE_LABELS[k % len(TRAINABLE_LABELS)]
        others = [label for label in TRAINABLE_LABELS if label != first]
        picked = (first, *rng.choice(others, many - 1, replace=False).tolist())
        cost = int(round(1_200_000 * rng.lognormal(0.0, shape.cost_spread), -4))
        drawn.append(Topic(f"T{k:03d}", picked, cost, 30, 16))
    return tuple(drawn)


def _rates(shape: Shape, months: int, rng: np.random.Generator) -> FloatArray:
    mean = np.array([RATES[label] for label in LABELS]) * rng.lognormal(0.0, 0.2, len(LABELS))
    level = rng.normal(0.0, shape.unit_level_spread, (shape.units, 1))
    own = rng.normal(0.0, shape.unit_spread, (shape.units, len(LABELS)))
    steps = rng.normal(0.0, shape.drift / np.sqrt(HALF_YEAR), (shape.units, months, len(LABELS)))
    log_rate = np.log(shape.rate_scale * mean) + (level + own - shape.unit_spread**2 / 2)[:, None]
    return np.clip(np.exp(log_rate + np.cumsum(steps, axis=1)), 0.0, 0.7)


def _effects(shape: Shape, topics: tuple[Topic, ...], rng: np.random.Generator) -> FloatArray:
    weights = np.array([PRIOR_WEIGHTS[label] for label in LABELS])
    effects = np.zeros((len(topics), len(LABELS)))
    for k, topic in enumerate(topics):
        strength = shape.effect_top * rng.beta(shape.effect_a, shape.effect_b)
        strength *= rng.random() >= shape.zero_share
        for label in topic.addresses:
            column = LABELS.index(label)
            spread = rng.normal(1.0, shape.label_spread)
            lean = 1.0 + shape.prior_strength * (weights[column] / 0.5 - 1.0)
            effects[k, column] = np.clip(strength * spread * lean, 0.0, 0.95)
    return effects


PRIOR_WEIGHTS = {
    "competence": 1.0,
    "conduct": 0.9,
    "complaint_handling": 0.7,
    "procedure": 0.3,
    "time": 0.3,
    "product": 0.3,
    "digital": 0.2,
    "requirements": 0.1,
    "cost": 0.0,
    "facilities": 0.0,
    "integrity": 0.0,
}


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
