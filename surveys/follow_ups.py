"""The follow-up plan (rencana tindak lanjut): what was promised, by when, by whom, the proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, case, insert, select, update

from surveys.accounts import record
from surveys.errors import Invalid, NotFound
from surveys.rules.elements import Element
from surveys.rules.written_days import written_day
from surveys.scope import PlaceScope
from surveys.tables import Complaint, FollowUp, ServiceCounter, Unit

STATES = ("planned", "running", "done")
LONGEST_ACTIVITY = 300


@dataclass(frozen=True)
class FollowUpLine:
    """One line of the plan."""

    follow_up_id: int
    unit_id: int
    unit_name: str
    counter_name: str | None
    complaint_id: int | None
    element: str | None
    activity: str
    due_on: date | None
    responsible: str
    status: str
    done_on: date | None
    proof: str | None
    public: bool

    def is_late(self, today: date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.status != "done" and self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class Wanted:
    """What a form asks to be kept of a line."""

    element: str | None
    activity: str
    due_on: date | None
    responsible: str
    status: str
    done_on: date | None
    proof: str | None
    public: bool


def read_wanted(given: Mapping[str, str], today: date, held_due: date | None = None) -> Wanted:
    """A line from the fields of a form; raises Invalid naming every field that cannot be kept.

    held_due : the day that the line has already; it may stay when it has passed, a new one may not
    lie in the past.
    """
    faults: dict[str, str] = {}
    activity = given.get("activity", "").strip()
    if not activity:
        faults["activity"] = "Kegiatan: tulis apa yang akan dikerjakan."
    elif len(activity) > LONGEST_ACTIVITY:
        faults["activity"] = (
            f"Kegiatan: paling panjang {LONGEST_ACTIVITY} huruf. Tulisan ini {len(activity)} huruf."
        )
    element = given.get("element") or None
    if element is not None and element not in set(Element):
        faults["element"] = "Prioritas unsur: pilih satu dari daftar."
    status = given.get("status") or "planned"
    if status not in STATES:
        faults["status"] = "Keadaan: pilih satu dari daftar."
    responsible = given.get("responsible", "").strip()
    if len(responsible) > 100:
        faults["responsible"] = "Penanggung jawab: paling panjang 100 huruf."
    due_on = _day(given.get("due_on", ""), "due_on", "Waktu", faults)
    if status != "done" and due_on is not None and due_on != held_due and due_on < today:
        faults["due_on"] = "Waktu: hari itu sudah lewat; isi hari ini atau sesudahnya."
    done_on = _day(given.get("done_on", ""), "done_on", "Selesai pada", faults)
    proof = given.get("proof", "").strip() or None
    if status == "done":
        done_on = done_on or today
        if done_on > today:
            faults["done_on"] = "Selesai pada: isi hari ini atau sebelumnya."
        if proof is None:
            faults["proof"] = "Bukti: tulis apa yang menunjukkan ini selesai, atau alamatnya."
    else:
        done_on = None
    if faults:
        raise Invalid(faults, given)
    public = given.get("public") == "1"
    return Wanted(element, activity, due_on, responsible, status, done_on, proof, public)


def _day(text: str, field: str, name: str, faults: dict[str, str]) -> date | None:
    if not text:
        return None
    try:
        return written_day(text)
    except ValueError:
        faults[field] = f"{name}: '{text}' bukan tanggal; isi seperti 2026-11-30."
        return None


def _lines() -> Select[Any]:
    return (
        select(
            FollowUp.id,
            FollowUp.unit_id,
            Unit.name.label("unit_name"),
            ServiceCounter.name.label("counter_name"),
            # A link to a case that is held back by now would tell why.
            case((Complaint.confidential, None), else_=FollowUp.complaint_id),
            FollowUp.element,
            FollowUp.activity,
            FollowUp.due_on,
            FollowUp.responsible,
            FollowUp.status,
            FollowUp.done_on,
            FollowUp.proof,
            FollowUp.public,
        )
        .join(Unit, Unit.id == FollowUp.unit_id)
        .outerjoin(ServiceCounter, ServiceCounter.id == FollowUp.counter_id)
        .outerjoin(Complaint, Complaint.id == FollowUp.complaint_id)
    )


def plan(
    connection: Connection, scope: PlaceScope, *, status: str | None = None
) -> list[FollowUpLine]:
    """The lines within reach: what is not done by its day, then what was done last."""
    wanted = _lines().where(*scope.conditions(FollowUp))
    if status is not None:
        wanted = wanted.where(FollowUp.status == status)
    rows = connection.execute(
        wanted.order_by(
            case((FollowUp.status == "done", 1), else_=0),
            FollowUp.due_on.is_(None),
            FollowUp.due_on,
            FollowUp.done_on.desc(),
            FollowUp.id,
        )
    )
    return [FollowUpLine(*row) for row in rows]


def of_complaint(connection: Connection, complaint_id: int) -> list[FollowUpLine]:
    """What was promised because of one complaint."""
    rows = connection.execute(
        _lines().where(FollowUp.complaint_id == complaint_id).order_by(FollowUp.id)
    )
    return [FollowUpLine(*row) for row in rows]


def line(connection: Connection, follow_up_id: int, scope: PlaceScope) -> FollowUpLine:
    """One line; raises NotFound for one that is out of reach."""
    row = connection.execute(
        _lines().where(FollowUp.id == follow_up_id, *scope.conditions(FollowUp))
    ).first()
    if row is None:
        raise NotFound
    return FollowUpLine(*row)


def add(
    connection: Connection,
    scope: PlaceScope,
    wanted: Wanted,
    *,
    unit_id: int,
    counter_id: int | None = None,
    complaint_id: int | None = None,
    actor: str,
    now: datetime,
) -> int:
    """A new line of a unit; raises NotFound where unit, counter or complaint is out of reach."""
    _check_place(connection, scope, unit_id, counter_id)
    if complaint_id is not None:
        belongs = select(Complaint.id).where(
            Complaint.id == complaint_id,
            Complaint.unit_id == unit_id,
            Complaint.confidential.is_(False),
        )
        if connection.execute(belongs).first() is None:
            raise NotFound
    made = connection.execute(
        insert(FollowUp).values(
            unit_id=unit_id,
            counter_id=counter_id,
            complaint_id=complaint_id,
            created_by=actor,
            created_at=now,
            **_values(wanted),
        )
    )
    number = int((made.inserted_primary_key or (0,))[0])
    record(connection, actor=actor, action="follow_up_added", now=now, subject=_subject(number))
    if complaint_id is not None:
        record(
            connection,
            actor=actor,
            action="complaint_follow_up",
            now=now,
            subject=f"complaint:{complaint_id}",
        )
    return number


def change(
    connection: Connection,
    follow_up_id: int,
    scope: PlaceScope,
    wanted: Wanted,
    *,
    actor: str,
    now: datetime,
) -> None:
    """Keep what a form says of a line; raises NotFound for one that is out of reach."""
    before = line(connection, follow_up_id, scope)
    connection.execute(
        update(FollowUp).where(FollowUp.id == follow_up_id).values(**_values(wanted))
    )
    record(
        connection,
        actor=actor,
        action="follow_up_changed",
        now=now,
        subject=_subject(follow_up_id),
        detail={"status": [before.status, wanted.status]},
    )


def _values(wanted: Wanted) -> dict[str, object]:
    return {
        "element": wanted.element,
        "activity": wanted.activity,
        "due_on": wanted.due_on,
        "responsible": wanted.responsible,
        "status": wanted.status,
        "done_on": wanted.done_on,
        "proof": wanted.proof,
        "public": wanted.public,
    }


def _subject(number: int) -> str:
    return f"follow_up:{number}"


def _check_place(
    connection: Connection, scope: PlaceScope, unit_id: int, counter_id: int | None
) -> None:
    reach = select(Unit.id).where(Unit.id == unit_id)
    if scope.agency_id is not None:
        reach = reach.where(Unit.agency_id == scope.agency_id)
    if scope.unit_id is not None:
        reach = reach.where(Unit.id == scope.unit_id)
    if connection.execute(reach).first() is None:
        raise NotFound
    if counter_id is not None:
        held = select(ServiceCounter.id).where(
            ServiceCounter.id == counter_id, ServiceCounter.unit_id == unit_id
        )
        if connection.execute(held).first() is None:
            raise NotFound
