"""Answering in Chromium: without script, by keyboard, and led to what must be mended."""

from typing import Any

import pytest

from tests.portal.conftest import Served
from tests.portal.phone import send, stored, tap

pytestmark = pytest.mark.browser


def test_the_form_works_without_script(served: Served, browsing: Any) -> None:
    page = browsing(java_script_enabled=False)
    page.goto(served.form())
    tap(page, u1="4", u2="3", u3="1")
    page.locator("[name=comment]").fill("Antre lama")
    send(page)
    page.wait_for_url("**/thanks/**")
    assert "Suara Anda tersimpan." in page.content()
    assert stored(served) == [(4, 3, 1)]
    # A button that needs script does not stand where there is none.
    assert not page.locator("#copy").is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_second_tap_on_send_stores_one_response(
    served: Served, browsing: Any, script: bool
) -> None:
    page = browsing(java_script_enabled=script)
    page.goto(served.form())
    tap(page, u1="2")
    page.locator(".send button").dblclick()
    # The second tap breaks the first one's way off, which waiting for an address takes for an end.
    for _ in range(100):
        if "/thanks" in page.url:
            break
        page.wait_for_timeout(100)
    assert "/thanks" in page.url
    assert stored(served) == [(2, None, None)]


def test_the_form_is_one_request(served: Served, browsing: Any) -> None:
    page = browsing()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served.form(), wait_until="networkidle")
    assert asked == [served.form()]


def test_the_count_at_the_foot_follows_the_taps_without_script(
    served: Served, browsing: Any
) -> None:
    page = browsing(java_script_enabled=False)
    page.goto(served.form())
    tap(page, u1="4", u5="3", overall="3")
    # What a screen reader is told, the number in front that a counter of the style makes.
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    told = [node["name"]["value"].strip() for node in tree["nodes"] if "name" in node]
    assert told[told.index("dari 9 dijawab") - 1] == "2"


def test_the_keyboard_alone_is_enough(served: Served, browsing: Any) -> None:
    page = browsing(width=1280, height=800)
    page.goto(served.form())

    def focused() -> str:
        return str(page.evaluate("document.activeElement.name || document.activeElement.id"))

    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        place = focused()
        seen.append(place)
        if place.startswith("u"):
            page.keyboard.press("Space")
            page.keyboard.press("ArrowRight")
            page.keyboard.press("ArrowRight")
        if place == "comment":
            page.keyboard.type("Dengan papan ketik")
        if page.evaluate("document.activeElement.matches('.send button')"):
            break
    assert [name for name in seen if name.startswith("u")] == [f"u{n}" for n in range(1, 10)]
    assert seen.index("comment") < seen.index("private")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thanks/**")
    assert stored(served) == [(3, 3, 3)]


def test_what_must_be_mended_is_read_first_and_led_to(served: Served, browsing: Any) -> None:
    page = browsing(java_script_enabled=False)
    page.goto(served.form())
    send(page)
    assert page.locator("#errors").evaluate("part => part === document.activeElement")
    page.get_by_role("link", name="Jawab satu pertanyaan").click()
    assert page.url.endswith("#u1")


def test_a_number_in_the_comment_is_warned_of_while_typing(served: Served, browsing: Any) -> None:
    page = browsing()
    page.goto(served.form())
    warning = page.locator("#comment-warning")
    for text, words in (
        ("NIK saya 1871-0123 4567 8901", "NIK"),
        ("1871—0123,4567_8901", "NIK"),
        ("telp 0812 3456 7890 ya", "nomor HP"),
        ("０８１２\u200b３４５６\n７８９０", "nomor HP"),
        ("warga@contoh.id", "surel"),
        ("nomor antrean 12, 3 minggu", ""),
    ):
        page.locator("[name=comment]").fill(text)
        assert words in warning.inner_text()
        assert bool(words) == bool(warning.inner_text())


def test_a_child_is_asked_nothing_more(served: Served, browsing: Any) -> None:
    page = browsing(java_script_enabled=False)
    page.goto(served.form())
    page.get_by_text("Tentang Anda").click()
    assert page.locator("[name=sex]").first.is_visible()
    tap(page, age_band="<17")
    assert not page.locator("[name=sex]").first.is_visible()
