"""An invented province whose true needs and true training effects are known: the world of the
closed loop.

Whoever answers scores the matching element worse after a problem and sometimes writes about it; a
classifier that errs reads what was written. Trainings that fit make problems rarer. Nothing here
uses the planner, and the planner sees nothing of it but a panel.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ml.panel import LABELS, Delivery, FloatArray, IntArray, Panel
from ml.simulated_truth import (
    HALF_YEAR,
    Shape,
    Truth,
    draw_effects,
    draw_rates,
    draw_sizes,
    draw_topics,
)

FIRST_MONTH = 2022 * 12


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
        self.staff, self.visits = draw_sizes(shape, born)
        self.responses = np.clip(
            shape.responses * born.lognormal(0.0, shape.responses_spread, shape.units), 20, None
        )
        self.comment_share = born.uniform(*shape.comment_share) * born.lognormal(
            0.0, 0.2, shape.units
        )
        self.topics = draw_topics(shape, born)
        self.truth = Truth(
            draw_rates(shape, months, born),
            draw_effects(shape, self.topics, born),
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


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
