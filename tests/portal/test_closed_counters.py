"""A closed counter as everybody meets it: citizen, late sender, operator, other systems."""

import csv
import json
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from portal.access import Role
from portal.bringing_in import import_sheets
from portal.cli import main
from portal.closed_page import CLOSED
from portal.database import open_database, utc_now
from portal.language import translations
from portal.spreadsheets import read_source
from surveys import closed_counters
from surveys.exchange import Rejected
from surveys.exchange_rows import Sheet
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import local_day
from surveys.tables import AuditEntry, RetiredCode, ServiceCounter
from tests.builders import NOW, build_place
from tests.databases import new_database
from tests.portal.conftest import PUBLIC_CODE, Asked
from tests.portal.registered import ids_of, summary_of
from tests.portal.sent_forms import key_for
from tests.portal.staff import Staff, sign_in

SECOND = complete_counter_code(b"second".ljust(14, b"z"))
REASON = "Pindah ke <lantai> dua, 100%"


def today() -> date:
    return local_day(utc_now(), "Asia/Jakarta")


def add_second(portal: Asked) -> None:
    values = {"unit_id": portal.place.unit_id, "code": "LOKET-2", "name": "Loket 2 Contoh"}
    portal.database.write(
        lambda c: c.execute(insert(ServiceCounter).values(**values, public_code=SECOND))
    )


def operator_of(portal: Asked) -> Staff:
    return sign_in(portal.app, portal.database, Role.OPERATOR)


def close(person: Staff, **fields: str) -> Any:
    sent = {"day": str(today()), "reason": REASON, **fields}
    return person.send("/registry/counters/LOKET-A/close", sent)


def test_a_scan_of_a_closed_counter_says_since_when_and_why_and_where_to_go(portal: Asked) -> None:
    add_second(portal)
    assert portal.get(f"/s/{PUBLIC_CODE}").status_code == 200
    assert close(operator_of(portal)).status_code == 303
    for path in (f"/s/{PUBLIC_CODE}", f"/S/{PUBLIC_CODE}/ABCDE23456"):
        answer = portal.get(path)
        page = unescape(answer.text)
        assert answer.status_code == 410
        assert "Loket ini sudah ditutup." in page
        assert f"Alasannya: {REASON}" in page
        assert "<lantai>" not in answer.text
        assert str(today().year) in page
        assert f'href="/s/{SECOND}"' in page
        assert "Loket 2 Contoh" in page
        assert "<form" not in page
    english = portal.get(f"/s/{PUBLIC_CODE}?lang=en&mode=kiosk").text
    assert "This counter is closed." in english
    assert f'href="/s/{SECOND}?lang=en&amp;mode=kiosk"' in english
    assert "/t/" not in english
    assert portal.get(f"/s/{SECOND}").status_code == 200
    portal.request("HEAD", f"/s/{PUBLIC_CODE}")
    assert portal.app.citizens.survey.retired_scans == {PUBLIC_CODE: 3}


def test_the_last_counter_of_an_office_leads_to_the_search(portal: Asked) -> None:
    close(operator_of(portal))
    page = portal.get(f"/s/{PUBLIC_CODE}").text
    assert "Tidak ada loket lain yang buka di kantor ini." in page
    assert "Cari kantor atau layanan" in page


def test_a_former_code_of_a_closed_counter_says_that_it_is_closed(portal: Asked) -> None:
    old = complete_counter_code(b"z" * 14)
    row = {"public_code": old, "counter_id": portal.place.counter_id, "retired_at": NOW}
    portal.database.write(lambda c: c.execute(insert(RetiredCode).values(**row)))
    assert "Kode ini sudah tidak dipakai." in portal.get(f"/s/{old}").text
    close(operator_of(portal))
    assert "Loket ini sudah ditutup." in portal.get(f"/s/{old}").text


@pytest.mark.parametrize("by_script", [False, True])
def test_answers_begun_before_the_closing_are_stored_and_thanked(
    portal: Asked, *, by_script: bool
) -> None:
    add_second(portal)
    key = key_for(portal, 3600)
    close(operator_of(portal))
    headers = {"x-sent-by": "script"} if by_script else {}
    body = f"u1=4&u9=2&comment=Sudah+baik&key={key}"
    first = portal.send_body(body, **headers)
    assert first.status_code == (201 if by_script else 303)
    thanks = portal.get(first.headers["location"])
    assert thanks.status_code == 200
    assert "Suara Anda tersimpan." in thanks.text
    assert portal.send_body(body, **headers).headers["location"] == first.headers["location"]
    rows = portal.rows("select u1, u9, marks, local_date, issued_on from response")
    # It is of the day on which it arrived, and unmarked: nothing is odd about a late answer.
    assert [(row[0], row[1], row[2], str(row[3])) for row in rows] == [(4, 2, 0, str(today()))]
    page = operator_of(portal).get("/registry/units/UNIT-A").text
    assert '<td class="number" data-label="Jawaban susulan">1</td>' in page


def test_a_late_form_with_a_fault_comes_back_filled_and_can_be_sent(portal: Asked) -> None:
    key = key_for(portal)
    close(operator_of(portal))
    refused = portal.send(u1="9", comment="Masih ada", key=key)
    assert refused.status_code == 422
    assert "Masih ada" in refused.text
    assert portal.send(u1="3", comment="Masih ada", key=key).status_code == 303


def test_the_operator_closes_and_reopens_on_the_page_and_both_are_logged(portal: Asked) -> None:
    add_second(portal)
    person = operator_of(portal)
    answer = close(person)
    close(person)  # a second press of the same form
    page = unescape(person.get(answer.headers["location"]).text)
    assert "Loket 1 Contoh A sudah ditutup. Turunkan posternya." in page
    assert REASON in page
    assert "posters?counter=LOKET-A" not in page
    assert 'option value="LOKET-A"' not in page
    assert person.get("/registry/posters?counter=LOKET-A").status_code == 404
    assert person.get("/registry/codes/LOKET-A.svg").status_code == 404
    answer = person.send("/registry/counters/LOKET-A/reopen", {})
    person.send("/registry/counters/LOKET-A/reopen", {})
    assert "buka lagi. Pasang posternya." in person.get(answer.headers["location"]).text
    assert portal.get(f"/s/{PUBLIC_CODE}").status_code == 200
    entries = portal.database.read(
        lambda c: c.execute(
            select(AuditEntry.action, AuditEntry.subject, AuditEntry.detail).order_by(AuditEntry.id)
        ).all()
    )
    assert [tuple(row) for row in entries] == [
        ("counter_closed", "LOKET-A", {"from": str(today()), "reason": REASON}),
        ("counter_reopened", "LOKET-A", None),
    ]
    said = sign_in(portal.app, portal.database, Role.ADMINISTRATOR).get("/admin/audit").text
    assert "Loket ditutup" in said
    assert "Loket dibuka lagi" in said


def test_a_closing_that_is_to_come_keeps_the_survey_and_can_be_taken_back(portal: Asked) -> None:
    person = operator_of(portal)
    answer = close(person, day=str(today() + timedelta(days=3)))
    page = person.get(answer.headers["location"]).text
    assert "Sampai hari itu surveinya tetap buka." in page
    assert "Batal tutup" in page
    assert portal.get(f"/s/{PUBLIC_CODE}").status_code == 200
    person.send("/registry/counters/LOKET-A/reopen", {})
    assert "Batal tutup" not in person.get("/registry/units/UNIT-A").text


def test_a_wrong_day_and_an_empty_reason_are_said_at_their_fields_in_both_languages(
    portal: Asked,
) -> None:
    person = operator_of(portal)
    refused = close(person, day="2026-13-01", reason="")
    assert refused.status_code == 422
    expected = {"d-day-LOKET-A": closed_counters.DAY, "d-reason-LOKET-A": closed_counters.REASON}
    assert dict(summary_of(refused)) == expected
    assert set(expected) <= set(ids_of(refused))
    assert 'value="2026-13-01"' in refused.text
    english = translations("en")
    said = (*closed_counters.SENTENCES, *CLOSED)
    assert [words for words in said if english.gettext(words) == words] == []


def test_another_agency_cannot_close_it_and_an_unknown_one_is_not_found(portal: Asked) -> None:
    portal.database.write(
        lambda c: build_place(c, "B", public_code=complete_counter_code(b"b" * 14))
    )
    other = sign_in(
        portal.app, portal.database, Role.OPERATOR, agency_id=portal.place.agency_id + 1
    )
    for path in ("LOKET-A/close", "LOKET-A/reopen", "TIDAK-ADA/close"):
        fields = {"day": str(today()), "reason": "x"}
        assert other.send(f"/registry/counters/{path}", fields).status_code == 404
    assert portal.get(f"/s/{PUBLIC_CODE}").status_code == 200


def test_a_sheet_of_slips_is_not_printed_again_for_a_closed_counter(portal: Asked) -> None:
    person = operator_of(portal)
    made = person.send("/registry/units/UNIT-A/slips", {"counter": "LOKET-A", "count": "24"})
    batch = made.headers["location"]
    close(person)
    assert person.get(batch).status_code == 404
    page = person.get("/registry/units/UNIT-A").text
    assert batch not in page
    assert "Loket tutup" in page


def test_sheets_of_paper_from_before_the_closing_are_typed_in(portal: Asked) -> None:
    person = operator_of(portal)
    portal.database.write(
        lambda c: c.execute(
            update(ServiceCounter).values(
                closed_from=today() - timedelta(days=1), closed_reason="Pindah"
            )
        )
    )
    assert "(tutup sejak" in person.get("/paper").text
    sheet = {"counter": "LOKET-A", "u1": "3", "channel": "paper"}
    late = person.send("/paper", {**sheet, "day": str(today())})
    assert late.status_code == 422
    assert "loket ini sudah ditutup hari itu" in late.text
    early = person.send("/paper", {**sheet, "day": str(today() - timedelta(days=2))})
    assert early.status_code == 303


def test_other_systems_are_told_in_json_and_may_still_send_what_was_answered(
    portal: Asked,
) -> None:
    add_second(portal)
    key = portal.get(f"/api/v1/counters/{PUBLIC_CODE}").json()["key"]
    close(operator_of(portal))
    answer = portal.get(f"/api/v1/counters/{PUBLIC_CODE}")
    told = answer.json()
    assert answer.status_code == 410
    assert (told["since"], told["why"]) == (str(today()), REASON)
    assert told["instead"] == [{"counter": "Loket 2 Contoh", "public_code": SECOND}]
    sent = portal.request(
        "POST",
        f"/api/v1/counters/{PUBLIC_CODE}/responses",
        content=json.dumps({"u1": 4, "key": key}),
    )
    assert sent.status_code == 201


def test_an_import_closes_a_counter_and_wants_day_and_reason_together(portal: Asked) -> None:
    def bring(**cells: str) -> None:
        row = {"counter_code": "LOKET-A", "unit_code": "UNIT-A", "name": "Loket 1", **cells}
        sheet = Sheet("counters", "counters.csv", list(row), [list(row.values())])
        import_sheets(portal.database, [sheet], actor="t", source="t", now=utc_now())

    for cells, column in (
        ({"closed_from": "2026-11-02"}, "closed_reason"),
        ({"closed_reason": "Pindah"}, "closed_from"),
        ({"closed_from": "kemarin", "closed_reason": "Pindah"}, "closed_from"),
    ):
        with pytest.raises(Rejected) as told:
            bring(**cells)
        assert told.value.report.errors[0].column == column
    bring(closed_from="2026-11-02", closed_reason="Pindah")
    bring()  # an absent column leaves what is stored
    bring(closed_reason="Gedung dijual")
    stored = portal.rows("select closed_from, closed_reason from service_counter")
    assert [(str(day), reason) for day, reason in stored] == [("2026-11-02", "Gedung dijual")]


def test_the_command_closes_reopens_and_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    database = open_database(url)
    database.write(lambda c: build_place(c, public_code=PUBLIC_CODE))
    database.close()
    there = ["LOKET-A", "--database", url]
    asked = [*there, "--from", "2026-11-02", "--reason"]
    assert main(["counter", "close", *asked, "Pindah", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"counter_code": "LOKET-A", "changed": True}
    assert (
        main(["poster", "--counter", "LOKET-A", "--out", str(tmp_path / "a.pdf"), *there[1:]]) == 1
    )
    assert "sudah ditutup" in capsys.readouterr().err
    out = tmp_path / "out"
    assert main(["export", "--out", str(out), "--format", "csv", *there[1:]]) == 0
    [row] = csv.DictReader((out / "counters.csv").open(encoding="utf-8"))
    assert (row["closed_from"], row["closed_reason"]) == ("2026-11-02", "Pindah")
    assert main(["counter", "reopen", *there]) == 0
    assert main(["counter", "reopen", *there]) == 0
    assert "Sudah begitu" in capsys.readouterr().out
    assert main(["counter", "close", *asked, " "]) == 1
    assert closed_counters.REASON in capsys.readouterr().err
    assert main(["counter", "close", "LAIN", *asked[1:], "x"]) == 1
    assert "loket 'LAIN' tidak ada" in capsys.readouterr().err
    fresh = new_database(tmp_path / "b.db")
    import_sheets(fresh, read_source(out), actor="t", source="t", now=utc_now())
    fresh.close()
