"""Versions are kept whole, known by their card, and one changed by a byte is refused."""

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from ml.classifier import ComplaintClassifier
from ml.measures import Judged
from ml.registry import NoModel, Registry, RegistryError, Tampered
from ml.storage import Unreadable, unpack

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
TEXT = "toilet kotor dan bau"


def saved(registry: Registry, model: ComplaintClassifier, hour: int = 12) -> str:
    return registry.save(
        model,
        now=NOON.replace(hour=hour),
        scores={"macro_f1": 0.7},
        data_hash="abc",
        n_examples=400,
    )


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "models")


def test_a_saved_version_says_what_the_model_said(
    registry: Registry, model: ComplaintClassifier
) -> None:
    version = saved(registry, model)
    again = registry.load(version)
    assert again.predict_texts([TEXT]) == model.predict_texts([TEXT])
    card = registry.card(version)
    assert (card.data_hash, card.n_examples, card.scores) == ("abc", 400, {"macro_f1": 0.7})
    assert {"numpy", "scikit-learn", "python"} <= set(card.made_with)


def test_saving_promotes_nothing(registry: Registry, model: ComplaintClassifier) -> None:
    saved(registry, model)
    assert registry.current() is None
    with pytest.raises(NoModel, match="suara train"):
        registry.load()


def test_versions_are_listed_oldest_first_and_one_can_roll_back(
    registry: Registry, model: ComplaintClassifier
) -> None:
    first, second = saved(registry, model, 8), saved(registry, model, 9)
    assert [card.version for card in registry.versions()] == [first, second]
    registry.promote(first, now=NOON, why="the first")
    registry.promote(second, now=NOON, why="better")
    assert registry.current() == second
    assert registry.roll_back(now=NOON, why="citizens complained") == first
    assert registry.current() == first
    assert [entry["why"] for entry in registry.promotions()] == [
        "the first",
        "better",
        "citizens complained",
    ]


def test_there_is_nothing_to_roll_back_to_before_a_second_promotion(
    registry: Registry, model: ComplaintClassifier
) -> None:
    with pytest.raises(NoModel):
        registry.roll_back(now=NOON, why="?")
    registry.promote(saved(registry, model), now=NOON, why="the first")
    with pytest.raises(NoModel, match="no earlier version"):
        registry.roll_back(now=NOON, why="?")


def test_an_unknown_version_is_named_with_the_known_ones(
    registry: Registry, model: ComplaintClassifier
) -> None:
    version = saved(registry, model)
    for wrong in ("none", "../models", ""):
        with pytest.raises(NoModel, match=version):
            registry.card(wrong)
    with pytest.raises(NoModel):
        registry.promote("none", now=NOON, why="?")


@pytest.mark.parametrize("name", ["model.npz", "card.json"])
def test_a_version_changed_by_a_byte_is_refused(
    registry: Registry, model: ComplaintClassifier, name: str
) -> None:
    version = saved(registry, model)
    file = registry.path / version / name
    content = bytearray(file.read_bytes())
    if name == "card.json":
        card = json.loads(content)
        card["content_hashes"]["model.npz"] = "0" * 64
        content = bytearray(json.dumps(card).encode())
    else:
        content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(Tampered, match="vouches"):
        registry.load(version)
    with pytest.raises(Tampered):
        registry.promote(version, now=NOON, why="?")
    assert registry.current() is None


def test_a_version_without_its_arrays_is_refused(
    registry: Registry, model: ComplaintClassifier
) -> None:
    version = saved(registry, model)
    (registry.path / version / "model.npz").unlink()
    with pytest.raises(Tampered, match="missing"):
        registry.load(version)


def test_a_version_of_another_format_is_refused_with_both_numbers(
    registry: Registry, model: ComplaintClassifier
) -> None:
    version = saved(registry, model)
    path = registry.path / version / "card.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))
    with pytest.raises(RegistryError, match="format 99"):
        registry.load(version)


def test_an_interrupted_save_leaves_no_version(
    registry: Registry, model: ComplaintClassifier
) -> None:
    (registry.path / ".half.unfinished").mkdir(parents=True)
    (registry.path / ".half.unfinished" / "card.json").write_text("{}")
    assert registry.versions() == []
    saved(registry, model)
    assert len(registry.versions()) == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a model", b"\x80\x04pickle"])
def test_bytes_that_are_no_model_are_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        unpack(content)


def test_what_was_said_of_the_training_texts_is_kept_without_the_texts(
    registry: Registry, model: ComplaintClassifier
) -> None:
    n = 5
    judged = Judged(
        truth=np.zeros((n, 11), dtype=bool),
        probability=np.full((n, 11), 0.25),
        decided=np.ones((n, 11), dtype=bool),
        polarity=np.arange(n) % 4,
        polarity_probability=np.full((n, 4), 0.25),
        hard_negative=np.zeros(n, dtype=bool),
    )
    keys = np.arange(n, dtype=np.int64)
    version = registry.save(
        model, now=NOON, scores={}, data_hash="x", n_examples=n, judged=(keys, judged)
    )
    found = registry.judged(version)
    assert found is not None
    assert found[0].tolist() == keys.tolist()
    assert (found[1].probability == judged.probability).all()
    assert found[1].decided.all()
    assert registry.judged(saved(registry, model, 13)) is None
