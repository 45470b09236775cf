"""Imports in the background: a thread that brings in what was sent, and tells how far it is.

The queue is a table and the files stay until the end, so an import that a restart broke off is
taken up again; what it had stored is skipped.
"""

import logging
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from portal.bringing_in import import_sheets
from portal.database import Database, utc_now
from portal.repeated import Repeated
from portal.settings import Settings
from portal.spreadsheets import read_source
from surveys import import_jobs, waiting_jobs
from surveys.errors import Refused
from surveys.exchange import Rejected
from surveys.exchange_check import TRAINING_COLUMNS, Remark, Report
from surveys.exchange_rows import FILES, Sheet
from surveys.import_jobs import ImportLine

log = logging.getLogger("suara")

WORKBOOK = "workbook.xlsx"
TELL_SECONDS = 0.5
CLEAN_SECONDS = 600.0


def folder_of(settings: Settings, name: str) -> Path:
    """Where the files of an import lie until it has ended."""
    return settings.data_dir / "imports" / Path(name).name


class _Stopping(Exception):
    """The portal ends while an import is under way: it is taken up again after the next start."""


class ImportDesk:
    """Brings in what was sent, one import after the other."""

    def __init__(
        self, settings: Settings, database: Database, places_changed: Callable[[], None]
    ) -> None:
        self._settings = settings
        self._database = database
        self._places_changed = places_changed
        self._repeated = Repeated("imports", self.do_next, self._clean_when_due)
        self._cleaned_at = -CLEAN_SECONDS

    def start(self) -> None:
        """Begin; returns at once."""
        self._repeated.start()

    def look_now(self) -> None:
        """Begin with what has just been sent."""
        self._repeated.look_now()

    def stop(self) -> None:
        """End; an import that is under way goes on after the next start."""
        self._repeated.tell_to_stop()
        self._repeated.wait()

    def do_next(self) -> bool:
        """Do the next import; False when none waits."""
        if not self._database.read(partial(waiting_jobs.unfinished, kind=import_jobs.KIND)):
            return False
        taken = self._database.write(
            lambda connection: waiting_jobs.take(connection, import_jobs.KIND, utc_now())
        )
        if taken is None:
            return False
        line, made_by = import_jobs.line_of(taken), str(taken.made_by)
        try:
            self._end(line, self._report(line, made_by))
        except _Stopping:
            return False
        except Refused as problem:
            self._fail(line, problem.reason)
        except Exception:
            log.exception("an import failed")
            self._fail(line, "Impor berhenti di tengah jalan. Kirim lagi berkas yang sama.")
        shutil.rmtree(folder_of(self._settings, line.folder), ignore_errors=True)
        return True

    def _report(self, line: ImportLine, made_by: str) -> Report:
        told = [0.0, ""]

        def tell(step: str, done: int, total: int) -> None:
            if self._repeated.stopping:
                raise _Stopping
            if step == told[1] and time.monotonic() - cast("float", told[0]) < TELL_SECONDS:
                return
            told[:] = [time.monotonic(), step]
            self._database.write(
                lambda connection: import_jobs.go_on(
                    connection, line.job_id, step, done, total, utc_now()
                )
            )

        try:
            return import_sheets(
                self._database,
                sheets_in(folder_of(self._settings, line.folder), line.source),
                actor=made_by,
                source=line.source,
                now=utc_now(),
                tell=tell,
                smallest_group=self._settings.smallest_group,
                rehearse=line.rehearse,
                sealing_key=self._settings.sealing_key,
                columns=TRAINING_COLUMNS if line.training_only else None,
            )
        except Rejected as problem:
            problem.report.errors.sort(key=_place)
            return problem.report

    def _end(self, line: ImportLine, report: Report) -> None:
        self._database.write(
            lambda connection: import_jobs.finish(connection, line.job_id, report, utc_now())
        )
        if not report.errors and not line.rehearse:
            self._places_changed()

    def _fail(self, line: ImportLine, reason: str) -> None:
        self._database.write(lambda connection: waiting_jobs.fail(connection, line.job_id, reason))

    def _clean_when_due(self) -> None:
        if time.monotonic() - self._cleaned_at >= CLEAN_SECONDS:
            self._cleaned_at = time.monotonic()
            self._database.write(
                lambda connection: waiting_jobs.forget_old(connection, import_jobs.KIND, utc_now())
            )


def sheets_in(folder: Path, shown: str) -> list[Sheet]:
    """The tables of what was sent; raises Refused in words that name what the sender named."""
    source = folder / WORKBOOK if (folder / WORKBOOK).exists() else folder
    try:
        sheets = read_source(source)
    except Refused as problem:
        # Where the file lies on this machine is of no use to whoever sent it.
        reason = problem.reason.replace(str(source), shown).replace(WORKBOOK, shown)
        raise Refused(reason) from None
    # What an export holds beside the import's own tables is restored by the command alone.
    return [sheet for sheet in sheets if sheet.name in FILES]


def _place(fault: Remark) -> tuple[int, int]:
    """Where a fault stands, so that a person goes through the files from top to bottom."""
    return FILES.index(fault.file.removesuffix(".csv")), fault.row
