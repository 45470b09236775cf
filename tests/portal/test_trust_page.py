"""The page that tells a head how far the answers can be trusted, and the command beside it."""

import csv
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from portal.access import Role
from portal.app import create_app
from portal.cli import main
from portal.database import Database, utc_now
from surveys.responses import MARK_SHARED_NETWORK, MARK_TOO_FAST, store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import Kind, containing
from tests.builders import Place, build_draft, build_place
from tests.portal.conftest import PUBLIC_CODE, settings_for
from tests.portal.staff import Staff, sign_in

START = utc_now().replace(hour=3, minute=0, second=0, microsecond=0) - timedelta(days=1)
PERIOD = containing((START + timedelta(hours=7)).date(), Kind.QUARTER).code


def store(database: Database, place: Place, count: int, name: str, **more: Any) -> None:
    """So many answers of yesterday morning, five seconds apart, on one phone."""
    drafts = [
        replace(
            build_draft(place, f"{name}-{number}", scores=(4,) * 9),
            submitted_at=START + timedelta(seconds=5 * number),
            local_date=(START + timedelta(hours=7)).date(),
            **more,
        )
        for number in range(count)
    ]
    database.write(lambda c: store_drafts(c, drafts))


@pytest.fixture
def head(database: Database) -> Staff:
    """The head of an agency with one stuffed counter and one with four answers."""
    place = database.write(lambda c: build_place(c, "A", public_code=PUBLIC_CODE))
    other = complete_counter_code(b"b" * 14)
    quiet = database.write(
        lambda c: build_place(c, "B", public_code=other, agency_id=place.agency_id)
    )
    stranger = database.write(
        lambda c: build_place(c, "C", public_code=complete_counter_code(b"c" * 14))
    )
    store(database, place, 30, "one", marks=MARK_TOO_FAST | MARK_SHARED_NETWORK)
    store(database, place, 3, "card", channel="slip")
    store(database, quiet, 4, "few")
    store(database, stranger, 30, "far")
    app = create_app(settings_for(database), database)
    return sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)


def test_a_head_sees_what_is_odd_where_and_what_it_may_be(head: Staff) -> None:
    page = head.get(f"/dashboard/trust?period={PERIOD}").text
    assert "1 loket perlu dilihat." in page
    for sentence in (
        "33 jawaban datang hampir bersamaan:",
        "pukul 10.00 sampai 10.02.",
        "33 dari 33 lembar diisi satu nilai dari awal sampai akhir.",
        "30 dari 33 jawaban datang dari jaringan yang hari itu sudah dipakai sepuluh kali.",
        "30 dari 33 jawaban dikirim lebih cepat dari waktu membacanya.",
        "Bisa Wi-Fi kantor atau satu hotspot.",
        "Tidak ada jawaban yang dikeluarkan karena isinya.",
    ):
        assert sentence in page, sentence
    # How the answers came, each channel apart.
    assert "91%" in page
    assert "9%" in page


def test_a_counter_with_few_answers_says_nothing_of_them(head: Staff) -> None:
    page = head.get(f"/dashboard/trust?unit=UNIT-B&period={PERIOD}").text
    assert "Tidak ada tanda; 1 loket terlalu sedikit jawabannya." in page
    assert "belum cukup" in page
    assert "4 dari 4" not in page


def test_another_agency_is_out_of_reach(head: Staff) -> None:
    assert "Unit Contoh C" not in head.get("/dashboard/trust").text
    assert head.get("/dashboard/trust?unit=UNIT-C").status_code == 404


def test_the_page_is_english_on_request_and_the_monday_page_leads_to_it(head: Staff) -> None:
    english = head.get(f"/dashboard/trust?lang=en&period={PERIOD}").text
    assert "1 counter is worth a look." in english
    assert "were sent faster than anybody reads." in english
    monday = head.get(f"/dashboard?period={PERIOD}").text
    assert "Ada yang perlu dilihat di 1 loket." in monday
    assert f"/dashboard/trust?period={PERIOD}" in monday


def test_nothing_that_is_odd_leaves_the_figures(head: Staff, database: Database) -> None:
    head.get("/dashboard/trust")
    kept = database.read(
        lambda c: c.exec_driver_sql("select count(*) from response where not excluded").scalar()
    )
    assert kept == 67


def test_a_registered_opening_hour_is_used_and_kept(head: Staff, database: Database) -> None:
    operator = sign_in(head.app, database, Role.OPERATOR)
    fields = {"counter_code": "LOKET-A", "name": "Loket 1 Contoh A", "services": "LAYANAN-A-1"}
    sent = operator.send(
        "/registry/units/UNIT-A/counters", {**fields, "opens_hour": "17", "closes_hour": "2"}
    )
    assert sent.status_code == 303
    assert "17.00 sampai 02.00" in operator.get("/registry/units/UNIT-A").text
    page = head.get(f"/dashboard/trust?unit=UNIT-A&period={PERIOD}").text
    # Ten in the morning is eight hours after closing at two.
    assert "33 dari 33 jawaban datang larut malam atau sebelum buka." in page
    assert "Jam buka loket ini belum dicatat" not in page
    wrong = operator.send("/registry/units/UNIT-A/counters", {**fields, "opens_hour": "25"})
    assert wrong.status_code == 422
    assert "isi 0 sampai 23" in wrong.text


def test_the_command_says_the_same(
    head: Staff, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    head.app.database.close()
    asked = ["trust", "--agency", "INST-A", "--period", PERIOD, "--database", database.url]
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [counter["counter_code"] for counter in told["counters"]] == ["LOKET-A", "LOKET-B"]
    assert told["counters"][0]["channels"] == {"qr": 30, "slip": 3}
    assert told["counters"][0]["findings"]["too_fast"]["count"] == 30
    assert told["counters"][1]["findings"] == {}
    assert main(asked) == 0
    assert "1 dari 2 loket perlu dilihat" in capsys.readouterr().out


def test_opening_hours_come_in_and_go_out_with_the_counters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, url = tmp_path / "in", f"sqlite:///{tmp_path / 'a.db'}"
    folder.mkdir()
    (folder / "agencies.csv").write_text("agency_code,name\nA,Dinas Contoh\n")
    (folder / "units.csv").write_text("unit_code,agency_code,name\nU,A,Unit Contoh\n")
    rows = "counter_code,unit_code,name,opens_hour,closes_hour\nL1,U,Loket 1,8,15\nL2,U,Loket 2,,\n"
    (folder / "counters.csv").write_text(rows)
    assert main(["import", str(folder), "--database", url]) == 0
    out = tmp_path / "out"
    assert main(["export", "--out", str(out), "--format", "csv", "--database", url]) == 0
    with (out / "counters.csv").open(encoding="utf-8-sig", newline="") as lines:
        hours = [(row["opens_hour"], row["closes_hour"]) for row in csv.DictReader(lines)]
    assert hours == [("8", "15"), ("", "")]
    capsys.readouterr()
