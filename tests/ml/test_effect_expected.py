"""What answers let expect of complaints: where a unit stands, and how sure that is."""

from dataclasses import replace

import numpy as np
import pytest

from ml.effect import estimate_effects
from ml.effect_expected import expected_complaints
from ml.effect_series import BoolArray, asked
from ml.effect_shapes import World
from ml.effect_worlds import draw_province
from ml.panel import LABELS, FloatArray, Panel

WORLD = World(units=16, months=18, responses=60, topics=1, trained_per_topic=5, level_sd=6.0)
LABEL = "conduct"


@pytest.fixture(scope="module")
def panel() -> Panel:
    return draw_province(WORLD, 3).panel


def everything(panel: Panel) -> BoolArray:
    return np.ones(panel.respondents.shape, dtype=bool)


def half(panel: Panel) -> BoolArray:
    """The first three units have a training from the tenth month on."""
    untrained = everything(panel)
    untrained[:3, 10:] = False
    return untrained


def spread_of(unsure: FloatArray) -> FloatArray:
    return np.asarray(np.sqrt(np.diagonal(unsure, axis1=1, axis2=2)))


def test_more_complaints_are_expected_where_answers_are_worse(panel: Panel) -> None:
    expected, _ = expected_complaints(panel, LABEL, everything(panel))
    mean = panel.answers.sum(axis=(1, 2)) @ np.arange(1, 5) / panel.answers.sum(axis=(1, 2, 3))
    order = np.argsort(mean)
    assert expected[order[:4]].mean() > 1.5 * expected[order[-4:]].mean()
    told = panel.problems[:, :, LABELS.index(LABEL)].sum() / asked(panel).sum()
    assert expected.mean() == pytest.approx(told, rel=0.3)


def test_what_happened_after_a_training_has_no_say(panel: Panel) -> None:
    untrained = half(panel)
    better = replace(panel, answers=panel.answers.copy(), problems=panel.problems.copy())
    better.answers[:3, 10:] = better.answers[:3, 10:, :, ::-1]
    better.problems[:3, 10:] = 0
    for before, after in zip(
        expected_complaints(panel, LABEL, untrained),
        expected_complaints(better, LABEL, untrained),
        strict=True,
    ):
        assert np.allclose(before, after)


def test_what_is_foretold_is_less_sure_than_what_was_seen(panel: Panel) -> None:
    expected, unsure = expected_complaints(panel, LABEL, half(panel))
    share = spread_of(unsure) / expected
    assert (share[:3, 14] > 1.1 * share[:3, 5]).all()
    assert np.allclose(unsure, unsure.transpose(0, 2, 1))
    assert np.linalg.eigvalsh(unsure).min() > -1e-9


def test_the_order_of_the_units_makes_no_difference(panel: Panel) -> None:
    order = np.random.default_rng(1).permutation(WORLD.units)
    mixed = replace(
        panel,
        answers=panel.answers[order],
        respondents=panel.respondents[order],
        commented=panel.commented[order],
        problems=panel.problems[order],
    )
    untrained = half(panel)
    expected, _ = expected_complaints(panel, LABEL, untrained)
    again, _ = expected_complaints(mixed, LABEL, untrained[order])
    assert np.allclose(expected[order], again, rtol=1e-6)


def test_where_nobody_complains_nothing_is_expected(panel: Panel) -> None:
    content = replace(panel, problems=np.zeros_like(panel.problems))
    expected, unsure = expected_complaints(content, LABEL, everything(panel))
    assert not expected.any()
    assert not unsure.any()


def test_weak_units_that_recover_by_themselves_are_no_merit_of_a_useless_training() -> None:
    weak = replace(WORLD, units=24, selection="element", drift_sd=1.5)
    estimates = [
        entry.estimate / (entry.ci95[1] - entry.ci95[0])
        for seed in range(12)
        for entry in estimate_effects(draw_province(weak, 70 + seed).panel)
        if entry.unit == "per_100" and entry.estimate is not None and entry.ci95 is not None
    ]
    assert len(estimates) > 15
    # In widths of their intervals, of which a quarter is an error: the mean of so many is near 0.
    assert abs(np.mean(estimates)) < 0.12
