"""What counts as the result of a training, fixed before anybody has seen it.

The index from one month after the end on is the protocol of every training, imported history
included. Any other measure counts only when it was put on record before the result was open;
otherwise it is shown as exploratory: a thing to look at, not a proof.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, insert, select

from surveys import accounts
from surveys.errors import Invalid
from surveys.rules.elements import Element
from surveys.rules.labels import INTEGRITY, LABELS
from surveys.rules.periods import PROVINCE_ZONE, local_day
from surveys.tables import EffectProtocol, Topic, Training

REGISTERED = "protocol_registered"
DEFAULT = "index"
UNTIL_OPEN = timedelta(days=30)
"""A training is judged from thirty days after its end on; until then nothing can have been seen."""


@dataclass(frozen=True)
class Protocol:
    """A measure that was put on record for a topic."""

    topic_code: str
    outcome: str
    by: str
    at: datetime


def outcomes_of(problems: tuple[str, ...]) -> tuple[str, ...]:
    """What can be measured of a topic beside the index; integrity never."""
    elements = {element.value for element in Element}
    return (
        *(f"element:{name}" for name in problems if name in elements),
        *(f"complaints:{name}" for name in problems if name in LABELS and name != INTEGRITY),
    )


def protocols(connection: Connection) -> list[Protocol]:
    """Everything on record, the oldest first."""
    rows = connection.execute(
        select(
            Topic.code,
            EffectProtocol.outcome,
            EffectProtocol.registered_by,
            EffectProtocol.registered_at,
        )
        .join(Topic, Topic.id == EffectProtocol.topic_id)
        .order_by(EffectProtocol.registered_at, EffectProtocol.id)
    )
    return [Protocol(*row) for row in rows]


def register(
    connection: Connection, topic_code: str, outcome: str, *, actor: str, now: datetime
) -> None:
    """Put a measure on record; a second time changes nothing. Raises Invalid."""
    row = connection.execute(
        select(Topic.addresses, Topic.elements, Topic.id).where(Topic.code == topic_code)
    ).first()
    problems = () if row is None else tuple(dict.fromkeys((*row[0], *(row[1] or ()))))
    if row is None or outcome not in outcomes_of(problems):
        raise Invalid({"outcome": "Ukuran: pilih satu dari daftar."})
    if any((p.topic_code, p.outcome) == (topic_code, outcome) for p in protocols(connection)):
        return
    connection.execute(
        insert(EffectProtocol).values(
            topic_id=row[2], outcome=outcome, registered_by=actor, registered_at=now
        )
    )
    accounts.record(
        connection,
        actor=actor,
        action=REGISTERED,
        now=now,
        subject=topic_code,
        detail={"outcome": outcome},
    )


def results_open_on(connection: Connection, cycle: tuple[date, date] | None) -> dict[str, date]:
    """The first day on which a result of a topic could be seen, of all trainings or a cycle's."""
    wanted = (
        select(Topic.code, func.min(Training.end_date))
        .join(Topic, Topic.id == Training.topic_id)
        .group_by(Topic.code)
    )
    if cycle is not None:
        wanted = wanted.where(Training.start_date.between(*cycle))
    return {row[0]: row[1] + UNTIL_OPEN for row in connection.execute(wanted)}


@dataclass(frozen=True)
class Registered:
    """Which measures count, and since when they are on record."""

    on_record: dict[tuple[str, str], datetime]
    open_on: dict[str, date]

    def counts(self, topic_code: str, outcome: str) -> bool:
        """Whether the measure was fixed before its result was open."""
        if outcome == DEFAULT:
            return True
        at = self.on_record.get((topic_code, outcome))
        opens = self.open_on.get(topic_code)
        return at is not None and opens is not None and local_day(at, PROVINCE_ZONE) < opens


def registered(connection: Connection, cycle: tuple[date, date] | None = None) -> Registered:
    """What was fixed beforehand, for all trainings or those of a cycle."""
    kept = {(p.topic_code, p.outcome): p.at for p in protocols(connection)}
    return Registered(kept, results_open_on(connection, cycle))
