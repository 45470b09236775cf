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

from surveys.arrivals_postgresql import store_together
from surveys.bulk import at_once, insert_rows
from surveys.response_rows import (
    INSERT_COMPLAINTS,
    INSERT_EXCLUSIONS,
    INSERT_RESPONSES,
    MARK_REUSED_KEY,
    complaint_row,
    exclusion_row,
    response_row,
)
from surveys.rollups import raise_counts_of_rows

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


USE_SLIP = "update slip set used_key = ? where code = ? and used_key is null"


def store_drafts(connection: Connection, drafts: Sequence[Draft]) -> list[Stored]:
    """Store a batch: each form key with its content once, counts raised, cases opened.

    Answers in the order given. What is there already is answered as it was, with the same receipt.
    Never commits; raises what the database raises, and then nothing of the batch is stored.
    """
    if connection.dialect.name != "sqlite":
        there = store_together(connection, drafts)
        return [Stored(draft.receipt, place in there) for place, draft in enumerate(drafts)]
    pairs = [(draft.form_key, draft.digest) for draft in drafts]
    known = _known(connection, list({draft.form_key for draft in drafts}))
    new = _new_ones(drafts, known)
    if new:
        _insert_new(connection, new)
    stored: list[Stored] = []
    for pair, draft in zip(pairs, drafts, strict=True):
        stored.append(Stored(draft.receipt, pair in known))
        known.add(pair)
    return stored


def _new_ones(drafts: Sequence[Draft], known: set[tuple[str, str]]) -> list[Draft]:
    """Those that are not there yet, each once, marked where its key was used before."""
    seen_keys = {form_key for form_key, _ in known}
    taken: set[tuple[str, str]] = set()
    new: list[Draft] = []
    for draft in drafts:
        pair = (draft.form_key, draft.digest)
        if pair in known or pair in taken:
            continue
        if draft.form_key in seen_keys:
            draft.marks |= MARK_REUSED_KEY
        seen_keys.add(draft.form_key)
        taken.add(pair)
        new.append(draft)
    return new


def known_pairs(connection: Connection, keys: list[str]) -> set[tuple[str, str]]:
    """Those of these form keys that are stored, each with its digests."""
    if connection.dialect.name == "sqlite":
        return _known(connection, keys)
    found = connection.exec_driver_sql(
        "select form_key, digest from response where form_key = any(%s::text[])", (keys,)
    )
    return {(row[0], row[1]) for row in found}


def _known(connection: Connection, keys: list[str]) -> set[tuple[str, str]]:
    """Form keys of the batch that SQLite holds already, each with its digests."""
    # Filled up to a power of two with a key that nobody has: few statements, all prepared.
    length = 1 << (len(keys) - 1).bit_length()
    return set(at_once(connection, _known_of(length), [*keys, *[""] * (length - len(keys))]))


@cache
def _known_of(length: int) -> str:
    marks = ", ".join("?" * length)
    return f"select form_key, digest from response where form_key in ({marks})"


def _insert_new(connection: Connection, new: list[Draft]) -> None:
    """Insert into SQLite, which has one writer, so that the next numbers are simply the next."""
    _use_slips(connection, new)
    last = at_once(connection, "select max(id) from response")[0][0] or 0
    numbered = list(enumerate(new, last + 1))
    insert_rows(connection, INSERT_RESPONSES, [response_row(n, d) for n, d in numbered])
    cases = [complaint_row(n, draft) for n, draft in numbered if draft.comment is not None]
    insert_rows(connection, INSERT_COMPLAINTS, cases)
    kept_out = [exclusion_row(n, draft) for n, draft in numbered if draft.excluded]
    insert_rows(connection, INSERT_EXCLUSIONS, kept_out)
    raise_counts_of_rows(connection, numbered[0][0], numbered[-1][0])


def _use_slips(connection: Connection, new: list[Draft]) -> None:
    """Spend one-time codes; one that was spent before counts as an ordinary scan."""
    for draft in new:
        if draft.slip is not None:
            used = connection.exec_driver_sql(USE_SLIP, (draft.form_key, draft.slip))
            draft.channel = "slip" if used.rowcount == 1 else "qr"
