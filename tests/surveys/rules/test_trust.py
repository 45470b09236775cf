"""The signs of the trust note: what they find, and what they leave alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.trust import THRESHOLDS, Finding, Sheet, Sign, findings

MORNING = datetime(2026, 8, 5, 9, 0, tzinfo=UTC)
MIXED = (4, 3, 4, 4, 2, 4, 4, 3, 4)


def day_by_day(count: int, channel: str = "qr") -> list[Sheet]:
    """One sheet a day, each a little different from its neighbours."""
    return [
        Sheet(
            MORNING + timedelta(days=day, minutes=7 * day % 300),
            (3, 4, 3, 4, 1 + day % 4, 3, 4, 3, 1 + day // 4 % 4),
            channel,
        )
        for day in range(count)
    ]


def odd(sheets: list[Sheet], hours: tuple[int, int] | None = (8, 16)) -> set[Sign]:
    return {found.sign for found in findings(sheets, hours) if found.worth_a_look}


def crowd(start: datetime, count: int, seconds: float, channel: str = "qr") -> list[Sheet]:
    return [
        sheet._replace(moment=start + number * timedelta(seconds=seconds))
        for number, sheet in enumerate(day_by_day(count, channel))
    ]


def test_an_ordinary_quarter_shows_nothing() -> None:
    assert odd(day_by_day(90)) == set()
    assert odd([]) == set()


def test_sixteen_answers_in_ten_minutes_are_a_burst_and_fifteen_are_none() -> None:
    usual = day_by_day(30)
    found = findings([*usual, *crowd(MORNING, 16, 20)])[0]
    assert found.sign is Sign.BURST
    assert (found.worth_a_look, found.first) == (True, MORNING)
    assert odd(day_by_day(1) + crowd(MORNING + timedelta(days=3), 15, 20)) == set()


def test_a_tablet_that_sends_its_night_at_once_and_a_stack_of_paper_are_no_burst() -> None:
    for channel in ("kiosk", "paper", "api"):
        assert odd(day_by_day(30) + crowd(MORNING, 40, 1, channel)) == set()


def test_a_poster_spread_in_the_evening_is_a_day_apart_and_a_full_room_is_none() -> None:
    evening = MORNING.replace(hour=19)
    found = {each.sign: each for each in findings(day_by_day(30) + crowd(evening, 40, 90), (8, 16))}
    assert found[Sign.BUSY_DAY].worth_a_look
    assert found[Sign.BUSY_DAY].count == 41
    assert odd(day_by_day(30) + crowd(MORNING, 40, 90)) == set()
    assert odd(day_by_day(30) + crowd(MORNING, 80, 90)) == {Sign.BUSY_DAY}


def test_a_counter_that_is_always_busy_has_no_day_apart() -> None:
    always = [
        sheet._replace(moment=sheet.moment.replace(hour=9 + number % 6, minute=number % 60))
        for sheet in day_by_day(20)
        for number in range(70)
    ]
    assert Sign.BUSY_DAY not in odd(always)


def test_ten_copies_of_a_mixed_sheet_in_one_day_are_named() -> None:
    copies = [sheet._replace(scores=MIXED) for sheet in crowd(MORNING, 10, 900)]
    assert odd(day_by_day(30) + copies) == {Sign.IDENTICAL}
    assert odd(day_by_day(30) + copies[:9]) == set()


def test_straight_lines_are_odd_only_where_most_whole_sheets_are_straight() -> None:
    straight = [sheet._replace(scores=(4,) * 9) for sheet in day_by_day(30)]
    assert odd(straight + day_by_day(20)) == {Sign.STRAIGHT_LINE}
    assert odd(straight + day_by_day(21)) == set()
    broken_off = [sheet._replace(scores=(4,) * 3 + (None,) * 6) for sheet in day_by_day(90)]
    assert odd(broken_off) == set()


def test_an_answer_at_one_in_the_night_is_outside_hours_and_one_at_nine_in_the_evening_is_not() -> (
    None
):
    night = [sheet._replace(moment=sheet.moment.replace(hour=1)) for sheet in day_by_day(10)]
    evening = [sheet._replace(moment=sheet.moment.replace(hour=21)) for sheet in day_by_day(10)]
    assert odd(day_by_day(30) + night) == {Sign.OUTSIDE_HOURS}
    assert odd(day_by_day(30) + evening) == set()
    # Hours that nobody registered are taken to be those of an office.
    assert odd(day_by_day(30) + night, None) == {Sign.OUTSIDE_HOURS}
    # A hospital that is open all night is told so by its hours, over midnight or all day.
    assert odd(day_by_day(30) + night, (20, 10)) == set()
    assert odd(day_by_day(30) + night, (0, 0)) == set()


@pytest.mark.parametrize(
    ("field", "sign"),
    [
        ("shared_network", Sign.SHARED_NETWORK),
        ("too_fast", Sign.TOO_FAST),
        ("odd_key", Sign.ODD_KEY),
        ("old_key", Sign.OLD_KEY),
    ],
)
def test_a_mark_is_odd_from_its_number_and_share_on(field: str, sign: Sign) -> None:
    least, share = THRESHOLDS[sign]
    marked = [sheet._replace(**{field: True}) for sheet in day_by_day(least)]
    enough = round(least / share) - least
    assert odd(marked + day_by_day(enough)) == {sign}
    assert odd(marked + day_by_day(enough + 1)) == set()
    assert odd(marked[1:]) == set()


@given(
    st.lists(
        st.builds(
            Sheet,
            moment=st.integers(0, 90_000).map(lambda minutes: MORNING + timedelta(minutes=minutes)),
            scores=st.tuples(*[st.one_of(st.none(), st.integers(1, 4))] * 9),
            channel=st.sampled_from(["qr", "slip", "kiosk", "paper", "api"]),
            too_fast=st.booleans(),
        ),
        max_size=60,
    ),
    st.one_of(st.none(), st.tuples(st.integers(0, 23), st.integers(0, 23))),
)
def test_no_sign_counts_more_answers_than_it_looked_at(
    sheets: list[Sheet], hours: tuple[int, int] | None
) -> None:
    found = findings(sheets, hours)
    assert [each.sign for each in found] == list(Sign)
    assert all(0 <= each.count <= each.of <= len(sheets) for each in found)
    assert found == findings(sheets[::-1], hours)


def test_nothing_looked_at_is_never_worth_a_look() -> None:
    assert not any(Finding(sign, 0, 0).worth_a_look for sign in Sign)
