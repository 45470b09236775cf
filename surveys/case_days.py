"""By which day a case is to be settled: the day that its class gives, or sooner where danger is.

The class's own day is kept beside the day that counts, so that an alarm which turns out to be
false leaves no trace in it. Days are those of the unit's own clock.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from surveys.rules.deadlines import (
    VERIFICATION_WORKING_DAYS,
    ComplaintClass,
    Holidays,
    due_day,
    due_of_class,
    due_with_danger,
)

OPENED_WITHIN_DAYS = 60
"""A comment older than this when it is first read gets no day by which it must be answered."""


def is_recent(received: date, today: date) -> bool:
    """Whether a day is young enough for a case to begin from it.

    Answers of long ago that are imported were settled, or not, before the portal knew of them.
    """
    return (today - received).days <= OPENED_WITHIN_DAYS


def days(
    kind: str | None, class_due_on: date | None, danger_on: date | None, holidays: Holidays
) -> dict[str, date | None]:
    """Both days of a case as they are stored: its class's own, and the one that counts."""
    own = None if kind is None else class_due_on
    return {"class_due_on": class_due_on, "due_on": due_with_danger(own, danger_on, holidays)}


def class_day(
    case: Any,
    kind: str | None,
    today: date,
    holidays: Holidays,
    *,
    verifying: bool = False,
    anew: bool = False,
) -> date | None:
    """The day that a class gives a case, by the day from which its time runs.

    case : kind, class_due_on, class_from and local_date as they are. verifying : whether it is
    about integrity at all has to be known first, and soon: most are not. anew : counted though the
    class stays what it is. What once had a day always has one, however old it is by now; what asks
    for no answer keeps the one it had, which does not count meanwhile.
    """
    kept: date | None = case.class_due_on
    begun: date = case.class_from or case.local_date
    if kind is None or (kept is None and not is_recent(begun, today)):
        return kept
    if kept is not None and kind == case.kind and not anew:
        return kept
    return day_by_class(ComplaintClass(kind), begun, holidays, verifying=verifying)


def class_day_beside_danger(case: Any, holidays: Holidays) -> date | None:
    """The class's own day of a case of which only the sooner of the two days was kept.

    case : kind, local_date, class_from, status, confidential, needs_review, due_on and danger_on.
    """
    if case.kind is None:
        return None
    due: date | None = case.due_on
    if case.danger_on is None or due != due_with_danger(None, case.danger_on, holidays):
        return due
    opened = case.danger_on if case.status == "reopened" else None
    begun: date = case.class_from or opened or case.local_date
    verifying = bool(case.confidential and case.needs_review)
    return day_by_class(ComplaintClass(case.kind), begun, holidays, verifying=verifying)


def day_by_class(
    kind: ComplaintClass, begun: date, holidays: Holidays, *, verifying: bool = False
) -> date:
    """The day that a class gives what began on a day."""
    return _counted(kind, begun, verifying, tuple(holidays.items()))


@lru_cache(maxsize=1024)
def _counted(
    kind: ComplaintClass,
    begun: date,
    verifying: bool,
    holidays: tuple[tuple[int, frozenset[date]], ...],
) -> date:
    """Counted once for all comments of a day: working days are found by going through them."""
    if verifying:
        return due_day(begun, VERIFICATION_WORKING_DAYS, dict(holidays))
    return due_of_class(begun, kind, dict(holidays))
