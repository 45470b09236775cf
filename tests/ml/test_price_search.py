"""Plans of very many units: what no plan is worth more than, and whole seats close to it."""

from dataclasses import replace

import numpy as np
import pytest

from ml.allocation import allocate
from ml.price_search import priced_plan
from ml.programme import Learning, Problem
from ml.rounding import worth_of
from tests.ml.test_unit_choices import best_of_all, problem


def learning(given: Problem, seed: int) -> Learning:
    """Something to learn of every second topic, less and less the more is known."""
    information = np.random.default_rng(seed).uniform(0.0, 20.0, given.value.shape)
    steps = tuple(((8.0, 30.0), (20.0, 5.0)) if k % 2 else () for k in range(len(given.seat_cost)))
    return Learning(information, steps)


def all_of(given: Problem) -> np.ndarray:
    return np.ones(given.value.shape, dtype=bool)


@pytest.mark.parametrize("seed", range(4))
def test_no_plan_of_all_is_worth_more_than_the_bound(seed: int) -> None:
    given = problem(2, 3, seed=seed, seats=seed % 2 == 1)
    given = replace(given, learning=learning(given, seed)) if seed > 1 else given
    best = best_of_all(given)
    _, worth, bound = priced_plan(given, all_of(given))
    assert worth <= best + 1e-6
    assert bound >= best - 1e-6


@pytest.mark.parametrize(
    "what", ["agency", "capped", "learning", "nothing more", "required", "seats"]
)
def test_the_plan_keeps_every_condition_and_is_close_to_the_best(what: str) -> None:
    given = problem(400, 10, seed=3)
    given = replace(given, budget=given.budget // 5)
    if what == "seats":
        given = replace(given, max_seats=int(given.staff.sum() // 4))
    agency = np.arange(400) % 5
    if what == "agency":
        given = replace(given, agency=agency, least_by_agency={0: int(given.budget * 0.4)})
    if what == "required":
        given = replace(given, needed=((5, 2, 1), (6, 3, int(given.staff[6]))))
    if what == "capped":
        most = np.repeat(given.staff[:, None], 10, axis=1)
        most[:2] = 1
        given = replace(given, most=most)
    if what == "learning":
        given = replace(given, learning=learning(given, 3))
    seats, worth, bound = priced_plan(given, all_of(given))
    assert seats is not None
    assert worth == pytest.approx(worth_of(given, seats))
    assert (seats * given.seat_cost).sum() <= given.budget
    assert ((seats > 0).sum(axis=1) <= 2).all()
    assert (seats <= given.ceiling).all()
    assert given.max_seats is None or seats.sum() <= given.max_seats
    assert all(seats[unit, topic] >= least for unit, topic, least in given.needed)
    spent = (seats * given.seat_cost).sum(axis=1)
    for which, least in (given.least_by_agency or {}).items():
        assert spent[agency == which].sum() >= least
    assert worth >= 0.99 * bound
    assert bound >= allocate(given).worth - 1e-6


def test_where_money_is_no_matter_everybody_gets_the_best() -> None:
    given = replace(problem(30, 4, seed=1, per_unit=1), budget=10**9)
    _, worth, bound = priced_plan(given, all_of(given))
    assert worth == pytest.approx(given.value.max(axis=1).sum())
    assert bound == pytest.approx(worth, rel=1e-3)
