"""Days off: entered by the administrator, warned of when missing, used by every deadline."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from portal.access import Role
from portal.app import create_app
from portal.cli import main
from portal.database import Database, open_database
from portal.settings import Settings
from surveys import holidays
from surveys.case_steps import Actor, set_kind
from surveys.errors import Invalid
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.deadlines import KNOWN_HOLIDAYS, due_day
from surveys.rules.holidays import DayKind
from surveys.scope import PlaceScope
from surveys.tables import AuditEntry, Complaint
from tests.builders import NOW, build_draft, build_place
from tests.databases import new_database
from tests.portal.staff import sign_in

LINES = "01-01-2027 Tahun Baru\n2027-03-10 Hari Contoh\n17/08/2027 Hari Kemerdekaan"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Database]:
    database = new_database(tmp_path / "suara.db")
    yield database
    database.close()


def enter(database: Database, text: str = LINES, year: int = 2027) -> None:
    days = holidays.read_days(text, year, "national")
    database.write(lambda c: holidays.add_days(c, days, "SKB contoh", actor="pengelola", now=NOW))


def test_a_year_that_is_entered_moves_the_deadlines_of_that_year(database: Database) -> None:
    received = date(2026, 12, 30)
    before = due_day(received, 5, database.read(holidays.known_holidays))
    assert before == date(2027, 1, 6)
    enter(database)
    after = database.read(holidays.known_holidays)
    assert due_day(received, 5, after) == date(2027, 1, 7)
    assert after[2026] == KNOWN_HOLIDAYS[2026]


def test_a_case_is_given_its_day_by_the_table(database: Database) -> None:
    place = database.write(lambda c: build_place(c, public_code=complete_counter_code(b"h" * 14)))
    draft = build_draft(place, "k", comment="antre lama", receipt="2" * 13)
    database.write(lambda c: store_drafts(c, [draft]))
    database.write(lambda c: c.execute(update(Complaint).values(read_by="v1")))
    number = database.read(lambda c: c.execute(select(Complaint.id)).scalar_one())
    head = Actor(1, "kepala", PlaceScope(agency_id=place.agency_id))

    def day() -> date | None:
        database.write(lambda c: set_kind(c, number, head, "aspiration", NOW))
        return database.read(lambda c: c.execute(select(Complaint.due_on)).scalar_one())

    first = day()
    assert first is not None
    enter(database, f"{first.isoformat()} Libur mendadak", 2026)
    assert day() == due_day(first, 1, database.read(holidays.known_holidays))


def test_changing_a_shipped_year_keeps_its_other_days(database: Database) -> None:
    database.write(
        lambda c: holidays.remove_days(
            c, 2026, [date(2026, 12, 24)], "SKB diubah", actor="pengelola", now=NOW
        )
    )
    known = database.read(holidays.known_holidays)
    assert known[2026] == KNOWN_HOLIDAYS[2026] - {date(2026, 12, 24)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31-02-2027 Salah", "Baris 1: '31-02-2027' bukan tanggal"),
        ("01-01-2027 Ada\nbesok Tidak", "Baris 2: 'besok' bukan tanggal"),
        ("01-01-2026 Lama", "Baris 1: tahunnya 2026, bukan 2027."),
        ("01-01-2027 A\n01-01-2027 B", "Baris 2: tanggal itu sudah ada"),
        ("01-01-2027 =1+1", "bukan rumus"),
        ("", "Tulis paling sedikit satu hari"),
    ],
)
def test_a_line_that_is_no_day_is_named_and_nothing_is_kept(text: str, said: str) -> None:
    with pytest.raises(Invalid, match=r"days|\w") as refused:
        holidays.read_days(text, 2027, DayKind.NATIONAL)
    assert said in refused.value.fields["days"]


def test_the_administrator_is_told_enters_a_year_and_takes_a_day_out(opened: Database) -> None:
    app = create_app(Settings(database_url=opened.url, background=False), opened)
    admin = sign_in(app, opened, Role.ADMINISTRATOR)
    assert "Hari libur 2027 belum diisi." in admin.get("/admin/holidays?year=2027").text
    wrong = admin.send("/admin/holidays", {"year": "2027", "days": LINES, "kind": "national"})
    assert wrong.status_code == 422
    assert "Alasan: tulis dasarnya" in wrong.text
    assert "17/08/2027 Hari Kemerdekaan" in wrong.text
    form = {"year": "2027", "days": LINES, "kind": "joint_leave", "reason": "SKB <b>1</b>"}
    assert admin.send("/admin/holidays", form).status_code == 303
    page = admin.get("/admin/holidays?year=2027").text
    assert "Tahun 2027 punya 3 hari libur." in page
    assert page.count("Cuti bersama</td>") == 3
    gone = {"year": "2027", "day": "2027-03-10", "why": "Dibatalkan"}
    assert admin.send("/admin/holidays/remove", gone).status_code == 303
    assert "Tahun 2027 punya 2 hari libur." in admin.get("/admin/holidays?year=2027").text
    log = opened.read(
        lambda c: c.execute(
            select(AuditEntry.action, AuditEntry.detail).where(AuditEntry.action.like("holidays%"))
        ).all()
    )
    assert [row.action for row in log] == ["holidays_added", "holidays_removed"]
    assert log[1].detail == {"days": ["2027-03-10"], "reason": "Dibatalkan"}
    assert admin.get("/admin/holidays?year=1999").status_code == 404


def test_an_administrator_of_one_agency_cannot_change_the_list(opened: Database) -> None:
    place = opened.write(lambda c: build_place(c, public_code=complete_counter_code(b"j" * 14)))
    app = create_app(Settings(database_url=opened.url, background=False), opened)
    admin = sign_in(app, opened, Role.ADMINISTRATOR, agency_id=place.agency_id)
    form = {"year": "2027", "days": LINES, "kind": "national", "reason": "x"}
    assert admin.send("/admin/holidays", form).status_code == 404
    assert admin.get("/admin/holidays").status_code == 404


def test_the_year_that_comes_is_asked_for_before_it_begins(database: Database) -> None:
    ask = holidays.years_to_enter
    assert database.read(lambda c: ask(c, date(2026, 8, 1))) == ()
    assert database.read(lambda c: ask(c, date(2026, 11, 1))) == (2027,)
    enter(database)
    assert database.read(lambda c: ask(c, date(2026, 11, 1))) == ()


def test_verify_names_a_year_without_days_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'suara.db'}"
    open_database(url).close()
    monkeypatch.setattr("portal.commands.operations.utc_now", lambda: NOW)
    assert main(["verify", "--json", "--database", url]) == 0
    said = capsys.readouterr()
    warnings = json.loads(said.out)["warnings"]
    assert warnings == ["Hari libur 2027 belum diisi; tenggat hanya melompati akhir pekan."]
    assert warnings[0] in said.err
