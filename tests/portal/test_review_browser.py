"""The review desk by keyboard alone, in a real browser."""

from collections.abc import Iterator
from typing import Any

import pytest

from portal.access import Role
from portal.database import utc_now
from surveys import readings
from surveys.responses import store_drafts
from surveys.rules.codes import complete_receipt
from tests.builders import build_draft
from tests.portal.complaint_desk import reading
from tests.portal.conftest import Served
from tests.portal.staff import PASSWORD, add_account

TEXTS = ("antre dari pagi tidak dipanggil juga", "kursinya kurang", "loket dua tutup terus")


@pytest.fixture
def desk(served: Served, chromium: Any) -> Iterator[Any]:
    """A head's page of the desk, three texts waiting."""
    drafts = [
        build_draft(served.place, f"k{n}", comment=text, receipt=complete_receipt(bytes([n]) * 16))
        for n, text in enumerate(TEXTS)
    ]
    served.database.write(lambda c: store_drafts(c, drafts))
    unread = served.database.read(lambda c: readings.unread(c, 9))
    found = [reading(number, "complaint", "time") for number, _ in unread]
    served.database.write(lambda c: readings.store_readings(c, found, "v1", utc_now()))
    name = add_account(served.database, Role.AGENCY_HEAD, agency_id=served.place.agency_id)
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{served.address}/login")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "login" not in address)
    page.goto(f"{served.address}/review")
    yield page
    context.close()


def ticked(page: Any) -> list[str]:
    return list(
        page.eval_on_selector_all("input[name=labels]:checked", "all => all.map(one => one.value)")
    )


def decisions(served: Served) -> list[Any]:
    return [tuple(row) for row in served.rows("select labels, polarity from decision order by id")]


def test_keys_correct_save_undo_and_pass_on(served: Served, desk: Any) -> None:
    first = desk.inner_text("blockquote.voice")
    assert desk.inner_text("h1").startswith("Tiga tulisan")
    assert ticked(desk) == ["time"]
    desk.keyboard.press("3")
    desk.keyboard.press("9")
    desk.keyboard.press("s")
    assert ticked(desk) == ["facilities"]
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert desk.inner_text("h1").startswith("Dua tulisan")
    assert decisions(served) == [('["facilities"]', "suggestion")]
    with desk.expect_navigation():
        desk.keyboard.press("u")
    assert desk.inner_text("h1").startswith("Tiga tulisan")
    assert desk.inner_text("blockquote.voice") == first
    assert decisions(served) == []
    with desk.expect_navigation():
        desk.keyboard.press("n")
    assert desk.inner_text("blockquote.voice") != first


def test_tab_and_space_do_the_same_as_the_keys(served: Served, desk: Any) -> None:
    desk.focus("input[name=labels]")
    desk.keyboard.press("Space")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Space")
    assert ticked(desk) == ["requirements", "procedure", "time"]
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert decisions(served) == [('["requirements", "procedure", "time"]', "complaint")]


def test_what_cannot_be_saved_is_read_first_and_nothing_ticked_is_lost(
    served: Served, desk: Any
) -> None:
    desk.keyboard.press("9")
    desk.keyboard.press("l")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert "tidak memakai label" in desk.evaluate("document.activeElement.innerText")
    assert decisions(served) == []
    assert ticked(desk) == ["time", "facilities"]
    assert desk.input_value("input[name=polarity]:checked") == "other"
    desk.keyboard.press("k")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert decisions(served) == [('["time", "facilities"]', "complaint")]
