"""One-time codes on tear-off slips: proof of a visit without knowing the visitor.

A slip is spent where its answer is stored (surveys.responses.store_drafts); one that was spent
before still counts, as an ordinary scan.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from surveys.errors import Invalid, NotFound
from surveys.registry import EVERYWHERE, within
from surveys.rules.codes import bytes_needed, signs_from_bytes
from surveys.scope import PlaceScope
from surveys.tables import ServiceCounter, Slip, Unit

SIGNS = 10
"""Signs of a slip: about 50 bits, so that trying codes at random never meets one."""
BATCH_SIGNS = 6
MOST = 480
"""The most slips of one batch: twenty sheets, printed in seconds."""


@dataclass(frozen=True)
class SlipBatch:
    """Slips that were made together, and how many of them came back."""

    batch: str
    counter_code: str
    counter_name: str
    made_at: datetime
    made: int
    used: int


def make(
    connection: Connection,
    counter_id: int,
    count: int,
    now: datetime,
    random_bytes: Callable[[int], bytes],
) -> str:
    """Make so many slips for a counter; returns the name of their batch.

    Raises Invalid for a count that is not within 1 and MOST.
    """
    if not 1 <= count <= MOST:
        raise Invalid({"count": f"Jumlah kartu: isi 1 sampai {MOST}."}, {"count": str(count)})
    batch = signs_from_bytes(random_bytes(bytes_needed(BATCH_SIGNS)), BATCH_SIGNS)
    codes: set[str] = set()
    while len(codes) < count:
        while len(codes) < count:
            codes.add(signs_from_bytes(random_bytes(bytes_needed(SIGNS)), SIGNS))
        codes -= set(connection.execute(select(Slip.code).where(Slip.code.in_(codes))).scalars())
    connection.execute(
        insert(Slip),
        [
            {"code": code, "counter_id": counter_id, "batch": batch, "made_at": now}
            for code in sorted(codes)
        ],
    )
    return batch


def batches(
    connection: Connection, *, unit_code: str, scope: PlaceScope = EVERYWHERE, limit: int = 20
) -> list[SlipBatch]:
    """The newest batches of a unit within reach."""
    rows = connection.execute(
        select(
            Slip.batch,
            ServiceCounter.code,
            ServiceCounter.name,
            func.min(Slip.made_at, type_=Slip.made_at.type),
            func.count(),
            func.count(Slip.used_key),
        )
        .join(ServiceCounter, ServiceCounter.id == Slip.counter_id)
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .where(Unit.code == unit_code, *within(scope))
        .group_by(Slip.batch, ServiceCounter.code, ServiceCounter.name)
        .order_by(func.min(Slip.made_at).desc(), Slip.batch)
        .limit(limit)
    )
    return [SlipBatch(*row) for row in rows]


def is_used(connection: Connection, code: str) -> bool:
    """Whether a slip has had its answer; False for a code that nobody made."""
    spent = select(Slip.code).where(Slip.code == code, Slip.used_key.is_not(None))
    return connection.execute(spent).first() is not None


def codes_of(
    connection: Connection, batch: str, scope: PlaceScope = EVERYWHERE
) -> tuple[str, list[str]]:
    """The counter's code and the slips of a batch; raises NotFound for none, and out of reach."""
    rows = connection.execute(
        select(ServiceCounter.code, Slip.code)
        .join(ServiceCounter, ServiceCounter.id == Slip.counter_id)
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .where(Slip.batch == batch, *within(scope))
        .order_by(Slip.code)
    ).all()
    if not rows:
        raise NotFound(batch)
    return rows[0][0], [row[1] for row in rows]
