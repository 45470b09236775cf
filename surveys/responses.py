"""Answers of citizens: what a draft holds, and how a batch of them is stored.

This is the hot path, so it speaks plain SQL: a batch of up to a thousand answers costs a handful
of statements, whatever its size.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection

from surveys.bulk import Insertion, at_once, columns_of, insert_rows, prepared
from surveys.rollups import raise_counts
from surveys.tables.responses import COLUMNS

MARK_REUSED_KEY = 1
MARK_NO_KEY = 2
MARK_FORGED_KEY = 4
MARK_OLD_KEY = 8
MARK_TOO_FAST = 16
MARK_HONEYPOT = 32
MARK_SHARED_NETWORK = 64
MARKS = {
    MARK_REUSED_KEY: "reused_key",
    MARK_NO_KEY: "no_key",
    MARK_FORGED_KEY: "forged_key",
    MARK_OLD_KEY: "old_key",
    MARK_TOO_FAST: "too_fast",
    MARK_HONEYPOT: "honeypot",
    MARK_SHARED_NETWORK: "shared_network",
}
"""What may look odd about a response; a mark never excludes it."""


@dataclass(slots=True)
class Draft:
    """Answers that have been read and checked but not stored yet; the comment is masked already.

    scores : the nine elements in the questionnaire's order, 1-4 or None.
    receipt : thirteen signs when there is a comment, else None.
    """

    issued_on: date
    form_key: str
    digest: str
    submitted_at: datetime
    local_date: date
    counter_id: int
    unit_id: int
    questionnaire_id: int
    channel: str
    scores: tuple[int | None, ...]
    overall: int | None = None
    service_id: int | None = None
    helped: bool = False
    age_band: str | None = None
    sex: str | None = None
    education: str | None = None
    occupation: str | None = None
    lang: str | None = None
    comment: str | None = None
    private: bool = False
    receipt: str | None = None
    sealed: bytes | None = None
    slip: str | None = None
    marks: int = 0
    excluded: bool = False
    extra: dict[str, Any] | None = field(default=None)


class Stored(NamedTuple):
    """A response that is on disk: its receipt, and whether it had been there before."""

    receipt: str | None
    again: bool


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
    )
)
"""On PostgreSQL another process may have stored a key a moment ago; that row is left out."""

INSERT_COMPLAINTS = prepared(
    Insertion("complaint", COMPLAINT_COLUMNS, COMPLAINT_TYPES, other_type="bool")
)
INSERT_EXCLUSIONS = prepared(
    Insertion(
        "exclusion",
        ("response_id", "reason", "actor", "excluded_at"),
        {"response_id": "bigint", "excluded_at": "timestamptz"},
        other_type="text",
    )
)
USE_SLIP = {
    dialect: f"update slip set used_key = {mark} where code = {mark} and used_key is null"
    for dialect, mark in (("sqlite", "?"), ("postgresql", "%s"))
}


def store_drafts(connection: Connection, drafts: Sequence[Draft]) -> list[Stored]:
    """Store a batch: each form key with its content once, counts raised, cases opened.

    Answers in the order given. What is there already is answered as it was, with the same receipt.
    Never commits; raises what the database raises, and then nothing of the batch is stored.
    """
    fresh: dict[tuple[str, str], Draft] = {}
    pairs = [(draft.form_key, draft.digest) for draft in drafts]
    for pair, draft in zip(pairs, drafts, strict=True):
        fresh.setdefault(pair, draft)
    known = _known(connection, fresh)
    first_seen: set[str] = {form_key for form_key, _ in known}
    new: list[Draft] = []
    for pair, draft in fresh.items():
        if pair in known:
            continue
        if draft.form_key in first_seen:
            draft.marks |= MARK_REUSED_KEY
        first_seen.add(draft.form_key)
        new.append(draft)
    if new:
        _insert_new(connection, new)
    if not known and len(fresh) == len(pairs):
        return [Stored(draft.receipt, False) for draft in drafts]
    stored: list[Stored] = []
    for pair, draft in zip(pairs, drafts, strict=True):
        stored.append(Stored(draft.receipt, pair in known))
        known.add(pair)
    return stored


def _known(connection: Connection, fresh: dict[tuple[str, str], Draft]) -> set[tuple[str, str]]:
    """Form keys of the batch that are stored already, each with its digests."""
    keys = list({form_key for form_key, _ in fresh})
    if connection.dialect.name == "sqlite":
        # Filled up to a power of two with a key that nobody has: few statements, all prepared.
        length = 1 << (len(keys) - 1).bit_length()
        found = at_once(connection, _known_of(length), [*keys, *[""] * (length - len(keys))])
        return set(found)
    rows = connection.exec_driver_sql(
        "select form_key, digest from response where form_key = any(%s)", (keys,)
    )
    return {(row[0], row[1]) for row in rows}


@cache
def _known_of(length: int) -> str:
    marks = ", ".join("?" * length)
    return f"select form_key, digest from response where form_key in ({marks})"


def _insert_new(connection: Connection, new: list[Draft]) -> None:
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        # In one order for all processes, so that two with the same keys never wait in a ring.
        new.sort(key=lambda draft: (draft.form_key, draft.digest))
    _use_slips(connection, new)
    numbered = _insert_responses(connection, new)
    cases = [
        _complaint_row(number, draft, sqlite)
        for number, draft in numbered
        if draft.comment is not None
    ]
    insert_rows(connection, INSERT_COMPLAINTS, cases)
    kept_out = [
        (number, "honeypot", "portal", _moment(draft.submitted_at, sqlite))
        for number, draft in numbered
        if draft.excluded
    ]
    insert_rows(connection, INSERT_EXCLUSIONS, kept_out)
    raise_counts(connection, [draft for _, draft in numbered])


def _insert_responses(connection: Connection, new: list[Draft]) -> list[tuple[int, Draft]]:
    """Insert the rows; returns those that are new, with their numbers.

    SQLite has one writer, so the next numbers are simply the next. On PostgreSQL another process
    may have stored the same key a moment ago: what it stored is left out of the answer.
    """
    if connection.dialect.name == "sqlite":
        last = at_once(connection, "select max(id) from response")[0][0] or 0
        numbers: Sequence[int] = range(last + 1, last + 1 + len(new))
        rows = [_response_row(n, d, True) for n, d in zip(numbers, new, strict=True)]
        insert_rows(connection, INSERT_RESPONSES, rows)
        return list(zip(numbers, new, strict=True))
    found = connection.exec_driver_sql(
        "select nextval('response_id_seq') from generate_series(1, %s)", (len(new),)
    )
    by_number = {int(row[0]): draft for row, draft in zip(found.all(), new, strict=True)}
    rows = [_response_row(number, draft, False) for number, draft in by_number.items()]
    inserted = connection.exec_driver_sql(INSERT_RESPONSES.arrays, columns_of(rows))
    return [(int(row[0]), by_number[int(row[0])]) for row in inserted]


def _use_slips(connection: Connection, new: list[Draft]) -> None:
    """Spend one-time codes; one that was spent before counts as an ordinary scan."""
    for draft in new:
        if draft.slip is not None:
            used = connection.exec_driver_sql(
                USE_SLIP[connection.dialect.name], (draft.form_key, draft.slip)
            )
            draft.channel = "slip" if used.rowcount == 1 else "qr"


def _moment(moment: datetime, sqlite: bool) -> object:
    # SQLAlchemy's own format, so that rows written here are read back by the declared tables.
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:26] if sqlite else moment


def _response_row(number: int, draft: Draft, sqlite: bool) -> tuple[object, ...]:
    return (
        number,
        draft.issued_on.isoformat() if sqlite else draft.issued_on,
        draft.form_key,
        draft.digest,
        _moment(draft.submitted_at, sqlite),
        draft.local_date.isoformat() if sqlite else draft.local_date,
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


def _complaint_row(number: int, draft: Draft, sqlite: bool) -> tuple[object, ...]:
    return (
        number,
        draft.unit_id,
        draft.counter_id,
        draft.local_date.isoformat() if sqlite else draft.local_date,
        draft.comment,
        draft.receipt,
        draft.private,
        draft.sealed,
        "new",
        False,
        False,
        True,
    )
