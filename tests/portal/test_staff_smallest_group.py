"""Whoever opens every door of the staff, with every filter, and subtracts finds no one to four."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import Connection

from portal.access import Role
from portal.app import create_app
from portal.database import Database
from portal.settings import Settings
from surveys.results_closing import close_period
from surveys.results_figures import Figures
from surveys.results_report_agency import agency_report_of
from surveys.results_report_working import report_of
from surveys.rules.elements import Element
from surveys.rules.periods import Period, parse_period
from tests.builders import NOW, TODAY
from tests.databases import new_database
from tests.portal.small_places import Bins, bins_on, fill, place_of, with_second_counter
from tests.portal.staff import Staff, sign_in

FEW = 5
PERIODS = ("2026", "2026-2", "2026-Q3", "2026-Q4", "2026-10", "2026-11", "2026-12", "2026-08")
THIRD = parse_period("2026-Q3")


@dataclass(frozen=True)
class Door:
    """A place and period that the dashboard was asked for."""

    agency: str = ""
    unit: str = ""
    counter: str = ""
    period: str = "2026-Q4"

    @property
    def when(self) -> Period:
        return parse_period(self.period)

    @property
    def query(self) -> str:
        asked = {"agency": self.agency, "unit": self.unit, "counter": self.counter}
        return "&".join(f"{k}={v}" for k, v in {**asked, "period": self.period}.items() if v)

    def within(self, other: "Door") -> bool:
        """Whether everybody here is there, too."""
        places = ((self.agency, other.agency), (self.unit, other.unit))
        return (
            all(there in ("", here) for here, there in (*places, (self.counter, other.counter)))
            and self.when.first_day in other.when
            and self.when.last_day in other.when
        )


def a_world(connection: Connection) -> None:
    """Small ones beside large ones: units, counters, services, channels, months, quarters."""
    one = place_of(connection, "A", services=3)
    two, three = (place_of(connection, mark, one.agency_id) for mark in "BC")
    other = place_of(connection, "D")
    with_second_counter(connection, one)
    fill(connection, one, 22, 10, gaps=20, service_id=one.service_ids[0])
    fill(connection, one, 3, 10, counter_id=one.counter_id + 100, channel="paper")
    fill(connection, one, 8, 11, service_id=one.service_ids[1], value=4)
    fill(connection, one, 3, 12, service_id=one.service_ids[2], value=1)
    fill(connection, one, 30, 8)
    fill(connection, two, 30, 11, gaps=28)
    fill(connection, two, 2, 8, value=2)
    fill(connection, three, 3, 11, value=2)
    fill(connection, three, 9, 8)
    fill(connection, other, 12, 10)
    fill(connection, other, 4, 11, value=1, channel="paper")
    for place in (one, three):
        close_period(connection, place.unit_id, THIRD, actor="sari.contoh", now=NOW, today=TODAY)
    october = parse_period("2026-10")
    close_period(connection, one.unit_id, october, actor="sari.contoh", now=NOW, today=TODAY)
    fill(connection, one, 2, 10, value=1, channel="paper", mark="late")
    fill(connection, one, 3, 9, value=1, counter_id=one.counter_id + 100, channel="paper")
    fill(connection, three, 1, 8, value=1, service_id=three.service_ids[0])


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Database]:
    database = new_database(tmp_path / "suara.db")
    database.write(a_world)
    yield database
    database.close()


@pytest.fixture
def planner(world: Database) -> Staff:
    app = create_app(Settings(database_url=world.url, background=False), world)
    return sign_in(app, world, Role.PLANNER)


PLACES = (
    {},
    {"agency": "INST-A"},
    {"agency": "INST-D"},
    {"agency": "INST-A", "unit": "UNIT-A"},
    {"agency": "INST-A", "unit": "UNIT-B"},
    {"agency": "INST-A", "unit": "UNIT-C"},
    {"agency": "INST-D", "unit": "UNIT-D"},
    {"agency": "INST-A", "unit": "UNIT-A", "counter": "LOKET-A"},
    {"agency": "INST-A", "unit": "UNIT-A", "counter": "LOKET-A2"},
)


def bins_in(figures: Figures) -> Bins:
    return tuple(each.bins for each in figures.elements)


def less(one: Bins, *others: Bins) -> Bins:
    """What the first holds beyond the others, element by element."""
    return tuple(
        tuple(n - sum(other[place][k] for other in others) for k, n in enumerate(bins))
        for place, bins in enumerate(one)
    )


def assert_no_few(left: Bins, words: object) -> None:
    """Of every element nobody is left over, or five and more; or it is not told in both."""
    for element, bins in zip(Element, left, strict=True):
        if min(bins) >= 0:
            assert sum(bins) == 0 or sum(bins) >= FEW, (words, element.value, bins)


def test_no_two_views_of_the_dashboard_differ_by_a_few(planner: Staff) -> None:
    seen: dict[Door, Bins] = {}
    for place, period in product(PLACES, PERIODS):
        door = Door(**place, period=period)
        seen[door] = bins_on(planner.get(f"/dashboard?{door.query}").text)
    told = {door: bins for door, bins in seen.items() if any(map(any, bins))}
    assert len(told) > 15
    for door, bins in told.items():
        assert_no_few(bins, door)
        inner = [each for each in told if each != door and each.within(door)]
        for other in inner:
            assert_no_few(less(bins, told[other]), (door, other))
        for kind in ("agency", "unit", "counter", "period"):
            parts = [each for each in inner if is_next_part(each, door, kind)]
            if parts:
                assert_no_few(less(bins, *(told[each] for each in parts)), (door, kind))


def is_next_part(part: Door, whole: Door, kind: str) -> bool:
    """Whether a view is one of the parts that the whole falls into one way."""
    if kind == "period":
        same = replace(part, period=whole.period) == whole
        steps = {"2026": 6, "2026-2": 3, "2026-Q3": 1, "2026-Q4": 1}
        return same and part.when.kind.months == steps.get(whole.period)
    places = (part.agency, part.unit, part.counter)
    depth = sum(map(bool, places))
    named = ("agency", "unit", "counter").index(kind)
    return (
        part.period == whole.period
        and depth == named + 1
        and sum(map(bool, (whole.agency, whole.unit, whole.counter))) <= named
    )


@pytest.mark.parametrize("period", ["2026-Q4", "2026-Q3", "2026-2", "2026-11"])
def test_report_dashboard_comparison_and_report_page_say_one_thing(
    world: Database, planner: Staff, period: str
) -> None:
    when = parse_period(period)
    days = when.first_day, when.last_day
    asked = f"agency=INST-A&period={period}"
    report = world.read(lambda c: agency_report_of(c, "INST-A", *days, FEW))
    if report.figures.index is not None:
        assert bins_on(planner.get(f"/dashboard?{asked}").text) == bins_in(report.figures)
    n = f"{report.figures.respondents}"
    assert f"{n} responden." in planner.get(f"/reports?{asked}").text
    compared = planner.get(f"/comparison?{asked}").text
    total = re.search(r"Semua lembar digabung.*?n ([\d.]+)<", compared, re.S)
    assert total is None or total[1] == n
    assert report.whole is not None
    units = [unit.figures for unit in report.whole.units if unit.figures is not None]
    assert not any(map(any, less(bins_in(report.figures), *map(bins_in, units))))
    for code in ("UNIT-A", "UNIT-B", "UNIT-C"):
        own = world.read(lambda c, code=code: report_of(c, code, *days, FEW))
        page = planner.get(f"/dashboard?unit={code}&period={period}").text
        if own.figures.index is not None:
            assert bins_on(page) == bins_in(own.figures)
        for bins in bins_in(own.figures):
            assert sum(bins) == 0 or sum(bins) >= FEW
        assert not own.sheets or less(bins_in(own.figures), sheet_bins(own.sheets)) == NOTHING


NOTHING: Bins = ((0, 0, 0, 0),) * 9


def sheet_bins(sheets: tuple[tuple[int | None, ...], ...]) -> Bins:
    """The sheets of an annex, counted."""
    return tuple(
        tuple(sum(sheet[place] == value for sheet in sheets) for value in range(1, 5))
        for place in range(9)
    )


def test_services_and_channels_that_are_told_leave_no_few_over(planner: Staff) -> None:
    for period in PERIODS:
        page = planner.get(f"/comparison?unit=UNIT-A&period={period}").text
        whole = planner.get(f"/dashboard?unit=UNIT-A&period={period}").text
        n = re.search(r"<b>([\d.]+) responden", whole)
        rows = re.findall(r'data-label="Layanan">.*?</tr>', page, re.S)
        told = [re.search(r'data-label="Responden">([\d.]+)<', row) for row in rows]
        assert len(rows) == 3
        if n is not None:
            left = int(n[1]) - sum(int(each[1]) for each in told if each is not None)
            assert left == 0 or left >= FEW, period
        for unit in ("UNIT-A", "UNIT-D"):
            bars = planner.get(f"/dashboard?unit={unit}&period={period}").text
            paper = re.search(r"<li[^>]*>(?:(?!</li>).)*Kertas.*?</li>", bars, re.S)
            assert paper is None or "nilai" not in paper[0], (unit, period)


def test_a_head_still_sees_how_many_wait(planner: Staff) -> None:
    """Who has three sheets is told so; in the agency's figure they are said to be missing."""
    own = planner.get("/dashboard?unit=UNIT-C&period=2026-Q4").text
    assert "Perlu 2 jawaban lagi." in own
    agency = planner.get("/dashboard?agency=INST-A&period=2026-Q4").text
    assert "1 unit belum ikut: baru 3 lembar, tampil mulai 5." in agency
    assert "1 unit belum ikut" in planner.get("/reports?agency=INST-A&period=2026-Q4").text


def test_a_few_sheets_that_come_after_a_closing_are_told_as_a_number(planner: Staff) -> None:
    page = planner.get("/dashboard?unit=UNIT-A&period=2026-Q3").text
    assert sum(bins_on(page)[0]) == 30
    assert "3 lembar yang datang sesudah ditutup menunggu." in page
    year = planner.get("/dashboard?agency=INST-A&period=2026").text
    assert "6 lembar yang datang sesudah ditutup menunggu." in year
    for asked, waiting in (("unit=UNIT-A&period=2026-Q3", 3), ("agency=INST-A&period=2026", 6)):
        compared = planner.get(f"/comparison?{asked}").text
        assert f"{waiting} lembar yang datang sesudah ditutup menunggu." in compared
    assert "sesudah ditutup" not in planner.get("/comparison?agency=INST-D&period=2026-Q4").text
    months = planner.get("/dashboard?unit=UNIT-A&period=2026-08").text
    assert not any(map(any, bins_on(months)))
    counter = planner.get("/dashboard?unit=UNIT-A&counter=LOKET-A&period=2026-Q3").text
    assert not any(map(any, bins_on(counter)))
