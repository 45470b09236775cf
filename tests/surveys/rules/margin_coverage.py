"""How often the interval of the index holds the truth, in worlds of clustered answers from 1 to 4.

Run it for the full table: python -m tests.surveys.rules.margin_coverage
(with --short: only the short questionnaires).
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean, median, stdev

import numpy as np
from numpy.typing import NDArray

from portal.rotation import BLOCKS
from surveys.rules.elements import Element
from surveys.rules.index import ElementSum
from surveys.rules.margin import Interval, element_interval, index_interval

CUTS = (-2.0, -1.0, 1.0)
"""Where the latent opinion of a sheet passes from one answer to the next."""

SHEET_SHARE = 0.5
"""How much of a sheet's opinion is common to its nine answers."""


@dataclass(frozen=True)
class World:
    """How answers come about: opinions of days, sheets and elements, added and cut into 1 to 4.

    level : mean opinion (0.5 gives an index near 81, 1.5 near 92).
    day_variance : variance of a day's opinion, the rest of a sheet having variance 1.
    sizes : sheets per day: "equal" (5), "usual" (8 on average), "uneven" (1 to 60), "few" (1 to 4),
    "lopsided" (1 to 200, most of them few), or those of each day.
    gaps : share of answers that are missing.
    """

    name: str
    level: float
    day_variance: float
    sizes: str | tuple[int, ...]
    gaps: float = 0.0

    def sheets_per_day(
        self, chance: np.random.Generator, days: tuple[int, int]
    ) -> NDArray[np.int64]:
        """Sheets per repetition and day."""
        if not isinstance(self.sizes, str):
            return np.tile(np.array(self.sizes), (days[0], 1))
        if self.sizes == "equal":
            return np.full(days, 5)
        if self.sizes == "usual":
            return 1 + chance.poisson(7, days)
        if self.sizes == "few":
            return 1 + chance.poisson(0.7, days)
        if self.sizes == "lopsided":
            lopsided = np.rint(np.exp(chance.normal(1.2, 1.3, days)))
            return np.clip(lopsided, 1, 200).astype(np.int64)
        uneven = np.rint(np.exp(chance.normal(1.6, 0.9, days)))
        return np.clip(uneven, 1, 60).astype(np.int64)

    def levels(self) -> NDArray[np.float64]:
        """Mean opinion per element: some are liked better than others."""
        return self.level + np.linspace(-0.4, 0.4, len(Element))

    def truth(self) -> float:
        """The index of everybody who could come, in points."""
        return fmean(self.truths())

    def truths(self) -> list[float]:
        """Each element of everybody who could come, in points."""
        spread = sqrt(1 + 1.5 * self.day_variance)
        normal = NormalDist()
        return [
            25 * (1 + sum(1 - normal.cdf((cut - level) / spread) for cut in CUTS))
            for level in self.levels()
        ]


WORLDS = (
    World("independent", 0.5, 0.0, "equal"),
    World("usual", 0.5, 0.05, "usual"),
    World("usual, days alike", 0.5, 0.2, "usual"),
    World("content", 1.5, 0.05, "usual"),
    World("content, days alike", 1.5, 0.2, "usual"),
    World("uneven days", 0.5, 0.05, "uneven"),
    World("uneven days, content", 1.5, 0.05, "uneven"),
    World("few a day", 0.5, 0.1, "few"),
    World("few a day, content", 1.5, 0.1, "few"),
    World("gaps", 0.5, 0.1, "usual", gaps=0.3),
)


def asked_of(there: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which three elements each sheet is asked, in the order of their coming.

    there : repetitions x days x sheets; True where a sheet was handed in.
    """
    order = there.reshape(len(there), -1).cumsum(1).reshape(there.shape) - 1
    block = np.zeros((len(BLOCKS), len(Element)), dtype=bool)
    for number, elements in enumerate(BLOCKS):
        block[number, list(elements)] = True
    return block[order % len(BLOCKS)]


def drawn(
    world: World, clusters: int, repetitions: int, seed: int, *, short: bool = False
) -> Iterator[list[dict[Element, ElementSum]]]:
    """Repetitions of a period: per day the sums of its answers.

    short : every sheet answers three elements in rotation instead of nine.
    """
    chance = np.random.default_rng(seed)
    for start in range(0, repetitions, 200):
        now = min(200, repetitions - start)
        sizes = world.sheets_per_day(chance, (now, clusters))
        shape = (now, clusters, int(sizes.max()), len(Element))
        day = chance.normal(0, sqrt(world.day_variance), (*shape[:2], 1, 1))
        day_element = chance.normal(0, sqrt(world.day_variance / 2), (*shape[:2], 1, shape[3]))
        sheet = chance.normal(0, sqrt(SHEET_SHARE), (*shape[:3], 1))
        own = chance.normal(0, sqrt(1 - SHEET_SHARE), shape)
        opinion = world.levels() + day + day_element + sheet + own
        answers = 1 + sum((opinion > cut).astype(np.int64) for cut in CUTS)
        there = (np.arange(shape[2]) < sizes[..., None])[..., None]
        if short:
            there = there & asked_of(there[..., 0])
        there = there & (chance.random(shape) >= world.gaps)
        n, total = there.sum(2), (answers * there).sum(2)
        for counts, totals in zip(n.tolist(), total.tolist(), strict=True):
            yield [
                {
                    e: ElementSum(*pair)
                    for e, pair in zip(Element, zip(c, t, strict=True), strict=True)
                    if pair[0]
                }
                for c, t in zip(counts, totals, strict=True)
            ]


def worth(period: Sequence[Mapping[Element, ElementSum]]) -> float:
    """How many clusters of one size would say as much: one by the sum of their squared shares."""
    sizes = [sum(each.n for each in sums.values()) for sums in period]
    return float(sum(sizes)) ** 2 / sum(size * size for size in sizes) if any(sizes) else 0.0


@dataclass(frozen=True)
class Coverage:
    """How often the truth lay inside, the Monte Carlo error of that, and the mean margin.

    typical_points, wide_points : the median of the margin, and what nine in ten are below.
    worth : the median number of clusters of one size that would say as much.
    bias_points : mean of the value less the truth; bias_error : its Monte Carlo error.
    """

    share: float
    error: float
    margin_points: float
    typical_points: float
    wide_points: float
    worth: float
    bias_points: float
    bias_error: float


def judged(found: Sequence[Interval], truth: float, worth_each: Sequence[float]) -> Coverage:
    """How the intervals of a world did."""
    misses = [float(each.points) - truth for each in found]
    margins = sorted(each.margin for each in found)
    return Coverage(
        fmean(each.low <= truth <= each.high for each in found),
        sqrt(0.95 * 0.05 / len(found)),
        fmean(margins),
        median(margins),
        margins[len(margins) * 9 // 10],
        median(worth_each),
        fmean(misses),
        stdev(misses) / sqrt(len(misses)),
    )


def coverage(
    world: World,
    clusters: int,
    repetitions: int,
    seed: int = 1,
    *,
    short: bool = False,
    element: Element | None = None,
) -> Coverage:
    """Draw a period again and again and see whether its interval holds the truth.

    element : this one instead of the index.
    """
    truth = world.truth() if element is None else world.truths()[list(Element).index(element)]
    intervals, worth_each = [], []
    for period in drawn(world, clusters, repetitions, seed, short=short):
        found = index_interval(period) if element is None else element_interval(period, element)
        if found is not None:
            intervals.append(found)
            worth_each.append(worth(period))
    return judged(intervals, truth, worth_each)


FEW_CLUSTERS = 20
WORTH_MANY = 15.0
LEAST_SHARE = 0.93


def kept(found: Coverage, clusters: int, errors: float = 2.0) -> bool:
    """From 20 clusters on 95 % within so many Monte Carlo errors, below at least 93 %.

    Twenty that are worth fewer than fifteen, since some hold most of the sheets, are few.
    """
    if clusters < FEW_CLUSTERS or found.worth < WORTH_MANY:
        return found.share >= LEAST_SHARE - found.error
    return abs(found.share - 0.95) <= errors * found.error


SHORT_WORLDS = tuple(world for world in WORLDS if world.sizes != "few" and not world.gaps)


def print_short_forms(repetitions: int = 400) -> int:
    """Nine questions beside three in rotation, from the same days; how often it is biased."""
    broken = 0
    for clusters in (20, 40):
        for number, world in enumerate(SHORT_WORLDS):
            seed = 100 * clusters + number
            nine = coverage(world, clusters, repetitions, seed)
            three = coverage(world, clusters, repetitions, seed, short=True)
            biased = abs(three.bias_points) > 3.5 * three.bias_error
            broken += biased
            print(
                f"{clusters:3} days, {world.name:22} nine {nine.bias_points:+5.2f}"
                f" ± {nine.margin_points:4.2f}   three {three.bias_points:+5.2f}"
                f" ± {three.margin_points:4.2f}, {100 * three.share:5.1f} % inside"
                f"   wider x {three.margin_points / nine.margin_points:4.2f}"
                f"{'   <- biased' if biased else ''}",
                flush=True,
            )
    return broken


def main() -> int:
    """Print the table; returns how often the promise was broken beyond what chance allows.

    Of thirty honest shares one or two lie beyond two Monte Carlo errors by chance alone, so up to
    one in ten may, and none beyond three and a half.
    """
    broken, doubtful, strict = 0, 0, 0
    for clusters in (1, 2, 3, 5, 10, 20, 40, 80):
        for number, world in enumerate(WORLDS):
            found = coverage(world, clusters, 2000, seed=100 * clusters + number)
            fine = kept(found, clusters)
            broken += not kept(found, clusters, errors=3.5)
            doubtful += not fine
            strict += clusters >= FEW_CLUSTERS and found.worth >= WORTH_MANY
            print(
                f"{clusters:3} clusters, {world.name:22} {100 * found.share:5.1f} % inside,"
                f" ± {found.margin_points:5.2f} points{'' if fine else '   <- beyond two errors'}",
                flush=True,
            )
    return broken + max(0, doubtful - strict // 10) + print_short_forms()


if __name__ == "__main__":
    sys.exit(1 if (print_short_forms() if "--short" in sys.argv else main()) else 0)
