"""A plan that survives an audit: every change has a reason, and somebody else approves."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from portal.access import Role
from portal.app import create_app
from portal.database import Database, open_database
from portal.documents.plan import plan_pdf
from surveys import plans
from surveys.tables import Topic
from tests.portal.conftest import settings_for
from tests.portal.planning_province import ALONE, province_file
from tests.portal.staff import Staff, add_account, sign_in

CYCLE = "2025-2"


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(f"sqlite:///{province_file(tmp_path_factory.mktemp('approval'))}")
    yield database
    database.close()


@pytest.fixture(scope="module")
def rina(province: Database) -> Staff:
    return sign_in(create_app(settings_for(province), province), province, Role.PLANNER)


def draft(person: Staff, cycle: str = CYCLE, **more: str) -> str:
    answer = person.send(
        "/planning/plans", {"cycle": cycle, "budget": "60.000.000", "explore": "1", **more}
    )
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def stored(province: Database, address: str) -> plans.StoredPlan:
    return province.read(lambda c: plans.plan_of(c, int(address.rsplit("/", 1)[1])))


def a_line(province: Database, address: str) -> plans.ItemLine:
    return max(stored(province, address).items, key=lambda item: item.seats)


def change(person: Staff, address: str, item: plans.ItemLine, **fields: str) -> Any:
    return person.send(
        f"{address}/lines",
        {"unit": str(item.unit_id), "topic": str(item.topic_id), "seats": "1", **fields},
    )


@pytest.mark.parametrize("reason", ["", "   ", "ya", "x" * 301])
def test_a_change_without_a_reason_is_refused(rina: Staff, province: Database, reason: str) -> None:
    address = draft(rina)
    item = a_line(province, address)
    answer = change(rina, address, item, reason=reason)
    assert answer.status_code == 422
    assert "Alasan: isi mengapa diubah" in answer.text
    assert a_line(province, address).seats == item.seats


def test_from_what_to_what_and_why_stands_on_page_workbook_and_paper(
    rina: Staff, province: Database
) -> None:
    address = draft(rina)
    item = a_line(province, address)
    assert change(rina, address, item, reason="Loket sedang dipindah").status_code == 303
    told = f"{item.seats} menjadi 1 kursi"
    assert f"{told}, diubah planner: Loket sedang dipindah" in rina.get(address).text
    book = CalamineWorkbook.from_filelike(BytesIO(rina.get(f"{address}/rencana.xlsx").content))
    cells = str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    assert f"diubah oleh planner, {told}: Loket sedang dipindah" in cells
    assert f"{told}. Alasan: Loket sedang dipindah" in cells
    for word in ("Disusun", "Diperiksa", "Disetujui", "NIP:"):
        assert word in cells
    assert plan_pdf(stored(province, address)).startswith(b"%PDF-")


def test_a_line_can_be_taken_out_by_its_button(rina: Staff, province: Database) -> None:
    address = draft(rina)
    item = a_line(province, address)
    answer = change(rina, address, item, seats=str(item.seats), out="1", reason="Unit ditutup")
    assert answer.status_code == 303
    left = {(each.unit_id, each.topic_id) for each in stored(province, address).items}
    assert (item.unit_id, item.topic_id) not in left
    assert "Unit ditutup" in rina.get(address).text


def test_who_drafted_alone_states_why_they_approve_it_themselves(
    rina: Staff, province: Database
) -> None:
    address = draft(rina, cycle="2024-2")
    page = rina.get(address).text
    assert "Anda menyusun rencana ini sendiri" in page
    for given, words in (
        ({**ALONE, "exception": ""}, "Alasan menyetujui sendiri: isi paling sedikit"),
        ({"exception": ALONE["exception"]}, "Tetap setujui: beri centang"),
    ):
        answer = rina.send(f"{address}/approve", given)
        assert answer.status_code == 422
        assert words in answer.text
        assert stored(province, address).is_draft
    assert rina.send(f"{address}/approve", ALONE).status_code == 303
    assert ALONE["exception"] in rina.get(address).text
    kept = (stored(province, address).frozen or {})["approval"]
    assert kept["drafted_by"] == ["planner"]
    assert kept["exception"] == ALONE["exception"]
    assert kept["concerns"]["proposals_until"] == "2023-08-31"


def test_what_was_held_is_recorded_from_the_lines_of_an_approved_plan(
    rina: Staff, province: Database
) -> None:
    address = draft(rina, cycle="2026-1")
    assert "Catat yang diadakan" not in rina.get(address).text
    assert rina.send(f"{address}/approve", ALONE).status_code == 303
    assert "dalam rencana belum dicatat" in rina.get("/planning/cycle/2026-1").text
    link = re.search(r'href="(/planning/trainings/new[^"]+)"', rina.get(address).text)
    assert link is not None
    form = rina.get(unescape(link[1])).text
    topic = link[1].rpartition("topic=")[2]
    assert f'value="{topic}-2026-1"' in form
    lines = [line for line in stored(province, address).items if line.topic_code == topic]
    for line in lines:
        assert f'name="unit" list="units" value="{line.unit_code}"' in form
        assert f'inputmode="numeric" value="{line.seats}"' in form
    assert lines
    assert rina.get("/planning/trainings/new?plan=999999&topic=X").status_code == 404


def test_where_there_is_a_second_planner_only_they_approve(province: Database) -> None:
    app = create_app(settings_for(province), province)
    add_account(province, Role.PLANNER, username="budi")
    rina, budi = Staff(app, "planner"), Staff(app, "budi")
    try:
        address = draft(rina, cycle="2024-1")
        assert "Yang dapat menyetujui: budi." in rina.get(address).text
        refused = rina.send(f"{address}/approve", ALONE)
        assert refused.status_code == 422
        assert "disetujui akun lain" in refused.text
        assert stored(province, address).is_draft
        assert budi.send(f"{address}/approve", {"confirmed": "1"}).status_code == 303
        plan = stored(province, address)
        assert (plan.made_by, plan.approved_by) == ("planner", "budi")
    finally:
        province.write(
            lambda c: c.exec_driver_sql("update account set active = 0 where username = 'budi'")
        )


def test_approving_before_the_data_is_whole_needs_a_word(rina: Staff) -> None:
    address = draft(rina, cycle="2031-1")
    page = rina.get(address).text
    assert re.search(r"Data sampai .*; siklus mulai 1 Januari 2031\.", page)
    assert "Tetap setujui" in page


def test_a_forbidden_unit_and_topic_leave_and_stay_away(rina: Staff, province: Database) -> None:
    address = draft(rina)
    item = a_line(province, address)
    assert (
        rina.send(
            f"{address}/forbid",
            {"not_unit": str(item.unit_id), "not_topic": "", "not_reason": "Unit sedang digabung"},
        ).status_code
        == 303
    )
    plan = stored(province, address)
    assert plan.items
    assert item.unit_id not in {each.unit_id for each in plan.items}
    assert plan.spent_sen <= plan.budget_sen
    topic = plan.items[0].topic_id
    assert (
        rina.send(
            f"{address}/forbid",
            {"not_unit": "", "not_topic": str(topic), "not_reason": "Tanpa pelatih"},
        ).status_code
        == 303
    )
    plan = stored(province, address)
    assert topic not in {each.topic_id for each in plan.items}
    assert item.unit_id not in {each.unit_id for each in plan.items}
    page = rina.get(address).text
    for words in ("Unit sedang digabung", "Tanpa pelatih", "tidak boleh direncanakan"):
        assert words in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"not_unit": "", "not_topic": "", "not_reason": "Alasan baik"}, "pilih unit, materi"),
        ({"not_unit": "999", "not_topic": "", "not_reason": "Alasan baik"}, "pilih unit, materi"),
        ({"not_unit": "1", "not_topic": "", "not_reason": ""}, "Alasan: isi mengapa"),
    ],
)
def test_what_cannot_be_forbidden_is_said(rina: Staff, given: dict[str, str], words: str) -> None:
    answer = rina.send(f"{draft(rina)}/forbid", given)
    assert answer.status_code == 422
    assert words in answer.text


def test_learning_costs_no_more_than_its_share(rina: Staff, province: Database) -> None:
    for percent in ("0", "10"):
        address = draft(rina, learn_percent=percent)
        plan = stored(province, address)
        assert plan.basis["exploration"] <= int(percent) * plan.budget_sen // 10_000
        assert plan.basis["limits"]["learn_percent"] == int(percent)
    assert "paling banyak 10% dari anggaran" in rina.get(address).text
    wrong = rina.send("/planning/plans", {"cycle": CYCLE, "budget": "1", "learn_percent": "101"})
    assert "isi persen, 0 sampai 100" in wrong.text


def test_a_line_rests_on_what_its_topic_is_there_for(rina: Staff, province: Database) -> None:
    address = draft(rina)
    rows = province.read(lambda c: c.execute(select(Topic.code, Topic.addresses)).all())
    addresses = {row[0]: row[1] for row in rows}
    for item in stored(province, address).items:
        kept = [label["label"] for label in item.evidence["labels"]]
        wanted = [each for each in addresses[item.topic_code] if each in kept]
        assert kept[: len(wanted)] == wanted
        assert item.evidence["label"] == kept[0]


def test_what_is_wrong_with_a_line_is_said_inside_it_and_the_line_stands_open(
    rina: Staff, province: Database
) -> None:
    address = draft(rina)
    item = a_line(province, address)
    place = f"{item.unit_id}-{item.topic_id}"
    fields = {"line": "1", "seats": "9999", "reason": "Semua <b>wajib</b> ikut"}
    answer = change(rina, address, item, **fields)
    assert answer.status_code == 422
    assert re.findall(r'<li id="baris-([\d-]+)"><details open>', answer.text) == [place]
    assert f'href="#f-line-{place}-seats"' in answer.text
    own = answer.text.split(f'id="f-line-{place}-seats"')[1]
    assert 'value="9999"' in own.split(">")[0]
    assert "Semua &lt;b&gt;wajib&lt;/b&gt; ikut" in own
    done = change(rina, address, item, line="1", reason="Loket sedang dipindah")
    assert done.headers["location"] == f"{address}#baris-{place}"
