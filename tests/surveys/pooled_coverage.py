"""How often the interval of a value pooled over units holds the truth, in invented worlds.

Run it for the table: python -m tests.surveys.pooled_coverage
(with --apart: as it would be if the prior erred in each unit by itself).
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import fmean

from surveys.rules.elements import Element
from surveys.rules.index import ElementSum, index_exact
from surveys.rules.margin import Interval
from surveys.rules.spread import index_measured
from surveys.strata import Deviation, pooled_interval
from tests.surveys.rules.margin_coverage import LEAST_SHARE, WORLDS, World, drawn

UNITS_AND_DAYS = ((20, 1), (10, 2), (20, 3), (4, 5), (20, 5), (6, 10), (2, 20), (10, 20))
SHOWN = ("usual", "usual, days alike", "content", "content, days alike", "few a day")
LITTLE_PRIOR = 0.05


@dataclass(frozen=True)
class Pooled:
    """How often the truth lay inside, the Monte Carlo error, the margin and the prior's share."""

    share: float
    error: float
    margin_points: float
    prior: float


def coverage(
    world: World, units: int, days: int, repetitions: int, seed: int, *, apart: bool = False
) -> Pooled:
    """Draw several units again and again, each by itself, and pool them.

    apart : as if the prior erred in each of them by itself.
    """
    truth = world.truth()
    each = [drawn(world, days, repetitions, 1000 * seed + number) for number in range(units)]
    found = [
        it for periods in zip(*each, strict=True) if (it := _pooled(periods, apart)) is not None
    ]
    return Pooled(
        fmean(it.low <= truth <= it.high for it in found),
        sqrt(0.95 * 0.05 / len(found)),
        fmean(it.margin for it in found),
        fmean(it.prior_share for it in found),
    )


def _pooled(periods: Sequence[Sequence[dict[Element, ElementSum]]], apart: bool) -> Interval | None:
    sums: dict[Element, ElementSum] = {}
    parts: list[tuple[float, Deviation | None]] = []
    for days in periods:
        measured = index_measured(days)
        n = sum(each.n for day in days for each in day.values()) / len(Element)
        spread = None if measured is None else measured.spread
        if apart and spread is not None:
            spread = replace(spread, prior_share=0.0)
        parts.append((n, spread))
        for day in days:
            for element, answers in day.items():
                sums[element] = sums[element] + answers if element in sums else answers
    return pooled_interval(index_exact(sums), parts)


def kept(found: Pooled, errors: float = 2.0) -> bool:
    """95 % within so many Monte Carlo errors where the prior hardly counts, else at least 93 %."""
    if found.prior < LITTLE_PRIOR:
        return abs(found.share - 0.95) <= errors * found.error
    return found.share >= LEAST_SHARE - found.error


def main() -> int:
    """Print the table; returns how many cells lie beyond what chance allows."""
    broken, apart = 0, "--apart" in sys.argv
    for number, (units, days) in enumerate(UNITS_AND_DAYS):
        for place, world in enumerate(each for each in WORLDS if each.name in SHOWN):
            found = coverage(world, units, days, 1000, 10 * number + place + 1, apart=apart)
            broken += not kept(found, errors=3.5)
            print(
                f"{units:3} units of {days:2} days, {world.name:20} {100 * found.share:5.1f} %"
                f" inside, ± {found.margin_points:4.2f}, prior {found.prior:4.2f}"
                f"{'' if kept(found) else '   <- beyond two errors'}",
                flush=True,
            )
    return broken


if __name__ == "__main__":
    raise SystemExit(main())
