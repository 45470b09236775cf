"""The seven steps of the loop in one half-year, each with its state and its numbers."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from portal.planning_pages import Step
from surveys import plans, readings, review
from surveys.evidence import came_between
from surveys.rules.periods import Period
from surveys.scope import PlaceScope
from surveys.training import TrainingLine, trainings

if TYPE_CHECKING:
    from ml.effect import TopicEffect

DONE, RUNNING, WAITING = "done", "running", "waiting"
MONTHS_TO_JUDGE = 4
"""One month until a training acts, and three of answers to see it."""


def _state(done: bool, running: bool) -> str:
    return DONE if done else RUNNING if running else WAITING


def steps_of(
    connection: Connection,
    period: Period,
    today: date,
    effects: "Sequence[TopicEffect] | None",
    *,
    reviewed: bool,
) -> tuple[Step, ...]:
    """Survey, reading, needs, plan, training, survey again, effect: in this order.

    reviewed : a person has looked at the result; what cannot be told yet is no step left open then.
    """
    before, begun, over = period.previous, today >= period.first_day, today > period.last_day
    came = came_between(connection, before.first_day, before.last_day)
    came_after = came_between(connection, period.first_day, period.following.last_day)
    unread = readings.count_unread(connection)
    unchecked = review.count_unchecked(connection, PlaceScope())
    held = trainings(connection, cycle=period.code)
    ended = [line for line in held if line.end_date < today]
    number = plans.plan_for_cycle(connection, period.code)
    plan = None if number is None else plans.plan_of(connection, number)
    approved = plan is not None and not plan.is_draft
    topics = set() if plan is None else {item.topic_code for item in plan.items}
    judged = [each for each in effects or () if each.verdict != "belum dapat disimpulkan"]
    helped = [each for each in judged if each.verdict == "membantu"]
    return (
        Step(1, "survey", _state(begun and came > 0, came > 0), {"came": came}, ""),
        Step(
            2,
            "read",
            _state(came > 0 and unread == 0, came > 0),
            {"unread": unread, "unchecked": unchecked},
            "",
        ),
        Step(
            3,
            "needs",
            _state(begun and came > 0, came > 0),
            {"before": before.code},
            f"/planning?cycle={period.code}",
        ),
        Step(
            4,
            "plan",
            _state(approved, plan is not None),
            {
                "draft": plan is not None and not approved,
                "trainings": len(topics),
                "without": plan is None and bool(ended),
            },
            f"/planning/plans/{number}" if number else f"/planning?cycle={period.code}",
        ),
        Step(
            5,
            "training",
            _state(over and bool(ended) and len(ended) == len(held), bool(held)),
            {
                "held": len(ended),
                "all": len(held),
                "missing": len(topics - {line.topic_code for line in held}) if approved else 0,
                "participants": sum(line.participants for line in ended),
            },
            f"/planning/trainings?cycle={period.code}",
        ),
        Step(
            6,
            "again",
            _state(bool(ended) and _old_enough(ended, today), bool(ended)),
            {"came": came_after},
            "",
        ),
        Step(
            7,
            "effect",
            _state(reviewed or (bool(effects) and len(judged) == len(effects or ())), bool(judged)),
            {
                "judged": len(judged),
                "all": len(effects or ()),
                "helped": len(helped),
                "held": bool(ended),
                "computing": effects is None and bool(ended),
            },
            f"/planning/effects?cycle={period.code}",
        ),
    )


def next_of(steps: Sequence[Step]) -> Step | None:
    """The first step that is still to be done.

    A plan no longer, once its trainings were held; what a plan rests on no longer, once approved.
    """
    planned = max((s.number for s in steps if s.name == "plan" and s.state == DONE), default=0)
    left = [s for s in steps if s.state != DONE and not s.figures.get("without")]
    return next((s for s in left if s.number > planned), None)


def _old_enough(ended: Sequence[TrainingLine], today: date) -> bool:
    last = max(line.end_date for line in ended)
    return (today.year - last.year) * 12 + today.month - last.month > MONTHS_TO_JUDGE
