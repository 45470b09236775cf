"""What a citizen sends is stored once, masked and marked; what cannot be stored says what to do."""

import asyncio
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import httpx
from sqlalchemy import insert

from portal.app import create_app
from surveys.responses import (
    MARK_FORGED_KEY,
    MARK_HONEYPOT,
    MARK_NO_KEY,
    MARK_OLD_KEY,
    MARK_REUSED_KEY,
    MARK_TOO_FAST,
)
from surveys.rules import codes
from surveys.tables import RetiredCode, Slip
from tests.builders import NOW, build_place
from tests.databases import new_database
from tests.portal.conftest import PUBLIC_CODE, Asked, settings_for
from tests.portal.sent_forms import NINE, key_for, marks, receipt_in


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
