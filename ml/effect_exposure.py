"""Which months of which unit count as before, under the effect of which training, or neither."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from ml.panel import Delivery, FloatArray, Panel, month_of

WINDOW_MONTHS = 12


@dataclass(frozen=True)
class Exposure:
    """One unit's training in one topic, all its sessions of the chosen cycle taken together.

    topic : index of the topic.
    judged : False for sessions outside the chosen cycle, whose effect is only allowed for.
    during : (M,) bool, neither before nor after: from the start to a month after the end.
    active : (M,) bool, whole months from one month after an end up to the twelfth.
    late : (M,) bool, months beyond the window, where nobody says whether the effect still lasts.
    share : participants per staff, at most 1.
    first_month : month in which the first session began, on the panel's axis (may be negative).
    """

    topic: int
    judged: bool
    unit: int
    during: np.ndarray
    active: np.ndarray
    late: np.ndarray
    share: float
    first_month: int


def exposures(panel: Panel, cycle: tuple[date, date] | None) -> tuple[Exposure, ...]:
    """Every unit and topic with the months it touches; sessions outside `cycle` are not judged."""
    grouped: dict[tuple[int, int, bool], list[Delivery]] = {}
    for delivery in panel.deliveries:
        inside = cycle is None or cycle[0] <= delivery.start <= cycle[1]
        grouped.setdefault((delivery.topic, delivery.unit, inside), []).append(delivery)
    return tuple(
        _exposure(panel, topic, unit, inside, sessions)
        for (topic, unit, inside), sessions in sorted(grouped.items())
    )


def _exposure(
    panel: Panel, topic: int, unit: int, judged: bool, sessions: Iterable[Delivery]
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
    return Exposure(topic, judged, unit, during, active, late, share, first - panel.months[0])


def usable_months(observed: np.ndarray, trained: Iterable[Exposure]) -> np.ndarray:
    """(U, M) bool: observed, and not in the middle of a training."""
    usable = observed.copy()
    for exposure in trained:
        usable[exposure.unit] &= ~exposure.during
    return usable


def shares(trained: Iterable[Exposure]) -> FloatArray:
    """Share of staff trained, one per exposure."""
    return np.array([exposure.share for exposure in trained], dtype=np.float64)
