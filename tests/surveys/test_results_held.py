"""What stands for closed periods, and for what is made of them, until five sheets lie between."""

from datetime import date

import pytest

from portal.database import Database
from surveys import results_corrections
from surveys.errors import Refused
from surveys.reportable import closed_lines
from surveys.responses import store_drafts
from surveys.results_closing import close_period
from surveys.results_trend import stretch_to
from surveys.rules.periods import parse_period
from surveys.scope import PlaceScope
from tests.builders import NOW, TODAY, Place
from tests.surveys.sheets import answers, whole

FEW = 5
FEBRUARY, APRIL = date(2026, 2, 10), date(2026, 4, 10)


def come(
    database: Database, place: Place, count: int, day: date, name: str, value: int = 3
) -> None:
    database.write(lambda c: store_drafts(c, answers(place, whole(value, count), day, name)))


def close(database: Database, place: Place, code: str) -> int:
    return database.write(
        lambda c: close_period(
            c, place.unit_id, parse_period(code), actor="kepala", now=NOW, today=TODAY
        )
    )


def told(database: Database, place: Place, code: str) -> int:
    """How many of the respondents of a period staff are told the answers of."""
    scope, period = PlaceScope(unit_id=place.unit_id), parse_period(code)
    stretch = database.read(lambda c: stretch_to(c, scope, period, 1, smallest=FEW))
    counted = stretch.whole_of(period)
    return sum(each.n for each in counted.sums.values()) // 9


def test_a_quarter_is_told_as_its_closed_months_until_five_came_in_the_open_ones(
    database: Database, place: Place
) -> None:
    come(database, place, 20, FEBRUARY, "first")
    close(database, place, "2026-02")
    come(database, place, 4, date(2026, 3, 5), "open")
    assert [told(database, place, code) for code in ("2026-Q1", "2026-03")] == [20, 0]
    come(database, place, 1, date(2026, 3, 6), "fifth")
    assert [told(database, place, code) for code in ("2026-Q1", "2026-03")] == [25, 5]
    come(database, place, 2, FEBRUARY, "late")
    assert [told(database, place, code) for code in ("2026-Q1", "2026-02")] == [25, 20]


def test_a_half_year_that_nothing_was_public_of_gives_none_of_its_quarters_away(
    database: Database, place: Place
) -> None:
    come(database, place, 3, FEBRUARY, "first")
    come(database, place, 4, APRIL, "second")
    close(database, place, "2026-1")
    come(database, place, 2, APRIL, "late", value=1)
    assert [told(database, place, code) for code in ("2026-Q2", "2026-1", "2026")] == [0, 0, 0]
    come(database, place, 9, APRIL, "many")
    assert told(database, place, "2026-Q2") == 15


def test_a_closed_month_is_corrected_from_five_sheets_on(database: Database, place: Place) -> None:
    come(database, place, 10, FEBRUARY, "first")
    number, reach = close(database, place, "2026-02"), PlaceScope()
    come(database, place, 4, FEBRUARY, "late", value=1)
    with pytest.raises(Refused, match="kurang dari 5 lembar"):
        database.write(lambda c: results_corrections.note_correction(c, number, reach, NOW))
    [line] = database.read(lambda c: closed_lines(c, reach))
    assert line.since is not None
    assert (line.since.to_note, line.since.waiting) == (False, 4)
    come(database, place, 1, FEBRUARY, "fifth", value=1)
    database.write(lambda c: results_corrections.note_correction(c, number, reach, NOW))
    [line] = database.read(lambda c: closed_lines(c, reach))
    assert line.since is not None
    assert [each.respondents for each in line.since.corrections] == [15]


def test_the_list_of_closed_periods_tells_no_value_of_three_sheets(
    database: Database, place: Place
) -> None:
    come(database, place, 3, FEBRUARY, "few")
    close(database, place, "2026-02")
    [line] = database.read(lambda c: closed_lines(c, PlaceScope()))
    assert line.since is not None
    assert (line.since.frozen.respondents, line.since.frozen.index) == (3, None)
