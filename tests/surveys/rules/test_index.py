"""The index against printed reports, at the thresholds, and by its laws."""

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.elements import Element
from surveys.rules.index import (
    SCALE_2004,
    SCALE_2017,
    SCALES,
    ElementSum,
    Grade,
    element_points,
    element_weighted,
    elements_asked,
    grade,
    index_exact,
    index_points,
    index_raw,
    index_raw_shown,
    mutu,
    round_half_up,
    sum_of_bins,
    sums_of_rows,
    unanswered,
)
from surveys.rules.index_comparison import mean_of_units, pooled, with_fixed_weight

GOLDEN = Path(__file__).parents[2] / "golden" / "index_vectors.json"
ENTRIES: list[dict[str, Any]] = json.loads(GOLDEN.read_text(encoding="utf-8"))["entries"]
every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])


def sums_of(entry: Mapping[str, Any]) -> dict[str, ElementSum]:
    n = int(entry["n"])
    return {
        key: ElementSum(n, total)
        for key, total in zip(entry["elements"], entry["totals"], strict=True)
    }


def of_nine(n: int, *totals: int) -> dict[Element, ElementSum]:
    return dict(zip(Element, (ElementSum(n, total) for total in totals), strict=True))


def spread(n: int, total: int) -> dict[Element, ElementSum]:
    """Nine elements of n answers whose totals add up to `total`, as even as can be."""
    return of_nine(n, *(total // 9 + (place < total % 9) for place in range(9)))


answers = st.lists(st.integers(1, 4), min_size=1, max_size=30)
nine_sums = st.lists(answers, min_size=9, max_size=9).map(
    lambda columns: dict(zip(Element, (ElementSum(len(c), sum(c)) for c in columns), strict=True))
)


@every_entry
def test_the_index_agrees_with_the_printed_vectors(entry: dict[str, Any]) -> None:
    sums, expected = sums_of(entry), entry["expected"]
    assert index_raw(sums) == Fraction(expected["index_raw_exact"])
    assert index_raw_shown(sums) == Decimal(str(expected["index_raw"]))
    points = index_points(sums)
    assert points == Decimal(str(expected["index"]))
    assert points is not None
    assert grade(points, SCALES[entry["scale"]]) == expected["grade"]


@every_entry
def test_expanded_sheets_give_the_same_index(entry: dict[str, Any]) -> None:
    n = int(entry["n"])
    columns = [
        [total // n + (sheet < total % n) for sheet in range(n)] for total in entry["totals"]
    ]
    rows = zip(*columns, strict=True)
    expanded = sums_of_rows(entry["elements"], rows)
    assert expanded == sums_of(entry)
    if "matrix" in entry:
        sheets = [[int(sign) for sign in sheet] for sheet in entry["matrix"]]
        assert sums_of_rows(entry["elements"], sheets) == sums_of(entry)


@every_entry
def test_a_fixed_weight_reproduces_older_reports_as_a_comparison(entry: dict[str, Any]) -> None:
    scale = SCALES[entry["scale"]]
    for weight, expected in entry.get("comparison", {}).items():
        found = with_fixed_weight(sums_of(entry), Decimal(weight), scale)
        assert found is not None
        assert found.points == Decimal(str(expected["index"]))
        assert found.grade == expected["grade"]
        assert found.label.id == f"dengan bobot {weight.replace('.', ',')}"


@every_entry
def test_printed_figures_come_back_with_the_weight_they_used(entry: dict[str, Any]) -> None:
    published = entry["published"]
    if published is None:
        return
    sums, weight = sums_of(entry), published["weight_used"]
    if weight.startswith("1/"):
        assert index_points(sums) == Decimal(str(published["index"]))
        return
    found = with_fixed_weight(sums, Decimal(weight), SCALES[entry["scale"]])
    assert found is not None
    assert found.points == Decimal(str(published["index"]))


def test_the_element_counts_of_a_report_rebuild_its_totals() -> None:
    entry = ENTRIES[0]
    for key, total in sums_of(entry).items():
        counts = entry["published"]["counts"][key]
        assert sum_of_bins([counts[str(value)] for value in (1, 2, 3, 4)]) == total


def test_a_half_is_rounded_up_and_only_once() -> None:
    assert index_points({"only": ElementSum(16, 18)}) == Decimal("28.13")
    assert index_points(spread(19, 604)) == Decimal("88.30")
    assert round_half_up(Fraction(-5, 1000), 2) == Decimal("-0.01")


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("100", "A"),
        ("88.31", "A"),
        ("88.306", "A"),
        ("88.3049", "B"),
        ("88.30", "B"),
        ("83.31", "B"),
        ("76.61", "B"),
        ("76.605", "B"),
        ("76.60", "C"),
        ("65", "C"),
        ("64.996", "C"),
        ("64.99", "D"),
        ("25", "D"),
    ],
)
def test_grades_begin_exactly_where_the_rule_says(points: str, expected: str) -> None:
    assert grade(Decimal(points)) == expected
    assert grade(Fraction(points)) == expected


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("81.26", "A"),
        ("81.25", "B"),
        ("62.51", "B"),
        ("62.50", "C"),
        ("43.76", "C"),
        ("43.75", "D"),
    ],
)
def test_the_scale_of_2004_has_its_own_thresholds(points: str, expected: str) -> None:
    assert grade(Decimal(points), SCALE_2004) == expected


def test_a_float_gets_no_grade() -> None:
    with pytest.raises(TypeError, match="expected Decimal or Fraction"):
        grade(88.305)  # type: ignore[arg-type]


def test_the_words_of_a_grade() -> None:
    assert [mutu(letter).id for letter in Grade] == [
        "Sangat baik",
        "Baik",
        "Kurang baik",
        "Tidak baik",
    ]


def test_no_answers_give_no_index_and_no_grade() -> None:
    assert index_points({}) is None
    assert index_points(of_nine(0, *[0] * 9)) is None
    assert element_points(ElementSum(0, 0)) is None
    assert element_weighted(ElementSum(0, 0)) is None


def test_an_element_without_an_answer_takes_the_index_away_and_is_named() -> None:
    sums = of_nine(10, *[30] * 9)
    sums[Element.COST] = ElementSum(0, 0)
    assert index_points(sums) is None
    assert index_raw_shown(sums) is None
    assert unanswered(sums) == (Element.COST,)


def test_a_forgotten_element_is_not_a_silent_eighth() -> None:
    sums = of_nine(10, *[30] * 9)
    del sums[Element.FACILITIES]
    assert index_points(sums) is None
    assert unanswered(sums) == (Element.FACILITIES,)


def test_a_version_without_an_element_divides_by_those_it_asks() -> None:
    sums = of_nine(10, *[30] * 9)
    del sums[Element.COST]
    asked = [element for element in Element if element is not Element.COST]
    assert elements_asked(sums, asked) == 8
    assert index_points(sums, asked) == Decimal("75.00")
    assert element_weighted(ElementSum(10, 30), k=8) == Fraction(3, 8)


def test_means_are_over_own_answers_not_over_all_sheets() -> None:
    sums = of_nine(100, *[300] * 9)
    sums[Element.COST] = ElementSum(2, 8)
    assert index_points(sums) == Decimal("77.78")


@pytest.mark.parametrize(("n", "total"), [(1, 0), (1, 5), (10, 9), (10, 41), (0, 1), (-1, 0)])
def test_totals_that_no_answers_can_have_are_refused(n: int, total: int) -> None:
    with pytest.raises(ValueError, match=r"outside|expected 0 or more"):
        ElementSum(n, total)


def test_bins_must_be_four_counts() -> None:
    assert sum_of_bins([1, 2, 3, 4]) == ElementSum(10, 30)
    for wrong in ([1, 2, 3], [1, 2, 3, -1], [1, 2, 3, 4, 5]):
        with pytest.raises(ValueError, match="not four counts"):
            sum_of_bins(wrong)


def test_a_row_with_a_wrong_answer_is_named() -> None:
    with pytest.raises(ValueError, match=r"row 2, item2: 5 is not an answer"):
        sums_of_rows(["item1", "item2"], [[4, 4], [3, 5]])
    with pytest.raises(ValueError, match=r"row 1: 1 values; expected 2"):
        sums_of_rows(["item1", "item2"], [[4]])
    assert sums_of_rows(["a", "b"], [[4, None], [3, 2]]) == {
        "a": ElementSum(2, 7),
        "b": ElementSum(1, 2),
    }


def test_the_old_fourteen_items_with_their_own_weight() -> None:
    entry = next(each for each in ENTRIES if each["scale"] == SCALE_2004.code)
    found = with_fixed_weight(sums_of(entry), Decimal("0.071"), SCALE_2004)
    assert found is not None
    assert (found.points, found.grade) == (Decimal("82.79"), Grade.A)
    new_points = index_points(sums_of(entry))
    assert new_points is not None
    assert grade(new_points, SCALE_2017) == Grade.B


def test_a_comparison_may_fall_off_the_scale_and_needs_a_sensible_weight() -> None:
    found = with_fixed_weight(of_nine(5, *[5] * 9), Decimal("0.11"))
    assert found is not None
    assert found.points == Decimal("24.75")
    assert with_fixed_weight(of_nine(0, *[0] * 9), Decimal("0.11")) is None
    for weight in ("0", "1", "-0.1"):
        with pytest.raises(ValueError, match="expected more than 0 and less than 1"):
            with_fixed_weight(of_nine(1, *[1] * 9), Decimal(weight))


def test_a_fixed_weight_takes_the_grade_of_values_just_over_a_threshold() -> None:
    sums = spread(1000, 31800)
    found = with_fixed_weight(sums, Decimal("0.111"))
    points = index_points(sums)
    assert points is not None
    assert found is not None
    assert (points, grade(points)) == (Decimal("88.33"), Grade.A)
    assert (found.points, found.grade) == (Decimal("88.25"), Grade.B)


def test_an_agency_is_pooled_and_beside_it_the_mean_of_units() -> None:
    large, small = of_nine(90, *[270] * 9), of_nine(10, *[40] * 9)
    assert index_points(pooled([large, small])) == Decimal("77.50")
    beside = mean_of_units([large, small, of_nine(0, *[0] * 9)])
    assert (beside.points, beside.units, beside.units_without_index) == (Decimal("87.50"), 2, 1)
    assert mean_of_units([]).points is None


def test_the_mean_of_units_is_rounded_once() -> None:
    # 88.304094 each: rounded means of rounded values would agree, exact ones must too.
    beside = mean_of_units([spread(19, 604), spread(24, 763)])
    assert beside.points == Decimal("88.31")


@given(nine_sums)
def test_the_index_stays_on_its_scale_and_has_a_grade(sums: dict[Element, ElementSum]) -> None:
    points = index_points(sums)
    assert points is not None
    assert 25 <= points <= 100
    assert points.as_tuple().exponent == -2
    assert grade(points) in Grade


@given(nine_sums, st.randoms(use_true_random=False))
def test_the_order_of_elements_does_not_matter(
    sums: dict[Element, ElementSum], chance: Any
) -> None:
    shuffled = list(sums.items())
    chance.shuffle(shuffled)
    assert index_exact(dict(shuffled)) == index_exact(sums)


@given(nine_sums, st.integers(1, 50))
def test_the_same_sheets_again_change_nothing(sums: dict[Element, ElementSum], k: int) -> None:
    again = {key: ElementSum(each.n * k, each.total * k) for key, each in sums.items()}
    assert index_exact(again) == index_exact(sums)


@given(nine_sums, st.sampled_from(Element))
def test_a_better_answer_never_lowers_the_index(
    sums: dict[Element, ElementSum], element: Element
) -> None:
    held = sums[element]
    if held.total == 4 * held.n:
        return
    better = {**sums, element: ElementSum(held.n, held.total + 1)}
    before, after = index_exact(sums), index_exact(better)
    assert before is not None
    assert after is not None
    assert after > before


@given(nine_sums, nine_sums)
def test_pooling_lies_between_its_parts_element_by_element(
    one: dict[Element, ElementSum], other: dict[Element, ElementSum]
) -> None:
    for element, both in pooled([one, other]).items():
        means = sorted((one[element].mean or 0, other[element].mean or 0))
        assert means[0] <= (both.mean or 0) <= means[1]


@given(nine_sums)
def test_weighted_means_add_up_to_the_exact_index(sums: dict[Element, ElementSum]) -> None:
    weighted = [element_weighted(each) for each in sums.values()]
    assert sum((each for each in weighted if each is not None), Fraction(0)) == index_raw(sums)


@given(st.fractions(min_value=0, max_value=100), st.integers(0, 4))
def test_rounding_moves_by_at_most_half_a_unit_and_never_down_from_a_half(
    value: Fraction, decimals: int
) -> None:
    away = Fraction(round_half_up(value, decimals)) - value
    assert -Fraction(1, 2) < away * 10**decimals <= Fraction(1, 2)
