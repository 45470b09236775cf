"""An answer, an address or a command of a year that no period has: a sentence, never a fault."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.access import Role
from portal.app import create_app
from portal.bringing_in import import_sheets
from portal.cli import main
from portal.database import Database, open_database
from portal.documents.tables import write_tables
from portal.spreadsheets import read_source
from surveys import kept_figures, publication
from surveys.exchange import Rejected
from surveys.exchange_export import outgoing
from surveys.exchange_restore import own_sheets
from surveys.responses import store_drafts
from surveys.tables import Agency, Response
from tests.builders import NOW, TODAY, Place, build_draft, build_place
from tests.databases import new_file
from tests.portal.conftest import PUBLIC_CODE, settings_for
from tests.portal.staff import Staff, sign_in
from tests.portal.test_import_command import run_import

HEADER = "response_id,submitted_at,counter_code,u1,u2,u3,u4,u5,u6,u7,u8,u9\n"
TOO_EARLY = (
    "1899-12-30T09:00:00+07:00",
    "0026-10-05T09:00:00+07:00",
    "0001-01-01T03:00:00+07:00",
    "0001-01-01",
    "1989-12-31T23:00:00",
    "1990-01-01T05:00:00+14:00",
)


def with_a_place(database: Database) -> Place:
    return database.write(lambda c: build_place(c, public_code=PUBLIC_CODE))


def with_old_rows(database: Database) -> Place:
    """Thirty answers of this year, and three that a spreadsheet's empty date has spoilt."""
    place = with_a_place(database)
    days = (date(1899, 12, 30), date(26, 10, 5), date(1, 6, 1))
    old = [
        replace(
            build_draft(place, f"old-{day.year}"),
            local_date=day,
            issued_on=day,
            submitted_at=datetime(day.year, day.month, day.day, 3, tzinfo=UTC),
        )
        for day in days
    ]
    good = [build_draft(place, f"good-{n}", days_ago=n) for n in range(30)]
    database.write(lambda c: store_drafts(c, [*old, *good]))
    return place


@pytest.mark.parametrize("moment", TOO_EARLY)
def test_an_answer_before_the_first_year_is_a_fault_of_its_cell_and_nothing_is_written(
    moment: str, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = open_database(database_url)
    with_a_place(database)
    database.close()
    rows = f"A,2026-10-05T09:00:00+07:00,LOKET-A{',3' * 9}\nB,{moment},LOKET-A{',3' * 9}\n"
    (tmp_path / "responses.csv").write_text(HEADER + rows, encoding="utf-8")
    (tmp_path / "agencies.csv").write_text("agency_code,name\nBARU,Dinas Baru\n", encoding="utf-8")
    status, report = run_import(tmp_path, database_url, capsys)
    assert status == 1
    fault, *others = report["errors"]
    assert not others
    assert (fault["file"], fault["row"], fault["column"]) == ("responses.csv", 3, "submitted_at")
    assert "terlalu lama; isi waktu mulai 1990-01-01" in fault["message"]
    database = open_database(database_url)
    assert database.read(lambda c: c.execute(select(func.count(Response.id))).scalar()) == 0
    assert database.read(lambda c: c.execute(select(Agency.code)).scalars().all()) == ["INST-A"]
    database.close()


def dated(database: Database) -> list[tuple[object, ...]]:
    """When each answer came and on what day it counts."""
    when = Response.form_key, Response.submitted_at, Response.local_date, Response.issued_on
    asked = select(*when, Response.u1).order_by(Response.form_key)
    return [tuple(row) for row in database.read(lambda c: c.execute(asked).all())]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_with_such_days_is_restored_into_an_empty_database_as_it_is(
    form: str, database: Database, tmp_path: Path
) -> None:
    with_old_rows(database)
    folder = tmp_path / "out"
    database.read_at_once(lambda c: write_tables(outgoing(c), folder, form, 1, lambda *_: None))
    sheets = read_source(folder / "suara.xlsx" if form == "xlsx" else folder)
    target = open_database(new_file(tmp_path / "empty.db"))
    try:
        import_sheets(target, sheets, actor="test", source="test", now=NOW)
        assert dated(target) == dated(database)
        assert len(dated(target)) == 33
        keys = target.read(lambda c: kept_figures.behind(c, TODAY))
        assert all(period.year == 2026 for _, period in keys)
    finally:
        target.close()


def test_the_answers_of_an_export_alone_are_an_import_like_any_other(
    database: Database, tmp_path: Path
) -> None:
    with_old_rows(database)
    folder = tmp_path / "out"
    database.read_at_once(lambda c: write_tables(outgoing(c), folder, "csv", 1, lambda *_: None))
    sheets = read_source(folder)
    target = open_database(new_file(tmp_path / "empty.db"))
    own = {each.name for each in own_sheets(sheets)}
    plain = [sheet for sheet in sheets if sheet.name not in own]
    try:
        # Neither without the export's own tables, nor into a database that holds something.
        for into, sent in ((target, plain), (database, sheets)):
            with pytest.raises(Rejected) as refused:
                import_sheets(into, sent, actor="test", source="test", now=NOW)
            assert len(refused.value.report.errors) == 3
            assert all("terlalu lama" in each.message for each in refused.value.report.errors)
        assert dated(target) == []
    finally:
        target.close()


@pytest.mark.parametrize("moment", ["1990-01-01", "1990-01-01T00:00:00+07:00"])
def test_the_first_day_of_the_first_year_is_accepted(
    moment: str, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = open_database(database_url)
    with_a_place(database)
    database.close()
    rows = f"B,{moment},LOKET-A{',3' * 9}\n"
    (tmp_path / "responses.csv").write_text(HEADER + rows, encoding="utf-8")
    status, report = run_import(tmp_path, database_url, capsys)
    assert (status, report["written"]["responses"]) == (0, 1)


def test_rows_of_such_a_day_that_are_there_already_close_no_page(database: Database) -> None:
    place = with_old_rows(database)
    database.write(lambda c: publication.refresh_all(c, NOW, 5))
    keys = database.read(lambda c: kept_figures.behind(c, TODAY))
    assert {key[0] for key in keys} == {place.unit_id}
    assert all(period.year == 2026 for _, period in keys)
    app = create_app(settings_for(database), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)
    inspector = sign_in(app, database, Role.INSPECTOR)
    for address in (
        "/dashboard?period=2026-Q4",
        "/dashboard?period=2026-Q4&counter=LOKET-A&unit=UNIT-A",
        "/comparison?period=2026-Q4",
        "/reports",
        "/reports/file?unit=UNIT-A&period=2026-Q4&edition=working&format=xlsx",
        "/dashboard/trust",
    ):
        who = inspector if address.endswith("trust") else head
        assert who.get(address).status_code == 200, address
    assert ">1899<" not in head.get("/dashboard").text
    assert Staff(app, None).get("/units/UNIT-A").status_code == 200


def test_commands_count_by_periods_and_name_the_rows_of_no_period(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    database = open_database(database_url)
    with_old_rows(database)
    database.close()
    assert main(["index", "--database", database_url, "--json"]) == 0
    assert '"n": 30' in capsys.readouterr().out
    assert main(["verify", "--database", database_url]) == 0
    assert "3 jawaban bertanggal di luar 1990 sampai 2999" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address",
    [
        "/?period=1990-Q1",
        "/units/UNIT-A?period=1990-Q1",
        "/units/UNIT-A?period=1991-Q3",
        "/agencies/INST-A?period=1990-Q1",
        "/api/v1/units/UNIT-A?period=1990-Q1",
        "/units/UNIT-A?period=2999-Q4",
        "/api/v1/agencies?period=1990-Q1",
        "/units/UNIT-A/results.csv?period=1990-Q1",
        "/units/UNIT-A/card/1990-Q1.svg",
        "/open-data?from=1990-Q1",
    ],
)
def test_a_public_address_of_the_first_or_last_year_shows_that_nothing_is_there(
    address: str, database: Database
) -> None:
    with_a_place(database)
    answer = Staff(create_app(settings_for(database), database), None).get(address)
    assert answer.status_code == 200


def test_a_page_of_the_first_or_last_year_shows_that_nothing_is_there(database: Database) -> None:
    place = with_a_place(database)
    app = create_app(settings_for(database), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)
    planner = sign_in(app, database, Role.PLANNER)
    for period in ("1990", "1990-1", "1990-Q1", "1990-01", "2999", "2999-Q4", "2999-12"):
        for page in ("/dashboard?unit=UNIT-A&", "/comparison?", "/reports?unit=UNIT-A&"):
            address = f"{page}period={period}"
            assert head.get(address).status_code == 200, address
    for period in ("1990", "2999-Q4"):
        file = f"/reports/file?unit=UNIT-A&period={period}&format=xlsx&edition="
        assert head.get(f"{file}working").status_code == 200
        assert head.get(f"{file}public").status_code == 409
    for cycle in ("1990-1", "2999-2"):
        for page in ("/planning", "/planning/effects"):
            assert planner.get(f"{page}?cycle={cycle}").status_code == 200


@pytest.mark.parametrize(
    ("first", "last"),
    [("1989-12-31", "1990-12-31"), ("1899-12-30", "1900-01-01"), ("2026-01-01", "9999-12-31")],
)
@pytest.mark.parametrize("command", ["index", "report"])
def test_a_command_refuses_a_day_outside_all_periods(
    command: str,
    first: str,
    last: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    more = ["--unit", "UNIT-A", "--out", str(tmp_path / "r.xlsx")] if command == "report" else []
    with pytest.raises(SystemExit) as left:
        main([command, "--from", first, "--to", last, *more])
    assert left.value.code == 2
    assert "di luar batas; isi 1990-01-01 sampai 2999-12-31" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("first", "last"), [("1990-01-01", "1990-12-31"), ("2999-01-01", "2999-12-31")]
)
def test_a_command_counts_the_first_and_the_last_year(
    first: str, last: str, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = open_database(database_url)
    place = with_a_place(database)
    database.write(lambda c: store_drafts(c, [build_draft(place, "one")]))
    database.close()
    stretch = ["--from", first, "--to", last, "--database", database_url]
    assert main(["index", *stretch, "--json"]) == 0
    assert '"n": 0' in capsys.readouterr().out
    file = tmp_path / "r.xlsx"
    assert main(["report", "--unit", "UNIT-A", *stretch, "--out", str(file)]) == 0
    assert file.exists()
