"""Months of a place on the control chart: each as sure as its days at counters make it."""

from datetime import date, timedelta

import numpy as np
import pytest
from sqlalchemy import Connection, delete

from portal.database import Database
from surveys import comparison, kept_figures
from surveys.comparison import MonthPoint, months_of
from surveys.responses import store_drafts
from surveys.results_clusters import Cluster
from surveys.results_counted import Counted, counted_of, together
from surveys.results_trend import Stretch
from surveys.rollups import COUNTS
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import Kind, containing, parse_period
from surveys.scope import PlaceScope
from surveys.tables import CounterDay
from surveys.tables.responses import BINS
from tests.builders import TODAY, Place, build_place
from tests.surveys.sheets import answers

MONTHS, DAYS, SHEETS = 18, 20, 4
UNITS = (1, 2, 3)
LAST = parse_period("2026-11")
ALIKE = 0.35
"""How far the days of a counter lie apart, on the scale of the chances of each answer."""
_FIRST_BIN, _RESPONDENTS = COUNTS.index(BINS[0]), COUNTS.index("respondents")


def a_month(rng: np.random.Generator, first: date, shift: float) -> dict[int, Counted]:
    """What each unit counts in a month: days that are alike within, and no change but the shift."""
    found = {}
    for unit in UNITS:
        clusters = []
        for day in range(DAYS):
            level = rng.normal(shift + 0.2 * unit, ALIKE)
            weights = np.exp(np.array([0.0, 0.8, 1.8, 1.2]) + level * np.arange(4))
            bins = rng.multinomial(SHEETS, weights / weights.sum(), size=9).reshape(-1)
            counts = [0] * len(COUNTS)
            counts[_RESPONDENTS] = SHEETS
            counts[_FIRST_BIN : _FIRST_BIN + len(BINS)] = map(int, bins)
            clusters.append(Cluster(unit, unit, first + timedelta(days=day), tuple(counts)))
        found[unit] = counted_of(clusters, elements=False)
    return found


def a_province(
    rng: np.random.Generator, *, drop_in_last: float = 0.0, restless: float = 0.0
) -> tuple[MonthPoint, ...]:
    """Its months on the chart; restless : how far whole months differ beyond their days."""
    periods = tuple(LAST.shifted(step) for step in range(1 - MONTHS, 1))
    units = {
        period: a_month(
            rng,
            period.first_day,
            (rng.normal(0, restless) if restless else 0.0)
            - (drop_in_last if period == LAST else 0.0),
        )
        for period in periods
    }
    whole = {period: together(each.values(), list) for period, each in units.items()}
    return months_of(Stretch(PlaceScope(), periods, units, whole), 5)


@pytest.fixture(scope="module")
def quiet() -> list[MonthPoint]:
    """Months of forty provinces in which nothing changes."""
    rng = np.random.default_rng(20261129)
    return [month for _ in range(40) for month in a_province(rng)]


def test_a_province_in_which_nothing_changes_is_hardly_ever_called_unusual(
    quiet: list[MonthPoint],
) -> None:
    """Beyond three standard errors lie 27 of 10,000; of these 720 months two are expected."""
    assert len(quiet) == 40 * MONTHS
    assert sum(month.control.outside for month in quiet) <= 7


def test_the_limits_are_as_wide_as_the_months_vary(quiet: list[MonthPoint]) -> None:
    """A third of the way to a limit is one standard deviation of months, or a little more.

    The limits never narrow below what the days say and widen where months happen to move, so the
    months fill nine tenths of them; with months as clusters they filled a fraction.
    """
    places = [
        3
        * (month.control.points - month.control.centre)
        / (month.control.high - month.control.centre)
        for month in quiet
    ]
    assert 0.8 <= float(np.std(places)) <= 1.05
    beyond = sum(abs(place) > 2 for place in places)
    assert 0.008 <= beyond / len(places) <= 0.06


def test_a_drop_of_a_whole_province_is_seen() -> None:
    rng = np.random.default_rng(7)
    provinces = [a_province(rng, drop_in_last=0.3) for _ in range(10)]
    assert sum(months[-1].control.outside for months in provinces) >= 9


def test_months_that_are_restless_by_themselves_widen_the_limits() -> None:
    rng = np.random.default_rng(8)
    months = [month for _ in range(20) for month in a_province(rng, restless=0.15)]
    assert sum(month.control.outside for month in months) <= 6


def two_units(connection: Connection) -> list[Place]:
    """Two units of one agency with answers on every other day of six months."""
    rng = np.random.default_rng(3)
    places: list[Place] = []
    for mark in "AB":
        code = complete_counter_code(mark.encode().ljust(14, b"x"))
        agency = places[0].agency_id if places else None
        places.append(build_place(connection, mark, public_code=code, agency_id=agency))
    for place in places:
        for step in range(0, 180, 3):
            day = TODAY - timedelta(days=step)
            good = rng.random()
            sheets = [tuple(int(2 + (rng.random() < good)) for _ in range(9)) for _ in range(3)]
            store_drafts(connection, answers(place, sheets, day, f"u{place.unit_id}"))
    return places


def test_the_province_has_the_limits_of_its_agency_and_reads_what_is_kept(
    database: Database,
) -> None:
    places = database.write(two_units)
    quarter = containing(TODAY, Kind.QUARTER)

    def chart(scope: PlaceScope) -> tuple[MonthPoint, ...]:
        found = database.read(lambda c: comparison.comparison(c, scope, quarter, TODAY, 5))
        return found.months

    of_agency = chart(PlaceScope(agency_id=places[0].agency_id))
    assert len(of_agency) >= 6
    assert chart(PlaceScope()) == of_agency

    def keep(connection: Connection) -> None:
        late = kept_figures.behind(connection, TODAY)
        kept_figures.keep(connection, kept_figures.worked_out(connection, late))
        connection.execute(delete(CounterDay))

    database.write(keep)
    assert chart(PlaceScope()) == of_agency
    assert chart(PlaceScope(unit_id=places[0].unit_id)) != ()
