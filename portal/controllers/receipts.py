"""The state of a complaint, for whoever holds its code; bare ASGI like the survey itself."""

from litestar.types import HTTPScope, Receive, Send

from portal.case_desk import today_of_province
from portal.citizen_pages import address
from portal.citizen_web import (
    RETRY,
    Headers,
    Query,
    RefusedRequest,
    address_of,
    read_body,
    say,
    send_on,
)
from portal.database import Database, utc_now
from portal.limits import RateLimits
from portal.receipt_page import ask_receipt_page, receipt_page
from surveys import case_silence, receipts
from surveys.errors import NotFound
from surveys.rules import codes


class Receipts:
    """Answers /t/: where a text stands and what was replied, never what was written."""

    def __init__(self, database: Database, tries: RateLimits, headers: Headers) -> None:
        self._database = database
        self._tries = tries
        self._headers = headers

    async def show(
        self, scope: HTTPScope, send: Send, given: str, query: Query, language: str
    ) -> None:
        """The state of a complaint and the reply to it; without a code, a field for one."""
        asked = (given.strip("/") or query.get("receipt", [""])[0])[:64].strip()
        if not asked:
            await say(scope, send, ask_receipt_page(language, ""), self._headers)
            return
        self._limit(scope)
        receipt = codes.normalise(asked)
        found = None
        if codes.is_receipt(receipt):
            today = today_of_province(utc_now())
            found = await self._database.read_async(
                lambda connection: receipts.by_receipt(connection, receipt, today)
            )
        if found is None:
            shown = ask_receipt_page(language, asked)
        else:
            shown = receipt_page(found, receipt, language)
        await say(scope, send, shown, self._headers)

    def _limit(self, scope: HTTPScope) -> None:
        if not self._tries.allows("", address_of(scope)):
            raise RefusedRequest(429, RETRY)

    async def reopen(
        self, scope: HTTPScope, receive: Receive, send: Send, given: str, language: str
    ) -> None:
        """Whoever holds the code judges the reply: what is not settled is taken up again."""
        await read_body(scope, receive)
        self._limit(scope)
        receipt = codes.normalise(given.strip("/")[:64])
        if not codes.is_receipt(receipt):
            raise NotFound(given)
        now = utc_now()
        await self._database.write_async(lambda c: case_silence.reopen_by_receipt(c, receipt, now))
        await send_on(scope, send, address(f"/t/{receipt}", language))
