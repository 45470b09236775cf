"""A thread that looks for work again and again until it is told to stop."""

import logging
import threading
from collections.abc import Callable

log = logging.getLogger("suara")

POLL_SECONDS = 1.0


class Repeated:
    """Does the next piece of work while there is one, then looks again after a while."""

    def __init__(self, name: str, do_next: Callable[[], bool], look: Callable[[], None]) -> None:
        """do_next : does one piece, False when none waits. look : is called at every look."""
        self._name = name
        self._do_next = do_next
        self._look = look
        self._ended = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def stopping(self) -> bool:
        """Whether it was told to stop."""
        return self._ended.is_set()

    def start(self) -> None:
        """Begin; returns at once."""
        if self._thread is None:
            self._ended.clear()
            self._thread = threading.Thread(target=self._loop, name=self._name, daemon=True)
            self._thread.start()

    def look_now(self) -> None:
        """Look for work at once."""
        self._wake.set()

    def tell_to_stop(self) -> None:
        """Begin nothing more."""
        self._ended.set()
        self._wake.set()

    def wait(self) -> None:
        """Return once it has stopped."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _loop(self) -> None:
        while not self._ended.is_set():
            self._wake.wait(POLL_SECONDS)
            self._wake.clear()
            try:
                self._look()
                while not self._ended.is_set() and self._do_next():
                    continue
            except Exception:
                if not self._ended.is_set():
                    log.warning("%s failed", self._name, exc_info=True)
