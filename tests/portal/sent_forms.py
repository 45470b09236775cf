"""What a citizen sends and gets back, for tests of both."""

import time

import httpx

from portal import form_keys
from tests.portal.conftest import Asked

NINE = {f"u{number}": "3" for number in range(1, 10)}
NASTY = "<script>alert(1)</script>\"'&;--"


def key_for(portal: Asked, seconds_ago: int = 60) -> str:
    """The key of a form that was opened so long ago."""
    secret, counter = portal.app.portal.secret, portal.place.counter_id
    return form_keys.issue(secret, counter, 1, int(time.time()) - seconds_ago).decode()


def marks(portal: Asked) -> list[int]:
    """How each stored response is marked."""
    return [row[0] for row in portal.rows("select marks from response order by id")]


def receipt_in(answer: httpx.Response) -> str:
    """The receipt in the address of the thanks."""
    return answer.headers["location"].partition("?")[0].rpartition("/")[2]
