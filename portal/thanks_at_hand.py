"""What of the thanks was made a moment ago: pages that many see alike, and words just stored.

A page is believed for KEPT_SECONDS. Masked words are shown from here once, to whoever is sent on
right after they were stored; from then on the database says whether they may still be changed.
"""

import time
from dataclasses import dataclass, field

from markupsafe import escape

from portal.citizen_pages import OwnWords, ThanksVariant
from portal.splice import MARK, PiecedPage, SplicedPage

KEPT_SECONDS = 60.0
PAGES_KEPT = 2000
# Going on from a redirect takes a second or two on a bad line; a person who types takes longer.
WORDS_SECONDS = 5.0
WORDS_KEPT = 1000

# Signs that nothing needs to escape, neither in a page nor in an address.
WORDS_MARK = "~own-words-go-here~"
SIGN_MARK = "~own-sign-goes-here~"
OWN_MARKS = (MARK, WORDS_MARK.encode(), SIGN_MARK.encode())


def own_pieces(own: OwnWords, receipt: bytes) -> dict[bytes, bytes]:
    """What is set into the page of whoever wrote what was masked, by the marks it is set at."""
    words = str(escape(own.words)).encode("utf-8", "replace")
    return dict(zip(OWN_MARKS, (receipt, words, own.sign.encode("ascii")), strict=True))


@dataclass(slots=True)
class ThanksAtHand:
    """Kept by one process for all its visitors, in memory alone."""

    _pages: dict[tuple[str, ThanksVariant], tuple[float, SplicedPage]] = field(default_factory=dict)
    _own: dict[tuple[str, ThanksVariant], tuple[float, PiecedPage]] = field(default_factory=dict)
    _words: dict[str, tuple[float, str]] = field(default_factory=dict)

    def page(self, public_code: str, variant: ThanksVariant) -> SplicedPage | None:
        """The thanks of a counter, with a place for the receipt."""
        until, page = self._pages.get((public_code, variant), (0.0, None))
        return page if until > time.monotonic() else None

    def keep(self, public_code: str, variant: ThanksVariant, page: SplicedPage) -> None:
        """Believe a page for a while."""
        if len(self._pages) >= PAGES_KEPT:
            self._pages.clear()
        self._pages[public_code, variant] = (time.monotonic() + KEPT_SECONDS, page)

    def own_page(self, public_code: str, variant: ThanksVariant) -> PiecedPage | None:
        """The thanks of a counter for whoever wrote what was masked."""
        until, page = self._own.get((public_code, variant), (0.0, None))
        return page if until > time.monotonic() else None

    def keep_own(self, public_code: str, variant: ThanksVariant, page: PiecedPage) -> None:
        """Believe a page for a while."""
        if len(self._own) >= PAGES_KEPT:
            self._own.clear()
        self._own[public_code, variant] = (time.monotonic() + KEPT_SECONDS, page)

    def remember(self, receipt: str, words: str) -> None:
        """A masked text that is on disk since just now."""
        if len(self._words) >= WORDS_KEPT:
            self._words.clear()
        self._words[receipt] = (time.monotonic() + WORDS_SECONDS, words)

    def words_once(self, receipt: str) -> str | None:
        """What was just stored under a receipt, told once; None for everything else."""
        until, words = self._words.pop(receipt, (0.0, None))
        return words if until > time.monotonic() else None
