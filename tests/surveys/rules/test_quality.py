"""Marks find what they name and leave ordinary answers alone."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.quality import (
    Mark,
    bursts,
    identical_sheets,
    is_old_key,
    is_outside_hours,
    is_straight_line,
    is_too_fast,
    shared_networks,
)

NOON = datetime(2026, 8, 5, 12, 0, tzinfo=UTC)


def test_nine_equal_answers_are_a_straight_line() -> None:
    assert is_straight_line([4] * 9)
    assert is_straight_line([1] * 9)
    assert not is_straight_line([4] * 8 + [3])


def test_few_equal_answers_are_not() -> None:
    assert not is_straight_line([4, 4, 4, *[None] * 6])
    assert is_straight_line([4, 4, 4, *[None] * 6], least=3)
    assert not is_straight_line([None] * 9, least=0)


def test_nine_answers_in_two_seconds_are_too_fast_but_one_is_not() -> None:
    assert is_too_fast(NOON, NOON + timedelta(seconds=2), answered=9)
    assert not is_too_fast(NOON, NOON + timedelta(seconds=2), answered=1)
    assert not is_too_fast(NOON, NOON + timedelta(seconds=30), answered=9)


def test_a_wrong_clock_is_not_fast() -> None:
    assert not is_too_fast(NOON, NOON - timedelta(seconds=2), answered=9)


def test_a_form_kept_for_three_days_is_old() -> None:
    assert is_old_key(NOON, NOON + timedelta(days=3))
    assert not is_old_key(NOON, NOON + timedelta(days=2))


@pytest.mark.parametrize(
    ("hour", "odd"), [(8, False), (15, False), (16, False), (23, False), (3, False), (5, True)]
)
def test_an_answer_from_home_in_the_evening_is_in_time(hour: int, odd: bool) -> None:
    moment = datetime(2026, 8, 5, hour, 30, tzinfo=UTC)
    assert is_outside_hours(moment, time(8), time(16)) == odd


def test_a_closed_sunday_is_outside_hours_after_the_grace() -> None:
    weekdays = frozenset(range(5))
    sunday = datetime(2026, 8, 9, 10, 0, tzinfo=UTC)
    friday_evening = datetime(2026, 8, 7, 20, 0, tzinfo=UTC)
    assert is_outside_hours(sunday, time(8), time(16), open_weekdays=weekdays)
    assert not is_outside_hours(friday_evening, time(8), time(16), open_weekdays=weekdays)


def test_hours_over_midnight_belong_to_the_evening_before() -> None:
    three_at_night = datetime(2026, 8, 5, 3, 0, tzinfo=UTC)
    assert not is_outside_hours(three_at_night, time(19), time(4), grace=timedelta())
    assert is_outside_hours(three_at_night.replace(hour=6), time(19), time(4), grace=timedelta())


def test_a_crowd_within_ten_minutes_is_one_burst() -> None:
    crowd = [NOON + timedelta(seconds=20 * each) for each in range(40)]
    calm = [NOON + timedelta(hours=each) for each in range(2, 8)]
    (found,) = bursts(crowd + calm)
    assert (found.first, found.last, found.responses) == (crowd[0], crowd[-1], 40)


def test_two_crowds_are_two_bursts() -> None:
    crowd = [NOON + timedelta(seconds=each) for each in range(20)]
    later = [moment + timedelta(hours=3) for moment in crowd]
    assert [each.responses for each in bursts(later + crowd)] == [20, 20]


def test_as_many_as_allowed_are_no_burst() -> None:
    assert bursts([NOON] * 12) == ()
    assert len(bursts([NOON] * 13)) == 1


@given(st.lists(st.integers(0, 7200), max_size=80))
def test_a_burst_always_holds_more_than_allowed_within_the_window(seconds: list[int]) -> None:
    moments = [NOON + timedelta(seconds=each) for each in seconds]
    for found in bursts(moments, most=5, window=timedelta(minutes=5)):
        inside = [each for each in moments if found.first <= each <= found.last]
        assert len(inside) == found.responses > 5
        assert any(
            sum(start <= each < start + timedelta(minutes=5) for each in inside) > 5
            for start in inside
        )


def test_the_same_mixed_sheet_ten_times_is_named_with_its_number() -> None:
    sheet = (4, 3, 4, 4, 2, 4, 4, 3, 4)
    assert identical_sheets([sheet] * 10 + [(4, 3, 4, 4, 2, 4, 4, 3, 3)] * 9) == {sheet: 10}


def test_content_people_and_half_empty_sheets_are_no_copies() -> None:
    assert identical_sheets([(4,) * 9] * 50) == {}
    assert identical_sheets([(4, 3, 4, *[None] * 6)] * 50) == {}


def test_a_waiting_room_network_is_marked_only_beyond_its_measure() -> None:
    assert shared_networks(["a"] * 11 + ["b"] * 10 + [None] * 50) == {"a"}


def test_every_mark_says_what_was_noticed() -> None:
    assert all(mark.words.id and mark.words.en for mark in Mark)
