"""The seven steps of the loop in one half-year, each with its state and its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from portal.planning_pages import Step
from surveys import plans, readings, review
from surveys.evidence import came_between
from surveys.plans import StoredPlan
from surveys.rules.periods import Period
from surveys.scope import PlaceScope
from surveys.training import TrainingLine, trainings

if TYPE_CHECKING:
    from ml.effect import TopicEffect

DONE, RUNNING, WAITING = "done", "running", "waiting"
MONTHS_TO_JUDGE = 4
"""One month until a training acts, and three of answers to see it."""


@dataclass(frozen=True)
class Loop:
    """What the steps of a cycle are told from, as it stands on a day.

    came, came_after : respondents of the half-year before, and since the cycle began. reviewed : a
    person has looked at the result; what cannot be told yet is no step left open then.
    """

    period: Period
    today: date
    came: int
    came_after: int
    unread: int
    unchecked: int
    held: tuple[TrainingLine, ...]
    plan: StoredPlan | None
    effects: "Sequence[TopicEffect] | None"
    reviewed: bool

    @property
    def begun(self) -> bool:
        """Whether the cycle has begun: until then the half-year before is not whole."""
        return self.today >= self.period.first_day

    @property
    def ended(self) -> tuple[TrainingLine, ...]:
        """Trainings that are over."""
        return tuple(line for line in self.held if line.end_date < self.today)

    @property
    def trained(self) -> bool:
        """Whether all that was recorded for the cycle is over, and the cycle too."""
        whole = self.today > self.period.last_day and len(self.ended) == len(self.held)
        return whole and bool(self.held)

    @property
    def topics(self) -> set[str]:
        """Topics of the plan."""
        return set() if self.plan is None else {item.topic_code for item in self.plan.items}


def steps_of(
    connection: Connection,
    period: Period,
    today: date,
    effects: "Sequence[TopicEffect] | None",
    *,
    reviewed: bool,
) -> tuple[Step, ...]:
    """Survey, reading, needs, plan, training, survey again, effect: in this order."""
    before = period.previous
    number = plans.plan_for_cycle(connection, period.code)
    loop = Loop(
        period,
        today,
        came_between(connection, before.first_day, before.last_day),
        came_between(connection, period.first_day, period.following.last_day),
        readings.count_unread(connection, period.first_day),
        review.count_unchecked(connection, PlaceScope()),
        tuple(trainings(connection, cycle=period.code)),
        None if number is None else plans.plan_of(connection, number),
        effects,
        reviewed,
    )
    parts = (_survey, _reading, _needs, _plan, _training, _again, _effect)
    return tuple(part(loop) for part in parts)


def next_of(steps: Sequence[Step]) -> Step | None:
    """The first step that is still to be done.

    A plan no longer, once its trainings were held; what a plan rests on no longer, once approved.
    """
    planned = max((s.number for s in steps if s.name == "plan" and s.state == DONE), default=0)
    left = [s for s in steps if s.state != DONE and not s.figures.get("without")]
    return next((s for s in left if s.number > planned), None)


def _state(done: bool, running: bool) -> str:
    return DONE if done else RUNNING if running else WAITING


def _survey(loop: Loop) -> Step:
    came = loop.came > 0
    return Step(1, "survey", _state(loop.begun and came, came), {"came": loop.came}, "")


def _reading(loop: Loop) -> Step:
    """Not done before the last comment of the half-year can be there."""
    came, read = loop.came > 0, loop.unread == 0
    figures = {"came": loop.came, "unread": loop.unread, "unchecked": loop.unchecked}
    return Step(2, "read", _state(loop.begun and came and read, came), figures, "")


def _needs(loop: Loop) -> Step:
    came = loop.came > 0
    figures = {"before": loop.period.previous.code, "came": loop.came, "begun": loop.begun}
    address = f"/planning?cycle={loop.period.code}"
    return Step(3, "needs", _state(loop.begun and came, came), figures, address)


def _plan(loop: Loop) -> Step:
    plan = loop.plan
    approved = plan is not None and not plan.is_draft
    figures = {
        "draft": plan is not None and not approved,
        "trainings": len(loop.topics),
        "without": plan is None and bool(loop.ended),
    }
    address = (
        f"/planning?cycle={loop.period.code}" if plan is None else f"/planning/plans/{plan.plan_id}"
    )
    return Step(4, "plan", _state(approved, plan is not None), figures, address)


def _training(loop: Loop) -> Step:
    """Running once something is held; what is only recorded for later waits with its cycle."""
    approved = loop.plan is not None and not loop.plan.is_draft
    recorded = {line.topic_code for line in loop.held}
    figures = {
        "held": len(loop.ended),
        "all": len(loop.held),
        "missing": len(loop.topics - recorded) if approved else 0,
        "participants": sum(line.participants for line in loop.ended),
    }
    running = bool(loop.held) and (loop.begun or bool(loop.ended))
    address = f"/planning/trainings?cycle={loop.period.code}"
    return Step(5, "training", _state(loop.trained, running), figures, address)


def _again(loop: Loop) -> Step:
    """Answers count once the cycle has begun, and tell most when its last training acts."""
    ended = bool(loop.ended)
    done = loop.trained and _old_enough(loop.ended, loop.today)
    figures = {"came": loop.came_after, "begun": loop.begun, "held": ended}
    return Step(6, "again", _state(done, loop.begun and ended), figures, "")


def _effect(loop: Loop) -> Step:
    judged = [e for e in loop.effects or () if e.verdict != "belum dapat disimpulkan"]
    every = bool(loop.effects) and len(judged) == len(loop.effects or ())
    figures = {
        "judged": len(judged),
        "all": len(loop.effects or ()),
        "helped": sum(each.verdict == "membantu" for each in judged),
        "held": bool(loop.ended),
        "computing": loop.effects is None and bool(loop.ended),
    }
    state = _state(loop.reviewed or (loop.trained and every), bool(judged))
    return Step(7, "effect", state, figures, f"/planning/effects?cycle={loop.period.code}")


def _old_enough(ended: Sequence[TrainingLine], today: date) -> bool:
    last = max(line.end_date for line in ended)
    return (today.year - last.year) * 12 + today.month - last.month > MONTHS_TO_JUDGE
