"""Trainings and who took part, as the planner enters and corrects them.

Nothing links an answer to a training: the dates alone decide what came before and after, so a
training that is entered late, or corrected, corrects every figure by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from surveys import training_history
from surveys.errors import Invalid, NotFound
from surveys.rules.periods import parse_period
from surveys.tables import Participation, Topic, Training, Unit

LONGEST_CODE, LONGEST_NAME = 64, 200
NO_DAY = "Tanggal: isi seperti 2026-07-14."
NOTHING_UNREAD: Mapping[str, str] = {}


@dataclass(frozen=True)
class TrainingLine:
    """A training in the list, with how many units and people took part."""

    code: str
    topic_code: str
    topic_name: str
    cycle: str
    start_date: date
    end_date: date
    provider: str | None
    units: int
    participants: int


@dataclass(frozen=True)
class Seats:
    """How many of a unit's staff took part."""

    unit_code: str
    participants: int


@dataclass(frozen=True)
class TrainingEntry:
    """A training as it is entered; checked by `save_training`.

    A day is None only where what was typed is none; such an entry is never stored.
    """

    code: str
    topic_code: str
    cycle: str
    start_date: date | None
    end_date: date | None
    provider: str | None
    seats: tuple[Seats, ...]


def trainings(
    connection: Connection, *, cycle: str | None = None, topic_code: str | None = None
) -> list[TrainingLine]:
    """Every training, the newest first."""
    wanted = (
        select(
            Training.code,
            Topic.code,
            Topic.name,
            Training.cycle,
            Training.start_date,
            Training.end_date,
            Training.provider,
            func.count(Participation.unit_id),
            func.coalesce(func.sum(Participation.participants), 0),
        )
        .join(Topic, Topic.id == Training.topic_id)
        .outerjoin(Participation, Participation.training_id == Training.id)
        .group_by(Training.id, Topic.id)
        .order_by(Training.start_date.desc(), Training.code)
    )
    if cycle is not None:
        wanted = wanted.where(Training.cycle == cycle)
    if topic_code is not None:
        wanted = wanted.where(Topic.code == topic_code)
    return [TrainingLine(*row[:7], int(row[7]), int(row[8])) for row in connection.execute(wanted)]


def training_of(connection: Connection, code: str) -> TrainingEntry:
    """A training with its participants by unit; raises NotFound."""
    row = connection.execute(
        select(
            Training.id,
            Training.code,
            Topic.code.label("topic_code"),
            Training.cycle,
            Training.start_date,
            Training.end_date,
            Training.provider,
        )
        .join(Topic, Topic.id == Training.topic_id)
        .where(Training.code == code)
    ).first()
    if row is None:
        raise NotFound(code)
    seats = connection.execute(
        select(Unit.code, Participation.participants)
        .join(Unit, Unit.id == Participation.unit_id)
        .where(Participation.training_id == row.id)
        .order_by(Unit.code)
    )
    return TrainingEntry(
        row.code,
        row.topic_code,
        row.cycle,
        row.start_date,
        row.end_date,
        row.provider,
        tuple(Seats(*line) for line in seats),
    )


def save_training(
    connection: Connection,
    entry: TrainingEntry,
    *,
    new: bool,
    actor: str,
    now: datetime,
    unread: Mapping[str, str] = NOTHING_UNREAD,
) -> list[str]:
    """Add a training or replace what is known of it and of its participants.

    unread : sentences for fields whose text could not be read, told with everything else.
    Returns what is odd but allowed, as sentences. Raises Invalid with a sentence for each field,
    NotFound where a training to be changed is not there.
    """
    found = connection.execute(select(Training.id).where(Training.code == entry.code)).scalar()
    if not new and found is None:
        raise NotFound(entry.code)
    topic_id = connection.execute(select(Topic.id).where(Topic.code == entry.topic_code)).scalar()
    known = {
        row.code: row for row in connection.execute(select(Unit.id, Unit.code, Unit.staff_count))
    }
    problems = _faults(entry, taken=new and found is not None, units=set(known))
    if topic_id is None:
        problems["topic"] = "Materi: pilih satu dari daftar."
    problems |= unread
    if problems or topic_id is None:
        raise Invalid(problems)
    before = training_history.states(connection).get(entry.code)
    _store(connection, entry, found, topic_id, {code: row.id for code, row in known.items()})
    after = training_history.states(connection)[entry.code]
    training_history.record(connection, entry.code, before, after, actor=actor, now=now)
    return _odd(entry, {code: row.staff_count for code, row in known.items()})


def _store(
    connection: Connection,
    entry: TrainingEntry,
    training_id: int | None,
    topic_id: int,
    units: Mapping[str, int],
) -> None:
    """Add a training, or replace the one of this number with its participants."""
    values = {
        "code": entry.code,
        "topic_id": topic_id,
        "cycle": entry.cycle,
        "start_date": entry.start_date,
        "end_date": entry.end_date,
        "provider": entry.provider,
    }
    if training_id is None:
        training_id = connection.execute(
            insert(Training).values(**values).returning(Training.id)
        ).scalar_one()
    else:
        connection.execute(update(Training).where(Training.id == training_id).values(**values))
        connection.execute(delete(Participation).where(Participation.training_id == training_id))
    if entry.seats:
        connection.execute(
            insert(Participation),
            [
                {
                    "training_id": training_id,
                    "unit_id": units[line.unit_code],
                    "participants": line.participants,
                }
                for line in entry.seats
            ],
        )


def remove_training(connection: Connection, code: str, *, actor: str, now: datetime) -> None:
    """Forget a training that was entered by mistake; raises NotFound."""
    found = connection.execute(select(Training.id).where(Training.code == code)).scalar()
    if found is None:
        raise NotFound(code)
    before = training_history.states(connection)[code]
    connection.execute(delete(Participation).where(Participation.training_id == found))
    connection.execute(delete(Training).where(Training.id == found))
    training_history.record(connection, code, before, None, actor=actor, now=now)


def _faults(entry: TrainingEntry, *, taken: bool, units: set[str]) -> dict[str, str]:
    problems: dict[str, str] = {}
    if not entry.code or len(entry.code) > LONGEST_CODE or entry.code[0] in "=+-@":
        problems["code"] = (
            f"Kode: isi 1 sampai {LONGEST_CODE} huruf, tidak diawali tanda =, +, -, atau @."
        )
    elif taken:
        problems["code"] = f"Kode: '{entry.code}' sudah dipakai; buka pelatihan itu untuk mengubah."
    if half_year(entry.cycle) is None:
        problems["cycle"] = f"Siklus: '{entry.cycle}' bukan siklus; isi seperti 2026-1 atau 2026-2."
    if entry.start_date is None or entry.end_date is None:
        problems["start_date" if entry.start_date is None else "end_date"] = NO_DAY
    elif entry.end_date < entry.start_date:
        problems["end_date"] = "Tanggal selesai: tidak boleh sebelum tanggal mulai."
    if entry.provider and len(entry.provider) > LONGEST_NAME:
        problems["provider"] = f"Penyelenggara: paling panjang {LONGEST_NAME} huruf."
    codes = [line.unit_code for line in entry.seats]
    unknown = sorted({code for code in codes if code not in units})
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if unknown:
        problems["seats"] = f"Peserta: unit {', '.join(unknown)} tidak terdaftar."
    elif twice:
        problems["seats"] = f"Peserta: unit {', '.join(twice)} tertulis dua kali."
    elif any(line.participants < 1 for line in entry.seats):
        problems["seats"] = "Peserta: isi angka mulai 1 untuk setiap unit, atau kosongkan barisnya."
    return problems


def _odd(entry: TrainingEntry, staff: dict[str, int | None]) -> list[str]:
    odd = []
    half = half_year(entry.cycle)
    if half is not None and entry.start_date and not half[0] <= entry.start_date <= half[1]:
        odd.append(
            f"Tanggal mulai di luar siklus {entry.cycle}; yang menentukan adalah tanggalnya."
        )
    for line in entry.seats:
        most = staff[line.unit_code]
        if most is not None and line.participants > most:
            odd.append(f"{line.unit_code}: {line.participants} peserta, pegawainya {most}.")
    return odd


def half_year(code: str) -> tuple[date, date] | None:
    """First and last day of a cycle code such as 2026-2; None for anything else."""
    try:
        period = parse_period(code)
    except ValueError:
        return None
    return (period.first_day, period.last_day) if period.kind.months == 6 else None
