"""Answers as rows: what is inserted, and each draft in the words of its database.

SQLite's module takes numbers and text as they are, but looks for an adapter at every None, truth
value and date, which costs more than to store them. Its rows therefore hold 0 for what is missing
(the statement makes NULL of it), numbers for truth values, and dates as text.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from surveys.bulk import Insertion
from surveys.tables.responses import COLUMNS

if TYPE_CHECKING:
    from surveys.responses import Draft

Row = tuple[object, ...]

MARK_REUSED_KEY = 1

RESPONSE_COLUMNS = (
    "id",
    "issued_on",
    "form_key",
    "digest",
    "submitted_at",
    "local_date",
    "counter_id",
    "unit_id",
    "service_id",
    "questionnaire_id",
    "channel",
    "helped",
    *COLUMNS,
    "overall",
    "age_band",
    "sex",
    "education",
    "occupation",
    "lang",
    "marks",
    "excluded",
)

NULLABLE = frozenset(
    {*COLUMNS, "overall", "service_id", "age_band", "sex", "education", "occupation", "lang"}
)

COMPLAINT_COLUMNS = (
    "id",
    "unit_id",
    "counter_id",
    "local_date",
    "text",
    "receipt",
    "private",
    "sealed",
    "status",
    "confidential",
    "danger",
    "needs_review",
)

INSERT_RESPONSES = Insertion("response", RESPONSE_COLUMNS, nullable=NULLABLE).in_pieces()
INSERT_COMPLAINTS = Insertion(
    "complaint", COMPLAINT_COLUMNS, nullable=frozenset({"sealed"})
).in_pieces()
INSERT_EXCLUSIONS = Insertion(
    "exclusion", ("response_id", "reason", "actor", "excluded_at")
).in_pieces()
"""For SQLite; PostgreSQL stores by a function of its own (surveys.arrivals_postgresql)."""


def _text_of(moment: datetime) -> str:
    """SQLAlchemy's own format, so that the declared tables read back what is written here."""
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:26]


def response_row(number: int, draft: "Draft") -> Row:
    """A response for SQLite, in the order of RESPONSE_COLUMNS."""
    return (
        number,
        draft.issued_on.isoformat(),
        draft.form_key,
        draft.digest,
        _text_of(draft.submitted_at),
        draft.local_date.isoformat(),
        draft.counter_id,
        draft.unit_id,
        draft.service_id or 0,
        draft.questionnaire_id,
        draft.channel,
        1 if draft.helped else 0,
        *[score or 0 for score in draft.scores],
        draft.overall or 0,
        draft.age_band or 0,
        draft.sex or 0,
        draft.education or 0,
        draft.occupation or 0,
        draft.lang or 0,
        draft.marks,
        1 if draft.excluded else 0,
    )


def unnumbered_row(draft: "Draft") -> Row:
    """A response for PostgreSQL, which gives it its number: RESPONSE_COLUMNS after the first."""
    return (
        draft.issued_on,
        draft.form_key,
        draft.digest,
        draft.submitted_at,
        draft.local_date,
        draft.counter_id,
        draft.unit_id,
        draft.service_id,
        draft.questionnaire_id,
        draft.channel,
        draft.helped,
        *draft.scores,
        draft.overall,
        draft.age_band,
        draft.sex,
        draft.education,
        draft.occupation,
        draft.lang,
        draft.marks,
        draft.excluded,
    )


def complaint_row(number: int, draft: "Draft") -> Row:
    """The case of a comment for SQLite, in COMPLAINT_COLUMNS' order, not read by anybody yet."""
    return (
        number,
        draft.unit_id,
        draft.counter_id,
        draft.local_date.isoformat(),
        draft.comment,
        draft.receipt,
        int(draft.private),
        draft.sealed or 0,
        "new",
        0,
        0,
        1,
    )


def exclusion_row(number: int, draft: "Draft") -> Row:
    """Why the portal itself keeps a response out of the figures, for SQLite."""
    return (number, "honeypot", "portal", _text_of(draft.submitted_at))
