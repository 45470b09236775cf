"""What the pages of the register show: trainings, their participants, and others' programmes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from portal.pages import Page
from portal.topic_learning import TopicLearnt
from surveys.other_programmes import Programme
from surveys.planning_register import TopicLine
from surveys.training import TrainingEntry, TrainingLine
from surveys.training_history import Correction


@dataclass(frozen=True)
class TrainingsPage(Page):
    """Every training, the newest first."""

    template: ClassVar[str] = "training/trainings.html"
    part: str
    lines: tuple[TrainingLine, ...]
    participants: int
    done: str
    may_change: bool


@dataclass(frozen=True)
class TrainingPage(Page):
    """The form of one training with its participants."""

    template: ClassVar[str] = "training/training.html"
    part: str
    code: str
    given: dict[str, str]
    seats: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    problems: dict[str, str]
    odd: Sequence[str]
    history: tuple[Correction, ...]


@dataclass(frozen=True)
class ProgrammesPage(Page):
    """What can be trained, and what others did in a unit."""

    template: ClassVar[str] = "training/programmes.html"
    part: str
    lines: tuple[Programme, ...]
    units_marked: int
    topics: tuple[TopicLine, ...]
    labels: dict[str, str]
    units: tuple[tuple[str, str], ...]
    given: dict[str, str]
    problems: dict[str, str]
    done: str
    learnt: tuple[TopicLearnt, ...] | None


def given_of(entry: TrainingEntry) -> dict[str, str]:
    """A stored training as its form shows it."""
    return {
        "code": entry.code,
        "topic": entry.topic_code,
        "cycle": entry.cycle,
        "start_date": entry.start_date.isoformat() if entry.start_date else "",
        "end_date": entry.end_date.isoformat() if entry.end_date else "",
        "provider": entry.provider or "",
    }
