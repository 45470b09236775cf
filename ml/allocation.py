"""The best use of a budget: which seats for whom, solved as a mixed integer programme to a proven gap."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from ml.panel import FloatArray, IntArray

PROVEN_GAP = 0.005
SOLVED_TO = 0.003
SECONDS = 20.0
CANDIDATES_KEPT = 1500


@dataclass(frozen=True)
class Learning:
    """What a plan teaches: worth of information on each topic, concave in the information gathered.

    information : (U, K) information on the topic's strength that training all of a unit would bring.
    steps : for each topic (width, worth per unit of information) of one linear piece after another.
    """

    information: FloatArray
    steps: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True)
class Problem:
    """A budget and everything it could be spent on; U units, K topics.

    value : (U, K) gain of training all staff; at most 0 is never bought.
    overlap : (U, K, K) gain lost when a unit has both trainings in full, symmetric.
    staff : (U,) seats of a full training; seat_cost : (K,) rupiah.
    needed : unit, topic, seats that must be in. least_by_agency : agency -> rupiah that must be spent there.
    """

    value: FloatArray
    overlap: FloatArray
    staff: IntArray
    seat_cost: IntArray
    agency: IntArray
    budget: int
    max_seats: int | None
    max_per_unit: int
    needed: tuple[tuple[int, int, int], ...] = ()
    least_by_agency: Mapping[int, int] | None = None
    learning: Learning | None = None


@dataclass(frozen=True)
class Allocation:
    """Seats (U, K), what they are worth, and the share by which no other plan can be better."""

    seats: IntArray
    worth: float
    gap: float


def allocate(problem: Problem) -> Allocation:
    """The best seats; raises ValueError when what must be in does not fit."""
    nothing = np.zeros(problem.value.shape, dtype=np.int64)
    unit, topic = _candidates(problem)
    if not len(unit):
        return Allocation(nothing, 0.0, 0.0)
    programme = _programme(problem, unit, topic)
    with _standard_output_kept_clean():
        solved = milp(
            -programme.objective,
            integrality=programme.integrality,
            bounds=Bounds(programme.lower, programme.upper),
            constraints=LinearConstraint(programme.matrix, programme.least, programme.most),
            options={"mip_rel_gap": SOLVED_TO, "time_limit": SECONDS},
        )
    if solved.x is None:
        raise ValueError(
            "the required trainings and shares do not fit the budget, the seats and the trainings per unit"
        )
    seats = nothing
    taken = np.rint(solved.x[: len(unit)]).astype(np.int64)
    seats[unit, topic] = taken
    worth = -float(solved.fun)
    bound = -float(solved.mip_dual_bound)
    if len(unit) < _buyable(problem).sum():
        bound = max(bound, _price_bound(problem))
    return Allocation(seats, worth, max(0.0, bound - worth) / max(bound, 1e-9))


@contextmanager
def _standard_output_kept_clean() -> Iterator[None]:
    """The solver prints remarks from C; standard output belongs to the command's document."""
    try:
        kept = os.dup(1)
    except OSError:
        yield
        return
    try:
        os.dup2(2, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


@dataclass(frozen=True)
class _Programme:
    objective: FloatArray
    integrality: IntArray
    lower: FloatArray
    upper: FloatArray
    matrix: csr_array
    least: FloatArray
    most: FloatArray


def _buyable(problem: Problem) -> np.ndarray:
    """(U, K) what is worth its while at all, or must be in."""
    worth = problem.value > 0
    if problem.learning is not None:
        first = np.array([steps[0][1] if steps else 0.0 for steps in problem.learning.steps])
        worth |= problem.learning.information * first > 0
    worth &= problem.seat_cost <= problem.budget
    for unit, topic, _ in problem.needed:
        worth[unit, topic] = True
    return worth


def _rates(problem: Problem) -> FloatArray:
    """(U, K) the most that a rupiah can bring, learning included."""
    most = np.maximum(problem.value, 0.0)
    if problem.learning is not None:
        for k, steps in enumerate(problem.learning.steps):
            left = problem.learning.information[:, k]
            for width, slope in steps:
                used = np.minimum(left, width)
                most[:, k] += slope * used
                left = left - used
    return np.asarray(most / (problem.staff[:, None] * np.maximum(problem.seat_cost, 1.0)))


def _candidates(problem: Problem) -> tuple[IntArray, IntArray]:
    """The units and topics that the programme weighs: all, or the most rewarding where there are very many."""
    buyable = _buyable(problem)
    if buyable.sum() > CANDIDATES_KEPT:
        rates = np.where(buyable, _rates(problem), -1.0)
        cut = np.partition(rates.reshape(-1), -CANDIDATES_KEPT)[-CANDIDATES_KEPT]
        kept = buyable & (rates >= cut)
        for agency in problem.least_by_agency or {}:
            own = np.flatnonzero(problem.agency == agency)
            order = np.argsort(-rates[own].max(axis=1), kind="stable")[:50]
            kept[own[order]] |= buyable[own[order]] & (rates[own[order]] > 0)
        for needed_unit, needed_topic, _ in problem.needed:
            kept[needed_unit, needed_topic] = True
        buyable = kept
    unit, topic = np.nonzero(buyable)
    return unit.astype(np.int64), topic.astype(np.int64)


class _Rows:
    """Collects the rows of a sparse matrix with their least and most."""

    def __init__(self) -> None:
        self.row: list[IntArray] = []
        self.column: list[IntArray] = []
        self.weight: list[FloatArray] = []
        self.least: list[float] = []
        self.most: list[float] = []

    def add(
        self,
        column: Sequence[int] | IntArray,
        weight: Sequence[float] | FloatArray,
        least: float,
        most: float,
    ) -> None:
        self.column.append(np.asarray(column, dtype=np.int64))
        self.weight.append(np.asarray(weight, dtype=np.float64))
        self.row.append(np.full(len(self.column[-1]), len(self.least), dtype=np.int64))
        self.least.append(least)
        self.most.append(most)

    def matrix(self, columns: int) -> csr_array:
        parts = (
            np.concatenate(self.weight),
            (np.concatenate(self.row), np.concatenate(self.column)),
        )
        return csr_array(parts, shape=(len(self.least), columns))


def _programme(problem: Problem, unit: IntArray, topic: IntArray) -> _Programme:
    """Columns: seats, taken or not, overlaps inside a unit, pieces of learning."""
    many = len(unit)
    staff = problem.staff[unit].astype(np.float64)
    cost = problem.seat_cost[topic].astype(np.float64)
    first, second = _overlapping(problem, unit, topic)
    steps = problem.learning.steps if problem.learning is not None else ()
    pieces = [(k, width, slope) for k, own in enumerate(steps) for width, slope in own]
    at_overlap, at_piece = 2 * many, 2 * many + len(first)
    columns = at_piece + len(pieces)
    rows = _Rows()
    for i in range(many):
        rows.add([i, many + i], [1.0, -staff[i]], -np.inf, 0.0)
        rows.add([i, many + i], [1.0, -1.0], 0.0, np.inf)
    for u in np.unique(unit):
        own = np.flatnonzero(unit == u)
        if len(own) > problem.max_per_unit:
            rows.add(many + own, np.ones(len(own)), 0.0, problem.max_per_unit)
    scale = max(float(cost.max()), 1.0)
    rows.add(np.arange(many), cost / scale, 0.0, problem.budget / scale)
    if problem.max_seats is not None:
        rows.add(np.arange(many), np.ones(many), 0.0, problem.max_seats)
    for agency, least in (problem.least_by_agency or {}).items():
        own = np.flatnonzero(problem.agency[unit] == agency)
        rows.add(own, cost[own] / scale, least / scale, np.inf)
    for w, (i, j) in enumerate(zip(first, second, strict=True)):
        rows.add([at_overlap + w, i, j], [1.0, -1 / staff[i], -1 / staff[j]], -1.0, np.inf)
    for k in {k for k, _, _ in pieces}:
        own = np.flatnonzero(topic == k)
        assert problem.learning is not None
        taught = -problem.learning.information[unit[own], k] / staff[own]
        at = [at_piece + p for p, piece in enumerate(pieces) if piece[0] == k]
        rows.add(
            np.concatenate([own, at]), np.concatenate([taught, np.ones(len(at))]), -np.inf, 0.0
        )
    objective = np.concatenate(
        [
            problem.value[unit, topic] / staff,
            np.zeros(many),
            -problem.overlap[unit[first], topic[first], topic[second]],
            [slope for _, _, slope in pieces],
        ]
    )
    lower = np.zeros(columns)
    upper = np.concatenate(
        [staff, np.ones(many), np.ones(len(first)), [width for _, width, _ in pieces]]
    )
    place = {(int(u), int(k)): i for i, (u, k) in enumerate(zip(unit, topic, strict=True))}
    for u, k, seats in problem.needed:
        lower[place[u, k]], lower[many + place[u, k]] = seats, 1.0
    integrality = np.concatenate([np.ones(2 * many), np.zeros(columns - 2 * many)])
    return _Programme(
        objective,
        integrality,
        lower,
        upper,
        rows.matrix(columns),
        np.array(rows.least),
        np.array(rows.most),
    )


def _overlapping(problem: Problem, unit: IntArray, topic: IntArray) -> tuple[IntArray, IntArray]:
    """Pairs of candidates of one unit that take from the same problem."""
    if problem.max_per_unit < 2:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    first: list[int] = []
    second: list[int] = []
    start = 0
    for stop in [*(np.flatnonzero(np.diff(unit)) + 1), len(unit)]:
        own = topic[start:stop]
        shared = np.triu(problem.overlap[unit[start]][np.ix_(own, own)] > 0, 1)
        i, j = np.nonzero(shared)
        first.extend((start + i).tolist())
        second.extend((start + j).tolist())
        start = stop
    return np.array(first, dtype=np.int64), np.array(second, dtype=np.int64)


def _price_bound(problem: Problem) -> float:
    """No plan is worth more, whatever was left aside: the least over prices of a rupiah of what everything would bring beyond its price."""
    rates = np.sort(np.unique(np.where(_buyable(problem), _rates(problem), 0.0)))[::-1]
    full = _rates(problem) * problem.staff[:, None] * problem.seat_cost
    cost = (problem.staff[:, None] * problem.seat_cost).astype(np.float64)
    best = np.inf
    for price in rates[np.unique(np.linspace(0, len(rates) - 1, 400).astype(int))]:
        beyond = np.sort(np.maximum(full - price * cost, 0.0), axis=1)[:, ::-1]
        best = min(best, price * problem.budget + beyond[:, : problem.max_per_unit].sum())
    return float(best)
