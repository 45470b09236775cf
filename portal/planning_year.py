"""What must be ready when: the year of a training plan and its budget."""

from dataclasses import dataclass
from datetime import date

LAST_PROPOSAL = (8, 31)
"""Month and day of the year before: later, proposals miss the work plan and budget (RKA)."""

# (first month, last month, years before the plan's year, what is done, what that month decides).
# Agencies' own calendars differ; these are the months in general use.
STEPS: tuple[tuple[int, int, int, str], ...] = (
    (1, 3, 1, "review"),
    (2, 5, 1, "needs"),
    (6, 8, 1, "proposal"),
    (9, 12, 1, "budget"),
    (2, 11, 0, "delivery"),
)


@dataclass(frozen=True)
class YearStep:
    """Months in which something is done for a year's plan, and whether they are past."""

    name: str
    first: date
    last: date
    state: str


def calendar_of(year: int, today: date) -> tuple[YearStep, ...]:
    """From the review of what was to the delivery of what was planned."""
    steps = []
    for begins, ends, before, name in STEPS:
        first = date(year - before, begins, 1)
        last = date(year - before + ends // 12, ends % 12 + 1, 1)
        state = "done" if today >= last else "running" if today >= first else "waiting"
        steps.append(YearStep(name, first, date.fromordinal(last.toordinal() - 1), state))
    return tuple(steps)


def proposals_until(year: int) -> date:
    """The last day on which a proposal for a year still reaches its budget."""
    return date(year - 1, *LAST_PROPOSAL)
