"""Whatever is done with a case, a false alarm leaves neither more nor less time than there was."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.database import Database
from surveys import case_silence, case_steps, danger, decisions, readings
from surveys.case_steps import Actor
from surveys.complaints import OPEN
from surveys.rules.deadlines import ComplaintClass, due_of_class, due_with_danger
from surveys.rules.periods import local_day
from surveys.tables import Complaint, Decision
from tests.builders import NOW, TODAY, Place
from tests.surveys.comments import QUEUE, reading, receipt, write

STEPS = (
    "mark",
    "clear",
    "check",
    "undo",
    "undo_late",
    "take_up",
    "reply",
    "close",
    "reopen",
    "citizen",
    "class",
    "read_again",
    "silence",
)
READ_AS = {
    "complaint": (["time"], "complaint", None, ComplaintClass.NOT_SUPERVISORY),
    "suggestion": (["facilities"], "suggestion", None, ComplaintClass.ASPIRATION),
    "praise": (["conduct"], "praise", None, None),
}


@dataclass
class Walk:
    """One case that many things happen to, and what its class alone would make of it."""

    database: Database
    head: Actor
    number: int
    chance: random.Random
    now: datetime = NOW
    begun: date = TODAY
    versions: int = 1

    def row(self) -> Any:
        asked = select(Complaint).where(Complaint.id == self.number)
        return self.database.read(lambda c: c.execute(asked).one())

    def today(self) -> date:
        return local_day(self.now, "Asia/Jakarta")

    def take(self, step: str) -> None:
        """One step where it can be taken; a check is undone at once, before others see it."""
        row, head, number, now = self.row(), self.head, self.number, self.now
        write = self.database.write
        if step in ("mark", "clear"):
            write(lambda c: getattr(danger, step)(c, number, head, now))
        elif step == "check":
            self.check(row)
        elif step == "undo":
            before = self.shown(row)
            self.check(row)
            self.undo(now)
            assert self.shown(self.row()) == before
        elif step == "undo_late":
            self.check(row)
            settled = self.now
            self.now += timedelta(minutes=5)
            self.take(self.chance.choice(("take_up", "reply", "close", "reopen", "citizen")))
            self.undo(settled)
        elif step == "take_up" and row.status in OPEN:
            write(lambda c: case_steps.take_up(c, number, head, now))
        elif step == "reply":
            write(lambda c: case_steps.reply(c, number, head, "Sudah.", now))
        elif step == "close":
            write(lambda c: case_steps.close(c, number, head, "Tuntas", now))
        elif step == "reopen" and row.status not in OPEN:
            write(lambda c: case_steps.reopen(c, number, head, now))
            self.begun = self.today()
        elif step == "citizen" and write(
            lambda c: case_silence.reopen_by_receipt(c, receipt(0), now)
        ):
            self.begun = self.today()
        elif step == "class":
            kind = self.chance.choice(sorted(ComplaintClass))
            write(lambda c: case_steps.set_kind(c, number, head, kind, now))
        elif step == "read_again":
            self.versions += 1
            found = reading(number, "time", danger=self.chance.random() < 0.3)
            version = f"v{self.versions}"
            write(lambda c: readings.store_readings(c, [found], version, now))
        elif step == "silence":
            write(lambda c: case_silence.close_silent(c, now))

    def check(self, row: Any) -> None:
        labels, polarity, subtype, _ = READ_AS[self.chance.choice(sorted(READ_AS))]
        there = row.danger if self.chance.random() < 0.5 else not row.danger
        number, head, now = self.number, self.head, self.now

        def work(connection: Any) -> None:
            danger.settle(connection, number, head, there, now)
            case_steps.decide(connection, number, head, labels, polarity, subtype, now)

        self.database.write(work)

    def undo(self, settled: datetime) -> None:
        number, head = self.number, self.head
        self.now += timedelta(minutes=5)

        def work(connection: Any) -> None:
            newest = select(Decision.id, Decision.decided_at).order_by(Decision.id.desc()).limit(1)
            last = connection.execute(newest).one()
            if last.decided_at == settled:
                decisions.withdraw(connection, last.id, head.account_id, self.now)
            danger.restore(connection, number, head, settled, self.now)

        self.database.write(work)

    @staticmethod
    def shown(row: Any) -> tuple[Any, ...]:
        return row.status, row.closed_at, row.kind, row.danger, row.danger_on, row.due_on

    def day_of(self, row: Any) -> date | None:
        """The day of its class, by the day it began; sooner in danger, never later."""
        own = None if row.kind is None else due_of_class(self.begun, ComplaintClass(row.kind))
        if not row.danger:
            return own
        # Where marking alone had opened it, the class has no day of its own that counts.
        opened = row.class_from not in (None, self.begun)
        return due_with_danger(None if opened else own, row.danger_on)


@pytest.mark.parametrize("seed", range(4))
def test_no_alarm_and_no_way_back_from_it_changes_the_day_of_the_class(
    database: Database, place: Place, head: Actor, seed: int
) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    ((number, _),) = database.read(lambda c: readings.unread(c, 1))
    walk = Walk(database, head, number, random.Random(seed))
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    taken: list[str] = []
    for _ in range(40):
        walk.now += timedelta(hours=walk.chance.choice((1, 5, 11, 24, 200, 700)))
        taken.append(walk.chance.choice((*STEPS, "mark", "clear", "clear")))
        walk.take(taken[-1])
        row = walk.row()
        assert row.due_on == walk.day_of(row), f"after {taken}"
