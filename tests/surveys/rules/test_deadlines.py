"""Working days of 2026, and when a complaint is late."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.deadlines import (
    KNOWN_HOLIDAYS,
    ComplaintClass,
    due_day,
    due_of_class,
    is_working_day,
    last_working_day,
    overdue_days,
    unknown_years,
    working_days_after,
    year_is_known,
)

days = st.dates(date(2025, 12, 1), date(2027, 2, 1))


def test_holidays_and_joint_leave_are_no_working_days() -> None:
    assert not is_working_day(date(2026, 8, 17))
    assert not is_working_day(date(2026, 3, 20))
    assert not is_working_day(date(2026, 8, 15))
    assert is_working_day(date(2026, 8, 18))
    assert len(KNOWN_HOLIDAYS[2026]) == 25


def test_day_one_is_the_day_after_receipt() -> None:
    assert due_day(date(2026, 8, 3), 5) == date(2026, 8, 10)
    assert due_day(date(2026, 8, 14), 1) == date(2026, 8, 18)


def test_the_long_holiday_of_lebaran_moves_a_deadline() -> None:
    assert due_day(date(2026, 3, 17), 1) == date(2026, 3, 25)


@pytest.mark.parametrize(
    ("kind", "working_days"),
    [
        ("information", 5),
        ("aspiration", 5),
        ("not_supervisory", 14),
        ("supervisory", 60),
    ],
)
def test_each_class_has_its_working_days(kind: str, working_days: int) -> None:
    received = date(2026, 6, 3)
    complaint_class = ComplaintClass(kind)
    assert complaint_class.working_days == working_days
    assert working_days_after(received, due_of_class(received, complaint_class)) == working_days
    assert complaint_class.label.id


def test_lateness_is_counted_in_working_days() -> None:
    due = date(2026, 8, 13)
    assert overdue_days(due, date(2026, 8, 12)) == 0
    assert overdue_days(due, due) == 0
    assert overdue_days(due, date(2026, 8, 17)) == 1
    assert overdue_days(due, date(2026, 8, 21)) == 5


def test_a_year_without_its_decree_is_named_and_counts_weekends_only() -> None:
    assert year_is_known(2026)
    assert not year_is_known(2025)
    assert unknown_years(date(2025, 12, 1), date(2027, 1, 5)) == (2025, 2027)
    assert is_working_day(date(2025, 8, 18))
    assert not is_working_day(date(2025, 8, 17))


def test_an_agency_may_enter_its_own_table() -> None:
    own = {2027: frozenset({date(2027, 1, 1), date(2027, 1, 4)})}
    assert due_day(date(2026, 12, 31), 1, own) == date(2027, 1, 5)
    assert unknown_years(date(2027, 1, 1), date(2027, 1, 2), own) == ()


@pytest.mark.parametrize("wrong", [0, -3])
def test_no_working_day_at_all_is_no_deadline(wrong: int) -> None:
    with pytest.raises(ValueError, match="expected 1 or more"):
        due_day(date(2026, 1, 1), wrong)


@given(days, st.integers(1, 80))
def test_the_last_day_in_time_is_a_working_day_and_not_late(received: date, count: int) -> None:
    due = due_day(received, count)
    assert due > received
    assert is_working_day(due)
    assert working_days_after(received, due) == count
    assert overdue_days(due, due) == 0
    later = due_day(due, 1)
    assert overdue_days(due, later) == 1
    assert overdue_days(due, later - timedelta(days=1)) == 0


@given(days, days)
def test_what_was_due_before_the_last_working_day_is_late_by_one_or_more(
    due: date, today: date
) -> None:
    """A list and a headline that ask in these two ways never disagree."""
    assert (due < last_working_day(today)) == (overdue_days(due, today) > 0)


@given(days, days, days)
def test_working_days_add_up(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    parts = working_days_after(first, middle) + working_days_after(middle, last)
    assert parts == working_days_after(first, last)
