"""How what the model reads moves from month to month, beside what people find by chance checks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, case, extract, func, select

from surveys import review
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
    """How often a label was read, and how often people found it in texts drawn by chance."""

    label: str
    read: int
    found: int


@dataclass(frozen=True)
class Shares:
    """Label shares of what was read and of what was drawn by chance and checked."""

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
    """Label shares since a day: read by the model, and found by people in texts drawn by chance.

    Only a text that chance had set apart when it was first checked counts as such: one that was
    looked at because the model was in doubt stands for no others. On which page does not matter,
    since leaving out what heads read with the case would leave out complaints.
    """
    read = connection.execute(
        select(Prediction.labels)
        .join(Complaint, _last_reading())
        .where(*shown_to_head(), Complaint.local_date >= first)
    ).scalars()
    first_checks = select(func.min(Decision.id)).group_by(Decision.complaint_id)
    found = connection.execute(
        select(Decision.labels)
        .join(Complaint, Complaint.id == Decision.complaint_id)
        .where(Decision.id.in_(first_checks), Decision.drawn, Complaint.local_date >= first)
    ).scalars()
    read_rows, found_rows = list(read), list(found)
    by_model = Counter(label for row in read_rows for label in row)
    by_people = Counter(label for row in found_rows for label in row)
    return Shares(
        len(read_rows),
        len(found_rows),
        [LabelShare(label, by_model[label], by_people[label]) for label in labels],
    )


def read_twice(connection: Connection) -> list[ReadTwice]:
    """Texts that a second person read by chance after a first: both readings, oldest first."""
    twice = (
        select(Decision.complaint_id)
        .group_by(Decision.complaint_id)
        .having(func.count(Decision.account_id.distinct()) > 1)
    )
    rows = connection.execute(
        select(Decision).where(Decision.complaint_id.in_(twice)).order_by(Decision.id)
    )
    first: dict[int, object] = {}
    found: list[ReadTwice] = []
    for row in rows:
        one = first.setdefault(row.complaint_id, row)
        by_chance = row.complaint_id % review.READ_TWICE_OF == 0
        if one is None or one.account_id == row.account_id or not by_chance:  # type: ignore[attr-defined]
            continue
        found.append(
            ReadTwice(
                row.decided_at.date().replace(day=1),
                tuple(one.labels),  # type: ignore[attr-defined]
                tuple(row.labels),
                (one.polarity, row.polarity),  # type: ignore[attr-defined]
            )
        )
        first[row.complaint_id] = None
    return found
