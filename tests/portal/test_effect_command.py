"""`suara effect`: did the trainings help, against units that were not trained."""

import json
from pathlib import Path
from typing import Any

import pytest

from portal.cli import main
from tests.portal.planning_province import province_file

KEYS = {
    "topic_code",
    "outcome",
    "estimate",
    "ci95",
    "p",
    "n_units_trained",
    "n_units_comparison",
    "n_responses",
    "verdict",
}
VERDICTS = {"membantu", "tidak terlihat", "merugikan", "belum dapat disimpulkan"}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A province with answers and trainings."""
    return f"sqlite:///{province_file(tmp_path_factory.mktemp('effect'))}"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUARA_DATA_DIR", str(tmp_path))


def effect(url: str, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, Any]]:
    assert main(["effect", "--database", url, "--json", *more]) == 0
    topics: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["topics"]
    return topics


def test_every_topic_held_has_an_entry_for_the_index(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = effect(url, capsys, "--outcomes", "all")
    assert {entry["outcome"] for entry in entries} > {"index"}
    index = [entry["topic_code"] for entry in entries if entry["outcome"] == "index"]
    assert sorted(index) == ["ADUAN", "ANTREAN", "DIGITAL", "ETIKA", "TEKNIS"]
    for entry in entries:
        assert set(entry) >= KEYS
        assert entry["verdict"] in VERDICTS
        assert (entry["ci95"] is None) <= (entry["verdict"] == "belum dapat disimpulkan")
        if entry["ci95"] is not None:
            assert entry["ci95"][0] <= entry["estimate"] <= entry["ci95"][1]
    assert not [entry for entry in entries if "integrity" in entry["outcome"]]


def test_one_topic_is_shown_alone_with_the_same_index_entry(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = effect(url, capsys, "--topic", "ETIKA")
    assert {entry["topic_code"] for entry in alone} == {"ETIKA"}
    everything = effect(url, capsys)
    assert [e for e in everything if (e["topic_code"], e["outcome"]) == ("ETIKA", "index")] == [
        e for e in alone if e["outcome"] == "index"
    ]


def test_a_cycle_judges_only_what_was_held_in_it(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = effect(url, capsys, "--cycle", "2024-2")
    assert {entry["topic_code"] for entry in entries} == {"ETIKA", "ANTREAN", "DIGITAL"}
    etika = next(e for e in entries if e["topic_code"] == "ETIKA" and e["outcome"] == "index")
    assert etika["n_units_trained"] <= 2


def test_an_unknown_topic_is_refused_with_those_there_are(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["effect", "--topic", "SENAM", "--database", url]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "SENAM" in said.err
    assert "ETIKA" in said.err


def test_what_is_no_cycle_is_refused(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["effect", "--cycle", "2026-Q1", "--database", url]) == 1
    assert "2026-Q1" in capsys.readouterr().err


def test_a_person_reads_a_verdict_a_topic(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["effect", "--database", url]) == 0
    said = capsys.readouterr().out
    for code in ("ADUAN", "ANTREAN", "DIGITAL", "ETIKA", "TEKNIS"):
        assert code in said
    assert any(verdict in said for verdict in VERDICTS)


def test_without_trainings_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = f"sqlite:///{tmp_path / 'empty.db'}"
    assert effect(empty, capsys) == []
    assert main(["effect", "--database", empty]) == 0
    assert "Belum ada pelatihan" in capsys.readouterr().out
