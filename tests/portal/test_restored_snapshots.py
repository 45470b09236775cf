"""Public figures and closed periods where an export is restored and sheets get other numbers."""

import csv
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select, text, update

from portal.bringing_in import import_sheets
from portal.database import Database
from portal.documents.tables import write_tables
from portal.spreadsheets import read_source
from surveys import publication, results_closing
from surveys.case_days import day_by_class
from surveys.exchange import Rejected
from surveys.exchange_export import outgoing
from surveys.exchange_older import SAID
from surveys.holidays import known_holidays
from surveys.issued_check import check_issued
from surveys.published_due import WITHDRAWN
from surveys.receipts import by_receipt
from surveys.responses import Draft, store_drafts
from surveys.results_edition import edition_of, sheets_of
from surveys.rules.codes import complete_counter_code
from surveys.rules.deadlines import ComplaintClass
from surveys.rules.periods import parse_period
from surveys.scope import PlaceScope
from surveys.tables import Complaint, Exclusion, PublishedFigure, Response, Unit
from tests.builders import NOW, TODAY, Place, build_draft, build_place
from tests.conftest import PostgresServer
from tests.databases import new_file

Q3 = parse_period("2026-Q3")
OTHER_NUMBERS = 7000


def draft_of(place: Place, number: int, chance: random.Random) -> Draft:
    day = Q3.first_day + timedelta(days=number)
    scores = tuple(chance.randint(2, 4) for _ in range(9))
    draft = build_draft(place, f"{number:020d}", scores=scores)
    sent = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    return replace(draft, submitted_at=sent, local_date=day)


def closed_with_late_sheets(connection: Connection) -> None:
    """23 sheets with numbers that nowhere else has, closed; then four more, too few to move."""
    place = build_place(connection, "A", public_code=complete_counter_code(b"v" * 14))
    chance = random.Random(3)
    store_drafts(connection, [draft_of(place, number, chance) for number in range(23)])
    connection.execute(update(Response).values(id=Response.id + OTHER_NUMBERS))
    results_closing.close_period(
        connection, place.unit_id, Q3, actor="kepala", now=NOW, today=TODAY
    )
    store_drafts(connection, [draft_of(place, number, chance) for number in range(23, 27)])


def bring(source: Database, target: Database, folder: Path) -> None:
    source.read_at_once(lambda c: write_tables(outgoing(c), folder, "csv", 1, lambda *_: None))
    import_sheets(target, read_source(folder), actor="test", source="test", now=NOW)


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    postgresql: PostgresServer,
    opened: Callable[[str], Database],
) -> tuple[Database, Database]:
    """The portal, and an empty database of either kind that it is restored into."""
    here = opened(new_file(tmp_path / "here.db"))
    there = new_file(tmp_path / "there.db")
    if request.param == "postgresql":
        there = postgresql.fresh_database("there", like=postgresql.with_tables)
    here.write(closed_with_late_sheets)
    return here, opened(there)


def public_sheets(connection: Connection) -> int:
    unit_id = connection.execute(select(Unit.id)).scalar_one()
    edition = edition_of(connection, unit_id, Q3)
    assert edition is not None
    return len(sheets_of(connection, edition))


def without(file: Path, *gone: str) -> None:
    """Write a file as versions did that did not know these columns."""
    with file.open(encoding="utf-8-sig", newline="") as held:
        rows = list(csv.DictReader(held))
    kept = [title for title in rows[0] if title not in gone]
    assert len(kept) == len(rows[0]) - len(gone)
    with file.open("w", encoding="utf-8", newline="") as held:
        writer = csv.DictWriter(held, kept, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def test_cases_of_a_version_that_kept_no_day_of_danger_come_back_with_one(
    elsewhere: tuple[Database, Database], tmp_path: Path
) -> None:
    here, there = elsewhere

    def in_danger(connection: Connection) -> None:
        place = build_place(connection, "B", public_code=complete_counter_code(b"w" * 14))
        drafts = [
            build_draft(
                place, f"bahaya{days}", comment="kursi patah", days_ago=days, receipt=f"{days:013d}"
            )
            for days in (9, 90)
        ]
        store_drafts(connection, drafts)
        due = TODAY + timedelta(days=5)
        kept = {"kind": "information", "due_on": due, "class_due_on": due}
        connection.execute(update(Complaint).values(danger=True, **kept))

    here.write(in_danger)
    folder = tmp_path / "out"
    here.read_at_once(lambda c: write_tables(outgoing(c), folder, "csv", 1, lambda *_: None))
    without(folder / "cases.csv", "danger_by", "danger_on", "class_due_on", "class_from")
    report = import_sheets(there, read_source(folder), actor="test", source="test", now=NOW)
    assert {"danger_by", "danger_on"} <= {remark.column for remark in report.warnings}
    asked = select(Complaint.danger_on, Complaint.class_due_on).order_by(Complaint.local_date)
    days = there.read(lambda c: c.execute(asked).all())
    due = TODAY + timedelta(days=5)
    assert days == [(None, due), (TODAY - timedelta(days=9), due)]


def test_a_case_of_an_older_version_that_was_opened_again_keeps_the_time_it_was_given(
    elsewhere: tuple[Database, Database], tmp_path: Path
) -> None:
    here, there = elsewhere
    opened = (TODAY - timedelta(days=4), TODAY - timedelta(days=5))

    def open_again(connection: Connection) -> None:
        place = build_place(connection, "B", public_code=complete_counter_code(b"w" * 14))
        drafts = [
            build_draft(
                place, f"lagi{days}", comment="kursi patah", days_ago=days, receipt=f"{days:013d}"
            )
            for days in (90, 80)
        ]
        store_drafts(connection, drafts)
        due = day_by_class(ComplaintClass.NOT_SUPERVISORY, opened[0], known_holidays(connection))
        kept = {"status": "reopened", "kind": "not_supervisory", "due_on": due}
        connection.execute(update(Complaint).values(**kept))
        urgent = {"danger": True, "danger_on": opened[1], "due_on": opened[1] + timedelta(days=1)}
        newer = Complaint.local_date == TODAY - timedelta(days=80)
        connection.execute(update(Complaint).where(newer).values(**urgent))

    here.write(open_again)
    folder = tmp_path / "out"
    here.read_at_once(lambda c: write_tables(outgoing(c), folder, "csv", 1, lambda *_: None))
    without(folder / "cases.csv", "class_due_on", "class_from")
    import_sheets(there, read_source(folder), actor="test", source="test", now=NOW)
    asked = select(Complaint.class_from).order_by(Complaint.local_date)
    begun = there.read(lambda c: c.execute(asked).scalars().all())
    assert begun == list(opened)
    for number in range(2):
        receipt = f"{(90, 80)[number]:013d}"
        state = there.read(lambda c, one=receipt: by_receipt(c, one, TODAY))
        assert state is not None
        assert state.again


def test_a_restored_portal_knows_the_sheets_of_its_reports_and_closed_periods(
    elsewhere: tuple[Database, Database], tmp_path: Path
) -> None:
    here, there = elsewhere
    bring(here, there, tmp_path / "out")
    for database in elsewhere:
        assert database.read(public_sheets) == 23
        (found,) = database.read(lambda c: check_issued(c, PlaceScope()))
        assert (found.wrong, found.sheets, found.margins) == ((), True, True)
    assert there.read(lambda c: c.execute(select(Response.id)).scalars().all()) != here.read(
        lambda c: c.execute(select(Response.id)).scalars().all()
    )


def number_the_newest(folder: Path) -> None:
    """Write the files as versions did that named the newest sheet by its number over there."""
    for file in ("published.csv", "closed_periods.csv"):
        written = (folder / file).read_text(encoding="utf-8")
        named = f'""last"":""{22:020d}""'
        assert named in written
        numbered = written.replace(named, f'""last"":{OTHER_NUMBERS + 23}')
        (folder / file).write_text(numbered, encoding="utf-8")


def take_one_out(connection: Connection) -> None:
    """A sheet that was counted leaves, with a reason."""
    number = OTHER_NUMBERS + 4
    noted = {"response_id": number, "reason": "uji", "actor": "Sri", "at": NOW + timedelta(days=1)}
    connection.execute(insert(Exclusion).values(**noted))
    connection.execute(update(Response).where(Response.id == number).values(excluded=True))


def test_a_withdrawn_snapshot_of_an_older_version_finds_its_newest_sheet_too(
    elsewhere: tuple[Database, Database], tmp_path: Path
) -> None:
    here, there = elsewhere

    def withdraw(connection: Connection) -> None:
        held = connection.execute(select(PublishedFigure.counts)).scalar_one()
        gone = {"respondents": 0, "counts": {**held, WITHDRAWN: 23}}
        connection.execute(update(PublishedFigure).values(**gone))

    here.write(withdraw)
    folder = tmp_path / "out"
    here.read_at_once(lambda c: write_tables(outgoing(c), folder, "csv", 1, lambda *_: None))
    number_the_newest(folder)
    import_sheets(there, read_source(folder), actor="test", source="test", now=NOW)

    def newest(connection: Connection) -> str:
        counts = connection.execute(select(PublishedFigure.counts)).scalar_one()
        key = select(Response.form_key).where(Response.id == counts["last"])
        return str(connection.execute(key).scalar_one())

    assert there.read(newest) == here.read(newest) == f"{22:020d}"


@pytest.mark.parametrize("one_left", [False, True], ids=["all-there", "one-left-since"])
def test_an_export_of_an_older_version_finds_its_newest_sheets_by_what_they_say(
    elsewhere: tuple[Database, Database], tmp_path: Path, one_left: bool
) -> None:
    here, there = elsewhere
    if one_left:
        here.write(take_one_out)
    folder = tmp_path / "out"
    here.read_at_once(lambda c: write_tables(outgoing(c), folder, "csv", 1, lambda *_: None))
    number_the_newest(folder)
    report = import_sheets(there, read_source(folder), actor="test", source="test", now=NOW)
    told = [(each.file, each.column) for each in report.warnings if each.message == SAID]
    assert told == [("closed_periods.csv", "figures"), ("published.csv", "counts")]
    (found,) = there.read(lambda c: check_issued(c, PlaceScope()))
    assert (found.wrong, found.sheets, found.margins) == ((), not one_left, True)
    assert there.read(public_sheets) == (0 if one_left else 23)


def test_a_restored_portal_moves_its_public_figures_when_the_first_would(
    elsewhere: tuple[Database, Database], tmp_path: Path
) -> None:
    here, there = elsewhere
    bring(here, there, tmp_path / "out")

    def later(connection: Connection, number: int) -> int:
        row = connection.execute(select(Response.counter_id, Response.unit_id)).first()
        assert row is not None
        place = Place(0, row.unit_id, row.counter_id, "", ())
        store_drafts(connection, [draft_of(place, number, random.Random(number))])
        publication.refresh_all(connection, NOW, 5)
        return connection.execute(select(PublishedFigure.respondents)).scalar_one()

    for number, shown in ((27, 28), (28, 28)):
        assert [base.write(lambda c, n=number: later(c, n)) for base in elsewhere] == [shown] * 2
        assert [base.read(public_sheets) for base in elsewhere] == [shown] * 2


def test_a_snapshot_that_names_a_sheet_that_was_not_sent_is_refused_whole(
    elsewhere: tuple[Database, Database], tmp_path: Path
) -> None:
    here, there = elsewhere
    folder = tmp_path / "out"
    here.read_at_once(lambda c: write_tables(outgoing(c), folder, "csv", 1, lambda *_: None))
    snapshots = folder / "published.csv"
    name = f"{22:020d}"
    assert name in snapshots.read_text(encoding="utf-8")
    snapshots.write_text(
        snapshots.read_text(encoding="utf-8").replace(name, "tidak-ada"), encoding="utf-8"
    )
    with pytest.raises(Rejected) as refused:
        import_sheets(there, read_source(folder), actor="test", source="test", now=NOW)
    assert [(fault.file, fault.row, fault.column) for fault in refused.value.report.errors] == [
        ("published.csv", 2, "counts")
    ]
    assert there.read(lambda c: c.execute(text("select count(*) from response")).scalar()) == 0
