"""Work that a person asked for and the background does: taken once, told of, ended, forgotten.

The queue is a table, so a restart loses nothing: what fell silent is taken up again.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from surveys.errors import NotFound
from surveys.tables import Job

KEPT = timedelta(hours=24)
LEASE = timedelta(minutes=2)
"""How long work may be silent before another process takes it up again."""
TRIES = 3


def ask(
    connection: Connection, kind: str, args: dict[str, Any], uniq: str, made_by: str, now: datetime
) -> int | None:
    """Queue work; its number, or None where the same is under way already."""
    key = uniq[:100]
    if connection.execute(select(Job.id).where(Job.uniq == key)).first() is not None:
        return None
    given = {**args, "asked_at": now.isoformat()}
    made = connection.execute(
        insert(Job)
        .values(
            kind=kind, args=given, state="waiting", uniq=key, run_at=now, made_by=made_by,
            attempts=0, done=0,
        )
        .returning(Job.id)
    )  # fmt: skip
    return int(made.scalar_one())


def newest_of(connection: Connection, kind: str, made_by: str) -> list[Any]:
    """The work of a kind that a person asked for, the newest first."""
    wanted = select(Job.__table__).where(Job.kind == kind, Job.made_by == made_by)
    return list(connection.execute(wanted.order_by(Job.id.desc()).limit(20)))


def one_of(connection: Connection, job_id: int, kind: str, made_by: str) -> Any:
    """One of them; raises NotFound for none, and for somebody else's."""
    row = connection.execute(
        select(Job.__table__).where(Job.id == job_id, Job.kind == kind, Job.made_by == made_by)
    ).first()
    if row is None:
        raise NotFound(str(job_id))
    return row


def take(connection: Connection, kind: str, now: datetime) -> Any | None:
    """The next work of a kind, or None; what fell silent is taken up again, not for ever."""
    row = connection.execute(
        select(Job.__table__)
        .where(
            Job.kind == kind,
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
    return row


def go_on(connection: Connection, job_id: int, done: int, total: int, now: datetime) -> None:
    """Note how far it is, and that it goes on."""
    connection.execute(
        update(Job).where(Job.id == job_id).values(done=done, total=total, lease_until=now + LEASE)
    )


def finish(connection: Connection, job_id: int, result: dict[str, Any]) -> None:
    """It is done."""
    connection.execute(
        update(Job)
        .where(Job.id == job_id)
        .values(state="done", uniq=None, lease_until=None, result=result)
    )


def fail(connection: Connection, job_id: int, problem: str) -> None:
    """It will not be done, and why."""
    connection.execute(
        update(Job)
        .where(Job.id == job_id)
        .values(state="failed", uniq=None, lease_until=None, problem=problem)
    )


def forget_old(connection: Connection, kind: str, now: datetime) -> list[int]:
    """Take off the list whose time is over; returns their numbers."""
    ended = connection.execute(
        select(Job.__table__).where(Job.kind == kind, Job.state.in_(("done", "failed")))
    ).all()
    old = [row.id for row in ended if now - ended_at(row) > KEPT]
    connection.execute(delete(Job).where(Job.id.in_(old)))
    return old


def ended_at(row: Any) -> datetime:
    """When it was made, else when it was asked for."""
    made = (row.result or {}).get("made_at") or row.args["asked_at"]
    return datetime.fromisoformat(made)


def unfinished(connection: Connection, kind: str) -> int:
    """How many wait or are under way."""
    wanted = select(Job.id).where(Job.kind == kind, Job.state.in_(("waiting", "running")))
    return len(connection.execute(wanted).all())
