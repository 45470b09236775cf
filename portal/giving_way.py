"""Learning gives way to answers: the portal says that many arrive, and who learns rests.

A file's time carries the word from the one process to the other, so that nothing waits for ever
where one of them ends.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

MANY_A_SECOND = 50.0
"""Beside fewer answers a second learning slows nobody: a processor has time for both."""
COUNTED_SECONDS = 0.25
HELD_SECONDS = 5.0
LONGEST_REST_SECONDS = 600.0
"""So long in all; whoever sends without end does not keep a portal from learning."""
LOOK_AGAIN_SECONDS = 0.5
_BUSY = "training.giving_way"


@dataclass
class Arrivals:
    """How many answers arrive, from a count that only rises."""

    clock: Callable[[], float] = time.monotonic
    _counted: tuple[float, int] | None = None

    def many(self, stored: int) -> bool:
        """Whether many were stored a second since this was last told, a quarter second at least."""
        now = self.clock()
        if self._counted is None:
            self._counted = now, stored
            return False
        since, before = self._counted
        if now - since < COUNTED_SECONDS:
            return False
        self._counted = now, stored
        return (stored - before) / (now - since) >= MANY_A_SECOND


def ask_to_give_way(folder: Path) -> None:
    """Let whoever learns in this models' folder rest for the next seconds."""
    (folder / _BUSY).touch()


@dataclass
class GivingWay:
    """What learning calls between two steps: it returns once few answers arrive."""

    folder: Path
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    rested: float = field(default=0.0, init=False)

    def __call__(self) -> None:
        while self.rested < LONGEST_REST_SECONDS and self._asked():
            self.sleep(LOOK_AGAIN_SECONDS)
            self.rested += LOOK_AGAIN_SECONDS

    def _asked(self) -> bool:
        try:
            asked_at = (self.folder / _BUSY).stat().st_mtime
        except OSError:
            return False
        # A clock that was set back must not keep it waiting.
        return 0 <= self.clock() - asked_at < HELD_SECONDS
