"""Nobody is found in what is shown: not in small groups, not by subtraction, not by watching."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.disclosure import (
    hidden,
    hidden_cells,
    hidden_parts,
    is_safe_difference,
    is_shown,
    is_snapshot_due,
    pace,
    published_n,
    still_needed,
)


def test_four_are_hidden_and_five_are_shown() -> None:
    assert not is_shown(4)
    assert is_shown(5)
    assert [still_needed(n) for n in (0, 4, 5, 9)] == [5, 1, 0, 0]
    assert still_needed(4, smallest=10) == 6


def test_public_numbers_move_in_fives() -> None:
    assert [published_n(n) for n in (0, 4, 5, 9, 10, 236)] == [0, 0, 5, 5, 10, 235]


def test_a_snapshot_begins_with_five_and_moves_on_after_five_more() -> None:
    assert not is_snapshot_due(None, 4)
    assert is_snapshot_due(None, 5)
    assert not is_snapshot_due(7, 11)
    assert is_snapshot_due(7, 12)


def test_an_exclusion_of_one_does_not_show_who_it_was() -> None:
    assert not is_snapshot_due(20, 19)
    assert is_snapshot_due(20, 15)


@given(st.lists(st.integers(-3, 4), max_size=60))
def test_whoever_watches_the_public_page_never_sees_a_step_of_fewer_than_five(
    steps: list[int],
) -> None:
    n, stored, seen = 0, None, []
    for step in steps:
        n = max(0, n + step)
        if is_snapshot_due(stored, n):
            stored = n
            seen.append(n)
    assert all(abs(later - earlier) >= 5 for earlier, later in pairwise(seen))
    assert not seen or seen[0] >= 5


def test_a_busy_unit_moves_by_one_in_a_hundred_so_its_past_stays_short() -> None:
    assert [pace(n) for n in (None, 5, 499, 600, 10_000)] == [5, 5, 5, 6, 100]
    shown, moves = None, 0
    for n in range(50_001):
        if is_snapshot_due(shown, n, pace(shown)):
            shown, moves = n, moves + 1
    assert moves < 700
    assert shown is not None
    assert 50_000 - shown <= 500


def test_a_filter_that_leaves_out_two_people_is_not_safe() -> None:
    assert not is_safe_difference(100, 98)
    assert is_safe_difference(100, 95)
    assert is_safe_difference(100, 100)


def test_a_small_part_takes_another_with_it() -> None:
    assert hidden_parts({"L": 12, "P": 3}) == {"L", "P"}
    assert hidden_parts({"L": 121, "P": 109, "tidak menjawab": 3}) == {"P", "tidak menjawab"}


def test_small_parts_that_hide_each_other_are_enough() -> None:
    assert hidden_parts({"SD": 3, "SMP": 4, "SMA": 90, "S1": 40}) == {"SD", "SMP"}


def test_two_small_parts_that_are_still_few_together_need_a_third() -> None:
    assert hidden_parts({"a": 2, "b": 2, "c": 30, "d": 60}) == {"a", "b", "c"}


def test_an_empty_part_hides_nobody() -> None:
    assert hidden_parts({"a": 0, "b": 20, "c": 9}) == set()
    assert hidden_parts({"a": 0, "b": 4, "c": 9, "d": 20}) == {"b", "c"}


def test_a_total_of_four_hides_everything_in_it() -> None:
    assert hidden_parts({"a": 3, "b": 1, "c": 0}) == {"a", "b"}
    assert hidden_parts({"a": 4}) == {"a"}
    assert hidden_parts({}) == set()


def test_one_small_counter_does_not_leak_through_its_agency() -> None:
    counts = {"agency": 60, "unit-1": 33, "unit-2": 27, "loket-1": 3, "loket-2": 30, "loket-3": 27}
    sums = [
        ("agency", ["unit-1", "unit-2"]),
        ("unit-1", ["loket-1", "loket-2"]),
        ("unit-2", ["loket-3"]),
    ]
    assert hidden(counts, sums) == {"loket-1", "loket-2"}


def test_a_hidden_unit_does_not_leak_through_its_only_counter() -> None:
    counts = {"agency": 63, "unit-1": 3, "unit-2": 60, "loket-1": 3, "loket-2": 60}
    sums = [
        ("agency", ["unit-1", "unit-2"]),
        ("unit-1", ["loket-1"]),
        ("unit-2", ["loket-2"]),
    ]
    assert hidden(counts, sums) == {"unit-1", "unit-2", "loket-1", "loket-2"}


def test_a_total_that_is_not_the_sum_of_its_parts_is_refused() -> None:
    with pytest.raises(ValueError, match="'all' is 9, which is not the sum of its parts"):
        hidden({"all": 9, "a": 4, "b": 4}, [("all", ["a", "b"])])


def test_one_small_cell_of_a_table_hides_three_more_and_no_other() -> None:
    table = {
        ("P", "SD"): 3,
        ("P", "SMA"): 9,
        ("P", "S1"): 20,
        ("L", "SD"): 12,
        ("L", "SMA"): 8,
        ("L", "S1"): 15,
        ("-", "SD"): 11,
        ("-", "SMA"): 30,
        ("-", "S1"): 7,
    }
    found = hidden_cells(table)
    assert ("P", "SD") in found.cells
    assert len(found.cells) == 4
    assert not found.row_totals | found.column_totals


def test_a_table_with_a_small_row_hides_its_total_too() -> None:
    found = hidden_cells({("a", "x"): 2, ("a", "y"): 1, ("b", "x"): 30, ("b", "y"): 25})
    assert "a" in found.row_totals
    assert {("a", "x"), ("a", "y")} <= found.cells


def leftovers(
    counts: dict[str, int], sums: list[tuple[str, list[str]]], away: frozenset[str]
) -> list[dict[str, int]]:
    """All ways in which the hidden figures could be, given what is shown; tried one by one."""
    unknown = sorted(away)
    most = max(counts.values())
    ways = []
    for values in product(range(most + 1), repeat=len(unknown)):
        guess = {**counts, **dict(zip(unknown, values, strict=True))}
        if all(guess[total] == sum(guess[part] for part in parts) for total, parts in sums):
            ways.append(guess)
    return ways


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_no_hidden_part_of_a_list_can_be_worked_out(
    numbers: list[int],
) -> None:
    parts = {str(place): n for place, n in enumerate(numbers)}
    away = hidden_parts(parts)
    assert all(n == 0 or n >= 5 for name, n in parts.items() if name not in away)
    total = sum(numbers)
    if total >= 5 and away:
        assert sum(parts[name] for name in away) >= 5
        assert len(away) >= 2
        ways = leftovers({**parts, "all": total}, [("all", list(parts))], away)
        assert all(len({way[name] for way in ways}) > 1 for name in away)


tables = st.integers(2, 4).flatmap(
    lambda height: st.integers(2, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 14), min_size=width, max_size=width),
            min_size=height,
            max_size=height,
        )
    )
)


def rank_of(rows: list[list[Fraction]]) -> int:
    """The rank of a matrix, by plain elimination."""
    rows, rank = [row[:] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((place for place in range(rank, len(rows)) if rows[place][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for place in range(rank + 1, len(rows)):
            factor = rows[place][column] / rows[rank][column]
            rows[place] = [a - factor * b for a, b in zip(rows[place], rows[rank], strict=True)]
        rank += 1
    return rank


@given(tables)
def test_no_hidden_cell_follows_from_the_totals_of_a_table(numbers: list[list[int]]) -> None:
    table = {(r, c): n for r, row in enumerate(numbers) for c, n in enumerate(row)}
    found = hidden_cells(table)
    for cell, n in table.items():
        assert cell in found.cells or n == 0 or n >= 5
    if sum(table.values()) < 5:
        return
    # A reader knows the sum of every row and column whose total is shown, and the sum of all.
    height, width = len(numbers), len(numbers[0])
    unknown = [
        *sorted(("cell", *cell) for cell in found.cells),
        *(("row", r) for r in sorted(found.row_totals)),
        *(("column", c) for c in sorted(found.column_totals)),
    ]
    rows = [[*(("cell", r, c) for c in range(width)), ("row", r)] for r in range(height)]
    columns = [[*(("cell", r, c) for r in range(height)), ("column", c)] for c in range(width)]
    known_sums: list[Sequence[object]] = [
        *rows,
        *columns,
        [("row", r) for r in range(height)],
        [("column", c) for c in range(width)],
    ]
    # Signs do not matter: a total counted as minus itself stands the same way in every sum.
    matrix = [[Fraction(int(name in sum_)) for name in unknown] for sum_ in known_sums]
    for place in range(len(unknown)):
        without = [row[:place] + row[place + 1 :] for row in matrix]
        assert rank_of(matrix) == rank_of(without), f"{unknown[place]} can be worked out"
