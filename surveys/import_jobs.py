"""Imports that are done in the background: what waits, how far it is, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from surveys import waiting_jobs
from surveys.exchange_check import Remark, Report
from surveys.tables import Job

KIND = "import"
MOST_KEPT = 2000
"""Faults and warnings that are kept for the page; the numbers tell how many there are."""


@dataclass(frozen=True)
class ImportLine:
    """One import of a person.

    step : what is being done, as portal.bringing_in names it. faults : how many there are, of which
    `report` holds the first. training_only : only what a training planner brings in.
    """

    job_id: int
    source: str
    folder: str
    rehearse: bool
    state: str
    step: str
    done: int
    total: int | None
    asked_at: datetime
    report: Report | None
    faults: int
    problem: str | None
    training_only: bool = False

    @property
    def under_way(self) -> bool:
        """Whether there is something to wait for."""
        return self.state in {"waiting", "running"}


def ask(
    connection: Connection,
    source: str,
    folder: str,
    made_by: str,
    now: datetime,
    *,
    rehearse: bool,
    training_only: bool = False,
) -> int | None:
    """Queue an import; its number, or None while another of this person is under way.

    folder : where its files lie, under a name that nobody guesses.
    """
    args = {
        "source": source[:200],
        "folder": folder,
        "rehearse": rehearse,
        "training_only": training_only,
    }
    return waiting_jobs.ask(connection, KIND, args, f"{KIND}|{made_by}", made_by, now)


def import_of(connection: Connection, job_id: int, made_by: str) -> ImportLine:
    """One import of a person; raises NotFound for none, and for somebody else's."""
    return line_of(waiting_jobs.one_of(connection, job_id, KIND, made_by))


def newest_import(connection: Connection, made_by: str) -> ImportLine | None:
    """The last import of a person, while it is remembered."""
    rows = waiting_jobs.newest_of(connection, KIND, made_by)
    return line_of(rows[0]) if rows else None


def line_of(row: Any) -> ImportLine:
    """A row of the queue as an import."""
    result = row.result or {}
    return ImportLine(
        row.id,
        row.args["source"],
        row.args["folder"],
        row.args["rehearse"],
        row.state,
        row.args.get("step", ""),
        row.done,
        row.total,
        datetime.fromisoformat(row.args["asked_at"]),
        _report(result["report"]) if "report" in result else None,
        result.get("faults", 0),
        row.problem,
        row.args.get("training_only", False),
    )


def _report(held: dict[str, Any]) -> Report:
    return Report(
        held["written"],
        held["updated"],
        held["skipped"],
        [Remark(**line) for line in held["errors"]],
        [Remark(**line) for line in held["warnings"]],
    )


def go_on(
    connection: Connection, job_id: int, step: str, done: int, total: int, now: datetime
) -> None:
    """Note what is being done and how far it is."""
    args = connection.execute(select(Job.args).where(Job.id == job_id)).scalar_one()
    if args.get("step") != step:
        changed = update(Job).where(Job.id == job_id).values(args={**args, "step": step})
        connection.execute(changed)
    waiting_jobs.go_on(connection, job_id, done, total, now)


def finish(connection: Connection, job_id: int, report: Report, now: datetime) -> None:
    """Note what the import did, or every fault for which it did nothing."""
    held = report.document()
    faults = len(held["errors"])
    for name in ("errors", "warnings"):
        held[name] = held[name][:MOST_KEPT]
    result = {"report": held, "faults": faults, "made_at": now.isoformat()}
    waiting_jobs.finish(connection, job_id, result)
