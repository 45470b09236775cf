"""Half-years and years that were issued: their intervals follow from those of their quarters."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from surveys.issued_quarters import wrong_together
from surveys.rules.elements import ELEMENTS
from surveys.rules.spread import Spread
from surveys.strata import pooled_interval

FEW = [0.0, 0.0, 4.0, 4.6, 2, 0.78]
MORE = [0.0, 0.0, 3.0, 5.0, 3, 0.6]
BINS = {name: [1, 2, 3, 4] for name in ELEMENTS}


def snapshot(code: str, error: list[float]) -> Sequence[Any]:
    document: Mapping[str, Any] = {
        "bins": BINS,
        "errors": dict.fromkeys(("index", *ELEMENTS), error),
    }
    return (code, 10, document, None)


SNAPSHOTS = [snapshot("2026-Q1", FEW), snapshot("2026-Q2", MORE)]


def written(*, apart: bool) -> dict[str, Sequence[float] | None]:
    """What a half-year of the two was closed with, by today's rule or that of earlier times."""
    parts = [
        (10, Spread(error[2] ** 2, error[3], int(error[4]), 0.0 if apart else error[5]))
        for error in (FEW, MORE)
    ]
    found = pooled_interval(Fraction(75), parts)
    assert found is not None
    ends = [found.low, found.high, found.standard_error, found.df]
    return dict.fromkeys(("index", *ELEMENTS), ends)


def test_an_interval_of_two_quarters_follows_from_theirs_by_one_of_two_rules() -> None:
    for apart in (False, True):
        assert wrong_together(SNAPSHOTS, written(apart=apart), apart=apart) == []
        assert set(wrong_together(SNAPSHOTS, written(apart=apart), apart=not apart)) == {
            "index",
            *ELEMENTS,
        }


def test_one_interval_that_does_not_follow_is_named() -> None:
    ends = written(apart=False)
    low, *rest = ends["time"] or ()
    ends["time"] = [low - 0.5, *rest]
    assert wrong_together(SNAPSHOTS, ends, apart=False) == ["time"]


def test_a_single_quarter_stands_for_itself() -> None:
    assert wrong_together(SNAPSHOTS[:1], {"index": FEW}, apart=False) == []
    assert wrong_together(SNAPSHOTS[:1], {"index": MORE}, apart=False) == ["index"]
