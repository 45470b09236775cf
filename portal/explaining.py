"""Why a text was read as it was, asked of a child process when somebody looks at the text.

Made when it is looked at, not when it is read: most texts are never looked at word by word, and
finding the words takes longer than reading.
"""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.model_seal import folder_and_key
from portal.reading_process import ChildDied, ReadingChild
from portal.settings import Settings
from surveys.readings import PredictionLine

IDLE_SECONDS = 600.0
"""The child is kept so long after the last look: its start takes longer than its answers."""

NICENESS = 0
"""A person waits for it, and it is done in a few milliseconds once it has started."""

LONGEST_WAIT_SECONDS = 3.0
"""A page is not held up for longer: the text is shown without marks, and the next look has them."""

Reason = tuple[str, int, int, float]
"""Label, start and end in the text, and the weight of the word between them."""


@dataclass(frozen=True)
class Why:
    """The words that speak for the labels of a text, and whose weights say so.

    by : "reader" for the version that read the text, "current" for the one in use where that is
    there no longer, "nobody" where it could not be found out; None where there is no label.
    """

    reasons: tuple[Reason, ...] = ()
    by: str | None = None


class Explainer:
    """Asks a child that is started at the first look and ended after a while without any."""

    def __init__(self, settings: Settings, key: bytes | None = None) -> None:
        self._settings = settings
        self._key = key
        self._one_at_a_time = threading.Lock()
        self._child: ReadingChild | None = None
        self._folder: Path | None = None
        self._watch: threading.Timer | None = None

    @property
    def child_pid(self) -> int | None:
        """The number of the child's process; None while there is none."""
        return None if self._child is None else self._child.pid

    async def why(self, text: str, read: PredictionLine | None) -> Why:
        """What speaks for the labels that a model gave a text; never an error."""
        if read is None or not read.labels:
            return Why()
        asked = asyncio.to_thread(self._why, text, read.labels, read.model_version)
        try:
            # Shielded: whoever waited too long leaves a child behind that has started.
            return await asyncio.wait_for(
                asyncio.shield(asyncio.ensure_future(asked)), LONGEST_WAIT_SECONDS
            )
        except TimeoutError:
            return Why(by="nobody")

    def _why(self, text: str, labels: Sequence[str], version: str) -> Why:
        with self._one_at_a_time:
            try:
                speaks, reasons = self._ready_child().explain(text, labels, version)
            except (ChildDied, OSError):
                # The page is of use without the marks; the next look starts another child.
                self._end_child()
                return Why(by="nobody")
            self._end_after_a_while()
        by = "nobody" if speaks is None else "reader" if speaks == version else "current"
        return Why(tuple((one[0], one[1], one[2], one[3]) for one in reasons), by)

    def _ready_child(self) -> ReadingChild:
        """The child over the models in use; a portal's first own version is in another folder."""
        folder, key = folder_and_key(self._settings, self._key)
        if folder != self._folder:
            self._end_child()
            self._folder = folder
        if self._child is None:
            self._child = ReadingChild(folder, key, NICENESS)
        return self._child

    def stop(self) -> None:
        """End the child, if there is one."""
        with self._one_at_a_time:
            self._end_child()

    def _end_after_a_while(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
        self._watch = threading.Timer(IDLE_SECONDS, self.stop)
        self._watch.daemon = True
        self._watch.start()

    def _end_child(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
        if self._child is not None:
            self._child.end()
            self._child = None
