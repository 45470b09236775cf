"""Periods closed one after another with late sheets between tell of no few people together."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product

import pytest

from portal.database import Database
from surveys import publication
from surveys.errors import Refused
from surveys.reportable import closed_lines
from surveys.results_corrections import Since
from surveys.results_report_working import report_of
from surveys.rules.few_between import Answered, few_among
from surveys.rules.periods import Period, parse_period
from surveys.scope import PlaceScope
from tests.builders import NOW, Place
from tests.surveys.test_results_held import FEW, close, come

MONTHS = ("2025-01", "2025-02", "2025-03")
LONGER = ("2025-Q1", "2025-1", "2025")
SINGLE = ("2025-Q2",)
WHOLES: Mapping[str, Sequence[Sequence[str]]] = {
    "2025-Q1": [MONTHS],
    "2025-1": [("2025-Q1", *SINGLE), (*MONTHS, *SINGLE)],
    "2025": [("2025-1",), ("2025-Q1", *SINGLE), (*MONTHS, *SINGLE)],
}


def publish(database: Database) -> None:
    database.write(lambda c: publication.refresh_all(c, NOW, FEW))


def told(database: Database) -> Mapping[str, set[Answered]]:
    """By period every figure with answers that the staff's pages tell of the only unit."""
    found: dict[str, set[Answered]] = {}
    for line in database.read(lambda c: closed_lines(c, PlaceScope(), FEW)):
        assert line.since is not None
        now = [] if line.since.now is None else [line.since.now]
        noted = [each.figures for each in line.since.corrections]
        for each in (line.since.frozen, *now, *noted):
            found.setdefault(line.closing.period, set()).add(each.answered)
    for code in (*MONTHS, *SINGLE, *LONGER):
        period = parse_period(code)
        found.setdefault(code, set()).add(working(database, period))
    return {code: {each for each in figures if any(each[1:])} for code, figures in found.items()}


def since_of(database: Database, code: str) -> Since:
    lines = database.read(lambda c: closed_lines(c, PlaceScope(), FEW))
    [since] = [each.since for each in lines if each.closing.period == code and each.since]
    return since


def working(database: Database, period: Period) -> Answered:
    days = period.first_day, period.last_day
    return database.read(lambda c: report_of(c, "UNIT-A", *days, FEW).figures.answered)


def given_away(figures: Mapping[str, set[Answered]]) -> Iterator[str]:
    """Wholes less their parts, whichever telling of each is taken, and tellings of one period."""
    for whole, ways in WHOLES.items():
        for parts in ways:
            known: list[set[Answered]] = [figures[each] for each in (whole, *parts)]
            for taken in product(*known):
                left = tuple(2 * each[0] - sum(each) for each in zip(*taken, strict=True))
                if few_among(left, FEW):
                    yield f"{whole} less {parts}: {left}"
    for code, some in figures.items():
        for one, other in product(some, some):
            if few_among(tuple(a - b for a, b in zip(one, other, strict=True)), FEW):
                yield f"{code} twice: {one[:5]}, {other[:5]}"


def closed_in_turn(
    database: Database, place: Place, order: Sequence[str], late: Sequence[tuple[int, int]]
) -> list[str]:
    """Close in this order, so many sheets coming late to a month before each; who was refused."""
    refused = []
    for step, (code, (count, month)) in enumerate(zip(order, late, strict=True)):
        if count:
            come(database, place, count, date(2025, month, 11), f"late{step}", value=1)
        try:
            close(database, place, code)
        except Refused:
            refused.append(code)
        publish(database)
        assert not list(given_away(told(database))), (order[: step + 1], late, refused)
    return refused


def begun(database: Database, place: Place, march: int = 20, *, public: bool = True) -> None:
    for month, count in ((1, 20), (2, 20), (3, march), (5, 20)):
        come(database, place, count, date(2025, month, 10), "first")
    if public:
        publish(database)


@pytest.mark.parametrize(
    ("order", "refused", "public"),
    [
        (("2025-Q1", *MONTHS), list(MONTHS), True),
        ((*MONTHS, "2025-Q1"), [], False),
        (("2025-02", "2025-Q1", "2025-01", "2025-03", "2025-1"), [], True),
        (("2025-1", "2025-Q1", *MONTHS), list(MONTHS), True),
        (("2025", *MONTHS, "2025-Q1", "2025-1"), list(MONTHS), False),
        ((*MONTHS, "2025-1", "2025-Q1", "2025"), [], False),
    ],
)
def test_a_late_sheet_after_the_first_closings_is_in_no_difference_of_two_closings(
    database: Database, place: Place, order: Sequence[str], refused: list[str], public: bool
) -> None:
    begun(database, place, public=public)
    first = 3 if order[0] in MONTHS and order[1] in MONTHS else 1
    late = [(int(step == first), 2) for step in range(len(order))]
    assert closed_in_turn(database, place, order, late) == refused


def test_a_quarter_is_closed_as_its_months_where_a_late_sheet_lies_between(
    database: Database, place: Place
) -> None:
    begun(database, place, public=False)
    for code in MONTHS:
        close(database, place, code)
    come(database, place, 1, date(2025, 2, 11), "late", value=1)
    close(database, place, "2025-Q1")
    since = since_of(database, "2025-Q1")
    assert (since.frozen.respondents, since.waiting, since.closing.is_public) == (60, 1, False)
    come(database, place, 4, date(2025, 2, 12), "more", value=1)
    publish(database)
    since = since_of(database, "2025-Q1")
    assert since.now is not None
    assert (since.now.respondents, since.to_note) == (65, True)


def test_a_month_beside_its_issued_quarter_can_be_closed_with_the_fifth_late_sheet(
    database: Database, place: Place
) -> None:
    begun(database, place)
    close(database, place, "2025-Q1")
    come(database, place, 1, date(2025, 2, 11), "late", value=1)
    with pytest.raises(Refused, match="begitu bedanya 5 lembar atau lebih"):
        close(database, place, "2025-02")
    come(database, place, 4, date(2025, 2, 12), "more", value=1)
    publish(database)
    for code in MONTHS:
        close(database, place, code)
    assert not list(given_away(told(database)))
