"""Whatever sums and differences of what is told come to, nobody or five and more are behind it."""

import random
from datetime import date

import pytest

from surveys.rules.disclosure import kept_together
from surveys.rules.periods import Kind
from surveys.rules.told_parts import Measures, masks_of, told_months, told_parts

FEW = 5
MONTHS = (date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1))
Table = dict[str, dict[date, Measures]]


def a_table(chance: random.Random) -> Table:
    """Up to five counters with some answers each month, to one question at least as many gaps."""
    table: Table = {}
    for part in "ABCDE"[: chance.randint(1, 5)]:
        for month in MONTHS:
            came = chance.choice((0, 1, 3, 6, 9, 30))
            table.setdefault(part, {})[month] = came, came - min(came, chance.choice((0, 0, 2, 5)))
    return table


def is_safe(n: int) -> bool:
    return n == 0 or n >= FEW


@pytest.mark.parametrize("seed", range(40))
def test_a_quarter_less_its_told_parts_is_nobody_or_five(seed: int) -> None:
    table = a_table(random.Random(seed))
    quarter = {
        part: tuple(map(sum, zip(*months.values(), strict=True))) for part, months in table.items()
    }
    told = told_parts(quarter, FEW)
    for place in (0, 1):
        shown = {part for part, untold in told.items() if place not in untold}
        left = sum(each[place] for part, each in quarter.items() if part not in shown)
        everybody = sum(each[place] for each in quarter.values())
        assert all(is_safe(quarter[part][place]) for part in shown)
        assert is_safe(left) or left == everybody


@pytest.mark.parametrize("seed", range(40))
def test_counters_month_by_month_leave_five_in_every_month_and_in_the_quarter(seed: int) -> None:
    table = a_table(random.Random(seed))
    alone = {
        "unit": {
            month: tuple(map(sum, zip(*(held[month] for held in table.values()), strict=True)))
            for month in MONTHS
        }
    }
    of_unit = told_months(alone, FEW)
    of_parts = told_months(table, FEW)
    for place in (0, 1):
        months = {m for m, parts in of_unit.items() if place not in parts.get("unit", {place})}
        for month in MONTHS:
            shown = {p for p, u in of_parts.get(month, {}).items() if place not in u}
            assert all(is_safe(table[part][month][place]) for part in shown)
            assert not shown or month in months
            if month in months:
                left = sum(held[month][place] for p, held in table.items() if p not in shown)
                assert is_safe(left)
        late = sum(alone["unit"][month][place] for month in MONTHS if month not in months)
        assert is_safe(late) or not months


def asked_of_every_element(table: dict[str, Measures]) -> dict[str, frozenset[int]]:
    """What is told, with the rest made anew for each measure, also where nothing is small."""
    away: frozenset[str] = frozenset()
    untold: dict[str, set[int]] = {}
    for place in range(len(next(iter(table.values())))):
        rest = kept_together({part: (each[place],) for part, each in table.items()}, FEW, away)
        if place == 0:
            away, untold = rest, {part: set() for part in table if part not in rest}
        for part in untold:
            if part in rest:
                untold[part].add(place)
    return {part: frozenset(places) for part, places in untold.items()}


@pytest.mark.parametrize("seed", range(60))
def test_elements_that_nobody_few_answered_change_nothing_of_what_is_told(seed: int) -> None:
    chance = random.Random(seed)
    table: dict[str, Measures] = {}
    for part in "ABCDE"[: chance.randint(1, 5)]:
        came = chance.choice((0, 3, 6, 9, 30))
        gaps = [min(came, chance.choice((0, 0, 0, 0, 2, 5))) for _ in range(9)]
        table[part] = came, *(came - gap for gap in gaps)
    assert told_parts(table, FEW) == asked_of_every_element(table)


def test_the_smallest_others_keep_a_small_part_company() -> None:
    assert kept_together({"A": (20,), "B": (3,), "C": (8,)}) == {"B", "C"}
    assert kept_together({"A": (20,), "B": (3,), "C": (4,)}) == {"B", "C"}
    assert kept_together({"A": (20,), "B": (0,), "C": (6,)}) == frozenset()
    assert kept_together({"A": (20, 9), "B": (30, 2)}) == {"A", "B"}


def test_a_quarter_is_a_grain_and_a_month_a_part_of_it() -> None:
    table: Table = {"A": {MONTHS[0]: (20, 20), MONTHS[1]: (3, 3), MONTHS[2]: (30, 30)}}
    assert masks_of(table, Kind.QUARTER, FEW) == {MONTHS[0]: {"A": frozenset()}}
    assert masks_of(table, Kind.MONTH, FEW) == {MONTHS[2]: {"A": frozenset()}}
