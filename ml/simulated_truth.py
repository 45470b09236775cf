"""What an invented province is like before anybody is trained: drawn once, and true.

A visit has a problem of a label with a probability that differs by unit and drifts; a topic removes
a part of it. Nothing here uses the planner.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ml.panel import LABELS, UNTRAINABLE, FloatArray, IntArray, Topic

HALF_YEAR = 6
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
"""How well training reaches a problem of that label, for provinces whose effects lean on it."""


@dataclass(frozen=True)
class Shape:
    """What kind of province is drawn; shares are of one, spreads are standard deviations.

    budget_share : budget of a half-year over the cost of every training that could be held in it.
    zero_share : topics that do nothing; the others remove Beta(effect_a, effect_b) x effect_top of
    a problem.
    label_spread : how much the effects of one topic on its labels differ, as a share of its own.
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
    effect : (K, 11) share of a problem of each label that a topic removes when all are trained.
    """

    rate: FloatArray
    effect: FloatArray
    fade_half_life_months: float


def draw_sizes(shape: Shape, rng: np.random.Generator) -> tuple[IntArray, FloatArray]:
    """Staff (U,) and visits a year (U,) of each unit."""
    staff = np.clip(np.rint(rng.lognormal(2.6, 0.5, shape.units)), 3, 80).astype(np.int64)
    visits = np.rint(staff * 900 * rng.lognormal(0.0, shape.visits_spread, shape.units))
    return staff, visits


def draw_topics(shape: Shape, rng: np.random.Generator) -> tuple[Topic, ...]:
    """The trainings that are on offer."""
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


def draw_rates(shape: Shape, months: int, rng: np.random.Generator) -> FloatArray:
    """(U, M, 11) the share of visits with a problem, had nobody been trained."""
    mean = np.array([RATES[label] for label in LABELS]) * rng.lognormal(0.0, 0.2, len(LABELS))
    level = rng.normal(0.0, shape.unit_level_spread, (shape.units, 1))
    own = rng.normal(0.0, shape.unit_spread, (shape.units, len(LABELS)))
    steps = rng.normal(0.0, shape.drift / np.sqrt(HALF_YEAR), (shape.units, months, len(LABELS)))
    log_rate = np.log(shape.rate_scale * mean) + (level + own - shape.unit_spread**2 / 2)[:, None]
    return np.clip(np.exp(log_rate + np.cumsum(steps, axis=1)), 0.0, 0.7)


def draw_effects(shape: Shape, topics: tuple[Topic, ...], rng: np.random.Generator) -> FloatArray:
    """(K, 11) the share of each problem that a topic removes when all staff are trained."""
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
