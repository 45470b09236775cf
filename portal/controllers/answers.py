"""The survey of a counter as it is sent: read, stored, and answered with thanks."""

from litestar.types import HTTPScope, Receive, Send

from portal import form_keys, intake
from portal.citizen_pages import Variant, thanks_address, thanks_query
from portal.citizen_web import (
    RETRY,
    Headers,
    Query,
    address_of,
    is_kiosk,
    read_body,
    say,
    send_bytes,
    send_on,
    sent_by_script,
)
from portal.controllers.survey import fresh_key
from portal.database import Database, utc_now
from portal.form_views import FormViews, block_of
from portal.intake import Reading
from portal.kept_counters import KeptCounter, KeptCounters
from portal.limits import RateLimits
from portal.networks import DailyNetworks
from portal.settings import Settings
from portal.usual_form import Usual
from portal.waiting import Answered
from portal.web import Form, parse_form
from surveys.errors import Busy
from surveys.places import OpenCounter, Retired
from surveys.responses import MARK_SHARED_NETWORK, Draft, Stored


class Answers:
    """Takes POST /s/CODE, and what the short way has read already."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        secret: bytes,
        views: FormViews,
        counters: KeptCounters,
        limits: RateLimits,
        headers: Headers,
    ) -> None:
        self._settings = settings
        self._database = database
        self._secret = secret
        self._views = views
        self._counters = counters
        self._limits = limits
        self._headers = headers
        self._networks = DailyNetworks()

    async def take(
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
        kept = await self._open(code)
        form = parse_form(body)
        client = address_of(scope)
        if not self._limits.allows(kept.counter.public_code, client):
            await self._later(scope, send, kept, form, query, language, 429)
            return
        reading = self._read(form, kept.counter)
        block = block_of(form)
        if reading.draft is None:
            variant = kept.variant(language, is_kiosk(query), block)
            key = self._key_for(form, kept.counter)
            shown = self._views.filled_form(kept.counter, variant, form, key, reading.faults)
            await say(scope, send, shown, self._headers)
            return
        network = self._network(reading.draft, client)
        try:
            stored = await self._database.writer.store_soon(reading.draft)
        except Busy:
            await self._later(scope, send, kept, form, query, language, 503)
            return
        self._count(kept, block, network, stored)
        await send_on(
            scope, send, self._thanks(kept, reading, reading.draft, stored, query, language)
        )

    async def _open(self, code: str) -> KeptCounter:
        """The counter that a form was opened for."""
        try:
            return await self._counters.find(code)
        except Retired as problem:
            # The form was open when its code was retired: its answers still belong to the counter.
            return await self._counters.find(problem.now_code)

    def _read(self, form: Form, counter: OpenCounter) -> Reading:
        channel = "kiosk" if form.get("channel") == ["kiosk"] else "qr"
        return intake.read_form(
            form, counter, self._secret, utc_now(), channel, self._settings.sealing_key
        )

    def _thanks(
        self,
        kept: KeptCounter,
        reading: Reading,
        draft: Draft,
        stored: Stored,
        query: Query,
        language: str,
    ) -> str:
        """The address of the thanks, with the sign of its writer where words were masked."""
        known = thanks_query(is_kiosk(query), reading.masked, draft.local_date.isoformat())
        if reading.masked and stored.receipt and not is_kiosk(query):
            known["own"] = form_keys.own_sign(self._secret, stored.receipt)
        return thanks_address(kept.counter, stored.receipt, known, language)

    def _key_for(self, form: Form, counter: OpenCounter) -> str:
        """The key that a form came with, where it is one of ours; else a fresh one."""
        key = (form.get("key") or [""])[0]
        if form_keys.read(self._secret, key, counter.counter_id, counter.questionnaire_id) is None:
            return fresh_key(self._secret, counter).decode("ascii")
        return key

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

    def accept(self, kept: KeptCounter, usual: Usual, client: str, answered: Answered) -> bool:
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
        await say(scope, send, shown, [*self._headers, *RETRY])
