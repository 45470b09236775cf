"""How what the model reads moves from month to month, beside what people find by chance checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, case, extract, func, select
from sqlalchemy.orm import aliased

from surveys.complaints import shown_to_head
from surveys.tables import Complaint, Decision, Prediction


@dataclass(frozen=True)
class MonthRead:
    """The texts of one month: how many were read, and in how many the model was in doubt."""

    first_day: date
    texts: int
    doubtful: int


@dataclass(frozen=True)
class LabelShare:
    """In how many of the texts drawn by chance a label was read, found by people, or by one alone.

    only_read : the model had read it and the person did not find it; only_found : the other way.
    """

    label: str
    read: int
    found: int
    only_read: int
    only_found: int


@dataclass(frozen=True)
class Shares:
    """How many texts were read, and labels in those that were drawn by chance and checked."""

    texts: int
    drawn: int
    labels: list[LabelShare]


@dataclass(frozen=True)
class ReadTwice:
    """A text that two people read without seeing each other's labels; the month of the second."""

    first_day: date
    first: tuple[str, ...]
    second: tuple[str, ...]
    polarities: tuple[str, str]


def _last_reading() -> ColumnElement[bool]:
    """A text beside what the version that read it last found in it."""
    same = Prediction.complaint_id == Complaint.id
    return same & (Prediction.model_version == Complaint.read_by)


def months_read(connection: Connection, first: date) -> list[MonthRead]:
    """Per month since a day what was read, by the version that read it last; newest month first."""
    year, month = extract("year", Complaint.local_date), extract("month", Complaint.local_date)
    rows = connection.execute(
        select(year, month, func.count(), func.sum(case((Prediction.needs_review, 1), else_=0)))
        .join(Prediction, _last_reading())
        .where(Complaint.local_date >= first)
        .group_by(year, month)
        .order_by(year.desc(), month.desc())
    )
    return [
        MonthRead(date(int(row[0]), int(row[1]), 1), int(row[2]), int(row[3] or 0)) for row in rows
    ]


def label_shares(connection: Connection, first: date, labels: Sequence[str]) -> Shares:
    """What the model and people found in the same texts, those drawn by chance, since a day.

    Only a text that chance had set apart when it was first checked counts: one that was looked at
    because the model was in doubt stands for no others. On which page does not matter, since
    leaving out what heads read with the case would leave out complaints. The model's word is the
    one it had given before.
    """
    texts = connection.execute(
        select(func.count())
        .select_from(Complaint)
        .join(Prediction, _last_reading())
        .where(*shown_to_head(), Complaint.local_date >= first)
    ).scalar_one()
    pairs = _read_and_found(connection, first)
    return Shares(texts, len(pairs), [_share_of(label, pairs) for label in labels])


def _read_and_found(connection: Connection, first: date) -> list[tuple[list[str], list[str]]]:
    """Labels by the model and by the first person of each text drawn by chance since a day."""
    first_checks = select(func.min(Decision.id)).group_by(Decision.complaint_id)
    rows = connection.execute(
        select(Decision.complaint_id, Prediction.labels, Decision.labels)
        .join(Complaint, Complaint.id == Decision.complaint_id)
        .join(Prediction, Prediction.complaint_id == Decision.complaint_id)
        .where(Decision.id.in_(first_checks), Decision.drawn, Complaint.local_date >= first)
        .where(Prediction.read_at <= Decision.decided_at)
        .order_by(Prediction.read_at)
    )
    newest = {number: (list(read), list(found)) for number, read, found in rows}
    return list(newest.values())


def _share_of(label: str, pairs: Sequence[tuple[list[str], list[str]]]) -> LabelShare:
    read, found = ([label in pair[side] for pair in pairs] for side in (0, 1))
    both = sum(one and other for one, other in zip(read, found, strict=True))
    return LabelShare(label, sum(read), sum(found), sum(read) - both, sum(found) - both)


def read_twice(connection: Connection) -> list[ReadTwice]:
    """Texts that the desk put before a second person: both readings, oldest first.

    What somebody corrects on the page of a case, where the first reading stands, is none.
    """
    second, other = aliased(Decision), aliased(Decision)
    first = select(func.min(other.id)).where(other.complaint_id == second.complaint_id)
    rows = connection.execute(
        select(
            second.decided_at, Decision.labels, second.labels, Decision.polarity, second.polarity
        )
        .join(Decision, Decision.id == first.scalar_subquery())
        .where(second.again)
        .order_by(second.id)
    )
    return [
        ReadTwice(row[0].date().replace(day=1), tuple(row[1]), tuple(row[2]), (row[3], row[4]))
        for row in rows
    ]
