"""The survey of a counter as it is shown: a kept page and a fresh key. Looking never writes."""

import time

from litestar.types import HTTPScope, Send
from sqlalchemy.exc import SQLAlchemyError

from portal import form_keys, intake
from portal.citizen_web import (
    Headers,
    Query,
    is_kiosk,
    say,
    send_page,
    send_spliced,
)
from portal.closed_page import closed_page
from portal.database import Database
from portal.form_views import SLIP_MARK
from portal.kept_counters import KeptCounter, KeptCounters
from portal.settings import Settings
from surveys import slips
from surveys.places import OpenCounter, Retired
from surveys.rules import codes


class Survey:
    """Answers GET /s/CODE and /s/CODE/SLIP; counts who still scans codes that lead nowhere."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        secret: bytes,
        counters: KeptCounters,
        headers: tuple[Headers, Headers],
    ) -> None:
        self._settings = settings
        self._database = database
        self._secret = secret
        self._counters = counters
        self._headers, self._fleeting_headers = headers
        # Of closed counters as well.
        self.retired_scans: dict[str, int] = {}

    async def show(
        self, scope: HTTPScope, send: Send, code: str, asked: str, query: Query, language: str
    ) -> None:
        """The empty form of a counter; asked : the one-time code that it was opened with."""
        kept, kiosk = await self._to_show(code), is_kiosk(query)
        slip = intake.slip_signs(asked)
        if kept.counter.closing is not None:
            await self._show_closed(scope, send, kept.counter, language, kiosk)
            return
        variant = kept.variant(language, kiosk)
        headers = self._fleeting_headers if kiosk else self._headers
        key = fresh_key(self._secret, kept.counter)
        if slip is None:
            page = self._counters.form(kept, variant)
            await send_spliced(scope, send, page, key, headers)
            return
        used = await self._is_used(slip)
        page = self._counters.form(kept, variant._replace(slip=True, used=used))
        body = page.plain(key).replace(SLIP_MARK.encode(), slip.encode())
        await send_page(scope, send, 200, headers, body)

    async def _show_closed(
        self, scope: HTTPScope, send: Send, counter: OpenCounter, language: str, kiosk: bool
    ) -> None:
        assert counter.closing is not None
        self.count_scan(scope, counter.public_code)
        mark = self._settings.sample_mark
        shown = closed_page(counter, counter.closing, language, kiosk=kiosk, sample_mark=mark)
        await say(scope, send, shown, self._fleeting_headers)

    async def _to_show(self, code: str) -> KeptCounter:
        """The counter of a code; of one that is closed, behind a former code as well."""
        try:
            return await self._counters.find(code)
        except Retired as problem:
            kept = await self._counters.find(problem.now_code)
            if kept.counter.closing is None:
                raise
            return kept

    def count_scan(self, scope: HTTPScope, code: str) -> None:
        """Note that somebody still scans a code; it is stored later, since looking never writes."""
        if scope["method"] == "GET":
            self.retired_scans[code] = self.retired_scans.get(code, 0) + 1

    async def _is_used(self, slip: str) -> bool:
        """Whether a slip has had its answer; no word of it while the database is away."""
        try:
            return await self._database.read_async(lambda c: slips.is_used(c, slip))
        except SQLAlchemyError:
            return False


def fresh_key(secret: bytes, counter: OpenCounter) -> bytes:
    """A key for one showing of a counter's form, issued now."""
    return form_keys.issue(secret, counter.counter_id, counter.questionnaire_id, int(time.time()))


def slip_in(rest: str) -> str:
    """The one-time code behind a counter's code, as slips have it printed; nothing for all else."""
    signs = codes.normalise(rest) if len(rest) <= intake.LONGEST_SLIP else ""
    printed = len(signs) == slips.SIGNS and all(sign in codes.ALPHABET for sign in signs)
    return signs if printed else ""
