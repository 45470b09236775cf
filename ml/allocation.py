"""The best use of a budget: which seats for whom, solved to a proven gap."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import vstack

from ml.panel import FloatArray, IntArray
from ml.programme import Learning, Problem, Programme, programme_of

__all__ = ["Allocation", "Learning", "Problem", "allocate"]

SOLVED_TO = 0.003
SECONDS = 20.0
CANDIDATES_KEPT = 1500
TIMES_WHAT_THE_BUDGET_BUYS = 2
PRICING_ROUNDS = 4


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
    bound = np.inf
    for _ in range(PRICING_ROUNDS):
        if (kept == buyable).all():
            break
        bound, missed = _priced(problem, kept, buyable & ~kept)
        if not missed.any():
            break
        kept |= missed
    unit, topic = (place.astype(np.int64) for place in np.nonzero(kept))
    programme = programme_of(problem, unit, topic)
    with _standard_output_kept_clean():
        solved = milp(
            -programme.objective,
            integrality=programme.integrality,
            bounds=Bounds(programme.lower, programme.upper),
            constraints=LinearConstraint(programme.matrix, programme.least, programme.most),
            options={"mip_rel_gap": SOLVED_TO, "time_limit": SECONDS},
        )
    if solved.x is None:
        raise ValueError(NO_FIT)
    seats[unit, topic] = np.rint(solved.x[: len(unit)]).astype(np.int64)
    worth = -float(solved.fun)
    if (kept == buyable).all():
        bound = -float(solved.mip_dual_bound)
    return Allocation(seats, worth, max(0.0, bound - worth) / max(bound, 1e-9))


NO_FIT = "the required trainings and shares do not fit the budget, seats and trainings per unit"


def _priced(problem: Problem, kept: np.ndarray, others: np.ndarray) -> tuple[float, np.ndarray]:
    """A bound on the worth of any plan, and which trainings left aside might still improve it.

    The relaxed programme prices rupiah, seats, agencies, units and learning; what does not pay at
    these prices
    cannot raise the bound, and what does raises it by no more than it pays (linear programming
    duality).
    """
    unit, topic = (place.astype(np.int64) for place in np.nonzero(kept))
    programme = programme_of(problem, unit, topic)
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
    pays = np.where(others, _beyond_price(problem, programme, price), 0.0)
    pays[pays < 1e-7 * abs(solved.fun)] = 0.0
    return -float(solved.fun) + float(pays.clip(0).sum()), pays > 0


def _beyond_price(problem: Problem, programme: Programme, price: FloatArray) -> FloatArray:
    """(U, K) what a full training brings beyond the prices of all that it uses."""
    at = programme.price_rows
    scale = programme.cost_scale
    cost = problem.staff[:, None] * problem.seat_cost / scale
    beyond = np.where(np.isfinite(problem.value), problem.value, -np.inf)
    beyond = beyond - price[at["budget", 0]] * cost
    if ("seats", 0) in at:
        beyond = beyond - price[at["seats", 0]] * problem.staff[:, None]
    for (kind, which), row in at.items():
        if kind == "agency":
            own = problem.agency == which
            beyond[own] -= price[row] * cost[own]
        elif kind == "unit":
            beyond[which] -= price[row]
        elif kind == "topic" and problem.learning is not None:
            beyond[:, which] += price[row] * problem.learning.information[:, which]
    return np.asarray(beyond)


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
