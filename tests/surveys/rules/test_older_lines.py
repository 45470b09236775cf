"""Older results beside each other: no difference of lines that were ever shown rests on a few."""

import random
from dataclasses import replace
from itertools import combinations, product

import pytest

from surveys.rules.index import SCALE_2004, SCALE_2017
from surveys.rules.older_lines import Line, Place, overlap, standing
from surveys.rules.periods import parse_period

SMALLEST = 5
Sheets = frozenset[int]


def line(unit: int, code: str, n: int | None, index: int = 8000) -> Line:
    return Line(unit, parse_period(code), SCALE_2017.code, index, n)


def shown(*results: Line, stood: tuple[Line, ...] = (), ever: tuple[Line, ...] = ()) -> set[Line]:
    return set(standing(results, stood, ever, SMALLEST))


def test_a_line_of_few_or_of_nobody_knows_how_many_is_not_shown() -> None:
    assert shown(line(1, "2016", 4), line(2, "2016", None)) == set()
    assert shown(line(1, "2016", 5)) == {line(1, "2016", 5)}


def test_a_half_year_that_its_year_less_leaves_one_over_is_not_shown_beside_it() -> None:
    year, half = line(1, "2016", 21, 7302), line(1, "2016-1", 20, 7542)
    assert shown(half, year) == {year}
    assert shown(half, replace(year, n=25)) == {half, replace(year, n=25)}


def test_halves_that_add_up_to_their_year_stand_with_it() -> None:
    halves = line(1, "2016-1", 20, 7500), line(1, "2016-2", 20, 8500)
    whole = line(1, "2016", 40, 8000)
    assert shown(*halves, whole) == {*halves, whole}
    # As many, but not the same sheets: one of the year is of neither half.
    assert len(shown(*halves, replace(whole, index=8010))) < 3


def test_an_agency_less_its_units_leaves_nobody_over() -> None:
    large, small, whole = line(1, "2016", 20, 7500), line(2, "2016", 2, 5000), line(0, "2016", 22)
    assert shown(large, small, whole) == {large}
    others = line(2, "2016", 30), line(3, "2016", 7)
    assert shown(large, *others, line(0, "2016", 59)) == {large, *others}
    assert line(0, "2016", 64) in shown(large, *others, line(0, "2016", 64))


def test_of_two_scales_of_a_time_one_is_shown() -> None:
    newer = line(1, "2016", 20)
    assert shown(replace(newer, scale=SCALE_2004.code, n=30), newer) == {newer}


@pytest.mark.parametrize(
    ("again", "by_now"),
    [
        ({"n": 20, "index": 7542}, {"n": 21, "index": 7341}),
        ({"n": 16, "index": 7542}, {"n": 16, "index": 7542}),
        ({"n": 26, "index": 7542}, {"n": 26, "index": 7542}),
        ({"n": 21, "index": 7542}, None),
    ],
)
def test_a_changed_result_moves_in_steps_and_what_was_corrected_is_not_shown(
    again: dict[str, int], by_now: dict[str, int] | None
) -> None:
    first = line(1, "2015", 21, 7341)
    found = shown(replace(first, **again), stood=(first,), ever=(first,))
    assert found == ({replace(first, **by_now)} if by_now else set())


def test_what_was_once_shown_stays_the_reference_after_it_is_gone() -> None:
    gone = line(1, "2016", 21)
    assert shown(line(1, "2016-1", 20), ever=(gone,)) == set()
    assert shown(line(1, "2016", 22), ever=(gone,)) == set()
    assert shown(line(1, "2016-1", 12), ever=(gone,)) == {line(1, "2016-1", 12)}
    assert shown(gone, ever=(gone,)) == {gone}


class World:
    """Sheets of three units and a year, brought in again and again as results of their places."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.sheets: dict[int, tuple[int, int, int]] = {}
        self.results: dict[Place, Line] = {}
        self.of: dict[Line, set[Sheets]] = {}
        self.ever: list[Line] = []
        self.stood: list[Line] = []

    def change(self) -> None:
        """Some sheets come and a few go."""
        for _ in range(self.chance.choice((1, 3, 12, 40))):
            values = self.chance.choice((2500, 5000, 6667, 7500, 9167, 10000))
            where = self.chance.randrange(1, 4), self.chance.choice((1, 1, 2, 5, 8))
            self.sheets[len(self.sheets) + 1] = (*where, values)
        for number in self.chance.sample(sorted(self.sheets), self.chance.choice((0, 1, 2))):
            self.sheets[number] = (0, 0, 0)

    def bring_in(self) -> None:
        """The results of some places as they are by now."""
        for _ in range(self.chance.randrange(1, 6)):
            code = self.chance.choice(("2016", "2016-1", "2016-2", "2016-Q1", "2016-02"))
            period, unit = parse_period(code), self.chance.randrange(4)
            inside = frozenset(
                number
                for number, (of, month, _) in self.sheets.items()
                if of and unit in (0, of) and month in {m.number for m in period.months()}
            )
            if inside:
                total = sum(self.sheets[number][2] for number in inside)
                found = line(unit, code, len(inside), round(total / len(inside)))
                self.results[found.place] = found
                self.of.setdefault(found, set()).add(inside)

    def show(self) -> None:
        """What is shown by now is remembered."""
        found = standing(list(self.results.values()), self.stood, self.ever, SMALLEST)
        self.ever += [each for each in found if each not in self.stood]
        self.stood = found


@pytest.mark.parametrize("seed", range(12))
def test_no_two_lines_that_were_ever_shown_differ_by_a_few_sheets(seed: int) -> None:
    world = World(seed)
    for _ in range(14):
        world.change()
        world.bring_in()
        world.show()
        assert all(each.n is not None and each.n >= SMALLEST for each in world.stood)
        for one, other in combinations(dict.fromkeys(world.ever), 2):
            if overlap(one, other):
                assert one.n == other.n or abs((one.n or 0) - (other.n or 0)) >= SMALLEST
                assert one.n != other.n or one.index == other.index
    assert len(world.ever) > 2


@pytest.mark.parametrize("seed", range(12))
def test_no_sum_and_difference_of_what_is_shown_rests_on_a_few_sheets(seed: int) -> None:
    world = World(100 + seed)
    together = 0
    for _ in range(10):
        world.change()
        world.bring_in()
        world.show()
        some = world.stood[:7]
        together = max(together, len(some))
        of = [next(iter(world.of[each])) for each in some]
        for signs in product((-1, 0, 1), repeat=len(some)):
            counted: dict[int, int] = {}
            for sign, sheets in zip(signs, of, strict=True):
                for number in sheets if sign else ():
                    counted[number] = counted.get(number, 0) + sign
            assert sum(map(bool, counted.values())) not in range(1, SMALLEST)
    assert together > 1
