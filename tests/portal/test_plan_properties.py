"""What holds for every plan, seen where a planner sees it: the command and the page."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from portal.access import Role
from portal.app import create_app
from portal.bringing_in import import_sheets
from portal.cli import main
from portal.database import open_database
from portal.spreadsheets import read_source
from tests.builders import NOW
from tests.databases import new_database
from tests.portal.conftest import settings_for
from tests.portal.planning_province import bring_in, province_file, without_comments
from tests.portal.staff import sign_in

CYCLE = "2025-2"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The province with one more unit that nobody has rated yet."""
    made = without_comments(tmp_path_factory.mktemp("properties") / "province")
    with (made / "units.csv").open("a", encoding="utf-8") as file:
        file.write("BARU,CAPIL,Loket Baru Contoh,administrasi,10,50000\n")
    return made


@pytest.fixture(scope="module")
def province(folder: Path) -> Path:
    """The file of that province."""
    path = province_file(folder.parent)
    database = open_database(f"sqlite:///{path}")
    bring_in(database, folder / "units.csv")
    database.close()
    return path


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUARA_DATA_DIR", str(tmp_path))


def plan(url: str, capsys: pytest.CaptureFixture[str], *more: str, budget: int = 60_000_000) -> Any:
    given = ["plan", "--cycle", CYCLE, "--budget", str(budget), "--database", url, "--json"]
    assert main([*given, *more]) == 0
    return json.loads(capsys.readouterr().out)


def copy_of(province: Path, tmp_path: Path) -> str:
    """The address of a copy, so that no test sees what another did."""
    shutil.copy(province, tmp_path / "copy.db")
    return f"sqlite:///{tmp_path / 'copy.db'}"


def test_more_budget_never_gains_less(
    province: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = copy_of(province, tmp_path)
    made = [
        plan(url, capsys, "--no-explore", budget=millions * 1_000_000)
        for millions in (5, 20, 60, 180)
    ]
    gains = [each["expected_gain"] for each in made]
    # Each is solved to a gap that it states; beyond it, no richer plan may gain less.
    for less, more, wider in zip(gains, gains[1:], made[1:], strict=False):
        assert more >= less * (1 - wider["gap"] - 1e-6)
    assert gains[-1] > gains[0]


def test_a_unit_with_no_data_is_unknown_and_never_needy(
    province: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = copy_of(province, tmp_path)
    made = plan(url, capsys, budget=10**9)
    assert "BARU" not in {item["unit_code"] for item in made["items"]}
    [left] = [line for line in made["left_out"] if line["unit_code"] == "BARU"]
    assert (left["reason"], left["need"]) == ("unknown", 0)
    assert "bukan tidak ada" in left["text"]
    database = open_database(url)
    rina = sign_in(create_app(settings_for(database), database), database, Role.PLANNER)
    page = rina.get(f"/planning?cycle={CYCLE}").text
    database.close()
    row = page[page.index("Loket Baru Contoh") :].split("</tr>")[0]
    assert row.count("n &lt; 5") == 8
    assert "href" not in row
    assert page.rindex('<th scope="row">') < page.index("Loket Baru Contoh")  # last of the map


def test_the_order_of_the_spreadsheets_does_not_matter(
    folder: Path, province: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turned = tmp_path / "turned"
    turned.mkdir()
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as given:
            head, *rows = csv.reader(given)
        with (turned / path.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *reversed(rows)])
    other = new_database(tmp_path / "other.db")
    import_sheets(other, read_source(turned), actor="test", source="test", now=NOW)
    other.close()
    first = plan(copy_of(province, tmp_path), capsys)
    second = plan(f"sqlite:///{tmp_path / 'other.db'}", capsys)
    assert first["items"] == second["items"]
    assert first["left_out"] == second["left_out"]


def test_what_must_be_in_and_what_regions_are_promised_hold_in_the_command(
    province: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = copy_of(province, tmp_path)
    made = plan(url, capsys, "--must", "CAPIL-2:PRIMA:2", "--min-share", "agency:10")
    seats = {(item["unit_code"], item["topic_code"]): item["seats"] for item in made["items"]}
    assert seats["CAPIL-2", "PRIMA"] >= 2
    for wrong in (
        ["--must", "CAPIL-2:PRIMA"],
        ["--must", "X:PRIMA:2"],
        ["--must", "CAPIL-2:PRIMA:500"],
        ["--min-share", "planet:5"],
        ["--min-share", "agency:90"],
        ["--must", "CAPIL-2:PRIMA:9", "--max-seats", "3"],
    ):
        given = ["plan", "--cycle", CYCLE, "--budget", "60000000", "--database", url, "--json"]
        assert main([*given, *wrong]) == 1, wrong
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err
