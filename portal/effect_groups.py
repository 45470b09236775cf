"""What helped, what did not, what cannot be told yet: effects sorted by what a planner asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.case_words import spelled
from portal.planning_pages import EffectView

GROUPS = (
    ("membantu", "helped"),
    ("merugikan", "harmed"),
    ("tidak terlihat", "unseen"),
    ("belum dapat disimpulkan", "unknown"),
)
"""Each verdict with the name of its group, in the order in which they are told."""


@dataclass(frozen=True)
class EffectGroup:
    """Trainings of one verdict, the largest change first; `count` is their number in words."""

    name: str
    count: str
    views: tuple[EffectView, ...]


def groups_of(views: Sequence[EffectView], language: str) -> tuple[EffectGroup, ...]:
    """A group for every verdict that was given."""
    found = []
    for verdict, name in GROUPS:
        mine = tuple(view for view in views if view.effect.verdict == verdict)
        if mine:
            found.append(EffectGroup(name, spelled(len(mine), language), mine))
    return tuple(found)
