"""`suara counter close` and `suara counter reopen`."""

import argparse

from sqlalchemy import Connection

from portal.commands import Session, Subparsers
from portal.commands.typed import day
from portal.database import utc_now
from surveys import accounts, closed_counters
from surveys.errors import NotFound, Refused


def run_counter(arguments: argparse.Namespace, session: Session) -> int:
    """Close a counter from a day on with a reason, or open it again."""
    closes = arguments.what == "close"
    try:
        changed = session.open().write(lambda c: _work(c, arguments))
    except NotFound:
        raise Refused(f"loket '{arguments.counter}' tidak ada") from None
    if arguments.json:
        session.answer({"counter_code": arguments.counter, "changed": changed})
    elif not changed:
        session.say("Sudah begitu. Tidak ada yang diubah.")
    elif closes:
        session.say(f"Loket {arguments.counter} ditutup mulai {arguments.day}.")
    else:
        session.say(f"Loket {arguments.counter} buka lagi.")
    return 0


def _work(connection: Connection, arguments: argparse.Namespace) -> bool:
    now, code, detail = utc_now(), arguments.counter, {}
    if arguments.what == "close":
        action, detail = "counter_closed", {"from": arguments.day, "reason": arguments.reason}
        changed = closed_counters.close(connection, code, arguments.day, arguments.reason, now)
    else:
        action, changed = "counter_reopened", closed_counters.reopen(connection, code, now)
    if changed:
        accounts.record(
            connection, actor="command line", action=action, now=now, subject=code, detail=detail
        )
    return changed


def register(subparsers: Subparsers) -> None:
    """Offer `suara counter`."""
    counter = subparsers.add_parser("counter", help="close a counter, or open it again")
    actions = counter.add_subparsers(required=True, metavar="close|reopen")
    for what, words in (
        ("close", "close a counter for good: its survey stops, its answers stay"),
        ("reopen", "open a closed counter again"),
    ):
        parser = actions.add_parser(what, help=words, description=words)
        parser.add_argument("counter", metavar="CODE")
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")
        parser.add_argument("--database", metavar="URL", help="address of the database")
        parser.set_defaults(run=run_counter, command="counter", what=what, uses_database=True)
        if what == "close":
            parser.add_argument("--from", dest="day", type=day, required=True, metavar="DATE")
            parser.add_argument("--reason", required=True, help="citizens who scan it read this")
    counter.set_defaults(run=run_counter)
