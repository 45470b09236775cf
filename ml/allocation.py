"""The best use of a budget: which seats for whom, solved to a proven gap."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import vstack

from ml.panel import FloatArray, IntArray
from ml.price_search import priced_plan
from ml.programme import Learning, Problem, Programme, programme_of
from ml.rounding import rounded, worth_of
from ml.unit_choices import beyond, bound_of, chosen_at, prices_of, within_budget

__all__ = ["Allocation", "Learning", "Problem", "allocate"]

SOLVED_TO = 0.003
SECONDS = 20.0
CANDIDATES_KEPT = 1500
TIMES_WHAT_THE_BUDGET_BUYS = 2
PRICING_ROUNDS = 3
VERY_MANY = 20_000
"""Trainings to choose among from which on they are not written out as one programme."""
LITTLE = 0.0005


@dataclass(frozen=True)
class Allocation:
    """Seats (U, K), what they are worth, and the share by which no other plan can be better."""

    seats: IntArray
    worth: float
    gap: float


def allocate(problem: Problem) -> Allocation:
    """The best seats; raises ValueError when what must be in does not fit."""
    seats = np.zeros(problem.value.shape, dtype=np.int64)
    buyable = _buyable(problem)
    kept = _most_rewarding(problem, buyable)
    if not kept.any():
        if any((problem.least_by_agency or {}).values()):
            raise ValueError(NO_FIT)
        return Allocation(seats, 0.0, 0.0)
    if buyable.sum() > VERY_MANY and problem.max_per_unit <= 2:
        priced, worth, bound = priced_plan(problem, buyable)
        if priced is not None:
            return Allocation(priced, worth, max(0.0, bound - worth) / max(bound, 1e-9))
    bound, near, worth = np.inf, None, -np.inf
    for _ in range(PRICING_ROUNDS):
        unit, topic = (place.astype(np.int64) for place in np.nonzero(kept))
        programme = programme_of(problem, unit, topic)
        wanted, relaxed, price = _relaxed(programme)
        prices = prices_of(problem, programme, price)
        beyond_price = np.where(buyable, beyond(problem, prices), -np.inf)
        gain, taken = chosen_at(problem, beyond_price)
        bound = min(bound, bound_of(problem, prices, beyond_price, gain))
        for tried in (
            within_budget(problem, prices, buyable),
            rounded(problem, unit, topic, wanted[: len(unit)]),
        ):
            if tried is not None and worth_of(problem, tried) > worth:
                near, worth = tried, worth_of(problem, tried)
        if bound - worth <= SOLVED_TO * max(bound, 1e-9) and near is not None:
            return Allocation(near, worth, max(0.0, bound - worth) / max(bound, 1e-9))
        more = taken & ~kept
        if not more.any() or bound - relaxed <= LITTLE * abs(bound):
            break
        kept = kept | more
    everything = bool((kept == buyable).all())
    solved = _solved(programme)
    if solved.x is not None and -float(solved.fun) > worth:
        seats[unit, topic] = np.rint(solved.x[: len(unit)]).astype(np.int64)
        near, worth = seats, -float(solved.fun)
    if near is None:
        raise ValueError(NO_FIT)
    if everything and solved.mip_dual_bound is not None:
        bound = min(bound, -float(solved.mip_dual_bound))
    return Allocation(near, worth, max(0.0, bound - worth) / max(bound, 1e-9))


def _solved(programme: Programme) -> OptimizeResult:
    with _standard_output_kept_clean():
        return milp(
            -programme.objective,
            integrality=programme.integrality,
            bounds=Bounds(programme.lower, programme.upper),
            constraints=LinearConstraint(programme.matrix, programme.least, programme.most),
            options={"mip_rel_gap": SOLVED_TO, "time_limit": SECONDS},
        )


NO_FIT = "the required trainings and shares do not fit the budget, seats and trainings per unit"


def _relaxed(programme: Programme) -> tuple[FloatArray, float, FloatArray]:
    """The best columns when parts of a seat may be bought, what they are worth, and the rows'
    prices."""
    upper, lower = np.isfinite(programme.most), np.isfinite(programme.least)
    solved = linprog(
        -programme.objective,
        A_ub=vstack([programme.matrix[upper], -programme.matrix[lower]]),
        b_ub=np.concatenate([programme.most[upper], -programme.least[lower]]),
        bounds=np.column_stack([programme.lower, programme.upper]),
    )
    if solved.x is None:
        raise ValueError(NO_FIT)
    price = np.zeros(len(programme.most))
    price[upper] = -solved.ineqlin.marginals[: upper.sum()]
    price[lower] += solved.ineqlin.marginals[upper.sum() :]
    return solved.x, -float(solved.fun), price


@contextmanager
def _standard_output_kept_clean() -> Iterator[None]:
    """The solver prints remarks from C; standard output belongs to the command's document."""
    try:
        kept = os.dup(1)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _buyable(problem: Problem) -> np.ndarray:
    """(U, K) what is worth its while at all, or may be needed to fulfil a condition."""
    worth = problem.value > 0
    if problem.learning is not None:
        first = np.array([steps[0][1] if steps else 0.0 for steps in problem.learning.steps])
        worth |= problem.learning.information * first > 0
    for agency, least in (problem.least_by_agency or {}).items():
        worth[problem.agency == agency] |= least > 0
    worth &= np.isfinite(problem.value) & (problem.seat_cost <= problem.budget)
    for unit, topic, _ in problem.needed:
        worth[unit, topic] = True
    return worth


def _most_rewarding(problem: Problem, buyable: np.ndarray) -> np.ndarray:
    """All that is buyable or, where that is very much, what brings most for a rupiah."""
    full = problem.staff[:, None] * np.maximum(problem.seat_cost, 1)
    if not full.size:
        return buyable
    some = max(CANDIDATES_KEPT, int(TIMES_WHAT_THE_BUDGET_BUYS * problem.budget / np.median(full)))
    if buyable.sum() <= some:
        return buyable
    rates = np.where(buyable, problem.value / full, -np.inf)
    cut = np.partition(rates.reshape(-1), -some)[-some]
    kept = np.asarray(buyable & (rates >= cut))
    for agency in problem.least_by_agency or {}:
        kept |= buyable & (problem.agency == agency)[:, None]
    for unit, topic, _ in problem.needed:
        kept[unit, topic] = True
    return kept
