"""A day is written as 2026-11-24 and in no other way of the standard."""

from datetime import UTC, date, datetime

import pytest

from surveys.rules.written_days import day_in_cell, written_day, written_moment

WRONG = ("2026-W41-6", "20261010", "2026-1-1", "2026-02-30", "٢٠٢٦-١٠-١٠", "2026-10-10 ", "")


@pytest.mark.parametrize("text", WRONG)
def test_no_other_way_of_writing_is_a_day(text: str) -> None:
    for read in (written_day, day_in_cell, written_moment):
        with pytest.raises(ValueError, match=r"not a day|not a time|out of range"):
            read(text)


def test_a_day_is_a_day_and_a_moment_of_no_clock() -> None:
    assert written_day("2026-10-10") == date(2026, 10, 10)
    assert written_moment("2026-10-10") == datetime(2026, 10, 10)  # noqa: DTZ001 - has no clock


@pytest.mark.parametrize("behind", [" 00:00:00", "T08:30", "T08:30:00.25+07:00", " 08:30:00Z"])
def test_a_time_behind_a_day_is_left_out_of_the_day(behind: str) -> None:
    assert day_in_cell("2026-10-10" + behind) == date(2026, 10, 10)


@pytest.mark.parametrize("behind", [" zzz=1", " 25:00:00", "x08:30", "T8:30", " 08:30:00 WIB"])
def test_what_is_no_time_behind_a_day_is_refused(behind: str) -> None:
    for read in (day_in_cell, written_moment):
        with pytest.raises(ValueError, match=r"not a time|must be in"):
            read("2026-10-10" + behind)


def test_a_moment_keeps_its_clock() -> None:
    assert written_moment("2026-10-10T08:30:00+07:00") == datetime(2026, 10, 10, 1, 30, tzinfo=UTC)
