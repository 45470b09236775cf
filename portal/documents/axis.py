"""The axis from 25 to 100 on which documents draw values, and where the grades lie on it."""

from typing import Any

from surveys.rules.index import SCALE_2017, Grade, mutu

AXIS_START, AXIS_END = 25.0, 100.0


def place_on_axis(points: float) -> float:
    """Where a value lies between 25 and 100, from 0 to 1."""
    return (points - AXIS_START) / (AXIS_END - AXIS_START)


def zones() -> list[dict[str, Any]]:
    """Where the grades begin and end on that axis, the lowest first."""
    starts = [("D", AXIS_START), *[(g.value, float(s)) for g, s in reversed(SCALE_2017.starts)]]
    ends = [start for _, start in starts[1:]] + [AXIS_END]
    return [
        {
            "grade": letter,
            "mutu": mutu(Grade(letter)).id,
            "from": place_on_axis(start),
            "to": place_on_axis(end),
        }
        for (letter, start), end in zip(starts, ends, strict=True)
    ]
