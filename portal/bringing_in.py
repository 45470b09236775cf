"""What an import does, in steps between which answers of citizens are stored.

Everything is read, checked and masked before anything is written. Then the registry is written in
one go, the answers in slices, the public figures a few at a time. An import that is broken off has
written whole slices; the same import again skips them and goes on. What an export restores into an
empty database is written in one go, since half of it could not be resumed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from secrets import token_bytes
from typing import NoReturn

from sqlalchemy import Connection

from portal import form_keys
from portal.database import Database
from portal.intake import masked_comment
from portal.publishing import publish
from portal.secret import load_secret
from surveys import accounts, exchange, topics, training_history
from surveys.exchange import Incoming, Makers, Overtaken
from surveys.exchange_check import Report
from surveys.exchange_restore import write_own
from surveys.exchange_rows import Column, Sheet

CHECKING, STORING, PUBLISHING = "checking", "storing", "publishing"
"""What an import is doing, in this order."""

Tell = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Sent:
    """Tables to bring in: who sent them, under which name, and whether they are only rehearsed."""

    sheets: Sequence[Sheet]
    actor: str
    source: str
    now: datetime
    rehearse: bool = False


class _Rehearsed(Exception):
    """Nothing is wrong, and nothing is kept."""


def makers_for(secret: bytes, sealing_key: str) -> Makers:
    """What an import needs from the portal."""
    return Makers(
        masked=partial(masked_comment, sealing_key=sealing_key),
        receipt_for=lambda form_key, digest: form_keys.receipt_of(secret, form_key, digest),
        random_bytes=token_bytes,
    )


def import_sheets(
    database: Database,
    sheets: Sequence[Sheet],
    *,
    actor: str,
    source: str,
    now: datetime,
    tell: Tell = lambda what, done, total: None,
    smallest_group: int = 5,
    rehearse: bool = False,
    sealing_key: str = "",
    columns: Mapping[str, Mapping[str, Column]] | None = None,
) -> Report:
    """Bring tables in with their line in the audit log; raises Rejected with every fault.

    A rehearsal writes nothing: its report says what would have happened. sealing_key : seals the
    names in comments until these are read. columns : the only tables and columns that whoever sent
    them may bring in.
    """
    sent = Sent(sheets, actor, source[:200], now, rehearse)
    makers = makers_for(database.write(load_secret), sealing_key)
    while True:
        incoming = database.read_at_once(
            partial(
                exchange.check_tables,
                sheets=sheets,
                now=now,
                tell=partial(tell, CHECKING),
                columns=columns,
            )
        )
        try:
            _write(database, sent, incoming, makers, tell)
            break
        except _Rehearsed:
            return incoming.report
        except Overtaken:
            # Somebody changed the registry meanwhile: against what stands there now, again.
            continue
    publish(database, now, smallest_group, tell=partial(tell, PUBLISHING))
    return incoming.report


def _write(database: Database, sent: Sent, incoming: Incoming, makers: Makers, tell: Tell) -> None:
    if incoming.restored:
        database.write(partial(_restore, sent=sent, incoming=incoming, makers=makers, tell=tell))
        return
    database.write(partial(_register, sent=sent, incoming=incoming, makers=makers))
    if not incoming.has_responses:
        return
    total = len(incoming.rows)
    slices = database.read(
        partial(exchange.drafts_of, incoming=incoming, now=sent.now, makers=makers)
    )
    done = 0
    for batch in slices:
        database.write(partial(exchange.write_answers, batch=batch, report=incoming.report))
        done += len(batch)
        tell(STORING, done, total)
    database.write(partial(_note, sent=sent, report=incoming.report))


def _register(connection: Connection, sent: Sent, incoming: Incoming, makers: Makers) -> None:
    """Write the registry with its history, and note that answers are about to follow."""
    before, taught = training_history.states(connection), topics.states(connection)
    exchange.write_places(connection, incoming, now=sent.now, makers=makers)
    if sent.rehearse:
        exchange.count_answers(connection, incoming)
        _take_back()
    if incoming.has_responses:
        accounts.record(
            connection,
            actor=sent.actor,
            action="import_begun",
            now=sent.now,
            subject=sent.source,
            detail={"responses": len(incoming.rows)},
        )
    else:
        _note(connection, sent, incoming.report)
    training_history.record_corrections(connection, before, actor=sent.actor, now=sent.now)
    topics.record_corrections(connection, taught, actor=sent.actor, now=sent.now)


def _restore(
    connection: Connection, sent: Sent, incoming: Incoming, makers: Makers, tell: Tell
) -> None:
    """Write everything in one go: what an export holds beside the tables of an import as well."""
    before, taught = training_history.states(connection), topics.states(connection)
    exchange.write_places(connection, incoming, now=sent.now, makers=makers)
    done = 0
    for batch in exchange.drafts_of(connection, incoming, now=sent.now, makers=makers):
        exchange.write_answers(connection, batch, incoming.report)
        done += len(batch)
        tell(STORING, done, len(incoming.rows))
    write_own(connection, incoming.restored, incoming.report, sent.now)
    if sent.rehearse:
        _take_back()
    _note(connection, sent, incoming.report)
    training_history.record_corrections(connection, before, actor=sent.actor, now=sent.now)
    topics.record_corrections(connection, taught, actor=sent.actor, now=sent.now)


def _take_back() -> NoReturn:
    raise _Rehearsed


def _note(connection: Connection, sent: Sent, report: Report) -> None:
    accounts.record(
        connection,
        actor=sent.actor,
        action="imported",
        now=sent.now,
        subject=sent.source,
        detail=exchange.summary(report),
    )
