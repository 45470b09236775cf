"""Charts of the planner's pages as geometry: templates only write the numbers into SVG."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from portal import wording

if TYPE_CHECKING:
    from ml.effect import EventPoint

WIDTH, HEIGHT = 340, 226
LEFT, RIGHT, TOP, BOTTOM = 44, 10, 28, 44
BAR_WIDTH = 160


@dataclass(frozen=True)
class Dot:
    """One quarter: where its dot and its interval stand, and the same in words."""

    x: float
    y: float
    low_y: float | None
    high_y: float | None
    label: str
    words: str


@dataclass(frozen=True)
class Tick:
    """A labelled height."""

    y: float
    label: str


@dataclass(frozen=True)
class EventChart:
    """Trained against untrained units, quarter by quarter around the training."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    zero_y: float
    after_x: float
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class IntervalBar:
    """A value with its interval on an axis that several rows share; zero is marked."""

    zero_x: float
    low_x: float
    high_x: float
    x: float
    sure: bool


@dataclass(frozen=True)
class Segment:
    """A stretch of the budget bar."""

    x: float
    width: float
    label: str


def _step(span: float) -> float:
    """A round distance between labelled heights, so that three to six of them are drawn."""
    for step in (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0):
        if span / step <= 5:
            return step
    return 100.0


def event_chart(points: "Sequence[EventPoint]", language: str) -> EventChart | None:
    """The chart of an event study; None where there is nothing to draw."""
    if len(points) < 2:
        return None
    ends = [end for point in points for end in (point.ci95 or (point.estimate, point.estimate))]
    lowest, highest = min([*ends, 0.0]), max([*ends, 0.0])
    step = _step(max(highest - lowest, 0.5))
    lowest, highest = floor(lowest / step) * step, ceil(highest / step) * step
    if highest == lowest:
        highest += step
    quarters = [point.quarter for point in points]
    room = (WIDTH - LEFT - RIGHT) / (max(quarters) - min(quarters) + 1)

    def across(quarter: float) -> float:
        return round(LEFT + (quarter - min(quarters) + 0.5) * room, 1)

    def up(value: float) -> float:
        share = (value - lowest) / (highest - lowest)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    decimals = 0 if step >= 1 else 2 if step == 0.25 else 1
    count = round((highest - lowest) / step)
    heights = [lowest + n * step for n in range(count + 1)]
    return EventChart(
        WIDTH,
        HEIGHT,
        tuple(_dot(point, across, up, language) for point in points),
        tuple(
            Tick(up(v), "0" if v == 0 else wording.change(v, decimals, language)) for v in heights
        ),
        up(0.0),
        across(-0.5),
        LEFT,
        WIDTH - RIGHT,
        TOP,
        HEIGHT - BOTTOM,
    )


def _dot(
    point: "EventPoint",
    across: Callable[[float], float],
    up: Callable[[float], float],
    language: str,
) -> Dot:
    label = "0" if point.quarter == 0 else wording.change(point.quarter, 0, language)
    words = wording.change(point.estimate, 1, language)
    if point.ci95 is None:
        return Dot(across(point.quarter), up(point.estimate), None, None, label, words)
    low, high = point.ci95
    words += f" ({wording.change(low, 1, language)} … {wording.change(high, 1, language)})"
    return Dot(across(point.quarter), up(point.estimate), up(low), up(high), label, words)


def interval_bars(
    rows: Sequence[tuple[float, float, float] | None],
) -> list[IntervalBar | None]:
    """Bars of (value, low, high) on one axis that has room for all of them and for zero."""
    given = [row for row in rows if row is not None]
    lowest = min([0.0, *(row[1] for row in given)])
    highest = max([0.0, *(row[2] for row in given)])
    span = max(highest - lowest, 1e-9)

    def across(value: float) -> float:
        return round(6 + (value - lowest) / span * (BAR_WIDTH - 12), 1)

    return [
        None
        if row is None
        else IntervalBar(
            across(0.0), across(row[1]), across(row[2]), across(row[0]), row[1] > 0 or row[2] < 0
        )
        for row in rows
    ]


def removal_bar(before: float, now: tuple[float, float, float], most: float) -> IntervalBar:
    """A share removed on an axis from none to `most`; marked is what was expected before."""

    def across(share: float) -> float:
        return round(6 + min(max(share, 0.0) / most, 1.0) * (BAR_WIDTH - 12), 1)

    return IntervalBar(across(before), across(now[1]), across(now[2]), across(now[0]), True)


def budget_segments(costs: Sequence[int], budget: int) -> list[Segment]:
    """Stretches of a bar 1000 wide, one for each training, in their order."""
    whole = max(budget, sum(costs), 1)
    segments, x = [], 0.0
    for number, cost in enumerate(costs, start=1):
        width = 1000 * cost / whole
        segments.append(Segment(round(x, 1), round(max(width - 3, 1.0), 1), str(number)))
        x += width
    return segments
