"""Periods by calendar and days by the unit's own clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.periods import (
    ZONES,
    Kind,
    Period,
    containing,
    local_day,
    local_time,
    parse_period,
    utc_bounds,
)

days = st.dates(date(1991, 1, 1), date(2998, 12, 31))
kinds = st.sampled_from(Kind)


@pytest.mark.parametrize(
    ("code", "label_id", "label_en", "first", "last"),
    [
        ("2026-Q3", "triwulan III 2026", "Q3 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-2", "semester II 2026", "second half of 2026", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026-1", "semester I 2026", "first half of 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026", "tahun 2026", "2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-02", "Februari 2024", "February 2024", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_a_code_names_its_days(
    code: str, label_id: str, label_en: str, first: date, last: date
) -> None:
    period = parse_period(code)
    assert period.code == code
    assert period.label == (label_id, label_en)
    assert (period.first_day, period.last_day) == (first, last)


def test_a_small_q_and_spaces_around_are_forgiven() -> None:
    assert parse_period(" 2026-q3 ") == Period(Kind.QUARTER, 2026, 3)


@pytest.mark.parametrize(
    "code",
    ["", "26", "2026-Q5", "2026-Q0", "2026-3", "2026-13", "2026-00", "2026Q3", "1889", "２０２６"],
)
def test_another_code_is_refused_with_the_forms_accepted(code: str) -> None:
    with pytest.raises(ValueError, match=r"is not a period; expected a year \(2026\)"):
        parse_period(code)


@pytest.mark.parametrize(("kind", "number"), [(Kind.YEAR, 2), (Kind.QUARTER, 5), (Kind.MONTH, 0)])
def test_a_period_that_the_year_does_not_have_is_refused(kind: Kind, number: int) -> None:
    with pytest.raises(ValueError, match="does not exist"):
        Period(kind, 2026, number)


def test_the_months_it_covers_are_named() -> None:
    assert parse_period("2026-Q3").span == ("Juli–September 2026", "July–September 2026")
    assert parse_period("2026-05").span.id == "Mei 2026"
    assert [month.code for month in parse_period("2026-Q4").months()] == [
        "2026-10",
        "2026-11",
        "2026-12",
    ]


def test_a_trend_of_the_first_and_the_last_year_looks_beyond_what_can_be_asked_for() -> None:
    assert parse_period("1990-Q1").shifted(-7) == Period(Kind.QUARTER, 1988, 2)
    assert parse_period("2999").following.first_day == date(3000, 1, 1)
    assert containing(date.max, Kind.MONTH).last_day == date.max


@given(days, kinds)
def test_a_day_lies_in_exactly_one_period_of_a_kind(day: date, kind: Kind) -> None:
    period = containing(day, kind)
    assert day in period
    assert day not in period.previous
    assert day not in period.following
    assert parse_period(period.code) == period


@given(days, kinds)
def test_periods_follow_without_gap_or_overlap(day: date, kind: Kind) -> None:
    period = containing(day, kind)
    assert period.previous.last_day + timedelta(days=1) == period.first_day
    assert period.last_day + timedelta(days=1) == period.following.first_day
    assert period.following.previous == period
    assert period.year_before == period.shifted(-12 // kind.months)
    months = period.months()
    assert len(months) == kind.months
    assert (months[0].first_day, months[-1].last_day) == (period.first_day, period.last_day)


def test_midnight_is_the_units_own() -> None:
    moment = datetime(2026, 6, 30, 16, 30, tzinfo=UTC)
    assert local_day(moment, "Asia/Jakarta") == date(2026, 6, 30)
    assert local_day(moment, "Asia/Makassar") == date(2026, 7, 1)
    assert local_day(moment, "Asia/Jayapura") == date(2026, 7, 1)
    assert local_time(moment, "Asia/Jakarta").hour == 23
    assert ZONES["Asia/Makassar"] == "WITA"


@given(days, st.sampled_from(sorted(ZONES)))
def test_the_bounds_of_a_day_hold_that_day_and_no_other(day: date, zone: str) -> None:
    start, end = utc_bounds(day, day, zone)
    blink = timedelta(microseconds=1)
    assert local_day(start, zone) == local_day(end - blink, zone) == day
    assert local_day(end, zone) == day + timedelta(days=1)
    assert local_day(start - blink, zone) == day - timedelta(days=1)


def test_a_moment_without_offset_or_a_foreign_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no offset"):
        local_day(datetime(2026, 1, 1), "Asia/Jakarta")  # noqa: DTZ001
    with pytest.raises(
        ValueError, match=r"'Europe/Paris' is not a time zone here; expected one of"
    ):
        local_day(datetime(2026, 1, 1, tzinfo=UTC), "Europe/Paris")
