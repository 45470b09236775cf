"""A small classifier for tests: learnt from a tenth of the corpus, once a run."""

import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from ml.classifier import ComplaintClassifier
from ml.corpus import Example, load_corpus
from ml.registry import Registry
from tests.made_once import folder_made_once, made_once

MADE_AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


@cache
def learnt() -> ComplaintClassifier:
    """The classifier itself."""
    return made_once("learnt", lambda: ComplaintClassifier().fit(learnt_from()))


@cache
def learnt_from() -> tuple[Example, ...]:
    """The texts that it knows."""
    return tuple(load_corpus()[::12])


@cache
def models_folder() -> Path:
    """A folder of models in which it is promoted; others copy it before they change it."""
    made = folder_made_once("models", lambda folder: save(folder / "models", MADE_AT) and None)
    return made / "models"


def save(folder: Path, now: datetime, *, promote: bool = True, key: bytes | None = None) -> str:
    """Register the classifier in a folder, sealed with a portal's key, and put it to use."""
    registry = Registry(folder, key)
    version = registry.save(learnt(), now=now, scores={}, data_hash="sample", n_examples=400)
    if promote:
        registry.promote(version, now=now, why="for a test")
    return version


def data_dir(tmp_path: Path) -> Path:
    """A portal's folder with the classifier in it."""
    shutil.copytree(models_folder(), tmp_path / "data" / "models")
    return tmp_path / "data"
