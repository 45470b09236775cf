"""Drafts that wait to be stored, and how whoever sent them hears what became of them."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from surveys.responses import Draft, Stored

log = logging.getLogger("suara")

Answered = Callable[[Stored | Exception], None]
"""Hears what became of a draft, on the loop that handed it over."""


@dataclass(slots=True)
class Waiting:
    """A draft, and who is told of it, on which loop; without one in the writer's thread."""

    draft: Draft
    loop: asyncio.AbstractEventLoop | None
    answered: Answered


def answer_all(batch: list[Waiting], answer: list[Stored] | Exception) -> None:
    """Hand out the answers, waking each event loop once for the whole batch."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[Answered, Stored | Exception]]] = {}
    for place, one in enumerate(batch):
        result = answer if isinstance(answer, Exception) else answer[place]
        if one.loop is None:
            one.answered(result)
        else:
            loops.setdefault(one.loop, []).append((one.answered, result))
    for loop, results in loops.items():
        try:
            loop.call_soon_threadsafe(_tell, results)
        except RuntimeError:
            continue  # the loop is closed: nobody is left to be answered


def _tell(results: list[tuple[Answered, Stored | Exception]]) -> None:
    for answered, result in results:
        try:
            answered(result)
        except Exception:
            # Whatever it was, the others of the batch are answered.
            log.exception("an answer could not be handed out")


def settle(future: "asyncio.Future[Stored] | Future[Stored]", result: Stored | Exception) -> None:
    """Give whoever waits for a future what came; nothing where nobody waits any more."""
    if future.done():
        return
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)
