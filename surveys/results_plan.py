"""The follow-up plan as the report prints it: what was done, and the element before and after."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, or_, select

from surveys.results import figures_from, moved
from surveys.results_figures import Figures
from surveys.results_held import summed
from surveys.results_told import told_units
from surveys.rules.elements import Element
from surveys.rules.index import Grade
from surveys.rules.margin import Change
from surveys.rules.periods import Kind, containing
from surveys.scope import PlaceScope
from surveys.tables import FollowUp, Unit

MONTHS_AROUND = 3


@dataclass(frozen=True)
class BeforeAfter:
    """An element's value in the three months before that of a day, and in those after it."""

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
    """An element of a unit around a day, as staff are told of its months (results_told).

    until : months that end later are left out, since what came after that day must not count.
    None where nothing is told of a side, or fewer than the smallest group answered.
    """
    month = containing(done_on, Kind.MONTH)
    after = [month.shifted(step) for step in range(1, 1 + MONTHS_AROUND)]
    after = [each for each in after if each.last_day <= until]
    if not after:
        return None
    before = [month.shifted(-step) for step in range(MONTHS_AROUND, 0, -1)]
    months = [*before, *after]
    told = told_units(connection, scope, months, months, smallest).units
    earlier, later = (
        figures_from(summed([each for month in side for each in told[month].values()])).element(
            element
        )
        for side in (before, after)
    )
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
