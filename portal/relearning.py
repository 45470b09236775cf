"""Learning again beside the serving portal: asked for by button, or after enough corrections.

What is wanted stands in a file of the models' folder, so that whichever process takes the request,
the one that does the background work finds it.
"""

import logging
import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

from portal.database import Database
from portal.giving_way import ask_to_give_way
from portal.labelling import OWN_MODELS
from portal.settings import Settings
from surveys.review import count_decided_since

log = logging.getLogger("suara")

CORRECTIONS = 200
"""So many newly checked texts are worth learning from by themselves."""

LOOK_SECONDS = 300.0
NICENESS = 19
_WANTED = "training.wanted"
_RUNNING = "training.running"
_LONGEST_HOURS = 2


def ask_to_learn(settings: Settings, now: datetime) -> None:
    """Let the background learn again as soon as it can. Raises OSError for a closed folder."""
    settings.models_dir.mkdir(parents=True, exist_ok=True)
    (settings.models_dir / _WANTED).write_text(now.isoformat(), encoding="utf-8")


def learning_since(settings: Settings, now: datetime) -> datetime | None:
    """Since when the classifier is learning or is to learn; None where neither."""
    for name in (_RUNNING, _WANTED):
        try:
            since = datetime.fromisoformat((settings.models_dir / name).read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if (now - since).total_seconds() < _LONGEST_HOURS * 3600:
            return since
    return None


def last_learnt(folder: Path) -> datetime | None:
    """When the newest version of a folder was made, by its name; None where there is none."""
    moments = []
    for entry in folder.glob("*/card.json"):
        try:
            moment = datetime.strptime(entry.parent.name[:15] + "+0000", "%Y%m%d-%H%M%S%z")
        except ValueError:
            continue
        moments.append(moment)
    return max(moments, default=None)


class Relearning:
    """Starts `suara train` in a process of its own, one at a time, and sees it end."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._process: subprocess.Popen[bytes] | None = None
        self._looked_at = -LOOK_SECONDS
        self._begun_at: datetime | None = None
        self._closed = False

    def step(self, now: datetime) -> None:
        """See whether it has ended, or whether it is time to begin; returns at once.

        A folder of models that is closed to this account stops nothing else: texts are read all
        the same, and it is said once.
        """
        try:
            self._look(now)
            self._closed = False
        except OSError as problem:
            if not self._closed:
                log.warning("the classifier cannot learn again (%s)", problem)
            self._closed = True

    def _look(self, now: datetime) -> None:
        if self._process is not None:
            code = self._process.poll()
            if code is None:
                return
            if code:
                log.warning("learning again ended with %d; run 'suara train' to see why", code)
            self._process = None
            (self._settings.models_dir / _RUNNING).unlink(missing_ok=True)
        if (self._settings.models_dir / _WANTED).exists() or self._enough_corrections():
            self._start(now)

    def give_way(self) -> None:
        """Let what learns rest while many answers arrive; nothing where nothing does."""
        if self._process is not None:
            ask_to_give_way(self._settings.models_dir)

    def end(self) -> None:
        """End what runs; nothing half-learnt is ever put to use."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
            (self._settings.models_dir / _RUNNING).unlink(missing_ok=True)

    def _enough_corrections(self) -> bool:
        if time.monotonic() - self._looked_at < LOOK_SECONDS:
            return False
        self._looked_at = time.monotonic()
        since = last_learnt(self._settings.models_dir) or last_learnt(OWN_MODELS)
        if since is None:
            return False
        # What failed for a reason of its own is not begun again and again.
        since = max(since, self._begun_at or since)
        return self._database.read(lambda c: count_decided_since(c, since)) >= CORRECTIONS

    def _start(self, now: datetime) -> None:
        settings, self._begun_at = self._settings, now
        settings.models_dir.mkdir(parents=True, exist_ok=True)
        (settings.models_dir / _RUNNING).write_text(now.isoformat(), encoding="utf-8")
        (settings.models_dir / _WANTED).unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "portal.cli", "train", "--json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "SUARA_DATABASE_URL": settings.database_url,
                "SUARA_DATA_DIR": str(settings.data_dir.resolve()),
                "OMP_NUM_THREADS": "1",
                "OPENBLAS_NUM_THREADS": "1",
            },
        )
        os.setpriority(os.PRIO_PROCESS, self._process.pid, NICENESS)
