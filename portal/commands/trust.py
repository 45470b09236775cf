"""`suara trust`: what is odd about the answers, counter by counter."""

import argparse
from typing import Any

from sqlalchemy import Connection

from portal.case_desk import today_of_province
from portal.commands import Session, Subparsers, add_command
from portal.database import utc_now
from surveys import results_periods, results_units, trust
from surveys.rules.periods import Period, parse_period
from surveys.rules.trust import Finding
from surveys.trust import TrustNote


def run_trust(arguments: argparse.Namespace, session: Session) -> int:
    """The trust notes of a place and period, the oddest counters first."""
    smallest = session.settings.smallest_group

    def look(connection: Connection) -> tuple[Period, list[TrustNote]]:
        scope = results_units.scope_of(connection, arguments.unit, arguments.agency)
        today = today_of_province(utc_now())
        period = arguments.period or results_periods.period_to_show(connection, scope, today)
        first, last = period.first_day, period.last_day
        return period, trust.trust_notes(connection, scope, first, last, smallest)

    period, notes = session.open().read(look)
    if arguments.json:
        session.answer({"period": period.code, "counters": [_document(note) for note in notes]})
        return 0
    odd = [note for note in notes if note.odd]
    session.say(f"{period.label.id}: {len(odd)} dari {len(notes)} loket perlu dilihat")
    for note in odd:
        signs = "; ".join(_words(finding) for finding in note.odd)
        session.say(f"{note.counter_code} ({note.unit_name}), {note.responses} jawaban: {signs}")
    return 0


def _words(finding: Finding) -> str:
    when = "" if finding.first is None else f" pada {finding.first.date()}"
    return f"{finding.sign.value} {finding.count} dari {finding.of}{when}"


def _document(note: TrustNote) -> dict[str, Any]:
    return {
        "counter_code": note.counter_code,
        "unit_code": note.unit_code,
        "responses": note.responses,
        "channels": {part.channel: part.responses for part in note.channels},
        "findings": {
            finding.sign.value: {
                "count": finding.count,
                "of": finding.of,
                "first": None if finding.first is None else finding.first.isoformat(),
                "last": None if finding.last is None else finding.last.isoformat(),
                "worth_a_look": finding.worth_a_look,
            }
            for finding in note.findings
        },
    }


def _period(text: str) -> Period:
    try:
        return parse_period(text)
    except ValueError as problem:
        message = f"'{text}' bukan periode; isi seperti 2026-Q3"
        raise argparse.ArgumentTypeError(message) from problem


def register(subparsers: Subparsers) -> None:
    """Add the command to the command line."""
    parser = add_command(subparsers, "trust", run_trust, "what is odd about how answers came")
    parser.add_argument("--unit", metavar="CODE")
    parser.add_argument("--agency", metavar="CODE")
    parser.add_argument("--period", metavar="PERIOD", type=_period, help="as 2026-Q3, 2026-2")
