"""`suara import-older`: results that were measured before this portal."""

import argparse
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from portal.commands import Session, Subparsers, add_command, file_path
from portal.commands.exchange import answer_report
from portal.database import Database, utc_now
from portal.spreadsheets import csv_rows, header_of, workbook_rows
from surveys import accounts, older_public, older_results
from surveys.errors import Refused
from surveys.exchange import Rejected, summary
from surveys.exchange_check import Report
from surveys.exchange_rows import Sheet
from surveys.older_rows import BY_YEAR, TABLE, U8_CHOICES, Asked
from surveys.rules.elements import Element


def read_rows(path: Path) -> list[list[str]]:
    """The cells of a CSV file or of a workbook's first sheet, header included."""
    if not path.is_file():
        raise Refused(f"{path} tidak ada; beri satu CSV atau XLSX")
    if path.suffix.lower() in {".xlsx", ".xlsm", ".ods"}:
        return workbook_rows(path)
    return csv_rows(path.read_bytes(), path.name)


def import_older(
    database: Database,
    rows: list[list[str]],
    asked: Asked,
    *,
    unit_code: str = "",
    agency_code: str = "",
    period_code: str = "",
    now: datetime,
    smallest_group: int,
) -> Report:
    """Import a table, or (with a period) one place's sheets, and note it in the audit log."""

    def work(connection: Connection) -> Report:
        if period_code or unit_code or agency_code:
            report = older_results.import_matrix(
                connection,
                rows,
                asked.origin,
                unit_code=unit_code,
                agency_code=agency_code,
                period_code=period_code,
                asked=asked,
                now=now,
            )
        else:
            header = header_of(rows)
            sheet = Sheet(TABLE, asked.origin, header, rows[1:])
            report = older_results.import_table(connection, sheet, asked, now)
        accounts.record(
            connection,
            actor=asked.actor,
            action="older_results_imported",
            now=now,
            subject=asked.origin[:200],
            detail={**summary(report), "scale": asked.scale.code, "u8": asked.u8_is},
        )
        older_public.settle(connection, now, smallest_group)
        return report

    return database.write(work)


def run_import_older(arguments: argparse.Namespace, session: Session) -> int:
    """Import older results; 1 with every fault listed and nothing written."""
    asked = Asked(
        BY_YEAR[arguments.scale],
        None if arguments.u8 is None else Element(arguments.u8),
        arguments.path.name,
        "command line",
    )
    rows = read_rows(arguments.path)
    try:
        report = import_older(
            session.open(),
            rows,
            asked,
            unit_code=arguments.unit or "",
            agency_code=arguments.agency or "",
            period_code=arguments.period or "",
            now=utc_now(),
            smallest_group=session.settings.smallest_group,
        )
    except Rejected as problem:
        report = problem.report
    return answer_report(report, arguments, session)


def register(subparsers: Subparsers) -> None:
    """Offer `suara import-older`."""
    parser = add_command(
        subparsers,
        "import-older",
        run_import_older,
        "bring in results from before the portal: a table of indexes, or one place's sheets",
    )
    parser.add_argument(
        "path", type=file_path, help="CSV or XLSX with unit_code, period, index, grade …"
    )
    parser.add_argument(
        "--scale", choices=sorted(BY_YEAR), required=True, help="which rule graded them"
    )
    parser.add_argument(
        "--u8",
        choices=[element.value for element in U8_CHOICES],
        help="what the eighth column is; asked wherever the file has u8 or u9",
    )
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--unit", metavar="CODE", help="the file holds this unit's sheets")
    place.add_argument("--agency", metavar="CODE", help="the file holds this agency's sheets")
    parser.add_argument("--period", metavar="PERIOD", help="of the sheets: 2016, 2016-2, 2016-Q3")
