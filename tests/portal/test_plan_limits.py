"""What a planner sets and changes: limits, what must be in, and what each change costs."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select, update

from portal.access import Role
from portal.app import create_app
from portal.database import Database, open_database
from surveys.tables import Agency, Plan, PlanItem, Topic, Unit
from tests.portal.conftest import settings_for
from tests.portal.planning_province import ALONE, province_file
from tests.portal.staff import Staff, sign_in

CYCLE = "2025-2"


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(f"sqlite:///{province_file(tmp_path_factory.mktemp('limits'))}")
    yield database
    database.close()


@pytest.fixture(scope="module")
def rina(province: Database) -> Staff:
    return sign_in(create_app(settings_for(province), province), province, Role.PLANNER)


def draft(person: Staff, **fields: str) -> str:
    given = {"cycle": CYCLE, "budget": "60.000.000", "explore": "1", **fields}
    answer = person.send("/planning/plans", given)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def number_of(address: str) -> int:
    return int(address.rsplit("/", 1)[1])


def spent_by_region(province: Database, address: str) -> dict[str, int]:
    rows = province.read(
        lambda c: c.execute(
            select(Agency.region, func.sum(PlanItem.cost_sen))
            .join(Unit, Unit.agency_id == Agency.id)
            .join(PlanItem, PlanItem.unit_id == Unit.id)
            .where(PlanItem.plan_id == number_of(address))
            .group_by(Agency.region)
        ).all()
    )
    return {row[0]: int(row[1]) for row in rows}


def seats_in(province: Database, address: str) -> dict[tuple[int, int], int]:
    rows = province.read(
        lambda c: c.execute(
            select(PlanItem.unit_id, PlanItem.topic_id, PlanItem.seats).where(
                PlanItem.plan_id == number_of(address)
            )
        ).all()
    )
    return {(row[0], row[1]): row[2] for row in rows}


def test_every_region_gets_the_share_that_it_was_promised(rina: Staff, province: Database) -> None:
    regions = set(province.read(lambda c: c.execute(select(Agency.region)).scalars()))
    address = draft(rina, share_for="region", least_percent="10")
    spent = spent_by_region(province, address)
    assert set(spent) == regions
    assert min(spent.values()) >= 600_000_000
    assert "10% tiap wilayah" in rina.get(address).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"share_for": "region", "least_percent": "90"}, "isi paling banyak"),
        ({"share_for": "region", "least_percent": ""}, "isi persen, 1 sampai 100"),
        ({"share_for": "planet", "least_percent": "5"}, "pilih instansi atau wilayah"),
        ({"max_per_unit": "0"}, "isi angka 1 sampai 10"),
    ],
)
def test_a_limit_that_cannot_be_kept_is_said_at_its_field(
    rina: Staff, fields: dict[str, str], words: str
) -> None:
    given = {"cycle": CYCLE, "budget": "60.000.000", **fields}
    answer = rina.send("/planning/plans", given)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="60.000.000"' in answer.text


def test_a_unit_has_no_more_trainings_than_allowed(rina: Staff, province: Database) -> None:
    units = [unit for unit, _ in seats_in(province, draft(rina, max_per_unit="1"))]
    assert units
    assert len(units) == len(set(units))


def test_what_must_be_in_stays_and_the_rest_is_arranged_around_it(
    rina: Staff, province: Database
) -> None:
    address = draft(rina)
    before = seats_in(province, address)
    unit, topic = next(
        (unit, topic)
        for unit in range(1, 13)
        for topic in range(1, 9)
        if (unit, topic) not in before
    )
    line = {"unit": str(unit), "topic": str(topic), "seats": "1"}
    answer = rina.send(
        f"{address}/lines", {"reason": "Diminta instansi", **line, "how": "rearrange"}
    )
    assert answer.status_code == 303, answer.text
    after = seats_in(province, address)
    assert after[unit, topic] == 1
    stored = province.read(
        lambda c: c.execute(select(Plan).where(Plan.id == number_of(address))).one()
    )
    spent = province.read(
        lambda c: c.execute(
            select(func.sum(PlanItem.cost_sen)).where(PlanItem.plan_id == number_of(address))
        ).scalar_one()
    )
    assert spent <= stored.budget_sen
    [change] = stored.basis["changes"]
    assert (change["seats_after"], change["rearranged"], change["by"]) == (1, True, "planner")
    page = rina.get(address).text
    assert "Perubahan oleh perencana" in page
    assert "sisanya disusun ulang" in page
    assert "diubah planner" in page


def test_what_a_person_cut_or_took_out_stays_so_when_the_rest_is_arranged_anew(
    rina: Staff, province: Database
) -> None:
    address = draft(rina)
    before = seats_in(province, address)
    cut, out, *_ = sorted(before, key=lambda place: -before[place])
    assert before[cut] > 1
    for (unit, topic), how in ((cut, {"seats": "1"}), (out, {"seats": "9", "out": "1"})):
        line = {"unit": str(unit), "topic": str(topic), "reason": "Loket pindah", **how}
        assert rina.send(f"{address}/lines", line).status_code == 303
    unit, topic = next(
        (unit, topic)
        for unit in range(1, 13)
        for topic in range(1, 9)
        if (unit, topic) not in before
    )
    more = {"unit": str(unit), "topic": str(topic), "seats": "1", "reason": "Diminta bupati"}
    assert rina.send(f"{address}/lines", {**more, "how": "rearrange"}).status_code == 303
    after = seats_in(province, address)
    assert after[cut] == 1
    assert out not in after
    assert after[unit, topic] == 1
    forbidden = {"not_unit": "", "not_topic": str(topic), "not_reason": "Tidak ada pengajar"}
    assert rina.send(f"{address}/forbid", forbidden).status_code == 303
    again = seats_in(province, address)
    assert again.get(cut, 0) == (0 if cut[1] == topic else 1)
    assert out not in again
    back = {"unit": str(out[0]), "topic": str(out[1]), "seats": "1", "reason": "Ternyata perlu"}
    if out[1] != topic:
        assert rina.send(f"{address}/lines", {**back, "how": "rearrange"}).status_code == 303
        assert seats_in(province, address)[out] == 1


def test_every_change_is_kept_with_what_it_costs(rina: Staff, province: Database) -> None:
    address = draft(rina)
    (unit, topic), seats = max(seats_in(province, address).items(), key=lambda line: line[1])
    for left in (seats - 1, 0):
        rina.send(
            f"{address}/lines",
            {
                "reason": "Diminta instansi",
                "unit": str(unit),
                "topic": str(topic),
                "seats": str(left),
            },
        )
    changes = province.read(
        lambda c: c.execute(select(Plan.basis).where(Plan.id == number_of(address))).scalar_one()
    )["changes"]
    assert [change["seats_after"] for change in changes] == [seats - 1, 0]
    assert changes[0]["gain_after"] < changes[0]["gain_before"]
    assert changes[0]["gain_after"] == pytest.approx(changes[1]["gain_before"])


def test_every_line_explains_itself(rina: Staff, province: Database) -> None:
    address = draft(rina)
    page = rina.get(address).text
    assert len(re.findall(r'<li id="baris-\d+-\d+"><details>', page)) == len(
        seats_in(province, address)
    )
    for words in (
        "Kebutuhan bila semua pegawai dilatih",
        "Biaya tiap kunjungan bermasalah yang terhindar",
        "Masalah yang hilang bila semua dilatih",
        "rata-rata",
        "Terakhir dilatih",
        "Kenapa tidak unit lain",
    ):
        assert words in page, words
    evidence = province.read(
        lambda c: c.execute(
            select(
                PlanItem.evidence, PlanItem.need, PlanItem.expected_gain, PlanItem.cost_sen
            ).where(PlanItem.plan_id == number_of(address), PlanItem.rank == 1)
        ).one()
    )
    seen = evidence.evidence
    assert seen["need_low"] <= evidence.need <= seen["need_high"]
    assert seen["per_visit_rupiah"] == round(evidence.cost_sen / 100 / evidence.expected_gain)


def test_an_approved_plan_reads_as_it_was_approved(rina: Staff, province: Database) -> None:
    address = draft(rina, cycle="2024-2")
    topic = next(iter(seats_in(province, address)))[1]
    name = province.read(
        lambda c: c.execute(select(Topic.name).where(Topic.id == topic)).scalar_one()
    )
    assert rina.send(f"{address}/approve", ALONE).status_code == 303
    before = rina.get(address).text
    book = rina.get(f"{address}/rencana.xlsx").content
    province.write(
        lambda c: c.execute(
            update(Topic).where(Topic.id == topic).values(name="Nama baru", hours_jp=99)
        )
    )
    try:
        assert rina.get(address).text == before
        assert rina.get(f"{address}/rencana.xlsx").content == book
        frozen = province.read(
            lambda c: c.execute(
                select(Plan.frozen).where(Plan.id == number_of(address))
            ).scalar_one()
        )
        assert frozen["basis"]["data_version"]
        assert frozen["basis"]["data_until"] == "2024-06-30"
        assert re.search(r"Versi data.*?<code>[\d.]+</code>", before, re.DOTALL)
    finally:
        province.write(
            lambda c: c.execute(
                update(Topic).where(Topic.id == topic).values(name=name, hours_jp=8)
            )
        )


def test_an_approved_plan_on_paper_is_the_same_each_time(rina: Staff) -> None:
    address = draft(rina, cycle="2023-2")
    assert rina.send(f"{address}/approve", ALONE).status_code == 303
    one, two = (rina.get(f"{address}/rencana.pdf").content for _ in range(2))
    assert one.startswith(b"%PDF-")
    assert one == two
