"""What is planted in the demo province is as large as it is said to be, and is found again."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pytest

from ml.effect import TopicEffect, estimate_effects
from ml.panel import LABELS, Delivery, Panel, Topic
from portal.demo_answers import Answers, draw_answers
from portal.demo_places import TOPICS
from portal.demo_world import SEED, HeldTraining, World, build_world

TODAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(TODAY)


@pytest.fixture(scope="module")
def answers(world: World) -> Answers:
    return draw_answers(world, np.random.default_rng(SEED))


@pytest.fixture(scope="module")
def found(world: World, answers: Answers) -> Mapping[str, TopicEffect]:
    """The estimate on the index of every topic, from the answers as an import would count them."""
    effects = estimate_effects(panel_of(world, answers), outcomes="index")
    return {effect.topic_code: effect for effect in effects}


def panel_of(world: World, answers: Answers) -> Panel:
    first = world.first_day.year * 12 + world.first_day.month - 1
    days = [world.first_day + timedelta(days=int(day)) for day in range(answers.day.max() + 1)]
    months = np.array([day.year * 12 + day.month - 1 - first for day in days])[answers.day]
    units, many = world.places.units, int(months.max()) + 1
    counts = np.zeros((len(units), many, 9, 4), dtype=np.int64)
    for element in range(9):
        given = answers.scores[:, element] > 0
        place = (answers.unit[given], months[given], element, answers.scores[given, element] - 1)
        np.add.at(counts, place, 1)
    people = np.zeros((len(units), many), dtype=np.int64)
    np.add.at(people, (answers.unit, months), 1)
    return Panel(
        tuple(unit.code for unit in units),
        np.zeros(len(units), dtype=np.int64),
        np.array([unit.staff_count for unit in units]),
        np.array([float(unit.citizens_per_year) for unit in units]),
        tuple(range(first, first + many)),
        counts,
        people,
        np.zeros_like(people),
        np.zeros((len(units), many, len(LABELS))),
        tuple(Topic(t.code, t.addresses, t.cost_per_seat, t.max_seats) for t in TOPICS),
        tuple(
            Delivery(held.topic, unit, held.start, held.end, came)
            for held in world.trainings
            for unit, came in held.participants
        ),
    )


def dose_of(world: World, topic: int) -> float:
    """The mean share of staff that took part, over the units that were trained."""
    held: list[HeldTraining] = [each for each in world.trainings if each.topic == topic]
    doses = [
        min(1.0, came / world.places.units[unit].staff_count)
        for each in held
        for unit, came in each.participants
    ]
    return float(np.mean(doses))


def test_a_point_that_is_planted_is_a_point_of_the_index(
    world: World, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.demo_answers.LATENT_PER_POINT", 0.0)
    without = draw_answers(world, np.random.default_rng(SEED))
    gained = index_of(answers) - index_of(without)
    planted = np.zeros(len(gained))
    for held in world.trainings:
        works = answers.day >= (held.end + timedelta(days=30) - world.first_day).days
        for unit, came in held.participants:
            dose = min(1.0, came / world.places.units[unit].staff_count)
            planted[works & (answers.unit == unit)] += TOPICS[held.topic].lift_points * dose
    trained = planted > 0
    assert gained[trained].mean() == pytest.approx(planted[trained].mean(), rel=0.03)
    assert gained[~trained].mean() == 0


def index_of(answers: Answers) -> np.ndarray:
    """(N,) the mean of what a person answered, as points of the index."""
    given = np.where(answers.scores > 0, answers.scores, np.nan)
    return np.asarray(np.nanmean(given, axis=1) * 25)


def test_what_is_planted_is_found_and_what_is_not_is_not(
    found: Mapping[str, TopicEffect], world: World
) -> None:
    for number, topic in enumerate(TOPICS):
        effect = found[topic.code]
        assert effect.ci95 is not None
        low, high = effect.ci95
        assert low <= topic.lift_points * dose_of(world, number) <= high, topic.code
        if topic.lift_points >= 1.5:
            assert effect.verdict == "membantu", topic.code
        if topic.lift_points == 0:
            assert effect.verdict == "tidak terlihat", topic.code
