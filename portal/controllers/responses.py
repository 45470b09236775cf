"""The citizen's pages: the survey of a counter; thanks and replies have files of their own.

These routes are bare ASGI, not the framework's: a nation's peak must fit on one small machine, and
between a scan and a page stand only a cached page and a fresh key. Looking never writes.
"""

import logging
import time

from litestar.types import HTTPScope, Receive, Send
from sqlalchemy.exc import SQLAlchemyError

from portal import citizen_look, form_keys, intake
from portal.citizen_pages import (
    Shown,
    Variant,
    thanks_address,
    thanks_query,
)
from portal.citizen_views import SLIP_MARK, CitizenViews, block_of
from portal.citizen_web import (
    RETRY,
    Headers,
    Query,
    RefusedRequest,
    address_of,
    is_kiosk,
    language_of,
    read_body,
    read_query,
    say,
    send_bytes,
    send_on,
    send_page,
    send_spliced,
    sent_by_script,
)
from portal.closed_page import closed_page
from portal.controllers.receipts import Receipts
from portal.controllers.thanks import Thanks
from portal.database import Database, utc_now
from portal.kept_counters import KeptCounter, KeptCounters
from portal.language import DEFAULT
from portal.limits import RateLimits
from portal.networks import DailyNetworks
from portal.settings import Settings
from portal.short_way import ShortWay
from portal.usual_form import Usual
from portal.web import Form, UnreadableForm, parse_form
from portal.writer import Answered
from surveys import slips
from surveys.errors import Busy, NotFound
from surveys.places import OpenCounter, Retired
from surveys.responses import MARK_SHARED_NETWORK, Draft, Stored
from surveys.rules import codes

log = logging.getLogger("suara")


class CitizenPages:
    """Answers /s/, /S/ and /t/."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        secret: bytes,
        limits: RateLimits,
        receipt_tries: RateLimits,
    ) -> None:
        self._settings = settings
        self._database = database
        self._secret = secret
        self._views = CitizenViews(settings.sample_mark)
        self._counters = KeptCounters(database, self._views)
        self._limits = limits
        self._networks = DailyNetworks()
        self._headers = citizen_look.headers()
        self._fleeting_headers = citizen_look.headers(kept=False)
        heads = (self._headers, self._fleeting_headers)
        self._thanks = Thanks(settings, database, secret, self._views, self._counters, heads)
        self._receipts = Receipts(database, self._views, receipt_tries, self._fleeting_headers)
        self.short_way = ShortWay(
            self._counters,
            self._thanks.at_hand,
            secret,
            settings.sealing_key,
            heads,
            self._accept,
        )
        # Of closed counters as well.
        self.retired_scans: dict[str, int] = {}

    def answers(self, path: str) -> bool:
        """Whether a path is one of the citizen's."""
        return path[:3] in {"/s/", "/S/", "/t/", "/T/"}

    def forget_counters(self) -> None:
        """Look at the database again, after the registry was changed."""
        self._counters.forget()

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong, the visitor gets a readable page."""
        language, views = DEFAULT, self._views
        try:
            query = read_query(scope["query_string"])
            language = language_of(query)
            await self._answer(scope, receive, send, query, language)
        except Retired as problem:
            self._count_scan(scope, problem.public_code)
            await self._say(scope, send, views.retired(problem.now_code, language))
        except NotFound:
            await self._say(scope, send, views.problem(404, language))
        except UnreadableForm:
            await self._say(scope, send, views.problem(400, language))
        except RefusedRequest as problem:
            await self._say(scope, send, views.problem(problem.status, language), problem.headers)
        except (Busy, SQLAlchemyError) as problem:
            log.error("%s: %s", scope["path"][:3], type(problem).__name__)
            await self._say(scope, send, views.problem(503, language), RETRY)
        except Exception:
            log.exception("%s %s failed", scope["method"], scope["path"][:3])
            await self._say(scope, send, views.problem(500, language))

    async def _answer(
        self, scope: HTTPScope, receive: Receive, send: Send, query: Query, language: str
    ) -> None:
        method, path = scope["method"], scope["path"]
        receipts = path[1] in "tT"
        code, _, rest = path[3:].partition("/")
        slip = "" if receipts else _slip_in(rest)
        if rest and not receipts and not slip and rest.partition("/")[0] != "thanks":
            raise NotFound(path)
        if method not in {"GET", "HEAD"}:
            changing = rest.startswith("thanks/") and "own" in query
            only_looking = not receipts and ((rest and not changing) or code == "sw.js")
            if method != "POST" or only_looking:
                allowed = b"GET, HEAD" if only_looking else b"GET, HEAD, POST"
                raise RefusedRequest(405, [(b"allow", allowed)])
            if receipts:
                await self._receipts.reopen(scope, receive, send, path[3:], language)
            elif rest:
                await self._thanks.change(scope, receive, send, code, rest, query, language)
            else:
                await self._submit(scope, receive, send, code, query, language)
        elif receipts:
            await self._receipts.show(scope, send, path[3:], query, language)
        elif rest and not slip:
            await self._thanks.show(scope, send, code, rest, query, language)
        elif code == "sw.js":
            headers, body = citizen_look.worker_headers(), citizen_look.worker()
            await send_bytes(scope, send, 200, headers, body)
        else:
            asked = slip or query.get("slip", [""])[0]
            await self._show_form(scope, send, code, intake.slip_signs(asked), query, language)

    async def _show_form(
        self,
        scope: HTTPScope,
        send: Send,
        code: str,
        slip: str | None,
        query: Query,
        language: str,
    ) -> None:
        kept = await self._to_show(code)
        if kept.counter.closing is not None:
            self._count_scan(scope, kept.counter.public_code)
            shown = closed_page(
                kept.counter,
                kept.counter.closing,
                language,
                kiosk=is_kiosk(query),
                sample_mark=self._settings.sample_mark,
            )
            await self._say(scope, send, shown)
            return
        variant = kept.variant(language, is_kiosk(query))
        headers = self._fleeting_headers if variant.kiosk else self._headers
        key = self._fresh_key(kept.counter)
        if slip is None:
            page = self._counters.form(kept, variant)
            await send_spliced(scope, send, page, key, headers)
            return
        used = await self._is_used(slip)
        page = self._counters.form(kept, variant._replace(slip=True, used=used))
        body = page.plain(key).replace(SLIP_MARK.encode(), slip.encode())
        await send_page(scope, send, 200, headers, body)

    async def _to_show(self, code: str) -> KeptCounter:
        """The counter of a code; of one that is closed, behind a former code as well."""
        try:
            return await self._counters.find(code)
        except Retired as problem:
            kept = await self._counters.find(problem.now_code)
            if kept.counter.closing is None:
                raise
            return kept

    def _count_scan(self, scope: HTTPScope, code: str) -> None:
        """Note that somebody still scans a code; it is stored later, since looking never writes."""
        if scope["method"] == "GET":
            self.retired_scans[code] = self.retired_scans.get(code, 0) + 1

    async def _is_used(self, slip: str) -> bool:
        """Whether a slip has had its answer; no word of it while the database is away."""
        try:
            return await self._database.read_async(lambda c: slips.is_used(c, slip))
        except SQLAlchemyError:
            return False

    def _fresh_key(self, counter: OpenCounter) -> bytes:
        return form_keys.issue(
            self._secret, counter.counter_id, counter.questionnaire_id, int(time.time())
        )

    def _key_for(self, form: Form, counter: OpenCounter) -> str:
        """The key that a form came with, where it is one of ours; else a fresh one."""
        key = (form.get("key") or [""])[0]
        if form_keys.read(self._secret, key, counter.counter_id, counter.questionnaire_id) is None:
            return self._fresh_key(counter).decode("ascii")
        return key

    async def _submit(
        self,
        scope: HTTPScope,
        receive: Receive,
        send: Send,
        code: str,
        query: Query,
        language: str,
    ) -> None:
        """Store the answers, then send the sender on: a reload of that page sends nothing."""
        body = await read_body(scope, receive)
        try:
            kept = await self._counters.find(code)
        except Retired as problem:
            # The form was open when its code was retired: its answers still belong to the counter.
            kept = await self._counters.find(problem.now_code)
        counter, form = kept.counter, parse_form(body)
        if not self._limits.allows(counter.public_code, address_of(scope)):
            await self._later(scope, send, kept, form, query, language, 429)
            return
        channel = "kiosk" if form.get("channel") == ["kiosk"] else "qr"
        reading = intake.read_form(
            form, counter, self._secret, utc_now(), channel, self._settings.sealing_key
        )
        block = block_of(form)
        if reading.draft is None:
            variant = kept.variant(language, is_kiosk(query), block)
            key = self._key_for(form, counter)
            shown = self._views.filled_form(counter, variant, form, key, reading.faults)
            await self._say(scope, send, shown)
            return
        network = self._network(reading.draft, address_of(scope))
        try:
            stored = await self._database.writer.store_soon(reading.draft)
        except Busy:
            await self._later(scope, send, kept, form, query, language, 503)
            return
        self._count(kept, block, network, stored)
        day = reading.draft.local_date.isoformat()
        known = thanks_query(is_kiosk(query), reading.masked, day)
        if reading.masked and stored.receipt and not is_kiosk(query):
            known["own"] = form_keys.own_sign(self._secret, stored.receipt)
        target = thanks_address(counter, stored.receipt, known, language)
        await send_on(scope, send, target)

    def _network(self, draft: Draft, client: str) -> bytes:
        """The draft's network for today, marked where many came from it; a tablet has but one."""
        if draft.channel == "kiosk":
            return b""
        network = self._networks.digest(draft.counter_id, client, draft.submitted_at)
        if self._networks.is_shared(network):
            draft.marks |= MARK_SHARED_NETWORK
        return network

    def _count(self, kept: KeptCounter, block: int | None, network: bytes, stored: Stored) -> None:
        """Count for the rotation and the network what was not there before."""
        if not stored.again:
            self._networks.count(network)
            if block is not None:
                kept.answered[block] += 1

    def _accept(self, kept: KeptCounter, usual: Usual, client: str, answered: Answered) -> bool:
        """Hand a usual form to the writer; False where its sender has to be told something else."""
        draft = usual.reading.draft
        if draft is None or not self._limits.allows(kept.counter.public_code, client):
            return False
        network = self._network(draft, client)
        block = block_of({"asked": [usual.asked]}) if usual.asked else None

        def count(one: Stored | Exception) -> None:
            if not isinstance(one, Exception):
                self._count(kept, block, network, one)
            answered(one)

        try:
            self._database.writer.hand_over(draft, count)
        except Busy:
            return False
        return True

    async def _later(
        self,
        scope: HTTPScope,
        send: Send,
        kept: KeptCounter,
        form: Form,
        query: Query,
        language: str,
        status: int,
    ) -> None:
        """Not now; the answers come back in a page that needs one tap to send them again."""
        if sent_by_script(scope):
            # The script has the answers and asks again by itself.
            await send_bytes(scope, send, status, [*RETRY, (b"content-length", b"0")], b"")
            return
        key = self._key_for(form, kept.counter)
        variant = Variant(language, is_kiosk(query))
        shown = self._views.again(kept.counter, variant, form, key, status)
        await self._say(scope, send, shown, RETRY)

    async def _say(
        self, scope: HTTPScope, send: Send, shown: Shown, more: Headers | None = None
    ) -> None:
        await say(scope, send, shown, [*self._fleeting_headers, *(more or [])])


def _slip_in(rest: str) -> str:
    """The one-time code behind a counter's code, as slips have it printed; nothing for all else."""
    signs = codes.normalise(rest) if len(rest) <= intake.LONGEST_SLIP else ""
    printed = len(signs) == slips.SIGNS and all(sign in codes.ALPHABET for sign in signs)
    return signs if printed else ""
