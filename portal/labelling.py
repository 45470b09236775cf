"""From the model's answers to readings that are stored, in this process or by its child."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from ml.model_cards import RegistryError
from ml.promotions import chosen
from portal.database import Database, utc_now
from portal.settings import Settings
from surveys import readings
from surveys.errors import Refused
from surveys.readings import Reading

BATCH = 200
OWN_MODELS = Path(__file__).resolve().parent.parent / "data" / "models"
"""The classifier that `make setup` trained, for commands that run elsewhere."""

NO_MODEL = (
    "belum ada pembaca komentar di {folder}; jalankan 'suara train' dulu,"
    " atau 'make setup' di folder Suara Loket"
)


UNREADABLE = (
    "pembaca komentar tidak terbaca ({problem}); jalankan 'suara train' untuk membuat yang baru"
)


def models_folder(settings: Settings) -> Path:
    """Where the promoted model is: the portal's own folder, else the one of the installation.

    A folder that this account may not look into has none.
    """
    if _promotes(settings.models_dir) or not _promotes(OWN_MODELS):
        return settings.models_dir
    return OWN_MODELS


def _promotes(folder: Path) -> bool:
    return os.access(folder / "current", os.R_OK)


def promoted_version(settings: Settings) -> str | None:
    """The version in use, read without loading anything of it; None while there is none."""
    return chosen(models_folder(settings))


def readings_of(numbers: Sequence[int], rows: Sequence[dict[str, Any]]) -> list[Reading]:
    """Readings from the rows of portal.reading_child, one for each complaint's number."""
    return [
        Reading(
            complaint_id=number,
            labels=tuple(row["labels"]),
            scores=row["scores"],
            polarity=row["polarity"],
            subtype=row["subtype"],
            needs_review=row["needs_review"],
            confidential=row["confidential"],
            danger=row["danger"],
            keeps_names=row["keeps_names"],
            polarity_doubt=row["polarity_doubt"],
        )
        for number, row in zip(numbers, rows, strict=True)
    ]


def store(database: Database, found: Sequence[Reading], version: str) -> None:
    """Store readings; another process that stored the same a moment ago is no fault."""

    def work(connection: Connection) -> None:
        readings.store_readings(connection, found, version, utc_now())

    try:
        database.write(work)
    except IntegrityError:
        database.write(work)


def label_everything(
    database: Database, settings: Settings, tell: Callable[[int, int], None]
) -> int:
    """Read every text that the promoted model has not read; tells (done, total) as it goes.

    Returns how many were read. Raises Refused where texts wait and there is no model: estimates
    without them would look complete and not be.
    """
    promoted = promoted_version(settings)
    if promoted is None:
        if database.read(readings.count_unread):
            raise Refused(NO_MODEL.format(folder=settings.models_dir))
        return 0
    total = database.read(lambda connection: readings.count_not_read_by(connection, promoted))
    if total == 0:
        return 0
    from portal.model_seal import folder_and_key, models_key
    from portal.reading_child import Reader

    reader = Reader(*folder_and_key(settings, models_key(database, settings)))
    try:
        version = reader.refresh() or promoted
    except RegistryError as problem:
        raise Refused(UNREADABLE.format(problem=problem)) from problem
    done = 0
    while done < total:
        batch = database.read(lambda connection: readings.not_read_by(connection, version, BATCH))
        if not batch:
            break
        rows = reader.read([text for _, text in batch])
        store(database, readings_of([number for number, _ in batch], rows), version)
        done += len(batch)
        tell(min(done, total), total)
    return done
