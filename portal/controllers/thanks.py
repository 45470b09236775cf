"""The thank-you page, and a last look at a text in which personal data was masked; bare ASGI."""

from datetime import date
from hmac import compare_digest
from zoneinfo import ZoneInfo

from litestar.types import HTTPScope, Receive, Send
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from portal import form_keys, intake
from portal.citizen_form import sentence
from portal.citizen_pages import (
    Beside,
    OwnWords,
    Shown,
    ThanksVariant,
    receipt_piece,
    thanks_address,
    thanks_query,
)
from portal.citizen_web import (
    Headers,
    Query,
    is_kiosk,
    read_body,
    say,
    send_on,
    send_spliced,
    sent_on,
)
from portal.database import Database, utc_now
from portal.kept_counters import KeptCounters
from portal.language import translations
from portal.settings import Settings
from portal.splice import PiecedPage, SplicedPage
from portal.thanks_at_hand import ThanksAtHand, own_pieces
from portal.thanks_views import ThanksViews
from portal.web import parse_form
from surveys import own_words, promises, results
from surveys.errors import Closed, NotFound
from surveys.holidays import known_holidays
from surveys.places import OpenCounter
from surveys.rules import codes
from surveys.rules.deadlines import promised

EMPTY = "Tulis satu kalimat, atau biarkan seperti ini."


class Thanks:
    """Answers /s/CODE/thanks; `at_hand` holds what many people see alike, for a minute."""

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
        self._views = ThanksViews(settings.sample_mark, keeps_names=bool(settings.sealing_key))
        self._counters = counters
        self._headers, self._fleeting_headers = headers
        self.at_hand = ThanksAtHand()

    async def show(
        self, scope: HTTPScope, send: Send, code: str, rest: str, query: Query, language: str
    ) -> None:
        """Thanks; with the sign of whoever wrote, also the masked text as it was stored."""
        receipt = self._receipt_of(rest)
        counter = (await self._counters.find(code)).counter
        variant = self._variant(counter, receipt, query, language)
        if self._is_own(receipt, query):
            now = utc_now()
            words = await self._database.read_async(
                lambda connection: own_words.still_own(connection, receipt, now)
            )
            if words is not None:
                own = OwnWords(receipt, query["own"][0], words)
                await self._show_own(scope, send, counter, variant, own)
                return
        page = await self._kept_page(counter, variant)
        piece = receipt_piece(receipt, language, variant.kiosk) if receipt else b""
        headers = self._fleeting_headers if variant.kiosk else self._headers
        await send_spliced(scope, send, page, piece, headers)

    def _receipt_of(self, rest: str) -> str:
        receipt = codes.normalise(rest.removeprefix("thanks").strip("/")[:64])
        if receipt and not codes.is_receipt(receipt):
            raise NotFound(rest)
        return receipt

    def _variant(
        self, counter: OpenCounter, receipt: str, query: Query, language: str
    ) -> ThanksVariant:
        here = utc_now().astimezone(ZoneInfo(counter.time_zone))
        return ThanksVariant(
            language, is_kiosk(query), bool(receipt), "masked" in query, sent_on(query, here)
        )

    def _is_own(self, receipt: str, query: Query) -> bool:
        given = query.get("own", [""])[0]
        expected = form_keys.own_sign(self._secret, receipt)
        return bool(receipt) and compare_digest(given.encode(), expected.encode())

    async def _show_own(
        self,
        scope: HTTPScope,
        send: Send,
        counter: OpenCounter,
        variant: ThanksVariant,
        own: OwnWords,
    ) -> None:
        if own.fault:
            beside = await self._beside(counter, variant.sent_on)
            shown = Shown(422, self._views.own_thanks_again(counter, variant, beside, own))
        else:
            page = await self._kept_own_page(counter, variant)
            piece = receipt_piece(own.receipt, variant.language, variant.kiosk)
            shown = Shown(200, page.filled(own_pieces(own, piece)))
        await say(scope, send, shown, self._fleeting_headers)

    async def _kept_page(self, counter: OpenCounter, variant: ThanksVariant) -> SplicedPage:
        page = self.at_hand.page(counter.public_code, variant)
        if page is None:
            beside = await self._beside(counter, variant.sent_on)
            page = self._views.spliced_thanks(counter, variant, beside)
            self.at_hand.keep(counter.public_code, variant, page)
        return page

    async def _kept_own_page(self, counter: OpenCounter, variant: ThanksVariant) -> PiecedPage:
        page = self.at_hand.own_page(counter.public_code, variant)
        if page is None:
            beside = await self._beside(counter, variant.sent_on)
            page = self._views.own_thanks(counter, variant, beside)
            self.at_hand.keep_own(counter.public_code, variant, page)
        return page

    async def _beside(self, counter: OpenCounter, sent: date) -> Beside:
        """What changed at a counter, its unit's published figure, and what is promised."""
        now, smallest = utc_now(), self._settings.smallest_group

        def look(connection: Connection) -> Beside:
            changes = promises.changes_at(connection, counter.counter_id, counter.unit_id, now)
            card = results.published_card(connection, counter.unit_id, now, smallest)
            return Beside(changes, card, promised(sent, known_holidays(connection)))

        try:
            return await self._database.read_async(look)
        except SQLAlchemyError:
            # Thanks are due although the database has gone away since: the answers are stored.
            return Beside([], None, promised(sent))

    async def change(
        self,
        scope: HTTPScope,
        receive: Receive,
        send: Send,
        code: str,
        rest: str,
        query: Query,
        language: str,
    ) -> None:
        """Put a text in other words, masked like the first; only its writer has the sign for it."""
        form = parse_form(await read_body(scope, receive))
        receipt = self._receipt_of(rest)
        counter = (await self._counters.find(code)).counter
        if not self._is_own(receipt, query):
            raise NotFound(rest)
        now = utc_now()
        words = await self._database.read_async(
            lambda connection: own_words.still_own(connection, receipt, now)
        )
        variant = self._variant(counter, receipt, query, language)
        on = variant.sent_on.isoformat()
        text, fault = intake.read_comment(form)
        if words is not None and (fault or text is None):
            said = sentence("comment", fault, language) if fault else ""
            said = said or translations(language).gettext(EMPTY)
            own = OwnWords(receipt, query["own"][0], words, said, form.get("comment", [""])[0])
            await self._show_own(scope, send, counter, variant, own)
            return
        masked = False
        if text is not None:
            put, sealed = intake.masked_comment(text, self._settings.sealing_key)
            masked = put != text
            try:
                await self._database.write_async(
                    lambda c: own_words.put_differently(c, receipt, put, sealed, now)
                )
            except Closed:
                # Dealt with in the meantime: the first text stands, and so do the thanks for it.
                masked = False
        known = thanks_query(variant.kiosk, masked, on)
        if masked:
            known["own"] = query["own"][0]
        await send_on(scope, send, thanks_address(counter, receipt, known, language))
