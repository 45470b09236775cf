"""One line for each figure: what was measured, its floor, the ratio, and the bar."""

import os
import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A figure beside its floor; `holds` is None where nothing is promised, only told."""

    what: str
    measured: str
    floor: str
    ratio: str
    bar: str
    holds: bool | None


def at_most(what: str, measured: float, floor: float, bar: float, unit: str) -> Line:
    """A cost that may be at most so many times its floor."""
    ratio = measured / floor
    return Line(
        what,
        f"{measured:,.0f} {unit}",
        f"{floor:,.0f} {unit}",
        f"{ratio:.2f} x",
        f"at most {bar:g} x",
        ratio <= bar,
    )


def at_least(what: str, measured: float, floor: float, bar: float, unit: str) -> Line:
    """A rate that must be at least so many times its floor."""
    ratio = measured / floor
    return Line(
        what,
        f"{measured:,.0f} {unit}",
        f"{floor:,.0f} {unit}",
        f"{ratio:.2f} x",
        f"at least {bar:g} x",
        ratio >= bar,
    )


def told(what: str, measured: str, bar: str = "") -> Line:
    """A figure of this machine alone: told, never asserted."""
    return Line(what, measured, "", "", bar, None)


def in_turns(rounds: int, *runs: Callable[[], float]) -> list[float]:
    """The median of each run, taken in turns so that a busy moment meets all of them alike."""
    found: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for place, run in enumerate(runs):
            found[place].append(run())
    return [statistics.median(figures) for figures in found]


def machine() -> str:
    """What it was measured on, and how busy that was otherwise."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    cores = len(os.sched_getaffinity(0))
    return f"Python {platform.python_version()}, {cores} cores, load average {load}"


def printed(lines: Sequence[Line]) -> str:
    """The lines as one table in Markdown."""
    words = ("held", "NOT HELD")
    rows = [("what", "measured", "floor", "ratio", "bar", "")]
    for line in lines:
        verdict = "" if line.holds is None else words[not line.holds]
        rows.append((line.what, line.measured, line.floor, line.ratio, line.bar, verdict))
    widths = [max(len(row[place]) for row in rows) for place in range(6)]

    def text(row: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(widths[n]) for n, cell in enumerate(row)) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([text(rows[0]), rule, *map(text, rows[1:])])
