"""Exports that are made in the background: what waits, how far it is, whose it is, until when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from surveys import waiting_jobs
from surveys.waiting_jobs import KEPT, fail, go_on

__all__ = ["ask", "export_of", "exports_of", "fail", "finish", "forget_old", "go_on", "take"]

KIND = "export"


@dataclass(frozen=True)
class ExportLine:
    """One export of a person."""

    job_id: int
    form: str
    state: str
    done: int
    total: int | None
    asked_at: datetime
    rows: int | None
    size_bytes: int | None
    made_at: datetime | None
    problem: str | None

    @property
    def kept_until(self) -> datetime | None:
        """When the file is deleted."""
        return None if self.made_at is None else self.made_at + KEPT


def ask(connection: Connection, form: str, made_by: str, now: datetime) -> bool:
    """Let everything be exported in a format; False where the same is under way already."""
    uniq = f"{KIND}|{made_by}|{form}"
    return waiting_jobs.ask(connection, KIND, {"form": form}, uniq, made_by, now) is not None


def exports_of(connection: Connection, made_by: str) -> list[ExportLine]:
    """The exports of a person, the newest first."""
    return [_line(row) for row in waiting_jobs.newest_of(connection, KIND, made_by)]


def export_of(connection: Connection, job_id: int, made_by: str) -> ExportLine:
    """One export of a person; raises NotFound for none, and for somebody else's."""
    return _line(waiting_jobs.one_of(connection, job_id, KIND, made_by))


def _line(row: Any) -> ExportLine:
    result = row.result or {}
    made = result.get("made_at")
    return ExportLine(
        row.id,
        row.args["form"],
        row.state,
        row.done,
        row.total,
        datetime.fromisoformat(row.args["asked_at"]),
        result.get("rows"),
        result.get("bytes"),
        None if made is None else datetime.fromisoformat(made),
        row.problem,
    )


def take(connection: Connection, now: datetime) -> tuple[int, str] | None:
    """The next export to make: its number and format. One that fell silent is taken up again."""
    row = waiting_jobs.take(connection, KIND, now)
    return None if row is None else (row.id, row.args["form"])


def finish(
    connection: Connection, job_id: int, rows: dict[str, int], size_bytes: int, now: datetime
) -> None:
    """The file is there."""
    result = {"rows": sum(rows.values()), "bytes": size_bytes, "made_at": now.isoformat()}
    waiting_jobs.finish(connection, job_id, result)


def forget_old(connection: Connection, now: datetime) -> list[int]:
    """Take exports off the list whose time is over; returns their numbers."""
    return waiting_jobs.forget_old(connection, KIND, now)


def unfinished(connection: Connection) -> int:
    """How many wait or are being made."""
    return waiting_jobs.unfinished(connection, KIND)
