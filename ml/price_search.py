"""A plan for very many units: prices of what they share, found by cutting planes, and whole seats.

At given prices each unit chooses for itself (ml.unit_choices), and what the choices come to is a
cut into the curve of all bounds: the least bound that all cuts so far allow names the next prices,
not far from the best ones (Kelley 1960, kept near as in du Merle and others 1999). Units are cut in
groups, so that few rounds are needed. In the end each group mixes some of its choices; its units
are dealt out among them, which leaves nearly every unit with a whole choice of its own.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_array, vstack

from ml.panel import FloatArray, IntArray
from ml.programme import Problem
from ml.rounding import filled, worth_of
from ml.unit_choices import Prices, beyond, bound_of, chosen_at

ROUNDS = 120
GROUPS = 200
CLOSE = 3e-4
DEALS = 8
WIDEST = 2.0
DEAREST = 20.0
"""Most that a rupiah may cost, as a multiple of what it costs where nothing is learnt."""


@dataclass
class _Cuts:
    """The least bound that is still possible: prices first, then pieces of learning, then groups.

    scale : (J,) what a price of 1 stands for; rupiah, seat, agencies, topics in this order.
    """

    problem: Problem
    scale: FloatArray
    agencies: tuple[int, ...]
    pieces: tuple[tuple[int, float, float], ...]
    group: IntArray
    rows: list[csr_array] = field(default_factory=list)
    least: list[FloatArray] = field(default_factory=list)
    choices: list[np.ndarray] = field(default_factory=list)


def priced_plan(problem: Problem, buyable: np.ndarray) -> tuple[IntArray | None, float, float]:
    """Whole seats (U, K), what they are worth, and what no plan is worth more than.

    None where no plan that keeps all conditions was found. For at most two trainings a unit.
    """
    cuts = _no_cuts(problem, buyable)
    at = best = _first_prices(cuts)
    bound, reach = np.inf, WIDEST / 4
    solved: OptimizeResult | None = None
    for _ in range(ROUNDS):
        prices = _prices(cuts, at)
        worth = np.where(buyable, beyond(problem, prices), -np.inf)
        gain, taken = chosen_at(problem, worth)
        found = bound_of(problem, prices, worth, gain)
        reach = min(1.5 * reach, WIDEST) if found < bound else 0.6 * reach
        if found < bound:
            bound, best = found, at
        _cut(cuts, at, gain, taken)
        solved = _least_possible(cuts, best, reach)
        if solved.x is None or bound - float(solved.fun) <= CLOSE * abs(bound):
            break
        at = np.maximum(solved.x[: len(at)], 0.0)
    if solved is None or solved.x is None:
        return None, -np.inf, bound
    plans = [_dealt(cuts, solved, best, buyable, seed) for seed in range(DEALS)]
    worths = [-np.inf if plan is None else worth_of(problem, plan) for plan in plans]
    first = int(np.argmax(worths))
    return plans[first], worths[first], bound


def _no_cuts(problem: Problem, buyable: np.ndarray) -> _Cuts:
    cost = np.maximum(problem.staff[:, None] * problem.seat_cost, 1).astype(np.float64)
    rate = np.where(buyable, np.maximum(problem.value, 0.0) / cost, 0.0).reshape(-1)
    order = np.argsort(-rate, kind="stable")
    spent = np.cumsum(cost.reshape(-1)[order])
    last = min(int(np.searchsorted(spent, problem.budget)), len(order) - 1)
    rupiah = max(float(rate[order[last]]), 1e-9)
    seat = rupiah * float(np.median(np.maximum(problem.seat_cost, 1)))
    agencies = tuple(problem.least_by_agency or {})
    steps = problem.learning.steps if problem.learning is not None else ()
    slopes = [max((slope for _, slope in own), default=0.0) for own in steps]
    pieces = tuple((k, width, slope) for k, own in enumerate(steps) for width, slope in own)
    scale = np.array([rupiah, seat, *[rupiah] * len(agencies), *np.maximum(slopes, 1e-9)])
    group = np.arange(len(problem.staff)) % GROUPS
    return _Cuts(problem, scale, agencies, pieces, group)


def _first_prices(cuts: _Cuts) -> FloatArray:
    learning = len(cuts.scale) - 2 - len(cuts.agencies)
    return np.array([1.0, 0.0, *[0.0] * len(cuts.agencies), *[0.5] * learning])


def _prices(cuts: _Cuts, at: FloatArray) -> Prices:
    problem, price = cuts.problem, at * cuts.scale
    topics = 2 + len(cuts.agencies)
    agency = np.zeros(len(problem.staff))
    constant = price[0] * problem.budget + price[1] * (problem.max_seats or 0)
    for which, own in zip(cuts.agencies, price[2:topics], strict=True):
        agency[problem.agency == which] = -own
        constant -= own * (problem.least_by_agency or {})[which]
    information = price[topics:] if len(price) > topics else np.zeros(len(problem.seat_cost))
    constant += sum(width * max(slope - information[k], 0.0) for k, width, slope in cuts.pieces)
    seat = float(price[1]) if problem.max_seats is not None else 0.0
    return Prices(float(price[0]), seat, agency, information, float(constant))


def _used(cuts: _Cuts, taken: np.ndarray) -> FloatArray:
    """(U, J) what each unit's choice takes of everything that has a price."""
    problem = cuts.problem
    seats = (taken * problem.staff[:, None]).sum(axis=1)
    rupiah = (taken * problem.staff[:, None] * problem.seat_cost).sum(axis=1)
    given = [-np.where(problem.agency == which, rupiah, 0) for which in cuts.agencies]
    limited = seats if problem.max_seats is not None else np.zeros(len(seats))
    used = np.column_stack([rupiah, limited, *given]).astype(np.float64)
    if problem.learning is None:
        return used
    return np.hstack([used, -np.where(taken, problem.learning.information, 0.0)])


def _cut(cuts: _Cuts, at: FloatArray, gain: FloatArray, taken: np.ndarray) -> None:
    """What the groups gain is at least what these choices bring, whatever the prices."""
    used = _used(cuts, taken) * cuts.scale
    first = 1 + int(cuts.group.max())
    slope = np.zeros((first, len(at)))
    np.add.at(slope, cuts.group, -used)
    whole = np.zeros(first)
    np.add.at(whole, cuts.group, gain + used @ at)
    rest = np.zeros((first, len(cuts.pieces)))
    cuts.rows.append(csr_array(np.hstack([slope, rest, -np.eye(first)])))
    cuts.least.append(-whole)
    cuts.choices.append(taken)


def _least_possible(cuts: _Cuts, best: FloatArray, reach: float) -> OptimizeResult:
    """The prices near the best ones at which the cuts allow the least bound."""
    problem, many, pieces = cuts.problem, len(best), len(cuts.pieces)
    groups = len(cuts.least[0])
    width = many + pieces + groups
    topics = 2 + len(cuts.agencies)
    of_learning = np.zeros((pieces, width))
    for i, (k, _, _) in enumerate(cuts.pieces):
        of_learning[i, topics + k] = -cuts.scale[topics + k]
        of_learning[i, many + i] = -1.0
    shares = [-(problem.least_by_agency or {})[which] for which in cuts.agencies]
    limits = np.array([problem.budget, problem.max_seats or 0, *shares], dtype=np.float64)
    worth = np.concatenate(
        [
            limits * cuts.scale[:topics],
            np.zeros(many - topics),
            [piece_width for _, piece_width, _ in cuts.pieces],
            np.ones(groups),
        ]
    )
    dearest = np.concatenate([np.full(topics, DEAREST), np.ones(many - topics)])
    lower = np.concatenate([np.maximum(best - reach, 0.0), np.zeros(width - many)])
    upper = np.concatenate([np.minimum(best + reach, dearest), np.full(width - many, np.inf)])
    return linprog(
        worth,
        A_ub=vstack([csr_array(of_learning), *cuts.rows]),
        b_ub=np.concatenate([[-slope for _, _, slope in cuts.pieces], *cuts.least]),
        bounds=np.column_stack([lower, upper]),
    )


def _dealt(
    cuts: _Cuts, solved: OptimizeResult, best: FloatArray, buyable: np.ndarray, seed: int
) -> IntArray | None:
    """Seats where each group's units are dealt out among its choices by their weights."""
    problem = cuts.problem
    weight = np.maximum(-solved.ineqlin.marginals[len(cuts.pieces) :], 0.0)
    weight = weight.reshape(len(cuts.choices), -1).T
    up_to = (weight / np.maximum(weight.sum(axis=1, keepdims=True), 1e-12)).cumsum(axis=1)
    taken = np.zeros(buyable.shape, dtype=bool)
    rng = np.random.default_rng(seed)
    for which, shares in enumerate(up_to):
        own = rng.permutation(np.flatnonzero(cuts.group == which))
        places = np.searchsorted(shares, (np.arange(len(own)) + 0.5) / len(own))
        for unit, place in zip(own, np.minimum(places, len(shares) - 1), strict=True):
            taken[unit] = cuts.choices[int(place)][unit]
    cost = np.maximum(problem.staff[:, None] * problem.seat_cost, 1)
    worth = np.where(buyable, beyond(problem, _prices(cuts, best)), -np.inf)
    rate = np.where(buyable, worth / cost, -np.inf)
    promised = _shares_kept(problem, taken, rate)
    order = np.lexsort((-rate.reshape(-1), ~taken.reshape(-1), ~promised.reshape(-1)))
    order = order[: int(buyable.sum())]
    unit, topic = np.unravel_index(order, buyable.shape)
    wanted = np.zeros(buyable.shape, dtype=np.int64)
    for u, k, seats in problem.needed:
        wanted[u, k] = seats
    return filled(problem, wanted, unit, topic, taken)


def _shares_kept(problem: Problem, taken: np.ndarray, rate: FloatArray) -> np.ndarray:
    """(U, K) what agencies get of their shares, to be bought first; adds to `taken` what is short.

    The mixture keeps the shares; whole choices may miss one by a training.
    """
    promised = np.zeros(taken.shape, dtype=bool)
    cost = problem.staff[:, None] * problem.seat_cost
    for which, least in (problem.least_by_agency or {}).items():
        own = problem.agency == which
        short = least - float((taken * cost)[own].sum())
        idle = np.flatnonzero(own & ~taken.any(axis=1))
        topic = rate[idle].argmax(axis=1)
        for i in np.argsort(-rate[idle, topic], kind="stable"):
            if short <= 0 or not np.isfinite(rate[idle[i], topic[i]]):
                break
            taken[idle[i], topic[i]] = True
            short -= float(cost[idle[i], topic[i]])
        promised[own] = taken[own]
    return promised
