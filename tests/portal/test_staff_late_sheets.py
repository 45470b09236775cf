"""Whoever opened every door of the staff before a few late sheets, and does again, learns nothing.

What is told may be told no longer; but no value is another, for the old less the new would be those
few. With the fifth sheet everything moves.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from portal.access import Role
from portal.app import create_app
from portal.database import Database
from portal.settings import Settings
from surveys import publication
from surveys.results_closing import close_period
from surveys.results_report_agency import agency_report_of
from surveys.results_report_working import report_of
from surveys.results_told_figures import told_over
from surveys.rules.periods import parse_period
from surveys.rules.told_parts import quarters_over
from surveys.scope import PlaceScope
from surveys.tables import FollowUp
from tests.builders import NOW, TODAY, Place
from tests.databases import new_database
from tests.portal.small_places import bins_on, fill, place_of, with_second_counter
from tests.portal.staff import Staff, sign_in

FEW = 5
UNITS = ("UNIT-A", "UNIT-B")
WIDE = ("", "agency=INST-A")
OWN = (
    "agency=INST-A&unit=UNIT-A",
    "agency=INST-A&unit=UNIT-A&counter=LOKET-A",
    "agency=INST-A&unit=UNIT-A&counter=LOKET-A2",
)
PERIODS = ("2026", "2026-1", "2026-Q1", "2026-Q2", "2026-Q3", "2026-02", "2026-03")
CASES = (
    ("2026-02",),
    ("2026-01", "2026-02", "2026-03"),
    ("2026-02", "2026-Q1", "2026-1"),
    ("2026-1",),
    ("2025-Q2", "2025"),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = new_database(tmp_path / "suara.db")
    yield database
    database.close()


def a_world(connection: Connection, year: int) -> Place:
    """A unit with two counters, in both quarters of a half-year, beside another unit."""
    one = place_of(connection, "A", services=2)
    other = place_of(connection, "B", one.agency_id)
    with_second_counter(connection, one)
    second = one.counter_id + 100
    fill(connection, one, 14, 1, year=year, service_id=one.service_ids[0])
    fill(connection, one, 18, 2, year=year, service_id=one.service_ids[0])
    fill(connection, one, 13, 2, year=year, counter_id=second, channel="paper", value=4)
    fill(connection, one, 12, 3, year=year, service_id=one.service_ids[1], value=2)
    fill(connection, one, 17, 5, year=year, counter_id=second)
    fill(connection, one, 11, 8, year=year)
    connection.execute(
        insert(FollowUp).values(
            unit_id=one.unit_id,
            element="facilities",
            activity="Kursi tambahan",
            responsible="Kepala seksi",
            status="done",
            done_on=date(year, 3, 20),
            proof="Nota 12",
            created_by="sari.contoh",
            created_at=NOW,
        )
    )
    fill(connection, other, 16, 2, year=year, value=4)
    fill(connection, other, 19, 5, year=year, value=2)
    return one


def come_late(connection: Connection, place: Place, year: int, number: int) -> None:
    fill(
        connection,
        place,
        1,
        2,
        year=year,
        value=1,
        counter_id=place.counter_id + 100,
        service_id=place.service_ids[1],
        channel="paper",
        mark=f"late{number}",
    )
    publication.refresh_all(connection, NOW, FEW)


def values_on(page: str) -> set[str]:
    """Every figure with decimals, which no count has."""
    words = re.sub(r"<(script|style|head)\b.*?</\1>", "", page, flags=re.S)
    return set(re.findall(r"[−-]?\d+,\d+", re.sub(r"<[^>]+>", " ", words)))


def values_in(workbook: bytes) -> set[str]:
    """Every such number in the cells of a workbook."""
    found: set[str] = set()
    with zipfile.ZipFile(BytesIO(workbook)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/"):
                text = parts.read(name).decode("utf-8")
                found |= set(re.findall(r"<v>(-?\d+\.\d*[1-9]\d*)</v>", text))
    return found


def every_door(database: Database, staff: Staff, periods: tuple[str, ...]) -> dict[str, set[str]]:
    """By door every value that it tells, and how often each answer was given."""
    seen = {}
    for period in periods:
        for place in (*WIDE, *OWN):
            asked = f"{place}&period={period}"
            page = staff.get(f"/dashboard?{asked}").text
            bins = {f"{k} {each}" for k, each in enumerate(bins_on(page)) if any(each)}
            seen[f"dashboard {asked}"] = values_on(page) | bins
            for path in ("comparison", "reports"):
                if place in (WIDE[1], OWN[0]):
                    seen[f"{path} {asked}"] = values_on(staff.get(f"/{path}?{asked}").text)
        seen |= reports_of(database, staff, period)
    quarters = quarters_over([parse_period(periods[0])])
    unit = PlaceScope(unit_id=1)
    year = database.read(lambda c: told_over(c, unit, quarters, FEW))
    seen["elements behind a need"] = {f"{k} {it.bins}" for k, it in enumerate(year.elements)}
    return seen


def reports_of(database: Database, staff: Staff, period: str) -> dict[str, set[str]]:
    """The same of the working reports, as they are made and as workbooks."""
    days = parse_period(period).first_day, parse_period(period).last_day
    made = {unit: database.read(lambda c, u=unit: report_of(c, u, *days, FEW)) for unit in UNITS}
    made["INST-A"] = database.read(lambda c: agency_report_of(c, "INST-A", *days, FEW))
    seen = {}
    for code, report in made.items():
        told = {f"{k} {it.bins}" for k, it in enumerate(report.figures.elements)}
        told |= {f"{point.period.code} {point.index}" for point in report.trend}
        told |= {
            f"{point.period.code} {point.corrected.index}"
            for point in report.trend
            if point.corrected is not None
        }
        effects = [line.effect for line in report.plan if line.effect is not None]
        told |= {f"effect {each.before} {each.after}" for each in effects}
        seen[f"report {code} {period}"] = told
        if "-1" not in period and "-Q1" not in period:
            continue
        named = f"{'agency' if code == 'INST-A' else 'unit'}={code}&period={period}"
        file = staff.get(f"/reports/file?{named}&format=xlsx&edition=working")
        if file.status_code == 200:
            seen[f"workbook {code} {period}"] = values_in(file.content)
    return seen


@pytest.mark.parametrize("closed", CASES)
def test_one_to_four_sheets_after_a_closing_move_nothing_and_the_fifth_moves_all(
    database: Database, closed: tuple[str, ...]
) -> None:
    year = int(closed[-1][:4])
    periods = tuple(each.replace("2026", str(year)) for each in PERIODS)
    place = database.write(lambda c: a_world(c, year))
    for code in closed:
        database.write(
            lambda c, code=code: close_period(
                c, place.unit_id, parse_period(code), actor="sari.contoh", now=NOW, today=TODAY
            )
        )
    app = create_app(Settings(database_url=database.url, background=False), database)
    staff = sign_in(app, database, Role.PLANNER)
    before = every_door(database, staff, periods)
    database.write(lambda c: come_late(c, place, year, 1))
    known = set().union(*before.values())
    first = every_door(database, staff, periods)
    for door, values in first.items():
        # What is told as the sum of its parts has their margins, which no late sheet is in.
        told = {each for each in values - known if " " in each}
        assert not {each for each in told if not each.endswith("None")}, door
    for number in (2, 3, 4):
        database.write(lambda c, n=number: come_late(c, place, year, n))
    now = every_door(database, staff, periods)
    assert {door for door in now if now[door] != first.get(door)} == set()
    database.write(lambda c: come_late(c, place, year, 99))
    now = every_door(database, staff, (closed[-1],))
    for asked in ("agency=INST-A&unit=UNIT-A", "agency=INST-A", ""):
        door = f"dashboard {asked}&period={closed[-1]}"
        assert not now[door] <= before[door], door


def test_the_sixth_sheet_waits_beside_what_everybody_sees_of_the_five(database: Database) -> None:
    """Staff are shown that as what the quarter is by now; theirs less it would be the sixth."""
    place = database.write(lambda c: a_world(c, 2026))
    database.write(
        lambda c: close_period(
            c, place.unit_id, parse_period("2026-Q1"), actor="sari.contoh", now=NOW, today=TODAY
        )
    )
    app = create_app(Settings(database_url=database.url, background=False), database)
    staff = sign_in(app, database, Role.PLANNER)
    periods = ("2026-1", "2026-Q1", "2026-Q2")
    for number in range(5):
        database.write(lambda c, n=number: come_late(c, place, 2026, n))
    before = every_door(database, staff, periods)
    database.write(lambda c: come_late(c, place, 2026, 5))
    known = set().union(*before.values())
    for door, values in every_door(database, staff, periods).items():
        told = {each for each in values - known if " " in each}
        assert not {each for each in told if not each.endswith("None")}, door
    words = staff.get("/dashboard?agency=INST-A&period=2026-1").text
    assert "1 lembar yang datang sesudah ditutup menunggu." in words
