"""Intervals made again from days: by the rule of today, and by the one of earlier reports."""

import pytest

from surveys.issued_margins import PlainMargin, margin_of, remade
from surveys.rules.elements import ELEMENTS, Element
from surveys.rules.index import ElementSum
from surveys.rules.margin import Interval, element_interval, index_interval

DAYS = [
    [(n, total - place * (n > 1)) for place in range(9)]
    for n, total in ((64, 227), (18, 66), (1, 3), (1, 4), (1, 4), (1, 2))
]
NAMES = list(ELEMENTS)
EVERY = list(range(9))
# As an earlier version of the portal wrote them: ends, error, degrees of freedom, days, prior.
INDEX_THEN = [76.6255633891505, 92.9357513598917, 2.5240071686882155, 2.967576720844088]
LAST_THEN = [68.39274363198476, 93.41841485129112, 3.923518293556707, 2.967576720844088]
REST_THEN = [6, 0.5990671665843612]


def shown(made: PlainMargin | None) -> list[float]:
    assert made is not None
    return [*made.ends(None), float(made.df), made.days, float(made.prior_share)]


def written(interval: Interval | None) -> list[float]:
    assert interval is not None
    ends = [interval.low, interval.high, interval.standard_error, interval.df]
    return [*ends, interval.clusters, interval.prior_share]


def of_today() -> dict[str, list[float]]:
    clusters = [
        {e: ElementSum(*pair) for e, pair in zip(Element, day, strict=True)} for day in DAYS
    ]
    each = {e.value: written(element_interval(clusters, e)) for e in Element}
    return {"index": written(index_interval(clusters)), **each}


def of_then() -> dict[str, list[float]]:
    each = {name: shown(margin_of(DAYS, [n], by_number=True)) for n, name in enumerate(NAMES)}
    return {"index": shown(margin_of(DAYS, EVERY, by_number=True)), **each}


def test_both_roads_come_to_the_same_end() -> None:
    assert remade(DAYS, of_today(), NAMES).wrong == ()
    assert not remade(DAYS, of_today(), NAMES).by_number


def test_what_an_earlier_version_wrote_follows_the_rule_of_then() -> None:
    then = of_then()
    assert then["index"] == pytest.approx([*INDEX_THEN, *REST_THEN], abs=1e-9)
    assert then[NAMES[-1]] == pytest.approx([*LAST_THEN, *REST_THEN], abs=1e-9)
    found = remade(DAYS, then, NAMES)
    assert (found.wrong, found.by_number) == ((), True)


def test_one_document_does_not_mix_two_rules() -> None:
    mixed = {**of_today(), "index": of_then()["index"]}
    assert "index" in remade(DAYS, mixed, NAMES).wrong


@pytest.mark.parametrize("place", range(6))
def test_every_number_that_was_written_is_looked_at(place: int) -> None:
    for held in of_today(), of_then():
        held["cost"][place] *= 1.001
        assert remade(DAYS, held, NAMES).wrong
