"""Exports that are made in the background: what waits, how far it is, whose it is, until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from surveys.errors import NotFound
from surveys.tables import Job

KIND = "export"
KEPT = timedelta(hours=24)
LEASE = timedelta(minutes=2)
"""How long an export may be silent before another process takes it up again."""
TRIES = 3


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
    uniq = f"{KIND}|{made_by}|{form}"[:100]
    if connection.execute(select(Job.id).where(Job.uniq == uniq)).first() is not None:
        return False
    args = {"form": form, "asked_at": now.isoformat()}
    connection.execute(
        insert(Job).values(
            kind=KIND, args=args, state="waiting", uniq=uniq, run_at=now, made_by=made_by,
            attempts=0, done=0,
        )
    )  # fmt: skip
    return True


def exports_of(connection: Connection, made_by: str) -> list[ExportLine]:
    """The exports of a person, the newest first."""
    rows = connection.execute(
        select(Job.__table__)
        .where(Job.kind == KIND, Job.made_by == made_by)
        .order_by(Job.id.desc())
        .limit(20)
    )
    return [_line(row) for row in rows]


def export_of(connection: Connection, job_id: int, made_by: str) -> ExportLine:
    """One export of a person; raises NotFound for none, and for somebody else's."""
    row = connection.execute(
        select(Job.__table__).where(Job.id == job_id, Job.kind == KIND, Job.made_by == made_by)
    ).first()
    if row is None:
        raise NotFound(str(job_id))
    return _line(row)


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
    row = connection.execute(
        select(Job.id, Job.args, Job.attempts)
        .where(
            Job.kind == KIND,
            or_(Job.state == "waiting", (Job.state == "running") & (Job.lease_until < now)),
        )
        .order_by(Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return None
    if row.attempts >= TRIES:
        fail(connection, row.id, "berhenti di tengah jalan")
        return None
    connection.execute(
        update(Job)
        .where(Job.id == row.id)
        .values(state="running", attempts=row.attempts + 1, lease_until=now + LEASE, done=0)
    )
    return row.id, row.args["form"]


def go_on(connection: Connection, job_id: int, done: int, total: int, now: datetime) -> None:
    """Note how far an export is, and that it goes on."""
    connection.execute(
        update(Job).where(Job.id == job_id).values(done=done, total=total, lease_until=now + LEASE)
    )


def finish(
    connection: Connection, job_id: int, rows: dict[str, int], size_bytes: int, now: datetime
) -> None:
    """The file is there."""
    result = {"rows": sum(rows.values()), "bytes": size_bytes, "made_at": now.isoformat()}
    connection.execute(
        update(Job)
        .where(Job.id == job_id)
        .values(state="done", uniq=None, lease_until=None, result=result)
    )


def fail(connection: Connection, job_id: int, problem: str) -> None:
    """There will be no file, and why."""
    connection.execute(
        update(Job)
        .where(Job.id == job_id)
        .values(state="failed", uniq=None, lease_until=None, problem=problem)
    )


def forget_old(connection: Connection, now: datetime) -> list[int]:
    """Take exports off the list whose time is over; returns their numbers."""
    ended = connection.execute(
        select(Job.__table__).where(Job.kind == KIND, Job.state.in_(("done", "failed")))
    ).all()
    old = [
        row.id
        for row in ended
        if now - (_line(row).made_at or datetime.fromisoformat(row.args["asked_at"])) > KEPT
    ]
    connection.execute(delete(Job).where(Job.id.in_(old)))
    return old


def unfinished(connection: Connection) -> int:
    """How many wait or are being made."""
    rows = connection.execute(
        select(Job.id).where(Job.kind == KIND, Job.state.in_(("waiting", "running")))
    )
    return len(rows.all())
