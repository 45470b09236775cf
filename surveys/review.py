"""The desk where people check what the model read, and what their checks say about it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    cast,
    func,
    or_,
    select,
)

from surveys.complaints import shown_to_head
from surveys.readings import PredictionLine, prediction_line
from surveys.scope import PlaceScope
from surveys.tables import Complaint, Decision, Prediction, ServiceCounter

CANDIDATES = 4000
"""Among so many of the newest unchecked texts the next one is chosen; the more, the better."""

SECOND_READINGS = 20

LATELY = 400
"""A text that resembles one of so many that were checked last teaches little that is new."""

READ_TWICE_OF = 10
"""One text in so many is read by two people, to know how far people agree."""


@dataclass(frozen=True)
class Unchecked:
    """A text that nobody has checked, with as much as choosing among thousands needs."""

    complaint_id: int
    text: str
    danger: bool
    scores: Mapping[str, float]
    polarity_doubt: float


@dataclass(frozen=True)
class Candidate:
    """A text to check, with what the model read in it."""

    complaint_id: int
    text: str
    counter_name: str
    local_date: date
    danger: bool
    prediction: PredictionLine


@dataclass(frozen=True)
class Checked:
    """What one person found where the model had read something."""

    predicted: tuple[str, ...]
    decided: tuple[str, ...]
    scores: dict[str, float]


def newest_decisions() -> Select[int]:
    """The number of the newest decision about each text."""
    return select(func.max(Decision.id)).group_by(Decision.complaint_id)


def unchecked(
    connection: Connection, scope: PlaceScope, *, leave_out: Sequence[int] = ()
) -> list[Unchecked]:
    """The newest unchecked texts within reach, never one that is held back for the inspector."""
    rows = connection.execute(
        select(
            Complaint.id,
            Complaint.text,
            Complaint.danger,
            cast(Prediction.scores, Text),
            Prediction.polarity_doubt,
        )
        .join(
            Prediction,
            (Complaint.id == Prediction.complaint_id)
            & (Complaint.read_by == Prediction.model_version),
        )
        .where(
            *scope.conditions(Complaint),
            *shown_to_head(),
            ~_is_decided(),
            Complaint.id.not_in(leave_out),
        )
        .order_by(Complaint.danger.desc(), Complaint.id.desc())
        .limit(CANDIDATES)
    )
    return [Unchecked(*row[:3], _scores(row[3]), row[4] or 0.0) for row in rows]


@lru_cache(maxsize=CANDIDATES + SECOND_READINGS)
def _scores(written: str) -> Mapping[str, float]:
    """Kept, since whoever checks one text after another chooses among the same thousands."""
    found: dict[str, float] = json.loads(written)
    return found


def candidate(connection: Connection, scope: PlaceScope, complaint_id: int) -> Candidate | None:
    """One text within reach as it is shown; None where it is not there or is held back.

    A second reader is shown what the first was: a later version may have learnt the first's labels.
    What the first marked as danger is left out too, but never what the model alone hears.
    """
    found = _candidates(connection, scope, [Complaint.id == complaint_id])
    if not found:
        return None
    shown_first = _read_before_the_first_check(connection, complaint_id)
    return replace(found[0], prediction=shown_first) if shown_first else found[0]


def _read_before_the_first_check(
    connection: Connection, complaint_id: int
) -> PredictionLine | None:
    first = select(func.min(Decision.decided_at)).where(Decision.complaint_id == complaint_id)
    row = connection.execute(
        select(Prediction)
        .where(Prediction.complaint_id == complaint_id)
        .where(Prediction.read_at <= first.scalar_subquery())
        .order_by(Prediction.read_at.desc())
        .limit(1)
    ).first()
    return None if row is None else prediction_line(row)


def second_readings(
    connection: Connection, scope: PlaceScope, account_id: int, *, leave_out: Sequence[int] = ()
) -> list[Candidate]:
    """Texts of the tenth that is read twice, checked once and by somebody else, newest first.

    The number of a text decides whether it is one of the tenth, so neither reader chooses it.
    """
    once = (
        select(Decision.complaint_id)
        .group_by(Decision.complaint_id)
        .having(func.count() == 1, func.max(Decision.account_id) != account_id)
    )
    return _candidates(
        connection,
        scope,
        [
            Complaint.id.in_(once),
            Complaint.id % READ_TWICE_OF == 0,
            Complaint.id.not_in(leave_out),
        ],
    )


def _candidates(
    connection: Connection, scope: PlaceScope, wanted: Sequence[ColumnElement[bool]]
) -> list[Candidate]:
    rows = connection.execute(
        select(
            Prediction,
            Complaint.text,
            Complaint.local_date,
            # Marked by a person it is on the way to help, whatever a second reader is shown.
            and_(
                Complaint.danger,
                or_(Complaint.danger_by.is_(None), ~_is_decided()),
            ).label("danger"),
            ServiceCounter.name.label("counter_name"),
        )
        .join(
            Complaint,
            (Complaint.id == Prediction.complaint_id)
            & (Complaint.read_by == Prediction.model_version),
        )
        .join(ServiceCounter, ServiceCounter.id == Complaint.counter_id)
        .where(
            *scope.conditions(Complaint),
            *shown_to_head(),
            *wanted,
        )
        .order_by(Complaint.danger.desc(), Complaint.id.desc())
        .limit(SECOND_READINGS)
    )
    return [
        Candidate(
            row.complaint_id,
            row.text,
            row.counter_name,
            row.local_date,
            row.danger,
            prediction_line(row),
        )
        for row in rows
    ]


def _is_decided() -> ColumnElement[bool]:
    return select(Decision.id).where(Decision.complaint_id == Complaint.id).exists()


def count_unchecked(connection: Connection, scope: PlaceScope) -> int:
    """How many texts within reach nobody has checked."""
    return connection.execute(
        select(func.count())
        .select_from(Complaint)
        .where(*scope.conditions(Complaint), *shown_to_head(), ~_is_decided())
    ).scalar_one()


def count_checked(connection: Connection, account_id: int, since: datetime) -> int:
    """How many texts a person has checked since a moment."""
    return connection.execute(
        select(func.count())
        .select_from(Decision)
        .where(Decision.account_id == account_id, Decision.decided_at >= since)
    ).scalar_one()


def own_last_decision(
    connection: Connection, account_id: int, now: datetime, within: timedelta
) -> int | None:
    """The number of a person's own newest decision, while it can still be taken back."""
    row = connection.execute(
        select(Decision.id)
        .where(Decision.account_id == account_id, Decision.decided_at > now - within)
        .where(Decision.id.in_(newest_decisions()))
        .order_by(Decision.id.desc())
        .limit(1)
    ).first()
    return None if row is None else int(row[0])


def count_decided_since(connection: Connection, moment: datetime) -> int:
    """In how many texts people have read something since a moment."""
    return connection.execute(
        select(func.count(Decision.complaint_id.distinct())).where(Decision.decided_at > moment)
    ).scalar_one()


def decided_lately(connection: Connection) -> list[str]:
    """The texts of the newest decisions of anybody, to choose others beside them."""
    rows = connection.execute(
        select(Complaint.text)
        .join(Decision, Decision.complaint_id == Complaint.id)
        .order_by(Decision.id.desc())
        .limit(LATELY)
    )
    return [str(row[0]) for row in rows]


def checked_by_version(connection: Connection, version: str) -> list[Checked]:
    """Where one version of the model read something and a person decided: both, side by side."""
    rows = connection.execute(
        select(Prediction.labels, Decision.labels, Prediction.scores)
        .join(Decision, Decision.complaint_id == Prediction.complaint_id)
        .where(
            Prediction.model_version == version,
            Decision.id.in_(newest_decisions()),
            # A decision made before this version existed was not a check of it.
            Decision.decided_at >= Prediction.read_at,
        )
    )
    return [Checked(tuple(row[0]), tuple(row[1]), row[2]) for row in rows]


def count_read_by_version(connection: Connection) -> dict[str, int]:
    """How many texts each version was the last to read."""
    rows = connection.execute(
        select(Complaint.read_by, func.count())
        .where(Complaint.read_by.is_not(None))
        .group_by(Complaint.read_by)
    )
    return {str(row[0]): int(row[1]) for row in rows}
