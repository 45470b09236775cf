"""`suara plan`: the best use of a budget, from what was known before the cycle."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from portal.cli import main
from portal.database import open_database
from surveys import plans
from tests.portal.planning_province import province_file

BUDGET = 60_000_000


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A province with answers and trainings."""
    return f"sqlite:///{province_file(tmp_path_factory.mktemp('plan'))}"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUARA_DATA_DIR", str(tmp_path))


def plan(url: str, capsys: pytest.CaptureFixture[str], *more: str, cycle: str = "2025-2") -> Any:
    status = main(
        ["plan", "--cycle", cycle, "--budget", str(BUDGET), "--database", url, "--json", *more]
    )
    assert status == 0
    return json.loads(capsys.readouterr().out)


def test_the_document_has_what_other_programs_rely_on(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = plan(url, capsys)
    assert made["items"]
    assert [item["rank"] for item in made["items"]] == list(range(1, len(made["items"]) + 1))
    for item in made["items"]:
        assert {
            "rank",
            "unit_code",
            "topic_code",
            "seats",
            "cost",
            "need",
            "expected_gain",
            "evidence",
        } <= set(item)
        assert item["seats"] >= 1
        assert 0 <= item["expected_gain"] <= item["need"]
    assert made["spent"] == sum(item["cost"] for item in made["items"]) <= made["budget"] == BUDGET
    assert made["left_out"]
    assert "integrity" not in json.dumps(made)


def test_a_cost_is_seats_times_the_price_of_a_seat(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    price = {
        "ETIKA": 1_250_000,
        "TEKNIS": 1_850_000,
        "ADUAN": 700_000,
        "ANTREAN": 1_400_000,
        "ALUR": 2_100_000,
        "DIGITAL": 350_000,
        "PRIMA": 2_400_000,
        "STANDAR": 650_000,
    }
    for item in plan(url, capsys)["items"]:
        assert item["cost"] == item["seats"] * price[item["topic_code"]]


def test_limits_of_seats_and_trainings_a_unit_hold(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = plan(url, capsys, "--max-seats", "9", "--max-per-unit", "1")
    assert 0 < sum(item["seats"] for item in made["items"]) <= 9
    units = [item["unit_code"] for item in made["items"]]
    assert len(units) == len(set(units))


def test_the_same_data_give_the_same_plan_and_nothing_is_written(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    before = file.read_bytes()
    assert plan(url, capsys) == plan(url, capsys)
    assert file.read_bytes() == before


def test_a_saved_plan_is_a_draft_with_the_same_lines(
    tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(url.removeprefix("sqlite:///"), copy)
    made = plan(f"sqlite:///{copy}", capsys, "--save")
    database = open_database(f"sqlite:///{copy}")
    stored = database.read(lambda c: plans.plan_of(c, made["plan_id"]))
    database.close()
    assert stored.is_draft
    assert stored.cycle == "2025-2"
    assert {(item.unit_code, item.topic_code, item.seats) for item in stored.items} == {
        (item["unit_code"], item["topic_code"], item["seats"]) for item in made["items"]
    }


def test_a_plan_knows_nothing_of_its_own_cycle_and_later(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    early = plan(url, capsys, cycle="2024-2")
    late = plan(url, capsys, cycle="2025-2")
    assert max(topic["units_trained"] for topic in early["topics"]) == 0
    assert max(topic["units_trained"] for topic in late["topics"]) > 0


def test_a_cycle_before_any_answer_plans_nothing_and_says_so(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = plan(url, capsys, cycle="2019-1")
    assert made["items"] == []
    assert {left["reason"] for left in made["left_out"]} == {"unknown"}


@pytest.mark.parametrize("cycle", ["2026-Q3", "2026", "semester", "2026-3"])
def test_what_is_no_cycle_is_refused_in_one_line(
    url: str, cycle: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["plan", "--cycle", cycle, "--budget", "1", "--database", url])
    said = capsys.readouterr()
    assert (status, said.out) == (1, "")
    assert cycle in said.err
    assert "2026-1" in said.err


def test_a_negative_budget_is_refused(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--cycle", "2025-2", "--budget", "-1", "--database", url]) == 1
    assert "-1" in capsys.readouterr().err


def test_a_person_reads_lines_and_what_is_spent(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "--cycle", "2025-2", "--budget", str(BUDGET), "--database", url]) == 0
    said = capsys.readouterr().out
    assert "kursi" in said
    assert "dari Rp60.000.000." in said


def test_the_budget_is_required(url: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["plan", "--cycle", "2025-2", "--database", url])
    assert left.value.code == 2
