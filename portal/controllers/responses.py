"""The citizen's pages: the survey of a counter, the thank-you page, the state of a complaint.

These routes are bare ASGI, not the framework's: a nation's peak must fit on one small machine, and
between a scan and a page stand only a cached page and a fresh key. Looking never writes.
"""

import asyncio
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from litestar.types import Receive, Scope, Send

from portal import form_keys, intake
from portal.citizen_pages import CitizenViews, Shown
from portal.database import Database, utc_now
from portal.limits import RateLimits
from portal.settings import Settings
from portal.splice import SplicedPage
from portal.web import MAX_BODY, Form, UnreadableForm, encoded, parse_form
from surveys import complaints, places, results
from surveys.errors import Busy, NotFound
from surveys.places import OpenCounter, Retired
from surveys.rules import codes

KEPT_SECONDS = 30.0
COUNTERS_KEPT = 5000
PAGES_KEPT = 2000

Headers = list[tuple[bytes, bytes]]


@dataclass(slots=True)
class _Kept:
    """A counter as it was found, until when, and its pages by language and variant."""

    counter: OpenCounter
    until: float
    pages: dict[tuple[str, str], SplicedPage]
    showings: int = 0


class TooLarge(Exception):
    """The body is larger than any survey."""


class CitizenPages:
    """Answers /s/, /S/ and /t/."""

    def __init__(self, settings: Settings, database: Database, secret: bytes) -> None:
        self._settings = settings
        self._database = database
        self._secret = secret
        self._views = CitizenViews(settings)
        self._limits = RateLimits(
            settings.counter_rate_per_second, settings.address_rate_per_second
        )
        self._kept: dict[str, _Kept] = {}
        self._thanks: dict[tuple[str, str], tuple[float, SplicedPage]] = {}
        self.retired_scans: dict[str, int] = {}
        self._form_headers = encoded(self._views.headers(cached=False))
        self._receipt_tries = RateLimits(5, 2)

    def answers(self, path: str) -> bool:
        """Whether a path is one of the citizen's."""
        return path[:3] in {"/s/", "/S/", "/t/", "/T/"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong, the visitor gets a readable page."""
        method, path = scope["method"], scope["path"]
        language = self._views.language(scope["query_string"])
        try:
            if path[1] in "tT":
                await self._show_receipt(scope, send, path[3:], language)
                return
            code, _, rest = path[3:].partition("/")
            if rest.startswith("thanks"):
                await self._show_thanks(scope, send, code, rest, language)
            elif rest:
                raise NotFound(path)
            elif method in {"GET", "HEAD"}:
                await self._show_form(scope, send, code, language)
            elif method == "POST":
                await self._submit(scope, receive, send, code, language)
            else:
                await self._say(
                    scope,
                    send,
                    self._views.problem(405, language),
                    [(b"allow", b"GET, HEAD, POST")],
                )
        except Retired as problem:
            known = self.retired_scans
            known[problem.public_code] = known.get(problem.public_code, 0) + 1
            await self._say(scope, send, self._views.retired(problem.now_code, language))
        except NotFound:
            await self._say(scope, send, self._views.problem(404, language))
        except UnreadableForm:
            await self._say(scope, send, self._views.problem(400, language))
        except TooLarge:
            await self._say(
                scope, send, self._views.problem(413, language), [(b"connection", b"close")]
            )

    async def _counter(self, code: str) -> _Kept:
        """The counter with this code, from memory where it was asked for a moment ago."""
        kept = self._kept.get(code)
        if kept is not None and kept.until > time.monotonic():
            return kept
        signs = codes.normalise(code)
        # A code with a wrong check sign cannot exist: no look-up for what was merely guessed.
        if not codes.is_counter_code(signs):
            raise NotFound(code)
        found = await self._database.read_async(
            lambda connection: places.open_counter(connection, signs, utc_now())
        )
        pages = kept.pages if kept is not None and kept.counter == found else {}
        fresh = _Kept(found, time.monotonic() + KEPT_SECONDS, pages)
        if len(self._kept) >= COUNTERS_KEPT:
            self._kept.clear()
        self._kept[code] = fresh
        return fresh

    def forget_counters(self) -> None:
        """Look at the database again, after the registry was changed."""
        self._kept.clear()

    async def _show_form(self, scope: Scope, send: Send, code: str, language: str) -> None:
        kept = await self._counter(code)
        variant = self._views.variant(kept.counter, kept.showings, scope["query_string"])
        if scope["method"] == "GET":
            kept.showings += 1
        page = kept.pages.get((language, variant))
        if page is None:
            page = self._views.spliced_form(kept.counter, language, variant)
            kept.pages[language, variant] = page
        counter = kept.counter
        key = form_keys.issue(
            self._secret, counter.counter_id, counter.questionnaire_id, int(time.time())
        )
        await _send_spliced(scope, send, page, key, self._form_headers)

    async def _submit(
        self, scope: Scope, receive: Receive, send: Send, code: str, language: str
    ) -> None:
        body = await read_body(scope, receive)
        kept = await self._counter(code)
        counter = kept.counter
        client = scope.get("client")
        if not self._limits.allows(counter.public_code, client[0] if client else ""):
            form = parse_form(body)
            await self._again(scope, send, counter, form, language, 429, {})
            return
        form = parse_form(body)
        now = utc_now()
        channel = "kiosk" if form.get("channel") == ["kiosk"] else "qr"
        reading = intake.read_form(form, counter, self._secret, now, channel)
        if reading.draft is None:
            await self._again(scope, send, counter, form, language, 422, reading.faults)
            return
        try:
            stored = await self._database.writer.store_soon(reading.draft)
        except Busy:
            await self._again(scope, send, counter, form, language, 503, {})
            return
        target = f"/s/{counter.public_code}/thanks"
        if stored.receipt is not None:
            target += f"/{stored.receipt}"
        query = self._views.thanks_query(language, reading.masked, channel)
        headers = [
            (b"location", (target + query).encode("ascii")),
            (b"content-length", b"0"),
            (b"cache-control", b"no-store"),
        ]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def _again(
        self,
        scope: Scope,
        send: Send,
        counter: OpenCounter,
        form: Form,
        language: str,
        status: int,
        faults: dict[str, intake.Fault],
    ) -> None:
        """The form once more with everything that was filled in, and a sentence at each fault."""
        key = (form.get("key") or [""])[0]
        if form_keys.read(self._secret, key, counter.counter_id, counter.questionnaire_id) is None:
            key = form_keys.issue(
                self._secret, counter.counter_id, counter.questionnaire_id, int(time.time())
            ).decode("ascii")
        shown = self._views.filled_form(counter, form, key, language, status, faults)
        more = [(b"retry-after", b"5")] if status in {429, 503} else []
        await self._say(scope, send, shown, more)

    async def _show_thanks(
        self, scope: Scope, send: Send, code: str, rest: str, language: str
    ) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            raise NotFound(rest)
        receipt = codes.normalise(rest.removeprefix("thanks").strip("/"))
        if receipt and not codes.is_receipt(receipt):
            raise NotFound(rest)
        kept = await self._counter(code)
        query = scope["query_string"]
        place = (kept.counter.public_code, language + self._views.thanks_variant(receipt, query))
        page = self._thanks.get(place)
        if page is None or page[0] < time.monotonic():
            page = (time.monotonic() + 60, await self._make_thanks(kept.counter, place[1], query))
            if len(self._thanks) >= PAGES_KEPT:
                self._thanks.clear()
            self._thanks[place] = page
        shown = self._views.receipt_signs(receipt)
        await _send_spliced(scope, send, page[1], shown, self._form_headers)

    async def _make_thanks(self, counter: OpenCounter, variant: str, query: bytes) -> SplicedPage:
        def look(connection: Any) -> tuple[Any, Any]:
            return (
                complaints.changes_at(connection, counter.counter_id, counter.unit_id, utc_now()),
                results.published_card(
                    connection, counter.unit_id, utc_now(), self._settings.smallest_group
                ),
            )

        changes, card = await self._database.read_async(look)
        return self._views.spliced_thanks(counter, variant, query, changes, card)

    async def _show_receipt(self, scope: Scope, send: Send, given: str, language: str) -> None:
        """The state of a complaint and the reply to it; never the text that was written."""
        if scope["method"] not in {"GET", "HEAD"}:
            raise NotFound(given)
        query = parse_qs(scope["query_string"].decode("latin-1"))
        asked = given.strip("/") or "".join(query.get("receipt", [""]))
        receipt = codes.normalise(asked)
        if not asked:
            await self._say(scope, send, self._views.ask_receipt(language, ""))
            return
        client = scope.get("client")
        if not self._receipt_tries.allows("", client[0] if client else ""):
            await self._say(
                scope, send, self._views.problem(429, language), [(b"retry-after", b"5")]
            )
            return
        if not codes.is_receipt(receipt):
            await self._say(scope, send, self._views.ask_receipt(language, asked))
            return
        found = await self._database.read_async(
            lambda connection: complaints.by_receipt(connection, receipt)
        )
        if found is None:
            await self._say(scope, send, self._views.ask_receipt(language, asked))
            return
        await self._say(scope, send, self._views.receipt(found, receipt, language))

    async def _say(
        self, scope: Scope, send: Send, shown: Shown, more: Headers | None = None
    ) -> None:
        headers = [
            *self._form_headers,
            (b"content-length", str(len(shown.body)).encode()),
            *(more or []),
        ]
        await send({"type": "http.response.start", "status": shown.status, "headers": headers})
        body = b"" if scope["method"] == "HEAD" else shown.body
        await send({"type": "http.response.body", "body": body})


async def read_body(scope: Scope, receive: Receive) -> bytes:
    """The body of a request up to MAX_BODY; raises TooLarge, and gives up on one that dawdles."""
    for name, value in scope["headers"]:
        if name == b"content-length" and (not value.isdigit() or int(value) > MAX_BODY):
            raise TooLarge
    parts: list[bytes] = []
    size = 0
    async with asyncio.timeout(30):
        while True:
            message: Any = await receive()
            if message["type"] == "http.disconnect":
                raise UnreadableForm("the sender went away")
            part = message.get("body", b"")
            size += len(part)
            if size > MAX_BODY:
                raise TooLarge
            if not message.get("more_body") and not parts:
                return bytes(part)
            parts.append(part)
            if not message.get("more_body"):
                return b"".join(parts)


async def _send_spliced(
    scope: Scope, send: Send, page: SplicedPage, key: bytes, headers: Headers
) -> None:
    """A page with its key, packed unless the client cannot unpack it."""
    packed = False
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            packed = b"gzip" in value
            break
    body = page.gzipped(key) if packed else page.plain(key)
    start = [*headers, (b"content-length", str(len(body)).encode())]
    if packed:
        start.append((b"content-encoding", b"gzip"))
    await send({"type": "http.response.start", "status": 200, "headers": start})
    if scope["method"] == "HEAD":
        body = b""
    await send({"type": "http.response.body", "body": body})
