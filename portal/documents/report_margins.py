"""How sure a value of the report is, in words: its interval, and what else its grade may be."""

from portal import wording
from surveys.rules.margin import Interval, other_grades


def interval_words(interval: Interval | None) -> str:
    """Both ends; empty where there is no interval."""
    if interval is None:
        return ""
    low, high = interval.ci95
    return f"{wording.points(low)} sampai {wording.points(high)}"


def margin_words(interval: Interval | None) -> str:
    """The interval behind a value that never stands alone."""
    if interval is None:
        return "rentang 95% tidak dapat dihitung"
    return f"rentang 95% {interval_words(interval)}"


def other_words(interval: Interval | None) -> str:
    """The grades that the interval reaches beside its value's own: "bisa C"; empty without any."""
    others = () if interval is None else other_grades(interval)
    return f"bisa {' atau '.join(others)}" if others else ""
