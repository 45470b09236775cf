"""Did it help? What a planner is told, on small provinces whose truth is known."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.effect import TopicEffect, estimate_effects
from ml.effect_exposure import exposures
from ml.effect_guards import benjamini_hochberg
from ml.effect_series import index_series
from ml.effect_shapes import World
from ml.effect_worlds import FIRST_MONTH, draw_province
from ml.panel import ELEMENTS, LABELS, Delivery, OtherProgramme, Panel, Topic, month_of

VERDICTS = {"membantu", "tidak terlihat", "merugikan", "belum dapat disimpulkan"}
CLEAR = World(units=24, months=24, responses=60, topics=1, trained_per_topic=8, effect_points=5.0)
NOTHING = replace(CLEAR, effect_points=0.0)


def index_of(panel: Panel, topic: str = "T0") -> TopicEffect:
    """The index entry of one topic."""
    (entry,) = estimate_effects(panel, topic=topic, outcomes="index")
    return entry


def quiet_panel(
    trained: dict[int, date],
    *,
    units: int = 8,
    months: int = 18,
    lift: int = 0,
    each: int = 20,
) -> Panel:
    """Units answer alike every month; `lift` of the answers of trained ones go from 3 to 4."""
    answers = np.zeros((units, months, 9, 4), dtype=np.int64)
    for unit in range(units):
        answers[unit, :, :, 1] = each // 4 + unit % 3
        answers[unit, :, :, 2] = each // 2
        answers[unit, :, :, 3] = each - each // 2 - each // 4 - unit % 3
    for unit, end in trained.items():
        after = month_of(end) - FIRST_MONTH + 1
        answers[unit, after:, :, 2] -= lift
        answers[unit, after:, :, 3] += lift
    # One answer wanders from month to month so that chance has a size.
    wander = np.random.default_rng(5).integers(0, 2, (units, months, 9))
    answers[..., 1] -= wander
    answers[..., 2] += wander
    return Panel(
        unit_codes=tuple(f"U{u}" for u in range(units)),
        agency=np.zeros(units, dtype=np.int64),
        staff=np.full(units, 10, dtype=np.int64),
        visits_per_year=np.full(units, np.nan),
        months=tuple(range(FIRST_MONTH, FIRST_MONTH + months)),
        answers=answers,
        respondents=np.full((units, months), each, dtype=np.int64),
        commented=np.zeros((units, months), dtype=np.int64),
        problems=np.zeros((units, months, len(LABELS))),
        topics=(Topic("ETIKA", ("conduct",), 1_000_000, 30), Topic("LAIN", ("time",), 1, 30)),
        deliveries=tuple(Delivery(0, u, end, end, 10) for u, end in trained.items()),
    )


def test_a_training_that_lifts_the_index_is_found_and_measured() -> None:
    province = draw_province(CLEAR, 11)
    entry = index_of(province.panel)
    assert entry.verdict == "membantu"
    assert entry.ci95 is not None
    assert entry.ci95[0] <= province.truth["T0", "index"] <= entry.ci95[1]
    assert entry.n_units_trained >= 8
    assert entry.n_units_comparison >= 8
    assert entry.reason.startswith("Indeks naik ")


def test_a_training_that_harms_is_called_harmful() -> None:
    world = replace(CLEAR, effect_points=-5.0, selection="random")
    entry = index_of(draw_province(world, 3).panel)
    assert entry.verdict == "merugikan"
    assert entry.reason.startswith("Indeks turun ")


def test_nothing_is_called_nothing_when_much_is_known() -> None:
    verdicts = [index_of(draw_province(NOTHING, seed).panel).verdict for seed in range(4)]
    assert verdicts.count("tidak terlihat") >= 3


def test_recovery_of_units_picked_for_a_bad_half_year_is_not_credited() -> None:
    """Plain before-and-after rises for weak units that chance made weak; the estimate does not."""
    world = replace(NOTHING, level_sd=1.0, drift_sd=1.5, selection="index", responses=15)
    plain, honest = [], []
    for seed in range(12):
        panel = draw_province(world, seed).panel
        value = index_series(panel).value
        for e in exposures(panel, None):
            window = slice(max(0, e.first_month - 6), e.first_month)
            others = np.nanmean(value[:, e.active]) - np.nanmean(value[:, window])
            own = np.nanmean(value[e.unit, e.active]) - np.nanmean(value[e.unit, window])
            plain.append(own - others)
        estimate = index_of(panel).estimate
        assert estimate is not None
        honest.append(estimate)
    assert np.mean(plain) > 1.0
    assert abs(np.mean(honest)) < 0.5


def test_each_addressed_element_and_complaint_gets_its_own_entry() -> None:
    province = draw_province(CLEAR, 11)
    topic = province.panel.topics[0]
    outcomes = [e.outcome for e in estimate_effects(province.panel)]
    expected = ["index", *(f"element:{a}" for a in topic.addresses)]
    assert outcomes == expected + [f"complaints:{a}" for a in topic.addresses]


def test_fewer_complaints_count_as_help() -> None:
    province = draw_province(replace(CLEAR, responses=120), 2)
    entries = [e for e in estimate_effects(province.panel) if e.unit == "per_100"]
    assert entries
    for entry in entries:
        assert entry.ci95 is not None
        assert entry.ci95[1] < 0
        assert entry.verdict == "membantu"


def test_complaints_about_integrity_never_judge_a_training() -> None:
    panel = quiet_panel({0: date(2023, 9, 1)})
    panel = replace(panel, topics=(Topic("ETIKA", ("conduct", "integrity"), 1, 30),))
    assert "complaints:integrity" not in {e.outcome for e in estimate_effects(panel)}


def test_a_topic_never_held_has_no_entry_and_a_held_one_always_has_the_index() -> None:
    panel = quiet_panel({0: date(2023, 9, 1)})
    entries = estimate_effects(panel)
    assert {e.topic_code for e in entries} == {"ETIKA"}
    assert entries[0].outcome == "index"
    assert estimate_effects(replace(panel, deliveries=())) == ()


def test_one_trained_unit_still_gets_an_interval_from_the_others_months() -> None:
    entry = index_of(quiet_panel({0: date(2023, 9, 1)}, lift=6), "ETIKA")
    assert entry.n_units_trained == 1
    assert entry.n_units_comparison == 7
    assert entry.ci95 is not None
    # Six of twenty answers go from 3 to 4: 6 / 20 x 25 points.
    assert entry.ci95[0] < 7.5 < entry.ci95[1]
    assert entry.verdict == "membantu"
    assert any("Hanya 1 unit" in note for note in entry.notes)


def test_a_training_that_just_ended_waits() -> None:
    entry = index_of(quiet_panel({0: date(2024, 6, 20)}), "ETIKA")
    assert entry.verdict == "belum dapat disimpulkan"
    assert entry.ci95 is None
    assert entry.estimate is None
    assert "bulan setelah pelatihan" in entry.to_settle


def test_without_untrained_units_nothing_is_concluded() -> None:
    entry = index_of(quiet_panel({u: date(2023, 9, 1) for u in range(8)}), "ETIKA")
    assert entry.ci95 is None
    assert entry.verdict == "belum dapat disimpulkan"
    assert "pembanding" in entry.reason


def test_too_few_responses_give_numbers_but_no_word() -> None:
    panel = quiet_panel({0: date(2024, 4, 1)}, each=8)
    answers, respondents = panel.answers.copy(), panel.respondents.copy()
    answers[0, 17:] = 0
    respondents[0, 17:] = 0
    entry = index_of(replace(panel, answers=answers, respondents=respondents), "ETIKA")
    assert entry.ci95 is not None
    assert entry.verdict == "belum dapat disimpulkan"
    assert "jawaban lagi" in entry.to_settle


def test_an_undecided_verdict_says_how_much_more_is_needed() -> None:
    world = replace(CLEAR, units=12, responses=10, trained_per_topic=2, effect_points=1.0)
    entry = index_of(draw_province(world, 4).panel)
    assert entry.verdict == "belum dapat disimpulkan"
    assert "sekitar" in entry.to_settle
    assert "unit lagi" in entry.to_settle


def rebuilt(units: tuple[int, ...], lift: int = 8) -> Panel:
    """Unit 0 is trained in September 2023; some units have a new building from that month on."""
    panel = quiet_panel({0: date(2023, 8, 28)}, lift=4)
    answers = panel.answers.copy()
    for unit in units:
        answers[unit, 8:, :, 2] -= lift
        answers[unit, 8:, :, 3] += lift
    return replace(panel, answers=answers)


@pytest.mark.parametrize("handling", ["excluded", "allowed for"])
def test_a_programme_at_other_units_does_not_spoil_the_comparison(handling: str) -> None:
    buildings = (3, 4, 5)
    panel = rebuilt(buildings)
    marks = tuple(
        OtherProgramme("gedung", u, date(2023, 9, 1), None, handling)  # type: ignore[arg-type]
        for u in buildings
    )
    spoiled = index_of(panel, "ETIKA")
    clean = index_of(replace(panel, other_programmes=marks), "ETIKA")
    # Four of twenty answers go from 3 to 4: 4 / 20 x 25 points.
    assert clean.ci95 is not None
    assert clean.ci95[0] < 5.0 < clean.ci95[1]
    assert spoiled.estimate is not None
    assert clean.estimate is not None
    assert abs(clean.estimate - 5.0) < abs(spoiled.estimate - 5.0)


def test_a_trained_unit_under_another_programme_is_not_judged() -> None:
    mark = OtherProgramme("gedung", 0, date(2023, 9, 1), None)
    entry = index_of(replace(rebuilt((0,)), other_programmes=(mark,)), "ETIKA")
    assert entry.verdict == "belum dapat disimpulkan"
    assert entry.ci95 is None


def test_months_under_a_programme_that_ended_are_left_out_and_the_later_ones_count() -> None:
    panel = rebuilt(())
    answers = panel.answers.copy()
    answers[0, 9:11, :, 2] -= 8
    answers[0, 9:11, :, 3] += 8
    mark = OtherProgramme("tenda", 0, date(2023, 10, 1), date(2023, 11, 30))
    entry = index_of(replace(panel, answers=answers, other_programmes=(mark,)), "ETIKA")
    assert entry.ci95 is not None
    assert entry.ci95[0] < 5.0 < entry.ci95[1]


def test_the_effect_of_training_everyone_counts_only_those_who_are_still_there() -> None:
    world = replace(CLEAR, dose="share", effect_spread=0.0)
    panel = draw_province(world, 4).panel
    stay, go = (
        index_of(replace(panel, leaving_per_year=np.full(world.units, share))).dose_response
        for share in (0.0, 0.6)
    )
    assert stay is not None
    assert go is not None
    assert go.estimate > 1.1 * stay.estimate


def test_months_without_any_answer_at_the_end_change_nothing() -> None:
    panel = quiet_panel({0: date(2023, 8, 28)}, lift=4)
    pad = ((0, 0), (0, 30))
    longer = replace(
        panel,
        months=tuple(range(FIRST_MONTH, FIRST_MONTH + 48)),
        answers=np.pad(panel.answers, (*pad, (0, 0), (0, 0))),
        respondents=np.pad(panel.respondents, pad),
        commented=np.pad(panel.commented, pad),
        problems=np.pad(panel.problems, (*pad, (0, 0))),
    )
    assert index_of(longer, "ETIKA") == index_of(panel, "ETIKA")


def test_two_topics_at_the_same_units_are_told_apart() -> None:
    """Units 0-3 get both; 4-5 only the first, 6-7 only the second, which does nothing."""
    end = date(2023, 9, 1)
    panel = quiet_panel(dict.fromkeys(range(6), end), units=16, lift=6)
    second = tuple(Delivery(1, u, end, end, 10) for u in (0, 1, 2, 3, 6, 7))
    panel = replace(panel, deliveries=panel.deliveries + second)
    first, other = (index_of(panel, code) for code in ("ETIKA", "LAIN"))
    assert first.verdict == "membantu"
    assert first.ci95 is not None
    assert first.ci95[0] < 7.5 < first.ci95[1]
    assert other.ci95 is not None
    assert other.ci95[0] < 0 < other.ci95[1]


def test_two_topics_always_taken_together_cannot_be_told_apart() -> None:
    end = date(2023, 9, 1)
    panel = quiet_panel(dict.fromkeys(range(3), end), units=12, lift=6)
    second = tuple(Delivery(1, u, end, end, 10) for u in range(3))
    entries = estimate_effects(
        replace(panel, deliveries=panel.deliveries + second), outcomes="index"
    )
    assert {e.verdict for e in entries} == {"belum dapat disimpulkan"}


def test_a_cycle_judges_only_its_own_trainings() -> None:
    early, late = date(2023, 7, 1), date(2024, 1, 1)
    panel = quiet_panel({0: early, 1: early, 2: late}, units=10)
    whole = estimate_effects(panel, outcomes="index")
    second = estimate_effects(panel, cycle=(date(2024, 1, 1), date(2024, 6, 30)), outcomes="index")
    assert [e.n_units_trained for e in whole] == [3]
    assert [e.n_units_trained for e in second] == [1]
    assert estimate_effects(panel, cycle=(date(2030, 1, 1), date(2030, 6, 30))) == ()


def test_the_topic_filter_changes_no_number() -> None:
    province = draw_province(World(units=20, topics=3, trained_per_topic=4), 6)
    whole = [e for e in estimate_effects(province.panel) if e.topic_code == "T1"]
    assert estimate_effects(province.panel, topic="T1") == tuple(whole)


def test_an_unknown_topic_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'KOPI' is unknown; known are ETIKA, LAIN"):
        estimate_effects(quiet_panel({0: date(2023, 9, 1)}), topic="KOPI")


def test_the_effect_of_training_everyone_is_larger_where_half_were_trained() -> None:
    province = draw_province(replace(CLEAR, dose="share"), 8)
    entry = index_of(province.panel)
    assert entry.dose_response is not None
    assert entry.estimate is not None
    assert entry.dose_response.estimate > entry.estimate
    assert {u.unit_code for u in entry.units} <= set(province.panel.unit_codes)
    assert len(entry.units) == entry.n_units_trained


def test_the_curve_is_flat_before_and_lifted_after() -> None:
    entry = index_of(
        quiet_panel({u: date(2024, 3, 1) for u in range(3)}, lift=6, months=24), "ETIKA"
    )
    points = {p.quarter: p for p in entry.event_study}
    assert points[-1].estimate == 0.0
    assert points[-1].ci95 is None
    for quarter, point in points.items():
        if point.ci95 is not None:
            expected = 7.5 if quarter >= 0 else 0.0
            assert point.ci95[0] < expected < point.ci95[1]
    assert set(points) == {-4, -3, -2, -1, 0, 1, 2}


def test_a_change_in_who_answers_is_said() -> None:
    panel = quiet_panel({0: date(2023, 9, 1), 1: date(2023, 9, 1)})
    mix = np.zeros((8, 18, 2))
    mix[:, :, 0] = 10.0
    mix[:2, 9:] = (2.0, 8.0)
    entries = estimate_effects(panel, outcomes="index", respondents_mix=mix)
    assert any("Susunan penjawab" in note for note in entries[0].notes)
    mix[:] = 5.0
    entries = estimate_effects(panel, outcomes="index", respondents_mix=mix)
    assert not any("Susunan penjawab" in note for note in entries[0].notes)
    with pytest.raises(ValueError, match="respondents_mix has shape"):
        estimate_effects(panel, respondents_mix=mix[:3])


def test_an_element_that_a_unit_never_asks_does_not_hide_its_index() -> None:
    panel = quiet_panel({0: date(2023, 9, 1)})
    answers = panel.answers.copy()
    answers[0, :, ELEMENTS.index("cost")] = 0
    assert np.isfinite(index_series(replace(panel, answers=answers)).value).all()


def test_months_without_answers_are_missing_and_not_zero() -> None:
    panel = quiet_panel({0: date(2023, 9, 1)}, lift=6)
    answers, respondents = panel.answers.copy(), panel.respondents.copy()
    answers[0, 3] = answers[4, 10:] = 0
    respondents[0, 3] = respondents[4, 10:] = 0
    entry = index_of(replace(panel, answers=answers, respondents=respondents), "ETIKA")
    assert entry.estimate is not None
    assert abs(entry.estimate - 7.5) < 2.0


def test_the_month_of_training_and_the_next_are_neither_before_nor_after() -> None:
    (exposure,) = exposures(quiet_panel({0: date(2023, 9, 20)}), None)
    september = month_of(date(2023, 9, 1)) - FIRST_MONTH
    assert np.flatnonzero(exposure.during).tolist() == [september, september + 1]
    assert np.flatnonzero(exposure.active)[0] == september + 2
    assert not exposure.late.any()


def test_json_has_the_keys_that_others_rely_on() -> None:
    entry = index_of(quiet_panel({0: date(2023, 9, 1)}, lift=6), "ETIKA").as_json()
    promised = "topic_code outcome estimate ci95 p n_units_trained n_units_comparison n_responses"
    assert {*promised.split(), "verdict"} <= set(entry)
    assert isinstance(entry["ci95"], list)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=12))
def test_correcting_for_many_never_makes_evidence_stronger(p: list[float]) -> None:
    adjusted = benjamini_hochberg(p)
    assert all(q >= one - 1e-12 for q, one in zip(adjusted, p, strict=True))
    assert max(adjusted) <= 1.0
    order = np.argsort(p)
    assert all(np.diff(np.array(adjusted)[order]) >= -1e-12)


@settings(max_examples=12, deadline=None)
@given(
    units=st.integers(1, 9),
    months=st.integers(1, 14),
    trained=st.integers(1, 5),
    each=st.integers(0, 6),
    seed=st.integers(0, 999),
)
def test_any_province_however_empty_gets_an_honest_entry(
    units: int, months: int, trained: int, each: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    panel = quiet_panel({}, units=units, months=months, each=20)
    answers = rng.integers(0, each + 1, panel.answers.shape)
    answers *= rng.random((units, months))[:, :, None, None] < 0.7
    deliveries = []
    for _ in range(trained):
        day = date(2023, int(rng.integers(1, 13)), int(rng.integers(1, 28)))
        deliveries.append(
            Delivery(int(rng.integers(0, 2)), int(rng.integers(0, units)), day, day, 5)
        )
    panel = replace(
        panel,
        answers=answers,
        respondents=answers.sum(axis=(2, 3)),
        deliveries=tuple(deliveries),
    )
    entries = estimate_effects(panel)
    assert {e.topic_code for e in entries} == {("ETIKA", "LAIN")[d.topic] for d in deliveries}
    for entry in entries:
        assert entry.verdict in VERDICTS
        assert entry.reason
        if entry.ci95 is None:
            assert entry.verdict == "belum dapat disimpulkan"
        else:
            assert entry.estimate is not None
            assert entry.ci95[0] <= entry.estimate <= entry.ci95[1]
            assert np.isfinite([*entry.ci95, entry.estimate]).all()
        if entry.verdict == "belum dapat disimpulkan":
            assert entry.to_settle
