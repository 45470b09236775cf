"""What identifies a person is found nowhere: in no row, file, log, page, export or error."""

import argparse
import csv
import io
import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import select, text, update

from portal.access import Role
from portal.app import create_app
from portal.bringing_in import import_sheets
from portal.commands import Session
from portal.commands.sealing import reseal
from portal.database import Database, utc_now
from portal.documents.tables import write_tables
from portal.labelling import label_everything
from portal.sealing import Unsealable, seal_names, unseal
from portal.spreadsheets import read_source
from surveys import exchange_responses
from surveys.errors import Refused
from surveys.exchange import Rejected
from surveys.exchange_cells import quoted
from surveys.exchange_export import outgoing
from surveys.responses import store_drafts
from surveys.rules.codes import complete_receipt
from surveys.sealed_names import forget_names
from surveys.tables import Complaint
from tests import trained
from tests.builders import build_draft, build_place
from tests.portal.conftest import PUBLIC_CODE, Asked, settings_for
from tests.portal.staff import sign_in

KEY = "kunci penyegel"
COMPLAINT = (
    "Antre tiga jam. NIK saya 1871-0463 0788 4217, no kk 1871046307880093, hp 0813-7719-6642,"
    " surel tini.wulanjar@contoh.or.id, motor BE 6173 QXZ, rekening 4471908856 BRI, rumah di"
    " Jl. Kenangasari No. 47 RT 03, tanya Bu Wulanjarwati"
)
LEVY = "Diminta uang rokok 50 ribu oleh Pak Brotosukamto supaya cepat, hubungi +62 813 7719 6642"
RAW = (
    "0463 0788", "1871046307884217", "1871046307880093", "7719-6642", "7719 6642", "81377196642",
    "wulanjar", "6173 QXZ", "4471908856", "Kenangasari", "Brotosukamto",
)  # fmt: skip


def found_in(content: bytes | str) -> list[str]:
    """What of the raw data stands in a content, in any case of letters."""
    plain = (content.encode() if isinstance(content, str) else content).lower()
    return [raw for raw in RAW if raw.lower().encode() in plain]


def files_of(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Every file that the portal or its database could have written."""
    yield from (path for path in tmp_path.rglob("*") if path.is_file())
    if not database.url.startswith("sqlite"):
        server = request.getfixturevalue("postgresql")
        name = database.url.rpartition("/")[2]
        number = database.read(
            lambda c: c.execute(text("select oid from pg_database where datname = :n"), {"n": name})
        ).scalar_one()
        for part in (f"base/{number}", "pg_wal"):
            yield from (path for path in (server.folder / "d" / part).rglob("*") if path.is_file())


def through_every_door(portal: Asked, tmp_path: Path) -> list[str]:
    """Send the texts by form, paper, interface and import, well and ill; what other people read."""
    database, counter = portal.database, portal.place.public_code
    assert portal.send(u1="2", comment=COMPLAINT).status_code == 303
    assert portal.send(u1="2", comment=LEVY).status_code == 303
    assert portal.send(u1="9", comment=COMPLAINT).status_code == 422
    assert portal.send(u1="2", comment=COMPLAINT + "x" * 2001).status_code == 422
    officer = sign_in(portal.app, database, Role.OPERATOR, agency_id=portal.place.agency_id)
    sheet = {"counter": "LOKET-A", "day": str(utc_now().date()), "channel": "paper", "u1": "2"}
    assert officer.send("/paper", {**sheet, "comment": COMPLAINT}).status_code in {303, 422}
    path = f"/api/v1/counters/{counter}/responses"
    for fields in ({"u1": 2, "comment": COMPLAINT}, {"u1": 9, "comment": COMPLAINT}):
        portal.request(
            "POST", path, content=json.dumps(fields), headers={"content-type": "application/json"}
        )
    told = []
    for number, score in ((1, "2"), (2, "9")):
        folder = tmp_path / f"in{number}"
        folder.mkdir()
        with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["response_id", "submitted_at", "counter_code", "u1", "comment"])
            writer.writerow([f"r{number}", "2026-11-02T09:00", "LOKET-A", score, COMPLAINT])
        try:
            import_sheets(database, read_source(folder), actor="test", source="test", now=utc_now())
        except Rejected as problem:
            told.append(repr(vars(problem)))
        # What was brought in is the sender's file; only what the portal makes of it is looked at.
        (folder / "responses.csv").unlink()
    return told


def test_no_raw_text_is_left_behind_whatever_door_it_came_by(
    database: Database,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    place = database.write(lambda c: build_place(c, "A", public_code=PUBLIC_CODE))
    settings = settings_for(database, data_dir=trained.data_dir(tmp_path), sealing_key=KEY)
    portal = Asked(create_app(settings, database), database, place)
    told = through_every_door(portal, tmp_path)
    assert told, "a bad row is refused"
    read = label_everything(database, settings, lambda _done, _total: None)
    assert read >= 4
    staff = {role: sign_in(portal.app, database, role) for role in (Role.INSPECTOR,)}
    staff[Role.AGENCY_HEAD] = sign_in(
        portal.app, database, Role.AGENCY_HEAD, agency_id=place.agency_id
    )
    staff[Role.ADMINISTRATOR] = sign_in(portal.app, database, Role.ADMINISTRATOR)
    numbers = [row[0] for row in portal.rows("select id from complaint order by id")]
    pages = [
        *(staff[Role.AGENCY_HEAD].get(f"/complaints/{number}").text for number in numbers),
        *(staff[Role.INSPECTOR].get(f"/integrity/{number}").text for number in numbers),
        *(staff[Role.AGENCY_HEAD].get(p).text for p in ("/complaints", "/review", "/dashboard")),
        staff[Role.ADMINISTRATOR].get("/admin/audit").text,
    ]
    assert any("[telepon]" in page for page in pages)
    out = tmp_path / "out"
    database.read(lambda c: write_tables(outgoing(c), out, "csv", 1, lambda _d, _t: None))
    if not database.url.startswith("sqlite"):
        address = database.url.replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("checkpoint")
    seen = capfd.readouterr()
    for where, content in (
        ("pages", "".join(pages)), ("refusals", "".join(told)), ("log", caplog.text),
        ("terminal", seen.out + seen.err),
    ):  # fmt: skip
        assert found_in(content) == [], where
    looked_at = 0
    for path in files_of(database, tmp_path, request):
        looked_at += 1
        assert found_in(path.read_bytes()) == [], path
    assert looked_at > 3


@pytest.mark.parametrize(
    "cell",
    [
        *("joko@gmail.com", "@budisantoso", "Sumarni", "sumarni", "budi", "ani", "Bu Ani"),
        *("B1234XYZ", "BE-2471-AB", "b 1234 x", "5551234", "0812-345", "08123", "pak Joko"),
        *("Jl Mawar 5", "J0ko", "1990-02-03", "ibu ani 12"),
    ],
)
def test_what_may_be_about_a_person_is_told_by_its_length(cell: str) -> None:
    assert quoted(cell) == f"tulisan {len(cell)} huruf"


@pytest.mark.parametrize(
    "cell",
    [
        *("9", "0", "1,5", "10", "-1", "100%", "X", "sangat baik", "Tidak", "Laki-laki"),
        *("LOKET-A7", "24/11/2026", "2026-11-24 09:30", "r102", "17-25", "wa"),
    ],
)
def test_what_an_answer_holds_is_quoted_as_it_was_written(cell: str) -> None:
    assert quoted(cell) == f"'{cell}'"


@pytest.mark.parametrize("cell", ["Sumarni", "0812345", "ani", "budi", "id id", "en-", ""])
def test_a_name_is_no_language(cell: str) -> None:
    assert exchange_responses._language(cell) is None
    assert exchange_responses._language("id") == "id"
    assert exchange_responses._language("en-GB") == "en-GB"


SHIFTED = "tanya Bu Wulanjarwati"
LATE = "2026-11-02T09:00"


def test_a_comment_in_a_wrong_column_of_an_import_is_not_quoted(
    database: Database, tmp_path: Path
) -> None:
    database.write(lambda c: build_place(c, "A", public_code=PUBLIC_CODE))
    columns = sorted(exchange_responses.RESPONSE_COLUMNS)
    good = dict.fromkeys(columns, "") | {
        "submitted_at": LATE, "counter_code": "LOKET-A", "u1": "2"
    }  # fmt: skip
    shifted = [
        good | {"response_id": f"r{number}-{column}", column: comment}
        for number, comment in enumerate((COMPLAINT, LEVY, SHIFTED, "0813-7719-6642"))
        for column in columns
        if column != "comment"
    ]
    headed = tmp_path / "headed"
    headless = tmp_path / "headless"
    for folder, titles, rows in (
        (headed, columns, [[row[column] for column in columns] for row in shifted]),
        (headless, ["r1", LATE, "LOKET-A", "2", COMPLAINT], [["r2", LATE, "LOKET-A", "2", LEVY]]),
    ):
        folder.mkdir()
        with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([titles, *rows])
        with pytest.raises(Rejected) as refused:
            import_sheets(database, read_source(folder), actor="test", source="test", now=utc_now())
        report = refused.value.report
        assert len(report.errors) >= 3
        assert found_in(repr(report.document())) == []


def test_only_a_complaint_of_integrity_keeps_its_names_and_only_while_it_is_one(
    database: Database, tmp_path: Path
) -> None:
    place = database.write(lambda c: build_place(c, "A", public_code=PUBLIC_CODE))
    settings = settings_for(database, data_dir=trained.data_dir(tmp_path), sealing_key=KEY)
    portal = Asked(create_app(settings, database), database, place)
    portal.send(u1="4", comment="Bu Wulanjarwati ramah sekali, terima kasih")
    portal.send(u1="1", comment=LEVY)
    label_everything(database, settings, lambda _done, _total: None)
    held = dict(portal.rows("select confidential, sealed from complaint"))
    assert held[0] is None, "praise names nobody"
    assert [name for name in unseal(KEY, held[1]) if "Brotosukamto" in name]
    assert found_in(held[1]) == []
    number = portal.rows("select id from complaint where sealed is not null")[0][0]
    inspector = sign_in(portal.app, database, Role.INSPECTOR)
    sent = inspector.send(
        f"/integrity/{number}/labels", {"labels": ["cost"], "polarity": "complaint"}
    )
    assert sent.status_code == 303
    assert portal.rows("select id from complaint where sealed is not null") == []


@pytest.mark.parametrize("found", ["levy", "ordinary", "nobody"])
def test_a_name_in_a_levy_that_was_missed_waits_for_a_person_and_not_for_ever(
    database: Database, tmp_path: Path, found: str
) -> None:
    place = database.write(lambda c: build_place(c, "A", public_code=PUBLIC_CODE))
    settings = settings_for(database, data_dir=trained.data_dir(tmp_path), sealing_key=KEY)
    portal = Asked(create_app(settings, database), database, place)
    portal.send(u1="4", comment="pak Brotosukamto sopan, tambah sedikit langsung beres")
    label_everything(database, settings, lambda _done, _total: None)
    # Missed, whatever the small classifier of the tests makes of it.
    database.write(lambda c: c.execute(update(Complaint).values(confidential=False)))
    ((number,),) = portal.rows("select id from complaint where sealed is not null")
    head = sign_in(portal.app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)
    inspector = sign_in(portal.app, database, Role.INSPECTOR)
    assert "Buka nama" not in head.get(f"/complaints/{number}").text
    assert inspector.send(f"/integrity/{number}/names").status_code == 404
    if found == "nobody":
        assert database.write(lambda c: forget_names(c, utc_now() + timedelta(days=28))) == 0
        assert database.write(lambda c: forget_names(c, utc_now() + timedelta(days=30))) == 1
    else:
        labels = {"labels": ["integrity" if found == "levy" else "conduct"]}
        head.send(f"/complaints/{number}/labels", {**labels, "polarity": "complaint"})
    kept = portal.rows("select id from complaint where sealed is not null")
    assert bool(kept) == (found == "levy")
    if kept:
        assert database.write(lambda c: forget_names(c, utc_now() + timedelta(days=90))) == 0
        assert "Brotosukamto" in inspector.send(f"/integrity/{number}/names").text


@pytest.mark.parametrize("language", ["id", "en"])
def test_citizens_are_told_of_sealing_where_and_only_where_names_are_sealed(
    database: Database, language: str
) -> None:
    place = database.write(lambda c: build_place(c, "A", public_code=PUBLIC_CODE))
    words = {"id": "tersegel, untuk inspektorat", "en": "sealed, for the inspectorate"}[language]
    for key in ("", KEY):
        portal = Asked(
            create_app(settings_for(database, sealing_key=key), database), database, place
        )
        form = f"/s/{PUBLIC_CODE}?lang={language}"
        pages = [portal.get(form).text, portal.get(f"{form}&mode=kiosk").text]
        pages.append(portal.get(f"/s/{PUBLIC_CODE}/thanks?masked=1&lang={language}").text)
        assert [words in page for page in pages] == [bool(key)] * 3
        assert int(portal.get(form).headers["content-length"]) <= 14 * 1024
        how = portal.get(f"/how?lang={language}").text
        assert ({"id": "disegel", "en": "are sealed"}[language] in how) == bool(key)


def test_names_are_sealed_at_every_door_until_the_text_was_read(
    database: Database, tmp_path: Path
) -> None:
    place = database.write(lambda c: build_place(c, "A", public_code=PUBLIC_CODE))
    settings = settings_for(database, data_dir=trained.data_dir(tmp_path), sealing_key=KEY)
    portal = Asked(create_app(settings, database), database, place)
    missed = "pak Brotosukamto sopan sekali, sampai nganter ke parkiran nanya oleh-olehnya mana"
    assert portal.send(u1="4", comment=missed).status_code == 303
    folder = tmp_path / "in"
    folder.mkdir()
    rows = [
        ["response_id", "submitted_at", "counter_code", "u1", "comment"],
        ["r1", f"{utc_now():%Y-%m-%dT%H:%M}", "LOKET-A", "1", LEVY],
        ["r2", f"{utc_now():%Y-%m-%dT%H:%M}", "LOKET-A", "4", "Bu Wulanjarwati ramah sekali"],
    ]
    with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    import_sheets(
        database,
        read_source(folder),
        actor="test",
        source="test",
        now=utc_now(),
        sealing_key=settings.sealing_key,
    )
    sealed = [row[0] for row in portal.rows("select sealed from complaint")]
    names = sorted(name for one in sealed for name in unseal(KEY, one))
    assert names == ["Brotosukamto", "Brotosukamto", "Wulanjarwati"]
    assert [found_in(one) for one in sealed] == [[], [], []]
    label_everything(database, settings, lambda _done, _total: None)
    kept = portal.rows("select text from complaint where sealed is not null and not confidential")
    assert all("oleh-olehnya" in row[0] for row in kept), "praise without a trace names nobody"
    assert not portal.rows("select id from complaint where confidential and sealed is null")


def run_reseal(database: Database, **keys: str) -> Any:
    """What `suara reseal --json` answers."""
    out = io.StringIO()
    session = Session(settings_for(database, **keys), out, io.StringIO(), database=database)
    assert reseal(argparse.Namespace(json=True), session) == 0
    return json.loads(out.getvalue())


def test_a_new_key_takes_over_and_the_old_one_opens_nothing_more(database: Database) -> None:
    place = database.write(lambda c: build_place(c, "A", public_code=PUBLIC_CODE))
    draft = build_draft(place, "k", comment="diminta uang", receipt=complete_receipt(b"k" * 16))
    draft.sealed = seal_names(KEY, ["Bo"])
    database.write(lambda c: store_drafts(c, [draft]))
    database.write(lambda c: c.execute(update(Complaint).values(confidential=True)))
    with pytest.raises(Refused, match="1 kasus disegel dengan kunci lain"):
        run_reseal(database, sealing_key="baru")
    assert run_reseal(database, sealing_key="baru", sealing_key_before=KEY) == {"resealed": 1}
    sealed = database.read(lambda c: c.execute(select(Complaint.sealed)).scalar_one())
    assert sealed is not None
    assert unseal("baru", sealed) == ["Bo"]
    with pytest.raises(Unsealable):
        unseal(KEY, sealed)
    with pytest.raises(Refused, match="SUARA_SEALING_KEY kosong"):
        run_reseal(database)
