"""Answers of citizens: what a draft holds, and how a batch of them is stored.

This is the hot path, so it speaks plain SQL: a batch of up to a thousand answers costs a handful
of statements, whatever its size.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection

from surveys.bulk import arrays_of, at_once, insert_rows
from surveys.few_trips import known_and_numbers, stored_in_one_trip
from surveys.response_rows import (
    INSERT_COMPLAINTS,
    INSERT_EXCLUSIONS,
    INSERT_RESPONSES,
    complaint_row,
    exclusion_row,
    response_row,
)
from surveys.rollups import raise_counts, raise_counts_of_rows

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
    keys = list({form_key for form_key, _ in fresh})
    numbers: list[int] = []
    if connection.dialect.name == "sqlite":
        known = _known(connection, keys)
    else:
        known, numbers = known_and_numbers(connection, keys, len(fresh))
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
        _insert_new(connection, new, numbers)
    if not known and len(fresh) == len(pairs):
        return [Stored(draft.receipt, False) for draft in drafts]
    stored: list[Stored] = []
    for pair, draft in zip(pairs, drafts, strict=True):
        stored.append(Stored(draft.receipt, pair in known))
        known.add(pair)
    return stored


def _known(connection: Connection, keys: list[str]) -> set[tuple[str, str]]:
    """Form keys of the batch that SQLite holds already, each with its digests."""
    # Filled up to a power of two with a key that nobody has: few statements, all prepared.
    length = 1 << (len(keys) - 1).bit_length()
    return set(at_once(connection, _known_of(length), [*keys, *[""] * (length - len(keys))]))


@cache
def _known_of(length: int) -> str:
    marks = ", ".join("?" * length)
    return f"select form_key, digest from response where form_key in ({marks})"


def _insert_new(connection: Connection, new: list[Draft], numbers: list[int]) -> None:
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        # In one order for all processes, so that two with the same keys never wait in a ring.
        new.sort(key=lambda draft: (draft.form_key, draft.digest))
    _use_slips(connection, new)
    if not sqlite and stored_in_one_trip(connection, list(zip(numbers, new, strict=False))):
        return
    numbered = _insert_responses(connection, new, numbers)
    cases = [
        complaint_row(number, draft, sqlite)
        for number, draft in numbered
        if draft.comment is not None
    ]
    insert_rows(connection, INSERT_COMPLAINTS, cases)
    kept_out = [
        exclusion_row(number, draft, sqlite) for number, draft in numbered if draft.excluded
    ]
    insert_rows(connection, INSERT_EXCLUSIONS, kept_out)
    if sqlite:
        raise_counts_of_rows(connection, numbered[0][0], numbered[-1][0])
    else:
        raise_counts(connection, [draft for _, draft in numbered])


def _insert_responses(
    connection: Connection, new: list[Draft], numbers: Sequence[int]
) -> list[tuple[int, Draft]]:
    """Insert the rows; returns those that are new, with their numbers.

    SQLite has one writer, so the next numbers are simply the next. On PostgreSQL another process
    may have stored the same key a moment ago: what it stored is left out of the answer.
    """
    if connection.dialect.name == "sqlite":
        last = at_once(connection, "select max(id) from response")[0][0] or 0
        numbers = range(last + 1, last + 1 + len(new))
        rows = [response_row(n, d, True) for n, d in zip(numbers, new, strict=True)]
        insert_rows(connection, INSERT_RESPONSES, rows)
        return list(zip(numbers, new, strict=True))
    by_number = dict(zip(numbers, new, strict=False))
    rows = [response_row(number, draft, False) for number, draft in by_number.items()]
    inserted = connection.exec_driver_sql(INSERT_RESPONSES.arrays, arrays_of(rows))
    return [(int(row[0]), by_number[int(row[0])]) for row in inserted]


def _use_slips(connection: Connection, new: list[Draft]) -> None:
    """Spend one-time codes; one that was spent before counts as an ordinary scan."""
    for draft in new:
        if draft.slip is not None:
            used = connection.exec_driver_sql(
                USE_SLIP[connection.dialect.name], (draft.form_key, draft.slip)
            )
            draft.channel = "slip" if used.rowcount == 1 else "qr"
