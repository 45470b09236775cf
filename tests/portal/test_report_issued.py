"""The report of a closed period: as it was closed, kept as issued, and never replaced."""

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Connection, update
from sqlalchemy import text as sql_text

from portal.access import Role
from portal.app import create_app
from portal.database import Database
from portal.documents.report import report_pdf
from portal.documents.workbook import report_xlsx
from portal.settings import Settings
from surveys import holidays, issued, publication, results_closing
from surveys.errors import NotFound, Refused
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.holidays import DayKind, DayOff
from surveys.scope import PlaceScope
from surveys.tables import IssuedPiece, Questionnaire, Unit
from tests.builders import NOW, TODAY, build_draft, build_place
from tests.databases import new_database
from tests.portal.paper import text_of
from tests.portal.reported_unit import MAKING, Q3, fill, made
from tests.portal.staff import sign_in


def test_a_closed_period_is_reported_as_it_was_closed(database: Database) -> None:
    place = database.write(fill)
    before = database.read(made)

    def close_then_more(connection: Connection) -> None:
        results_closing.close_period(
            connection, place.unit_id, Q3, actor="kepala", now=NOW, today=TODAY
        )
        late = [
            replace(build_draft(place, f"z{number}", scores=(1,) * 9), local_date=Q3.last_day)
            for number in range(3)
        ]
        store_drafts(connection, late)

    database.write(close_then_more)
    after = database.read(made)
    assert after.figures.index == before.figures.index
    assert after.since is not None
    assert after.since.late == 3
    assert after.sheets == ()
    text = text_of(report_pdf(after, MAKING))
    assert "ditutup 16 November 2026 oleh kepala; angka di laporan ini" in text
    assert "Sesudah ditutup masuk 3 lembar susulan." in text
    # The groups of today do not add up to it. A unit's own report refers to no other for them.
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(after, MAKING)))
    [title, note] = book.get_sheet_by_name("Responden").to_python()
    assert title[0] == "Responden menurut kelompok"
    assert note[0].startswith("Kelompok responden belum ditampilkan")


def test_a_closed_period_is_made_again_exactly_whatever_changes_afterwards(
    database: Database,
) -> None:
    place = database.write(fill)
    database.write(
        lambda c: results_closing.close_period(
            c, place.unit_id, Q3, actor="kepala", now=NOW, today=TODAY
        )
    )
    before = database.read(made)
    printed = text_of(report_pdf(before, MAKING))

    def years_go_by(connection: Connection) -> None:
        connection.execute(update(Unit).values(citizens_per_year=90_000))
        connection.execute(update(Questionnaire).values(official=False))
        days = [DayOff(Q3.first_day, DayKind.NATIONAL, "Libur susulan")]
        holidays.add_days(connection, days, "SKB contoh", actor="pengelola", now=NOW)

    database.write(years_go_by)
    after = database.read(made)
    assert after.figures == before.figures
    again = text_of(report_pdf(after, MAKING))
    for figure in (before.figures.index, before.figures.required, before.figures.respondents):
        assert str(figure).replace(".", ",") in again
    assert "Versi kuesioner: skm-2017-1." in printed
    assert "Versi kuesioner: skm-2017-1." in again


def test_the_head_takes_the_report_and_closes_the_period(tmp_path: Path) -> None:
    database = new_database(tmp_path / "suara.db")
    place = database.write(fill)
    app = create_app(Settings(database_url=database.url, background=False), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)
    page = head.get("/reports?unit=UNIT-A&period=2026-Q3").text
    assert "Laporan triwulan III 2026 siap dibuat." in page
    assert "Belum ada. Laporan ini dibuat dari angka untuk umum" in page
    refused = head.get("/reports/file?unit=UNIT-A&period=2026-Q3&format=pdf")
    assert refused.status_code == 409
    assert "Pakai edisi kerja" in refused.text
    database.write(lambda c: publication.refresh_all(c, NOW, 5))
    assert (
        "Angkanya sama dengan yang tampil untuk umum."
        in head.get("/reports?unit=UNIT-A&period=2026-Q3").text
    )
    for edition, named in (("public", "2026-Q3"), ("working", "2026-Q3-kerja")):
        for kind, begins in (("pdf", b"%PDF"), ("xlsx", b"PK")):
            query = f"unit=UNIT-A&period=2026-Q3&edition={edition}&format={kind}"
            answer = head.get(f"/reports/file?{query}")
            assert answer.content.startswith(begins)
            assert f"laporan-skm-UNIT-A-{named}.{kind}" in answer.headers["content-disposition"]
    other = head.get("/reports/file?unit=UNIT-A&period=2026-Q3&edition=every")
    assert other.status_code == 404
    closed = head.send("/reports/close", {"unit": "UNIT-A", "period": "2026-Q3"})
    assert closed.status_code == 303
    page = head.get(closed.headers["location"]).text
    assert "Laporan triwulan III 2026 sudah terbit." in page
    assert "Periode ini sudah ditutup" in page
    listed = page[page.index("Periode yang sudah ditutup") :]
    assert "Triwulan III 2026</a>" in listed, "by its name, as everywhere else"
    again = head.send("/reports/close", {"unit": "UNIT-A", "period": "2026-Q3"})
    assert again.status_code == 409
    planner = sign_in(app, database, Role.PLANNER)
    assert "Tutup periode" not in planner.get("/reports?unit=UNIT-A&period=2026-Q2").text
    database.close()


@pytest.mark.parametrize("written", ["[]", '{"counts": 3}', "{"])
def test_a_closed_period_that_cannot_be_read_any_more_is_told_of_in_plain_words(
    tmp_path: Path, written: str
) -> None:
    database = new_database(tmp_path / "suara.db")
    place = database.write(fill)
    app = create_app(Settings(database_url=database.url, background=False), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)
    head.send("/reports/close", {"unit": "UNIT-A", "period": "2026-Q3"})
    file = head.get("/reports/closed/1/file").content
    damage = sql_text("update closed_period set figures = :written").bindparams(written=written)
    database.write(lambda c: c.execute(damage) and None)
    listed = head.get("/reports")
    assert listed.status_code == 200
    assert "Angkanya rusak dan tidak terbaca lagi." in listed.text
    page = head.get("/reports?unit=UNIT-A&period=2026-Q3")
    assert page.status_code == 200
    assert "Laporan triwulan III 2026 belum bisa dibuat." in page.text
    assert "rusak dan tidak terbaca lagi. Hubungi pengelola." in page.text
    assert (
        "are damaged and can no longer be read."
        in head.get("/reports?unit=UNIT-A&period=2026-Q3&lang=en").text
    )
    for edition in ("public", "working"):
        query = f"period=2026-Q3&edition={edition}"
        refused = head.get(f"/reports/file?unit=UNIT-A&{query}")
        assert refused.status_code == 409
        assert "rusak dan tidak terbaca lagi." in refused.text
    assert head.send("/reports/closed/1/correction", {}).status_code == 409
    # The file that was issued is kept apart from the figures, so it is there all the same.
    assert head.get("/reports/closed/1/file").content == file
    database.close()


def test_the_report_as_issued_is_kept_byte_for_byte(tmp_path: Path) -> None:
    database = new_database(tmp_path / "suara.db")
    place = database.write(fill)
    app = create_app(Settings(database_url=database.url, background=False), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)
    head.send("/reports/close", {"unit": "UNIT-A", "period": "2026-Q3"})
    first = head.get("/reports/closed/1/file")
    assert first.content.startswith(b"%PDF")
    assert hashlib.sha256(first.content).hexdigest() == first.headers["x-content-sha256"]
    assert first.headers["x-content-sha256"][:8] in head.get("/reports").text
    late = [
        replace(build_draft(place, f"late{n}", scores=(1,) * 9), local_date=Q3.last_day)
        for n in range(5)
    ]
    database.write(lambda c: store_drafts(c, late[:1]))
    assert head.get("/reports/closed/1/file").content == first.content
    refused = head.send("/reports/closed/1/correction", {})
    assert refused.status_code == 409
    assert "Yang berubah kurang dari 5 lembar." in refused.text
    database.write(lambda c: store_drafts(c, late[1:]))
    assert head.send("/reports/closed/1/correction", {}).status_code == 303
    page = head.get("/reports").text
    assert "29 responden" in page
    assert "Catat koreksi" not in page
    assert "Koreksi sesudah periode ditutup" in text_of(report_pdf(database.read(made), MAKING))
    other = database.write(
        lambda c: build_place(c, "B", public_code=complete_counter_code(b"o" * 14))
    )
    stranger = sign_in(app, database, Role.ADMINISTRATOR, agency_id=other.agency_id)
    assert stranger.get("/reports/closed/1/file").status_code == 404
    database.write(lambda c: c.execute(update(IssuedPiece).values(content="AAAA")))
    assert head.get("/reports/closed/1/file").status_code == 409
    database.close()


def test_an_issued_file_is_never_replaced(database: Database) -> None:
    place = database.write(fill)
    number = database.write(
        lambda c: results_closing.close_period(
            c, place.unit_id, Q3, actor="kepala", now=NOW, today=TODAY
        )
    )
    document = bytes(range(256)) * 300
    database.write(lambda c: issued.keep_issued(c, number, document))
    assert database.read(lambda c: issued.issued(c, number, PlaceScope())) == document
    with pytest.raises(Refused, match="sudah tersimpan"):
        database.write(lambda c: issued.keep_issued(c, number, b"another"))
    with pytest.raises(NotFound):
        database.write(lambda c: issued.keep_issued(c, 99, b"nothing"))
