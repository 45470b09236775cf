"""The short way through the portal: what can be answered from what is at hand, without waiting.

A peak is made of three requests: the form of a counter that was shown a moment ago, a usual form
without a fault, and the thanks for it. They are answered here as the bytes to be sent. Everything
else gets None here and goes the whole way, through CitizenPages, where it is answered the same.
"""

import time
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from hmac import compare_digest
from typing import NamedTuple
from zoneinfo import ZoneInfo

from portal import form_keys
from portal.citizen_pages import OwnWords, ThanksVariant, address, receipt_piece, thanks_query
from portal.citizen_web import FORM_TYPE, Headers, Query, is_kiosk, language_of, read_query, sent_on
from portal.database import utc_now
from portal.intake import local_day
from portal.kept_counters import KeptCounter, KeptCounters
from portal.splice import SplicedPage
from portal.thanks_at_hand import ThanksAtHand, own_pieces
from portal.usual_form import Usual, read_usual
from portal.waiting import Answered
from portal.web import MAX_BODY, UnreadableForm
from surveys.responses import Stored
from surveys.rules import codes

LONGEST_QUERY = 80
QUERIES_KEPT = 500
PACKED = (b"content-encoding", b"gzip")


class Answer(NamedTuple):
    """What is sent: the status line's end, the headers as they are sent, and the body."""

    status: bytes
    head: bytes
    body: bytes


Reply = Callable[[Answer | None], None]
"""Hears what is to be sent; None where nothing could be stored."""
Accept = Callable[[KeptCounter, Usual, str, Answered], bool]


class ShortWay:
    """Answers from kept counters and pages; `accept` hands a usual form to the writer."""

    def __init__(
        self,
        counters: KeptCounters,
        thanks: ThanksAtHand,
        secret: bytes,
        sealing_key: str,
        headers: tuple[Headers, Headers],
        accept: Accept,
    ) -> None:
        self._counters = counters
        self._thanks = thanks
        self._secret = secret
        self._sealing_key = sealing_key
        # Of an own device, and of a shared tablet, which keeps nothing for the next person.
        self._heads = tuple(head_of([*each, PACKED]) for each in headers)
        self._accept = accept
        self._queries: dict[bytes, Query] = {}
        self._variants: dict[tuple[bytes, str, bool], tuple[date, ThanksVariant]] = {}

    def look(self, target: bytes, headers: dict[bytes, bytes]) -> Answer | None:
        """The form of a counter or the thanks, packed; None for what has to be looked up."""
        if b"gzip" not in headers.get(b"accept-encoding", b""):
            return None
        path, _, asked = target.partition(b"?")
        query = self._query(asked)
        if query is None or b"%" in path:
            return None
        code, _, rest = path[3:].decode("ascii", "replace").partition("/")
        kept = self._counters.at_hand(code)
        if kept is None:
            return None
        if rest:
            return self._show_thanks(kept, rest, asked, query)
        return None if "slip" in query else self._show_form(kept, query)

    def _query(self, asked: bytes) -> Query | None:
        """What stands behind the question mark: of thanks the same for all who send on a day."""
        query = self._queries.get(asked)
        if query is None:
            if len(asked) > LONGEST_QUERY:
                return None
            try:
                query = read_query(asked)
            except UnreadableForm:
                return None
            if len(self._queries) >= QUERIES_KEPT:
                self._queries.clear()
            self._queries[asked] = query
        return query

    def _show_form(self, kept: KeptCounter, query: Query) -> Answer | None:
        variant = kept.variant(language_of(query), is_kiosk(query))
        page = kept.pages.get(variant)
        if page is None:
            return None
        counter = kept.counter
        key = form_keys.issue(
            self._secret, counter.counter_id, counter.questionnaire_id, int(time.time())
        )
        return self._page(page, key, variant.kiosk)

    def _show_thanks(
        self, kept: KeptCounter, rest: str, asked: bytes, query: Query
    ) -> Answer | None:
        if rest != "thanks" and not rest.startswith("thanks/"):
            return None
        receipt = rest[7:]
        if receipt and not codes.is_receipt(receipt):
            return None
        counter = kept.counter
        variant = self._thanks_variant(counter.time_zone, asked, query, bool(receipt))
        language = variant.language
        if "own" in query:
            return self._show_own(counter.public_code, variant, receipt, query["own"][0])
        page = self._thanks.page(counter.public_code, variant)
        if page is None:
            return None
        piece = receipt_piece(receipt, language, variant.kiosk) if receipt else b""
        return self._page(page, piece, variant.kiosk)

    def _thanks_variant(
        self, time_zone: str, asked: bytes, query: Query, receipt: bool
    ) -> ThanksVariant:
        """Which thanks are asked for: the same for all who send on a day, and so found once."""
        now = utc_now()
        place = (asked, time_zone, receipt)
        day, variant = self._variants.get(place, (None, None))
        today = local_day(time_zone, now)
        if variant is None or day != today:
            here = now.astimezone(ZoneInfo(time_zone))
            variant = ThanksVariant(
                language_of(query),
                is_kiosk(query),
                receipt,
                "masked" in query,
                sent_on(query, here),
            )
            if len(self._variants) >= QUERIES_KEPT:
                self._variants.clear()
            self._variants[place] = (today, variant)
        return variant

    def _show_own(
        self, public_code: str, variant: ThanksVariant, receipt: str, sign: str
    ) -> Answer | None:
        """The masked words to whoever is sent on right after they were stored."""
        page = self._thanks.own_page(public_code, variant)
        expected = form_keys.own_sign(self._secret, receipt)
        if page is None or not compare_digest(sign.encode(), expected.encode()):
            return None
        words = self._thanks.words_once(receipt)
        if words is None:
            return None
        piece = receipt_piece(receipt, variant.language, variant.kiosk)
        packed = page.gzipped(own_pieces(OwnWords(receipt, sign, words), piece))
        # Like every page that is one person's own it is kept nowhere.
        head = b"%bcontent-length: %d\r\n" % (self._heads[True], len(packed))
        return Answer(b"200 OK", head, packed)

    def _page(self, page: SplicedPage, piece: bytes, kiosk: bool) -> Answer:
        head = b"%bcontent-length: %d\r\n" % (self._heads[kiosk], page.packed_length)
        return Answer(b"200 OK", head, page.gzipped(piece))

    def take(
        self, target: bytes, headers: dict[bytes, bytes], body: bytes, client: str, reply: Reply
    ) -> bool:
        """Hand a usual form to the writer; False for what is not usual, or not to be taken now.

        `reply` hears what to send once the answers are on disk, or that they could not be stored.
        """
        if len(body) > MAX_BODY or headers.get(b"content-type") != FORM_TYPE:
            return False
        path, _, asked = target.partition(b"?")
        kept = self._counters.at_hand(path[3:].decode("ascii", "replace"))
        query = self._query(asked)
        if kept is None or query is None or b"x-sent-by" in headers:
            return False
        usual = read_usual(body, kept.counter, self._secret, utc_now(), self._sealing_key)
        if usual is None or usual.reading.draft is None:
            return False
        code, day = kept.counter.public_code, usual.reading.draft.local_date.isoformat()
        kiosk, masked = is_kiosk(query), usual.reading.masked
        stored = usual.reading.draft.comment or ""
        end = _end_of_thanks(kiosk, masked, day, language_of(query))

        def answered(one: Stored | Exception) -> None:
            if isinstance(one, Exception):
                reply(None)
                return
            receipt = f"/{one.receipt}" if one.receipt else ""
            place = f"/s/{code}/thanks{receipt}{end}"
            if masked and one.receipt and not kiosk:
                self._thanks.remember(one.receipt, stored)
                place += f"&own={form_keys.own_sign(self._secret, one.receipt)}"
            reply(Answer(b"303 See Other", _SENT_ON % place.encode("ascii"), b""))

        return self._accept(kept, usual, client, answered)


_SENT_ON = b"location: %b\r\ncontent-length: 0\r\ncache-control: no-store\r\n"


@lru_cache(maxsize=256)
def _end_of_thanks(kiosk: bool, masked: bool, day: str, language: str) -> str:
    """What the address of thanks ends in: the same for all who send on one day."""
    return address("", language, **thanks_query(kiosk, masked, day))


def head_of(headers: Headers) -> bytes:
    """Headers as they are sent, without the empty line that ends them."""
    return b"".join(b"%b: %b\r\n" % pair for pair in headers)
