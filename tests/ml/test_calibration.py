"""The estimator against provinces whose truth is known: the short form of `make proof`."""

from dataclasses import replace

import numpy as np
import pytest

from ml import calibration
from ml.calibration import PROVINCE, SMALL, Row, estimate_one, main, study, summarise
from ml.effect_shapes import World
from ml.effect_worlds import draw_province
from ml.panel import Panel

QUICK = replace(PROVINCE, units=20, months=18, topics=3, trained_per_topic=4, responses=20)


def index_means(panel: Panel) -> np.ndarray:
    """Mean answer of each unit over all months and elements, in points."""
    counts = panel.answers.sum(axis=(1, 2))
    return np.asarray(25 * (counts @ np.array([1, 2, 3, 4])) / counts.sum(axis=1))


def test_intervals_hold_the_truth_and_false_alarms_are_rare() -> None:
    quiet = study(QUICK, range(100, 150))
    assert quiet.coverage >= 0.95 - 3 * quiet.coverage_error
    assert quiet.found <= 0.05 + 3 * quiet.found_error
    assert quiet.called <= quiet.found
    assert abs(quiet.bias) < 0.4


def test_intervals_hold_uneven_effects_of_uneven_doses() -> None:
    world = replace(QUICK, effect_points=3.0, dose="share", effect_spread=0.5)
    result = study(world, range(200, 235))
    assert result.coverage >= 0.95 - 3 * result.coverage_error
    assert abs(result.bias) < 0.4


def test_units_picked_by_a_passing_weakness_do_not_feign_an_effect() -> None:
    world = replace(QUICK, selection="index", level_sd=1.5, half_year_sd=1.0, responses=12)
    result = study(world, range(300, 340))
    assert result.coverage >= 0.95 - 3 * result.coverage_error
    assert abs(result.bias) < 0.4


def test_elements_and_complaints_are_calibrated_too() -> None:
    world = replace(QUICK, effect_points=2.0, topics=2)
    for kind in ("element", "complaints"):
        result = study(world, range(400, 410), kind)
        assert result.coverage >= 0.95 - 3 * result.coverage_error, kind


def test_larger_effects_and_more_units_are_found_more_often() -> None:
    few = replace(SMALL, topics=1, effect_points=2.0)
    many = replace(few, units=40, trained_per_topic=12)
    strong = replace(many, effect_points=5.0)
    seeds = range(500, 512)
    found = [study(world, seeds).found for world in (few, many, strong)]
    assert found == sorted(found)
    assert found[-1] == 1.0


def test_the_same_seed_draws_the_same_province() -> None:
    one, other = draw_province(SMALL, 7), draw_province(SMALL, 7)
    assert np.array_equal(one.panel.answers, other.panel.answers)
    assert one.truth == other.truth
    assert estimate_one(SMALL, 7) == estimate_one(SMALL, 7)


def test_the_truth_of_a_world_without_effects_is_nought() -> None:
    truth = draw_province(SMALL, 3).truth
    assert truth
    assert all(value == 0.0 for value in truth.values() if not np.isnan(value))


def test_the_truth_is_near_the_effect_asked_for_and_shared_by_its_elements() -> None:
    province = draw_province(replace(SMALL, effect_points=2.0), 3)
    for topic in province.panel.topics:
        index = province.truth[topic.code, "index"]
        elements = [province.truth[topic.code, f"element:{a}"] for a in topic.addresses]
        assert index == pytest.approx(sum(elements) / 9)
        # Ordinal answers have a ceiling, so a little of the push is lost.
        assert 0.8 < index < 2.1
        assert province.truth[topic.code, f"complaints:{topic.addresses[0]}"] < 0


def test_weak_units_are_the_ones_picked() -> None:
    world = World(selection="index", drift_sd=0.2, month_sd=0.2, topics=1)
    panel = draw_province(world, 5).panel
    trained = [d.unit for d in panel.deliveries]
    means = index_means(panel)
    assert means[trained].mean() < np.delete(means, trained).mean() - 2.0


def test_a_summary_counts_provinces_and_not_rows_for_its_error() -> None:
    alike = [Row(p, 0.0, 0.0, -1.0, 1.0 if p else -0.5, False) for p in (0, 1) for _ in range(50)]
    result = summarise(alike)
    assert result.coverage == 0.5
    assert result.coverage_error > 0.3
    with pytest.raises(ValueError, match="no province gave an interval"):
        summarise([])


def test_the_table_says_which_shapes_break_their_promise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small = replace(SMALL, topics=1)
    monkeypatch.setattr(calibration, "SHAPES", {"a small province": small})
    monkeypatch.setattr(calibration, "HARSH", {})
    monkeypatch.setattr(calibration, "WORKS", small)
    monkeypatch.setattr(calibration, "PROVINCE", small)
    monkeypatch.setattr(calibration, "POWER_TRAINED", (3,))
    monkeypatch.setattr(calibration, "POWER_RESPONSES", (10,))
    monkeypatch.setattr(calibration, "POWER_EFFECTS", (4.0,))
    assert main(["--runs", "3", "--power-runs", "2"]) == 0
    printed = capsys.readouterr().out
    assert "a small province" in printed
    assert "two Monte Carlo errors: none" in printed
    assert "answers a month" in printed


@pytest.mark.proof
def test_the_full_table_finds_no_shape_below_its_promise(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    if not request.config.getoption("--long"):
        pytest.skip("a proof of minutes; the tests above are its short form")
    code = main(["--jobs", "2"])
    printed = capsys.readouterr().out
    with capsys.disabled():
        print(printed)
    assert code == 0
