"""The demo province's truths, from one seed: places, levels, weak elements, and who was trained.

Each unit has its own level and one or two elements in which it is weak. A training lifts it from
one month after its end on, in proportion to the share of staff who came.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import numpy as np
from numpy.typing import NDArray

from portal.demo_places import TOPICS, DemoPlaces, build_places
from surveys.rules.elements import Element
from surveys.rules.periods import Kind as PeriodKind
from surveys.rules.periods import Period, containing

SEED = 20261124
ELEMENTS = [element.value for element in Element]
TRAINABLE = ("requirements", "procedure", "time", "product", "competence", "conduct",
             "complaint_handling")  # fmt: skip
UNITS_A_TRAINING = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class HeldTraining:
    """A training of the demo with who came."""

    code: str
    topic: int
    cycle: str
    start: date
    end: date
    participants: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class World:
    """Places, truths and trainings of the demo."""

    places: DemoPlaces
    levels: Floats
    weaknesses: tuple[tuple[str, ...], ...]
    trainings: tuple[HeldTraining, ...]
    first_day: date
    last_day: date


def build_world(today: date, seed: int = SEED) -> World:
    """The province up to yesterday: three whole half-years and the one that runs."""
    chance = Random(seed)
    places = build_places(chance)
    running = containing(today, PeriodKind.SEMESTER)
    cycles: list[Period] = [running]
    while len(cycles) < 4:
        cycles.insert(0, cycles[0].previous)
    weaknesses = tuple(
        tuple(chance.sample(TRAINABLE, chance.choice((1, 1, 2)))) for _ in places.units
    )
    levels = np.array([chance.gauss(0.3, 0.36) for _ in places.units])
    trainings = _trainings(chance, places, levels, weaknesses, cycles[1:3])
    return World(
        places, levels, weaknesses, trainings, cycles[0].first_day, today - timedelta(days=1)
    )


def _trainings(
    chance: Random,
    places: DemoPlaces,
    levels: Floats,
    weaknesses: tuple[tuple[str, ...], ...],
    cycles: list[Period],
) -> tuple[HeldTraining, ...]:
    """As agencies do it today: weak units first, topic by what seems weak, some by chance."""
    held: list[HeldTraining] = []
    had: set[tuple[int, int]] = set()
    for cycle in cycles:
        busy = dict.fromkeys(range(len(places.units)), 0)
        for number in chance.sample(range(len(TOPICS)), len(TOPICS)):
            topic = TOPICS[number]
            # Nobody sees the true level: each topic's organiser has an impression of their own.
            seen = [level + chance.gauss(0, 0.3) for level in levels]
            for unit in range(len(places.units)):
                if set(weaknesses[unit]) & set(topic.addresses):
                    seen[unit] -= 0.5
            order = sorted(range(len(places.units)), key=seen.__getitem__)
            free = [unit for unit in order if busy[unit] < 2 and (number, unit) not in had]
            came = []
            for unit in sorted(free[:UNITS_A_TRAINING]):
                busy[unit] += 1
                had.add((number, unit))
                staff = places.units[unit].staff_count
                came.append((unit, max(2, round(staff * chance.uniform(0.55, 1.0)))))
            start = cycle.first_day + timedelta(days=14 + 7 * chance.randrange(6))
            held.append(
                HeldTraining(
                    f"{topic.code}-{cycle.code}",
                    number,
                    cycle.code,
                    start,
                    start + timedelta(days=max(0, topic.hours_jp // 8 - 1)),
                    tuple(came),
                )
            )
    return tuple(sorted(held, key=lambda training: training.code))


def lifts(world: World) -> tuple[Floats, dict[str, Floats]]:
    """What trainings add, by unit and day: index points, and the share of complaints left."""
    days = (world.last_day - world.first_day).days + 1
    points = np.zeros((len(world.places.units), days))
    left = {label: np.ones((len(world.places.units), days)) for label in (*ELEMENTS, "digital")}
    for training in world.trainings:
        topic = TOPICS[training.topic]
        works_from = (training.end + timedelta(days=30) - world.first_day).days
        if works_from >= days:
            continue
        for unit, came in training.participants:
            dose = min(1.0, came / world.places.units[unit].staff_count)
            points[unit, works_from:] += topic.lift_points * dose
            for label in topic.addresses:
                left[label][unit, works_from:] *= 1 - topic.removed * dose
    return points, left
