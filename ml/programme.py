"""A budget problem written as a mixed integer programme: columns, rows, and where their prices
stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from ml.panel import FloatArray, IntArray


@dataclass(frozen=True)
class Learning:
    """What a plan teaches: worth of information on each topic, concave in the information gathered.

    information : (U, K) information on the topic's strength that training all of a unit would
    bring.
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
    needed : unit, topic, seats that must be in. least_by_agency : agency -> rupiah that must be
    spent there. most : (U, K) seats that may be bought at most, None for all the staff.
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
    most: IntArray | None = None

    @property
    def ceiling(self) -> IntArray:
        """(U, K) seats that can be bought at most: never more than there are staff."""
        full = np.broadcast_to(self.staff[:, None], self.value.shape)
        return full if self.most is None else np.minimum(full, self.most)


@dataclass(frozen=True)
class Programme:
    """Maximise objective @ x within lower <= x <= upper and least <= matrix @ x <= most.

    The first columns are seats, then whether a training is taken; price_rows : where the rows of
    budget, seats,
    agencies, topics (learning) and units stand, for reading their prices.
    """

    objective: FloatArray
    integrality: IntArray
    lower: FloatArray
    upper: FloatArray
    matrix: csr_array
    least: FloatArray
    most: FloatArray
    price_rows: Mapping[tuple[str, int], int]
    cost_scale: float


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


@dataclass(frozen=True)
class _Columns:
    """Candidates and where their columns stand: seats, taken or not, overlaps, pieces of learning.

    unit, topic, staff, cost : of each candidate, cost in rupiah a seat. first, second : pairs of
    candidates of a unit that overlap. pieces : topic, width and slope of each piece of learning.
    scale : money is counted in so many rupiah.
    """

    unit: IntArray
    topic: IntArray
    staff: FloatArray
    cost: FloatArray
    first: IntArray
    second: IntArray
    pieces: tuple[tuple[int, float, float], ...]
    scale: float

    @property
    def many(self) -> int:
        """How many candidates there are."""
        return len(self.unit)

    @property
    def at_overlap(self) -> int:
        """Where the overlaps begin."""
        return 2 * self.many

    @property
    def at_piece(self) -> int:
        """Where the pieces of learning begin."""
        return self.at_overlap + len(self.first)

    @property
    def all(self) -> int:
        """How many columns there are."""
        return self.at_piece + len(self.pieces)


def programme_of(problem: Problem, unit: IntArray, topic: IntArray) -> Programme:
    """Columns: seats, taken or not, overlaps inside a unit, pieces of learning."""
    columns = _columns_of(problem, unit, topic)
    rows = _Rows()
    priced: dict[tuple[str, int], int] = {}
    _seats_where_taken(columns, rows)
    _trainings_a_unit(problem, columns, rows, priced)
    _money_and_seats(problem, columns, rows, priced)
    _overlaps(columns, rows)
    _learning(problem, columns, rows, priced)
    lower, upper = _bounds(problem, columns)
    whole = 2 * columns.many
    return Programme(
        _worth(problem, columns),
        np.concatenate([np.ones(whole), np.zeros(columns.all - whole)]),
        lower,
        upper,
        rows.matrix(columns.all),
        np.array(rows.least),
        np.array(rows.most),
        priced,
        columns.scale,
    )


def _columns_of(problem: Problem, unit: IntArray, topic: IntArray) -> _Columns:
    cost = problem.seat_cost[topic].astype(np.float64)
    first, second = _overlapping(problem, unit, topic)
    steps = problem.learning.steps if problem.learning is not None else ()
    return _Columns(
        unit,
        topic,
        problem.staff[unit].astype(np.float64),
        cost,
        first,
        second,
        tuple((k, width, slope) for k, own in enumerate(steps) for width, slope in own),
        max(float(cost.max()), 1.0),
    )


def _seats_where_taken(columns: _Columns, rows: _Rows) -> None:
    """Seats only where a training is taken, and at least one there."""
    many = columns.many
    for i in range(many):
        rows.add([i, many + i], [1.0, -columns.staff[i]], -np.inf, 0.0)
        rows.add([i, many + i], [1.0, -1.0], 0.0, np.inf)


def _trainings_a_unit(
    problem: Problem, columns: _Columns, rows: _Rows, priced: dict[tuple[str, int], int]
) -> None:
    for u in np.unique(columns.unit):
        own = np.flatnonzero(columns.unit == u)
        if len(own) > problem.max_per_unit:
            priced["unit", int(u)] = len(rows.least)
            rows.add(columns.many + own, np.ones(len(own)), 0.0, problem.max_per_unit)


def _money_and_seats(
    problem: Problem, columns: _Columns, rows: _Rows, priced: dict[tuple[str, int], int]
) -> None:
    """The budget, all seats, and what each agency gets at least."""
    many, cost, scale = columns.many, columns.cost, columns.scale
    priced["budget", 0] = len(rows.least)
    rows.add(np.arange(many), cost / scale, 0.0, problem.budget / scale)
    if problem.max_seats is not None:
        priced["seats", 0] = len(rows.least)
        rows.add(np.arange(many), np.ones(many), 0.0, problem.max_seats)
    for agency, least in (problem.least_by_agency or {}).items():
        own = np.flatnonzero(problem.agency[columns.unit] == agency)
        priced["agency", agency] = len(rows.least)
        rows.add(own, cost[own] / scale, least / scale, np.inf)


def _overlaps(columns: _Columns, rows: _Rows) -> None:
    """What two trainings of a unit avoid twice, in proportion to their seats beyond one whole."""
    staff = columns.staff
    for w, (i, j) in enumerate(zip(columns.first, columns.second, strict=True)):
        column = [columns.at_overlap + w, i, j]
        rows.add(column, [1.0, -1 / staff[i], -1 / staff[j]], -1.0, np.inf)


def _learning(
    problem: Problem, columns: _Columns, rows: _Rows, priced: dict[tuple[str, int], int]
) -> None:
    """No more is learnt of a topic than its seats tell."""
    if problem.learning is None:
        return
    for k in sorted({k for k, _, _ in columns.pieces}):
        own = np.flatnonzero(columns.topic == k)
        taught = -problem.learning.information[columns.unit[own], k] / columns.staff[own]
        priced["topic", k] = len(rows.least)
        at = [columns.at_piece + p for p, piece in enumerate(columns.pieces) if piece[0] == k]
        rows.add(
            np.concatenate([own, at]), np.concatenate([taught, np.ones(len(at))]), -np.inf, 0.0
        )


def _worth(problem: Problem, columns: _Columns) -> FloatArray:
    """What each column adds to the plan."""
    unit, topic = columns.unit, columns.topic
    return np.concatenate(
        [
            problem.value[unit, topic] / columns.staff,
            np.zeros(columns.many),
            -problem.overlap[unit[columns.first], topic[columns.first], topic[columns.second]],
            [slope for _, _, slope in columns.pieces],
        ]
    )


def _bounds(problem: Problem, columns: _Columns) -> tuple[FloatArray, FloatArray]:
    """Least and most of each column; what must be in has its seats from below."""
    unit, topic, many = columns.unit, columns.topic, columns.many
    lower = np.zeros(columns.all)
    upper = np.concatenate(
        [
            problem.ceiling[unit, topic],
            np.ones(many),
            np.ones(len(columns.first)),
            [width for _, width, _ in columns.pieces],
        ]
    )
    place = {(int(u), int(k)): i for i, (u, k) in enumerate(zip(unit, topic, strict=True))}
    for u, k, seats in problem.needed:
        lower[place[u, k]], lower[many + place[u, k]] = seats, 1.0
    return lower, upper


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
