"""Requests and answers of the citizen's pages, bare: what is read, and how it is sent."""

import asyncio
import gzip
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from litestar.types import HTTPScope, Receive, Send
from litestar.types.asgi_types import HTTPResponseBodyEvent, HTTPResponseStartEvent

from portal.citizen_pages import Shown
from portal.language import DEFAULT, chosen
from portal.splice import SplicedPage
from portal.web import MAX_BODY, UnreadableForm
from surveys.rules.written_days import written_day

BODY_SECONDS = 30.0
FORM_TYPE = b"application/x-www-form-urlencoded"
# A thank-you page may be looked at again from a list of open tabs, weeks later.
THANKS_DAYS = 60
WORTH_PACKING = 1000

Headers = list[tuple[bytes, bytes]]
Query = dict[str, list[str]]

RETRY: Headers = [(b"retry-after", b"5")]


class RefusedRequest(Exception):
    """A request that is answered with the page of a status."""

    def __init__(self, status: int, headers: Headers) -> None:
        super().__init__(status)
        self.status = status
        self.headers = headers


def read_query(raw: bytes) -> Query:
    """What stands behind the question mark; most scans have nothing there."""
    if not raw:
        return {}
    try:
        return parse_qs(raw.decode("ascii"), errors="strict", max_num_fields=16)
    except ValueError:
        raise UnreadableForm("the query cannot be read") from None


def language_of(query: Query) -> str:
    """The language in the address, where there is one of that name."""
    return chosen(query["lang"][0]) if "lang" in query else DEFAULT


def is_kiosk(query: Query) -> bool:
    """Whether the address is that of a shared tablet."""
    return query.get("mode") == ["kiosk"]


def sent_on(query: Query, now: datetime) -> date:
    """The day on which something was sent, from the address; today where it names no such day."""
    today = now.date()
    try:
        day = written_day(query.get("on", [""])[0])
    except ValueError:
        return today
    return day if today - timedelta(days=THANKS_DAYS) <= day <= today else today


def header(scope: HTTPScope, wanted: bytes) -> bytes:
    """The first header of that name, or nothing."""
    for name, value in scope["headers"]:
        if name == wanted:
            return bytes(value)
    return b""


def unpacks(scope: HTTPScope) -> bool:
    """Whether the client takes gzip."""
    return b"gzip" in header(scope, b"accept-encoding")


def sent_by_script(scope: HTTPScope) -> bool:
    """Whether the script of the form is asking, which follows no redirect by itself."""
    return header(scope, b"x-sent-by") == b"script"


def address_of(scope: HTTPScope) -> str:
    """The network address of a client, for the limits alone; it is kept nowhere."""
    client = scope.get("client")
    return client[0] if client else ""


async def read_body(scope: HTTPScope, receive: Receive) -> bytes:
    """The body of a form up to MAX_BODY; refuses what is larger, no form, or dawdles."""
    closing: Headers = [(b"connection", b"close")]
    for name, value in scope["headers"]:
        if name == b"content-length" and (not value.isdigit() or int(value[:19]) > MAX_BODY):
            raise RefusedRequest(413, closing)
        if name == b"content-type" and value.partition(b";")[0].strip().lower() != FORM_TYPE:
            raise RefusedRequest(415, closing)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message: Any = await receive()
                if message["type"] == "http.disconnect":
                    raise UnreadableForm("the sender went away")
                part = message.get("body", b"")
                size += len(part)
                if size > MAX_BODY:
                    raise RefusedRequest(413, closing)
                parts.append(part)
                if not message.get("more_body"):
                    return parts[0] if len(parts) == 1 else b"".join(parts)
    except TimeoutError:
        raise RefusedRequest(408, closing) from None


async def send_spliced(
    scope: HTTPScope, send: Send, page: SplicedPage, piece: bytes, headers: Headers
) -> None:
    """A page with its piece, packed unless the client cannot unpack it."""
    if unpacks(scope):
        body = page.gzipped(piece)
        packed = [(b"content-encoding", b"gzip"), (b"content-length", b"%d" % len(body))]
        await send_bytes(scope, send, 200, headers + packed, body)
        return
    body = page.plain(piece)
    await send_bytes(scope, send, 200, [*headers, (b"content-length", b"%d" % len(body))], body)


async def send_page(
    scope: HTTPScope, send: Send, status: int, headers: Headers, body: bytes
) -> None:
    """A page that was made for this visitor alone."""
    if unpacks(scope) and len(body) > WORTH_PACKING:
        body = gzip.compress(body, 6, mtime=0)
        headers = [*headers, (b"content-encoding", b"gzip")]
    await send_bytes(scope, send, status, [*headers, (b"content-length", b"%d" % len(body))], body)


async def send_bytes(
    scope: HTTPScope, send: Send, status: int, headers: Headers, body: bytes
) -> None:
    """Send an answer; to HEAD the same without its body."""
    start: HTTPResponseStartEvent = {
        "type": "http.response.start",
        "status": status,
        "headers": headers,
    }
    await send(start)
    rest: HTTPResponseBodyEvent = {
        "type": "http.response.body",
        "body": b"" if scope["method"] == "HEAD" else body,
        "more_body": False,
    }
    await send(rest)


async def say(scope: HTTPScope, send: Send, shown: Shown, headers: Headers) -> None:
    """A page that was made for this visitor, with its status."""
    await send_page(scope, send, shown.status, headers, shown.body)


async def send_on(scope: HTTPScope, send: Send, target: str) -> None:
    """Where to go once everything is stored: a browser goes, the script of the form reads it."""
    headers = [
        (b"location", target.encode("ascii")),
        (b"content-length", b"0"),
        (b"cache-control", b"no-store"),
    ]
    await send_bytes(scope, send, 201 if sent_by_script(scope) else 303, headers, b"")
