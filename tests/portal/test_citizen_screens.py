"""How the survey looks in Chromium: small, zoomed, without colours, on paper, and to axe."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader
from sqlalchemy import insert, select, update

from surveys.rules.codes import complete_counter_code
from surveys.tables import Complaint, ServiceCounter, Unit
from tests.builders import NOW
from tests.portal.conftest import Served
from tests.portal.phone import picture, send, tap

pytestmark = pytest.mark.browser
# Text of the citizen's pages keeps the stricter contrast too, which axe does not ask by itself.
STRICT = {"rules": {"color-contrast-enhanced": {"enabled": True}}}


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
