"""`suara export`."""

import argparse
from collections.abc import Sequence
from sqlite3 import Error as DriverError

from sqlalchemy.exc import SQLAlchemyError

from portal.commands import Session, Subparsers, add_command, file_path
from portal.database import utc_now
from portal.documents.tables import FORMATS, write_tables
from portal.labelling import label_everything
from surveys import accounts
from surveys.broken_documents import BrokenDocument, broken_documents
from surveys.errors import Refused
from surveys.exchange_export import (
    RECEIPTS_OPEN,
    about_everything,
    count_responses,
    outgoing,
)

SHOWN = 20


def run_export(arguments: argparse.Namespace, session: Session) -> int:
    """Everything as tables in a folder; personal data is masked, what is sealed stays here."""
    database = session.open()
    with session.progress("Membaca komentar") as tell:
        label_everything(database, session.settings, tell)
    total = database.read(count_responses)
    with session.progress("Mengekspor") as tell:
        try:
            counts = database.read_at_once(
                lambda connection: write_tables(
                    outgoing(connection),
                    arguments.out,
                    arguments.format,
                    total,
                    tell,
                    about_everything(utc_now()),
                )
            )
        except (ValueError, TypeError, SQLAlchemyError, DriverError) as problem:
            broken = database.read(broken_documents)
            if not broken:
                raise
            raise Refused(_told(broken)) from problem
    database.write(
        lambda connection: accounts.record(
            connection,
            actor="command line",
            action="exported",
            now=utc_now(),
            subject=arguments.format,
            detail={"rows": counts},
        )
    )
    if arguments.json:
        session.answer({"folder": str(arguments.out), "format": arguments.format, "rows": counts})
    else:
        session.say(f"{sum(counts.values())} baris ada di {arguments.out}.")
    session.warn(f"peringatan: {RECEIPTS_OPEN}")
    return 0


def _told(broken: Sequence[BrokenDocument]) -> str:
    """Every row to mend, and that nothing was written."""
    lines = [str(one) for one in broken[:SHOWN]]
    if len(broken) > SHOWN:
        lines.append(f"... dan {len(broken) - SHOWN} lagi")
    return "\n".join(["tidak ada yang ditulis; perbaiki dulu:", *lines])


def register(subparsers: Subparsers) -> None:
    """Offer `suara export`."""
    parser = add_command(subparsers, "export", run_export, "everything as tables in a folder")
    parser.add_argument("--out", type=file_path, required=True, metavar="DIR")
    parser.add_argument("--format", choices=FORMATS, default="csv")
