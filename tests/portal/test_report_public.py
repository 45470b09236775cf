"""Whoever lays reports that were handed on beside each other and every public door finds no few."""

import csv
import io
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import Connection, insert, select, update

from portal.app import create_app
from portal.cli import main
from portal.database import Database, open_database
from portal.documents.making import Making
from portal.documents.report import report_pdf
from portal.documents.workbook import report_xlsx
from surveys import publication, results_closing, rollups
from surveys.errors import Refused
from surveys.responses import Draft, store_drafts
from surveys.results_groups import Breakdown
from surveys.results_report import SkmReport
from surveys.results_report_agency import public_agency_report_of
from surveys.results_report_public import public_report_of
from surveys.results_report_working import report_of
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import parse_period
from surveys.tables import FollowUp, Response
from tests.builders import NOW, Place, build_draft, build_place
from tests.portal.conftest import Asked, settings_for

STEP = 5
Q3 = parse_period("2026-Q3")
TODAY = date(2026, 11, 16)
MAKING = Making(TODAY, "https://skm.example.go.id")

Cells = dict[tuple[str, ...], int]


def two_units(connection: Connection) -> list[Place]:
    code = complete_counter_code(b"a" * 14)
    one = build_place(connection, "A", public_code=code, services=3)
    code = complete_counter_code(b"b" * 14)
    return [one, build_place(connection, "B", public_code=code, agency_id=one.agency_id)]


def come(connection: Connection, places: list[Place], chance: random.Random, key: str) -> None:
    place = chance.choice(places)
    scores = tuple(None if chance.random() < 0.08 else chance.randint(1, 4) for _ in range(9))
    draft = build_draft(place, key, scores=scores, channel=chance.choice(("qr", "qr", "paper")))
    store_drafts(
        connection,
        [
            replace(
                draft,
                local_date=Q3.first_day + timedelta(days=chance.randrange(90)),
                service_id=chance.choice((*place.service_ids, None)),
                sex=chance.choice(("P", "L", None)),
                education=chance.choice(("SD", "SMA", "S1", "S1", None)),
                age_band=chance.choice(("17-25", "26-35", None)),
                occupation=chance.choice(("PNS", "swasta", "lainnya")),
                helped=chance.random() < 0.2,
            )
        ],
    )


def leave_out(connection: Connection, chance: random.Random, many: int) -> None:
    counted = select(Response.id).where(Response.excluded.is_(False)).order_by(Response.id)
    ids = list(connection.execute(counted).scalars())
    gone = chance.sample(ids, min(many, len(ids)))
    connection.execute(update(Response).where(Response.id.in_(gone)).values(excluded=True))
    rollups.rebuild(connection)


def answers_of(report: SkmReport) -> Cells:
    """Respondents and each element's answers, with how many chose what."""
    found = {("respondents",): report.figures.respondents}
    for each in report.figures.elements:
        for value, n in enumerate(each.bins, start=1):
            found[each.element.value, str(value)] = n
    return found


def element_counts(cells: Cells) -> dict[str, tuple[int, ...]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for name, n in sorted(cells.items()):
        rows[name[0]].append(n)
    return {name: tuple(row) for name, row in rows.items()}


def assert_no_few(one: Cells, other: Cells) -> None:
    """In every figure the same answers, or five more or fewer."""
    before, after = element_counts(one), element_counts(other)
    for name in sorted({*before, *after}):
        row, other_row = before.get(name, (0,)), after.get(name, (0,))
        assert row == other_row or abs(sum(row) - sum(other_row)) >= STEP, name


def shown_cells(breakdown: Breakdown) -> dict[str, int]:
    return {group.key: group.n for group in breakdown.groups if group.n is not None}


def everybody_in(breakdown: Breakdown) -> int:
    return sum(shown_cells(breakdown).values()) + breakdown.hidden


def groups_of(report: SkmReport) -> dict[str, Breakdown]:
    held = {each.key: each for each in report.breakdowns}
    if report.channels is not None:
        held["channel"] = report.channels
    return held


def assert_groups_tell_nobody(one: SkmReport, other: SkmReport) -> None:
    """Cells that both show, and all others as one block, are alike or five apart."""
    before, after = groups_of(one), groups_of(other)
    for name in sorted(before.keys() & after.keys()):
        old, new = shown_cells(before[name]), shown_cells(after[name])
        both = old.keys() & new.keys()
        for cell in sorted(both):
            assert old[cell] == new[cell] or abs(old[cell] - new[cell]) >= STEP, (name, cell)
        rest = [
            everybody_in(each) - sum(cells[cell] for cell in both)
            for each, cells in ((before[name], old), (after[name], new))
        ]
        assert rest[0] == rest[1] or abs(rest[0] - rest[1]) >= STEP, name
    for numbers in ((one.helped, other.helped), (one.incomplete, other.incomplete)):
        known = [n for n in numbers if n is not None]
        assert len(known) < 2 or known[0] == known[1] or abs(known[0] - known[1]) >= STEP


def assert_holds_no_small_group(report: SkmReport) -> None:
    for name, each in groups_of(report).items():
        for n in shown_cells(each).values():
            assert n == 0 or n >= STEP, name
        assert each.hidden == 0 or each.hidden >= STEP, name
    if report.sheets:
        assert sum(None in sheet for sheet in report.sheets) == report.incomplete
        columns = list(zip(*report.sheets, strict=True))
        for element, column in zip(report.figures.elements, columns, strict=True):
            assert tuple(column.count(value) for value in range(1, 5)) == element.bins


def handed_on(database: Database) -> dict[str, SkmReport]:
    """The reports that may be handed on today."""

    def look(connection: Connection) -> dict[str, SkmReport]:
        found = {}
        for code in ("UNIT-A", "UNIT-B"):
            try:
                found[code] = public_report_of(connection, code, Q3, STEP)
            except Refused:
                continue
        if found:
            found["INST-A"] = public_agency_report_of(connection, "INST-A", Q3, STEP)
        return found

    return database.read(look)


def public_cells(portal: Asked, code: str) -> Cells:
    """The same from the open data, which anybody may add up."""
    text = portal.get(f"/open-data/suara-loket.csv?period={Q3.code}").content.decode("utf-8-sig")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    rows = [
        row for row in csv.DictReader(io.StringIO("\n".join(lines))) if row["unit_code"] == code
    ]
    return {("respondents",): sum(int(row["respondents"]) for row in rows)}


def assert_said_everywhere(portal: Asked, reports: Mapping[str, SkmReport]) -> None:
    """Page, interface and open data say what the reports say, to the last digit."""
    for code, report in reports.items():
        floor = "agencies" if code.startswith("INST") else "units"
        told = portal.get(f"/api/v1/{floor}?period={Q3.code}").json()[floor]
        name = "agency_code" if floor == "agencies" else "unit_code"
        [figures] = [each["figures"] for each in told if each[name] == code]
        assert figures["respondents"] == report.figures.respondents
        assert report.figures.interval is not None
        assert figures["index"]["points"] == float(report.figures.index or 0)
        assert figures["index"]["ci95"] == [float(end) for end in report.figures.interval.ci95]
        for each in report.figures.elements:
            assert figures["elements"][each.element.value]["n"] == each.n
        if floor == "units":
            assert public_cells(portal, code)["respondents",] == report.figures.respondents


def test_no_two_reports_and_no_report_and_page_differ_by_a_few(database: Database) -> None:
    chance = random.Random(6)
    places = database.write(two_units)
    portal = Asked(create_app(settings_for(database), database), database, places[0])
    seen: dict[str, list[SkmReport]] = defaultdict(list)
    key = 0
    for step in range(26):
        for _ in range(chance.randrange(14)):
            key += 1
            database.write(partial(come, places=places, chance=chance, key=f"{key:020d}"))
        if step % 6 == 5:
            database.write(partial(leave_out, chance=chance, many=chance.choice((1, 2, 7))))
        moment = NOW + timedelta(hours=step)
        database.write(partial(publication.refresh_all, now=moment, smallest_group=STEP))
        reports = handed_on(database)
        assert_said_everywhere(portal, reports)
        for code, report in reports.items():
            assert report.public
            assert_holds_no_small_group(report)
            seen[code].append(report)
    assert {len(held) > 10 for held in seen.values()} == {True}
    assert any(report.sheets for report in seen["UNIT-A"])
    assert any(groups_of(report).get("service") for report in seen["UNIT-A"])
    for held in seen.values():
        for one, other in combinations(held, 2):
            assert_no_few(answers_of(one), answers_of(other))
        for one, other in pairwise(held):
            assert_groups_tell_nobody(one, other)
    moved = {tuple(shown_cells(groups_of(each)["service"]).items()) for each in seen["UNIT-A"]}
    assert len(moved) > 2


def sheets(place: Place, names: Iterable[int], value: int = 3) -> list[Draft]:
    return [
        replace(
            build_draft(place, f"{number:020d}", scores=(value,) * 9),
            local_date=Q3.first_day + timedelta(days=number % 80),
        )
        for number in names
    ]


def a_unit(database: Database, count: int) -> Place:
    """A unit with so many sheets, all of them public."""

    def fill(connection: Connection) -> Place:
        place = build_place(connection, "A", public_code=complete_counter_code(b"a" * 14))
        store_drafts(connection, sheets(place, range(count)))
        publication.refresh_all(connection, NOW, STEP)
        return place

    return database.write(fill)


def test_a_closed_period_is_the_public_figure_and_the_last_sheets_wait(
    database: Database,
) -> None:
    place = a_unit(database, 20)
    database.write(lambda c: store_drafts(c, sheets(place, range(100, 103), 1)))
    database.write(
        lambda c: results_closing.close_period(
            c, place.unit_id, Q3, actor="kepala", now=NOW, today=TODAY
        )
    )
    report = database.read(lambda c: public_report_of(c, "UNIT-A", Q3, STEP))
    assert (report.figures.respondents, str(report.figures.index)) == (20, "75.00")
    assert report.since is not None
    assert (report.since.closing.held_back, report.since.late) == (3, 0)
    assert len(report.sheets) == 20
    text = " ".join(" ".join(pages_of(report)).split())
    assert "Saat ditutup, 3 lembar yang sudah masuk belum ikut" in text
    assert "koreksi" not in text
    assert "Sesudah ditutup" not in text
    database.write(lambda c: store_drafts(c, sheets(place, range(200, 202), 1)))
    database.write(lambda c: publication.refresh_all(c, NOW, STEP))
    again = database.read(lambda c: public_report_of(c, "UNIT-A", Q3, STEP))
    assert again.figures == report.figures
    assert again.sheets == report.sheets


def test_a_closing_moves_the_public_figure_on_where_it_may(database: Database) -> None:
    place = a_unit(database, 20)
    database.write(lambda c: store_drafts(c, sheets(place, range(100, 106), 1)))
    database.write(
        lambda c: results_closing.close_period(
            c, place.unit_id, Q3, actor="kepala", now=NOW, today=TODAY
        )
    )
    portal = Asked(create_app(settings_for(database), database), database, place)
    assert_said_everywhere(
        portal, {"UNIT-A": database.read(lambda c: public_report_of(c, "UNIT-A", Q3, STEP))}
    )
    [unit] = portal.get(f"/api/v1/units?period={Q3.code}").json()["units"]
    assert unit["figures"]["respondents"] == 26


def test_a_sheet_that_was_taken_out_hides_the_others_until_the_figure_moves(
    database: Database,
) -> None:
    a_unit(database, 20)
    database.write(lambda c: leave_out(c, random.Random(1), 2))
    report = database.read(lambda c: public_report_of(c, "UNIT-A", Q3, STEP))
    assert (report.figures.respondents, report.sheets, report.waiting) == (20, (), -2)


def test_sheets_with_gaps_that_are_hidden_are_not_printed_one_by_one(database: Database) -> None:
    place = database.write(lambda c: two_units(c)[0])
    gaps = [
        replace(draft, scores=(4, 2, None, 3, 3, 3, 3, 3, 3))
        for draft in sheets(place, range(100, 102))
    ]
    full = sheets(place, range(24))
    database.write(lambda c: store_drafts(c, [*gaps, *full]))
    database.write(lambda c: publication.refresh_all(c, NOW, STEP))
    report = database.read(lambda c: public_report_of(c, "UNIT-A", Q3, STEP))
    assert (report.figures.respondents, report.incomplete, report.sheets) == (26, None, ())
    text = " ".join(" ".join(pages_of(report)).split())
    assert "Lembar yang tidak lengkap disembunyikan" in text
    assert "Jawaban tiap lembar tidak dicetak di edisi ini" in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report, MAKING)))
    assert "Lembar" not in book.sheet_names
    working = database.read(lambda c: report_of(c, "UNIT-A", Q3.first_day, Q3.last_day, STEP))
    assert len(working.sheets) == 26


def test_a_half_year_is_the_sum_of_its_quarters_and_a_month_is_never_handed_on(
    database: Database,
) -> None:
    place = a_unit(database, 20)
    database.write(lambda c: store_drafts(c, sheets(place, range(100, 103), 1)))
    half = parse_period("2026-2")
    report = database.read(lambda c: public_report_of(c, "UNIT-A", half, STEP))
    assert (report.figures.respondents, len(report.sheets), report.waiting) == (20, 20, 3)
    for code in ("2026-07", "2026-09"):
        with pytest.raises(Refused, match="per triwulan"):
            database.read(lambda c, code=code: public_report_of(c, "UNIT-A", parse_period(code), 5))


def test_what_was_done_is_shown_by_public_quarters(database: Database) -> None:
    place = a_unit(database, 20)

    def before_and_done(connection: Connection) -> None:
        earlier = [
            replace(draft, form_key=f"e{number}", local_date=Q3.first_day - timedelta(days=120))
            for number, draft in enumerate(sheets(place, range(300, 310), 2))
        ]
        store_drafts(connection, earlier)
        publication.refresh_all(connection, NOW, STEP)
        connection.execute(
            insert(FollowUp).values(
                unit_id=place.unit_id,
                element="cost",
                activity="Tarif dipasang di loket",
                responsible="Sari",
                status="done",
                done_on=Q3.first_day - timedelta(days=20),
                created_by="kepala",
                created_at=NOW,
            )
        )

    database.write(before_and_done)
    [line] = database.read(lambda c: public_report_of(c, "UNIT-A", Q3, STEP)).plan
    assert line.effect is not None
    assert (line.effect.before, line.effect.after) == (50, 75)


def pages_of(report: SkmReport) -> list[str]:
    reader = PdfReader(io.BytesIO(report_pdf(report, MAKING)))
    return [page.extract_text() for page in reader.pages]


def test_both_editions_say_what_they_are_on_paper_and_in_the_workbook(
    database: Database,
) -> None:
    place = a_unit(database, 20)
    database.write(lambda c: store_drafts(c, sheets(place, range(100, 103), 1)))
    public = database.read(lambda c: public_report_of(c, "UNIT-A", Q3, STEP))
    working = database.read(lambda c: report_of(c, "UNIT-A", Q3.first_day, Q3.last_day, STEP))
    pages = pages_of(working)
    assert "Edisi kerja" in pages[0]
    assert all("jangan diteruskan" in page for page in pages)
    for report, words in ((public, "Edisi terbit"), (working, "Edisi kerja")):
        book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report, MAKING)))
        rows = {row[1]: row[2] for row in book.get_sheet_by_name("IKM").to_python() if len(row) > 2}
        assert str(rows["Edisi"]).startswith(words)
    whole = database.read(lambda c: public_agency_report_of(c, "INST-A", Q3, STEP))
    text = " ".join(" ".join(pages_of(whole)).split())
    assert "Responden Siapa saja yang menjawab ada di laporan tiap unit." in text


def test_the_command_makes_the_edition_that_is_asked_for(
    tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    database = open_database(database_url)
    place = a_unit(database, 20)
    database.write(lambda c: store_drafts(c, sheets(place, range(100, 103), 1)))
    database.close()
    out = tmp_path / "a.pdf"
    asked = ["report", "--unit", "UNIT-A", "--out", str(out), "--database", database_url, "--json"]
    told = {}
    for edition in ("public", "working"):
        days = ["--from", "2026-07-01", "--to", "2026-09-30", "--edition", edition]
        assert main([*asked, *days]) == 0
        told[edition] = json.loads(capsys.readouterr().out)["n"]
    assert told == {"public": 20, "working": 23}
    days = ["--from", "2026-07-01", "--to", "2026-08-30", "--edition", "public"]
    assert main([*asked, *days]) == 1
    assert "bukan satu triwulan" in capsys.readouterr().err
