"""What the pages of a looked-back cycle and of a year show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portal.case_words import spelled
from portal.pages import Page
from portal.planning_charts import IntervalBar, interval_bars
from portal.planning_review import ReviewLine, TopicReview
from portal.planning_views import VERDICTS
from portal.planning_year import YearStep, calendar_of, proposals_until
from surveys.cycle_reviews import Reviewed
from surveys.plans import StoredPlan
from surveys.rules.periods import Period
from surveys.training_year import (
    HOURS_A_YEAR,
    CycleMoney,
    UnitHours,
    hours_overall,
)

ROWS = 15


@dataclass(frozen=True)
class ReviewPage(Page):
    """Planned and held, expected and measured, and what to carry into the next cycle."""

    template: ClassVar[str] = "training/review.html"
    part: str
    cycle: str
    following: str
    plan: StoredPlan | None
    topics: tuple[TopicReview, ...]
    words: dict[str, tuple[str, str]]
    bars: tuple[IntervalBar | None, ...]
    lines: tuple[ReviewLine, ...]
    held: str
    helped: str
    planned: int
    seats_planned: int
    seats_held: int
    cost_held_sen: int
    expected: float
    measured: float | None
    unseen: tuple[TopicReview, ...]
    open_ended: tuple[TopicReview, ...]
    reviewed: Reviewed | None
    computing: bool
    waiting: bool
    note: str
    problems: dict[str, str]


def review_page(
    period: Period,
    plan: StoredPlan | None,
    topics: tuple[TopicReview, ...],
    lines: tuple[ReviewLine, ...],
    reviewed: Reviewed | None,
    *,
    computing: bool,
    waiting: bool,
    note: str,
    problems: dict[str, str],
    language: str,
) -> ReviewPage:
    """The review of a cycle, ready to be shown."""
    held = sum(topic.seats_held > 0 for topic in topics)
    helped = sum(_verdict(topic) == "membantu" for topic in topics)
    told = [line.now[0] for line in lines if line.now is not None]
    return ReviewPage(
        "cycle",
        period.code,
        period.following.code,
        plan,
        topics,
        VERDICTS,
        tuple(_bars(topics)),
        lines,
        spelled(held, language),
        spelled(helped, language, begins=False) if helped else "",
        sum(topic.seats_planned > 0 for topic in topics),
        sum(topic.seats_planned for topic in topics),
        sum(topic.seats_held for topic in topics),
        sum(topic.cost_held_sen for topic in topics),
        sum(line.expected[0] for line in lines if line.expected is not None),
        sum(told) if told and any(line.points is not None for line in lines) else None,
        tuple(t for t in topics if _verdict(t) in {"tidak terlihat", "merugikan"}),
        tuple(t for t in topics if _verdict(t) == "belum dapat disimpulkan"),
        reviewed,
        computing and held > 0,
        waiting and held > 0,
        note,
        problems,
    )


def _verdict(topic: TopicReview) -> str:
    return "" if topic.effect is None else topic.effect.verdict


def _bars(topics: Sequence[TopicReview]) -> list[IntervalBar | None]:
    rows: list[tuple[float, float, float] | None] = []
    for topic in topics:
        effect = topic.effect
        if effect is None or effect.estimate is None or effect.ci95 is None:
            rows.append(None)
        else:
            rows.append((effect.estimate, *effect.ci95))
    return interval_bars(rows)


@dataclass(frozen=True)
class YearPage(Page):
    """A year of training: money and hours, and when proposals must be in.

    expected_gain : problem visits that the plans of both cycles avoid together, None without a
    plan.
    """

    template: ClassVar[str] = "training/year.html"
    part: str
    year: int
    cycles: tuple[CycleMoney, ...]
    budget_sen: int
    planned_sen: int
    held_sen: int
    seats_held: int
    expected_gain: float | None
    steps: tuple[YearStep, ...]
    proposals_until: date
    in_time: bool
    hours: tuple[UnitHours, ...]
    hours_average: float | None
    hours_reached: int
    all_units: int
    shown_all: bool
    hours_right: int
    begun: bool
    any_hours: bool


def year_page(
    year: int,
    cycles: tuple[CycleMoney, ...],
    hours: tuple[UnitHours, ...],
    today: date,
    agency_id: int | None,
    *,
    everything: bool,
) -> YearPage:
    """The year, ready to be shown; a planner of one agency sees the hours of its units alone."""
    mine = tuple(unit for unit in hours if agency_id is None or unit.agency_id == agency_id)
    made = [each.plan for each in cycles if each.plan is not None and agency_id is None]
    return YearPage(
        "year",
        year,
        cycles if agency_id is None else (),
        sum(plan.budget_sen for plan in made),
        sum(plan.spent_sen for plan in made),
        sum(each.cost_held_sen for each in cycles),
        sum(each.seats_held for each in cycles),
        sum(plan.expected_gain for plan in made) if made else None,
        calendar_of(year, today),
        proposals_until(year),
        today <= proposals_until(year),
        mine if everything else mine[:ROWS],
        hours_overall(mine),
        sum(unit.reached for unit in mine),
        len(mine),
        everything or len(mine) <= ROWS,
        HOURS_A_YEAR,
        today.year >= year,
        any(unit.hours or unit.unmeasured for unit in mine),
    )
