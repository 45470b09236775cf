"""What a plan must keep to, and what was chosen within it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ml.panel import IntArray
from ml.plan import ChosenBy


@dataclass(frozen=True)
class Rules:
    """What a plan must keep to; units and topics by their place in the sorted panel.

    forbidden : (unit, topic) never planned unless needed; None stands for every unit or topic.
    capped : unit, topic, seats that may not be exceeded.
    most_learning : share of the budget that lines chosen only to learn may cost, 1 for no limit.
    """

    budget: int
    max_seats: int | None
    max_per_unit: int
    needed: tuple[tuple[int, int, int], ...] = ()
    least_by_agency: Mapping[int, int] | None = None
    forbidden: tuple[tuple[int | None, int | None], ...] = ()
    capped: tuple[tuple[int, int, int], ...] = ()
    most_learning: float = 1.0


@dataclass(frozen=True)
class Choice:
    """Seats (U, K), why each is there, and what was drawn by lot against whom.

    useless : (K,) topics that were tried without visible effect, so that none of them is planned.
    exploration_rupiah : cost of what is there only to learn; forgone : expected gain that it takes.
    """

    seats: IntArray
    chosen_by: dict[tuple[int, int], ChosenBy]
    drawn_against: dict[tuple[int, int], int]
    useless: np.ndarray
    gap: float
    exploration_rupiah: int
    forgone: float
