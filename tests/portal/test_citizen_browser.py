"""The survey in Debian's Chromium: without script, offline, by keyboard, on small screens."""

import os
import time
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader
from sqlalchemy import insert, select, update

from surveys.rules.codes import complete_counter_code
from surveys.tables import Complaint, ServiceCounter, Unit
from tests.builders import NOW
from tests.portal.conftest import Served
from tests.portal.line import Line

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("SUARA_PICTURES", "")
# Text of the citizen's pages keeps the stricter contrast too, which axe does not ask by itself.
STRICT = {"rules": {"color-contrast-enhanced": {"enabled": True}}}


@pytest.fixture
def browsing(chromium: Any) -> Iterator[Any]:
    """Opens windows of a new browser profile each; all are closed at the end."""
    opened = []

    def open_page(width: int = 360, height: int = 740, **more: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, **more)
        context.set_default_timeout(8000)
        opened.append(context)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()


def tap(page: Any, **answers: str) -> None:
    for name, value in answers.items():
        page.locator(f'[name="{name}"][value="{value}"]').check()


def send(page: Any) -> None:
    page.locator(".send > div > button").click()


def stored(served: Served) -> list[tuple[Any, ...]]:
    rows = served.rows("select u1, u2, u3 from response order by id")
    return [tuple(row) for row in rows]


def until(page: Any, expression: str) -> None:
    """Wait until an expression holds; the policy of the pages forbids the browser's own way."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        time.sleep(0.02)
    pytest.fail(f"never became true: {expression}")


def picture(page: Any, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


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


def test_answers_wait_for_a_signal_and_are_sent_once(served: Served, browsing: Any) -> None:
    page = browsing()
    page.goto(served.form())
    tap(page, u1="3", u2="4")
    page.context.set_offline(True)
    send(page)
    page.get_by_text("Belum terkirim. Biarkan halaman ini terbuka").wait_for()
    assert page.locator("#state svg").count() == 1
    assert stored(served) == []
    # An impatient tap while there is no signal changes nothing.
    send(page)
    page.context.set_offline(False)
    page.wait_for_url("**/thanks**")
    assert stored(served) == [(3, 4, None)]
    assert page.evaluate("Object.keys(localStorage)") == []


def test_answers_of_a_page_that_was_closed_offline_are_sent_at_the_next_visit(
    served: Served, browsing: Any
) -> None:
    page = browsing()
    page.goto(served.form())
    tap(page, u1="1")
    page.locator("[name=comment]").fill("Loket tutup lebih awal")
    page.context.set_offline(True)
    send(page)
    page.get_by_text("Belum terkirim.").wait_for()
    # What waits is kept once, so that nothing is left on the phone wherever it is sent from.
    assert page.evaluate("Object.keys(localStorage)") == ["suara-queue"]
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(served.form())
    again.get_by_text("Jawaban Anda yang tadi sudah terkirim.").wait_for()
    assert stored(served) == [(1, None, None)]
    # The next answers are other answers: nothing of the first stands in the form.
    assert again.locator(".scale :checked").count() == 0
    again.get_by_role("link", name="Lihat").click()
    again.get_by_text("Kode balasan Anda").wait_for()


@pytest.fixture
def line(served: Served) -> Iterator[Line]:
    """A network to the portal that can be cut."""
    opened = Line(served.address)
    yield opened
    opened.close()


def wake_the_worker(page: Any, address: str) -> None:
    """What the browser itself does when the network is back: a sync event, no page of ours open."""
    session = page.context.new_cdp_session(page)
    known: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: known.extend(
            one["registrationId"]
            for one in told["registrations"]
            if one["scopeURL"].startswith(address)
        ),
    )
    session.send("ServiceWorker.enable")
    for _ in range(250):
        if known:
            break
        page.wait_for_timeout(20)
    event = {"origin": address, "registrationId": known[0], "tag": "send", "lastChance": False}
    session.send("ServiceWorker.dispatchSyncEvent", event)
    session.detach()


def test_answers_of_a_page_that_was_closed_are_sent_by_the_worker_once_the_network_is_back(
    served: Served, browsing: Any, line: Line
) -> None:
    page = browsing()
    page.goto(f"{line.address}/s/{served.place.public_code}")
    tap(page, u1="2", u2="1")
    page.locator("[name=comment]").fill("Loket tutup lebih awal")
    until(page, "navigator.serviceWorker.ready.then(() => true)")
    line.cut()
    send(page)
    page.get_by_text("Belum terkirim.").wait_for()
    until(page, "caches.open('suara-queue').then(all => all.keys()).then(all => all.length === 1)")
    elsewhere = page.context.new_page()
    page.close()
    wake_the_worker(elsewhere, line.address)
    elsewhere.wait_for_timeout(300)
    assert stored(served) == []
    line.mend()
    wake_the_worker(elsewhere, line.address)
    for _ in range(250):
        if stored(served):
            break
        elsewhere.wait_for_timeout(20)
    assert stored(served) == [(2, 1, None)]
    # The next visit tells of it, leads to the receipt, and stores nothing a second time.
    elsewhere.goto(f"{line.address}/s/{served.place.public_code}")
    elsewhere.get_by_text("Jawaban Anda yang tadi sudah terkirim.").wait_for()
    assert elsewhere.locator(".scale :checked").count() == 0
    assert stored(served) == [(2, 1, None)]
    elsewhere.get_by_role("link", name="Lihat").click()
    elsewhere.get_by_text("Kode balasan Anda").wait_for()


def test_answers_survive_a_reload_and_are_gone_after_sending(served: Served, browsing: Any) -> None:
    page = browsing()
    page.goto(served.form())
    tap(page, u1="2", u3="4")
    page.locator("[name=comment]").fill("Ramah")
    page.reload()
    assert page.locator("[name=u3]:checked").get_attribute("value") == "4"
    assert page.locator("[name=comment]").input_value() == "Ramah"
    # The other language keeps them too.
    page.get_by_role("link", name="English").click()
    page.get_by_text("Your earlier answers are still here.").wait_for()
    # The sign of a lost line stands only where the line is lost.
    assert page.locator("#state svg").count() == 0
    assert page.locator("[name=u1]:checked").get_attribute("value") == "2"
    send(page)
    page.wait_for_url("**/thanks/**")
    page.goto(served.form())
    assert page.locator(":checked").count() == 0
    assert stored(served) == [(2, None, 4)]


def test_whoever_takes_over_the_phone_can_start_again(served: Served, browsing: Any) -> None:
    page = browsing()
    page.goto(served.form())
    tap(page, u1="1")
    page.reload()
    page.get_by_role("button", name="Mulai dari awal").click()
    until(page, "document.querySelectorAll('.scale :checked').length === 0")
    assert page.evaluate("Object.keys(localStorage)") == []


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


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_cut_off_and_every_target_is_large_enough(
    served: Served, browsing: Any, width: int
) -> None:
    for query in ("", "?lang=en"):
        page = browsing(width=width)
        page.goto(served.form(query))
        page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        tap(page, u1="1", u6="4", u7="4")
        picture(page, f"form-{width}{query[-2:]}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        cut = page.locator(".scale span, .chips span, button").evaluate_all(
            """all => all.filter(one => {
                const words = document.createRange();
                words.selectNodeContents(one);
                const box = one.getBoundingClientRect(), inside = words.getBoundingClientRect();
                return inside.left < box.left || inside.right > box.right;
            }).map(one => one.innerText)"""
        )
        assert cut == []
        boxes = page.locator("label span, .send button, summary, .tick, textarea").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect()).filter(box => box.width)"
            ".map(box => Math.min(box.width, box.height))"
        )
        assert min(boxes) >= 47.9


@pytest.mark.parametrize(("width", "height"), [(180, 370), (740, 340), (1280, 400)])
def test_zoomed_twice_or_lying_on_its_side_the_phone_keeps_room_for_the_questions(
    served: Served, browsing: Any, width: int, height: int
) -> None:
    page = browsing(width=width, height=height)
    page.goto(served.form())
    tap(page, u1="4")
    picture(page, f"form-{width}x{height}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # The bar scrolls with the page where it would take the room of a question.
    assert page.evaluate("getComputedStyle(document.querySelector('.send')).position") == "static"
    send(page)
    page.wait_for_url("**/thanks**")
    picture(page, f"thanks-{width}x{height}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_chosen_and_what_sends_is_seen_without_colours(
    served: Served, browsing: Any
) -> None:
    page = browsing(forced_colors="active")
    page.goto(served.form())
    tap(page, u1="4")
    picture(page, "form-forced-colors")
    widths = page.evaluate(
        """['.scale :checked + span', '.scale :not(:checked) + span', '.send button'].map(
            where => parseFloat(getComputedStyle(document.querySelector(where)).borderTopWidth))"""
    )
    assert widths[0] > widths[1] > 0
    assert widths[2] > 0


def test_on_paper_the_sheet_can_be_filled_in_with_a_pen(served: Served, browsing: Any) -> None:
    page = browsing(width=800, height=1100)
    page.goto(served.form())
    page.emulate_media(media="print")
    picture(page, "form-print")
    assert not page.locator(".send").is_visible()
    assert page.locator(".scale span").last.is_visible()
    assert page.locator("[name=comment]").is_visible()
    sheet = PdfReader(BytesIO(page.pdf(format="A4")))
    assert len(sheet.pages) <= 3
    words = "".join(part.extract_text() for part in sheet.pages)
    assert "Pendidikan terakhir" in words


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(served: Served, browsing: Any, scheme: str) -> None:
    page = browsing(color_scheme=scheme, reduced_motion="reduce")

    def check(name: str) -> None:
        picture(page, f"{name}-{scheme}")
        found = Axe().run(page, options=STRICT).response["violations"]
        told = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]
        assert told == [], name

    page.goto(served.form())
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    tap(page, u1="1", u2="2", u3="3", u4="4", sex="L")
    page.locator("[name=comment]").fill("Antre lama, hubungi 081234567890")
    check("form")
    page.locator("[name=u5]").first.evaluate("one => { one.value = '9'; one.checked = true; }")
    send(page)
    page.locator("#errors").wait_for()
    check("faults")
    tap(page, u5="4")
    send(page)
    page.wait_for_url("**/thanks/**")
    check("thanks")
    page.locator(".code").click()
    page.wait_for_url("**/t/**")
    check("receipt")
    if scheme == "dark":
        return
    values = {"status": "answered", "reply": "Loket kami tambah.", "replied_at": NOW}
    served.database.write(lambda c: c.execute(update(Complaint).values(**values)))
    page.reload()
    check("answered")
    page.goto(f"{served.address}/t/ABC")
    check("unknown-receipt")
    page.goto(f"{served.address}/s/ABC")
    check("unknown-code")
    shut = complete_counter_code(b"shut".ljust(14, b"z"))
    served.database.write(
        lambda c: c.execute(
            insert(ServiceCounter).values(
                unit_id=select(Unit.id).scalar_subquery(),
                code="LOKET-TUTUP",
                name="Loket 9",
                public_code=shut,
                closed_from=date(2026, 1, 5),
                closed_reason="Pindah",
            )
        )
    )
    page.goto(f"{served.address}/s/{shut}")
    page.get_by_role("heading", name="Loket ini sudah ditutup.").wait_for()
    check("closed-counter")
    page.get_by_role("link", name="Loket 1").click()
    page.locator("#survey").wait_for()


def test_a_shared_tablet_returns_to_the_start_and_shows_nobody_elses_answers(
    served: Served, browsing: Any
) -> None:
    page = browsing(width=800, height=1100)
    page.clock.install()
    page.goto(served.form("?mode=kiosk"))
    tap(page, u1="1", u2="2")
    # Left alone, it warns and forgets.
    page.clock.run_for(61_000)
    page.get_by_text("Jawaban akan dihapus sebentar lagi.").wait_for()
    page.clock.run_for(21_000)
    assert page.locator(":checked").count() == 0
    tap(page, u1="4")
    send(page)
    page.wait_for_url("**/thanks**")
    picture(page, "kiosk-thanks")
    page.clock.run_for(16_000)
    page.wait_for_url("**?mode=kiosk")
    # Going back and forth finds no page that somebody filled in.
    page.go_back()
    page.go_forward()
    assert page.locator(".scale :checked").count() == 0
    assert page.evaluate("Object.keys(localStorage)") == []
    assert stored(served) == [(4, None, None)]


def test_a_shared_tablet_keeps_taking_answers_through_a_night_without_network(
    served: Served, browsing: Any, line: Line
) -> None:
    page = browsing(width=800, height=1100)
    page.goto(f"{line.address}/s/{served.place.public_code}?mode=kiosk")
    page.evaluate("navigator.serviceWorker.ready")
    until(
        page, "caches.open('suara-kiosk').then(cache => cache.keys()).then(keys => keys.length > 0)"
    )
    page.clock.install()
    line.cut()
    for _ in range(2):
        # The same answers from two people are two responses.
        tap(page, u1="4", u2="4")
        send(page)
        page.get_by_text("Jawaban Anda disimpan di alat ini").wait_for()
        page.clock.run_for(9_000)
        until(page, "document.querySelectorAll('.scale :checked').length === 0")
    # Even a reload in the night finds the start page.
    page.reload()
    assert page.locator("h1").inner_text() == "Bagaimana pelayanan kami tadi?"
    assert stored(served) == []
    line.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, "!localStorage.getItem('suara-queue')")
    assert stored(served) == [(4, 4, None), (4, 4, None)]
    assert served.rows("select distinct channel, marks from response") == [("kiosk", 0)] or (
        served.rows("select distinct channel from response") == [("kiosk",)]
    )
