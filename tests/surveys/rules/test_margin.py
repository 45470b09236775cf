"""What the interval of the index promises: coverage, honesty with few answers, and its laws."""

from dataclasses import astuple
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.elements import Element
from surveys.rules.index import ElementSum, index_exact
from surveys.rules.index_comparison import pooled
from surveys.rules.margin import (
    Interval,
    change,
    element_interval,
    element_intervals,
    even_margin,
    index_interval,
    interval_of,
    may_be,
    other_grades,
)
from surveys.rules.spread import index_of_one
from tests.surveys.rules import uneven_coverage
from tests.surveys.rules.margin_coverage import WORLDS, coverage, kept, main
from tests.surveys.rules.uneven_coverage import CONTENT, USUAL, alarms, of_shape

Cluster = dict[Element, ElementSum]


def day(n: int, *totals: int) -> Cluster:
    """A day of n sheets at one counter; one total for all elements or one for each."""
    each = totals if len(totals) == 9 else totals * 9
    return dict(zip(Element, (ElementSum(n, total) for total in each), strict=True))


def shown(interval: Interval | None) -> Interval:
    assert interval is not None
    return interval


sheets = st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=6)
cluster = sheets.map(
    lambda rows: dict(
        zip(
            Element,
            (ElementSum(len(rows), sum(column)) for column in zip(*rows, strict=True)),
            strict=True,
        )
    )
)
clusters = st.lists(cluster, min_size=1, max_size=12)


SHORT_FORM = {"usual", "content, days alike", "uneven days"}


@pytest.mark.proof
def test_the_interval_holds_the_truth_as_often_as_it_says(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--long"):
        assert main() == 0
        assert uneven_coverage.main() == 0
        return
    for world in WORLDS:
        if world.name in SHORT_FORM:
            assert kept(coverage(world, 3, 400), 3), world.name
            assert kept(coverage(world, 20, 400), 20), world.name


def test_three_questions_in_rotation_give_the_same_index_for_a_wider_margin() -> None:
    for world in WORLDS[1], WORLDS[4]:
        nine = coverage(world, 20, 200, seed=7)
        three = coverage(world, 20, 200, seed=7, short=True)
        assert abs(three.bias_points) <= 3.5 * three.bias_error, world.name
        assert 1 < three.margin_points / nine.margin_points < 1.73, world.name


def test_independent_clusters_of_equal_size_give_the_textbook_interval() -> None:
    totals = [(14, 15, 16, 17, 15, 14, 18, 16, 13), (12,) * 9, (18,) * 9, (16,) * 9] * 3
    found = shown(index_interval([day(5, *each) for each in totals]))
    means = [25 * sum(each) / 45 for each in totals]
    mean = sum(means) / 12
    error = (sum((each - mean) ** 2 for each in means) / 11 / 12) ** 0.5
    assert float(found.points) == pytest.approx(mean)
    assert found.standard_error == pytest.approx(error)
    assert found.df == pytest.approx(11)
    assert found.prior_share == 0


def test_days_that_differ_widen_the_margin() -> None:
    alike = [day(10, 32)] * 10 + [day(10, 31)] * 10
    apart = [day(10, 40)] * 10 + [day(10, 23)] * 10
    assert shown(index_interval(apart)).margin > 3 * shown(index_interval(alike)).margin


def test_one_day_rests_on_the_prior_and_says_so() -> None:
    found = shown(index_interval([day(30, 93)]))
    assert found.prior_share == 1
    assert found.clusters == 1
    assert 8 < found.margin < 25


def test_a_single_day_needs_nothing_but_its_index_and_number() -> None:
    found = shown(index_interval([day(30, 93)]))
    alone = interval_of(index_of_one(found.points, 30))
    assert astuple(alone) == pytest.approx(astuple(found))


def test_more_days_rest_less_on_the_prior() -> None:
    days = [day(5, 15), day(5, 16), day(5, 14), day(5, 18)]
    shares = [shown(index_interval((days * 3)[:count])).prior_share for count in range(1, 13)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 1
    assert shares[8] > 0.01
    assert shares[9:] == pytest.approx([0, 0, 0])


def test_many_days_of_which_one_holds_most_sheets_are_worth_few() -> None:
    """Ninety-four sheets of which 64 and 18 came on two days once told "88,56 ± 37,5"."""
    single = [4, 4, 3, 4, 3, 4, 2, 4, 4, 3, 4, 4]
    days = [day(64, 230), day(18, 60), *(day(1, score) for score in single)]
    found = shown(element_interval(days, Element.COMPLAINT_HANDLING))
    assert found.prior_share > 0.7
    assert 4 < found.df < 6
    assert 5 < found.margin < 12
    even = [day(7, 25), day(7, 24), day(7, 26), day(7, 24), day(7, 25)] * 3
    assert shown(element_interval(even, Element.COMPLAINT_HANDLING)).prior_share == 0


def test_near_the_end_of_the_scale_one_day_still_tells_something() -> None:
    content = shown(element_interval([day(82, 324)], Element.TIME))
    assert content.points > 98
    assert 60 < content.low < 75
    middling = shown(element_interval([day(82, 246)], Element.TIME))
    assert 10 < middling.margin < 20


def test_margins_and_comparisons_keep_their_word_where_sizes_differ_much() -> None:
    for world in USUAL, CONTENT:
        for shape in "80, nine of 3", "64, 18, twelve of 1":
            found = of_shape(world, shape, 100)
            assert found.share >= 0.93 - 2 * found.error, shape
            assert found.wide_points < 12, shape
        for name in "twenty of 5, then 80, nine of 3", "82, then twenty of 5":
            assert alarms(world, name, 100).index <= 0.05 + 3.5 * 0.0218, name


def test_unanimous_answers_prove_nothing_beyond_themselves() -> None:
    few = shown(index_interval([day(2, 8)] * 12))
    many = shown(index_interval([day(20, 80)] * 60))
    assert few.ci95[1] == many.ci95[1] == Decimal("100.00")
    assert few.low < 97
    assert 99 < many.low < 100


def test_no_answers_have_no_interval() -> None:
    assert index_interval([]) is None
    assert index_interval([day(0, 0)]) is None
    assert element_interval([day(0, 0)], Element.TIME) is None


def test_an_element_nobody_answered_leaves_the_others_theirs() -> None:
    days = [{**day(5, 15), Element.COST: ElementSum(0, 0)}] * 12
    assert index_interval(days) is None
    each = element_intervals(days)
    assert each[Element.COST] is None
    assert shown(each[Element.TIME]).points == 75
    asked = [element for element in Element if element is not Element.COST]
    assert shown(index_interval(days, asked)).points == 75


def test_short_forms_with_three_elements_each_count_by_day() -> None:
    elements = list(Element)
    days = [
        {element: ElementSum(4, 12 + turn % 4) for element in elements[turn % 3 :: 3]}
        for turn in range(24)
    ]
    found = shown(index_interval(days))
    assert found.clusters == 24
    assert found.points == index_exact(pooled(days))
    assert found.low < found.points < found.high


def test_days_without_answers_are_no_clusters() -> None:
    days = [day(5, 15), day(5, 17), day(5, 12)]
    assert index_interval([*days, day(0, 0), {}]) == index_interval(days)


def test_who_asks_a_large_part_is_surer_up_to_nineteen_of_twenty() -> None:
    days = [day(10, 32), day(10, 28), day(12, 40), day(8, 25)] * 5
    unknown = shown(index_interval(days))
    half = shown(index_interval(days, population=400))
    most = shown(index_interval(days, population=211))
    assert half.standard_error == pytest.approx(unknown.standard_error * 0.5**0.5)
    assert 0 < most.margin < half.margin


@pytest.mark.parametrize("served", [200, 205, 210])
def test_that_nearly_everybody_answered_is_not_believed(served: int) -> None:
    days = [day(10, 32), day(10, 28), day(12, 40), day(8, 25)] * 5
    assert index_interval(days, population=served) == index_interval(days)


def test_fewer_served_than_answered_cannot_be_and_is_not_used() -> None:
    days = [day(10, 32), day(10, 28)] * 6
    assert index_interval(days, population=60) == index_interval(days)


def interval(points: str, low: float, high: float) -> Interval:
    return Interval(Fraction(points), low, high, (high - low) / 4, 30, 31, 0)


@pytest.mark.parametrize(
    ("low", "high", "words_id", "words_en"),
    [
        (80, 86, "B", "B"),
        (75, 86, "B, bisa C", "B, may be C"),
        (80, 89, "B, bisa A", "B, may be A"),
        (75, 89, "B, bisa A atau C", "B, may be A or C"),
        (60, 89, "B, bisa A atau C atau D", "B, may be A or C or D"),
        (76.605, 88.304, "B", "B"),
    ],
)
def test_a_grade_names_what_else_it_may_be(
    low: float, high: float, words_id: str, words_en: str
) -> None:
    assert may_be(interval("82", low, high)) == (words_id, words_en)


def test_the_grade_in_words_is_that_of_the_exact_index() -> None:
    exact = Fraction("88.305")
    assert may_be(interval("88.305", 88.0, 89.0)).id == "A, bisa B"
    assert other_grades(Interval(exact, 88.31, 89.0, 0.1, 30, 31, 0)) == ()


def test_a_change_is_more_than_chance_only_beyond_both_errors() -> None:
    before = [day(10, 28), day(10, 31), day(10, 30), day(10, 29)] * 5
    slightly = [day(10, 29), day(10, 31), day(10, 30), day(10, 29)] * 5
    clearly = [day(10, 34), day(10, 36), day(10, 35), day(10, 33)] * 5
    first = shown(index_interval(before))
    small = change(first, shown(index_interval(slightly)))
    large = change(first, shown(index_interval(clearly)))
    assert not small.beyond_chance
    assert large.beyond_chance
    assert large.points == pytest.approx(12.5)
    back = change(shown(index_interval(clearly)), first)
    assert (back.low, back.high) == pytest.approx((-large.high, -large.low))


@pytest.mark.parametrize(
    ("low", "points", "high", "shown_as"),
    [
        (81.16, "82.36", 83.56, 1.2),
        (80.0, "85.0", 90.4, 5.2),  # Sides of 5.0 and 5.4 are within a tenth of their mean.
        (72.78, "87.91", 95.43, None),
        (51.0, "88.56", 99.1, None),
        (99.82, "99.9", 99.96, 0.07),  # Both sides show as 0,1.
        (99.0, "99.9", 100.0, None),
        (98.9, "99.5", 100.0, None),  # "± 0,55" would pass 100.
        (78.0, "90.0", 102.0, None),
    ],
)
def test_plus_minus_stands_only_before_sides_that_are_alike_and_on_the_scale(
    low: float, points: str, high: float, shown_as: float | None
) -> None:
    assert even_margin(float(points), low, high) == (
        None if shown_as is None else pytest.approx(shown_as)
    )


def test_a_change_near_the_end_of_the_scale_is_as_lopsided_as_its_intervals() -> None:
    earlier, later = interval("96", 84, 99), interval("95", 83, 98.5)
    found = change(earlier, later)
    # Back then it may have been much lower, so the rise may be larger than the fall.
    assert found.high - found.points == pytest.approx((12**2 + 3.5**2) ** 0.5, rel=0.03)
    assert found.points - found.low == pytest.approx((3**2 + 12**2) ** 0.5, rel=0.03)


@given(clusters)
def test_the_interval_is_around_the_index_and_on_the_scale(days: list[Cluster]) -> None:
    found = shown(index_interval(days))
    assert found.points == index_exact(pooled(days))
    assert 25 <= found.low <= found.points <= found.high <= 100
    assert found.margin > 0
    assert found.df > 0


@given(clusters)
def test_the_order_of_days_does_not_matter(days: list[Cluster]) -> None:
    turned = days[::-1]
    first, second = shown(index_interval(days)), shown(index_interval(turned))
    assert first.points == second.points
    assert (first.low, first.high) == pytest.approx((second.low, second.high))


@given(clusters)
def test_a_world_turned_upside_down_has_the_mirrored_interval(days: list[Cluster]) -> None:
    turned = [
        {element: ElementSum(each.n, 5 * each.n - each.total) for element, each in sums.items()}
        for sums in days
    ]
    first, second = shown(index_interval(days)), shown(index_interval(turned))
    assert (second.low, second.high) == pytest.approx((125 - first.high, 125 - first.low))


@given(clusters, st.integers(0, 3000))
def test_knowing_how_many_were_served_never_widens_the_interval(
    days: list[Cluster], more: int
) -> None:
    answers = sum(sums[Element.TIME].n for sums in days)
    unknown = shown(index_interval(days))
    known = shown(index_interval(days, population=answers + more))
    assert known.margin <= unknown.margin
