"""What the estimators and the planner see of a province: counts per unit and month, and who was
trained.

Plain arrays, so that a simulated province and a real database give the same thing to the same code.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

ELEMENTS: tuple[str, ...] = (
    "requirements",
    "procedure",
    "time",
    "cost",
    "product",
    "competence",
    "conduct",
    "facilities",
    "complaint_handling",
)
"""The nine elements (unsur) in the questionnaire's order u1..u9 (PermenPANRB 14/2017)."""

LABELS: tuple[str, ...] = (
    "requirements",
    "procedure",
    "time",
    "cost",
    "product",
    "competence",
    "conduct",
    "complaint_handling",
    "facilities",
    "digital",
    "integrity",
)
"""The eleven complaint labels; the first nine carry the names of the elements."""

UNTRAINABLE: frozenset[str] = frozenset({"integrity", "facilities", "cost"})
"""Labels that never create a training need, whatever a topic claims to address."""


@dataclass(frozen=True)
class Topic:
    """A training topic (materi) with what it addresses and what a seat costs."""

    code: str
    addresses: tuple[str, ...]
    cost_per_seat_rupiah: int
    max_seats: int
    hours_jp: int = 0


@dataclass(frozen=True)
class Delivery:
    """Seats of one training taken by one unit; `end` is the training's last day."""

    topic: int
    unit: int
    start: date
    end: date
    participants: int


@dataclass(frozen=True)
class OtherProgramme:
    """Something else that came to a unit, such as another agency's training or a new building.

    end : its last day, None where it goes on or its results stay.
    handling : "excluded" leaves the unit's months from start to end out of every comparison;
        "allowed for" keeps them and estimates the change that all programmes of one name brought.
    """

    name: str
    unit: int
    start: date
    end: date | None
    handling: Literal["excluded", "allowed for"] = "excluded"


@dataclass(frozen=True)
class Panel:
    """Counts of U units over M consecutive months.

    unit_codes : U codes.
    agency : (U,) index of the agency that the unit belongs to.
    staff : (U,) everyone who serves there, at least 1.
    visits_per_year : (U,) citizens served a year; nan where unknown.
    months : (M,) calendar months as year * 12 + month - 1, ascending without gaps.
    answers : (U, M, 9, 4) how often each element was answered 1, 2, 3, 4.
    respondents : (U, M) responses with at least one element answered.
    commented : (U, M) responses whose comment has been labelled.
    problems : (U, M, 11) responses whose comment is a complaint or suggestion with that label.
    topics : the T topics that can be planned.
    deliveries : what was held, imported history included.
    leaving_per_year : (U,) share of the staff that leaves within a year, 0 to 1; nan where unknown,
        None where nobody knows any.
    other_programmes : what else came to single units.
    """

    unit_codes: tuple[str, ...]
    agency: IntArray
    staff: IntArray
    visits_per_year: FloatArray
    months: tuple[int, ...]
    answers: IntArray
    respondents: IntArray
    commented: IntArray
    problems: FloatArray
    topics: tuple[Topic, ...]
    deliveries: tuple[Delivery, ...]
    leaving_per_year: FloatArray | None = None
    other_programmes: tuple[OtherProgramme, ...] = ()


def month_of(day: date) -> int:
    """The month of a day on the panel's scale: year * 12 + month - 1."""
    return day.year * 12 + day.month - 1
