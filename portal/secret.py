"""The key that signs forms, receipts and cookies' tokens."""

from secrets import token_hex

from sqlalchemy import Connection

from surveys import accounts


def load_secret(connection: Connection) -> bytes:
    """The key of this portal: made once, kept in the database, so that it survives a restart."""
    return bytes.fromhex(accounts.remember(connection, "secret", token_hex(32)))
