"""`suara import`."""

import argparse

from portal.bringing_in import import_sheets
from portal.commands import Session, Subparsers, add_command, file_path
from portal.database import utc_now
from portal.spreadsheets import read_source
from surveys.exchange import Rejected
from surveys.exchange_check import Remark, Report

SHOWN = 200


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
                tell=lambda _what, done, total: tell(done, total),
                smallest_group=session.settings.smallest_group,
                rehearse=arguments.dry_run,
                sealing_key=session.settings.sealing_key,
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
