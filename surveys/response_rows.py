"""Answers as rows: what is inserted, and each draft in the words of its database.

SQLite's module takes numbers and text as they are, but looks for an adapter at every None, truth
value and date, which costs more than to store them. Its rows therefore hold 0 for what is missing
(the statement makes NULL of it), numbers for truth values, and dates as text.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from surveys.bulk import Insertion, prepared
from surveys.tables.responses import COLUMNS

if TYPE_CHECKING:
    from surveys.responses import Draft

Row = tuple[object, ...]

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
ARRAY_TYPES = {
    "id": "bigint",
    "issued_on": "date",
    "form_key": "text",
    "digest": "text",
    "submitted_at": "timestamptz",
    "local_date": "date",
    "counter_id": "int",
    "unit_id": "int",
    "service_id": "int",
    "questionnaire_id": "int",
    "channel": "text",
    "helped": "bool",
    "age_band": "text",
    "sex": "text",
    "education": "text",
    "occupation": "text",
    "lang": "text",
    "marks": "int",
    "excluded": "bool",
}
"""Types of the columns on PostgreSQL; the scores, not named here, are smallint."""

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
COMPLAINT_TYPES = {
    "id": "bigint",
    "unit_id": "int",
    "counter_id": "int",
    "local_date": "date",
    "text": "text",
    "receipt": "text",
    "sealed": "bytea",
    "status": "text",
}
"""Types of the columns on PostgreSQL; the marks, not named here, are bool."""


INSERT_RESPONSES = prepared(
    Insertion(
        "response",
        RESPONSE_COLUMNS,
        ARRAY_TYPES,
        other_type="smallint",
        arrays_tail="on conflict do nothing returning id",
        nullable=NULLABLE,
    )
)
"""On PostgreSQL another process may have stored a key a moment ago; that row is left out."""

INSERT_COMPLAINTS = prepared(
    Insertion(
        "complaint",
        COMPLAINT_COLUMNS,
        COMPLAINT_TYPES,
        other_type="bool",
        nullable=frozenset({"sealed"}),
    )
)
INSERT_EXCLUSIONS = prepared(
    Insertion(
        "exclusion",
        ("response_id", "reason", "actor", "excluded_at"),
        {"response_id": "bigint", "excluded_at": "timestamptz"},
        other_type="text",
    )
)


def _text_of(moment: datetime) -> str:
    """SQLAlchemy's own format, so that the declared tables read back what is written here."""
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:26]


def response_row(number: int, draft: "Draft", sqlite: bool) -> Row:
    """A response in the order of RESPONSE_COLUMNS."""
    if sqlite:
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
    return (
        number,
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


def complaint_row(number: int, draft: "Draft", sqlite: bool) -> Row:
    """The case of a comment in the order of COMPLAINT_COLUMNS, not read by anybody yet."""
    return (
        number,
        draft.unit_id,
        draft.counter_id,
        draft.local_date.isoformat() if sqlite else draft.local_date,
        draft.comment,
        draft.receipt,
        int(draft.private) if sqlite else draft.private,
        (draft.sealed or 0) if sqlite else draft.sealed,
        "new",
        *((0, 0, 1) if sqlite else (False, False, True)),
    )


def exclusion_row(number: int, draft: "Draft", sqlite: bool) -> Row:
    """Why the portal itself keeps a response out of the figures."""
    at = _text_of(draft.submitted_at) if sqlite else draft.submitted_at
    return (number, "honeypot", "portal", at)
