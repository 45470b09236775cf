"""What the planner's pages show: typed fields, ready for the templates."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from portal.pages import Page
from portal.planning_charts import EventChart, IntervalBar, Segment
from portal.planning_reasons import LineReasons
from portal.reading_trust import ReadingView
from portal.respondents import WhoAnswered
from surveys.citizen_voices import SampleComment
from surveys.cycle_reviews import Reviewed
from surveys.plan_approval import Approver, Concerns
from surveys.plans import ItemLine, PlanLine
from surveys.rules.margin import Interval

if TYPE_CHECKING:
    from ml.effect import EventPoint, TopicEffect
    from portal.effect_groups import EffectGroup


@dataclass(frozen=True)
class HeatCell:
    """A unit and a topic: avoidable visits, the step of their colour, and where the evidence is."""

    need: float | None
    step: int
    address: str
    topic_name: str
    planned: bool
    chosen: bool


@dataclass(frozen=True)
class HeatRow:
    """A unit with its index, its respondents, and its cells."""

    unit_code: str
    unit_name: str
    index: Decimal | None
    respondents: int
    cells: tuple[HeatCell, ...]
    elsewhere: tuple[float | None, ...]


@dataclass(frozen=True)
class ElementLine:
    """An element that a topic addresses, as citizens of the unit rate it."""

    label: str
    points: Decimal | None
    interval: Interval | None
    grade: str | None
    n: int
    complaints: int
    guessed: bool


@dataclass(frozen=True)
class EffectView:
    """Whether a topic helped, in words, as a chart and as a table."""

    topic_code: str
    topic_name: str
    outcome: str
    effect: "TopicEffect"
    word: str
    kind: str
    chart: EventChart | None
    points: "tuple[EventPoint, ...]"
    bar: IntervalBar | None
    registered: bool = True


@dataclass(frozen=True)
class EvidenceView:
    """Why a number is what it is, whether the training helped, and what it cannot solve.

    place : what a plan's page needs to show the line, or the form that adds it.
    """

    unit_code: str
    unit_name: str
    topic_code: str
    topic_name: str
    need: float | None
    elements: tuple[ElementLine, ...]
    commented: int
    visits_per_year: int | None
    staff: int
    last_trained: date | None
    samples: tuple[SampleComment, ...]
    effect: EffectView | None
    computing: bool
    held: bool
    elsewhere: tuple[tuple[str, int], ...]
    plan_id: int | None
    place: str
    seats_in_plan: int


@dataclass(frozen=True)
class PlanGroup:
    """A training of a plan: its units together."""

    number: int
    topic_code: str
    topic_name: str
    hours_jp: int | None
    method: str | None
    units: int
    seats: int
    cost_sen: int
    gain: float
    low: float
    high: float
    bar: IntervalBar | None
    items: tuple[ItemLine, ...]
    bars: tuple[IntervalBar | None, ...]


@dataclass(frozen=True)
class PlanView:
    """A plan with its budget bar and what the planner's changes cost."""

    plan_id: int
    cycle: str
    draft: bool
    budget_sen: int
    spent_sen: int
    rest_sen: int
    max_seats: int | None
    seats: int
    units: int
    gain: float
    low: float
    high: float
    proposed_gain: float
    changed: bool
    groups: tuple[PlanGroup, ...]
    segments: tuple[Segment, ...]
    made_by: str
    made_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    data_until: date | None
    basis: dict[str, Any]

    def has_line(self, place: str) -> bool:
        """Whether a unit and topic, by number, stand in it."""
        return any(
            place == f"{item.unit_id}-{item.topic_id}"
            for group in self.groups
            for item in group.items
        )


@dataclass(frozen=True)
class CycleChoice:
    """A cycle that can be chosen."""

    code: str
    chosen: bool


@dataclass(frozen=True)
class PlanningPage(Page):
    """The need map, the evidence of one cell, and the plan of the cycle."""

    template: ClassVar[str] = "training/planning.html"
    part: str
    cycle: str
    cycles: tuple[CycleChoice, ...]
    data_until: date
    agencies: tuple[tuple[str, str], ...]
    agency: str
    topics: tuple[tuple[str, str], ...]
    edges: tuple[int, ...]
    elsewhere_names: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    shown_all: bool
    all_units: int
    all_address: str
    neediest_unit: str
    neediest_topic: str
    panel: EvidenceView | None
    plan: PlanView | None
    trainings_word: str
    units_word: str
    unread: int
    reading: ReadingView | None
    looked_back: Reviewed | None
    previous: str
    may_plan: bool
    given: dict[str, str]
    problems: dict[str, str]


@dataclass(frozen=True)
class PlanPage(Page):
    """One plan, line by line; a draft with the forms to change it.

    seen : how many changes the plan has, so that nobody decides on what they did not see.
    wrong_line : unit and topic of the line whose form has a problem, by number.
    """

    template: ClassVar[str] = "training/plan.html"
    part: str
    plan: PlanView
    trainings_word: str
    units_word: str
    reasons: dict[int, LineReasons]
    verdicts: dict[str, tuple[str, str]] | None
    units: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    concerns: Concerns
    approver: Approver
    approval: dict[str, Any]
    seen: int
    given: dict[str, str]
    problems: dict[str, str]
    reading: ReadingView | None
    wrong_line: str = ""


def with_problems(
    page: PlanPage, given: dict[str, str], problems: dict[str, str], line: str = ""
) -> PlanPage:
    """The page with what was sent and what is wrong with it; a wrong line stands open."""
    return replace(page, given=given, problems=problems, wrong_line=line)


@dataclass(frozen=True)
class PlansPage(Page):
    """Every plan there was."""

    template: ClassVar[str] = "training/plans.html"
    part: str
    lines: tuple[PlanLine, ...]
    approved: int


@dataclass(frozen=True)
class EffectsPage(Page):
    """Which trainings helped; more of one where it is chosen."""

    template: ClassVar[str] = "training/effects.html"
    part: str
    computing: bool
    views: tuple[EffectView, ...]
    groups: "tuple[EffectGroup, ...]"
    untried: tuple[str, ...]
    chosen: EffectView | None
    behind: tuple[EffectView, ...]
    chosen_computing: bool
    who: tuple[tuple[str, WhoAnswered], ...]
    measures: tuple[tuple[str, str], ...]
    may_register: bool
    unit_names: dict[str, str]
    cycle: str
    data_until: date
    refresh: str
    done: str


@dataclass(frozen=True)
class Step:
    """A step of the loop: done, running or waiting, and a sentence with numbers."""

    number: int
    name: str
    state: str
    figures: dict[str, Any]
    address: str


@dataclass(frozen=True)
class CyclePage(Page):
    """The seven steps of the loop in one cycle."""

    template: ClassVar[str] = "training/cycle.html"
    part: str
    cycle: str
    span: str
    previous: str
    following: str
    steps: tuple[Step, ...]
    done: str
    next_step: Step | None
    computing: bool
    reviewed: Reviewed | None
