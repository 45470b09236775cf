"""Older results beside each other: no combination of lines that were ever shown is of a few."""

import random
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest

from surveys.rules.index import SCALE_2004, SCALE_2017
from surveys.rules.older_lines import Line, Place, overlap, standing
from surveys.rules.periods import parse_period

SMALLEST = 5
Sheets = frozenset[int]


def line(whose: int, code: str, n: int | None, index: int = 8000) -> Line:
    """A result of a unit, or of the agency -1 that has three units."""
    units = frozenset({1, 2, 3}) if whose < 0 else frozenset[int]()
    return Line(whose, parse_period(code), SCALE_2017.code, index, n, units)


def shown(*results: Line, stood: tuple[Line, ...] = (), ever: tuple[Line, ...] = ()) -> set[Line]:
    return set(standing(results, stood, ever or stood, SMALLEST))


def test_a_line_of_few_or_of_nobody_knows_how_many_is_not_shown() -> None:
    assert shown(line(1, "2016", 4), line(2, "2016", None)) == set()
    assert shown(line(1, "2016", 5)) == {line(1, "2016", 5)}


def test_of_a_time_within_another_the_longer_one_is_shown() -> None:
    year, halves = line(1, "2016", 45), (line(1, "2016-1", 20), line(1, "2016-2", 25))
    assert shown(*halves, year) == {year}
    assert shown(*halves) == set(halves)
    assert shown(line(1, "2016-Q1", 20), halves[1]) == {line(1, "2016-Q1", 20), halves[1]}
    assert shown(line(1, "2017", 20), year) == {line(1, "2017", 20), year}


def test_an_agency_is_not_shown_where_one_of_its_units_is_or_ever_was() -> None:
    unit, whole = line(1, "2016-2", 20), line(-1, "2016", 60)
    assert shown(unit, whole) == {unit}
    assert shown(whole, ever=(unit,)) == set()
    assert shown(unit, ever=(whole,)) == set()
    assert shown(line(4, "2016", 20), whole) == {line(4, "2016", 20), whole}


def test_agencies_that_had_the_same_unit_are_not_shown_for_the_same_time() -> None:
    one, other = line(-1, "2016", 60), replace(line(-2, "2016", 58), units=frozenset({3, 4}))
    assert len(shown(one, other)) == 1
    assert shown(one, replace(other, units=frozenset({4}))) == {one, other}


def test_of_two_scales_of_a_time_one_is_shown() -> None:
    newer = line(1, "2016", 20)
    assert shown(replace(newer, scale=SCALE_2004.code, n=30), newer) == {newer}
    # The same figures on another scale tell nothing new.
    assert shown(newer, ever=(replace(newer, scale=SCALE_2004.code),)) == {newer}


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


def test_a_changed_result_keeps_its_turn() -> None:
    year, part = line(-1, "2020", 41), line(2, "2020-1", 15)
    assert shown(replace(year, n=47), part, stood=(year,)) == {replace(year, n=47)}


def test_what_was_once_shown_stays_the_reference_after_it_is_gone() -> None:
    gone = line(1, "2016", 21)
    assert shown(line(1, "2016-1", 12), ever=(gone,)) == set()
    assert shown(line(1, "2016", 22), ever=(gone,)) == set()
    assert shown(line(1, "2016", 26), ever=(gone,)) == {line(1, "2016", 26)}
    assert shown(gone, ever=(gone,)) == {gone}


def test_three_numbers_of_a_time_do_not_come_to_a_few() -> None:
    former = line(1, "2016", 20), line(1, "2016", 25)
    # The twenty and the twenty-five may be others: then one of the forty-six is in neither.
    assert shown(line(1, "2016", 46), stood=former[1:], ever=former) == {former[1]}
    assert shown(line(1, "2016", 54), ever=former) == {line(1, "2016", 54)}


def test_what_was_ever_shown_without_a_number_hides_all_other_figures_of_its_time() -> None:
    odd = line(1, "2016", None)
    assert shown(line(1, "2016", 20), ever=(odd,)) == {line(1, "2016", 20)}
    assert shown(line(1, "2016", 20, 8001), ever=(odd,)) == set()
    assert shown(line(1, "2016-1", 20), line(-1, "2016", 60), ever=(odd,)) == set()


class World:
    """Sheets of three units, brought in again and again as results of their places.

    Agencies are -1 and -2; a unit may move, and takes its sheets along.
    """

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.sheets: dict[int, tuple[int, int, int]] = {}
        self.homes = {1: -1, 2: -1, 3: -2}
        self.had = {-1: {1, 2}, -2: {3}}
        self.results: dict[Place, Line] = {}
        self.of: dict[Line, Sheets] = {}
        self.first: dict[Line, Sheets] = {}
        self.stood: list[Line] = []

    def change(self) -> None:
        """Some sheets come and a few go, results are taken back, a unit moves."""
        for _ in range(self.chance.choice((1, 3, 12, 40))):
            values = self.chance.choice((2500, 5000, 6667, 7500, 9167, 10000))
            where = self.chance.randrange(1, 4), self.chance.choice((1, 1, 2, 5, 8))
            self.sheets[len(self.sheets) + 1] = (*where, values)
        for number in self.chance.choices(sorted(self.sheets), k=self.chance.choice((0, 1, 2))):
            self.sheets[number] = (0, 0, 0)
        if self.results and self.chance.random() < 0.3:
            del self.results[self.chance.choice(list(self.results))]
        if self.chance.random() < 0.15:
            unit, agency = self.chance.randrange(1, 4), self.chance.choice((-1, -2))
            self.homes[unit] = agency
            self.had[agency].add(unit)

    def bring_in(self) -> None:
        """The results of some places as they are by now."""
        for _ in range(self.chance.randrange(1, 6)):
            code = self.chance.choice(("2016", "2016-1", "2016-2", "2016-Q1", "2016-02"))
            period, whose = parse_period(code), self.chance.choice((-2, -1, 1, 2, 3))
            inside = frozenset(
                number
                for number, (of, month, _) in self.sheets.items()
                if of
                and whose in (of, self.homes[of])
                and month in {each.number for each in period.months()}
            )
            if inside:
                total = sum(self.sheets[number][2] for number in inside)
                index = round(total / len(inside))
                found = Line(whose, period, SCALE_2017.code, index, len(inside))
                self.results[found.place] = found
                self.of.setdefault(found, inside)

    def show(self) -> None:
        """What is shown by now is remembered."""
        of = {agency: frozenset(units) for agency, units in self.had.items()}
        stored, stood, ever = (
            [replace(each, units=of.get(each.whose, frozenset())) for each in lines]
            for lines in (self.results.values(), self.stood, self.first)
        )
        self.stood = standing(stored, stood, ever, SMALLEST)
        for each in self.stood:
            self.first.setdefault(each, self.of[each])


def fewest_left(sets: list[Sheets]) -> int:
    """The fewest sheets, but not none, that any combination with -1, 0 and 1 rests on."""
    numbers = sorted(frozenset().union(*sets))
    holds = np.array([[number in each for number in numbers] for each in sets], np.int8)
    signs = np.array(list(product((-1, 0, 1), repeat=len(sets))), np.int8)
    left = np.count_nonzero(signs @ holds, axis=1)
    return int(left[left > 0].min())


@pytest.mark.parametrize("seed", range(40))
def test_no_combination_of_lines_that_were_ever_shown_rests_on_a_few_sheets(seed: int) -> None:
    world = World(seed)
    for _ in range(14):
        world.change()
        world.bring_in()
        world.show()
        assert not any(overlap(*two) for two in combinations(world.stood, 2))
    sets = list(world.first.values())
    assert sets
    world.chance.shuffle(sets)
    assert fewest_left(sets[:8]) >= SMALLEST


def test_the_worlds_hold_changed_results_and_results_of_agencies() -> None:
    several = changed = whole = 0
    for seed in range(40):
        world = World(seed)
        for _ in range(14):
            world.change()
            world.bring_in()
            world.show()
        places = [each.place for each in world.first]
        several += len(set(places)) > 1
        changed += len(set(places)) < len(places)
        whole += any(each.whose < 0 for each in world.first)
    assert min(several, changed, whole) > 5
