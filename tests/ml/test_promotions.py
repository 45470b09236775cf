"""Damaged notes of the version in use: what is whole is used, and the next promotion mends."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ml.classifier import ComplaintClassifier
from ml.model_cards import NoModel, Tampered
from ml.promotions import CURRENT, HISTORY, damaged, history
from ml.registry import Registry
from tests.damage import WAYS, damage

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


@pytest.fixture
def registry(tmp_path: Path, model: ComplaintClassifier) -> Registry:
    """Three versions, promoted one after the other."""
    registry = Registry(tmp_path / "models")
    for hour in (8, 9, 10):
        moment = NOON.replace(hour=hour)
        version = registry.save(model, now=moment, scores={}, data_hash="x", n_examples=400)
        registry.promote(version, now=moment, why="better")
    return registry


def names(registry: Registry) -> list[str]:
    return sorted(entry.name for entry in registry.path.iterdir() if (entry / "card.json").exists())


@pytest.mark.parametrize("way", WAYS)
def test_where_the_note_is_damaged_the_last_promoted_version_that_is_whole_is_used(
    registry: Registry, way: str
) -> None:
    first, second, third = names(registry)
    damage(registry.path / CURRENT, way)
    assert damaged(registry.path) == (CURRENT,)
    assert registry.current() == third
    assert registry.load().fitted_ is not None
    damage(registry.path / third / "model.npz", "half")
    assert registry.current() == second
    assert registry.roll_back(now=NOON, why="not good") == first
    assert damaged(registry.path) == ()
    assert registry.current() == first


@pytest.mark.parametrize("way", WAYS)
def test_a_damaged_history_keeps_its_whole_lines_and_the_next_promotion_writes_it_anew(
    registry: Registry, way: str
) -> None:
    first, _, third = names(registry)
    damage(registry.path / HISTORY, way)
    assert damaged(registry.path) == (HISTORY,)
    assert registry.current() == third
    kept = [entry["version"] for entry in history(registry.path)]
    registry.promote(first, now=NOON, why="older")
    assert damaged(registry.path) == ()
    assert [entry["version"] for entry in history(registry.path)] == [*kept, first]
    assert len(list(registry.path.glob(f"{HISTORY}.damaged-*"))) == 1, "kept to be looked at"
    if way == "a byte":
        assert registry.roll_back(now=NOON, why="not better") == third


def test_a_history_without_its_last_line_end_takes_the_next_promotion_all_the_same(
    registry: Registry,
) -> None:
    first, _, third = names(registry)
    path = registry.path / HISTORY
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    registry.promote(first, now=NOON, why="older")
    assert [entry["version"] for entry in history(registry.path)][-2:] == [third, first]
    assert registry.roll_back(now=NOON, why="not better") == third


@pytest.mark.parametrize("name", ["model.npz", "card.json"])
@pytest.mark.parametrize("way", WAYS)
def test_the_way_back_steps_over_a_damaged_version(registry: Registry, way: str, name: str) -> None:
    first, second, third = names(registry)
    damage(registry.path / second / name, way)
    assert [one.version for one in registry.unusable()] == [second]
    assert registry.current() == third
    assert registry.roll_back(now=NOON, why="not good") == first
    with pytest.raises(NoModel, match="no earlier version"):
        registry.roll_back(now=NOON, why="?")
    registry.promote(third, now=NOON, why="mended")
    assert registry.roll_back(now=NOON, why="and still not good") == first


def test_where_nothing_that_was_promoted_is_whole_none_is_used(registry: Registry) -> None:
    for version in names(registry):
        damage(registry.path / version / "model.npz", "a byte")
    damage(registry.path / CURRENT, "empty")
    assert registry.current() is None
    with pytest.raises(NoModel, match="suara train"):
        registry.load()


@pytest.mark.parametrize("named", ["../..", ".", "a\0b", "x" * 5000, ".half.unfinished"])
def test_a_note_that_names_no_version_is_damaged(registry: Registry, named: str) -> None:
    (registry.path / CURRENT).write_text(named)
    assert damaged(registry.path) == (CURRENT,)
    assert registry.current() == names(registry)[-1]


def test_a_version_in_use_whose_content_changed_is_refused_and_replaced_by_no_other(
    registry: Registry,
) -> None:
    *_, third = names(registry)
    damage(registry.path / third / "model.npz", "half")
    assert registry.current() == third
    with pytest.raises(Tampered):
        registry.load()


@pytest.mark.parametrize("line", ["[]", "{}", '{"version": 3, "at": "", "why": "", "was": ""}'])
def test_a_line_that_is_no_promotion_is_left_out(registry: Registry, line: str) -> None:
    path = registry.path / HISTORY
    whole = path.read_text()
    path.write_text(line + "\n" + whole)
    assert history(registry.path) == [json.loads(one) for one in whole.splitlines()]
    assert damaged(registry.path) == (HISTORY,)
