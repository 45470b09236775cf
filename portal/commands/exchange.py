"""`suara import`."""

import argparse
from datetime import datetime
from secrets import token_bytes

from sqlalchemy import Connection

from ml.redaction import redact
from portal import form_keys
from portal.commands import Session, Subparsers, add_command, file_path
from portal.database import Database, utc_now
from portal.secret import load_secret
from portal.spreadsheets import read_source
from surveys import accounts, exchange, publication, topics, training_history
from surveys.exchange import Makers, Rejected, Tell
from surveys.exchange_check import Remark, Report
from surveys.exchange_rows import Sheet

SHOWN = 200


def makers_for(secret: bytes) -> Makers:
    """What an import needs from the portal."""
    return Makers(
        redact=lambda text: redact(text).text,
        receipt_for=lambda form_key, digest: form_keys.receipt_of(secret, form_key, digest),
        random_bytes=token_bytes,
    )


def import_sheets(
    database: Database,
    sheets: list[Sheet],
    *,
    actor: str,
    source: str,
    now: datetime,
    tell: Tell = lambda done, total: None,
    smallest_group: int = 5,
    rehearse: bool = False,
) -> Report:
    """Import in one transaction with its line in the audit log; raises Rejected with the faults.

    A rehearsal does everything and takes it back: its report says what would have happened.
    """

    def work(connection: Connection) -> Report:
        secret = load_secret(connection)
        before, taught = training_history.states(connection), topics.states(connection)
        report = exchange.import_tables(
            connection, sheets, now=now, makers=makers_for(secret), tell=tell
        )
        if rehearse:
            raise _Rehearsed(report)
        accounts.record(
            connection,
            actor=actor,
            action="imported",
            now=now,
            subject=source[:200],
            detail=exchange.summary(report),
        )
        training_history.record_corrections(connection, before, actor=actor, now=now)
        topics.record_corrections(connection, taught, actor=actor, now=now)
        publication.refresh_all(connection, now, smallest_group)
        return report

    try:
        return database.write(work)
    except _Rehearsed as over:
        return over.report


class _Rehearsed(Exception):
    """Nothing is wrong, and nothing is kept."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


def run_import(arguments: argparse.Namespace, session: Session) -> int:
    """Import a folder or workbook; 1 with every fault listed and nothing written."""
    sheets = read_source(arguments.path)
    try:
        with session.progress("Mengimpor") as tell:
            report = import_sheets(
                session.open(),
                sheets,
                actor="command line",
                source=arguments.path.name,
                now=utc_now(),
                tell=tell,
                smallest_group=session.settings.smallest_group,
                rehearse=arguments.dry_run,
            )
    except Rejected as problem:
        report = problem.report
    return answer_report(report, arguments, session)


def answer_report(report: Report, arguments: argparse.Namespace, session: Session) -> int:
    """Tell what an import did or why it did nothing; the status of the command."""
    if arguments.json:
        session.answer(report.document())
    else:
        _print(report, session)
    return 1 if report.errors else 0


def _print(report: Report, session: Session) -> None:
    for words, remarks in (("", report.errors), ("peringatan: ", report.warnings)):
        for remark in remarks[:SHOWN]:
            session.warn(_line(remark, words))
        if len(remarks) > SHOWN:
            session.warn(f"… dan {len(remarks) - SHOWN} lagi; pakai --json untuk semuanya")
    if report.errors:
        session.say(f"Ada {len(report.errors)} kesalahan. Tidak ada yang disimpan.")
        return
    for name in report.written:
        session.say(
            f"{name:13} {report.written[name]:8} baru  {report.updated[name]:8} diperbarui"
            f"  {report.skipped[name]:8} tetap"
        )


def _line(remark: Remark, words: str) -> str:
    return f"{words}{remark.file}:{remark.row}: {remark.column}: {remark.message}"


def register(subparsers: Subparsers) -> None:
    """Offer `suara import`."""
    parser = add_command(
        subparsers, "import", run_import, "bring in a folder of CSV files or a workbook"
    )
    parser.add_argument("path", type=file_path, help="folder, CSV file or XLSX workbook")
    parser.add_argument("--dry-run", action="store_true", help="check everything and store nothing")
