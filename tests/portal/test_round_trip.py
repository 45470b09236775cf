"""Out of one database and into an empty one: everything that is stored comes along."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Date,
    Float,
    Integer,
    String,
    insert,
    select,
    update,
)

from portal.bringing_in import import_sheets
from portal.database import Database
from portal.documents import tables
from portal.documents.tables import write_tables
from portal.spreadsheets import read_source
from surveys import older_public, publication
from surveys.exchange import Rejected
from surveys.exchange_export import IMPORT_TABLES, outgoing
from surveys.exchange_own import OWN_TABLES, STAYS
from surveys.exclusions import Wanted, counted_answers, exclude, kept_out, take_back
from surveys.responses import store_drafts
from surveys.results import figures
from surveys.rollups import recount
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import FIRST_DAY, LAST_DAY
from surveys.scope import PlaceScope
from surveys.tables import (
    Base,
    ClosedPeriod,
    Complaint,
    Exclusion,
    OlderResult,
    OlderShown,
    OpenDay,
    OpenDaySeen,
    Plan,
    PublishedFigure,
    Questionnaire,
    Response,
    Service,
    ServiceCounter,
    Slip,
    Topic,
    Unit,
    UtcDateTime,
)
from tests.builders import NOW, Place, build_draft, build_place
from tests.conftest import PostgresServer
from tests.databases import new_database, new_file

CUT = ("a;=1+1", "a;'-b", "a;'", "a\n'+1", "a\t@b", 'a;"=1";')
"""Text that a spreadsheet may cut, and what follows is a formula, or looks like a marked one."""
NASTY = (
    *("=1+1", "'", "'=x", "-", "@a", "\tb", 'a "b", c;d', "dua\nbaris", "é🙂", "x" * 40_000),
    *CUT,
)
CHOICES = {
    "status": {
        "complaint": ("new", "in_progress", "answered", "closed", "reopened"),
        "follow_up": ("planned", "running", "done"),
        "plan": ("draft", "approved"),
    },
    "kind": {"holiday": ("national", "joint_leave")},
    "scale": {"older_result": ("kep-25-2004", "permenpanrb-14-2017")},
    "period": {
        "older_result": tuple(
            f"{year}-{month:02}" for year in range(1991, 2021) for month in range(1, 13)
        )
    },
}
COUNTERS_CSV = ("unit_id", "name", "public_code", "closed_from", "closed_reason")
PUBLISHED = (OpenDay, OpenDaySeen, PublishedFigure, OlderShown)
"""Not invented but made of the answers, as every import does."""
FIXED = {"index_hundredths": 7825, "seats": 3}
Text = Callable[[], str]


def value_of(column: Any, chance: random.Random, text: Text) -> Any:
    """Some value that a column takes."""
    table = column.table.name
    if column.name in FIXED:
        return FIXED[column.name]
    if column.name in CHOICES and table in CHOICES[column.name]:
        return chance.choice(CHOICES[column.name][table])
    if column.nullable and chance.random() < 0.3:
        return None
    if isinstance(column.type, JSON):
        return {"a": [chance.random(), text()], "b": {"c": None}}
    if isinstance(column.type, Boolean):
        return chance.random() < 0.5
    if isinstance(column.type, Integer):
        return chance.randrange(0, 50)
    if isinstance(column.type, Float):
        return chance.random() * 100
    if isinstance(column.type, UtcDateTime):
        return NOW - timedelta(
            seconds=chance.randrange(10**7), microseconds=chance.randrange(10**6)
        )
    if isinstance(column.type, Date):
        return date(2026, 1, 1) + timedelta(days=chance.randrange(300))
    # An empty text and none are the same in a spreadsheet.
    written = text() or "-"
    length = getattr(column.type, "length", None) if isinstance(column.type, String) else None
    return written[:length]


class Province:
    """A small province in which every table holds something, some of it odd."""

    def __init__(self, connection: Connection, chance: random.Random, text: Text) -> None:
        self.connection, self.chance, self.text = connection, chance, text
        self.place = build_place(connection, public_code=complete_counter_code(b"a" * 14))
        self.version = self.add(
            Questionnaire,
            code="unit-1",
            mode="full",
            official=True,
            unit_id=self.place.unit_id,
            valid_from=datetime(2026, 1, 1, tzinfo=UTC),
        )
        self.topic = self.add(Topic, code="T-1", name="Materi", addresses=["time"])
        self.other = build_place(
            connection,
            "B",
            public_code=complete_counter_code(b"b" * 14),
            services=2,
            agency_id=self.place.agency_id,
        )
        self.zone = ZoneInfo("Asia/Jakarta")
        self.store_responses("a", self.place)
        self.move()
        self.store_responses("b", replace(self.place, unit_id=self.unit_today))
        self.store_responses("c", self.other)
        self.close_counter()
        self.fill()
        publication.refresh_all(connection, NOW, 5)
        older_public.settle(connection, NOW, 5)

    def add(self, table: Any, **values: Any) -> Any:
        """A row; its number."""
        return self.connection.execute(insert(table).values(**values)).inserted_primary_key[0]

    def store_responses(self, mark: str, place: Place) -> None:
        """Answers as citizens give them: odd keys, marks, versions, and comments."""
        drafts = []
        for number in range(self.chance.randrange(3, 20)):
            comment = self.text() if number % 2 else None
            comment = comment[:2000].strip() if comment else None
            draft = build_draft(
                place,
                f"{self.chance.choice('-_aZ')}{mark}{number:018d}",
                comment=comment or None,
                receipt=f"{mark}{number:012d}" if comment else None,
                digest="abcdefghijk",
                excluded=number % 5 == 0,
            )
            draft.submitted_at = NOW - timedelta(hours=self.chance.randrange(24 * 200))
            draft.local_date = draft.submitted_at.astimezone(self.zone).date()
            draft.issued_on = draft.local_date - timedelta(days=self.chance.randrange(2))
            draft.service_id = self.chance.choice((None, *place.service_ids))
            draft.marks = self.chance.randrange(0, 128)
            draft.questionnaire_id = self.chance.choice((1, self.version))
            drafts.append(draft)
        store_drafts(self.connection, drafts)

    def move(self) -> None:
        """Counters and services become another unit's, and a unit gets another clock."""
        self.unit_today = self.chance.choice((self.place.unit_id, self.other.unit_id))
        for table, moving in (
            (ServiceCounter, (self.place.counter_id,)),
            (Service, self.place.service_ids[: self.chance.randrange(2)]),
        ):
            self.connection.execute(
                update(table).where(table.id.in_(moving)).values(unit_id=self.unit_today)
            )
        zone = self.chance.choice(("Asia/Jakarta", "Asia/Jayapura"))
        self.zone = ZoneInfo(zone)
        self.connection.execute(update(Unit).values(time_zone=zone))

    def close_counter(self) -> None:
        """The counter is closed, for the second time, and is still scanned."""
        self.connection.execute(
            update(ServiceCounter)
            .where(ServiceCounter.id == self.place.counter_id)
            .values(
                closed_from=date(2026, 11, 1) + timedelta(days=self.chance.randrange(30)),
                closed_reason="Pindah; 'lantai dua', \"sebelah\" | é🙂",
                closed_scans=self.chance.randrange(3),
                reopened_on=self.chance.choice((None, date(2026, 6, 1))),
                opens_hour=self.chance.choice((None, 8)),
            )
        )

    def fill(self) -> None:
        """A row or two of everything that an import does not bring."""
        cases = list(self.connection.execute(select(Complaint.id)).scalars())
        answers = list(self.connection.execute(select(Response.id)).scalars())
        numbers = {
            "unit": [self.place.unit_id, self.other.unit_id],
            "agency": [self.place.agency_id],
            "service_counter": [self.place.counter_id],
            "topic": [self.topic],
            "complaint": cases,
            "response": answers,
        }
        for own in OWN_TABLES:
            if own.table in (Questionnaire, Response, ServiceCounter, *PUBLISHED):
                continue
            if own.table is Complaint:
                for case in cases:
                    values = self.values(own, numbers)
                    changes = {n: v for n, v in values.items() if n not in ("id", "receipt")}
                    self.connection.execute(
                        Complaint.__table__.update().where(Complaint.id == case).values(changes)
                    )
                continue
            values = self.values(own, numbers)
            if any(name.endswith("complaint_id") and v is None for name, v in values.items()):
                continue
            made = self.connection.execute(insert(own.table.__table__).values(values))
            if own.table in (Plan, ClosedPeriod):
                numbers[own.table.__tablename__] = [made.inserted_primary_key[0]]

    def values(self, own: Any, numbers: dict[str, list[int]]) -> dict[str, Any]:
        """Values for a row of a table."""
        found: dict[str, Any] = {}
        for field in own.fields:
            column = field.stored
            targets = [key.target_fullname.partition(".")[0] for key in column.foreign_keys]
            if targets:
                known = numbers.get(targets[0], [])
                found[column.name] = self.chance.choice(known) if known else None
            elif column.name != "id":
                found[column.name] = value_of(column, self.chance, self.text)
        if own.table is Slip:
            found["used_key"] = self.chance.choice((None, "spent"))
        if own.table is OlderResult:
            found["unit_part"] = found["unit_id"] or 0
        return found


def everything(connection: Connection) -> dict[str, list[Any]]:
    """All that leaves, in an order that does not depend on the numbers of rows."""
    found = {}
    for table in outgoing(connection):
        rows = [tuple(row) for row in table.rows()]
        found[table.name] = sorted(rows, key=lambda row: json.dumps(row, default=str))
    for name in ("counter_day", "counter_month"):
        # An import raises a month in fewer steps than the counters did.
        counted = [each for each in Base.metadata.tables[name].columns if each.name != "revision"]
        rows = connection.execute(select(*counted)).all()
        found[name] = sorted(tuple(row)[6:] for row in rows)
    for code, unit_id in connection.execute(select(Unit.code, Unit.id)):
        whole = figures(connection, PlaceScope(unit_id=unit_id), FIRST_DAY, LAST_DAY)
        found[code] = [whole.counts, whole.interval, whole.elements]
    return found


def carried(source: Database, target: Database, folder: Path, form: str) -> None:
    source.read_at_once(lambda c: write_tables(outgoing(c), folder, form, 1, lambda *_: None))
    path = folder / "suara.xlsx" if form == "xlsx" else folder
    try:
        import_sheets(target, read_source(path), actor="test", source="test", now=NOW)
    except Rejected as problem:
        pytest.fail(str(problem.report.errors))


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a failing province says enough
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    seed=st.integers(0, 10**9),
    texts=st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=60),
        min_size=1,
    ),
    form=st.sampled_from(["csv", "xlsx"]),
)
def test_a_round_trip_into_an_empty_database_loses_nothing(
    seed: int, texts: list[str], form: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    chance = random.Random(seed)
    one = new_database(folder / "one.db")
    two = new_database(folder / "two.db")
    try:
        pool = (*texts, *NASTY)
        one.write(lambda c: Province(c, chance, lambda: chance.choice(pool)))
        carried(one, two, folder / "out", form)
        assert two.read(everything) == one.read(everything)
        assert two.read(lambda c: recount(c, lambda _a, _b: None)) == []
    finally:
        one.close()
        two.close()


def test_a_workbook_goes_on_to_further_sheets_where_one_is_full(
    opened: Callable[[str], Database], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "SHEET_ROWS", 5)
    chance = random.Random(11)
    one, two = (opened(new_file(tmp_path / f"{name}.db")) for name in ("one", "two"))
    one.write(lambda c: Province(c, chance, lambda: chance.choice(NASTY)))
    carried(one, two, tmp_path / "out", "xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "out" / "suara.xlsx"))
    assert {"responses", "responses 2", "responses 3"} <= set(book.sheet_names)
    assert all(book.get_sheet_by_name(name).height <= 5 for name in ("responses", "responses 2"))
    assert two.read(everything) == one.read(everything)


def test_an_exclusion_that_was_lifted_comes_back_lifted(
    opened: Callable[[str], Database], tmp_path: Path
) -> None:
    one, two = (opened(new_file(tmp_path / f"{name}.db")) for name in ("one", "two"))
    place = one.write(lambda c: build_place(c, public_code=complete_counter_code(b"a" * 14)))
    drafts = [build_draft(place, f"k{n}", scores=(1 + n % 4,) * 9) for n in range(8)]
    one.write(lambda c: store_drafts(c, drafts))
    scope = PlaceScope(unit_id=place.unit_id, counter_id=place.counter_id)
    wanted = Wanted(scope, date(2026, 1, 1), date(2026, 12, 31))
    listed = [each.handle for each in one.read(lambda c: counted_answers(c, wanted))]
    one.write(lambda c: exclude(c, wanted, listed[:3], reason="uji coba", actor="Sri", now=NOW))
    one.write(lambda c: take_back(c, wanted, listed[:2], actor="Budi", now=NOW))
    one.write(lambda c: publication.refresh_all(c, NOW, 5) and None)
    carried(one, two, tmp_path / "out", "csv")
    assert two.read(everything) == one.read(everything)
    for database in (one, two):
        assert [each.reason for each in database.read(lambda c: kept_out(c, wanted))] == [
            "uji coba"
        ]
        assert database.read(lambda c: recount(c, lambda _a, _b: None)) == []
        lifted = database.read(
            lambda c: c.execute(select(Exclusion.lifted_by).order_by(Exclusion.id)).scalars().all()
        )
        assert sorted(map(str, lifted)) == ["Budi", "Budi", "None"]
    # What came back can be kept out again there, by its own name.
    again = [each.handle for each in two.read(lambda c: counted_answers(c, wanted))]
    assert sorted(again) == sorted(listed[:2] + listed[3:])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_round_trip_holds_from_one_kind_of_database_to_the_other(
    form: str,
    postgresql: PostgresServer,
    tmp_path: Path,
    opened: Callable[[str], Database],
) -> None:
    chance = random.Random(20261128)
    one = opened(new_file(tmp_path / "one.db"))
    two = opened(postgresql.fresh_database("two", like=postgresql.with_tables))
    three = opened(new_file(tmp_path / "three.db"))
    one.write(lambda c: Province(c, chance, lambda: chance.choice(NASTY)))
    carried(one, two, tmp_path / "a", form)
    carried(two, three, tmp_path / "b", form)
    assert three.read(everything) == one.read(everything)
    # What is made next gets a number of its own.
    two.write(
        lambda c: c.execute(
            insert(Plan).values(cycle="2027-1", budget_sen=1, made_by="x", made_at=NOW, basis={})
        )
    )


def test_what_is_stored_here_already_is_never_overwritten(
    tmp_path: Path, opened: Callable[[str], Database]
) -> None:
    chance = random.Random(1)
    one = opened(new_file(tmp_path / "one.db"))
    one.write(lambda c: Province(c, chance, lambda: "teks"))
    before = one.read(everything)
    one.read_at_once(lambda c: write_tables(outgoing(c), tmp_path / "out", "csv", 1, lambda *_: 0))
    sheets = read_source(tmp_path / "out")
    report = import_sheets(one, sheets, actor="test", source="test", now=NOW)
    assert one.read(everything) == before
    assert {remark.file for remark in report.warnings} == {f"{own.name}.csv" for own in OWN_TABLES}


def test_every_stored_column_travels_or_is_known_to_stay() -> None:
    own = {one.table.__tablename__: one for one in OWN_TABLES}
    # Registry and answers travel in the import's own files, whose columns have other names.
    by_import = {
        "agency", "unit", "service", "counter_service", "topic", "training", "participation",
        "visit_count", "other_programme",
    }  # fmt: skip
    assert set(Base.metadata.tables) == set(own) | by_import | STAYS
    elsewhere = {
        f"{one.table.__tablename__}.{f.stored.name}" for one in OWN_TABLES for f in one.fields
    }
    left_out = {
        f"{one.table.__tablename__}.{name}" for one in OWN_TABLES for name in one.left_out
    } - {"older_result.unit_part", *elsewhere}
    in_import = {
        *(f"response.{name}" for name in [column.name for column in Response.__table__.columns]),
        *(f"service_counter.{name}" for name in COUNTERS_CSV),
        *(f"complaint.{name}" for name in ("unit_id", "counter_id", "local_date", "text")),
    }
    assert left_out - in_import == {"complaint.sealed", "decision.account_id"}
    answers = next(table for table in IMPORT_TABLES if table.name == "responses")
    from_codes = {"form_key", "digest", "unit_id", "counter_id", "service_id"}
    of_marks = {"id", "issued_on", "questionnaire_id", "marks", "excluded"}
    columns = {column.name for column in Response.__table__.columns}
    assert columns - {*answers.columns} - from_codes - of_marks == {"extra"}
