"""The required number of respondents against the printed table."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.periods import parse_period
from surveys.rules.sample_size import (
    Population,
    population_of_period,
    projected_day,
    required_respondents,
)

GOLDEN = Path(__file__).parents[2] / "golden" / "sample_size.json"
ROWS = json.loads(GOLDEN.read_text(encoding="utf-8"))["rows"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["N"]))
def test_every_row_of_the_printed_table(row: dict[str, int]) -> None:
    assert required_respondents(row["N"]) == row["S"]


def test_a_hundred_thousand_users_need_what_the_formula_gives() -> None:
    assert required_respondents(100_000) == 383


@pytest.mark.parametrize("unknown", [None, 0])
def test_an_unknown_population_gives_no_number_rather_than_zero(unknown: int | None) -> None:
    assert required_respondents(unknown) is None


def test_a_negative_population_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 0 or more users"):
        required_respondents(-1)


@given(st.integers(1, 10**9))
def test_never_more_than_there_are_and_never_more_than_384(population: int) -> None:
    needed = required_respondents(population)
    assert needed is not None
    assert 1 <= needed <= min(population, 384)
    following = required_respondents(population + 1)
    assert following is not None
    assert following >= needed


def test_a_yearly_number_gives_a_period_its_share_marked_as_estimate() -> None:
    assert population_of_period(None, 4001, 3) == Population(1000, estimated=True)
    assert population_of_period(None, 4002, 3) == Population(1001, estimated=True)
    assert population_of_period(700, 4000, 3) == Population(700, estimated=False)
    assert population_of_period(0, 4000, 3) == Population(0, estimated=False)
    assert population_of_period(None, None, 3) is None
    with pytest.raises(ValueError, match="expected 1 to 12"):
        population_of_period(None, 4000, 13)


Q4 = parse_period("2026-Q4")


@pytest.mark.parametrize(
    ("n", "required", "today", "expected"),
    [
        (50, 100, date(2026, 10, 20), date(2026, 11, 9)),
        (10, 360, date(2026, 10, 20), date(2028, 9, 19)),
        (1, 2, date(2026, 10, 7), date(2026, 10, 14)),
        (100, 100, date(2026, 10, 20), None),
        (50, None, date(2026, 10, 20), None),
        (0, 100, date(2026, 10, 20), None),
        (5, 100, date(2026, 10, 3), None),
        (50, 100, date(2027, 1, 1), None),
    ],
)
def test_the_day_of_enough_follows_from_the_pace_so_far(
    n: int, required: int | None, today: date, expected: date | None
) -> None:
    assert projected_day(n, required, Q4.first_day, Q4.last_day, today) == expected
