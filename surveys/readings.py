"""Reading what citizens wrote: the texts that wait, what a model read, what a person decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from surveys.case_days import class_day, days, is_recent
from surveys.holidays import known_holidays
from surveys.rules.deadlines import ComplaintClass, Holidays
from surveys.rules.periods import local_day
from surveys.tables import Complaint, ComplaintLabel, Decision, Prediction, Response, Unit


@dataclass(frozen=True)
class Reading:
    """What a model read in one text.

    keeps_names : no complaint of integrity by this reading, but not so surely that names which are
    sealed could be destroyed before a person has read the text. polarity_doubt : 0 where the model
    is sure of the polarity to 1 where it could as well be another; None where nobody kept it.
    """

    complaint_id: int
    labels: tuple[str, ...]
    scores: Mapping[str, float]
    polarity: str
    subtype: str | None
    needs_review: bool
    confidential: bool
    danger: bool
    keeps_names: bool = False
    polarity_doubt: float | None = None


def unread(connection: Connection, limit: int) -> list[tuple[int, str]]:
    """Texts that no model has read yet, oldest first: number and text."""
    rows = connection.execute(
        select(Complaint.id, Complaint.text)
        .where(Complaint.read_by.is_(None))
        .order_by(Complaint.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


def count_unread(connection: Connection, before: date | None = None) -> int:
    """How many texts wait to be read; of those from before a day where one is given."""
    waiting = select(func.count()).select_from(Complaint).where(Complaint.read_by.is_(None))
    if before is not None:
        waiting = waiting.where(Complaint.local_date < before)
    return connection.execute(waiting).scalar_one()


@dataclass(frozen=True)
class Waiting:
    """How many texts wait to be read, and since when the oldest does."""

    texts: int
    since: datetime | None


def waiting(connection: Connection) -> Waiting:
    """What nobody has read yet."""
    first = connection.execute(
        select(func.min(Complaint.id)).where(Complaint.read_by.is_(None))
    ).scalar()
    if first is None:
        return Waiting(0, None)
    since = connection.execute(
        select(Response.submitted_at).where(Response.id == first)
    ).scalar_one()
    return Waiting(count_unread(connection), since)


def not_read_by(connection: Connection, version: str, limit: int) -> list[tuple[int, str]]:
    """Texts that this version of the model has not read, unread ones first: number and text.

    All texts are read by one version, since figures of before and after would otherwise differ
    because the reader changed.
    """
    found = unread(connection, limit)
    if len(found) < limit:
        rows = connection.execute(
            select(Complaint.id, Complaint.text)
            .where((Complaint.read_by < version) | (Complaint.read_by > version))
            .order_by(Complaint.read_by, Complaint.id)
            .limit(limit - len(found))
        )
        found += [(row[0], row[1]) for row in rows]
    return found


def count_not_read_by(connection: Connection, version: str) -> int:
    """How many texts this version of the model has not read."""
    outdated = select(func.count()).where(
        (Complaint.read_by < version) | (Complaint.read_by > version)
    )
    return count_unread(connection) + connection.execute(outdated).scalar_one()


def store_readings(
    connection: Connection, readings: Sequence[Reading], model_version: str, now: datetime
) -> None:
    """Keep what a model read; where a person has decided, that stays what counts."""
    numbers = [reading.complaint_id for reading in readings]
    if not numbers:
        return
    there = set(
        connection.execute(
            select(Prediction.complaint_id).where(
                Prediction.complaint_id.in_(numbers), Prediction.model_version == model_version
            )
        ).scalars()
    )
    decided = set(
        connection.execute(
            select(Decision.complaint_id).where(Decision.complaint_id.in_(numbers))
        ).scalars()
    )
    fresh = [reading for reading in readings if reading.complaint_id not in there]
    if fresh:
        connection.execute(
            insert(Prediction), [_prediction(one, model_version, now) for one in fresh]
        )
    effective = [reading for reading in readings if reading.complaint_id not in decided]
    _set_effective(connection, effective, model_version, now)
    kept = [reading for reading in readings if reading.complaint_id in decided]
    _hear_danger(connection, kept, model_version, now)


def _prediction(reading: Reading, model_version: str, now: datetime) -> dict[str, Any]:
    return {
        "complaint_id": reading.complaint_id,
        "model_version": model_version,
        "labels": list(reading.labels),
        "scores": {label: round(score, 4) for label, score in reading.scores.items()},
        "polarity": reading.polarity,
        "subtype": reading.subtype,
        "polarity_doubt": reading.polarity_doubt,
        "needs_review": reading.needs_review,
        "read_at": now,
    }


def _set_effective(
    connection: Connection, readings: Sequence[Reading], model_version: str, now: datetime
) -> None:
    """Make a model's reading what counts for these cases."""
    if not readings:
        return
    numbers = [reading.complaint_id for reading in readings]
    connection.execute(delete(ComplaintLabel).where(ComplaintLabel.complaint_id.in_(numbers)))
    labels = [
        {"complaint_id": reading.complaint_id, "label": label, "source": "model"}
        for reading in readings
        for label in reading.labels
    ]
    if labels:
        connection.execute(insert(ComplaintLabel), labels)
    before = _before(connection, numbers)
    holidays = known_holidays(connection)
    effective = [
        _effective_row(reading, before[reading.complaint_id], model_version, now, holidays)
        for reading in readings
    ]
    _change_each(connection, effective)
    # Names are kept for an inquiry alone; what needs none loses them as soon as that is known. Only
    # a first reading can know: what it doubted waits for a person, however sure the next one is.
    doubtful = {reading.complaint_id for reading in readings if reading.keeps_names}
    ordinary = [
        row["number"]
        for row in effective
        if not row["confidential"]
        and row["number"] not in doubtful
        and before[row["number"]].read_by is None
    ]
    connection.execute(
        update(Complaint)
        .where(Complaint.id.in_(ordinary), Complaint.sealed.is_not(None))
        .values(sealed=None)
    )


def _hear_danger(
    connection: Connection, readings: Sequence[Reading], model_version: str, now: datetime
) -> None:
    """Of texts that people have read only danger is heard, where nobody said whether there is."""
    if not readings:
        return
    before = _before(connection, [reading.complaint_id for reading in readings])
    holidays = known_holidays(connection)
    heard: list[dict[str, Any]] = []
    for reading in readings:
        case = before[reading.complaint_id]
        danger, danger_on = _danger_in(reading, case, now)
        heard.append(
            {
                "number": reading.complaint_id,
                "danger": danger,
                "danger_on": danger_on,
                "read_by": model_version,
                **days(case.kind, case.class_due_on, danger_on, holidays),
            }
        )
    _change_each(connection, heard)


def _change_each(connection: Connection, rows: list[dict[str, Any]]) -> None:
    table: Any = Complaint.__table__
    connection.execute(table.update().where(table.c.id == bindparam("number")), rows)


def _before(connection: Connection, numbers: Sequence[int]) -> dict[int, Any]:
    """What counted of these cases until now, by number."""
    rows = connection.execute(
        select(
            Complaint.id,
            Complaint.local_date,
            Complaint.kind,
            Complaint.kind_by,
            Complaint.class_due_on,
            Complaint.class_from,
            Complaint.confidential,
            Complaint.read_by,
            Complaint.danger,
            Complaint.danger_by,
            Complaint.danger_on,
            Unit.time_zone,
        )
        .join(Unit, Unit.id == Complaint.unit_id)
        .where(Complaint.id.in_(numbers))
    )
    return {row.id: row for row in rows}


def _effective_row(
    reading: Reading, before: Any, model_version: str, now: datetime, holidays: Holidays
) -> dict[str, Any]:
    # What one version held back is never let go by the next: only a person does that.
    confidential = reading.confidential or before.confidential
    kind, class_due_on = before.kind, before.class_due_on
    danger, danger_on = _danger_in(reading, before, now)
    if before.kind_by is None:
        kind = proposed_kind(reading.polarity, reading.subtype, confidential)
        today = local_day(now, before.time_zone)
        class_due_on = class_day(before, kind, today, holidays, verifying=confidential)
    return {
        "number": reading.complaint_id,
        "polarity": reading.polarity,
        "confidential": confidential,
        "danger": danger,
        "danger_on": danger_on,
        "needs_review": reading.needs_review,
        "read_by": model_version,
        "kind": kind,
        **days(kind, class_due_on, danger_on, holidays),
    }


def _danger_in(reading: Reading, before: Any, now: datetime) -> tuple[bool, date | None]:
    """Whether there is danger, and since when; what was found once only a person clears."""
    if before.danger or before.danger_by is not None or not reading.danger:
        return before.danger, before.danger_on
    today = local_day(now, before.time_zone)
    since = before.local_date if before.read_by is None else today
    return True, since if is_recent(before.local_date, today) else None


def proposed_kind(
    polarity: str | None, subtype: str | None, confidential: bool
) -> ComplaintClass | None:
    """The class by rule until a person sets one; None for what asks for no answer."""
    if confidential:
        return ComplaintClass.SUPERVISORY
    if polarity == "complaint":
        return ComplaintClass.NOT_SUPERVISORY
    if polarity == "suggestion":
        return ComplaintClass.ASPIRATION
    return ComplaintClass.INFORMATION if subtype == "question" else None


@dataclass(frozen=True)
class PredictionLine:
    """What a version of the model found in a text."""

    model_version: str
    labels: tuple[str, ...]
    scores: Mapping[str, float]
    polarity: str
    subtype: str | None
    needs_review: bool
    read_at: datetime


def last_prediction(connection: Connection, complaint_id: int) -> PredictionLine | None:
    """The reading by the version that read a text last, which is an earlier one after a return."""
    row = connection.execute(
        select(Prediction)
        .join(Complaint, Complaint.id == Prediction.complaint_id)
        .where(Prediction.complaint_id == complaint_id)
        .order_by((Prediction.model_version == Complaint.read_by).desc(), Prediction.read_at.desc())
        .limit(1)
    ).first()
    return None if row is None else prediction_line(row)


def prediction_line(row: Any) -> PredictionLine:
    """A row of predictions as it is shown."""
    return PredictionLine(
        row.model_version,
        tuple(row.labels),
        row.scores,
        row.polarity,
        row.subtype,
        row.needs_review,
        row.read_at,
    )
