"""Keeping single answers out of the figures: by a named person, with a reason, and back again.

A list names each answer by a handle that only the portal can lead back to it: its number would
tell when it came, and which comment was written with it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from surveys import accounts
from surveys.errors import Invalid, Refused
from surveys.responses import MARKS
from surveys.results_exclusions import CAUSES, OTHER_CAUSE
from surveys.rollups import COUNTS, Key, add_answers, add_counts
from surveys.rules.periods import local_day
from surveys.scope import PlaceScope
from surveys.tables import ClosedPeriod, Complaint, Exclusion, Response, ServiceCounter, Unit
from surveys.tables.responses import COLUMNS

LONGEST_REASON = 300
BATCH = 500
RESERVED = frozenset(
    words.casefold() for words in (*MARKS.values(), *CAUSES, *CAUSES.values(), OTHER_CAUSE)
)
"""What the portal itself is on record with, or says: no reason of a person."""


@dataclass(frozen=True)
class Wanted:
    """Which answers of a counter are meant; mark is one of the technical marks, 0 for any."""

    scope: PlaceScope
    first: date
    last: date
    mark: int = 0


@dataclass(frozen=True)
class ListedAnswer:
    """An answer in the list: its day but not its hour, and never its comment."""

    handle: str
    day: date
    channel: str
    scores: tuple[int | None, ...]
    overall: int | None
    marks: tuple[str, ...]


@dataclass(frozen=True)
class KeptOut:
    """An answer that is out of the figures: who, when and why."""

    answer: ListedAnswer
    reason: str
    actor: str
    on: date | None


def counted_answers(connection: Connection, wanted: Wanted) -> list[ListedAnswer]:
    """Answers that are in the figures, the newest day first; within a day by what they say."""
    rows = connection.execute(_answers(wanted).where(Response.excluded.is_(False)))
    return sorted((_listed(row) for row in rows), key=_by_day)


def kept_out(connection: Connection, wanted: Wanted) -> list[KeptOut]:
    """Answers that are out of the figures, the newest day first."""
    newest = (
        select(func.max(Exclusion.id))
        .where(Exclusion.lifted_at.is_(None))
        .group_by(Exclusion.response_id)
    )
    rows = connection.execute(
        _answers(wanted)
        .add_columns(Exclusion.reason, Exclusion.actor, Exclusion.at, Unit.time_zone)
        .join(Unit, Unit.id == Response.unit_id)
        .outerjoin(Exclusion, (Exclusion.response_id == Response.id) & Exclusion.id.in_(newest))
        .where(Response.excluded)
    )
    found = [
        KeptOut(_listed(row), row[-4] or "", row[-3] or "", _day(row[-2], row[-1])) for row in rows
    ]
    return sorted(found, key=lambda each: _by_day(each.answer))


def _day(moment: datetime | None, time_zone: str) -> date | None:
    return None if moment is None else local_day(moment, time_zone)


def exclude(
    connection: Connection,
    wanted: Wanted,
    handles: Collection[str] | None,
    *,
    reason: str,
    actor: str,
    now: datetime,
) -> int:
    """Keep answers out of the figures; returns how many. None as handles means all that are wanted.

    What is out already stays as it is. Raises Invalid without a reason, for a reason in words that
    the portal has for technical causes, or without any answer named; Refused where a period of the
    answers is closed.
    """
    reason = " ".join(reason.split())
    problems = _wrong_reason(reason)
    if handles is not None and not handles:
        problems["answers"] = "Centang jawaban yang dimaksud dulu."
    if problems:
        raise Invalid(problems)
    changed = _turn(connection, wanted, handles, excluded=True)
    if changed:
        told = [
            {"response_id": n, "reason": reason, "actor": actor, "excluded_at": now}
            for n in changed
        ]
        connection.execute(insert(Exclusion), told)
        _note(connection, wanted, "answers_excluded", len(changed), actor, now, reason)
    return len(changed)


def _wrong_reason(reason: str) -> dict[str, str]:
    if not reason:
        return {"reason": "Tulis alasannya; tanpa alasan tidak ada yang dikeluarkan."}
    if reason.casefold().strip(" .,:;!\"'") in RESERVED:
        return {
            "reason": "Kata itu dipakai portal untuk sebab teknis. Tulis alasan dengan kata-kata"
            " Anda sendiri, misalnya: diisi petugas saat uji coba."
        }
    if len(reason) > LONGEST_REASON:
        return {"reason": "Alasan terlalu panjang; paling panjang 300 huruf."}
    return {}


def take_back(
    connection: Connection,
    wanted: Wanted,
    handles: Collection[str],
    *,
    actor: str,
    now: datetime,
) -> int:
    """Put answers back into the figures; returns how many. Raises Invalid, Refused as above."""
    if not handles:
        raise Invalid({"answers": "Centang jawaban yang dimaksud dulu."})
    changed = _turn(connection, wanted, handles, excluded=False)
    for start in range(0, len(changed), BATCH):
        connection.execute(
            update(Exclusion)
            .where(
                Exclusion.response_id.in_(changed[start : start + BATCH]),
                Exclusion.lifted_at.is_(None),
            )
            .values(lifted_by=actor, lifted_at=now)
        )
    if changed:
        _note(connection, wanted, "answers_taken_back", len(changed), actor, now)
    return len(changed)


def _answers(wanted: Wanted) -> Any:
    held = [*wanted.scope.conditions(Response)]
    held.append(Response.local_date.between(wanted.first, wanted.last))
    if wanted.mark:
        held.append(Response.marks.op("&")(wanted.mark) != 0)
    return (
        select(
            Response.id,
            Response.form_key,
            Response.digest,
            Response.issued_on,
            Response.local_date,
            Response.unit_id,
            Response.counter_id,
            Response.channel,
            Response.helped,
            Response.questionnaire_id,
            Response.overall,
            Response.marks,
            Complaint.id.is_not(None).label("commented"),
            *(getattr(Response, column) for column in COLUMNS),
        )
        .outerjoin(Complaint, Complaint.id == Response.id)
        .where(*held)
    )


def _scores(row: Any) -> tuple[int | None, ...]:
    return tuple(getattr(row, column) for column in COLUMNS)


def _handle(row: Any) -> str:
    named = f"{row.form_key}|{row.digest}|{row.issued_on.isoformat()}"
    return sha256(named.encode()).hexdigest()[:20]


def _listed(row: Any) -> ListedAnswer:
    marks = tuple(name for bit, name in MARKS.items() if row.marks & bit)
    return ListedAnswer(_handle(row), row.local_date, row.channel, _scores(row), row.overall, marks)


def _by_day(answer: ListedAnswer) -> tuple[int, tuple[int, ...], str]:
    return -answer.day.toordinal(), tuple(score or 0 for score in answer.scores), answer.handle


def _turn(
    connection: Connection, wanted: Wanted, handles: Collection[str] | None, *, excluded: bool
) -> list[int]:
    """Turn answers over and move their counts; the numbers of those that were on the other side."""
    other = Response.excluded.is_(not excluded)
    rows = {
        row.id: row
        for row in connection.execute(_answers(wanted).where(other))
        if handles is None or _handle(row) in handles
    }
    _refuse_closed(connection, list(rows.values()))
    numbers, changed = sorted(rows), []
    for start in range(0, len(numbers), BATCH):
        some = numbers[start : start + BATCH]
        turned = connection.execute(
            update(Response)
            .where(Response.id.in_(some), other)
            .values(excluded=excluded)
            .returning(Response.id)
        )
        changed += list(turned.scalars())
    days: dict[Key, list[int]] = {}
    for number in changed:
        _move(days, rows[number], excluded)
    if days:
        add_counts(connection, days)
    return changed


def _move(days: dict[Key, list[int]], row: Any, excluded: bool) -> None:
    way = row.channel, row.helped, row.questionnaire_id
    counts = days.setdefault((row.counter_id, row.local_date, *way, row.unit_id), [0] * len(COUNTS))
    for side, sign in ((not excluded, -1), (excluded, 1)):
        add_answers(counts, _scores(row), row.overall, bool(row.commented), side, sign)


def _refuse_closed(connection: Connection, rows: Collection[Any]) -> None:
    units = {row.unit_id for row in rows}
    closed = connection.execute(
        select(ClosedPeriod.unit_id, ClosedPeriod.first_day, ClosedPeriod.last_day).where(
            ClosedPeriod.unit_id.in_(units)
        )
    ).all()
    for unit_id, first, last in closed:
        if any(row.unit_id == unit_id and first <= row.local_date <= last for row in rows):
            raise Refused("Periode ini sudah ditutup, jadi angkanya tidak bisa diubah lagi.")


def _note(
    connection: Connection,
    wanted: Wanted,
    action: str,
    n: int,
    actor: str,
    now: datetime,
    reason: str = "",
) -> None:
    detail: dict[str, Any] = {"answers": n}
    detail["days"] = f"{wanted.first.isoformat()} - {wanted.last.isoformat()}"
    if reason:
        detail["reason"] = reason
    code = connection.execute(
        select(ServiceCounter.code).where(ServiceCounter.id == wanted.scope.counter_id)
    ).scalar()
    accounts.record(
        connection,
        actor=actor,
        action=action,
        now=now,
        subject=code or "",
        detail=detail,
    )
