"""Integrity: the inspector alone finds it, reads it on record, and gives back what is none."""

import html
import re

import pytest
from sqlalchemy import select

from portal.access import Role
from portal.database import utc_now
from surveys import readings
from surveys.cases import PAGE
from surveys.responses import store_drafts
from surveys.rules.codes import complete_receipt
from surveys.tables import Complaint
from tests.builders import build_draft
from tests.portal.complaint_desk import LEVY, QUEUE, Desk, reading
from tests.portal.page_text import heading
from tests.portal.staff import Staff, add_account


def test_a_long_list_of_the_inspector_has_pages_and_shows_each_case_once(desk: Desk) -> None:
    place, now = desk.place, utc_now()
    receipts = [complete_receipt(bytes([100 + number]) * 16) for number in range(PAGE + 3)]
    drafts = [
        build_draft(place, f"more {receipt}", comment=LEVY, receipt=receipt) for receipt in receipts
    ]
    desk.database.write(lambda c: store_drafts(c, drafts))
    unread = desk.database.read(lambda c: readings.unread(c, PAGE + 3))
    found = [reading(n, "complaint", "integrity", confidential=True) for n, _ in unread]
    desk.database.write(lambda c: readings.store_readings(c, found, "v1", now))
    inspector = desk.as_(Role.INSPECTOR)
    first = inspector.get("/integrity").text
    address = re.search(r'href="(/integrity\?[^"]*page=2)"', first)
    assert address, "no way to the second page"
    second = inspector.get(html.unescape(address[1])).text
    shown = [set(re.findall(r'href="/integrity/(\d+)"', page)) for page in (first, second)]
    assert not shown[0] & shown[1]
    assert {int(n) for n in shown[0] | shown[1]} == {n for n, _ in unread} | {desk.numbers[LEVY]}
    assert inspector.get("/integrity?page=abc").status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.INSPECTOR])
def test_nobody_but_the_inspector_finds_an_integrity_complaint(desk: Desk, role: Role) -> None:
    number = desk.numbers[LEVY]
    staff = desk.as_(role, agency_id=desk.place.agency_id if role is Role.AGENCY_HEAD else None)
    for path in (
        "/complaints",
        "/complaints?view=all",
        f"/complaints/{number}",
        "/review",
        "/follow-ups",
        "/integrity",
        f"/integrity/{number}",
        "/admin/model",
        "/admin/audit",
    ):
        answer = staff.get(path)
        assert "uang rokok" not in answer.text, path
        if path.startswith("/integrity"):
            assert answer.status_code == 403, path
    assert staff.send(f"/integrity/{number}/names").status_code == 403
    for step in ("reply", "labels", "kind", "close", "take-up", "reopen", "follow-up"):
        sent = staff.send(
            f"/complaints/{number}/{step}",
            {"reply": "halo", "labels": "cost", "polarity": "complaint", "activity": "x"},
        )
        assert sent.status_code in (403, 404), step
    held = desk.database.read(
        lambda c: c.execute(select(Complaint.confidential).where(Complaint.id == number)).scalar()
    )
    assert held
    assert desk.actions(number) == []


def test_the_inspector_reads_a_case_and_every_reading_is_logged(desk: Desk) -> None:
    inspector, number = desk.as_(Role.INSPECTOR), desk.numbers[LEVY]
    listed = inspector.get("/integrity").text
    assert heading(listed).endswith("tulisan menunggu dibaca inspektur.")
    assert "uang rokok" not in listed, "the list alone is no reading"
    assert desk.actions(number) == []
    page = inspector.get(f"/integrity/{number}").text
    assert "uang rokok" in page
    assert "Suhendra" not in page
    assert desk.actions(number) == ["integrity_read"]
    opened = inspector.send(f"/integrity/{number}/names")
    assert opened.status_code == 200
    assert "Suhendra" in opened.text
    assert desk.actions(number) == ["integrity_read", "integrity_name_read"]
    assert inspector.get(f"/integrity/{desk.numbers[QUEUE]}").status_code == 404
    assert inspector.get("/complaints").status_code == 403


def test_the_inspector_gives_back_what_is_no_matter_of_integrity(desk: Desk) -> None:
    inspector, number = desk.as_(Role.INSPECTOR), desk.numbers[LEVY]
    kept = {"labels": ["integrity", "cost"], "polarity": "complaint"}
    sent = inspector.send(f"/integrity/{number}/labels", kept)
    assert sent.headers["location"] == f"/integrity/{number}?done=labels"
    given_back = {"labels": ["cost"], "polarity": "complaint"}
    for _ in range(2):
        sent = inspector.send(f"/integrity/{number}/labels", given_back)
        assert sent.headers["location"] == "/integrity?returned=1"
    assert inspector.get(f"/integrity/{number}").status_code == 404
    page = desk.head().get(f"/complaints/{number}")
    assert page.status_code == 200
    assert "Dikembalikan oleh inspektorat" in page.text


def test_a_head_who_ticks_integrity_sees_the_case_no_longer(desk: Desk) -> None:
    head, number = desk.head(), desk.numbers[QUEUE]
    ticked = {"labels": ["integrity"], "polarity": "complaint", "danger_shown": "1"}
    for _ in range(2):
        sent = head.send(f"/complaints/{number}/labels", ticked)
        assert sent.headers["location"] == "/complaints?moved=1"
    assert head.send(f"/review/{number}", ticked).headers["location"] == "/review"
    assert desk.actions(number) == ["complaint_to_inspector"]
    inspector = desk.as_(Role.INSPECTOR)
    inspector.send(f"/integrity/{number}/labels", {**ticked, "labels": ["integrity", "time"]})
    again = head.send(f"/complaints/{number}/labels", ticked)
    assert again.status_code == 303, "whether the inspector has read it shows in no answer"
    other = {**ticked, "labels": ["integrity", "cost"]}
    assert head.send(f"/complaints/{number}/labels", other).status_code == 404
    reach = {"agency_id": desk.place.agency_id}
    add_account(desk.database, Role.AGENCY_HEAD, username="wakil", **reach)
    colleague = Staff(desk.app, "wakil")
    assert colleague.send(f"/complaints/{number}/labels", ticked).status_code == 404
    assert "Diteruskan ke inspektorat" in head.get("/complaints?moved=1").text
    assert head.get(f"/complaints/{number}").status_code == 404


def test_the_inspector_is_told_of_danger_in_what_is_held_back(desk: Desk) -> None:
    number, inspector = desk.numbers[LEVY], desk.as_(Role.INSPECTOR)
    assert "menyebut bahaya" not in inspector.get("/integrity").text
    assert inspector.send(f"/integrity/{number}/danger").status_code == 303
    assert "1 tulisan menyebut bahaya." in inspector.get("/integrity").text
    assert "1 suara menyebut bahaya." in desk.head().get("/dashboard").text, "not the head's"
