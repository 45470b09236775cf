"""The key with which a portal seals the versions of its classifier, and the versions it takes over.

Whoever can write into the folder of models could otherwise put another classifier there, and with
it decide whose complaint is held back. The key comes from the secret in the database. What lies in
the folder when a portal looks for the first time is sealed then; later only `suara train` seals.
The installation's own folder is trusted as its code is, where it is not the portal's own.
"""

import hashlib
import hmac
import logging
from pathlib import Path

from sqlalchemy import Connection, inspect

from portal.closed_models import trouble_with, what_to_do
from portal.database import Database, open_for_reading, utc_now
from portal.labelling import models_folder
from portal.secret import load_secret
from portal.settings import Settings
from surveys import accounts

log = logging.getLogger("suara")

_TAKEN_OVER = "models_sealed_since"


def models_key(database: Database, settings: Settings) -> bytes:
    """The key of this portal; at the first look, what lies in its folder is sealed with it."""
    key = _key_from(database.write(load_secret))
    if trouble_with(settings.models_dir) is not None:
        log.warning("the folder of the classifier is closed; %s", what_to_do(settings.models_dir))
    if database.read(lambda connection: accounts.setting(connection, _TAKEN_OVER)) is None:
        from ml.registry import Registry

        for version in Registry(settings.models_dir, key).take_over():
            log.info("sealed version %s, found in the portal's folder", version)
        since = utc_now().isoformat()
        database.write(lambda connection: accounts.remember(connection, _TAKEN_OVER, since))
    return key


def key_at_hand(settings: Settings) -> bytes | None:
    """The same for a command that only looks; None where no portal has sealed anything yet."""
    url = settings.database_url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        return None
    engine = open_for_reading(url)
    try:
        with engine.connect() as connection:
            return _found(connection)
    finally:
        engine.dispose()


def folder_and_key(settings: Settings, key: bytes | None) -> tuple[Path, bytes | None]:
    """The folder of the classifier in use, and what its versions are checked with."""
    folder = models_folder(settings)
    return folder, key if folder == settings.models_dir else None


def _found(connection: Connection) -> bytes | None:
    if not inspect(connection).has_table("setting"):
        return None
    secret = accounts.setting(connection, "secret")
    if secret is None or accounts.setting(connection, _TAKEN_OVER) is None:
        return None
    return _key_from(bytes.fromhex(secret))


def _key_from(secret: bytes) -> bytes:
    return hmac.new(secret, b"versions of the classifier", hashlib.sha256).digest()
