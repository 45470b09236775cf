"""The citizen's pages: the survey of a counter, the thank-you page, the state of a complaint.

These routes are bare ASGI, not the framework's: a nation's peak must fit on one small machine, and
between a scan and a page stand only a cached page and a fresh key. Looking never writes.
"""

import asyncio
import gzip
import logging
import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from litestar.types import Receive, Scope, Send
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from portal import citizen_look, form_keys, intake, rotation
from portal.citizen_pages import (
    SLIP_MARK,
    CitizenViews,
    Shown,
    ThanksVariant,
    Variant,
    block_of,
    receipt_piece,
)
from portal.database import Database, utc_now
from portal.language import DEFAULT, chosen
from portal.limits import RateLimits
from portal.settings import Settings
from portal.splice import SplicedPage
from portal.web import MAX_BODY, Form, UnreadableForm, parse_form
from surveys import complaints, places, results
from surveys.complaints import Change
from surveys.errors import Busy, NotFound
from surveys.places import OpenCounter, Retired
from surveys.results import PublishedCard
from surveys.rules import codes

log = logging.getLogger("suara")

KEPT_SECONDS = 30.0
THANKS_KEPT_SECONDS = 60.0
COUNTERS_KEPT = 5000
PAGES_KEPT = 4000
BODY_SECONDS = 30.0
RECEIPT_TRIES_PER_SECOND = 5
RETRY_SECONDS = b"5"
# A thank-you page may be looked at again from a list of open tabs, days later.
THANKS_DAYS = 60
FORM_TYPE = b"application/x-www-form-urlencoded"

Headers = list[tuple[bytes, bytes]]
Query = dict[str, list[str]]


@dataclass(slots=True)
class _Kept:
    """A counter as it was found, until when, its pages, and who answered what of the rotation."""

    counter: OpenCounter
    until: float
    pages: dict[Variant, SplicedPage] = field(default_factory=dict)
    answered: list[int] = field(default_factory=lambda: [0] * len(rotation.BLOCKS))


class _Refused(Exception):
    """A request that is answered with a page of its own status."""

    def __init__(self, status: int, headers: Headers | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.headers = headers or []


class CitizenPages:
    """Answers /s/, /S/ and /t/."""

    def __init__(self, settings: Settings, database: Database, secret: bytes) -> None:
        self._settings = settings
        self._database = database
        self._secret = secret
        self._views = CitizenViews(settings.sample_mark)
        self._limits = RateLimits(
            settings.counter_rate_per_second, settings.address_rate_per_second
        )
        self._receipt_tries = RateLimits(0, RECEIPT_TRIES_PER_SECOND)
        self._kept: dict[str, _Kept] = {}
        self._pages = 0
        self._thanks: dict[tuple[str, ThanksVariant], tuple[float, SplicedPage]] = {}
        self._headers = citizen_look.headers()
        self._fleeting_headers = citizen_look.headers(kept=False)
        self.retired_scans: dict[str, int] = {}

    def answers(self, path: str) -> bool:
        """Whether a path is one of the citizen's."""
        return path[:3] in {"/s/", "/S/", "/t/", "/T/"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong, the visitor gets a readable page."""
        language = DEFAULT
        try:
            query = _query(scope["query_string"])
            language = _language(query)
            await self._answer(scope, receive, send, query, language)
        except Retired as problem:
            if scope["method"] == "GET":
                known = self.retired_scans
                known[problem.public_code] = known.get(problem.public_code, 0) + 1
            await self._say(scope, send, self._views.retired(problem.now_code, language))
        except NotFound:
            await self._say(scope, send, self._views.problem(404, language))
        except UnreadableForm:
            await self._say(scope, send, self._views.problem(400, language))
        except _Refused as problem:
            shown = self._views.problem(problem.status, language)
            await self._say(scope, send, shown, problem.headers)
        except (Busy, SQLAlchemyError) as problem:
            log.error("%s: %s", scope["path"][:3], type(problem).__name__)
            retry = [(b"retry-after", RETRY_SECONDS)]
            await self._say(scope, send, self._views.problem(503, language), retry)
        except Exception:
            log.exception("%s %s failed", scope["method"], scope["path"][:3])
            await self._say(scope, send, self._views.problem(500, language))

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, query: Query, language: str
    ) -> None:
        method, path = scope["method"], scope["path"]
        looking = method in {"GET", "HEAD"}
        if path[1] in "tT":
            if not looking:
                raise _Refused(405, [(b"allow", b"GET, HEAD")])
            await self._show_receipt(scope, send, path[3:], query, language)
            return
        code, _, rest = path[3:].partition("/")
        if rest:
            if rest.partition("/")[0] != "thanks":
                raise NotFound(path)
            if not looking:
                raise _Refused(405, [(b"allow", b"GET, HEAD")])
            await self._show_thanks(scope, send, code, rest, query, language)
        elif looking and code == "sw.js":
            await _send(scope, send, 200, citizen_look.worker_headers(), citizen_look.worker())
        elif looking:
            await self._show_form(scope, send, code, query, language)
        elif method == "POST":
            await self._submit(scope, receive, send, code, query, language)
        else:
            raise _Refused(405, [(b"allow", b"GET, HEAD, POST")])

    async def _counter(self, code: str) -> _Kept:
        """The counter with this code, from memory where it was asked for a moment ago."""
        kept = self._kept.get(code)
        if kept is not None and kept.until > time.monotonic():
            return kept
        signs = codes.normalise(code) if len(code) < 64 else ""
        # A code with a wrong check sign cannot exist: no look-up for what was merely guessed.
        if not codes.is_counter_code(signs):
            raise NotFound(code)
        kept = self._kept.get(signs)
        if kept is not None and kept.until > time.monotonic():
            return kept
        try:
            found = await self._database.read_async(
                lambda connection: places.open_counter(connection, signs, utc_now())
            )
        except SQLAlchemyError:
            # What was known half a minute ago is better than no page while the database is away.
            if kept is None:
                raise
            found = kept.counter
        fresh = _Kept(found, time.monotonic() + KEPT_SECONDS)
        if kept is not None:
            fresh.answered = kept.answered
            fresh.pages = kept.pages if kept.counter == found else {}
        if len(self._kept) >= COUNTERS_KEPT:
            self._kept.clear()
        self._kept[signs] = fresh
        return fresh

    def forget_counters(self) -> None:
        """Look at the database again, after the registry was changed."""
        for kept in self._kept.values():
            kept.until = 0.0

    def _variant(
        self, kept: _Kept, language: str, query: Query, block: int | None = None
    ) -> Variant:
        """Which form: of the short questionnaire the given block, else the one whose turn it is."""
        kiosk = query.get("mode") == ["kiosk"]
        counter = kept.counter
        if counter.mode != "short":
            return Variant(language, kiosk)
        if block is None:
            # Counters start in different places, so that a restart favours no element.
            block = rotation.next_block(kept.answered, counter.counter_id)
        return Variant(language, kiosk, block=block)

    async def _show_form(
        self, scope: Scope, send: Send, code: str, query: Query, language: str
    ) -> None:
        kept = await self._counter(code)
        counter = kept.counter
        slip = intake.slip_signs(query["slip"][0]) if "slip" in query else None
        variant = self._variant(kept, language, query)._replace(slip=slip is not None)
        page = kept.pages.get(variant)
        if page is None:
            page = self._made_form(kept, variant)
        key = form_keys.issue(
            self._secret, counter.counter_id, counter.questionnaire_id, int(time.time())
        )
        headers = self._fleeting_headers if variant.kiosk else self._headers
        if slip is None:
            await _send_spliced(scope, send, page, key, headers)
            return
        body = page.plain(key).replace(SLIP_MARK.encode(), slip.encode())
        if _unpacks(scope):
            body = gzip.compress(body, 6, mtime=0)
            headers = [*headers, (b"content-encoding", b"gzip")]
        length = (b"content-length", b"%d" % len(body))
        await _send(scope, send, 200, [*headers, length], body)

    def _made_form(self, kept: _Kept, variant: Variant) -> SplicedPage:
        if self._pages >= PAGES_KEPT:
            for other in self._kept.values():
                other.pages.clear()
            self._pages = 0
        page = self._views.spliced_form(kept.counter, variant)
        kept.pages[variant] = page
        self._pages += 1
        return page

    async def _submit(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        code: str,
        query: Query,
        language: str,
    ) -> None:
        """Store the answers, then send the sender on: a reload of that page sends nothing."""
        body = await read_body(scope, receive)
        try:
            kept = await self._counter(code)
        except Retired as problem:
            # The form was open when its code was retired: its answers still belong to the counter.
            kept = await self._counter(problem.now_code)
        counter = kept.counter
        form = parse_form(body)
        client = scope.get("client")
        if not self._limits.allows(counter.public_code, client[0] if client else ""):
            await self._later(scope, send, kept, form, query, language, 429)
            return
        now = utc_now()
        channel = "kiosk" if form.get("channel") == ["kiosk"] else "qr"
        reading = intake.read_form(form, counter, self._secret, now, channel)
        block = block_of(form)
        if reading.draft is None:
            variant = self._variant(kept, language, query, block)
            key = self._key_for(form, counter)
            shown = self._views.filled_form(counter, variant, form, key, reading.faults)
            await self._say(scope, send, shown)
            return
        try:
            stored = await self._database.writer.store_soon(reading.draft)
        except Busy:
            await self._later(scope, send, kept, form, query, language, 503)
            return
        if block is not None and not stored.again:
            kept.answered[block] += 1
        today = reading.draft.local_date
        target = _thanks_address(counter, stored.receipt, query, language, reading.masked, today)
        status = 201 if _sent_by_script(scope) else 303
        headers = [
            (b"location", target.encode("ascii")),
            (b"content-length", b"0"),
            (b"cache-control", b"no-store"),
        ]
        await _send(scope, send, status, headers, b"")

    def _key_for(self, form: Form, counter: OpenCounter) -> str:
        """The key that a form came with, where it is one of ours; else a fresh one."""
        key = (form.get("key") or [""])[0]
        place = counter.counter_id, counter.questionnaire_id
        if form_keys.read(self._secret, key, *place) is None:
            return form_keys.issue(self._secret, *place, int(time.time())).decode("ascii")
        return key

    async def _later(
        self,
        scope: Scope,
        send: Send,
        kept: _Kept,
        form: Form,
        query: Query,
        language: str,
        status: int,
    ) -> None:
        """Not now; the answers come back in a page that needs one tap to send them again."""
        retry = [(b"retry-after", RETRY_SECONDS)]
        if _sent_by_script(scope):
            # The script has the answers and asks again by itself.
            await _send(scope, send, status, [*retry, (b"content-length", b"0")], b"")
            return
        counter = kept.counter
        variant = Variant(language, query.get("mode") == ["kiosk"])
        shown = self._views.again(counter, variant, form, self._key_for(form, counter), status)
        await self._say(scope, send, shown, retry)

    async def _show_thanks(
        self, scope: Scope, send: Send, code: str, rest: str, query: Query, language: str
    ) -> None:
        receipt = codes.normalise(rest.removeprefix("thanks").strip("/")[:64])
        if receipt and not codes.is_receipt(receipt):
            raise NotFound(rest)
        kept = await self._counter(code)
        variant = ThanksVariant(
            language,
            query.get("mode") == ["kiosk"],
            bool(receipt),
            "masked" in query,
            _sent_on(query, utc_now().astimezone(ZoneInfo(kept.counter.time_zone))),
        )
        place = (kept.counter.public_code, variant)
        page = self._thanks.get(place)
        if page is None or page[0] < time.monotonic():
            made = await self._made_thanks(kept.counter, variant, query)
            page = (time.monotonic() + THANKS_KEPT_SECONDS, made)
            if len(self._thanks) >= PAGES_KEPT:
                self._thanks.clear()
            self._thanks[place] = page
        piece = receipt_piece(receipt, language) if receipt else b""
        headers = self._fleeting_headers if variant.kiosk else self._headers
        await _send_spliced(scope, send, page[1], piece, headers)

    async def _made_thanks(
        self, counter: OpenCounter, variant: ThanksVariant, query: Query
    ) -> SplicedPage:
        now = utc_now()

        def look(connection: Connection) -> tuple[list[Change], PublishedCard | None]:
            place = counter.counter_id, counter.unit_id
            smallest = self._settings.smallest_group
            return (
                complaints.changes_at(connection, *place, now),
                results.published_card(connection, counter.unit_id, now, smallest),
            )

        try:
            changes, card = await self._database.read_async(look)
        except SQLAlchemyError:
            # Thanks are due although the database has gone away since: the answers are stored.
            changes, card = [], None
        known = _thanks_query(query, variant.masked, variant.sent_on)
        return self._views.spliced_thanks(counter, variant, known, changes, card)

    async def _show_receipt(
        self, scope: Scope, send: Send, given: str, query: Query, language: str
    ) -> None:
        """The state of a complaint and the reply to it; never the text that was written."""
        asked = (given.strip("/") or query.get("receipt", [""])[0])[:64]
        if not asked.strip():
            await self._say(scope, send, self._views.ask_receipt(language, ""))
            return
        client = scope.get("client")
        if not self._receipt_tries.allows("", client[0] if client else ""):
            raise _Refused(429, [(b"retry-after", RETRY_SECONDS)])
        receipt = codes.normalise(asked)
        found = None
        if codes.is_receipt(receipt):
            found = await self._database.read_async(
                lambda connection: complaints.by_receipt(connection, receipt)
            )
        if found is None:
            shown = self._views.ask_receipt(language, asked)
        else:
            shown = self._views.receipt(found, receipt, language)
        await self._say(scope, send, shown)

    async def _say(
        self, scope: Scope, send: Send, shown: Shown, more: Headers | None = None
    ) -> None:
        """A page made for this visitor alone: nobody keeps it, only the back button may."""
        body, headers = shown.body, [*self._fleeting_headers, *(more or [])]
        if _unpacks(scope) and len(body) > 1000:
            body = gzip.compress(body, 6, mtime=0)
            headers.append((b"content-encoding", b"gzip"))
        headers.append((b"content-length", b"%d" % len(body)))
        await _send(scope, send, shown.status, headers, body)


def _query(raw: bytes) -> Query:
    """What stands behind the question mark; most scans have nothing there."""
    if not raw:
        return {}
    try:
        return parse_qs(raw.decode("ascii"), errors="strict", max_num_fields=16)
    except ValueError:
        raise UnreadableForm("the query cannot be read") from None


def _language(query: Query) -> str:
    return chosen(query["lang"][0]) if "lang" in query else DEFAULT


def _sent_on(query: Query, now: datetime) -> date:
    """The day on which something was sent, from the address; today where it names no such day."""
    today = now.date()
    try:
        day = date.fromisoformat(query.get("on", [""])[0])
    except ValueError:
        return today
    return day if today - timedelta(days=THANKS_DAYS) <= day <= today else today


def _thanks_query(query: Query, masked: bool, sent_on: date) -> dict[str, str]:
    known = {"mode": "kiosk"} if query.get("mode") == ["kiosk"] else {}
    if masked:
        known["masked"] = "1"
    known["on"] = sent_on.isoformat()
    return known


def _thanks_address(
    counter: OpenCounter,
    receipt: str | None,
    query: Query,
    language: str,
    masked: bool,
    sent_on: date,
) -> str:
    path = f"/s/{counter.public_code}/thanks" + ("" if receipt is None else f"/{receipt}")
    known = _thanks_query(query, masked, sent_on)
    if language != DEFAULT:
        known["lang"] = language
    return path + "?" + "&".join(f"{name}={value}" for name, value in known.items())


def _header(scope: Scope, wanted: bytes) -> bytes:
    for name, value in scope["headers"]:
        if name == wanted:
            return bytes(value)
    return b""


def _unpacks(scope: Scope) -> bool:
    return b"gzip" in _header(scope, b"accept-encoding")


def _sent_by_script(scope: Scope) -> bool:
    return _header(scope, b"x-sent-by") == b"script"


async def read_body(scope: Scope, receive: Receive) -> bytes:
    """The body of a form up to MAX_BODY; refuses what is larger, no form, or dawdles."""
    closing = [(b"connection", b"close")]
    for name, value in scope["headers"]:
        if name == b"content-length" and (not value.isdigit() or int(value) > MAX_BODY):
            raise _Refused(413, closing)
        if name == b"content-type" and value.partition(b";")[0].strip().lower() != FORM_TYPE:
            raise _Refused(415, closing)
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
                    raise _Refused(413, closing)
                parts.append(part)
                if not message.get("more_body"):
                    return parts[0] if len(parts) == 1 else b"".join(parts)
    except TimeoutError:
        raise _Refused(408, closing) from None


async def _send_spliced(
    scope: Scope, send: Send, page: SplicedPage, piece: bytes, headers: Headers
) -> None:
    """A page with its piece, packed unless the client cannot unpack it."""
    if _unpacks(scope):
        body = page.gzipped(piece)
        packed = [(b"content-encoding", b"gzip"), (b"content-length", b"%d" % len(body))]
        await _send(scope, send, 200, headers + packed, body)
        return
    body = page.plain(piece)
    await _send(scope, send, 200, [*headers, (b"content-length", b"%d" % len(body))], body)


async def _send(scope: Scope, send: Send, status: int, headers: Headers, body: bytes) -> None:
    """Send an answer; to HEAD the same without its body."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
