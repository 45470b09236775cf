"""Which text comes to the desk of labels next and why, and what is ticked when it opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.forms import StaffForm
from surveys import review
from surveys.review import Candidate, Unchecked
from surveys.scope import PlaceScope

UNDO_WITHIN = timedelta(minutes=30)
SHIFT = timedelta(hours=12)
TURN = 10
"""The mix of unsure and random texts repeats after so many."""


@dataclass(frozen=True)
class AtDesk:
    """The text on the desk and why it came, and how far a person has got.

    waiting : texts that nobody has checked. checked : by this person in this shift.
    undo : the person's last decision, while it can be taken back.
    """

    candidate: Candidate | None
    reason: str | None
    waiting: int
    checked: int
    undo: int | None


def at_desk(
    connection: Connection,
    scope: PlaceScope,
    account_id: int,
    now: datetime,
    *,
    skipped: Sequence[int],
    only: int | None = None,
) -> AtDesk:
    """The next text within reach of a person, or the one that must stay (`only`)."""
    checked = review.count_checked(connection, account_id, now - SHIFT)
    following: tuple[int, str] | None
    if only is not None:
        following = (only, "random" if by_chance(only) else "uncertain")
    else:
        again = review.second_readings(connection, scope, account_id, leave_out=skipped)
        following = next_at_desk(
            review.unchecked(connection, scope, leave_out=skipped),
            [one.complaint_id for one in again],
            review.decided_lately(connection),
            checked + len(skipped),
        )
    number, reason = following or (0, None)
    return AtDesk(
        review.candidate(connection, scope, number),
        reason,
        review.count_unchecked(connection, scope),
        checked,
        review.own_last_decision(connection, account_id, now, UNDO_WITHIN),
    )


def next_at_desk(
    found: list[Unchecked], again: list[int], lately: list[str], turn: int
) -> tuple[int, str] | None:
    """The number of the text to look at next and why: danger, then the unsure and some by chance.

    again : texts that somebody else has read; the last of ten turns is theirs. lately : texts that
    people looked at last. turn : how many texts this person has checked today, so that the same
    text stays on the screen until it is decided.
    """
    if again and not any(one.danger for one in found) and (not found or turn % TURN == TURN - 1):
        return again[0], "second"
    if not found:
        return None
    # The lists of spellings come with it; a web process that shows no desk does without.
    from ml.review import ReviewItem, next_in_queue

    items = [
        ReviewItem(
            str(one.complaint_id), one.text, False, one.danger, one.scores, one.polarity_doubt
        )
        for one in found
    ]
    queued = next_in_queue(items, lately, turn=turn)
    return None if queued is None else (int(queued.key), queued.reason)


def by_chance(number: int) -> bool:
    """Whether chance set the text apart: its number says so, not what a form sends."""
    from ml.review import in_random_part

    return in_random_part(str(number))


@dataclass(frozen=True)
class FilledIn:
    """What is ticked when the desk opens; danger_shown : whether the box of danger was at first."""

    labels: tuple[str, ...]
    polarity: str
    subtype: str
    danger: bool
    danger_shown: bool


def filled_in(candidate: Candidate | None, given: StaffForm | None) -> FilledIn:
    """What the person ticked before, else what the model read."""
    if given is not None:
        return FilledIn(
            tuple(given.all("labels")),
            given.text("polarity"),
            given.text("subtype"),
            danger=given.text("danger") == "1",
            danger_shown=given.text("danger_shown") == "1",
        )
    if candidate is None:
        return FilledIn((), "", "", danger=False, danger_shown=False)
    read, danger = candidate.prediction, candidate.danger
    return FilledIn(read.labels, read.polarity, read.subtype or "", danger, danger)
