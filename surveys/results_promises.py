"""What was promised to citizens, and once done what its element's value did since."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from surveys import promises
from surveys.promises import Promise
from surveys.results_plan import before_and_after
from surveys.rules.elements import Element
from surveys.rules.margin import Change
from surveys.rules.periods import Kind, containing
from surveys.scope import PlaceScope

PROMISES = 4


@dataclass(frozen=True)
class PromiseLine:
    """A line of the follow-up plan and, once done, what its element's value did since."""

    promise: Promise
    change: Change | None


def promise_lines(
    connection: Connection, scope: PlaceScope, today: date, smallest: int
) -> list[PromiseLine]:
    """The first lines of the plan of a place; a change is told of a single unit's alone."""
    until = containing(today, Kind.MONTH).last_day  # All of the month that runs came by today.
    lines = []
    for promise in promises.promises(connection, scope, PROMISES):
        change = None
        if promise.status == "done" and promise.done_on and promise.element and scope.unit_id:
            found = before_and_after(
                connection, scope, Element(promise.element), promise.done_on, until, smallest
            )
            change = None if found is None else found.change
        lines.append(PromiseLine(promise, change))
    return lines
