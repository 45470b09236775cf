"""The desks: heads answer, the inspector alone sees integrity, people check labels."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from portal.access import Role
from portal.app import App, create_app
from portal.database import Database, utc_now
from portal.explaining import Explainer
from portal.labelling import promoted_version
from portal.sealing import seal_names
from portal.settings import Settings
from surveys import readings
from surveys.cases import PAGE
from surveys.readings import Reading
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code, complete_receipt
from surveys.tables import AuditEntry, Complaint, Decision, FollowUp
from tests import trained
from tests.builders import NOW, Place, build_draft, build_place
from tests.databases import new_database
from tests.portal.staff import Staff, add_account, sign_in

QUEUE = "Sudah tiga jam menunggu <b>dipanggil</b> & tidak ada kabar sama sekali"
CHAIRS = "kursi tunggu patah, ibu saya jatuh kemarin"
PRAISE = "petugasnya ramah sekali, terima kasih"
LEVY = "dimintai uang rokok oleh [nama] supaya cepat"
KEY = "kunci penyegel"


@dataclass
class Desk:
    """A portal with four texts at one counter, read by a version called v1."""

    app: App
    database: Database
    place: Place
    numbers: dict[str, int]

    def as_(self, role: Role, **reach: int | None) -> Staff:
        return sign_in(self.app, self.database, role, **reach)

    def head(self) -> Staff:
        return self.as_(Role.AGENCY_HEAD, agency_id=self.place.agency_id)

    def actions(self, number: int) -> list[str]:
        return self.database.read(
            lambda c: list(
                c.execute(
                    select(AuditEntry.action)
                    .where(AuditEntry.subject == f"complaint:{number}")
                    .order_by(AuditEntry.id)
                ).scalars()
            )
        )


def reading(number: int, polarity: str, *labels: str, **more: bool) -> Reading:
    confidential, danger = more.get("confidential", False), more.get("danger", False)
    return Reading(
        number,
        labels,
        dict.fromkeys(labels, 0.95),
        polarity,
        None,
        True,
        confidential,
        danger,
    )


def make_desk(database: Database, tmp_path: Path, explainer: Explainer) -> Desk:
    place = database.write(
        lambda c: build_place(c, "A", public_code=complete_counter_code(b"g" * 14))
    )
    now = utc_now()
    texts = (QUEUE, CHAIRS, PRAISE, LEVY)
    drafts = []
    for number, text in enumerate(texts):
        draft = build_draft(
            place, f"k{number}", comment=text, receipt=complete_receipt(bytes([number]) * 16)
        )
        draft.local_date = now.date() - timedelta(days=40 if text == QUEUE else 1)
        draft.private = text == CHAIRS
        draft.sealed = seal_names(KEY, ["Suhendra"]) if text == LEVY else None
        drafts.append(draft)
    database.write(lambda c: store_drafts(c, drafts))
    numbers = {text: number for number, text in database.read(lambda c: readings.unread(c, 9))}
    found = [
        reading(numbers[QUEUE], "complaint", "time"),
        reading(numbers[CHAIRS], "complaint", "facilities", danger=True),
        reading(numbers[PRAISE], "praise", "conduct"),
        reading(numbers[LEVY], "complaint", "integrity", "cost", confidential=True),
    ]
    database.write(lambda c: readings.store_readings(c, found, "v1", now))
    settings = Settings(
        database_url=database.url,
        data_dir=trained.data_dir(tmp_path),
        background=False,
        sealing_key=KEY,
    )
    app = create_app(settings, database)
    app.portal.explainer = explainer
    return Desk(app, database, place, numbers)


@pytest.fixture
def desk(tmp_path: Path, explainer: Explainer) -> Iterator[Desk]:
    database = new_database(tmp_path / "suara.db")
    yield make_desk(database, tmp_path, explainer)
    database.close()


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


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)
    assert found is not None
    return html.unescape(" ".join(found.group(1).split()))


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


def test_labels_are_checked_one_text_at_a_time_and_the_last_can_be_undone(desk: Desk) -> None:
    head = desk.head()
    page = head.get("/review").text
    assert heading(page) == "Tiga tulisan belum diperiksa."
    number = desk.numbers[CHAIRS]
    assert f'action="/review/{number}"' in page, "danger comes first"
    assert re.search(r'value="facilities" checked', page)
    sent = head.send(f"/review/{number}", {"labels": ["facilities"], "polarity": "complaint"})
    assert sent.status_code == 303
    page = head.get("/review").text
    assert heading(page) == "Dua tulisan belum diperiksa."
    (decision,) = re.findall(r'name="decision" value="(\d+)"', page)
    assert head.send("/review/undo", {"decision": decision}).status_code == 303
    assert heading(head.get("/review").text) == "Tiga tulisan belum diperiksa."
    assert desk.actions(number) == ["complaint_read", "complaint_withdrawn"]
    wrong = head.send(f"/review/{number}", {"labels": ["time"], "polarity": "other"})
    assert wrong.status_code == 422
    assert f'action="/review/{number}"' in wrong.text
    skipped = head.get(f"/review?skip={number}").text
    assert f'action="/review/{number}"' not in skipped
    assert desk.database.read(lambda c: c.execute(select(Decision.id)).all()) == []


@pytest.mark.parametrize("page", ["/complaints/{}/labels", "/review/{}"])
def test_chance_chooses_by_number_and_a_check_that_is_sent_twice_is_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    chosen = desk.numbers[QUEUE]
    monkeypatch.setattr("ml.review.in_random_part", lambda key: key == str(chosen))
    head, shown = desk.head(), [desk.numbers[text] for text in (QUEUE, CHAIRS, PRAISE)]
    for number in shown:
        for _ in range(2):
            form = {"labels": ["facilities"], "polarity": "complaint", "drawn": "1"}
            assert head.send(page.format(number), form).status_code == 303
    kept = desk.database.read(
        lambda c: c.execute(select(Decision.complaint_id, Decision.drawn).order_by("id")).all()
    )
    assert [tuple(row) for row in kept] == [(number, number == chosen) for number in shown]
    assert desk.actions(chosen) == ["complaint_read"]


def test_the_administrator_sees_versions_and_can_go_back(desk: Desk) -> None:
    administrator = desk.as_(Role.ADMINISTRATOR)
    settings = desk.app.portal.settings
    first = promoted_version(settings)
    second = trained.save(
        settings.models_dir,
        NOW + timedelta(days=1),
        promote=False,
        key=desk.app.portal.models_key,
    )
    page = administrator.get("/admin/model").text
    assert str(first) in page
    assert second in page
    assert "belum ada data" in page
    assert administrator.send("/admin/model/promote", {"version": second}).status_code == 303
    assert promoted_version(settings) == second
    assert administrator.send("/admin/model/roll-back").status_code == 303
    assert promoted_version(settings) == first
    assert administrator.send("/admin/model/promote", {"version": "../evil"}).status_code == 409
    assert promoted_version(settings) == first
    assert desk.head().get("/admin/model").status_code == 403


def test_a_foreign_version_and_a_broken_card_are_told_and_never_put_to_use(desk: Desk) -> None:
    administrator = desk.as_(Role.ADMINISTRATOR)
    settings = desk.app.portal.settings
    first = promoted_version(settings)
    foreign = trained.save(settings.models_dir, NOW + timedelta(days=1), promote=False)
    broken = trained.save(settings.models_dir, NOW + timedelta(days=2), promote=False)
    (settings.models_dir / broken / "card.json").write_text("{")
    page = administrator.get("/admin/model")
    assert page.status_code == 200
    for version, why in ((foreign, "tidak disegel oleh portal ini"), (broken, "tidak terbaca")):
        assert re.search(f"{version}.*?Tidak bisa dipakai.*?{why}", page.text, re.DOTALL)
        sent = administrator.send("/admin/model/promote", {"version": version})
        assert sent.status_code == 409
        assert why in sent.text
    assert promoted_version(settings) == first
    (settings.models_dir / "current").write_text(foreign)
    assert "Versi yang dipilih ditolak" in administrator.get("/admin/model").text
    assert "was refused" in administrator.get("/admin/model?lang=en").text
    (settings.models_dir / foreign / "card.json").unlink()
    page = administrator.get("/admin/model").text
    assert "Versi yang dipilih ditolak" in page
    assert "Versi ini tidak ada." in page, "without a card it is none"


def test_the_monday_page_says_danger_first_and_leads_to_it(desk: Desk) -> None:
    head = desk.head()
    page = head.get("/dashboard").text
    assert "1 suara menyebut bahaya." in page
    assert page.index("/complaints?view=danger") < page.index("Bagaimana keadaan kita")
    assert CHAIRS in head.get("/complaints?view=danger").text
    assert "menyebut bahaya" not in desk.as_(Role.PLANNER).get("/dashboard").text


def test_a_false_alarm_is_cleared_and_can_be_raised_again_under_ones_name(
    database: Database, tmp_path: Path, explainer: Explainer
) -> None:
    desk = make_desk(database, tmp_path, explainer)
    head, number = desk.head(), desk.numbers[CHAIRS]
    page = head.get(f"/complaints/{number}").text
    assert heading(page).startswith("Tangani paling lambat ")
    assert "telepon 110 (polisi) atau 119 (ambulans)" in page
    assert head.send(f"/complaints/{number}/no-danger").status_code == 303
    page = head.get(f"/complaints/{number}?done=no-danger").text
    assert "Tercatat: tidak berbahaya." in page
    assert "Dinyatakan tidak berbahaya" in page, "in the history"
    assert "telepon 110" not in page
    assert "menyebut bahaya." not in head.get("/dashboard").text
    assert head.send(f"/complaints/{number}/danger").status_code == 303
    assert "Ditandai bahaya oleh" in head.get(f"/complaints/{number}").text
    assert desk.actions(number) == ["complaint_danger_cleared", "complaint_danger_marked"]
    praise = desk.numbers[PRAISE]
    assert head.send(f"/complaints/{praise}/danger").status_code == 303
    assert PRAISE in head.get("/complaints").text
    assert "2 suara menyebut bahaya." in head.get("/dashboard").text


def test_a_check_that_is_undone_takes_back_what_it_said_of_danger(
    database: Database, tmp_path: Path, explainer: Explainer
) -> None:
    desk = make_desk(database, tmp_path, explainer)
    head = desk.head()

    def stands(number: int) -> Sequence[object]:
        columns = Complaint.danger, Complaint.danger_by, Complaint.danger_on, Complaint.due_on
        asked = select(*columns, Complaint.status).where(Complaint.id == number)
        return tuple(desk.database.read(lambda c: c.execute(asked).one()))

    praise = desk.numbers[PRAISE]
    closed = update(Complaint).where(Complaint.id == praise).values(status="answered")
    desk.database.write(lambda c: c.execute(closed))
    for number, ticked in ((desk.numbers[CHAIRS], {}), (praise, {"danger": "1"})):
        before = stands(number)
        form = {"polarity": "praise", "danger_shown": "0" if ticked else "1", **ticked}
        assert head.send(f"/review/{number}", form).status_code == 303
        assert stands(number)[0] is bool(ticked)
        (decision,) = re.findall(r'name="decision" value="(\d+)"', head.get("/review").text)
        head.send("/review/undo", {"decision": decision})
        assert stands(number) == before
        assert desk.actions(number)[-2:] == ["complaint_danger_restored", "complaint_withdrawn"]


def test_who_saw_no_alarm_takes_none_away(desk: Desk) -> None:
    planner, head, number = desk.as_(Role.PLANNER), desk.head(), desk.numbers[PRAISE]
    shown = {"polarity": "praise", "danger_shown": "0"}
    assert head.send(f"/complaints/{number}/danger").status_code == 303
    assert planner.send(f"/review/{number}", shown).headers["location"] == "/review"
    assert "Ditandai bahaya oleh" in head.get(f"/complaints/{number}").text
    assert "complaint_danger_cleared" not in desk.actions(number)
    # A head who reads on is led to what somebody else marked meanwhile.
    other = desk.numbers[QUEUE]
    assert head.send(f"/complaints/{other}/danger").status_code == 303
    there = {"polarity": "complaint", "labels": ["time"], "danger_shown": "0"}
    sent = head.send(f"/review/{other}", there)
    assert sent.headers["location"] == f"/complaints/{other}?done=labels"


def test_the_desk_leads_on_to_danger_instead_of_filing_it(desk: Desk) -> None:
    head, number = desk.head(), desk.numbers[CHAIRS]
    page = head.get("/review").text
    assert re.search(r'name="danger" value="1"[^>]* checked', page)
    assert "Simpan, lalu tangani" in page
    assert 'name="danger_shown" value="1"' in page
    kept = {"polarity": "praise", "danger_shown": "1", "danger": "1"}
    sent = head.send(f"/review/{number}", kept)
    assert sent.headers["location"] == f"/complaints/{number}?done=labels"
    assert CHAIRS in head.get("/complaints").text, "praise or not, it still waits"
    page = head.get("/review").text
    assert "Simpan, berikutnya" in page
    missed = desk.numbers[PRAISE]
    ticked = {"polarity": "praise", "danger_shown": "0", "danger": "1"}
    assert head.send(f"/review/{missed}", ticked).status_code == 303
    assert "2 suara menyebut bahaya." in head.get("/dashboard").text
    unticked = {"polarity": "praise", "danger_shown": "1"}
    assert head.send(f"/review/{missed}", unticked).headers["location"] == "/review"
    assert desk.actions(missed) == [
        "complaint_danger_marked",
        "complaint_read",
        "complaint_danger_cleared",
    ]
    planner = desk.as_(Role.PLANNER)
    planned = planner.send(f"/review/{desk.numbers[QUEUE]}", ticked)
    assert planned.headers["location"] == "/review", "a planner answers no cases"


def test_the_inspector_is_told_of_danger_in_what_is_held_back(desk: Desk) -> None:
    number, inspector = desk.numbers[LEVY], desk.as_(Role.INSPECTOR)
    assert "menyebut bahaya" not in inspector.get("/integrity").text
    assert inspector.send(f"/integrity/{number}/danger").status_code == 303
    assert "1 tulisan menyebut bahaya." in inspector.get("/integrity").text
    assert "1 suara menyebut bahaya." in desk.head().get("/dashboard").text, "not the head's"
