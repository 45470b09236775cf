"""The queue puts first what cannot wait, and stays a fair sample of the rest."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.review import (
    Queued,
    Resemblance,
    ReviewItem,
    doubt_of_polarity,
    leans,
    may_accept_alone,
    next_in_queue,
    simulate_reviewer,
    wilson_interval,
    wilson_lower,
)
from ml.themes import themes

_ITEMS = st.lists(st.tuples(st.booleans(), st.booleans(), st.floats(0, 1)), max_size=40).map(
    lambda rows: [
        ReviewItem(f"k{place:03}", f"teks {place}", integrity, danger, {"time": p, "cost": 0.01})
        for place, (integrity, danger, p) in enumerate(rows)
    ]
)


def worked_off(items: list[ReviewItem]) -> list[Queued]:
    """All items in the order in which one person would look at them."""
    left = {item.key: item for item in items}
    lately: list[str] = []
    order = []
    while (queued := next_in_queue(list(left.values()), lately, turn=len(order))) is not None:
        lately.append(left.pop(queued.key).text)
        order.append(queued)
    return order


@settings(deadline=None)
@given(_ITEMS)
def test_everyone_comes_up_once_and_what_cannot_wait_comes_first(items: list[ReviewItem]) -> None:
    order = worked_off(items)
    assert sorted(q.key for q in order) == sorted(item.key for item in items)
    rank = {"integrity": 0, "danger": 1, "uncertain": 2, "random": 2}
    assert [rank[q.reason] for q in order] == sorted(rank[q.reason] for q in order)
    assert worked_off(items[::-1]) == order


def test_the_unsure_come_by_falling_doubt() -> None:
    items = [ReviewItem(str(i), f"{i}", False, False, {"time": 0.5 + 0.01 * i}) for i in range(30)]
    order = [int(q.key) for q in worked_off(items) if q.reason == "uncertain"]
    assert len(order) > 15
    assert order == sorted(order)


def test_a_polarity_in_doubt_counts_as_much_as_a_label_in_doubt() -> None:
    clear = {"time": 0.99, "cost": 0.01}
    assert doubt_of_polarity([0.98, 0.01, 0.01, 0.0]) == pytest.approx(4 * 0.98 * 0.02)
    assert doubt_of_polarity([0.4, 0.3, 0.2, 0.1]) == 1.0
    unsure = ReviewItem("a", "bantet!", False, False, clear, doubt_of_polarity([0.51, 0.49, 0, 0]))
    label = ReviewItem("b", "lama", False, False, {**clear, "product": 0.51})
    assert unsure.uncertainty == pytest.approx(label.uncertainty)
    assert unsure.uncertainty > ReviewItem("c", "", False, False, clear, 0.1).uncertainty


def test_two_things_in_doubt_come_before_one() -> None:
    one = ReviewItem("a", "lama", False, False, {"time": 0.5, "cost": 0.01})
    two = ReviewItem("b", "mahal", False, False, {"time": 0.6, "cost": 0.4})
    assert two.uncertainty > one.uncertainty


def test_three_in_ten_are_drawn_by_chance_from_the_start_on() -> None:
    items = [ReviewItem(str(i), str(i), False, False, {"time": i / 1000}) for i in range(1000)]
    for cut in (10, 100):
        left = {item.key: item for item in items}
        reasons = []
        for turn in range(cut):
            queued = next_in_queue(list(left.values()), [], turn=turn)
            assert queued is not None
            left.pop(queued.key)
            reasons.append(queued.reason)
        assert reasons.count("random") == 0.3 * cut


def test_what_is_drawn_by_chance_stands_for_all_texts() -> None:
    items = [ReviewItem(f"{i:05}", "", False, False, {"time": i / 20_000}) for i in range(20_000)]
    drawn = [int(item.key) / 20_000 for item in items if item.in_random_part]
    assert len(drawn) == pytest.approx(6000, abs=200)
    assert np.mean(drawn) == pytest.approx(0.5, abs=0.02)
    # What is unsure is never taken away from them.
    unsure = max((item for item in items if item.in_random_part), key=lambda i: i.uncertainty)
    queued = next_in_queue(items, [], turn=0)
    assert queued is not None
    assert queued.key != unsure.key


def test_a_text_like_one_that_was_just_checked_steps_back() -> None:
    scores = {"time": 0.5}
    waiting = ["antri lama sekali di loket dua", "kursi roda tidak ada di lobi", "bau"]
    names = [f"n{i}" for i in range(40)]
    calm = [name for name in names if not ReviewItem(name, "", False, False, {}).in_random_part]
    items = [
        ReviewItem(name, text, False, False, scores)
        for name, text in zip(calm, waiting, strict=False)
    ]
    queued = next_in_queue(items, ["antri lama sekali di loket tiga", "bau"], turn=0)
    assert queued == Queued(calm[1], "uncertain")


def test_resemblance_is_none_for_other_words_and_whole_for_the_same() -> None:
    known = Resemblance(["petugas loket tidak ada", ""])
    assert known.to("petugas loket tidak ada") == pytest.approx(1)
    assert known.to("gedung baru bersih") == 0
    assert 0.2 < known.to("petugasnya tidak ada") < 0.9
    assert known.to("") == 0
    assert Resemblance([]).to("apa saja") == 0


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_wilson_bound_lies_below_the_share_and_rises_with_what_was_right(
    a: int, b: int
) -> None:
    right, checked = min(a, b), max(a, b)
    bound = wilson_lower(right, checked)
    assert 0 <= bound <= (right / checked if checked else 0) + 1e-12
    if right < checked:
        assert wilson_lower(right + 1, checked) >= bound


@given(st.integers(1, 3000))
def test_the_interval_of_none_and_of_all_ends_exactly_there(checked: int) -> None:
    assert wilson_interval(0, checked)[0] == 0.0
    assert wilson_interval(checked, checked)[1] == 1.0


@pytest.mark.parametrize(
    ("only_one", "only_other", "said"),
    [
        (0, 0, False),
        (5, 0, False),
        (6, 0, True),
        (0, 6, True),
        (9, 2, False),
        (10, 1, True),
        (900, 800, True),
    ],
)
def test_two_readers_lean_apart_only_beyond_chance(
    only_one: int, only_other: int, said: bool
) -> None:
    # 2 x (1/2)^5 = 0.0625 and (1/2)^5 = 0.031; 2 x (1 + 11 + 55) / 2^11 = 0.065 and 0.012.
    assert leans(only_one, only_other) is said


def test_the_wilson_bound_is_the_published_one() -> None:
    # 81 of 263, 95 %: 0.2553 to 0.3662 (Newcombe, Statistics in Medicine 17, 1998, table I).
    assert wilson_lower(81, 263) == pytest.approx(0.2553, abs=5e-5)
    with pytest.raises(ValueError, match="not within"):
        wilson_lower(4, 3)


@pytest.mark.parametrize(
    ("right", "checked", "may"),
    [(49, 49, False), (50, 50, True), (46, 50, False), (92, 100, True), (95, 100, True)],
)
def test_a_label_earns_trust_by_fifty_checked_and_a_bound_of_085(
    right: int, checked: int, may: bool
) -> None:
    assert may_accept_alone(right, checked) is may


def test_an_imagined_reviewer_errs_as_often_as_asked_and_repeats_itself() -> None:
    keys = [str(i) for i in range(1000)]
    truth = {str(i): ["time"] if i % 2 else [] for i in range(1000)}
    right = simulate_reviewer(keys, truth, slip=0.0, seed=1)
    assert all(list(answer.labels) == truth[answer.key] for answer in right)
    slipped = simulate_reviewer(keys, truth, slip=0.1, seed=1)
    wrong = sum(list(answer.labels) != truth[answer.key] for answer in slipped)
    assert 60 < wrong < 140
    assert simulate_reviewer(keys, truth, slip=0.1, seed=1) == slipped
    with pytest.raises(ValueError, match="slip"):
        simulate_reviewer(keys, truth, slip=1.5, seed=1)


TOILETS = [
    "toilet bau pesing",
    "toiletnya bau sekali",
    "bau toilet sampai ruang tunggu",
    "toilet jorok bau",
]
LIFTS = ["lift mati lagi", "lift rusak mati", "liftnya mati dari kemarin", "lansia naik, lift mati"]


def test_themes_group_what_is_alike_and_say_what_it_is_about() -> None:
    texts = [*TOILETS, "kursi kurang", *LIFTS, "parkiran sempit sekali buat mobil"]
    found = themes(texts)
    assert len(found) == 2
    groups = {theme.members for theme in found}
    assert groups == {(0, 1, 2, 3), (5, 6, 7, 8)}
    about = {word for theme in found for word in theme.words[:2]}
    assert {"toilet", "lift"} <= about
    assert all(set(theme.examples) <= set(theme.members) for theme in found)
    assert all(len(theme.examples) == 3 and theme.size == 4 for theme in found)


def test_three_people_who_wrote_the_same_make_one_example() -> None:
    (theme,) = themes(["lift mati"] * 5 + ["lift mati lagi", "liftnya mati"])
    assert theme.size == 7
    assert len(theme.examples) == 3


def test_few_or_empty_texts_make_no_theme() -> None:
    assert themes([]) == []
    assert themes(["toilet bau", "toilet bau"]) == []
    assert themes(["", "...", "-", "👍", "!!!"]) == []
