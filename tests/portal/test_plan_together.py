"""Two people at one draft: neither undoes the other, or decides on what they did not see."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.access import Role
from portal.app import App, create_app
from portal.database import Database, open_database
from portal.documents.plan_words import approval_words
from surveys import plans
from tests.portal.conftest import settings_for
from tests.portal.planning_province import province_file
from tests.portal.staff import Staff, add_account
from tests.portal.test_plan_approval import a_line, change, draft, stored


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(f"sqlite:///{province_file(tmp_path_factory.mktemp('together'))}")
    for name in ("rina", "budi", "siti"):
        add_account(database, Role.PLANNER, username=name)
    yield database
    database.close()


@pytest.fixture(scope="module")
def app(province: Database) -> App:
    return create_app(settings_for(province), province)


@pytest.fixture(scope="module")
def rina(app: App) -> Staff:
    return Staff(app, "rina")


@pytest.fixture(scope="module")
def budi(app: App) -> Staff:
    return Staff(app, "budi")


def test_two_who_change_one_draft_at_once_do_not_undo_each_other(
    rina: Staff, budi: Staff, province: Database
) -> None:
    address = draft(rina)
    first, second = sorted(stored(province, address).items, key=lambda item: -item.seats)[:2]
    with ThreadPoolExecutor(2) as both:
        sent = [
            both.submit(change, person, address, item, seen="0", reason="Diminta kepala unit")
            for person, item in ((rina, first), (budi, second))
        ]
        assert [answer.result().status_code for answer in sent] == [303, 303]
    seats = {(i.unit_id, i.topic_id): i.seats for i in stored(province, address).items}
    assert seats[first.unit_id, first.topic_id] == seats[second.unit_id, second.topic_id] == 1
    assert {change["by"] for change in stored(province, address).changes} == {"rina", "budi"}


def test_a_line_that_somebody_else_changed_meanwhile_is_not_changed_unseen(
    rina: Staff, budi: Staff, province: Database
) -> None:
    address = draft(rina)
    item = a_line(province, address)
    mine = {"line": "1", "seen": "0", "reason": "Loket sedang dipindah"}
    for _ in ("sent", "sent again by a second press"):
        assert change(rina, address, item, **mine).status_code == 303
    assert len(stored(province, address).changes) == 1
    answer = change(budi, address, item, **{**mine, "seats": "2"})
    assert answer.status_code == 422
    assert "Baris ini baru diubah rina. Periksa, lalu kirim lagi." in answer.text
    assert a_line_at(province, address, item).seats == 1
    again = {**mine, "seats": "2", "seen": "1"}
    assert change(budi, address, item, **again).status_code == 303
    assert a_line_at(province, address, item).seats == 2


def a_line_at(province: Database, address: str, item: plans.ItemLine) -> plans.ItemLine:
    [line] = [
        each
        for each in stored(province, address).items
        if (each.unit_id, each.topic_id) == (item.unit_id, item.topic_id)
    ]
    return line


def test_a_draft_that_changed_since_it_was_opened_is_not_approved_unseen(
    rina: Staff, app: App, province: Database
) -> None:
    siti, address = Staff(app, "siti"), draft(rina, cycle="2025-1")
    [seen] = re.findall(r'name="seen" value="(\d+)"', siti.get(address).text.split("approve")[-1])
    item = a_line(province, address)
    assert change(rina, address, item, reason="Loket sedang dipindah").status_code == 303
    given = {"confirmed": "1", "seen": seen}
    answer = siti.send(f"{address}/approve", given)
    assert answer.status_code == 422
    assert "Rancangan ini berubah sejak Anda membukanya." in answer.text
    assert stored(province, address).is_draft
    assert siti.send(f"{address}/approve", {**given, "seen": "1"}).status_code == 303


def test_a_press_twice_forbids_once(rina: Staff, province: Database) -> None:
    address = draft(rina)
    item = a_line(province, address)
    rule = {"not_unit": str(item.unit_id), "not_reason": "Unit dibangun ulang"}
    for _ in range(2):
        assert rina.send(f"{address}/forbid", rule).status_code == 303
    assert len(stored(province, address).changes) == 1
    assert item.unit_id not in {line.unit_id for line in stored(province, address).items}


def test_a_topic_retired_or_dearer_since_the_draft_is_told_before_approval(
    rina: Staff, app: App, province: Database
) -> None:
    siti, address = Staff(app, "siti"), draft(rina, cycle="2026-1")
    codes = sorted({item.topic_code for item in stored(province, address).items})
    names = {item.topic_code: item.topic_name for item in stored(province, address).items}
    gone, dearer = codes[0], codes[-1]
    assert gone != dearer
    try:
        for column, value, code in (
            ("retired_on", "'2026-02-01'", gone),
            ("cost_per_seat_sen", "cost_per_seat_sen + 100", dearer),
        ):
            sql = f"update topic set {column} = {value} where code = '{code}'"
            province.write(lambda c, sql=sql: c.exec_driver_sql(sql))
        page = siti.get(address).text
        assert f"Materi yang tidak dipakai lagi: {names[gone]}." in page
        assert f"Biaya per kursi berubah sejak disusun: {names[dearer]}." in page
        assert siti.send(f"{address}/approve", {}).status_code == 422
        assert siti.send(f"{address}/approve", {"confirmed": "1"}).status_code == 303
        kept = (stored(province, address).frozen or {})["approval"]["concerns"]
        assert (kept["retired"], kept["repriced"]) == ([names[gone]], [names[dearer]])
        words = f"Saat disetujui tidak dipakai lagi: {names[gone]}."
        assert words in approval_words(stored(province, address))
    finally:
        province.write(lambda c: c.exec_driver_sql("update topic set retired_on = null"))
