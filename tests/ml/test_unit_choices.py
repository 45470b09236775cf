"""The bound on every plan: never below the best one, and near it where units are many."""

from itertools import product

import numpy as np
import pytest

from ml.allocation import allocate
from ml.programme import Problem, programme_of
from ml.rounding import worth_of
from ml.unit_choices import beyond, bound_of, chosen_at, prices_of


def problem(
    units: int, topics: int, *, seed: int, per_unit: int = 2, seats: bool = False
) -> Problem:
    chance = np.random.default_rng(seed)
    staff = chance.integers(1, 4 if units < 5 else 20, units)
    value = chance.gamma(1.0, 40.0, (units, topics)) * staff[:, None]
    shared = chance.uniform(0.0, 0.6, (units, topics, topics))
    overlap = (
        np.minimum(value[:, :, None], value[:, None]) * (shared + shared.transpose(0, 2, 1)) / 2
    )
    overlap[:, np.arange(topics), np.arange(topics)] = 0.0
    cost = chance.integers(3, 12, topics)
    budget = int((staff[:, None] * cost).sum() * 0.25)
    most = int(staff.sum()) if seats else None
    return Problem(
        value, overlap, staff, cost, np.zeros(units, dtype=np.int64), budget, most, per_unit
    )


def best_of_all(given: Problem) -> float:
    """Every plan tried."""
    choices = [range(int(n) + 1) for n in given.staff for _ in given.seat_cost]
    best = 0.0
    for taken in product(*choices):
        seats = np.array(taken).reshape(given.value.shape)
        if (seats * given.seat_cost).sum() > given.budget:
            continue
        if ((seats > 0).sum(axis=1) > given.max_per_unit).any():
            continue
        if given.max_seats is None or seats.sum() <= given.max_seats:
            best = max(best, worth_of(given, seats))
    return best


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("per_unit", [1, 2, 3])
def test_no_plan_is_worth_more_than_the_bound(seed: int, per_unit: int) -> None:
    given = problem(2, 3, seed=seed, per_unit=per_unit, seats=seed % 2 == 1)
    best = best_of_all(given)
    unit, topic = (at.astype(np.int64) for at in np.nonzero(given.value > 0))
    programme = programme_of(given, unit, topic)
    chance = np.random.default_rng(seed)
    for _ in range(5):
        price = np.zeros(len(programme.most))
        for row in programme.price_rows.values():
            price[row] = chance.uniform(0.0, 200.0)
        prices = prices_of(given, programme, price)
        worth = beyond(given, prices)
        gain, _ = chosen_at(given, worth)
        assert bound_of(given, prices, worth, gain) >= best - 1e-6
    found = allocate(given)
    assert found.worth <= best + 1e-6
    assert found.worth >= best * (1 - found.gap) - 1e-6


def test_many_units_are_planned_to_half_a_per_cent() -> None:
    given = problem(300, 12, seed=7)
    found = allocate(given)
    assert found.gap <= 0.005
    assert (found.seats * given.seat_cost).sum() <= given.budget
    assert ((found.seats > 0).sum(axis=1) <= 2).all()
    assert worth_of(given, found.seats) == pytest.approx(found.worth)
