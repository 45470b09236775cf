"""Costly things for tests, made by the first process that needs them; the others take them.

The processes of one run share a folder that tests/conftest.py makes; whoever runs without it (a
bench) has one alone.
"""

import atexit
import fcntl
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

FOLDER = "SUARA_TESTS_MADE_ONCE"


@cache
def _shared() -> Path:
    named = os.environ.get(FOLDER)
    if named:
        return Path(named)
    own = Path(tempfile.mkdtemp(prefix="suara-made-once-"))
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own


def folder_made_once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make` fills, for all processes of the run; whoever changes it copies it."""
    folder = _shared() / name
    with (_shared() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(folder)
    return folder


def made_once(name: str, make: Callable[[], T]) -> T:
    """What `make` returns, for all processes of the run; each has a copy of its own."""

    def fill(folder: Path) -> None:
        (folder / "made").write_bytes(pickle.dumps(make()))

    made: T = pickle.loads((folder_made_once(name, fill) / "made").read_bytes())
    return made
