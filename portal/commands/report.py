"""`suara report`: the SKM report of a unit or agency."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from portal.commands import Session, Subparsers, add_command, file_path
from portal.commands.results import document
from portal.commands.typed import day
from portal.database import utc_now
from surveys import results_units
from surveys.errors import Refused
from surveys.results_report import SkmReport
from surveys.results_report_agency import agency_report_of, public_agency_report_of
from surveys.results_report_public import public_report_of
from surveys.results_report_working import report_of
from surveys.rules.periods import local_day, period_of


def _report_asked(
    connection: Connection, arguments: argparse.Namespace, first: date, last: date, smallest: int
) -> SkmReport:
    results_units.scope_of(connection, arguments.unit, arguments.agency)
    if arguments.edition == "public":
        period = period_of(first, last)
        if period is None:
            raise Refused(
                f"{first} sampai {last} bukan satu triwulan, semester, atau tahun;"
                " edisi public dibuat hanya untuk itu"
            )
        if arguments.agency is not None:
            return public_agency_report_of(connection, arguments.agency, period, smallest)
        return public_report_of(connection, arguments.unit, period, smallest)
    # Whoever holds the database sees every sheet of it, so nothing is withheld.
    if arguments.agency is not None:
        report = agency_report_of(connection, arguments.agency, first, last, 1)
    else:
        report = report_of(connection, arguments.unit, first, last, 1)
    return replace(report, smallest=smallest)


def run_report(arguments: argparse.Namespace, session: Session) -> int:
    """The SKM report of a unit or agency, written as PDF or workbook by the file's ending."""
    from portal.documents.making import Making
    from portal.documents.report import report_pdf
    from portal.documents.workbook import report_xlsx

    first, last = date.fromisoformat(arguments.first), date.fromisoformat(arguments.last)
    if first > last:
        raise Refused(f"--from {first} sesudah --to {last}; balik urutannya")
    makers = {".pdf": report_pdf, ".xlsx": report_xlsx}
    target: Path = arguments.out
    make = makers.get(target.suffix.lower())
    if make is None:
        raise Refused(f"{target.name}: jenis berkas tidak dikenal; pakai .pdf atau .xlsx")

    smallest = session.settings.smallest_group
    report = session.open().read(lambda c: _report_asked(c, arguments, first, last, smallest))
    today = local_day(utc_now(), "Asia/Jakarta")
    settings = session.settings
    made = make(report, Making(today, settings.public_address, settings.sample_mark))
    partial = target.with_name(target.name + ".part")
    partial.write_bytes(made)
    partial.replace(target)
    if arguments.json:
        figures = report.figures
        told = {"file": str(target), "bytes": len(made), "edition": arguments.edition}
        session.answer({**told, **document(figures)})
    else:
        session.say(f"Laporan {report.unit_name} ada di {target} ({len(made) // 1024} KiB).")
    return 0


def register(subparsers: Subparsers) -> None:
    """Offer `suara report`."""
    parser = add_command(subparsers, "report", run_report, "the SKM report that the rules ask for")
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--unit", metavar="CODE", help="this unit")
    place.add_argument("--agency", metavar="CODE", help="the agency with all its units")
    parser.add_argument("--from", dest="first", type=day, metavar="DATE", required=True)
    parser.add_argument("--to", dest="last", type=day, metavar="DATE", required=True)
    parser.add_argument("--out", type=file_path, metavar="F.pdf|.xlsx", required=True)
    parser.add_argument(
        "--edition",
        choices=("working", "public"),
        default="working",
        help="working: every sheet, stays within the agency; public: as everybody sees it",
    )
