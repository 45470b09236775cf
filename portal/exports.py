"""Exports in the background: a thread that hands each to a low-priority child and keeps its file.

The queue is a table, so a restart loses nothing: an export that fell silent is made again.
"""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from portal.database import Database, utc_now
from portal.repeated import Repeated
from portal.settings import Settings
from surveys import export_jobs
from surveys.broken_documents import broken_documents

CLEAN_SECONDS = 600.0
SHOWN = 5
"""Rows to mend that are named on the page; the command names more."""
ENDINGS = {"csv": "zip", "xlsx": "xlsx", "parquet": "zip"}


def folder_of(settings: Settings) -> Path:
    """Where files of exports are kept for a day."""
    return settings.data_dir / "exports"


def file_of(settings: Settings, job_id: int, form: str) -> Path:
    """The file of an export."""
    return folder_of(settings) / f"{job_id}.{ENDINGS[form]}"


def _what_stopped_it(connection: Connection) -> str:
    """Why an export ended before, a sentence a line, and what to do."""
    broken = broken_documents(connection)
    if not broken:
        return "Ekspor berhenti di tengah jalan. Mulai lagi."
    lines = [f"{one}." for one in broken[:SHOWN]]
    if len(broken) > SHOWN:
        lines.append(f"... dan {len(broken) - SHOWN} lagi.")
    return "\n".join(
        [
            "Gagal: ada catatan di basis data yang diubah dengan tangan dan tidak terbaca lagi.",
            *lines,
            "Minta pengelola memperbaikinya atau memulihkan cadangan, lalu minta ekspor lagi.",
        ]
    )


class ExportDesk:
    """Makes what was asked for, one after the other."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._repeated = Repeated("exports", self.make_next, self._clean_when_due)
        self._child: subprocess.Popen[str] | None = None
        self._cleaned_at = -CLEAN_SECONDS

    def start(self) -> None:
        """Begin; returns at once."""
        self._repeated.start()

    def stop(self) -> None:
        """End; an export that is under way is made again after the next start."""
        self._repeated.tell_to_stop()
        child = self._child
        if child is not None:
            child.kill()
        self._repeated.wait()

    def _clean_when_due(self) -> None:
        if time.monotonic() - self._cleaned_at >= CLEAN_SECONDS:
            self._cleaned_at = time.monotonic()
            self.clean()

    def make_next(self) -> bool:
        """Make the next export; False when none waits."""
        if not self._database.read(export_jobs.unfinished):
            return False
        taken = self._database.write(lambda connection: export_jobs.take(connection, utc_now()))
        if taken is None:
            return False
        job_id, form = taken
        rows = self._made(job_id, form)
        if rows is None:
            if not self._repeated.stopping:
                problem = self._database.read(_what_stopped_it)
                self._database.write(
                    lambda connection: export_jobs.fail(connection, job_id, problem)
                )
            return True
        size = file_of(self._settings, job_id, form).stat().st_size
        self._database.write(
            lambda connection: export_jobs.finish(connection, job_id, rows, size, utc_now())
        )
        return True

    def _made(self, job_id: int, form: str) -> dict[str, int] | None:
        """Let a child write the file; the rows by table, or None where it ended before."""
        target = file_of(self._settings, job_id, form)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.parent.chmod(0o700)
        asked = {"url": self._database.url, "form": form, "target": str(target.absolute())}
        self._child = subprocess.Popen(
            [sys.executable, "-m", "portal.export_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parent.parent,
        )
        rows: dict[str, int] | None = None
        try:
            if self._child.stdin is None or self._child.stdout is None or self._repeated.stopping:
                return None
            self._child.stdin.write(json.dumps(asked))
            self._child.stdin.close()
            for line in self._child.stdout:
                told = json.loads(line)
                rows = told.get("rows", rows)
                if "done" in told:
                    self._tell(job_id, told)
        finally:
            self._child.kill()
            self._child.wait()
            if self._child.stdout is not None:
                self._child.stdout.close()
            self._child = None
        return rows

    def _tell(self, job_id: int, told: dict[str, Any]) -> None:
        self._database.write(
            lambda connection: export_jobs.go_on(
                connection, job_id, told["done"], told["total"], utc_now()
            )
        )

    def clean(self) -> None:
        """Delete files whose day is over, and leftovers that nobody can fetch."""
        folder = folder_of(self._settings)
        old = self._database.write(lambda connection: export_jobs.forget_old(connection, utc_now()))
        for job_id in old:
            for ending in set(ENDINGS.values()):
                (folder / f"{job_id}.{ending}").unlink(missing_ok=True)
        if folder.is_dir() and not self._database.read(export_jobs.unfinished):
            for leftover in folder.glob(".*"):
                shutil.rmtree(leftover, ignore_errors=True)
