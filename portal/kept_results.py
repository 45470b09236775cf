"""Results that take seconds: computed once, by one thread, for everybody who asks."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
KEPT = 24


class Kept:
    """Results by what they were computed from; one thread computes, and all wait for the same."""

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._lock = Lock()
        self._held: OrderedDict[tuple[Any, ...], Future[Any]] = OrderedDict()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="planning")

    def of(self, key: tuple[Any, ...], compute: Callable[[], T]) -> "Future[T]":
        """The result under a key, begun now unless it is there already or under way."""
        with self._lock:
            found = self._held.get(key)
            if found is None or _failed(found):
                found = self._held[key] = self._worker.submit(compute)
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
            return found


def _failed(future: "Future[Any]") -> bool:
    return future.done() and (future.cancelled() or future.exception() is not None)
