"""What is kept of periods never differs from what their days come to."""

import random
import threading
import time
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from portal.database import Database, open_database
from surveys import kept_figures, results_trend
from surveys.exclusions import Wanted, counted_answers, exclude, kept_out, take_back
from surveys.kept_bytes import days_of, packed_counts, packed_days
from surveys.responses import store_drafts
from surveys.results_slices import by_way
from surveys.rollups import rebuild
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import Period, parse_period
from surveys.scope import PlaceScope
from surveys.tables import CounterDay, KeptFigure
from tests.builders import NOW, TODAY, Place, build_place
from tests.conftest import PostgresServer
from tests.surveys.sheets import answers

Q3, Q4 = parse_period("2026-Q3"), parse_period("2026-Q4")
MONTHS = ("2026-07", "2026-08", "2026-10", "2026-11")
KEPT = ("2026-Q3", "2026-Q4", "2026-2", "2026", *MONTHS)
"""What there is to keep of each unit: forty days from the beginning of each quarter."""


@pytest.fixture
def places(database: Database) -> list[Place]:
    """Two units of one agency with answers on forty days in each of two quarters."""
    chance = random.Random(11)

    def fill(connection: Connection) -> list[Place]:
        made: list[Place] = []
        for mark in "AB":
            code = complete_counter_code(mark.encode().ljust(14, b"x"))
            agency = made[0].agency_id if made else None
            made.append(build_place(connection, mark, public_code=code, agency_id=agency))
        for place in made:
            for start in (Q3.first_day, Q4.first_day):
                for step in range(40):
                    sheets = [
                        tuple(chance.choice((None, 2, 3, 3, 4)) for _ in range(9))
                        for _ in range(1 + step % 4)
                    ]
                    day = start + timedelta(days=step)
                    store_drafts(connection, answers(place, sheets, day, f"u{place.unit_id}"))
        return made

    return database.write(fill)


def keep(database: Database, today: date = TODAY) -> list[kept_figures.Key]:
    """What the background does."""
    late = database.read(lambda c: kept_figures.behind(c, today))
    for key in late:
        kept = database.read_at_once(lambda c, key=key: kept_figures.worked_out(c, [key]))
        assert len(kept) == 1
        database.write(lambda c, kept=kept: kept_figures.keep(c, kept))
    return late


def seen(database: Database, scope: PlaceScope, period: Period = Q3) -> list[object]:
    """Every figure and margin of a quarter, and the trend."""

    def look(connection: Connection) -> list[object]:
        stretch = results_trend.stretch_to(connection, scope, Q4)
        figures = results_trend.figures_in(connection, stretch, period)
        intervals = [each.interval for each in figures.elements]
        return [figures.counts, figures.interval, intervals, *results_trend.trend(stretch, 5)]

    return database.read(look)


def without_days_of(database: Database, period: Period) -> None:
    """Take the days away, so that only what is kept can tell of them."""
    days = CounterDay.local_date.between(period.first_day, period.last_day)
    database.write(lambda c: c.execute(delete(CounterDay).where(days)) and None)


def out_of(database: Database, place: Place, day: date) -> None:
    """Keep the day's sheet of ones out of the figures."""
    wanted = Wanted(PlaceScope(unit_id=place.unit_id, counter_id=place.counter_id), day, day)
    listed = database.read(lambda c: counted_answers(c, wanted))
    handles = [each.handle for each in listed if set(each.scores) == {1}]
    done = database.write(
        lambda c: exclude(c, wanted, handles, reason="uji coba", actor="Sri", now=NOW)
    )
    assert done == 1


def back_in(database: Database, place: Place, day: date) -> None:
    """Put it back."""
    wanted = Wanted(PlaceScope(unit_id=place.unit_id, counter_id=place.counter_id), day, day)
    handles = [each.answer.handle for each in database.read(lambda c: kept_out(c, wanted))]
    assert database.write(lambda c: take_back(c, wanted, handles, actor="Sri", now=NOW)) == 1


@pytest.mark.parametrize("reach", ["agency", "unit", "whole"])
def test_a_look_reads_what_is_kept_and_sees_the_same(
    database: Database, places: list[Place], reach: str
) -> None:
    scope = {
        "agency": PlaceScope(agency_id=places[0].agency_id),
        "unit": PlaceScope(unit_id=places[1].unit_id),
        "whole": PlaceScope(),
    }[reach]
    before = seen(database, scope)
    assert {(unit_id, period.code) for unit_id, period in keep(database)} == {
        (place.unit_id, code) for place in places for code in KEPT
    }
    without_days_of(database, Q3)
    assert seen(database, scope) == before
    assert keep(database) == []


def in_full(database: Database, scope: PlaceScope, period: Period) -> tuple[object, ...]:
    """Counts, every margin and the ways of answering of one period, as its page asks."""

    def look(connection: Connection) -> tuple[object, ...]:
        stretch = results_trend.stretch_to(connection, scope, period)
        figures = results_trend.figures_in(connection, stretch, period)
        ways = by_way(connection, stretch, 5)
        margins = [each.interval for each in figures.elements]
        return figures.counts, ways, figures.interval, *margins

    return database.read(look)


@pytest.mark.parametrize("code", ["2026-2", "2026"])
def test_a_half_year_and_a_year_that_run_are_read_as_they_are_kept(
    database: Database, places: list[Place], code: str
) -> None:
    scope, period = PlaceScope(agency_id=places[0].agency_id), parse_period(code)
    before = in_full(database, scope, period)
    assert [unit_id for unit_id, of in keep(database) if of == period] == [
        place.unit_id for place in places
    ]
    assert database.read_at_once(kept_figures.recheck) == []
    without_days_of(database, period)
    assert in_full(database, scope, period) == before


def test_of_a_year_that_runs_only_the_months_that_changed_are_counted_again(
    database: Database, places: list[Place]
) -> None:
    """The days of the quarter before are away: those that are kept of its months must do."""
    scope, year = PlaceScope(unit_id=places[0].unit_id), parse_period("2026")
    keep(database)
    database.write(lambda c: store_drafts(c, answers(places[0], [(1,) * 9], Q4.first_day, "new")))
    wanted = in_full(database, scope, year)
    without_days_of(database, Q3)
    assert in_full(database, scope, year) == wanted
    assert wanted[3:].count(None) == 0


def test_the_elements_of_a_month_have_margins_though_none_of_them_are_kept(
    database: Database, places: list[Place]
) -> None:
    scope, month = PlaceScope(agency_id=places[0].agency_id), parse_period("2026-10")
    before = in_full(database, scope, month)
    assert before.count(None) == 0
    keep(database)
    assert in_full(database, scope, month) == before


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_comes_goes_and_is_kept_a_look_is_what_is_counted_anew(
    database: Database, places: list[Place], seed: int
) -> None:
    """Answers, exclusions and returns at random, some of what is behind kept in between."""
    chance = random.Random(seed)
    here, _ = places
    scopes = [PlaceScope(unit_id=here.unit_id), PlaceScope()]
    periods = [parse_period(code) for code in ("2026-11", "2026-Q4", "2026-2", "2026")]
    days = [quarter.first_day + timedelta(days=step) for quarter in (Q3, Q4) for step in range(40)]
    chance.shuffle(days)
    out: list[date] = []
    for _ in range(5):
        late = database.read(lambda c: kept_figures.behind(c, TODAY))
        some = [key for key in late if chance.random() < 0.6]
        kept = database.read_at_once(lambda c, some=some: kept_figures.worked_out(c, some))
        database.write(lambda c, kept=kept: kept_figures.keep(c, kept))
        if out and chance.random() < 0.5:
            back_in(database, here, out.pop())
        else:
            day = days.pop()
            sheets = answers(chance.choice(places), [(1,) * 9, (2,) * 9], day, "late")
            database.write(lambda c, sheets=sheets: store_drafts(c, sheets))
            if sheets[0].unit_id == here.unit_id and chance.random() < 0.7:
                out_of(database, here, day)
                out.append(day)
        seen_now = [in_full(database, scope, period) for scope in scopes for period in periods]
        rows = database.read(lambda c: c.execute(select(KeptFigure.__table__)).mappings().all())
        database.write(lambda c: c.execute(delete(KeptFigure)) and None)
        assert seen_now == [
            in_full(database, scope, period) for scope in scopes for period in periods
        ]
        held = [dict(row) for row in rows]
        if held:
            database.write(lambda c, held=held: c.execute(insert(KeptFigure), held) and None)
        assert database.read_at_once(kept_figures.recheck) == []


@pytest.mark.parametrize("reach", ["agency", "whole"])
def test_another_answer_in_the_quarter_that_runs_is_seen_at_once_and_alone_counted(
    database: Database, places: list[Place], reach: str
) -> None:
    """The other unit's days are away: what is kept of it must be enough."""
    here, other = places
    scope = PlaceScope(agency_id=here.agency_id) if reach == "agency" else PlaceScope()
    keep(database)
    low = [(1,) * 9]
    database.write(lambda c: store_drafts(c, answers(here, low, Q4.first_day, "new")))
    wanted = seen(database, scope, Q4)
    of_other = CounterDay.unit_id == other.unit_id
    database.write(lambda c: c.execute(delete(CounterDay).where(of_other)) and None)
    assert seen(database, scope, Q4) == wanted
    assert keep(database) == [
        (here.unit_id, parse_period(code)) for code in ("2026-10", "2026-Q4", "2026-2", "2026")
    ]
    assert seen(database, scope, Q4) == wanted


def test_a_late_sheet_and_answers_that_change_places_are_seen_at_once(
    database: Database, places: list[Place]
) -> None:
    """One answer out and a like one of another day in: the month counts the same as before."""
    here = places[0]
    scope = PlaceScope(unit_id=here.unit_id)
    first, second = Q3.first_day, Q3.first_day + timedelta(days=1)
    low = [(1,) * 9]
    database.write(lambda c: store_drafts(c, answers(here, low, first, "one")))
    database.write(lambda c: store_drafts(c, answers(here, low, second, "two")))
    out_of(database, here, first)
    keep(database)
    kept = seen(database, scope)
    out_of(database, here, second)
    back_in(database, here, first)
    swapped = seen(database, scope)
    assert swapped[0] == kept[0]
    assert swapped[1] != kept[1]
    database.write(lambda c: c.execute(delete(KeptFigure)) and None)
    assert seen(database, scope) == swapped
    database.write(lambda c: store_drafts(c, answers(here, low, first, "late", channel="paper")))
    keep(database)
    assert seen(database, scope)[0] != swapped[0]


@pytest.mark.usefixtures("places")
def test_counting_anew_forgets_what_was_kept(database: Database) -> None:
    keep(database)
    database.write(rebuild)
    assert len(keep(database)) == 2 * len(KEPT)


def test_a_recheck_names_what_is_kept_wrongly(database: Database, places: list[Place]) -> None:
    keep(database)
    assert database.read_at_once(kept_figures.recheck) == []
    wrong = (KeptFigure.unit_id == places[1].unit_id) & (KeptFigure.period == "2026-Q3")
    counts = packed_counts((1, *[0] * 44))
    database.write(lambda c: c.execute(update(KeptFigure).where(wrong).values(counts=counts)))
    [found] = database.read_at_once(kept_figures.recheck)
    assert (found.table, found.counter_id, found.when) == (
        "kept_figure",
        places[1].unit_id,
        "2026-Q3",
    )


def test_a_recheck_tells_of_days_that_are_kept_wrongly(
    database: Database, places: list[Place]
) -> None:
    keep(database)
    wrong = (KeptFigure.unit_id == places[0].unit_id) & (KeptFigure.period == "2026-10")
    days = packed_days([((3,), (9,))] * 9)
    database.write(lambda c: c.execute(update(KeptFigure).where(wrong).values(days=days)) and None)
    [found] = database.read_at_once(kept_figures.recheck)
    assert (found.counter_id, found.when) == (places[0].unit_id, "2026-10")
    assert found.what == "hari-hari di loket"


def test_what_is_newest_is_kept_first_and_a_period_after_its_parts(
    database: Database, places: list[Place]
) -> None:
    order = [of.code for unit_id, of in keep(database) if unit_id == places[0].unit_id]
    assert order == [
        "2026-11",
        "2026-10",
        "2026-Q4",
        "2026-08",
        "2026-07",
        "2026-Q3",
        "2026-2",
        "2026",
    ]


@pytest.mark.parametrize("most", [0, 255, 256, 65_535, 65_536])
def test_days_come_back_as_they_were_packed_however_many_came(most: int) -> None:
    days = [((0, most, 1), (0, most, 4))] + [((0, 1, 2), (0, 2, 8))] * 8
    found = days_of(packed_days(days))
    assert [(tuple(counts), tuple(totals)) for counts, totals in found] == days


def test_two_portals_that_keep_the_same_figure_at_once_do_not_collide(
    postgresql: PostgresServer,
) -> None:
    url = postgresql.fresh_database("kept", like=postgresql.with_tables)
    here, there = open_database(url), open_database(url)
    place = here.write(lambda c: build_place(c, "A", public_code=complete_counter_code(b"k" * 14)))
    here.write(lambda c: store_drafts(c, answers(place, [(3,) * 9], Q3.first_day, "once")))
    kept = here.read_at_once(lambda c: kept_figures.worked_out(c, [(place.unit_id, Q3)]))
    other = threading.Thread(target=lambda: there.write(lambda c: kept_figures.keep(c, kept)))

    def keep_while_the_other_waits(connection: Connection) -> None:
        kept_figures.keep(connection, kept)
        other.start()
        waiting = text(
            "select count(*) from pg_stat_activity"
            " where datname = current_database() and wait_event_type = 'Lock'"
        )
        ends = time.monotonic() + 60
        while not here.read(lambda c: c.execute(waiting).scalar_one()):
            assert time.monotonic() < ends, "the other never came to wait"
            time.sleep(0.01)

    failed: list[object] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(threading, "excepthook", failed.append)
        here.write(keep_while_the_other_waits)
        other.join()
    assert failed == []
    assert here.read(lambda c: c.execute(select(KeptFigure.period)).scalars().all()) == ["2026-Q3"]
    here.close()
    there.close()
