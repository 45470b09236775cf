"""Which months of which unit count as before, under the effect of which training, or neither."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from ml.panel import Delivery, FloatArray, OtherProgramme, Panel, month_of
from ml.turnover import leaving, still_there

WINDOW_MONTHS = 12


@dataclass(frozen=True)
class Exposure:
    """One unit's training in one topic, all its sessions of the chosen cycle taken together.

    topic : index of the topic; other programmes that are allowed for stand behind the topics.
    judged : False for sessions outside the chosen cycle, whose effect is only allowed for.
    during : (M,) bool, neither before nor after: from the start to a month after the end.
    active : (M,) bool, whole months from one month after an end up to the twelfth.
    late : (M,) bool, months beyond the window, where nobody says whether the effect still lasts.
    share : participants per staff, at most 1; there : (M,) part of them who have not left since.
    first_month : month in which the first session began, on the panel's axis (may be negative).
    """

    topic: int
    judged: bool
    unit: int
    during: np.ndarray
    active: np.ndarray
    late: np.ndarray
    share: float
    there: FloatArray
    first_month: int


def exposures(panel: Panel, cycle: tuple[date, date] | None) -> tuple[Exposure, ...]:
    """Every unit and topic with the months it touches; sessions outside `cycle` are not judged."""
    grouped: dict[tuple[int, int, bool], list[Delivery]] = {}
    for delivery in panel.deliveries:
        inside = cycle is None or cycle[0] <= delivery.start <= cycle[1]
        grouped.setdefault((delivery.topic, delivery.unit, inside), []).append(delivery)
    trained = tuple(
        _exposure(panel, topic, unit, inside, sessions)
        for (topic, unit, inside), sessions in sorted(grouped.items())
    )
    return trained + _allowed_for(panel)


def columns_of(panel: Panel) -> int:
    """How many things act in the panel: its topics, then the other programmes allowed for."""
    return len(panel.topics) + len(_names(panel))


def _names(panel: Panel) -> list[str]:
    return sorted({o.name for o in panel.other_programmes if o.handling == "allowed for"})


def _allowed_for(panel: Panel) -> tuple[Exposure, ...]:
    """Other programmes whose change is estimated beside the trainings', one column a name."""
    axis, names = np.array(panel.months), _names(panel)
    found = []
    for other in panel.other_programmes:
        if other.handling != "allowed for":
            continue
        first, last = _months_of(other)
        active, late = (axis >= first) & (axis <= last), axis > last
        found.append(
            Exposure(
                len(panel.topics) + names.index(other.name),
                False,
                other.unit,
                np.zeros(len(axis), dtype=bool),
                active,
                late,
                1.0,
                np.ones(len(axis)),
                first - panel.months[0],
            )
        )
    return tuple(found)


def _months_of(other: OtherProgramme) -> tuple[int, float]:
    return month_of(other.start), np.inf if other.end is None else month_of(other.end)


def left_out_months(panel: Panel) -> np.ndarray:
    """(U, M) bool: months of units under another programme that is to be left out."""
    axis = np.array(panel.months)
    out = np.zeros((len(panel.unit_codes), len(axis)), dtype=bool)
    for other in panel.other_programmes:
        if other.handling == "excluded":
            first, last = _months_of(other)
            out[other.unit] |= (axis >= first) & (axis <= last)
    return out


def _exposure(
    panel: Panel, topic: int, unit: int, judged: bool, sessions: list[Delivery]
) -> Exposure:
    axis = np.array(panel.months)
    during = np.zeros(len(axis), dtype=bool)
    active = during.copy()
    after = during.copy()
    people = 0
    first = min(month_of(s.start) for s in sessions)
    for session in sessions:
        begin, end = month_of(session.start), month_of(session.end)
        # A training that ends in the first week leaves next month almost whole; later it does not.
        settled = end + 1 if session.end.day <= 7 else end + 2
        during |= (axis >= begin) & (axis < settled)
        active |= (axis >= settled) & (axis <= end + WINDOW_MONTHS)
        after |= axis > end
        people += session.participants
    # A later session does not undo what an earlier one has begun.
    during &= ~active
    late = after & ~active & ~during
    share = min(1.0, people / max(1, int(panel.staff[unit])))
    ended = min(month_of(s.end) for s in sessions)
    there = still_there((axis - ended).astype(np.float64), float(leaving(panel)[unit]))
    return Exposure(
        topic, judged, unit, during, active, late, share, there, first - panel.months[0]
    )


def usable_months(observed: np.ndarray, trained: Iterable[Exposure]) -> np.ndarray:
    """(U, M) bool: observed, and not in the middle of a training."""
    usable = observed.copy()
    for exposure in trained:
        usable[exposure.unit] &= ~exposure.during
    return usable


def untrained_months(panel: Panel, trained: Iterable[Exposure]) -> np.ndarray:
    """(U, M) bool: months of a unit before its first training in anything."""
    axis = np.arange(len(panel.months))
    before = np.ones((len(panel.unit_codes), len(axis)), dtype=bool)
    for exposure in trained:
        before[exposure.unit] &= axis < exposure.first_month
    return before


def shares(trained: Iterable[Exposure], months: int) -> FloatArray:
    """(L, M) share of staff that was trained and is still there, one row per exposure."""
    rows = [exposure.share * exposure.there for exposure in trained]
    return np.array(rows, dtype=np.float64).reshape(-1, months)
