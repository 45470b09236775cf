"""Versions are kept whole, known by their card, and one changed by a byte is refused."""

import errno
import hashlib
import io
import json
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from ml.classifier import ComplaintClassifier
from ml.labels import LABELS
from ml.measures import Judged
from ml.model_cards import BrokenCard, NoModel, RegistryError, Tampered, Unsealed
from ml.promotions import history
from ml.registry import Registry
from ml.storage import Unreadable, pack, unpack

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
    assert [entry["why"] for entry in history(registry.path)] == [
        "the first",
        "better",
        "citizens complained",
    ]


def test_each_return_goes_one_step_further_back(
    registry: Registry, model: ComplaintClassifier
) -> None:
    first, second, third = (saved(registry, model, hour) for hour in (8, 9, 10))
    for version in (first, second, third):
        registry.promote(version, now=NOON, why="better")
    assert registry.roll_back(now=NOON, why="citizens complained") == second
    assert registry.roll_back(now=NOON, why="and still did") == first
    with pytest.raises(NoModel, match="no earlier version"):
        registry.roll_back(now=NOON, why="?")
    registry.promote(third, now=NOON, why="mended")
    assert registry.roll_back(now=NOON, why="not mended") == first


def test_a_promotion_that_was_cut_off_half_way_is_no_step_to_return_from(
    registry: Registry, model: ComplaintClassifier
) -> None:
    first, second, third = (saved(registry, model, hour) for hour in (8, 9, 10))
    for version in (first, second, third):
        registry.promote(version, now=NOON, why="better")
    (registry.path / "current").write_text(second + "\n")
    assert registry.roll_back(now=NOON, why="citizens complained") == first


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
        danger=np.arange(n) < 2,
        alarm=np.arange(n) < 3,
        listened=np.ones(n, dtype=bool),
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
    assert found[1].danger.tolist() == [True, True, False, False, False]
    assert found[1].alarm.tolist() == [True, True, True, False, False]
    assert registry.judged(saved(registry, model, 13)) is None


def rewritten(content: bytes, change: Callable[[dict[str, NDArray[Any]]], None]) -> bytes:
    """The same arrays after somebody changed some."""
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    change(arrays)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def put_in_its_place(registry: Registry, version: str, content: bytes) -> str:
    """A classifier of somebody else's, with a card and a name that fit it."""
    digest = hashlib.sha256(content).hexdigest()
    name = version[:16] + digest[:8]
    shutil.copytree(registry.path / version, registry.path / name)
    (registry.path / name / "model.npz").write_bytes(content)
    path = registry.path / name / "card.json"
    card = json.loads(path.read_text())
    card |= {"version": name, "content_hashes": {"model.npz": digest}}
    path.write_text(json.dumps(card))
    return name


def test_a_foreign_model_with_a_card_that_fits_is_refused_where_cards_are_sealed(
    tmp_path: Path, model: ComplaintClassifier
) -> None:
    registry = Registry(tmp_path / "models", b"key")
    own = saved(registry, model)
    content = (registry.path / own / "model.npz").read_bytes()

    def deaf(arrays: dict[str, NDArray[Any]]) -> None:
        arrays["labels"][LABELS.index("integrity"), -1] = -50

    foreign = put_in_its_place(registry, own, rewritten(content, deaf))
    assert registry.load(own).fitted_ is not None
    for wrong in (registry, Registry(registry.path, b"another key")):
        with pytest.raises(Unsealed, match="suara train"):
            wrong.load(foreign)
        with pytest.raises(Unsealed):
            wrong.promote(foreign, now=NOON, why="?")
        with pytest.raises(Unsealed):
            wrong.judged(foreign)
    assert [card.version for card in registry.versions()] == [own]
    assert [one.version for one in registry.unusable()] == [foreign]
    assert Registry(registry.path).load(foreign) is not None, "without a key nothing is sealed"


def test_what_is_there_when_a_key_is_first_used_is_sealed_and_only_if_it_is_whole(
    registry: Registry, model: ComplaintClassifier
) -> None:
    whole, changed = saved(registry, model, 8), saved(registry, model, 9)
    file = registry.path / changed / "model.npz"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    portal, neighbour = Registry(registry.path, b"one"), Registry(registry.path, b"two")
    assert portal.versions() == []
    assert portal.take_over() == [whole]
    assert portal.take_over() == []
    assert neighbour.take_over() == [whole], "two portals may share a folder"
    assert portal.load(whole).fitted_ is not None
    assert neighbour.load(whole).fitted_ is not None


def test_processes_that_seal_the_same_version_at_once_do_not_disturb_each_other(
    registry: Registry, model: ComplaintClassifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = saved(registry, model)
    both_wrote = threading.Barrier(2, timeout=20)
    real = Path.replace

    def replaced_together(path: Path, target: Path) -> Path:
        both_wrote.wait()
        return real(path, target)

    monkeypatch.setattr(Path, "replace", replaced_together)
    portal = Registry(registry.path, b"key")
    with ThreadPoolExecutor(2) as pool:
        taken = list(pool.map(lambda _: portal.take_over(), range(2)))
    assert taken == [[version], [version]]
    assert portal.load(version).fitted_ is not None
    assert not list(registry.path.glob("*/*.part"))


def test_a_seal_of_other_letters_is_refused_as_unsealed(
    tmp_path: Path, model: ComplaintClassifier
) -> None:
    portal = Registry(tmp_path / "models", b"key")
    version = saved(portal, model)
    card = portal.path / version / "card.json"
    fields = json.loads(card.read_text())
    for seal in ("segél", "\ud800"):
        card.write_text(json.dumps(fields | {"seals": dict.fromkeys(fields["seals"], seal)}))
        with pytest.raises(Unsealed):
            portal.load(version)


def test_a_folder_that_cannot_be_written_is_told_and_stays_unsealed(
    registry: Registry,
    model: ComplaintClassifier,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    version = saved(registry, model)

    def refused(*_: object, **__: object) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "write_text", refused)
    portal = Registry(registry.path, b"key")
    assert portal.take_over() == []
    assert f"{registry.path / version} cannot be sealed" in caplog.text
    assert "not used" in caplog.text
    assert portal.versions() == []


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("bias", lambda a: a.pop("bias"), "bias"),
        ("not a number", lambda a: a.update(labels=a["labels"] * np.nan), "labels holds"),
        ("infinite", lambda a: a.update(idf=a["idf"] + np.inf), "idf holds"),
        ("narrow", lambda a: a.update(labels=a["labels"][:5]), "labels is"),
        ("short", lambda a: a.update(idf=a["idf"][:10]), "idf is"),
        ("flat", lambda a: a.update(weights=a["weights"][:, 0]), "weights is"),
        ("text", lambda a: a.update(thresholds=a["thresholds"].astype(str)), "thresholds is"),
        ("power", lambda a: a.update(power=a["power"] * 0 + 120), "power holds"),
        ("blocks", lambda a: a.update(block_sizes=-a["block_sizes"]), "fewer than none"),
        ("names", lambda a: a.update(vocabulary=a["vocabulary"][:40]), "are counted"),
    ],
)
def test_arrays_that_do_not_fit_are_refused_by_name(
    model: ComplaintClassifier, name: str, change: Any, words: str
) -> None:
    with pytest.raises(Unreadable, match=words):
        unpack(rewritten(pack(model.fitted_), change))
    assert name


def test_arrays_that_are_well_formed_and_do_not_fit_each_other_are_refused_when_loaded(
    registry: Registry, model: ComplaintClassifier
) -> None:
    version = saved(registry, model)
    content = (registry.path / version / "model.npz").read_bytes()
    for name, rows in (("polarity", 4), ("labels", 11)):
        wide = rewritten(content, lambda a, n=name, r=rows: a.update({n: np.ones((r, 90))}))
        with pytest.raises(Tampered):
            registry.load(put_in_its_place(registry, version, wide))


@pytest.mark.parametrize(
    "card",
    [
        *("", "{", "[]", "null", "{}", '{"version": "../.."}', "\x00", "[" * 100_000),
        *('{"seals": 3}', '{"more": 1}'),
    ],
)
def test_a_broken_card_is_told_as_such_and_spoils_no_other_version(
    registry: Registry, model: ComplaintClassifier, card: str
) -> None:
    good, bad = saved(registry, model, 8), saved(registry, model, 9)
    (registry.path / bad / "card.json").write_text(card)
    assert [one.version for one in registry.versions()] == [good]
    [unusable] = registry.unusable()
    assert unusable.version == bad
    with pytest.raises(BrokenCard, match=bad):
        registry.load(bad)


def test_a_card_that_was_copied_from_another_version_is_refused(
    registry: Registry, model: ComplaintClassifier
) -> None:
    first, second = saved(registry, model, 8), saved(registry, model, 9)
    shutil.copy(registry.path / first / "card.json", registry.path / second / "card.json")
    with pytest.raises(BrokenCard, match="not the card of this version"):
        registry.load(second)


def test_a_line_of_the_history_that_was_written_over_is_passed_over(
    registry: Registry, model: ComplaintClassifier
) -> None:
    first, second = saved(registry, model, 8), saved(registry, model, 9)
    registry.promote(first, now=NOON, why="the first")
    with (registry.path / "promotions.jsonl").open("a") as history:
        history.write("{broken\n[]\n")
    registry.promote(second, now=NOON, why="better")
    assert registry.roll_back(now=NOON, why="back") == first
