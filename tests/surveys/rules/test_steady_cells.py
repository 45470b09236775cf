"""Parts of a figure beside rows of days: no sum of rows and cells rests on a few sheets."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.cut import stay_together
from surveys.rules.steady_cells import (
    Blocks,
    Held,
    are_mixed,
    atoms_of,
    blocks_of,
    follows_from,
    is_safe_beside,
)
from surveys.rules.steady_parts import Parts

STEP = 5
NOBODY_TOLD: Blocks = frozenset()


def each_of(*names: str) -> Blocks:
    return frozenset(frozenset(name) for name in names)


def rows_of(*rows: dict[str, int]) -> list[Held]:
    return [Held(steady={name: (n,) for name, n in row.items()}) for row in rows]


@pytest.mark.parametrize(
    ("rows", "safe"),
    [
        # Twenty of one service alone, and two of it on a day of others: its card less the twenty.
        ([{"a": 20}, {"a": 2, "b": 18}], False),
        ([{"a": 20}, {"a": 5, "b": 18}], True),
        # A row less the whole of a cell leaves the others of the row.
        ([{"a": 20, "b": 3}, {"b": 9}], False),
        # Each row of one service alone: the cards say nothing that the rows do not.
        ([{"a": 20}, {"b": 9}], True),
        # One of a service on each of five days among others.
        ([{"a": 1, "b": 7}] * 5, True),
        ([{"a": 1, "b": 7}] * 4, False),
    ],
)
def test_a_card_is_safe_where_no_sum_with_rows_leaves_a_few(
    rows: list[dict[str, int]], safe: bool
) -> None:
    assert is_safe_beside(each_of("a", "b"), NOBODY_TOLD, rows_of(*rows), STEP) is safe


def test_what_was_turned_keeps_a_row_from_being_of_one_cell() -> None:
    pure = Held(steady={"a": (9,)})
    mixed = Held(steady={"a": (9,)}, turned={"b": (1,)})
    other = Held(steady={"b": (9,)})
    blocks = each_of("a", "b")
    assert is_safe_beside(blocks, blocks, [pure, other], STEP)
    assert not is_safe_beside(blocks, blocks, [mixed, other], STEP)


def test_each_question_counts_its_own_answers() -> None:
    row = Held(steady={"a": (9, 2), "b": (9, 9)})
    assert is_safe_beside(each_of("a", "b"), NOBODY_TOLD, [Held(steady={"a": (9,), "b": (9,)})], 5)
    assert not is_safe_beside(each_of("a", "b"), NOBODY_TOLD, [row], STEP)


def test_a_cell_that_stood_with_others_is_told_apart_once_they_are_mixed() -> None:
    """Former cards told of a, and of b and c together; now all three are told."""
    former = frozenset([frozenset("a"), frozenset("bc")])

    def held(time: int, **row: int) -> Held:
        return Held(time, former, {name: (n,) for name, n in row.items()})

    now = rows_of({"a": 9, "b": 3, "c": 3})
    apart = [held(0, a=5, b=6), held(1, a=5, c=6)]
    # The former cards of each time tell of b, and of c, alone: only the newest row mixes them.
    assert not is_safe_beside(each_of("a", "b", "c"), former, [*now, *apart], STEP)
    mixed = [held(time, a=5, b=3, c=3) for time in (0, 1)]
    assert is_safe_beside(each_of("a", "b", "c"), former, [*now, *mixed], STEP)
    # In one time, rows of their own do not keep them apart: no card told of them alone.
    assert is_safe_beside(
        each_of("a", "b", "c"), former, [*now, held(0, a=5, b=6), held(0, a=5, c=6)], STEP
    )


rows = st.lists(
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from((1, 2, 3, 7)), min_size=1),
    min_size=1,
    max_size=5,
)


def smallest_split(held: list[dict[str, int]]) -> list[int]:
    """By every choice of cells, and for each row the better choice, how many sheets are left."""
    names = sorted({name for row in held for name in row})
    found = []
    for many in range(1, len(names)):
        for some in combinations(names, many):
            sides = [(sum(row.get(name, 0) for name in some), sum(row.values())) for row in held]
            found.append(sum(min(inside, whole - inside) for inside, whole in sides))
    return found


@given(rows)
def test_it_is_safe_where_every_choice_of_cells_and_rows_leaves_none_or_five(
    held: list[dict[str, int]],
) -> None:
    safe = all(n == 0 or n >= STEP for n in smallest_split(held))
    assert is_safe_beside(each_of(*"abcd"), NOBODY_TOLD, rows_of(*held), STEP) is safe


@given(rows)
def test_the_quick_look_never_says_more_than_the_whole_one(held: list[dict[str, int]]) -> None:
    sheets = {(place, name): n for place, row in enumerate(held) for name, n in row.items()}
    names = {name for _, name in sheets}
    if are_mixed(each_of(*"abcd"), names, sheets, STEP):
        assert is_safe_beside(each_of(*"abcd"), NOBODY_TOLD, rows_of(*held), STEP)


def test_two_nodes_stay_together_over_every_way_there_is() -> None:
    ties = {("a", "x"): 3, ("x", "b"): 2, ("a", "y"): 2, ("y", "b"): 4, ("x", "y"): 1}
    assert stay_together(ties, "a", "b", 5)
    assert not stay_together(ties, "a", "b", 6)
    assert not stay_together(ties, "a", "nowhere", 1)


def test_what_is_told_is_each_shown_cell_and_the_hidden_ones_together() -> None:
    parts = Parts({"a": ((9,),), "b": ((2,),), "c": ((6,),), "d": ((0,),)}, frozenset("bc"))
    told = frozenset([frozenset("a"), frozenset("bc")])
    assert blocks_of(parts) == told
    assert atoms_of([told, frozenset([frozenset("ab"), frozenset("c")])]) == each_of("a", "b", "c")
    assert follows_from(frozenset([frozenset("abc")]), told)
    assert not follows_from(each_of("a", "b", "c"), told)
