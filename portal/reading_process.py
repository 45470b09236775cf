"""A child process that reads or explains texts, seen from the portal: one question at a time."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

READING_NICENESS = 15
READING_SECONDS = 120.0
EXPLAINING_SECONDS = 20.0


class ChildDied(Exception):
    """The child ended, or did not answer in time."""


class ReadingChild:
    """The child process and its pipe; whoever asks from several threads takes turns."""

    def __init__(
        self, folder: Path, key: bytes | None = None, niceness: int = READING_NICENESS
    ) -> None:
        self.problem = ""
        self._first_line = json.dumps({"key": key.hex() if key else None}) + "\n"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "portal.reading_child", str(folder), str(niceness)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            # Several threads of a niced child would still take the processor's caches.
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            cwd=Path(__file__).resolve().parent.parent,
        )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, texts: Sequence[str]) -> tuple[str | None, list[dict[str, Any]]]:
        """The promoted version (None: there is none, or `problem` says why not) and rows."""
        answered = self._answer({"texts": list(texts)}, READING_SECONDS)
        self.problem = str(answered.get("problem", ""))
        return answered["version"], answered["rows"]

    def explain(
        self, text: str, labels: Sequence[str], version: str
    ) -> tuple[str | None, list[list[Any]]]:
        """The version that speaks (None: there is no model), and [label, start, end, weight]."""
        asked = {"explain": text, "labels": list(labels), "version": version}
        answered = self._answer(asked, EXPLAINING_SECONDS)
        return answered["version"], answered["reasons"]

    def _answer(self, asked: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The answer to one line; raises ChildDied."""
        if self._process.stdin is None or self._process.stdout is None:
            raise ChildDied
        watch = threading.Timer(seconds, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            self._process.stdin.write(self._first_line + json.dumps(asked) + "\n")
            self._first_line = ""
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except (OSError, ValueError):
            line = ""
        finally:
            watch.cancel()
        if not line.endswith("\n"):
            raise ChildDied
        answered: dict[str, Any] = json.loads(line)
        return answered

    def end(self) -> None:
        """End the process at once; it holds nothing that could be lost."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # what it could not take is of no use to anybody now
