"""Background work of the serving portal: a thread that hands texts to a low-priority child.

The queue is the table itself (`complaint.read_by is null`), so a restart or a killed child loses
nothing: what was not stored is simply still unread.
"""

import logging
import threading
import time
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from portal.closed_models import what_to_do
from portal.database import Database, utc_now
from portal.giving_way import Arrivals
from portal.labelling import promoted_version, readings_of, store
from portal.model_seal import folder_and_key
from portal.reading_process import ChildDied, ReadingChild
from portal.relearning import Relearning, ask_to_learn
from portal.settings import Settings
from surveys import case_silence, kept_figures, readings
from surveys.errors import SurveyError
from surveys.readings import Reading
from surveys.sealed_names import forget_names

log = logging.getLogger("suara")

BATCH = 32
"""Storing so many holds the writer for some 7 ms; answers of citizens wait no longer than that."""
CROWD_BATCH = 8
"""While many arrive: what one waits longer for is then less than answers differ by themselves."""
CROWD_SECONDS = 1.0
"""So long after many arrived they are taken to arrive still."""
ARRIVING_SECONDS = 1.0
"""So long after an answer others are expected; steps may follow one another much sooner."""
QUIET_BATCH = 200
"""At once while nobody sends anything: nobody waits then."""
POLL_SECONDS = 1.0
REST_SECONDS = 0.01
PUBLISH_SECONDS = 20.0
PUBLISH_ALL_SECONDS = 900.0
CLOSE_SECONDS = 3600.0
KEEP_SECONDS = 60.0
KEEP_AT_ONCE = 10
"""Figures of units that are worked out and then written together: some 5 ms each."""
KEEP_FOR_SECONDS = 0.1
"""How long that may go on in one step, beside those who are served."""
IDLE_CHILD_SECONDS = 120.0
LONGEST_PAUSE_SECONDS = 30.0
UNREADABLE = "unreadable"
"""Stored as reader of a text at which the child died twice; a person of the narrow circle reads."""


@dataclass(frozen=True)
class BackgroundState:
    """What /metrics tells of the background."""

    running: bool
    child_pid: int | None
    model_version: str | None
    read_total: int
    child_deaths: int


class Background:
    """Reads what citizens wrote and refreshes the published figures while the portal serves."""

    def __init__(self, settings: Settings, database: Database, key: bytes) -> None:
        self._settings = settings
        self._database = database
        self._key = key
        self._refused: str | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._child: ReadingChild | None = None
        self._version: str | None = None
        self._reread = True
        self._suspects: dict[int, int] = {}
        self._read_total = 0
        self._stored_before = 0
        self._arrived_at = -ARRIVING_SECONDS
        self._deaths = 0
        self._busy_at = 0.0
        self._published_at = -PUBLISH_SECONDS
        self._all_published_at = time.monotonic()
        self._read_when_published = 0
        self._closed_at = -CLOSE_SECONDS
        self._kept_at = self._kept_some_at = -KEEP_SECONDS
        self._to_keep: list[kept_figures.Key] = []
        self._relearning = Relearning(settings, database)
        self._arrivals = Arrivals()
        self._crowd_until = 0.0

    def start(self) -> None:
        """Begin; returns at once."""
        if self._thread is None:
            self._stop.clear()
            self._thread = threading.Thread(target=self._loop, name="background", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End; what is unread stays in the queue."""
        self._stop.set()
        child = self._child
        if child is not None:
            child.end()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    @property
    def state(self) -> BackgroundState:
        """How it goes."""
        child = self._child
        return BackgroundState(
            self._thread is not None,
            None if child is None else child.pid,
            self._version,
            self._read_total,
            self._deaths,
        )

    def _loop(self) -> None:
        pause = 0.0
        troubles = 0
        while not self._stop.wait(pause):
            try:
                pause = self._step()
                troubles = 0
            except ChildDied:
                if self._stop.is_set():
                    break
                self._deaths += 1
                self._end_child()
                troubles += 1
                pause = min(2.0**troubles / 4, LONGEST_PAUSE_SECONDS)
                log.warning("the reading process ended; another one starts in %.1f s", pause)
            except Exception:
                if self._stop.is_set():
                    break
                troubles += 1
                pause = min(2.0**troubles, LONGEST_PAUSE_SECONDS)
                log.warning("background work failed; again in %.0f s", pause, exc_info=True)
        self._relearning.end()
        self._end_child()

    def _step(self) -> float:
        """A batch of work; returns how long to rest afterwards."""
        arriving = self._answers_arrive()
        self._publish_when_due()
        self._close_when_due()
        self._keep_when_due(arriving)
        self._relearning.step(utc_now())
        if self._arrivals.many(self._database.writer.stored):
            self._crowd_until = time.monotonic() + CROWD_SECONDS
            self._relearning.give_way()
        # While nothing is sent, what is to be kept goes on half the time: a large portal that was
        # just restored has it within minutes, and whoever looks meanwhile has the other half.
        pause = KEEP_FOR_SECONDS if self._to_keep and not arriving else POLL_SECONDS
        version = promoted_version(self._settings)
        if version is None:
            return pause if self._to_keep else 5 * POLL_SECONDS
        if version != self._version:
            # The child reads from one folder; a portal's first own version is in another.
            self._end_child()
            self._version, self._reread = version, True
        began = time.monotonic()
        crowd = began < self._crowd_until
        most = CROWD_BATCH if crowd else BATCH if arriving else QUIET_BATCH
        if self._read_batch(version, most):
            self._busy_at = time.monotonic()
            # Beside full intake a longer rest than the work took: what waits is read afterwards.
            rest = (self._busy_at - began) * (2 if crowd else 1)
            return max(REST_SECONDS, rest) if arriving else REST_SECONDS
        if self._child is not None and time.monotonic() - self._busy_at > IDLE_CHILD_SECONDS:
            self._end_child()
        return pause

    def _read_batch(self, version: str, most: int) -> bool:
        """Read some texts that wait; False when none does."""
        batch = self._database.read(lambda connection: readings.unread(connection, most))
        if not batch and self._reread:
            batch = self._database.read(
                lambda connection: readings.not_read_by(connection, version, most)
            )
            self._reread = bool(batch)
        if not batch:
            return False
        if version == self._refused:
            return False
        batch = self._without_suspects(batch)
        answered, rows = self._asked(batch)
        if answered is None:
            self._told_to_learn(version)
            return False
        store(self._database, readings_of([number for number, _ in batch], rows), answered)
        self._read_total += len(batch)
        return True

    def _told_to_learn(self, version: str) -> None:
        """A version that cannot be believed is replaced by one learnt here."""
        problem = self._child.problem if self._child is not None else ""
        if problem and version != self._refused:
            self._refused = version
            log.warning("%s; comments wait, learning anew", problem)
            try:
                ask_to_learn(self._settings, utc_now())
            except OSError:
                log.warning("nothing can be learnt; %s", what_to_do(self._settings.models_dir))

    def _answers_arrive(self) -> bool:
        """Whether this process has stored an answer within the last second."""
        before, self._stored_before = self._stored_before, self._database.writer.stored
        if self._stored_before != before:
            self._arrived_at = time.monotonic()
        return time.monotonic() - self._arrived_at < ARRIVING_SECONDS

    def _asked(self, batch: list[tuple[int, str]]) -> tuple[str | None, list[dict[str, Any]]]:
        if self._child is None:
            self._child = ReadingChild(*folder_and_key(self._settings, self._key))
            if self._stop.is_set():
                raise ChildDied
        try:
            answered = self._child.ask([text for _, text in batch])
        except ChildDied:
            for number, _ in batch:
                self._suspects[number] = self._suspects.get(number, 0) + 1
            raise
        for number, _ in batch:
            self._suspects.pop(number, None)
        return answered

    def _without_suspects(self, batch: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """After a death its texts go one by one; one that kills alone is handed to a person."""
        first_number = batch[0][0]
        deaths = self._suspects.get(first_number, 0)
        if deaths == 0:
            return [one for one in batch if one[0] not in self._suspects]
        if deaths >= 4:
            unread = Reading(first_number, (), {}, "other", None, True, True, False)
            store(self._database, [unread], UNREADABLE)
            self._suspects.pop(first_number)
            return batch[1:2]
        return batch[:1]

    def _publish_when_due(self) -> None:
        if time.monotonic() - self._published_at < PUBLISH_SECONDS:
            return
        self._published_at = time.monotonic()
        from portal.publishing import publish

        # Every quarter is looked at only where comments were read since: their themes move, too.
        rest = time.monotonic() - self._all_published_at
        everything = rest > PUBLISH_ALL_SECONDS and self._read_total > self._read_when_published
        try:
            smallest = self._settings.smallest_group
            publish(self._database, utc_now(), smallest, everything=everything)
        except (SQLAlchemyError, SurveyError):
            # Texts are read all the same; the figures are tried again in a moment.
            log.warning("published figures could not be refreshed", exc_info=True)
            return
        if everything:
            self._all_published_at = time.monotonic()
            self._read_when_published = self._read_total

    def _close_when_due(self) -> None:
        if time.monotonic() - self._closed_at < CLOSE_SECONDS:
            return
        self._closed_at = time.monotonic()
        self._database.write(lambda connection: case_silence.close_silent(connection, utc_now()))
        self._database.write(lambda connection: forget_names(connection, utc_now()))

    def _keep_when_due(self, arriving: bool) -> None:
        """Work out periods that are not kept as they are now, a few in a step, on a reader.

        While answers arrive one step a second: beside texts that wait steps follow one another.
        """
        if arriving and time.monotonic() - self._kept_some_at < POLL_SECONDS:
            return
        if not self._to_keep and time.monotonic() - self._kept_at >= KEEP_SECONDS:
            self._kept_at = time.monotonic()
            today = utc_now().date()
            self._to_keep = self._database.read(lambda c: kept_figures.behind(c, today))
        began = time.monotonic()
        while self._to_keep and time.monotonic() - began < KEEP_FOR_SECONDS:
            some, self._to_keep = self._to_keep[:KEEP_AT_ONCE], self._to_keep[KEEP_AT_ONCE:]
            kept = self._database.read_at_once(partial(kept_figures.worked_out, keys=some))
            self._database.write(partial(kept_figures.keep, figures=kept))
            self._kept_some_at = time.monotonic()

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None
