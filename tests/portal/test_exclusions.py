"""Keeping answers out of the figures by hand: seen, done, undone, and refused."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import insert, update

from portal.access import Role
from portal.app import create_app
from portal.database import Database
from surveys.accounts import add_account
from surveys.errors import Invalid
from surveys.responses import MARK_TOO_FAST, store_drafts
from surveys.rollups import recount
from surveys.rules.codes import complete_counter_code
from surveys.tables import ClosedPeriod, Exclusion
from tests.builders import NOW, TODAY, Place, build_draft, build_place
from tests.portal.conftest import PUBLIC_CODE, settings_for
from tests.portal.staff import Staff, sign_in

HERE = {"unit": "UNIT-A", "counter": "LOKET-A", "period": "2026-Q4"}
PAGE = "/dashboard/trust/answers?unit=UNIT-A&counter=LOKET-A&period=2026-Q4"
HANDLE = re.compile(r'name="answers" value="([0-9a-f]+)"')


@pytest.fixture
def head(database: Database) -> Staff:
    """The head of a unit with eight answers, three of them sent too fast, one with a comment."""
    place = database.write(lambda c: build_place(c, "A", public_code=PUBLIC_CODE))
    database.write(lambda c: build_place(c, "B", public_code=complete_counter_code(b"b" * 14)))
    drafts = [
        replace(build_draft(place, f"k{n}"), marks=MARK_TOO_FAST if n < 3 else 0) for n in range(7)
    ]
    drafts.append(build_draft(place, "said", comment="Rahasia sekali", receipt="A" * 13))
    database.write(lambda c: store_drafts(c, drafts))
    app = create_app(settings_for(database), database)
    return sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)


def counted(database: Database) -> tuple[int, int]:
    """Respondents and excluded in the roll-up, which a recount must confirm."""
    assert database.read(lambda c: recount(c, lambda _a, _b: None)) == []
    row = database.read(
        lambda c: c.exec_driver_sql("select sum(respondents), sum(excluded) from counter_day").one()
    )
    return int(row[0]), int(row[1])


def log(database: Database) -> list[str]:
    rows = database.read(
        lambda c: c.exec_driver_sql(
            "select action from audit_entry where action like 'answers_%%' order by id"
            if database.url.startswith("postgresql")
            else "select action from audit_entry where action like 'answers_%' order by id"
        ).all()
    )
    return [row[0] for row in rows]


def test_an_answer_leaves_the_figures_with_a_reason_and_comes_back(
    head: Staff, database: Database
) -> None:
    assert "Lihat jawabannya" in head.get("/dashboard/trust?period=2026-Q4").text
    page = head.get(PAGE).text
    assert "Isi jawaban saja bukan alasan." in page
    assert "Rahasia sekali" not in page
    one = HANDLE.findall(page)[0]
    fields = {**HERE, "answers": one, "act": "out", "reason": "Diisi petugas saat uji coba"}
    for _ in range(2):
        assert head.send("/dashboard/trust/answers", fields).status_code == 303
    assert counted(database) == (7, 1)
    assert log(database) == ["answers_excluded"]
    page = head.get(PAGE + "&lang=en").text
    assert "Diisi petugas saat uji coba" in page
    assert "Put back" in page
    for _ in range(2):
        sent = head.send("/dashboard/trust/answers", {**HERE, "answers": one, "act": "back"})
        assert sent.status_code == 303
    assert counted(database) == (8, 0)
    assert log(database) == ["answers_excluded", "answers_taken_back"]


def test_all_answers_of_a_day_with_one_mark_leave_together(head: Staff, database: Database) -> None:
    which = {**HERE, "day": TODAY.isoformat(), "mark": "too_fast"}
    assert "Keluarkan semua 3" in head.get(f"{PAGE}&day={TODAY}&mark=too_fast").text
    sent = head.send("/dashboard/trust/answers", {**which, "act": "all", "reason": "Uji alat"})
    assert sent.status_code == 303
    assert counted(database) == (5, 3)


def test_without_a_reason_or_an_answer_nothing_moves(head: Staff, database: Database) -> None:
    one = HANDLE.findall(head.get(PAGE).text)[0]
    for fields in ({"answers": one, "reason": " "}, {"reason": "Uji alat", "act": "all"}):
        sent = head.send("/dashboard/trust/answers", {**HERE, "act": "out", **fields})
        assert sent.status_code == 422
    assert counted(database) == (8, 0)


@pytest.mark.parametrize(
    "reason", ["honeypot", " HONEYPOT. ", "too_fast", "sebab teknis", "Sebab teknis: jebakan robot"]
)
def test_a_reason_in_the_words_of_a_technical_cause_is_refused(
    head: Staff, database: Database, reason: str
) -> None:
    one = HANDLE.findall(head.get(PAGE).text)[0]
    fields = {**HERE, "answers": one, "act": "out", "reason": reason}
    sent = head.send("/dashboard/trust/answers", fields)
    assert sent.status_code == 422
    assert "Kata itu dipakai portal untuk sebab teknis." in sent.text
    assert counted(database) == (8, 0)
    detailed = {**fields, "reason": "Sebab teknis: layar loket mati"}
    assert head.send("/dashboard/trust/answers", detailed).status_code == 303
    assert counted(database) == (7, 1)


def test_what_a_person_kept_out_is_never_told_as_a_trap_whatever_the_word(
    head: Staff, database: Database
) -> None:
    place = Place(1, 1, 1, PUBLIC_CODE, (1,))
    one = HANDLE.findall(head.get(PAGE).text)[0]
    fields = {**HERE, "answers": one, "act": "out", "reason": "Uji alat"}
    assert head.send("/dashboard/trust/answers", fields).status_code == 303
    database.write(lambda c: c.execute(update(Exclusion).values(reason="honeypot")) and None)
    trapped = replace(build_draft(place, "trap", excluded=True), local_date=TODAY)
    database.write(lambda c: store_drafts(c, [trapped]))
    page = head.get("/dashboard?period=2026-Q4").text
    assert "honeypot: 1" in page
    assert "Sebab teknis: jebakan robot: 1" in page


def test_nobody_is_called_as_the_portal_is_on_record(database: Database) -> None:
    with pytest.raises(Invalid, match="sudah dipakai"):
        database.write(
            lambda c: add_account(
                c,
                username="Portal",
                name="Orang",
                password_hash="x",
                role=Role.ADMINISTRATOR.value,
                agency_code=None,
                unit_code=None,
                now=NOW,
            )
        )


def test_a_closed_period_and_another_agency_stay_as_they_are(
    head: Staff, database: Database
) -> None:
    one = HANDLE.findall(head.get(PAGE).text)[0]
    fields = {**HERE, "answers": one, "act": "out", "reason": "Uji alat"}
    far = {**fields, "unit": "UNIT-B", "counter": "LOKET-B"}
    assert head.send("/dashboard/trust/answers", far).status_code == 404
    values = {"period": "2026-Q4", "first_day": TODAY, "last_day": TODAY, "figures": {}}
    database.write(
        lambda c: c.execute(
            insert(ClosedPeriod).values(unit_id=1, closed_by="x", closed_at=NOW, **values)
        )
    )
    sent = head.send("/dashboard/trust/answers", fields)
    assert sent.status_code == 409
    assert "Periode ini sudah ditutup, jadi angkanya tidak bisa diubah lagi." in sent.text
    assert counted(database) == (8, 0)
