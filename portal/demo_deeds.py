"""What the demo's agencies did about their complaints: replies, promises, and some left undone."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from portal.database import Database
from surveys.rules.deadlines import due_day
from surveys.tables import Complaint, ComplaintLabel, FollowUp

SEED = 7
RECENT = timedelta(days=21)
FORGOTTEN = timedelta(days=70)
REPLIES: dict[str, tuple[str, ...]] = {
    "time": (
        "Terima kasih. Mulai bulan ini loket kedua dibuka pukul 8 sampai 10, saat paling ramai.",
        "Kami sudah mengatur giliran istirahat supaya loket tidak kosong.",
    ),
    "conduct": (
        "Terima kasih sudah menyampaikan. Kami sudah berbicara dengan seluruh petugas loket.",
        "Ini tidak pantas. Petugas sudah diingatkan dan akan mengikuti pelatihan.",
    ),
    "facilities": (
        "Perbaikan sudah masuk anggaran. Kursi tambahan dipasang minggu depan.",
        "Terima kasih. Toilet dan ruang tunggu sekarang dibersihkan dua kali sehari.",
    ),
    "requirements": (
        "Daftar syarat yang lengkap sekarang ditempel di pintu masuk dan dikirim lewat WA.",
    ),
    "procedure": ("Alur layanan sudah kami gambar besar di pintu. Satu petugas mengarahkan.",),
    "product": ("Silakan datang dengan kertas ini, kami perbaiki tanpa antre lagi.",),
    "competence": ("Petugas baru sekarang didampingi dua minggu sebelum berjaga sendiri.",),
    "complaint_handling": ("Nomor pengaduan sudah aktif lagi dan dijawab pada jam kerja.",),
    "digital": ("Pendaftaran lewat ponsel sudah diperbaiki. Di loket tetap bisa mendaftar.",),
    "cost": ("Tarif resmi sekarang dipasang besar di setiap loket.",),
}
OTHERWISE = "Terima kasih sudah menulis. Masukan ini kami baca bersama setiap Senin pagi."
PLANS: dict[str, tuple[str, ...]] = {
    "time": ("Membuka loket tambahan pukul 8 sampai 10", "Panggilan antrean lewat SMS"),
    "conduct": ("Latihan menyapa dan mendengar", "Papan nama petugas di setiap loket"),
    "facilities": ("Menambah dua puluh kursi tunggu", "Memperbaiki jalur kursi roda"),
    "requirements": ("Daftar syarat di pintu masuk",),
    "procedure": ("Gambar alur layanan di pintu masuk",),
    "complaint_handling": ("Balasan tertulis setiap Jumat",),
    "competence": ("Pendampingan petugas baru dua minggu",),
    "product": ("Pemeriksaan hasil cetak sebelum diserahkan",),
}


def answer_some_complaints(
    database: Database, now: datetime, tell: Callable[[int, int], None]
) -> None:
    """Most complaints are answered in time, some late, a few not yet; and promises are kept."""
    chance = Random(SEED)
    database.write(lambda connection: _answer(connection, chance, now))
    tell(1, 2)
    database.write(lambda connection: _promise(connection, chance, now))
    tell(2, 2)


def _answer(connection: Connection, chance: Random, now: datetime) -> None:
    label = (
        select(ComplaintLabel.label)
        .where(ComplaintLabel.complaint_id == Complaint.id)
        .order_by(ComplaintLabel.label)
        .limit(1)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(Complaint.id, Complaint.local_date, Complaint.polarity, label)
        .where(Complaint.confidential.is_(False), Complaint.read_by.is_not(None))
        .order_by(Complaint.id)
    ).all()
    replies: list[dict[str, Any]] = []
    today = now.date()
    for number, day, polarity, about in rows:
        asked = polarity in {"complaint", "suggestion"}
        age = today - day
        left_open = 0.6 if age < RECENT else 0.12 if age < FORGOTTEN else 0.0
        if chance.random() < (left_open if asked else left_open / 3):
            continue
        answered = min(due_day(day, chance.randint(1, 6)), today)
        moment = datetime.combine(answered, time(3), UTC)
        words = chance.choice(REPLIES.get(about or "", (OTHERWISE,))) if asked else None
        replies.append(
            {
                "number": number,
                "status": "closed",
                "reply": words,
                "replied_at": min(moment, now) if words else None,
                "replied_by": "pimpinan" if words else None,
                "closed_at": min(moment, now),
            }
        )
    table: Any = Complaint.__table__
    if replies:
        connection.execute(table.update().where(table.c.id == bindparam("number")), replies)


def _promise(connection: Connection, chance: Random, now: datetime) -> None:
    """One or two lines of the follow-up plan for each unit, from what its citizens wrote most."""
    rows = connection.execute(
        select(Complaint.unit_id, ComplaintLabel.label)
        .join(ComplaintLabel, ComplaintLabel.complaint_id == Complaint.id)
        .where(Complaint.polarity == "complaint", Complaint.confidential.is_(False))
    )
    counts: dict[int, dict[str, int]] = {}
    for unit_id, label in rows:
        if label in PLANS:
            of_unit = counts.setdefault(unit_id, {})
            of_unit[label] = of_unit.get(label, 0) + 1
    lines: list[dict[str, Any]] = []
    for unit_id in sorted(counts):
        most = sorted(counts[unit_id].items(), key=lambda pair: (-pair[1], pair[0]))[:3]
        for place, (label, _) in enumerate(most):
            lines.append(
                _line(chance, now, unit_id, label, done=place == 0 or chance.random() < 0.3)
            )
    if lines:
        connection.execute(insert(FollowUp), lines)


def _line(chance: Random, now: datetime, unit_id: int, label: str, *, done: bool) -> dict[str, Any]:
    due = now.date() + timedelta(days=chance.randint(-120, -20) if done else chance.randint(5, 60))
    status = "done" if done else chance.choice(("running", "planned"))
    return {
        "unit_id": unit_id,
        "element": None if label == "digital" else label,
        "activity": chance.choice(PLANS[label]),
        "due_on": due,
        "responsible": "Kepala unit Contoh",
        "status": status,
        "done_on": due - timedelta(days=chance.randint(0, 10)) if done else None,
        "proof": "Foto di lokasi (contoh)" if done else None,
        "public": True,
        "created_by": "pimpinan",
        "created_at": now - timedelta(days=130),
    }
