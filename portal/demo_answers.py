"""The demo's answers, as they follow from its truths: drawn from one seed, row by row.

Answers come from a latent satisfaction with effects of the region and month, the counter's day and
the person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

import numpy as np
from numpy.typing import NDArray

from portal.demo_comments import Commenter, Remark
from portal.demo_places import REGIONS
from portal.demo_world import ELEMENTS, SEED, Floats, World, lifts

RESPONSES = 64_000
COMMENT_SHARE = 0.13
THRESHOLDS = np.array([-1.9, -1.05, 0.45])
# One point of the index is so much on the latent scale, around the middle of it.
LATENT_PER_POINT = 0.063


@dataclass(frozen=True)
class Answers:
    """All responses as arrays: unit, day, counter, scores (0 for none), person's level."""

    unit: NDArray[np.int64]
    day: NDArray[np.int64]
    counter: NDArray[np.int64]
    scores: NDArray[np.int64]
    latent: Floats


def draw_answers(world: World, chance: np.random.Generator, count: int = RESPONSES) -> Answers:
    """So many responses, spread over units by size and over working days with a season."""
    units = world.places.units
    days = (world.last_day - world.first_day).days + 1
    weekday = np.array([(world.first_day + timedelta(days=d)).weekday() for d in range(days)])
    by_day = np.where(weekday < 5, 1.0, 0.0) * (1 + 0.2 * np.sin(np.arange(days) / 365 * 2 * np.pi))
    size = np.sqrt([unit.citizens_per_year for unit in units])
    unit = chance.choice(len(units), count, p=size / size.sum())
    day = chance.choice(days, count, p=by_day / by_day.sum())
    order = np.lexsort((unit, day))
    unit, day = unit[order], day[order]
    counter = chance.integers(0, np.array([len(unit.counters) for unit in units])[unit])
    region = np.array([unit.region for unit in units])
    month = day // 30
    shock = chance.normal(0, 0.07, (len(REGIONS), month.max() + 1))
    season = 0.06 * np.sin(day / 365 * 2 * np.pi)
    counter_day = chance.normal(0, 0.25, (len(units), 3, days))
    points, _ = lifts(world)
    weak = np.zeros((len(units), len(ELEMENTS)))
    for number, elements in enumerate(world.weaknesses):
        for element in elements:
            weak[number, ELEMENTS.index(element)] = -0.85
    offset = {"cost": 0.55, "conduct": 0.12, "time": -0.3, "complaint_handling": -0.2}
    latent = (
        world.levels[unit]
        + shock[region[unit], month]
        + season
        + counter_day[unit, counter, day]
        + points[unit, day] * LATENT_PER_POINT
        + chance.normal(0, 0.55, count)
    )
    element_level = np.array([offset.get(element, 0.0) for element in ELEMENTS])
    noise = chance.normal(0, 0.7, (count, len(ELEMENTS)))
    raw = latent[:, None] + element_level + weak[unit] + noise
    scores = 1 + (raw[:, :, None] > THRESHOLDS).sum(axis=2)
    skipped = chance.random(scores.shape) < np.where(np.array(ELEMENTS) == "cost", 0.06, 0.012)
    return Answers(unit, day, counter, np.where(skipped, 0, scores), latent)


RESPONSE_HEADER = (
    "response_id", "submitted_at", "counter_code", "service_code",
    "u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9", "overall", "comment",
    "age_band", "sex", "education", "occupation", "channel", "helped", "lang",
)  # fmt: skip
AGES = (("17-25", 22), ("26-35", 28), ("36-45", 22), ("46-55", 14), ("56+", 8), ("<17", 1), ("", 5))
EDUCATIONS = (("SD", 10), ("SMP", 15), ("SMA", 42), ("D1-D3", 10), ("S1", 16), ("S2", 2), ("", 5))
OCCUPATIONS = (("PNS", 8), ("TNI", 1), ("POLRI", 1), ("swasta", 28), ("wirausaha", 27),
               ("lainnya", 28), ("", 7))  # fmt: skip
CHANNELS = (("qr", 74), ("kiosk", 12), ("slip", 6), ("paper", 8))


def _weighted(chance: Random, table: tuple[tuple[str, int], ...]) -> str:
    return chance.choices([value for value, _ in table], [weight for _, weight in table])[0]


def response_rows(world: World, bank: list[Remark], seed: int = SEED) -> Iterator[list[object]]:
    """Every response as a row of responses.csv."""
    answers = draw_answers(world, np.random.default_rng(seed))
    chance = Random(seed + 1)
    commenter = Commenter(bank, Random(seed + 2))
    _, left = lifts(world)
    for number in range(len(answers.unit)):
        unit_number, day = int(answers.unit[number]), int(answers.day[number])
        unit = world.places.units[unit_number]
        scores = answers.scores[number]

        def remaining(label: str, unit_number: int = unit_number, day: int = day) -> float:
            return float(left[label][unit_number, day])

        comment = None
        if chance.random() < COMMENT_SHARE:
            comment = commenter.about(scores, remaining)
        given = [int(score) for score in scores if score]
        overall = round(sum(given) / len(given)) if given else 3
        moment = datetime.combine(
            world.first_day + timedelta(days=day),
            time(chance.randint(8, 15), chance.randint(0, 59), chance.randint(0, 59)),
        )
        yield [
            f"contoh-{number + 1:06}",
            moment.isoformat() + "+07:00",
            unit.counters[int(answers.counter[number])],
            chance.choice(unit.services),
            *[int(score) if score else "" for score in scores],
            overall,
            comment or "",
            _weighted(chance, AGES),
            chance.choice("LP"),
            _weighted(chance, EDUCATIONS),
            _weighted(chance, OCCUPATIONS),
            _weighted(chance, CHANNELS),
            1 if chance.random() < 0.04 else 0,
            "id",
        ]
