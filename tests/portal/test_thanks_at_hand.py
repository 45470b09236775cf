"""What is kept of the thanks: filled in for one, forgotten in time, and told once."""

from datetime import date

import pytest

from portal import thanks_at_hand
from portal.citizen_pages import OwnWords, ThanksVariant
from portal.splice import MARK
from portal.thanks_at_hand import SIGN_MARK, WORDS_MARK, ThanksAtHand, own_page

VARIANT = ThanksVariant("id", False, True, True, date(2026, 3, 2))


def test_a_page_is_filled_with_words_sign_and_receipt_wherever_they_stand() -> None:
    page = own_page(
        f"<a href='?own={SIGN_MARK}'>{WORDS_MARK}<p>".encode() + MARK + WORDS_MARK.encode()
    )
    filled = page.filled(OwnWords("2ABC", "sign", "satu"), b">2ABC")
    assert filled == b"<a href='?own=sign'>satu<p>>2ABCsatu"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<b>& \"petik\" 'satu'", b"&lt;b&gt;&amp; &#34;petik&#34; &#39;satu&#39;"),
        (MARK.decode(), MARK),
        (WORDS_MARK, WORDS_MARK.encode()),
        ("\ud800 setengah", b"? setengah"),
    ],
)
def test_whatever_is_written_stands_there_as_text(words: str, shown: bytes) -> None:
    page = own_page(b"[" + WORDS_MARK.encode() + b"]" + MARK)
    assert page.filled(OwnWords("2ABC", "sign", words), b"!") == b"[" + shown + b"]!"


def test_words_are_told_once_and_only_while_their_writer_is_on_the_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 100.0
    monkeypatch.setattr(thanks_at_hand.time, "monotonic", lambda: now)
    at_hand = ThanksAtHand()
    at_hand.remember("2ABC", "satu")
    assert at_hand.words_once("2ABC") == "satu"
    assert at_hand.words_once("2ABC") is None
    at_hand.remember("2ABC", "dua")
    now += thanks_at_hand.WORDS_SECONDS
    assert at_hand.words_once("2ABC") is None


def test_a_page_is_made_anew_after_its_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(thanks_at_hand.time, "monotonic", lambda: now)
    at_hand = ThanksAtHand()
    page = own_page(b"halaman")
    at_hand.keep_own("K1", VARIANT, page)
    assert at_hand.own_page("K1", VARIANT) is page
    assert at_hand.own_page("K2", VARIANT) is None
    now += thanks_at_hand.KEPT_SECONDS
    assert at_hand.own_page("K1", VARIANT) is None


def test_memory_stays_bounded_however_many_are_on_the_way() -> None:
    at_hand = ThanksAtHand()
    for number in range(3 * thanks_at_hand.WORDS_KEPT):
        at_hand.remember(str(number), "satu")
    told = sum(at_hand.words_once(str(n)) is not None for n in range(3 * thanks_at_hand.WORDS_KEPT))
    assert 0 < told <= thanks_at_hand.WORDS_KEPT
