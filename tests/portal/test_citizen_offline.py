"""The survey in Chromium where the network fails: answers wait, and are sent once."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.portal.conftest import Served
from tests.portal.line import Line
from tests.portal.phone import picture, send, stored, tap, until

pytestmark = pytest.mark.browser


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


def test_a_draft_that_nobody_came_back_to_is_gone_a_day_later(
    served: Served, browsing: Any
) -> None:
    page = browsing()
    page.goto(served.form())
    page.evaluate(
        """() => {
          const long = 25 * 3600 * 1000, short = 3600 * 1000;
          const draft = (ago) => JSON.stringify({ at: Date.now() - ago, body: "comment=Bu+Ani" });
          localStorage.setItem("suara-draft-OTHER", draft(long));
          localStorage.setItem("suara-draft-LATELY", draft(short));
          localStorage.setItem("suara-draft-BROKEN", "{");
        }"""
    )
    page.reload()
    until(page, "!localStorage.getItem('suara-draft-OTHER')")
    assert page.evaluate("Object.keys(localStorage)") == ["suara-draft-LATELY"]


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
