"""What the planner is told of the reader of comments: what was checked, what is still a guess."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ml.review import may_accept_alone
from portal.evidence import Gathered
from surveys.rules.labels import LABEL_WORDS, UNTRAINABLE


@dataclass(frozen=True)
class ReadingView:
    """Comments behind the needs, how many a person checked, and labels that are still guesses."""

    comments: int
    checked: int
    guessed: tuple[str, ...]

    @property
    def share(self) -> float:
        """The checked part of the comments, 0 to 1."""
        return self.checked / self.comments if self.comments else 0.0


def guessed_labels(gathered: Gathered) -> tuple[str, ...]:
    """Labels that topics are there for and whose automatic readings have not earned trust yet."""
    found = gathered.checks.found
    wanted = {label for topic in gathered.topics for label in topic.problems}
    return tuple(
        label
        for label in LABEL_WORDS
        if label in wanted
        and label not in UNTRAINABLE
        and not may_accept_alone(found.get(label, (0, 0))[1], found.get(label, (0, 0))[0])
    )


def reading_basis(gathered: Gathered) -> dict[str, Any]:
    """The same as a plan keeps it."""
    checks = gathered.checks
    return {
        "comments": checks.comments,
        "checked": checks.checked,
        "guessed": list(guessed_labels(gathered)),
    }


def reading_view(kept: Mapping[str, Any] | None, language: str) -> ReadingView | None:
    """The same in words; None for plans that were drawn up before it was kept."""
    if not kept:
        return None
    words = tuple(LABEL_WORDS[label].in_language(language) for label in kept["guessed"])
    return ReadingView(kept["comments"], kept["checked"], words)
