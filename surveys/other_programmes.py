"""Programmes of others in a unit, marked so that they do not pass for the effect of a training."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select

from surveys import accounts
from surveys.errors import Invalid, NotFound
from surveys.tables import OtherProgramme, Topic, Unit
from surveys.training import NO_DAY, NOTHING_UNREAD

EXCLUDED, ALLOWED_FOR = "excluded", "allowed for"
LONGEST_NAME = 200


@dataclass(frozen=True)
class Programme:
    """Something that came to a unit; the end is None where it goes on."""

    programme_id: int
    unit_code: str
    unit_name: str
    name: str
    topic_name: str | None
    start_date: date
    end_date: date | None
    handling: str


@dataclass(frozen=True)
class NewProgramme:
    """A programme as it is entered; checked by `add_programme`.

    The first day is None only where what was typed is none; such a programme is never stored.
    """

    unit_code: str
    name: str
    topic_code: str
    start_date: date | None
    end_date: date | None
    handling: str


def programmes(connection: Connection) -> list[Programme]:
    """Every programme, the newest first."""
    rows = connection.execute(
        select(
            OtherProgramme.id,
            Unit.code,
            Unit.name,
            OtherProgramme.name,
            Topic.name,
            OtherProgramme.start_date,
            OtherProgramme.end_date,
            OtherProgramme.handling,
        )
        .join(Unit, Unit.id == OtherProgramme.unit_id)
        .outerjoin(Topic, Topic.id == OtherProgramme.topic_id)
        .order_by(OtherProgramme.start_date.desc(), OtherProgramme.name, Unit.code)
    )
    return [Programme(*row) for row in rows]


def add_programme(
    connection: Connection,
    given: NewProgramme,
    *,
    actor: str,
    now: datetime,
    unread: Mapping[str, str] = NOTHING_UNREAD,
) -> None:
    """Mark a unit. Raises Invalid with a sentence for each field.

    unread : sentences for fields whose text could not be read, told with everything else.
    """
    unit = connection.execute(select(Unit.id).where(Unit.code == given.unit_code)).scalar()
    topic = connection.execute(select(Topic.id).where(Topic.code == given.topic_code)).scalar()
    problems = _faults(given, unit, topic)
    there = connection.execute(
        select(OtherProgramme.id).where(
            OtherProgramme.unit_id == unit,
            OtherProgramme.name == given.name,
            OtherProgramme.start_date == given.start_date,
        )
    ).scalar()
    if there is not None:
        problems["name"] = "Nama program: sudah tercatat untuk unit dan tanggal mulai ini."
    problems |= unread
    if problems or given.start_date is None:
        raise Invalid(problems)
    connection.execute(
        insert(OtherProgramme).values(
            unit_id=unit,
            name=given.name,
            topic_id=topic,
            start_date=given.start_date,
            end_date=given.end_date,
            handling=given.handling,
        )
    )
    accounts.record(
        connection,
        actor=actor,
        action="programme_added",
        now=now,
        subject=given.unit_code,
        detail={"name": given.name, "from": given.start_date.isoformat()},
    )


def _faults(given: NewProgramme, unit: int | None, topic: int | None) -> dict[str, str]:
    problems: dict[str, str] = {}
    if unit is None:
        problems["unit"] = "Unit: pilih satu dari daftar."
    if not given.name or len(given.name) > LONGEST_NAME or given.name[0] in "=+-@":
        problems["name"] = f"Nama program: isi 1 sampai {LONGEST_NAME} huruf."
    if given.topic_code and topic is None:
        problems["topic"] = "Materi: pilih satu dari daftar, atau kosongkan."
    if given.start_date is None:
        problems["start_date"] = NO_DAY
    elif given.end_date is not None and given.end_date < given.start_date:
        problems["end_date"] = "Tanggal selesai: tidak boleh sebelum tanggal mulai."
    if given.handling not in (EXCLUDED, ALLOWED_FOR):
        problems["handling"] = "Cara menghitung: pilih satu dari daftar."
    return problems


def remove_programme(
    connection: Connection, programme_id: int, *, actor: str, now: datetime
) -> None:
    """Take a mark away that was wrong; raises NotFound."""
    row = connection.execute(
        select(OtherProgramme.name, OtherProgramme.start_date, Unit.code)
        .join(Unit, Unit.id == OtherProgramme.unit_id)
        .where(OtherProgramme.id == programme_id)
    ).first()
    if row is None:
        raise NotFound(str(programme_id))
    connection.execute(delete(OtherProgramme).where(OtherProgramme.id == programme_id))
    accounts.record(
        connection,
        actor=actor,
        action="programme_removed",
        now=now,
        subject=row.code,
        detail={"name": row.name, "from": row.start_date.isoformat()},
    )
