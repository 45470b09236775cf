"""The head's desk: the queue, a case through its steps, and the promises that come of it."""

import html
import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from portal.access import Role
from portal.database import Database
from portal.explaining import Explainer
from surveys.rules.codes import complete_counter_code
from surveys.tables import Complaint, FollowUp
from tests.builders import build_place
from tests.portal.complaint_desk import CHAIRS, LEVY, PRAISE, QUEUE, Desk, make_desk
from tests.portal.page_text import heading


def test_every_desk_opens_on_both_databases(
    database: Database, tmp_path: Path, explainer: Explainer
) -> None:
    desk = make_desk(database, tmp_path, explainer)
    head, inspector = desk.head(), desk.as_(Role.INSPECTOR)
    number = desk.numbers[QUEUE]
    assert heading(head.get("/complaints").text).startswith("Satu pengaduan lewat ")
    for path in (f"/complaints/{number}", "/complaints?view=late&label=time", "/review"):
        assert head.get(path).status_code == 200, path
    sent = head.send(f"/complaints/{number}/follow-up", {"activity": "Tambah petugas"})
    assert sent.status_code == 303
    assert "Tambah petugas" in head.get("/follow-ups").text
    assert inspector.get(f"/integrity/{desk.numbers[LEVY]}").status_code == 200
    assert desk.as_(Role.ADMINISTRATOR).get("/admin/model").status_code == 200


def test_the_queue_says_what_is_late_and_shows_voices_as_written_and_harmless(desk: Desk) -> None:
    head = desk.head()
    page = head.get("/complaints").text
    assert heading(page).startswith("Satu pengaduan lewat ")
    assert html.escape(QUEUE) in page
    assert "<b>dipanggil</b>" not in page
    assert CHAIRS in page
    assert page.index(CHAIRS) < page.index("Sudah tiga jam"), "danger comes first"
    assert PRAISE not in page, "praise asks for no answer"
    assert "uang rokok" not in page
    assert PRAISE in head.get("/complaints?view=all&polarity=praise").text
    nothing = head.get("/complaints?label=cost")
    assert "Tidak ada yang cocok" in nothing.text
    assert head.get("/complaints?view=xyz&counter=abc&first=32&page=-4").status_code == 200
    english = head.get("/complaints?lang=en").text
    assert heading(english).startswith("One complaint is overdue by ")


def test_what_waits_without_a_day_is_not_called_in_time(desk: Desk) -> None:
    desk.database.write(lambda c: c.execute(update(Complaint).values(due_on=None)) and None)
    said = heading(desk.head().get("/complaints").text)
    assert "tanpa batas waktu" in said
    assert "Tidak ada yang lewat waktu" not in said


def test_a_case_marks_the_words_that_decided_and_takes_an_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.explaining.LONGEST_WAIT_SECONDS", 60.0)
    head, number = desk.head(), desk.numbers[QUEUE]
    page = head.get(f"/complaints/{number}").text
    marks = re.findall(r"<mark>(.*?)</mark>", page)
    assert marks
    assert all(html.unescape(mark) in QUEUE for mark in marks)
    assert "hampir pasti" in page
    sent = head.send(f"/complaints/{number}/reply", {"reply": "Loket kedua dibuka Senin."})
    assert sent.headers["location"] == f"/complaints/{number}?done=reply"
    answered = head.get(f"/complaints/{number}?done=reply").text
    assert heading(answered) == "Sudah dijawab."
    assert "Loket kedua dibuka Senin." in answered
    assert desk.actions(number) == ["complaint_replied"]
    assert heading(head.get("/complaints").text).startswith("Satu suara menunggu jawaban.")


def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(desk: Desk) -> None:
    head, number = desk.head(), desk.numbers[QUEUE]
    path = f"/complaints/{number}"
    empty = head.send(f"{path}/reply", {"reply": "   "})
    assert empty.status_code == 422
    assert "Balasan: tulis satu kalimat untuk warga." in empty.text
    long = head.send(f"{path}/reply", {"reply": "panjang " * 600})
    assert long.status_code == 422
    assert "panjang panjang" in long.text
    assert head.send(f"{path}/close", {"reason": ""}).status_code == 422
    assert head.send(f"{path}/kind", {"kind": ""}).status_code == 422
    assert head.send(f"{path}/labels", {"labels": "time", "polarity": "other"}).status_code == 422
    assert head.send(f"{path}/follow-up", {"activity": ""}).status_code == 422
    assert head.send(f"{path}/dance").status_code == 404
    assert desk.actions(number) == []


def test_a_case_goes_through_its_steps(desk: Desk) -> None:
    head, number = desk.head(), desk.numbers[CHAIRS]
    path = f"/complaints/{number}"
    assert "tidak ditunjukkan ke petugas loket" in head.get(path).text
    for step, fields in (
        ("take-up", {}),
        ("kind", {"kind": "information"}),
        ("labels", {"labels": ["facilities", "conduct"], "polarity": "complaint"}),
        ("follow-up", {"activity": "Ganti kursi", "element": "facilities", "public": "1"}),
        ("close", {"reason": "sudah diganti"}),
        ("reopen", {}),
    ):
        sent = head.send(f"{path}/{step}", fields)
        assert (sent.status_code, sent.headers["location"]) == (303, f"{path}?done={step}"), step
        assert head.get(f"{path}?done={step}").status_code == 200
    page = head.get(path).text
    assert "Ganti kursi" in page
    assert "sudah diganti" in page
    assert desk.actions(number) == [
        "complaint_taken_up",
        "complaint_classed",
        "complaint_read",
        "complaint_follow_up",
        "complaint_closed",
        "complaint_reopened",
    ]


def test_who_wrote_reads_why_a_case_was_closed_and_can_have_it_opened_again(desk: Desk) -> None:
    head, number = desk.head(), desk.numbers[QUEUE]
    code = desk.database.read(
        lambda c: c.execute(select(Complaint.receipt).where(Complaint.id == number)).scalar_one()
    )
    head.send(f"/complaints/{number}/close", {"reason": "Sudah dijelaskan di loket."})
    told = head.get(f"/t/{code}").text
    assert heading(told) == "Tulisan Anda selesai ditangani."
    assert "Sudah dijelaskan di loket." in told
    assert "Belum beres, tangani lagi" in told
    assert head.send(f"/t/{code}").status_code == 303
    assert "Dibuka lagi. Balas paling lambat" in heading(head.get(f"/complaints/{number}").text)


def test_a_reply_can_be_put_right(desk: Desk) -> None:
    head, number = desk.head(), desk.numbers[QUEUE]
    head.send(f"/complaints/{number}/reply", {"reply": "Loket ditambah Senni."})
    assert "Ubah balasan" in head.get(f"/complaints/{number}").text
    head.send(f"/complaints/{number}/reply", {"reply": "Loket ditambah Senin."})
    page = head.get(f"/complaints/{number}").text
    assert "Loket ditambah Senin." in page
    assert "Senni" not in page


def test_a_follow_up_of_a_complaint_starts_with_its_element(desk: Desk) -> None:
    page = desk.head().get(f"/complaints/{desk.numbers[QUEUE]}").text
    assert '<option value="time" selected>' in page


def test_another_agency_sees_and_changes_nothing(desk: Desk) -> None:
    other = desk.database.write(
        lambda c: build_place(c, "B", public_code=complete_counter_code(b"h" * 14))
    )
    stranger, number = desk.as_(Role.AGENCY_HEAD, agency_id=other.agency_id), desk.numbers[QUEUE]
    assert "Sudah tiga jam" not in stranger.get("/complaints?view=all").text
    assert (
        "Sudah tiga jam"
        not in stranger.get(f"/complaints?view=all&counter={desk.place.counter_id}").text
    )
    assert stranger.get(f"/complaints/{number}").status_code == 404
    assert stranger.send(f"/complaints/{number}/reply", {"reply": "halo"}).status_code == 404
    assert stranger.send(f"/review/{number}", {"polarity": "praise"}).status_code == 404
    place = f"{desk.place.unit_id}/{desk.place.counter_id}"
    sent = stranger.send("/follow-ups", {"activity": "Menyusup", "place": place})
    assert sent.status_code == 422
    assert desk.database.read(lambda c: c.execute(select(FollowUp.id)).all()) == []


def test_a_form_from_elsewhere_changes_nothing(desk: Desk) -> None:
    head, number = desk.head(), desk.numbers[QUEUE]
    bare = head.request("POST", f"/complaints/{number}/reply", data={"reply": "palsu"})
    assert bare.status_code == 403
    crossed = head.request(
        "POST",
        f"/complaints/{number}/reply",
        data={"reply": "palsu", "_token": head.token},
        headers={"origin": "http://elsewhere.example"},
    )
    assert crossed.status_code == 403
    assert desk.actions(number) == []


def test_the_follow_up_plan_keeps_promises_and_wants_proof(desk: Desk) -> None:
    head = desk.head()
    assert heading(head.get("/follow-ups").text) == "Belum ada janji kepada warga."
    place = str(desk.place.unit_id)
    line = {"activity": "Antrean SMS", "place": place, "due_on": "2020-01-31", "element": "time"}
    refused = head.send("/follow-ups", line)
    assert refused.status_code == 422
    assert "hari itu sudah lewat" in refused.text
    assert head.send("/follow-ups", {**line, "due_on": "2999-01-31"}).status_code == 303
    desk.database.write(lambda c: c.execute(update(FollowUp).values(due_on=date(2020, 1, 31))))
    page = head.get("/follow-ups?done=1").text
    assert heading(page) == "Satu kegiatan lewat waktu."
    assert "Waktu penyelesaian" in page
    (number,) = re.findall(r'href="/follow-ups/(\d+)"', page)[:1]
    unproved = head.send(f"/follow-ups/{number}", {**line, "status": "done"})
    assert unproved.status_code == 422
    assert "Bukti: tulis" in unproved.text
    proved = {**line, "status": "done", "done_on": "2020-01-30", "proof": "Nota 7"}
    assert head.send(f"/follow-ups/{number}", proved).status_code == 303
    page = head.get("/follow-ups").text
    assert heading(page) == "1 dari 1 kegiatan sudah selesai."
    assert "Nota 7" in page
    assert head.send("/follow-ups", {**line, "due_on": "besok"}).status_code == 422
    assert head.get("/follow-ups/999").status_code == 404


def test_the_monday_page_says_danger_first_and_leads_to_it(desk: Desk) -> None:
    head = desk.head()
    page = head.get("/dashboard").text
    assert "1 suara menyebut bahaya." in page
    assert page.index("/complaints?view=danger") < page.index("Bagaimana keadaan kita")
    assert CHAIRS in head.get("/complaints?view=danger").text
    assert "menyebut bahaya" not in desk.as_(Role.PLANNER).get("/dashboard").text
