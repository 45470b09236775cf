"""The follow-up plan as the report prints it: what was done, and the element before and after."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection, or_, select

from surveys.results import figures, moved
from surveys.results_figures import Figures
from surveys.rules.elements import Element
from surveys.rules.index import Grade
from surveys.rules.margin import Change
from surveys.scope import PlaceScope
from surveys.tables import FollowUp, Unit

AROUND_DAYS = 90


@dataclass(frozen=True)
class BeforeAfter:
    """An element's value in the ninety days up to a day and in those after it."""

    before: Decimal
    after: Decimal
    change: Change


@dataclass(frozen=True)
class PlanLine:
    """A line of the follow-up plan; `effect` is None until it is done and enough have answered."""

    element: str | None
    activity: str
    due_on: date | None
    responsible: str
    status: str
    done_on: date | None
    proof: str | None
    effect: BeforeAfter | None
    unit_name: str


def before_and_after(
    connection: Connection,
    scope: PlaceScope,
    element: Element,
    done_on: date,
    until: date,
    smallest: int,
) -> BeforeAfter | None:
    """An element around a day; None where fewer than the smallest group answered on a side."""
    around = timedelta(days=AROUND_DAYS)
    first, last = done_on + timedelta(days=1), min(until, done_on + around)
    if last < first:
        return None
    earlier = figures(connection, scope, done_on - around, done_on).element(element)
    later = figures(connection, scope, first, last).element(element)
    change = moved(earlier.interval, later.interval)
    if min(earlier.n, later.n) < smallest or change is None:
        return None
    if earlier.points is None or later.points is None:
        return None
    return BeforeAfter(earlier.points, later.points, change)


def without_plan(connection: Connection, scope: PlaceScope, shown: Figures) -> tuple[Element, ...]:
    """Elements graded below B for which nothing is under way, the weakest first.

    What is done already is not a plan: its element was rated so nonetheless.
    """
    planned = set(
        connection.execute(
            select(FollowUp.element).where(*scope.conditions(FollowUp), FollowUp.status != "done")
        ).scalars()
    )
    return tuple(
        each.element
        for each in shown.weakest_first()
        if each.grade in (Grade.C, Grade.D) and each.element.value not in planned
    )


Around = Callable[[int, Element, date], BeforeAfter | None]
"""A unit's element around the day on which something was done there."""


def plan_of(
    connection: Connection, scope: PlaceScope, shown: Figures, last: date, around: Around
) -> tuple[PlanLine, ...]:
    """The follow-up plan, the lowest element first; what was done long before is left out."""
    rows = connection.execute(
        select(
            FollowUp.element,
            FollowUp.activity,
            FollowUp.due_on,
            FollowUp.responsible,
            FollowUp.status,
            FollowUp.done_on,
            FollowUp.proof,
            FollowUp.unit_id,
            Unit.name.label("unit_name"),
        )
        .join(Unit, Unit.id == FollowUp.unit_id)
        .where(
            *scope.conditions(FollowUp),
            or_(FollowUp.done_on.is_(None), FollowUp.done_on >= date(last.year - 1, 1, 1)),
        )
        .order_by(FollowUp.due_on, FollowUp.id)
    ).all()
    lines = []
    for row in rows:
        effect = None
        if row.status == "done" and row.done_on is not None and row.element in set(Element):
            effect = around(row.unit_id, Element(row.element), row.done_on)
        lines.append(PlanLine(*row[:7], effect, row.unit_name))
    order = {each.element.value: place for place, each in enumerate(shown.weakest_first())}
    return tuple(sorted(lines, key=lambda line: order.get(line.element or "", len(order))))
