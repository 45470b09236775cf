"""Whole seats from the relaxed programme: for many units nearly as good as any plan can be."""

import numpy as np

from ml.panel import FloatArray, IntArray
from ml.programme import Problem


def worth_of(problem: Problem, seats: IntArray) -> float:
    """What seats (U, K) are worth: gains, less what a unit would have twice, and learning."""
    dose = seats / problem.staff[:, None]
    held = seats > 0
    worth = float((problem.value[held] * dose[held]).sum())
    for unit in np.flatnonzero(held.sum(axis=1) > 1):
        own = np.flatnonzero(held[unit])
        both = np.maximum(dose[unit, own][:, None] + dose[unit, own] - 1, 0.0)
        lost = problem.overlap[unit][np.ix_(own, own)] * both
        worth -= float(np.triu(lost, 1).sum())
    return worth + _taught(problem, dose)


def _taught(problem: Problem, dose: FloatArray) -> float:
    if problem.learning is None:
        return 0.0
    worth = 0.0
    gathered = (problem.learning.information * dose).sum(axis=0)
    for information, steps in zip(gathered, problem.learning.steps, strict=True):
        left = float(information)
        for width, slope in steps:
            worth += slope * min(left, width)
            left = max(left - width, 0.0)
    return worth


def rounded(
    problem: Problem, unit: IntArray, topic: IntArray, wanted: FloatArray
) -> IntArray | None:
    """Whole seats near the `wanted` ones of each candidate; None where a condition is missed.

    Full trainings are taken in the order of how fully they are wanted, then what is left of the
    budget goes to what brings most for a rupiah.
    """
    seats = np.zeros(problem.value.shape, dtype=np.int64)
    for u, k, least in problem.needed:
        seats[u, k] = least
    share = wanted / problem.staff[unit]
    cost = np.maximum(problem.seat_cost[topic], 1) * problem.staff[unit]
    rate = np.where(np.isfinite(problem.value[unit, topic]), problem.value[unit, topic], 0) / cost
    order = np.lexsort((-rate, -np.round(share, 6)))
    _fill(problem, seats, unit, topic, order, np.floor(wanted + 1e-6).astype(np.int64))
    # What the relaxed programme buys in parts or not at all may be bought whole with what is left.
    some = np.flatnonzero(rate > 0)
    _fill(problem, seats, unit, topic, some[np.argsort(-rate[some])], problem.ceiling[unit, topic])
    return seats if _keeps_conditions(problem, seats) else None


def filled(
    problem: Problem, seats: IntArray, unit: IntArray, topic: IntArray, first: np.ndarray
) -> IntArray | None:
    """Full trainings in the order given: those marked in `first` (U, K), then others for units that
    have none. None where a condition is missed.
    """
    wanted = np.flatnonzero(first[unit, topic])
    most = problem.ceiling[unit, topic]
    _fill(problem, seats, unit, topic, wanted, most)
    idle = np.asarray(seats.sum(axis=1) == 0)
    free = np.flatnonzero(idle[unit] & ~first[unit, topic])
    _fill(problem, seats, unit, topic, free, most)
    return seats if _keeps_conditions(problem, seats) else None


def _fill(
    problem: Problem,
    seats: IntArray,
    unit: IntArray,
    topic: IntArray,
    order: IntArray,
    most: IntArray,
) -> None:
    """Raise seats in that order up to `most`, as far as budget, seats and units allow."""
    left = problem.budget - int((seats * problem.seat_cost).sum())
    places = np.inf if problem.max_seats is None else problem.max_seats - int(seats.sum())
    held = (seats > 0).sum(axis=1)
    for i in order:
        u, k = int(unit[i]), int(topic[i])
        price, now = int(problem.seat_cost[k]), int(seats[u, k])
        if now == 0 and held[u] >= problem.max_per_unit:
            continue
        more = min(int(most[i]) - now, places, left // price if price else int(most[i]))
        if more < 1:
            continue
        held[u] += now == 0
        seats[u, k] += int(more)
        left -= int(more) * price
        places -= more


def _keeps_conditions(problem: Problem, seats: IntArray) -> bool:
    spent = (seats * problem.seat_cost).sum(axis=1)
    shares = problem.least_by_agency or {}
    return (
        int(spent.sum()) <= problem.budget
        and (problem.max_seats is None or int(seats.sum()) <= problem.max_seats)
        and bool(((seats > 0).sum(axis=1) <= problem.max_per_unit).all())
        and all(int(spent[problem.agency == a].sum()) >= least for a, least in shares.items())
    )
