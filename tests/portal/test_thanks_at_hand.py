"""What is kept of the thanks: filled in for one, forgotten in time, and told once."""

import gzip
from datetime import date

import pytest

from portal import thanks_at_hand
from portal.citizen_pages import OwnWords, ThanksVariant
from portal.splice import MARK, in_pieces
from portal.thanks_at_hand import OWN_MARKS, SIGN_MARK, WORDS_MARK, ThanksAtHand, own_pieces

VARIANT = ThanksVariant("id", False, True, True, date(2026, 3, 2))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("satu", b"satu"),
        ("<b>& \"petik\" 'satu'", b"&lt;b&gt;&amp; &#34;petik&#34; &#39;satu&#39;"),
        (MARK.decode(), MARK),
        (WORDS_MARK, WORDS_MARK.encode()),
        ("\ud800 setengah", b"? setengah"),
        ("\U0001f600" * 2000, "\U0001f600".encode() * 2000),
        ("&" * 2000, b"&amp;" * 2000),
    ],
)
def test_whatever_is_written_stands_there_as_text_wherever_it_belongs(
    words: str, shown: bytes
) -> None:
    page = in_pieces(
        f"<a href='?own={SIGN_MARK}'>{WORDS_MARK}<p>".encode() + MARK + WORDS_MARK.encode(),
        OWN_MARKS,
    )
    pieces = own_pieces(OwnWords("2ABC", "sign", words), b">2ABC")
    expected = b"<a href='?own=sign'>" + shown + b"<p>>2ABC" + shown
    assert page.filled(pieces) == expected
    assert gzip.decompress(page.gzipped(pieces)) == expected


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
    page = in_pieces(b"halaman", OWN_MARKS)
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
