"""What each unit would take at given prices: a bound on every plan, and a plan close to it.

With a price on all that units share (rupiah, seats, what is learnt of a topic, what an agency must
get), each unit chooses for itself, and the sum of what the units gain beyond the prices bounds what
any plan can be worth (Lagrangian duality; Geoffrion 1974). Parts of a seat play no role: at fixed
prices a unit's best choice is always of whole trainings.
"""

from dataclasses import dataclass

import numpy as np

from ml.panel import FloatArray, IntArray
from ml.programme import Problem, Programme
from ml.rounding import filled

DEARER = np.geomspace(1.0, 3.0, 40)


@dataclass(frozen=True)
class Prices:
    """What a row of the programme costs: rupiah, seats, agencies' shares (at most 0), information.

    constant : what the prices are worth for what there is of each.
    """

    rupiah: float
    seat: float
    agency: FloatArray
    information: FloatArray
    constant: float


def prices_of(problem: Problem, programme: Programme, price: FloatArray) -> Prices:
    """The prices of a relaxed programme's rows, those of units left out."""
    agency = np.zeros(len(problem.staff))
    information = np.zeros(len(problem.seat_cost))
    rupiah = seat = constant = 0.0
    for (kind, which), row in programme.price_rows.items():
        own = float(price[row])
        if kind == "budget":
            rupiah = max(own, 0.0) / programme.cost_scale
            constant += rupiah * problem.budget
        elif kind == "seats":
            seat = max(own, 0.0)
            constant += seat * float(programme.most[row])
        elif kind == "agency":
            agency[problem.agency == which] = min(own, 0.0) / programme.cost_scale
            constant += min(own, 0.0) * float(programme.least[row])
        elif kind == "topic":
            information[which] = max(own, 0.0)
    if problem.learning is not None:
        for k, steps in enumerate(problem.learning.steps):
            constant += sum(width * max(slope - information[k], 0.0) for width, slope in steps)
    return Prices(rupiah, seat, agency, information, constant)


def beyond(problem: Problem, prices: Prices, dearer: float = 1.0) -> FloatArray:
    """(U, K) what a full training brings beyond the prices of all that it uses."""
    cost = problem.staff[:, None] * problem.seat_cost
    paid = (dearer * prices.rupiah + prices.agency[:, None]) * cost
    worth = problem.value - paid - prices.seat * problem.staff[:, None]
    if problem.learning is not None:
        worth = worth + prices.information * problem.learning.information
    return np.asarray(worth)


def chosen_at(problem: Problem, worth: FloatArray) -> tuple[FloatArray, np.ndarray]:
    """What each unit gains at most (U,) by what it takes (U, K): nothing, one training or two.

    Where a unit may have more than two, the gain counts the others as if nothing overlapped.
    """
    units, topics = worth.shape
    taken = np.zeros(worth.shape, dtype=bool)
    if not topics:
        return np.zeros(units), taken
    row = np.arange(units)
    first = worth.argmax(axis=1)
    best = worth[row, first]
    second = first
    if problem.max_per_unit > 1 and topics > 1:
        both = worth[:, :, None] + worth[:, None, :] - problem.overlap
        both[:, np.arange(topics), np.arange(topics)] = -np.inf
        flat = both.reshape(units, -1)
        pair = flat.argmax(axis=1)
        better = flat[row, pair] > best
        best = np.where(better, flat[row, pair], best)
        first = np.where(better, pair // topics, first)
        second = np.where(better, pair % topics, first)
    pays = best > 0
    taken[row[pays], first[pays]] = True
    taken[row[pays], second[pays]] = True
    gain = np.maximum(best, 0.0)
    more = min(problem.max_per_unit, topics) - 2
    if more > 0:
        gain = gain + np.sort(np.maximum(worth, 0.0), axis=1)[:, -more:].sum(axis=1)
    return gain, taken


def bound_of(problem: Problem, prices: Prices, worth: FloatArray, gain: FloatArray) -> float:
    """What no plan is worth more than."""
    forced = sum(
        min(float(worth[u, k]), 0.0) * seats / float(problem.staff[u])
        for u, k, seats in problem.needed
    )
    return prices.constant + float(gain.sum()) + forced


def within_budget(problem: Problem, prices: Prices, buyable: np.ndarray) -> IntArray | None:
    """Whole seats that the units would take, at a rupiah just dear enough for the budget.

    None where a condition is missed.
    """
    cost = problem.staff[:, None] * problem.seat_cost
    staff = np.broadcast_to(problem.staff[:, None], cost.shape)
    worth = np.where(buyable, beyond(problem, prices), -np.inf)
    taken = np.zeros(cost.shape, dtype=bool)
    for dearer in DEARER:
        now = np.where(buyable, beyond(problem, prices, float(dearer)), -np.inf)
        _, taken = chosen_at(problem, now)
        seats = int((taken * staff).sum())
        if (taken * cost).sum() <= problem.budget and seats <= (problem.max_seats or seats):
            break
    else:
        return None
    wanted = np.zeros(cost.shape, dtype=np.int64)
    for u, k, least in problem.needed:
        wanted[u, k] = least
    # What is left of the budget goes to what brings most beyond its price for a rupiah.
    rate = np.where(np.isfinite(worth), worth, -np.inf) / np.maximum(cost, 1)
    rest = np.argsort(-np.where(taken, np.inf, rate), axis=None, kind="stable")
    some = rest[: int(np.isfinite(rate).sum())]
    unit, topic = np.unravel_index(some, cost.shape)
    return filled(problem, wanted, unit, topic, taken)
