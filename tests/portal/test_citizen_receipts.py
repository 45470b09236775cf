"""What a citizen is promised, on the page of thanks and by the receipt, and how it is kept."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select, update

from portal import citizen_web, limits, wording
from surveys.rules import codes, deadlines
from surveys.rules.periods import local_day
from surveys.tables import Complaint
from tests.builders import NOW
from tests.portal.conftest import PUBLIC_CODE, Asked
from tests.portal.sent_forms import key_for, receipt_in


def test_the_next_steps_are_counted_from_the_day_of_sending(portal: Asked) -> None:
    receipt = receipt_in(portal.send(comment="Lama"))
    monday = datetime(2026, 11, 16, tzinfo=UTC).date()
    page = portal.get(f"/s/{PUBLIC_CODE}/thanks/{receipt}?on={monday}").text
    recent = (datetime.now(UTC).date() - monday).days
    if 0 <= recent <= citizen_web.THANKS_DAYS:
        assert "Paling lambat Kamis, 19 November" in page
        assert "Paling lambat Jumat, 4 Desember" in page
        assert "Dugaan pungli selesai diperiksa dan dibalas." in page
    assert portal.get(f"/s/{PUBLIC_CODE}/thanks/{receipt}?on=9999-99-99").status_code == 200


CLASSES = {
    "unread": {},
    "praise": {"polarity": "praise", "read_by": "v1"},
    "information": {"kind": "information", "days": 5},
    "aspiration": {"kind": "aspiration", "days": 5},
    "complaint": {"kind": "not_supervisory", "days": 14},
    "suspected levy": {"kind": "supervisory", "days": 3, "confidential": True},
    "confirmed levy": {"kind": "supervisory", "days": 60, "confidential": True},
}


@pytest.mark.parametrize("kind", sorted(CLASSES))
def test_thanks_and_receipt_promise_the_same_days_and_none_that_is_not_true(
    portal: Asked, kind: str
) -> None:
    answer = portal.send(comment="Diminta uang di loket", key=key_for(portal))
    receipt = receipt_in(answer)
    sent_on = portal.database.read(lambda c: c.execute(select(Complaint.local_date)).scalar_one())
    values = dict(CLASSES[kind])
    days = values.pop("days", None)
    due = None if days is None else deadlines.due_day(sent_on, int(str(days)))
    portal.database.write(lambda c: c.execute(update(Complaint).values(due_on=due, **values)))
    thanks = portal.get(answer.headers["location"]).text
    page = portal.get(f"/t/{receipt}").text
    told = deadlines.promised(sent_on)
    for day in (told.replied_by, told.examined_by):
        assert wording.day(day, year=False) in thanks
        assert wording.day(day) in page
    # The reply is promised for no earlier day than the one that binds those who reply.
    named = set(re.findall(r"paling lambat ([^.]+ \d{4})", page))
    assert named == {wording.day(told.replied_by), wording.day(told.examined_by)}
    assert due is None or due <= (told.examined_by if "levy" in kind else told.replied_by)
    # What it is about is told to nobody who merely holds the code.
    assert "terlambat" not in page


def test_a_reply_that_is_late_is_called_late_and_a_suspicion_is_not_before_its_time(
    portal: Asked,
) -> None:
    receipt = receipt_in(portal.send(comment="Lama sekali", key=key_for(portal)))
    long_ago = datetime.now(UTC).date() - timedelta(days=40)
    values: dict[str, Any] = {"local_date": long_ago, "due_on": long_ago + timedelta(days=20)}
    for kind, late in (("not_supervisory", True), ("supervisory", False)):
        portal.database.write(
            lambda c, kind=kind: c.execute(update(Complaint).values(kind=kind, **values))
        )
        assert ("Balasannya terlambat." in portal.get(f"/t/{receipt}").text) == late


def test_whoever_holds_the_code_can_say_that_a_reply_settles_nothing(portal: Asked) -> None:
    receipt = receipt_in(portal.send(comment="Kursi kurang"))
    values = {"status": "answered", "reply": "Kursi <ditambah> Senin.", "replied_at": NOW}
    portal.database.write(lambda c: c.execute(update(Complaint).values(**values)))
    page = portal.get(f"/t/{receipt}").text
    assert "Tulisan Anda sudah dibalas." in page
    assert "Kursi &lt;ditambah&gt; Senin." in page
    answer = portal.send_body(b"", f"/t/{receipt}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/t/{receipt}")
    page = portal.get(f"/t/{receipt}").text
    assert "Tulisan Anda ditangani lagi." in page
    told = deadlines.promised(local_day(datetime.now(UTC), "Asia/Jakarta"))
    assert f"dibalas di sini paling lambat {wording.day(told.replied_by)}." in page


def test_guessing_receipts_is_slowed_down(portal: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    # All of them in one moment, however slow the machine is.
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: 1000.0))
    unknown = codes.complete(codes.ALPHABET[:12])
    statuses = [portal.get(f"/t/{unknown}").status_code for _ in range(14)]
    assert statuses[0] == 404
    assert statuses[-1] == 429
