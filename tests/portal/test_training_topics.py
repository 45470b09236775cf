"""Topics on their pages: added, changed, retired, on record; approved plans stay as they are."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.access import Role
from portal.app import create_app
from portal.database import Database, open_database
from portal.evidence import gather
from portal.planning import proposal
from portal.planning_limits import Limits
from surveys import drafts, plan_approval, plans, topics
from surveys.drafts import NewItem
from surveys.rules.codes import complete_counter_code
from surveys.tables import Agency, AuditEntry, Topic, Training, Unit
from surveys.topics import TopicEntry
from tests.builders import NOW, build_place
from tests.portal.conftest import settings_for
from tests.portal.planning_province import ALONE, province_file
from tests.portal.staff import Staff, add_account, sign_in

SAPA = {
    "code": "SAPA",
    "name": "Menyapa di loket",
    "cost_per_seat": "1.250.000",
    "hours_jp": "8",
    "max_seats": "30",
    "method": "workshop",
    "addresses": ["conduct", "time"],
    "elements": ["competence"],
}
ENTRY = TopicEntry(
    "SAPA", "Menyapa di loket", ("conduct", "time"), ("competence",), 8, "workshop", 125000000, 30
)
STARTS = date(2025, 7, 1)


@pytest.fixture
def rina(database: Database) -> Staff:
    database.write(lambda c: build_place(c, public_code=complete_counter_code(b"a" * 14)))
    return sign_in(create_app(settings_for(database), database), database, Role.PLANNER)


def stored(database: Database, code: str = "SAPA") -> topics.TopicState:
    return database.read(lambda c: topics.topic_of(c, code))


def recorded(database: Database) -> list[str]:
    wanted = select(AuditEntry.action).where(AuditEntry.action.like("topic%"))
    return list(database.read(lambda c: c.execute(wanted.order_by(AuditEntry.id)).scalars().all()))


def test_a_topic_that_is_added_stands_in_the_list_and_can_be_planned_with(
    rina: Staff, database: Database
) -> None:
    answer = rina.send("/planning/topics", SAPA)
    assert answer.status_code == 303
    page = rina.get(answer.headers["location"].partition("#")[0]).text
    assert "Materi tersimpan." in page
    assert "Menyapa di loket" in page
    assert stored(database).entry == ENTRY
    form = rina.get("/planning/topics/SAPA").text
    assert 'value="1.250.000"' in form
    assert 'value="conduct" checked' in form
    assert "Ditambahkan" in form


def test_the_same_form_sent_twice_adds_one_topic_and_one_line_on_record(
    rina: Staff, database: Database
) -> None:
    for _ in range(2):
        assert rina.send("/planning/topics", SAPA).status_code == 303
    assert database.read(lambda c: c.execute(select(func.count(Topic.id))).scalar()) == 1
    assert recorded(database) == ["topic_added"]
    for _ in range(2):
        changed = {**SAPA, "cost_per_seat": "900000"}
        assert rina.send("/planning/topics/SAPA", changed).status_code == 303
    assert recorded(database) == ["topic_added", "topic_changed"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": ""}, "Kode: wajib diisi."),
        ({"code": "dua kata"}, "Kode: &#39;dua kata&#39; bukan kode"),
        ({"name": "  "}, "Nama: wajib diisi."),
        ({"name": "=1+1"}, "Nama: &#39;=1+1&#39; mulai seperti rumus"),
        ({"name": "x" * 201}, "Nama: terlalu panjang (201 huruf)"),
        ({"cost_per_seat": ""}, "Biaya per kursi: wajib diisi; isi 0 bila gratis."),
        ({"cost_per_seat": "-5"}, "Biaya per kursi: &#39;-5&#39; bukan jumlah uang"),
        ({"hours_jp": "delapan"}, "JP: "),
        ({"max_seats": "0"}, "Kursi sekali: "),
        ({"method": "ceramah"}, "Bentuk: pilih pelatihan, workshop"),
        ({"addresses": [], "elements": []}, "Keluhan yang ditangani: pilih paling sedikit satu"),
        ({"addresses": ["integrity"], "elements": ["cost"]}, "Keluhan yang ditangani: pilih"),
        ({"addresses": ["kopi"]}, "Keluhan yang ditangani: &#39;kopi&#39; bukan label"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_stored(
    rina: Staff, database: Database, wrong: dict[str, Any], sentence: str
) -> None:
    answer = rina.send("/planning/topics", {**SAPA, **wrong})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "perlu diperiksa" in answer.text
    assert recorded(database) == []
    if "max_seats" not in wrong:
        assert 'value="30"' in answer.text


def test_a_code_or_name_that_another_topic_has_is_refused(rina: Staff, database: Database) -> None:
    rina.send("/planning/topics", SAPA)
    again = rina.send("/planning/topics", {**SAPA, "name": "Lain"})
    assert "Kode: &#39;SAPA&#39; sudah dipakai" in again.text
    namesake = rina.send("/planning/topics", {**SAPA, "code": "SAPA2", "name": "menyapa DI loket"})
    assert "Nama: sudah dipakai materi SAPA" in namesake.text
    assert stored(database).entry == ENTRY


def test_hostile_names_are_shown_as_text(rina: Staff) -> None:
    rina.send("/planning/topics", {**SAPA, "name": "<script>alert(1)</script>"})
    for path in ("/planning/programmes", "/planning/topics/SAPA"):
        assert "<script>alert(1)" not in rina.get(path).text
        assert "&lt;script&gt;alert(1)" in rina.get(path).text


def test_the_history_says_in_words_what_stood_before(rina: Staff) -> None:
    rina.send("/planning/topics", SAPA)
    changed = {**SAPA, "cost_per_seat": "1.500.000", "addresses": ["conduct"], "hours_jp": ""}
    assert rina.send("/planning/topics/SAPA", changed).status_code == 303
    page = rina.get("/planning/topics/SAPA").text
    assert "Biaya per kursi: Rp1.250.000 menjadi Rp1.500.000" in page
    assert "Keluhan yang ditangani: Sikap petugas, Waktu menjadi Sikap petugas" in page
    assert "JP: 8 menjadi –" in page
    assert "Staff conduct, Time" in rina.get("/planning/topics/SAPA?lang=en").text


def test_an_approved_plan_keeps_what_a_topic_was_called_and_cost(
    rina: Staff, database: Database
) -> None:
    rina.send("/planning/topics", SAPA)
    unit_id = database.read(lambda c: c.execute(select(Unit.id)).scalar())
    topic_id = database.read(lambda c: c.execute(select(Topic.id)).scalar())
    assert unit_id is not None
    assert topic_id is not None
    line = NewItem(unit_id, topic_id, 3, 375000000, 9.0, 4.0, {})

    def approved(connection: Any) -> int:
        plan_id = drafts.add_draft(
            connection,
            cycle="2027-1",
            budget_sen=500000000,
            max_seats=None,
            basis={"data_until": "2026-12-31"},
            items=[line],
            actor="rina",
            now=NOW,
        )
        plan_approval.approve(
            connection,
            plan_id,
            actor="budi",
            now=NOW,
            concerns=plan_approval.concerns_of(
                connection, plans.plan_of(connection, plan_id), date(2027, 1, 2), date(2026, 8, 31)
            ),
            confirmed=True,
            exception=ALONE["exception"],
        )
        return plan_id

    plan_id = database.write(approved)
    before = database.read(lambda c: plans.plan_of(c, plan_id))
    changed = {**SAPA, "name": "Menyapa, edisi kedua", "cost_per_seat": "9.000.000"}
    assert rina.send("/planning/topics/SAPA", changed).status_code == 303
    rina.send("/planning/topics/SAPA/use", {"retired": "1"})
    assert database.read(lambda c: plans.plan_of(c, plan_id)) == before
    assert "edisi kedua" not in rina.get(f"/planning/plans/{plan_id}").text


def test_a_topic_can_be_retired_and_taken_back(rina: Staff, database: Database) -> None:
    rina.send("/planning/topics", SAPA)
    for _ in range(2):
        answer = rina.send("/planning/topics/SAPA/use", {"retired": "1"})
        assert answer.status_code == 303
    assert "tidak dipakai lagi" in rina.get("/planning/programmes").text
    assert "Tidak dipakai lagi sejak" in rina.get("/planning/topics/SAPA").text
    assert stored(database).retired_on is not None
    rina.send("/planning/topics/SAPA/use", {})
    assert stored(database).retired_on is None
    assert recorded(database) == ["topic_added", "topic_retired", "topic_revived"]
    assert rina.send("/planning/topics/TIADA/use", {"retired": "1"}).status_code == 404


def test_only_a_planner_of_the_province_keeps_topics(rina: Staff, database: Database) -> None:
    agency = database.read(lambda c: c.execute(select(Agency.id)).scalar())
    add_account(database, Role.PLANNER, agency_id=agency, username="lokal")
    lokal = Staff(rina.app, "lokal")
    assert lokal.get("/planning/topics").status_code == 409
    add_account(database, Role.OPERATOR, username="op")
    assert Staff(rina.app, "op").get("/planning/topics").status_code in {403, 404}


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{province_file(tmp_path_factory.mktemp('topics'))}")
    yield opened
    opened.close()


def planned(database: Database) -> set[str]:
    gathered = gather(database, STARTS)
    plan = proposal(gathered, STARTS, Limits(60_000_000))
    return {gathered.topics[item.topic].code for item in plan.items}


def test_a_retired_topic_leaves_map_and_plans_but_not_the_effects(province: Database) -> None:
    person = sign_in(create_app(settings_for(province), province), province, Role.PLANNER)
    held = set(province.read(lambda c: c.execute(select(Training.topic_id).distinct()).scalars()))
    codes = {
        code: number
        for number, code in province.read(lambda c: c.execute(select(Topic.id, Topic.code)).all())
    }
    code = min(code for code in planned(province) if codes[code] in held)
    person.send(f"/planning/topics/{code}/use", {"retired": "1"})
    assert planned(province)
    assert code not in planned(province)
    assert f"&amp;topic={code}" not in person.get("/planning?cycle=2025-2&all=1").text
    while "sedang dihitung" in (page := person.get("/planning/effects").text):
        continue
    assert stored(province, code).entry.name in page
