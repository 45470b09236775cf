"""What a citizen sends is stored once, masked and marked; what cannot be stored says what to do."""

import asyncio
import re
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from portal import citizen_web, form_keys, intake, limits, wording
from portal.app import create_app
from surveys.responses import (
    MARK_FORGED_KEY,
    MARK_HONEYPOT,
    MARK_NO_KEY,
    MARK_OLD_KEY,
    MARK_REUSED_KEY,
    MARK_TOO_FAST,
)
from surveys.rules import codes, deadlines
from surveys.rules.periods import local_day
from surveys.tables import Complaint, RetiredCode, Slip
from tests.builders import NOW, build_place
from tests.databases import new_database
from tests.portal.conftest import PUBLIC_CODE, Asked, settings_for

NINE = {f"u{number}": "3" for number in range(1, 10)}
NASTY = "<script>alert(1)</script>\"'&;--"


def key_for(portal: Asked, seconds_ago: int = 60) -> str:
    secret, counter = portal.app.portal.secret, portal.place.counter_id
    return form_keys.issue(secret, counter, 1, int(time.time()) - seconds_ago).decode()


def marks(portal: Asked) -> list[int]:
    return [row[0] for row in portal.rows("select marks from response order by id")]


def receipt_in(answer: httpx.Response) -> str:
    return answer.headers["location"].partition("?")[0].rpartition("/")[2]


def test_a_sent_form_is_stored_and_thanked(portal: Asked) -> None:
    answer = portal.send(**NINE, overall="4", sex="P", age_band="26-35", key=key_for(portal))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/s/{PUBLIC_CODE}/thanks?")
    rows = portal.rows("select u1, u9, overall, sex, age_band, channel, marks from response")
    assert [tuple(row) for row in rows] == [(3, 3, 4, "P", "26-35", "qr", 0)]
    thanks = portal.get(answer.headers["location"])
    assert "Suara Anda tersimpan." in thanks.text
    assert "Kode balasan Anda" not in thanks.text


def test_the_only_service_of_a_counter_is_stored_without_asking(portal: Asked) -> None:
    portal.send(u1="2")
    assert portal.rows("select service_id from response") == [(portal.place.service_ids[0],)]


def test_a_comment_gets_a_receipt_whose_page_never_shows_it(portal: Asked) -> None:
    answer = portal.send(comment="Antre tiga jam, kursinya kurang", key=key_for(portal))
    receipt = receipt_in(answer)
    assert codes.is_receipt(receipt)
    thanks = portal.get(answer.headers["location"]).text
    grouped = "-".join(receipt[start : start + 4] for start in range(0, 13, 4))
    assert f'href="/t/{receipt}">{grouped}</a>' in thanks
    for typed in (receipt, grouped.lower(), " ".join(grouped.split("-"))):
        page = portal.get("/t/", params={"receipt": typed})
        assert page.status_code == 200
        assert "Tulisan Anda sudah kami terima." in page.text
        assert "kursinya" not in page.text


def test_twenty_taps_at_once_store_one_response_with_one_receipt(portal: Asked) -> None:
    body = urlencode({**NINE, "comment": "Ramah sekali", "key": key_for(portal)})
    headers = {"content-type": "application/x-www-form-urlencoded"}

    async def tap() -> list[httpx.Response]:
        transport = httpx.ASGITransport(portal.app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            path = f"/s/{PUBLIC_CODE}"
            taps = [client.post(path, content=body, headers=headers) for _ in range(20)]
            return await asyncio.gather(*taps)

    answers = asyncio.run(tap())
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert portal.rows("select count(*) from response") == [(1,)]
    assert portal.rows("select sum(responses) from counter_day") == [(1,)]


def test_the_same_key_with_other_answers_is_a_second_response_with_its_own_receipt(
    portal: Asked,
) -> None:
    key = key_for(portal)
    first = portal.send(u1="1", comment="Lama", key=key)
    second = portal.send(u1="4", comment="Cepat", key=key)
    assert receipt_in(first) != receipt_in(second)
    assert marks(portal) == [0, MARK_REUSED_KEY]


def test_a_key_that_is_missing_forged_old_or_hasty_is_stored_and_marked(portal: Asked) -> None:
    key = key_for(portal)
    sent = {
        "": MARK_NO_KEY,
        key[:-1] + ("A" if key[-1] != "A" else "B"): MARK_FORGED_KEY,
        key_for(portal, 3 * 86_400): MARK_OLD_KEY,
        key_for(portal, 1): MARK_TOO_FAST,
        key_for(portal, -3600): MARK_FORGED_KEY,
        key_for(portal, 30): 0,
    }
    for key in sent:
        assert portal.send(**NINE, key=key).status_code == 303
    assert marks(portal) == list(sent.values())
    assert portal.rows("select count(*) from response where excluded") == [(0,)]


def test_a_retry_with_a_forged_key_is_stored_once(portal: Asked) -> None:
    for _ in range(3):
        portal.send(u1="2", comment="Sama", key="not-a-key-of-ours")
    assert portal.rows("select count(*) from response") == [(1,)]


def test_many_people_at_one_tablet_are_many_responses(portal: Asked) -> None:
    key = key_for(portal)
    for visit in ("", ".aaaaaaaa", ".bbbbbbbb", ".bbbbbbbb"):
        portal.send(u1="4", channel="kiosk", key=key + visit)
    rows = portal.rows("select channel, marks from response")
    assert [tuple(row) for row in rows] == [("kiosk", 0)] * 3
    portal.send(u1="4", key=key + ".no/such sign")
    assert marks(portal)[-1] == MARK_FORGED_KEY


def test_every_fault_is_named_at_once_and_nothing_typed_is_lost(portal: Asked) -> None:
    fields = {"u1": "4", "u3": "5", "u8": ["1", "2"], "comment": "x" * 2001, "age_band": "tua"}
    body = urlencode({**fields, "private": "1", "education": "S1"}, doseq=True)
    answer = portal.send_body(body)
    assert answer.status_code == 422
    page = answer.text
    assert "Ada 4 hal yang perlu diperiksa" in page
    sentences = (
        "Waktu penyelesaian: pilih satu dari empat jawaban.",
        "Sarana dan prasarana: pilih satu jawaban saja.",
        "Komentar: paling panjang 2.000 huruf. Tulisan Anda 2.001 huruf.",
        "Umur: pilih dari daftar, atau lewati.",
    )
    for sentence in sentences:
        # Once in the summary, once where it is to be mended.
        assert page.count(sentence) == 2
    assert page.index("Ada 4 hal") < page.index("<h1>")
    assert 'name="u1" value="4" checked' in page
    assert 'name="education" value="S1" checked' in page
    assert 'name="private" value="1" checked' in page
    assert "x" * 2001 in page
    assert '<details class="q about" open>' in page
    assert portal.rows("select count(*) from response") == [(0,)]


def test_a_corrected_form_keeps_its_key(portal: Asked) -> None:
    key = key_for(portal)
    page = portal.send(u1="9", key=key).text
    assert f'name="key" value="{key}"' in page
    again = portal.send(u1="9", key="forged").text
    assert 'value="forged"' not in again


def test_an_empty_form_is_told_what_is_enough(portal: Asked) -> None:
    for fields in ({}, {"comment": " \n ", "sex": "L"}, {"unknown": "1"}):
        answer = portal.send(**fields)
        assert answer.status_code == 422
        assert "Jawab satu pertanyaan, atau tulis satu kalimat." in answer.text


def test_one_answer_of_any_kind_is_enough(portal: Asked) -> None:
    for fields in ({"u5": "1"}, {"overall": "2"}, {"comment": "Baik"}):
        assert portal.send(**fields).status_code == 303


def test_the_faults_are_named_in_english_on_the_english_form(portal: Asked) -> None:
    page = portal.send(f"/s/{PUBLIC_CODE}?lang=en", u3="7", lang="en").text
    assert "There is 1 thing to check" in page
    assert page.count("Completion time: choose one of the four answers.") == 2


def test_personal_data_is_masked_before_it_is_stored_and_the_writer_is_told(portal: Asked) -> None:
    answer = portal.send(
        comment="Hubungi saya 0812-3456-7890 atau budi@contoh.id", private="1", key=key_for(portal)
    )
    rows = portal.rows("select text, private from complaint")
    assert "[telepon]" in rows[0][0]
    assert "[surel]" in rows[0][0]
    assert "3456" not in rows[0][0]
    assert rows[0][1] in (1, True)
    thanks = portal.get(answer.headers["location"]).text
    assert "Ada data pribadi dalam tulisan Anda." in thanks
    assert "Ada data pribadi" not in portal.get(f"/s/{PUBLIC_CODE}/thanks").text


def test_of_a_child_nothing_but_the_age_is_stored(portal: Asked) -> None:
    portal.send(u1="4", age_band="<17", sex="L", education="SMP", occupation="lainnya")
    rows = portal.rows("select age_band, sex, education, occupation from response")
    assert [tuple(row) for row in rows] == [("<17", None, None, None)]


def test_a_robot_is_thanked_and_kept_out_of_the_figures(portal: Asked) -> None:
    assert portal.send(**NINE, website="http://spam", key=key_for(portal)).status_code == 303
    assert marks(portal) == [MARK_HONEYPOT]
    assert portal.rows("select excluded, respondents from counter_day") == [(1, 0)]


def test_what_a_script_sends_is_answered_without_a_redirect(portal: Asked) -> None:
    answer = portal.send_body(urlencode({"u1": "4"}), **{"x-sent-by": "script"})
    assert answer.status_code == 201
    assert answer.headers["location"].startswith(f"/s/{PUBLIC_CODE}/thanks")


def test_a_slip_works_once(portal: Asked) -> None:
    row = {"code": "ABCD2345", "counter_id": portal.place.counter_id, "batch": "1", "made_at": NOW}
    portal.database.write(lambda c: c.execute(insert(Slip).values(**row)))
    portal.send(u1="4", slip="ABCD2345", key=key_for(portal))
    portal.send(u1="4", slip="ABCD2345", key=key_for(portal))
    assert portal.rows("select channel from response order by id") == [("slip",), ("qr",)]


def test_a_used_slip_says_so_kindly_and_still_takes_an_answer(portal: Asked) -> None:
    row = {"counter_id": portal.place.counter_id, "batch": "1", "made_at": NOW}
    slips = [{**row, "code": "ABCDE23456"}, {**row, "code": "ABCDE23457"}]
    portal.database.write(lambda c: c.execute(insert(Slip), slips))
    said = "Kartu ini sudah dipakai. Anda tetap bisa menjawab."
    for _ in range(2):
        fresh = portal.get(f"/S/{PUBLIC_CODE}/ABCDE23456").text
        assert said not in fresh
        assert 'name="slip" value="ABCDE23456"' in fresh
    portal.send(u1="4", slip="ABCDE23456", key=key_for(portal))
    for _ in range(2):
        used = portal.get(f"/S/{PUBLIC_CODE}/ABCDE23456")
        assert used.status_code == 200
        assert said in used.text
        assert 'name="slip"' not in used.text
    english = portal.get(f"/s/{PUBLIC_CODE}?lang=en&slip=ABCDE23456").text
    assert "This slip has been used. You can still answer." in english
    assert "slip=ABCDE23456" in used.text.partition("</header>")[0]
    assert said not in portal.get(f"/S/{PUBLIC_CODE}/ABCDE23457").text
    assert said not in portal.get(f"/S/{PUBLIC_CODE}").text
    # Looking spent nothing, and whoever answers on the used one is an ordinary scan.
    spent = "select code from slip where used_key is not null"
    assert portal.rows(spent) == [("ABCDE23456",)]
    portal.send(u1="3", key=key_for(portal))
    assert portal.rows("select channel from response order by id") == [("slip",), ("qr",)]


def test_answers_to_a_form_whose_code_was_retired_meanwhile_are_kept(portal: Asked) -> None:
    old = codes.complete_counter_code(b"z" * 14)
    row = {"public_code": old, "counter_id": portal.place.counter_id, "retired_at": NOW}
    portal.database.write(lambda c: c.execute(insert(RetiredCode).values(**row)))
    answer = portal.send(f"/s/{old}", u1="4", key=key_for(portal))
    assert answer.headers["location"].startswith(f"/s/{PUBLIC_CODE}/thanks")
    assert marks(portal) == [0]


def test_a_full_queue_gives_the_answers_back_and_never_thanks(tmp_path: Any) -> None:
    database = new_database(tmp_path / "full.db", queue_limit=0)
    place = database.write(lambda c: build_place(c, "A", public_code=PUBLIC_CODE))
    portal = Asked(create_app(settings_for(database), database), database, place)
    answer = portal.send(u1="4", comment="Baris satu\nbaris <dua>", key=key_for(portal))
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert 'name="u1" value="4"' in answer.text
    assert "baris &lt;dua&gt;" in answer.text
    assert "Kirim lagi" in answer.text
    assert "Terima kasih" not in answer.text
    script = portal.send_body("u1=4", **{"x-sent-by": "script"})
    assert (script.status_code, script.content) == (503, b"")
    database.close()


def test_a_waiting_room_is_never_refused_and_a_flood_gets_its_answers_back(portal: Asked) -> None:
    portal.app = create_app(
        replace(portal.app.portal.settings, counter_rate_per_second=50), portal.database
    )
    statuses = [portal.send(u1="4").status_code for _ in range(50)]
    assert set(statuses) == {303}
    portal.app = create_app(
        replace(portal.app.portal.settings, counter_rate_per_second=1), portal.database
    )
    answers = [portal.send(u1="4", comment="Masih ada") for _ in range(4)]
    assert answers[-1].status_code == 429
    assert "Masih ada" in answers[-1].text


HOSTILE: tuple[tuple[bytes, dict[str, str], int], ...] = (
    (b"u1=4&comment=" + b"x" * 1_000_000, {}, 413),
    (b"&".join(b"f%d=1" % number for number in range(5000)), {}, 400),
    (b"u1=4&comment=%ff%fe", {}, 400),
    ("comment=Terima kasih é".encode("latin-1"), {}, 400),
    (b"comment=%ED%A0%80", {}, 400),
    (b'{"u1": 4}', {"content-type": "application/json"}, 415),
    (b"--x\r\n", {"content-type": "multipart/form-data; boundary=x"}, 415),
    (b"u1=4", {"content-length": "9" * 40}, 413),
    (b"u1[]=4", {}, 422),
    (b"u1=%00", {}, 422),
    (b"u1=\xd9\xa3", {}, 422),
    (b"u1=1&u1=1", {}, 422),
    (b"lang=id&lang=id&u1=1", {}, 422),
    (b"=&=&&&", {}, 422),
)


def test_a_hostile_form_gets_a_readable_page_and_stores_nothing(portal: Asked) -> None:
    for body, headers, status in HOSTILE:
        answer = portal.send_body(body, **headers)
        assert answer.status_code == status, body[:60]
        assert "<h1>" in answer.text
    assert portal.rows("select count(*) from response") == [(0,)]


def test_signs_that_nobody_typed_are_left_out_and_the_rest_is_stored(portal: Asked) -> None:
    raw = "Bagus\x00\x07 sekali\r\nbaris dua 👍 ﷽ \u202e"
    answer = portal.send(comment=raw, lang="\x00xx", service="")
    assert answer.status_code == 303
    stored = portal.rows("select text from complaint")[0][0]
    assert stored.startswith("Bagus sekali\nbaris dua 👍")
    assert portal.rows("select lang from response") == [("id",)]


def test_a_sender_that_dawdles_is_let_go(portal: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citizen_web, "BODY_SECONDS", 0.05)

    async def slow() -> Any:
        yield b"u1=4&"
        await asyncio.sleep(0.3)
        yield b"u2=4"

    answer = portal.request("POST", f"/s/{PUBLIC_CODE}", content=slow())
    assert answer.status_code == 408
    assert portal.rows("select count(*) from response") == [(0,)]


texts = st.one_of(
    st.sampled_from(
        [NASTY, "", "1", "4", "5", "-1", "3.0", "1e9", "' or 1=1 --", "\x00", "%", "٣"]
    ),
    st.text(max_size=40),
    st.text(min_size=2001, max_size=2100, alphabet="ab \n"),
)
names = st.one_of(
    st.sampled_from([*intake.FIELDS, "u10", "U1", "u1[]", NASTY]), st.text(max_size=8)
)


@pytest.fixture
def fuzzed(tmp_path: Any) -> Any:
    database = new_database(tmp_path / "fuzz.db")
    place = database.write(lambda c: build_place(c, "A", public_code=PUBLIC_CODE, services=2))
    yield Asked(create_app(settings_for(database), database), database, place)
    database.close()


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(names, texts), max_size=8))
def test_no_form_whatsoever_breaks_the_portal_or_comes_back_as_markup(
    fuzzed: Asked, fields: list[tuple[str, str]]
) -> None:
    before = fuzzed.rows("select count(*) from response")[0][0]
    body = "&".join(
        f"{quote_from_bytes(name.encode())}={quote_from_bytes(value.encode())}"
        for name, value in fields
    )
    answer = fuzzed.send_body(body)
    stored = fuzzed.rows("select count(*) from response")[0][0] - before
    assert answer.status_code in {303, 400, 422}
    assert stored == (answer.status_code == 303)
    assert "<script>alert" not in answer.text
    assert len(answer.headers.get("location", "")) < 120


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_address_whatsoever_breaks_the_portal(fuzzed: Asked, path: str, query: str) -> None:
    for start in ("/s/", "/t/", f"/s/{PUBLIC_CODE}/thanks/"):
        where = quote_from_bytes(path.replace("/", "").encode())
        for end in (where, f"?{quote_from_bytes(query.encode())}", f"?lang={where}&on={where}"):
            answer = fuzzed.get(start + end)
            assert answer.status_code in {200, 400, 404, 429}
            assert "<h1>" in answer.text


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
