"""Margins where one day holds most sheets, and how often a change is called more than chance.

Run it for both tables: python -m tests.surveys.rules.uneven_coverage
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import sqrt

from surveys.rules.elements import Element
from surveys.rules.margin import Interval, change, element_interval, index_interval
from tests.surveys.rules.margin_coverage import Coverage, World, coverage, drawn, kept

REPETITIONS = 2000
USUAL = World("usual", 0.5, 0.05, "usual")
CONTENT = World("content, days alike", 1.5, 0.2, "usual")
ELEMENT = list(Element)[-1]
"""The element that is liked best: the nearer the end of the scale, the harder it is."""

Days = str | tuple[int, ...]
SHAPES: dict[str, tuple[Days, int]] = {
    "82": ((82,), 1),
    "82, nine of 1": ((82, *[1] * 9), 10),
    "64, 18, twelve of 1": ((64, 18, *[1] * 12), 14),
    "80, nine of 3": ((80, *[3] * 9), 10),
    "two of 40, twenty of 2": ((40, 40, *[2] * 20), 22),
    "5 lopsided": ("lopsided", 5),
    "12 lopsided": ("lopsided", 12),
    "30 lopsided": ("lopsided", 30),
}
EQUAL: Days = (5,) * 20
CHANGES: dict[str, tuple[Days, Days]] = {
    "twenty of 5, the same again": (EQUAL, EQUAL),
    "five of 5, the same again": ((5,) * 5, (5,) * 5),
    "twenty of 5, then 80, nine of 3": (EQUAL, (80, *[3] * 9)),
    "twenty of 5, then 82, nine of 1": (EQUAL, (82, *[1] * 9)),
    "twenty of 5, then 64, 18, twelve of 1": (EQUAL, (64, 18, *[1] * 12)),
    "80, nine of 3, the same again": ((80, *[3] * 9), (80, *[3] * 9)),
    "82, then twenty of 5": ((82,), EQUAL),
    "three of 5, then twenty of 5": ((5,) * 3, EQUAL),
}


@dataclass(frozen=True)
class Alarms:
    """Shares of comparisons of one world with itself that were called more than chance."""

    index: float
    element: float


def in_days(world: World, days: Days) -> World:
    """The same world with other days."""
    return replace(world, sizes=days)


def of_shape(
    world: World, shape: str, repetitions: int, element: Element | None = None
) -> Coverage:
    """How the margins of a world do where days are so large."""
    days, clusters = SHAPES[shape]
    return coverage(in_days(world, days), clusters, repetitions, seed=3, element=element)


def alarms(world: World, name: str, repetitions: int) -> Alarms:
    """How often nothing changed and something was said to have."""
    earlier, later = CHANGES[name]
    called = [0, 0]
    before = _values(world, earlier, repetitions, 5)
    after = _values(world, later, repetitions, 6)
    for pair in zip(before, after, strict=True):
        for place, (first, second) in enumerate(zip(*pair, strict=True)):
            called[place] += change(first, second).beyond_chance
    return Alarms(*(each / repetitions for each in called))


def _values(
    world: World, days: Days, repetitions: int, seed: int
) -> Iterator[tuple[Interval, Interval]]:
    for period in drawn(in_days(world, days), len(days), repetitions, seed):
        index, element = index_interval(period), element_interval(period, ELEMENT)
        if index is None or element is None:
            raise ValueError("every sheet here is complete")
        yield index, element


def _told(found: Coverage) -> str:
    return (
        f"{100 * found.share:5.1f} % inside,"
        f" half of the margins below {found.typical_points:5.2f},"
        f" nine in ten below {found.wide_points:5.2f}"
    )


def main(repetitions: int = REPETITIONS) -> int:
    """Print both tables; returns how often a promise was broken beyond what chance allows."""
    broken = 0
    for shape, (_, clusters) in SHAPES.items():
        for world in USUAL, CONTENT:
            index = of_shape(world, shape, repetitions)
            element = of_shape(world, shape, repetitions, ELEMENT)
            broken += not kept(index, clusters, errors=3.5)
            broken += not kept(element, clusters, errors=3.5)
            print(
                f"{shape:24} (worth {index.worth:4.1f}), {world.name:19}"
                f" index {_told(index)}   element {_told(element)}",
                flush=True,
            )
    most = 0.05 + 3.5 * sqrt(0.05 * 0.95 / repetitions)
    for name in CHANGES:
        for world in USUAL, CONTENT:
            found = alarms(world, name, repetitions)
            broken += (found.index > most) + (found.element > most)
            print(
                f"{name:38} {world.name:19} false alarms: index {100 * found.index:4.1f} %,"
                f" element {100 * found.element:4.1f} %",
                flush=True,
            )
    return broken


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
