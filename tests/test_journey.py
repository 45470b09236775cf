"""The whole loop in a real browser, as five people walk it: from a poster's code to a plan."""

import io
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
import zxingcpp
from PIL import Image

from portal.access import Role
from portal.app import create_app
from portal.bringing_in import import_sheets
from portal.database import Database, utc_now
from portal.settings import Settings
from portal.spreadsheets import read_source
from tests.databases import new_database
from tests.portal.conftest import chromium  # noqa: F401 - the fixture of the browser
from tests.portal.staff import PASSWORD, add_account
from tests.trained import data_dir

PROVINCE = Path(__file__).parent / "samples" / "province"
COMPLAINT = "Antre dari jam tujuh, baru dipanggil jam sebelas. Lama sekali."
BRIBE = "petugasnya minta uang rokok biar cepat, tanpa kuitansi"
REPLY = "Terima kasih. Mulai Senin loket kedua dibuka pukul 7 sampai 11."


class Walk:
    """A served portal with the sample province, and a fresh browser window for each person."""

    def __init__(self, browser: Any, address: str, database: Database) -> None:
        self.browser = browser
        self.address = address
        self.database = database

    def person(self, role: Role | None = None) -> Any:
        """A window of somebody new; signed in where a role is given."""
        page = self.browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        if role is not None:
            page.goto(f"{self.address}/login")
            page.fill("#f-username", role.value)
            page.fill("#f-password", PASSWORD)
            page.click("main button.primary")
            page.wait_for_load_state()
        return page

    def one(self, question: str) -> Any:
        """One value from the database."""
        return self.database.read(lambda c: c.exec_driver_sql(question).scalar())


@pytest.fixture
def walk(chromium: Any, tmp_path: Path) -> Iterator[Walk]:  # noqa: F811
    database = new_database(tmp_path / "suara.db")
    import_sheets(database, read_source(PROVINCE), actor="test", source="test", now=utc_now())
    agency_id = database.read(
        lambda c: c.exec_driver_sql("select id from agency where code = 'CAPIL'").scalar()
    )
    for role in Role:
        add_account(database, role, agency_id=agency_id if role is Role.AGENCY_HEAD else None)
    settings = Settings(database_url=database.url, data_dir=data_dir(tmp_path), background=True)
    config = uvicorn.Config(app=lambda *_: None, port=0, log_level="error", access_log=False)  # type: ignore[arg-type,misc]
    listener = config.bind_socket()
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    config.app = create_app(replace(settings, public_address=address), database)  # type: ignore[assignment]
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield Walk(chromium, address, database)
    server.should_exit = server.force_exit = True
    thread.join()
    database.close()


def scanned(pdf: bytes, tmp_path: Path) -> str:
    """What a phone reads from the first page of a poster."""
    (tmp_path / "poster.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", "110", "-l", "1", "-png", "poster.pdf", "poster"],
        cwd=tmp_path,
        check=True,
    )
    picture = Image.open(io.BytesIO(sorted(tmp_path.glob("poster-*.png"))[0].read_bytes()))
    [found] = zxingcpp.read_barcodes(picture.convert("RGB"))
    return str(found.text)


def answer(page: Any, address: str, comment: str, score: int) -> str:
    """Answer as a citizen does; returns the receipt on the thank-you page."""
    page.goto(address)
    for number in range(1, 10):
        page.check(f"input[name=u{number}][value='{2 if number == 3 else score}']", force=True)
    page.fill("textarea[name=comment]", comment)
    page.get_by_role("button", name="Kirim").click()
    page.wait_for_url(re.compile("/thanks/"))
    return str(page.url.split("/thanks/")[1].split("?")[0])


def wait_until_read(walk: Walk) -> None:
    for _ in range(600):
        if not walk.one("select count(*) from complaint where read_by is null"):
            return
        time.sleep(0.1)
    raise AssertionError("the comments were not read within a minute")


@pytest.mark.browser
def test_a_complaint_becomes_a_figure_a_reply_and_a_plan(walk: Walk, tmp_path: Path) -> None:
    operator = walk.person(Role.OPERATOR)
    operator.goto(f"{walk.address}/registry/units/CAPIL-1")
    assert operator.locator("h1").inner_text() == "Loket Dokumen Kependudukan Contoh Satu"
    poster = operator.request.get(f"{walk.address}/registry/posters?unit=CAPIL-1").body()
    survey = scanned(poster, tmp_path)
    assert survey.startswith(walk.address.upper() + "/S/")

    citizen = walk.person()
    receipt = answer(citizen, survey, COMPLAINT, 3)
    assert COMPLAINT not in citizen.content()
    assert citizen.context.cookies() == []
    answer(walk.person(), survey, BRIBE, 1)
    assert walk.one("select count(*) from response") == 6002
    wait_until_read(walk)

    head = walk.person(Role.AGENCY_HEAD)
    assert head.url.endswith("/dashboard")
    head.goto(f"{walk.address}/complaints?view=all")
    assert head.get_by_text(COMPLAINT).count() == 1
    assert BRIBE not in head.content()
    head.get_by_text(COMPLAINT).click()
    head.wait_for_load_state()
    assert COMPLAINT.split(".", maxsplit=1)[0] in head.locator(".voice").first.inner_text()
    head.fill("#f-reply", REPLY)
    head.get_by_role("button", name="Kirim balasan").click()
    head.wait_for_load_state()

    citizen.goto(f"{walk.address}/t/{receipt}")
    assert REPLY in citizen.content()
    assert COMPLAINT not in citizen.content()

    inspector = walk.person(Role.INSPECTOR)
    inspector.goto(f"{walk.address}/integrity")
    assert BRIBE not in inspector.content()
    inspector.get_by_role("link", name="Baca yang pertama").click()
    inspector.wait_for_load_state()
    assert BRIBE[:30] in inspector.locator(".voice").first.inner_text()
    assert walk.one("select count(*) from audit_entry where actor = 'inspector'") >= 1

    planner = walk.person(Role.PLANNER)
    planner.goto(f"{walk.address}/planning/effects")
    assert planner.get_by_text("Etika dan komunikasi di loket Contoh").count() >= 1
    planner.goto(f"{walk.address}/planning")
    planner.locator("form.make-plan input[name=budget]").fill("60.000.000")
    planner.get_by_role("button", name="Susun rencana").click()
    planner.wait_for_url(re.compile(r"/planning/plans/\d+"))
    planner.get_by_label("Alasan menyetujui sendiri").fill(
        "Hanya ada satu perencana di provinsi ini."
    )
    if planner.locator("#f-confirmed").count():
        planner.locator("#f-confirmed").check()
    planner.get_by_role("button", name=re.compile("Setujui")).first.click()
    planner.wait_for_load_state()
    assert walk.one("select status from plan") == "approved"
    assert walk.one("select sum(cost_sen) from plan_item") <= 60_000_000_00
    assert walk.one("select count(*) from audit_entry where action = 'plan_approved'") == 1

    anybody = walk.person()
    anybody.goto(f"{walk.address}/units/CAPIL-1")
    assert "Loket Dokumen Kependudukan Contoh Satu" in anybody.content()
    assert anybody.context.cookies() == []
