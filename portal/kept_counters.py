"""Counters as they were found a moment ago, each with its pages made once and packed."""

import asyncio
import time
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from portal import rotation
from portal.citizen_pages import Variant
from portal.database import Database, utc_now
from portal.form_views import FormViews
from portal.splice import SplicedPage
from surveys import places
from surveys.errors import NotFound
from surveys.places import OpenCounter
from surveys.rules import codes

KEPT_SECONDS = 30.0
COUNTERS_KEPT = 5000
PAGES_KEPT = 4000
LONGEST_TYPED_CODE = 40


@dataclass(slots=True)
class KeptCounter:
    """A counter, until when it is believed, its pages, and who answered what of the rotation."""

    counter: OpenCounter
    until: float
    pages: dict[Variant, SplicedPage] = field(default_factory=dict)
    answered: list[int] = field(default_factory=lambda: [0] * len(rotation.BLOCKS))

    def variant(self, language: str, kiosk: bool, block: int | None = None) -> Variant:
        """Which form: of the short questionnaire the given block, else the one whose turn it is."""
        if self.counter.mode != "short":
            return Variant(language, kiosk)
        if block is None:
            # Counters start in different places, so that a restart favours no element.
            block = rotation.next_block(self.answered, self.counter.counter_id)
        return Variant(language, kiosk, block=block)


class KeptCounters:
    """Looks a counter up at most once in KEPT_SECONDS, and makes each of its pages once.

    Whoever asks while it is being looked up waits for that look: when a hall full of people scans
    one poster, the database is asked once and not once a person.
    """

    def __init__(self, database: Database, views: FormViews) -> None:
        self._database = database
        self._views = views
        self._kept: dict[str, KeptCounter] = {}
        self._looks: dict[str, asyncio.Future[KeptCounter]] = {}
        self._changes = 0
        self._pages = 0

    def at_hand(self, code: str) -> KeptCounter | None:
        """The counter with exactly this code, where it was looked up a moment ago."""
        kept = self._kept.get(code)
        return kept if kept is not None and kept.until > time.monotonic() else None

    async def find(self, code: str) -> KeptCounter:
        """The counter with this code as typed; raises Retired or NotFound."""
        kept = self.at_hand(code)
        if kept is not None:
            return kept
        signs = codes.normalise(code) if len(code) <= LONGEST_TYPED_CODE else ""
        # A code with a wrong check sign cannot exist: no look-up for what was merely guessed.
        if not codes.is_counter_code(signs):
            raise NotFound(code)
        kept = self._kept.get(signs)
        if kept is not None and kept.until > time.monotonic():
            return kept
        look = self._looks.get(signs)
        if look is None:
            look = self._looks[signs] = asyncio.ensure_future(self._look_up(signs, kept))
            look.add_done_callback(lambda done: self._looked(signs, done))
        # Who goes away does not take the look with them from those who wait for it, too.
        return await asyncio.shield(look)

    async def _look_up(self, signs: str, kept: KeptCounter | None) -> KeptCounter:
        changes = self._changes
        try:
            found = await self._database.read_async(
                lambda connection: places.open_counter(connection, signs, utc_now())
            )
        except SQLAlchemyError:
            # What was known half a minute ago is better than no page while the database is away.
            if kept is None:
                raise
            found = kept.counter
        fresh = self._keep(signs, found, kept)
        if changes != self._changes:
            fresh.until = 0.0
        return fresh

    def _looked(self, signs: str, done: "asyncio.Future[KeptCounter]") -> None:
        if self._looks.get(signs) is done:
            del self._looks[signs]
        if not done.cancelled():
            done.exception()  # Whoever waited has gone, and nobody else is to be told.

    def _keep(self, signs: str, found: OpenCounter, before: KeptCounter | None) -> KeptCounter:
        until = time.monotonic() + KEPT_SECONDS
        if before is None:
            fresh = KeptCounter(found, until)
        else:
            pages = before.pages if before.counter == found else {}
            fresh = KeptCounter(found, until, pages, before.answered)
        if len(self._kept) >= COUNTERS_KEPT:
            self._kept.clear()
        self._kept[signs] = fresh
        return fresh

    def forget(self) -> None:
        """Look at the database again, after the registry was changed."""
        self._changes += 1
        self._looks.clear()
        for kept in self._kept.values():
            kept.until = 0.0

    def form(self, kept: KeptCounter, variant: Variant) -> SplicedPage:
        """A counter's form, made at its first showing."""
        page = kept.pages.get(variant)
        if page is not None:
            return page
        if self._pages >= PAGES_KEPT:
            for other in self._kept.values():
                other.pages.clear()
            self._pages = 0
        page = self._views.spliced_form(kept.counter, variant)
        kept.pages[variant] = page
        self._pages += 1
        return page
