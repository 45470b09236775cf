"""Closed counters: what is refused, what goes on, and what no longer counts on them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from portal.database import Database
from surveys import closed_counters, counters, places, registry
from surveys.closed_counters import DAY, EARLY, FAR, FORMULA, LONG, REASON
from surveys.errors import Invalid, NotFound
from surveys.responses import store_drafts
from surveys.results_parts import parts_within
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import Kind, Period
from surveys.scope import PlaceScope
from surveys.silent_counters import silent_counters
from surveys.tables import CounterDay, ServiceCounter
from tests.builders import NOW, TODAY, Place, build_draft, build_place

CODE, OTHER = (complete_counter_code(bytes([75 + number]) * 14) for number in range(2))


@pytest.fixture
def place(database: Database) -> Place:
    """A unit with a counter that had answers for forty days until ten days ago, and a second."""

    def build(connection: object) -> Place:
        made = build_place(connection, public_code=CODE)  # type: ignore[arg-type]
        values = {"unit_id": made.unit_id, "code": "LOKET-2", "name": "Loket 2"}
        connection.execute(insert(ServiceCounter).values(**values, public_code=OTHER))  # type: ignore[attr-defined]
        drafts = [build_draft(made, f"k{n}", days_ago=10 + n % 40) for n in range(120)]
        store_drafts(connection, drafts)  # type: ignore[arg-type]
        return made

    return database.write(build)


def close(database: Database, day: date | str, reason: str = "Pindah", **more: object) -> bool:
    return database.write(
        lambda c: closed_counters.close(c, "LOKET-A", str(day), reason, NOW, **more)  # type: ignore[arg-type]
    )


FIRST = TODAY - timedelta(days=49)
"""The day of the first answer."""


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("day", "reason", "faults"),
    [
        ("", " ", {"day": DAY, "reason": REASON}),
        ("besok", "Pindah", {"day": DAY}),
        ("0026-11-16", "Pindah", {"day": DAY}),
        (FIRST - timedelta(days=1), "Pindah", {"day": EARLY}),
        (TODAY + timedelta(days=367), "Pindah", {"day": FAR}),
        (TODAY, "=1+1", {"reason": FORMULA}),
        (TODAY, "x" * 201, {"reason": LONG}),
        (TODAY, "Pindah\x07", {"reason": closed_counters.CONTROL}),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_changed(
    database: Database, day: date | str, reason: str, faults: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as told:
        close(database, day, reason)
    assert told.value.fields == faults
    stored = database.read(lambda c: c.execute(select(ServiceCounter.closed_from)).scalars().all())
    assert stored == [None, None]


def test_a_counter_is_closed_and_reopened_only_within_reach(
    database: Database, place: Place
) -> None:
    away = PlaceScope(unit_id=place.unit_id + 1)
    with pytest.raises(NotFound):
        close(database, TODAY, scope=away)
    with pytest.raises(NotFound):
        database.write(lambda c: closed_counters.reopen(c, "LOKET-A", NOW, away))


@pytest.mark.usefixtures("place")
def test_a_closed_counter_names_the_open_ones_of_its_unit_from_its_day_on(
    database: Database,
) -> None:
    assert close(database, FIRST)
    assert close(database, TODAY, "Pindah ke lantai dua")
    assert not close(database, TODAY, "Pindah ke lantai dua")
    before = database.read(lambda c: places.open_counter(c, CODE, NOW - timedelta(days=1)))
    assert before.closing is None
    closing = database.read(lambda c: places.open_counter(c, CODE, NOW)).closing
    assert closing is not None
    assert (closing.since, closing.reason) == (TODAY, "Pindah ke lantai dua")
    assert [each.name for each in closing.neighbours] == ["Loket 2"]


def test_a_closed_counter_is_not_missed_and_a_reopened_one_only_from_then_on(
    database: Database, place: Place
) -> None:
    def silent(day: date) -> list[str]:
        scope = PlaceScope(unit_id=place.unit_id)
        found = database.read(lambda c: silent_counters(c, scope, day))
        # The neighbour, that never had an answer, is missed from the beginning.
        return [line.counter_code for line in found if line.counter_code != "LOKET-2"]

    assert silent(TODAY) == ["LOKET-A"]
    close(database, TODAY)
    assert silent(TODAY) == []
    assert silent(TODAY - timedelta(days=1)) == ["LOKET-A"]
    assert database.write(lambda c: closed_counters.reopen(c, "LOKET-A", NOW))
    assert not database.write(lambda c: closed_counters.reopen(c, "LOKET-A", NOW))
    assert silent(TODAY + timedelta(days=1)) == []
    assert silent(TODAY + timedelta(days=9)) == ["LOKET-A"]


def test_a_closed_counter_is_not_printed_and_not_counted_but_keeps_its_answers(
    database: Database, place: Place
) -> None:
    close(database, TODAY)
    printed = database.read(lambda c: places.counters_to_print(c, unit_code="UNIT-A", day=TODAY))
    assert [line.code for line in printed] == ["LOKET-2"]
    [unit] = database.read(lambda c: registry.units(c, day=TODAY))
    [agency] = database.read(lambda c: registry.agencies(c, day=TODAY))
    assert (unit.counters, unit.answers, agency.counters) == (1, 120, 1)
    late = build_draft(place, "late")
    database.write(lambda c: store_drafts(c, [late]))
    database.write(lambda c: counters.count_scans(c, {CODE: 4, OTHER: 2}))
    lines = database.read(lambda c: registry.unit(c, "UNIT-A")).counters
    assert [(line.code, line.late_answers, line.closed_scans) for line in lines] == [
        ("LOKET-2", 0, 0),
        ("LOKET-A", 1, 4),
    ]
    stored = database.read(lambda c: c.execute(select(CounterDay.responses)).scalars().all())
    assert sum(stored) == 121


def test_a_counter_closed_before_a_period_is_no_part_of_it_unless_answers_came(
    database: Database, place: Place
) -> None:
    scope = PlaceScope(unit_id=place.unit_id)

    def parts(period: Period) -> list[str]:
        names, _ = database.read(lambda c: parts_within(c, scope, period))
        return [code for code, _ in names.values()]

    later = Period(Kind.QUARTER, 2027, 1)
    close(database, date(2026, 12, 30))
    assert parts(Period(Kind.QUARTER, 2026, 4)) == ["LOKET-2", "LOKET-A"]
    assert parts(later) == ["LOKET-2"]
    late = build_draft(place, "late", days_ago=-50)
    database.write(lambda c: store_drafts(c, [late]))
    assert parts(later) == ["LOKET-2", "LOKET-A"]


@pytest.mark.usefixtures("place")
def test_a_closing_that_was_to_come_is_taken_back_without_a_trace(database: Database) -> None:
    close(database, TODAY + timedelta(days=5))
    assert database.read(lambda c: places.open_counter(c, CODE, NOW)).closing is None
    database.write(lambda c: closed_counters.reopen(c, "LOKET-A", NOW))
    row = database.read(
        lambda c: c.execute(
            select(ServiceCounter.closed_from, ServiceCounter.reopened_on).where(
                ServiceCounter.code == "LOKET-A"
            )
        ).one()
    )
    assert tuple(row) == (None, None)
