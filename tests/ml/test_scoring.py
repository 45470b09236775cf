"""Figures are honest, and a new version goes to use only where nothing is shown to fall."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from ml.classifier import ComplaintClassifier
from ml.corpus import Example
from ml.danger.learned import NEVER
from ml.gate import compare, compare_apart
from ml.labels import LABELS, POLARITIES
from ml.measures import (
    Judged,
    calibration_error,
    f1_of,
    hard_negative_rate,
    interval,
    kappa,
    polarity_f1,
    precision_recall,
    queued_recall,
    recall_at_precision,
    resamples,
)
from ml.registry import Registry
from ml.scoring import comparable, data_hash, honest, judge, scores_of, text_key, train
from tests.made_once import folder_made_once

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


def judged(n: int = 600, *, skill: float = 2.0, seed: int = 0) -> Judged:
    """Made-up judgements: the higher the skill, the further apart the probabilities."""
    rng = np.random.default_rng(0)
    truth = rng.random((n, 11)) < 0.15
    polarity = rng.integers(0, 4, n)
    noise = np.random.default_rng(seed)
    logit = skill * (2.0 * truth - 1.2) + noise.normal(size=truth.shape)
    probability = 1 / (1 + np.exp(-logit))
    kinds = noise.random((n, 4)) + skill * np.eye(4)[polarity]
    return Judged(
        truth=truth,
        probability=probability,
        decided=probability > 0.5,
        polarity=polarity,
        polarity_probability=kinds / kinds.sum(axis=1, keepdims=True),
        hard_negative=rng.random(n) < 0.15,
        danger=(danger := rng.random(n) < 0.1),
        alarm=danger & (rng.random(n) < 0.8),
        listened=np.ones(n, dtype=bool),
    )


def test_measures_agree_with_scikit_learn() -> None:
    found = judged()
    for column in range(11):
        truth, said = found.truth[:, column], found.decided[:, column]
        assert f1_of(found.truth, found.decided)[column] == pytest.approx(
            metrics.f1_score(truth, said)
        )
        precision, recall = precision_recall(found.truth, found.decided)
        assert precision[column] == pytest.approx(metrics.precision_score(truth, said))
        assert recall[column] == pytest.approx(metrics.recall_score(truth, said))
    expected = metrics.f1_score(
        found.polarity, found.polarity_probability.argmax(axis=1), average=None
    )
    assert polarity_f1(found) == pytest.approx(expected)


def test_kappa_agrees_with_scikit_learn() -> None:
    rng = np.random.default_rng(2)
    first = rng.random((300, 11)) < 0.3
    second = first ^ (rng.random((300, 11)) < 0.1)
    expected = [metrics.cohen_kappa_score(first[:, j], second[:, j]) for j in range(11)]
    assert kappa(first, second) == pytest.approx(expected)
    assert np.isnan(kappa(np.zeros((9, 1), dtype=bool), np.zeros((9, 1), dtype=bool))[0])


def test_a_label_never_there_and_never_said_is_no_failure() -> None:
    nothing = np.zeros((10, 1), dtype=bool)
    assert f1_of(nothing, nothing).tolist() == [1.0]


def test_probabilities_that_keep_their_word_have_no_calibration_error() -> None:
    rng = np.random.default_rng(4)
    probability = rng.random((40_000, 1))
    truth = rng.random((40_000, 1)) < probability
    assert calibration_error(truth, probability)[0] < 0.02
    assert calibration_error(truth, probability**3)[0] > 0.1


def test_the_queue_catches_what_stands_at_its_head() -> None:
    found = judged()
    sure = replace(found, probability=found.truth.astype(float))
    assert queued_recall(sure) == 1.0
    blind = replace(found, probability=1.0 - found.truth)
    assert queued_recall(blind) == 0.0
    none = replace(found, truth=np.zeros_like(found.truth))
    assert queued_recall(none) is None


def test_recall_at_precision_counts_only_cuts_that_are_precise() -> None:
    truth = np.array([[True], [True], [False], [True]])
    assert recall_at_precision(truth, np.array([[0.9], [0.8], [0.7], [0.6]])) == pytest.approx(
        2 / 3
    )
    assert recall_at_precision(truth, np.array([[0.1], [0.2], [0.9], [0.3]])) == 0.0


def test_only_hard_negatives_count_as_such() -> None:
    found = judged()
    wrong = (found.decided & ~found.truth).any(axis=1)
    assert hard_negative_rate(found) == pytest.approx(wrong[found.hard_negative].mean())
    assert hard_negative_rate(replace(found, hard_negative=np.zeros(600, dtype=bool))) is None


def test_the_bootstrap_interval_holds_the_figure_and_narrows_with_more_texts() -> None:
    def width(n: int) -> float:
        found = judged(n)
        low, high = interval(lambda w: f1_of(found.truth, found.decided, w).mean(axis=-1), n)
        assert low < f1_of(found.truth, found.decided).mean() < high
        return high - low

    assert width(1200) < width(200)


@given(st.integers(1, 50), st.integers(0, 5))
def test_every_resample_draws_as_many_texts_as_there_are(n: int, seed: int) -> None:
    assert (resamples(n, 20, seed).sum(axis=1) == n).all()


# The gate.


def test_the_same_model_again_is_no_fall() -> None:
    found = judged()
    verdict = compare(found, found, seed=0)
    assert verdict.promote
    assert verdict.macro_f1 == 0


def test_a_worse_model_is_refused_with_what_falls() -> None:
    verdict = compare(judged(skill=3.0), judged(skill=1.5, seed=1), seed=0)
    assert not verdict.promote
    assert "macro-F1 falls by" in verdict.why


def test_a_better_model_is_promoted() -> None:
    verdict = compare(judged(skill=1.5), judged(skill=3.0, seed=1), seed=0)
    assert verdict.promote
    assert verdict.macro_f1 > 0.1


def test_one_label_that_falls_is_enough_to_refuse() -> None:
    champion = judged(2000, skill=3.0)
    decided = champion.decided.copy()
    cost = LABELS.index("cost")
    decided[:, cost] = np.random.default_rng(0).random(2000) < 0.15
    verdict = compare(champion, replace(champion, decided=decided), seed=0)
    assert not verdict.promote
    assert "cost falls" in verdict.why


def test_polarity_that_falls_is_enough_to_refuse() -> None:
    champion = judged(2000, skill=3.0)
    turned = np.roll(champion.polarity_probability, 1, axis=0)
    kept = np.random.default_rng(0).random((2000, 1)) < 0.8
    said = np.where(kept, champion.polarity_probability, turned)
    verdict = compare(champion, replace(champion, polarity_probability=said), seed=0)
    assert not verdict.promote
    assert "polarity falls" in verdict.why


def test_integrity_that_slips_out_of_the_queue_is_enough_to_refuse() -> None:
    champion = judged(2000, skill=3.0)
    probability = champion.probability.copy()
    integrity = LABELS.index("integrity")
    lost = np.flatnonzero(champion.truth[:, integrity])[::3]
    probability[lost, integrity] = 0.0
    verdict = compare(champion, replace(champion, probability=probability), seed=0)
    assert not verdict.promote
    assert "integrity recall falls" in verdict.why


def test_a_challenger_that_hears_less_danger_is_refused() -> None:
    champion = judged()
    deaf = np.flatnonzero(champion.danger & champion.alarm)[::2]
    alarm = champion.alarm.copy()
    alarm[deaf] = False
    verdict = compare(champion, replace(champion, alarm=alarm), seed=0)
    assert not verdict.promote
    assert "danger heard falls" in verdict.why
    assert compare(replace(champion, alarm=alarm), champion, seed=0).promote


def test_a_version_that_kept_no_alarms_refuses_nobody_for_them() -> None:
    nothing = np.zeros(600, dtype=bool)
    found = judged()
    verdict = compare(replace(found, alarm=nothing, listened=nothing), found, seed=0)
    assert verdict.promote
    there = found.danger.sum()
    assert f"danger heard +0.000 (not compared in {there} of {there})" in verdict.why


@pytest.mark.parametrize("texts", [10, 300])
@pytest.mark.parametrize("lost", [1, 2])
def test_where_few_are_in_danger_not_one_of_them_may_be_lost(texts: int, lost: int) -> None:
    few = judged(texts)
    danger = np.arange(texts) < 2
    few, deaf = replace(few, danger=danger, alarm=danger), np.arange(texts) >= lost
    corpus = judged(600)
    pairs = [(corpus, corpus), (few, replace(few, alarm=danger & deaf))]
    verdict = compare_apart(pairs, seed=0)
    assert not verdict.promote
    assert f"danger is heard in {2 - lost} of 2 texts" in verdict.why
    assert compare_apart([(after, before) for before, after in pairs], seed=0).promote


def test_what_a_version_hears_by_its_rules_is_worked_out_where_it_was_not_kept(
    trained: Registry,
) -> None:
    model, texts = trained.load(), [Example("a", "besok saya bakar kantor ini", (), "complaint")]
    silent = np.zeros(1, dtype=bool)
    kept = replace(judged(1), alarm=silent, listened=silent)
    known = (np.array([text_key(texts[0].text)]), kept)
    assert not honest(model, texts, known).listened.any(), "its model knows the text by heart"
    model.fitted_ = replace(model.fitted_, danger_from=np.full(2, NEVER))
    found = honest(model, texts, known)
    assert (found.alarm.tolist(), found.listened.tolist()) == ([True], [True])


def test_a_fall_on_a_few_corrections_is_not_hidden_by_a_large_corpus() -> None:
    corpus = judged(3000, skill=3.0)
    better = judged(3000, skill=3.2)
    verdict = compare_apart(
        [(corpus, better), (judged(150, skill=3.0), judged(150, skill=1.0, seed=1))], seed=0
    )
    assert not verdict.promote
    assert "on 150 texts" in verdict.why


def test_a_handful_of_corrections_is_judged_together_with_the_corpus() -> None:
    corpus, few = judged(600, skill=3.0), judged(10, skill=3.0)
    verdict = compare_apart([(corpus, corpus), (few, judged(10, skill=1.0, seed=1))], seed=0)
    assert "on 610 texts" in verdict.why


def test_models_judged_on_different_texts_are_not_compared() -> None:
    found = judged()
    with pytest.raises(ValueError, match="different texts"):
        compare(found, replace(found, truth=~found.truth), seed=0)


# Training.


@pytest.fixture(scope="module")
def trained(learnt_from: tuple[Example, ...], tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """A registry whose champion learnt from half of the shared examples."""

    def make(folder: Path) -> None:
        registry = Registry(folder / "models")
        some, validation = learnt_from[::2], learnt_from[1::20]
        assert train(some, registry=registry, now=NOW, validation=validation).promoted

    made = folder_made_once("champion", make) / "models"
    return Registry(Path(shutil.copytree(made, tmp_path_factory.mktemp("champion") / "models")))


def test_the_report_has_what_outside_programs_rely_on(trained: Registry) -> None:
    card = trained.versions()[0]
    assert set(card.scores) >= {"macro_f1", "polarity_f1", "per_label", "ece"}
    assert set(card.scores["per_label"]) == set(LABELS)
    assert set(card.scores["per_polarity"]) == set(POLARITIES)
    low, high = card.scores["macro_f1_ci95"]
    assert low < card.scores["macro_f1"] < high
    assert trained.current() == card.version


def test_a_model_learnt_from_shuffled_labels_is_refused(
    trained: Registry, learnt_from: tuple[Example, ...], few: tuple[Example, ...]
) -> None:
    order = np.random.default_rng(0).permutation(len(few))
    spoilt = [
        replace(e, labels=few[k].labels, polarity=few[k].polarity, subtype=few[k].subtype)
        for e, k in zip(few, order.tolist(), strict=True)
    ]
    before = trained.current()
    report = train(spoilt, registry=trained, now=NOW.replace(hour=2), validation=learnt_from[1::20])
    assert not report.promoted
    assert report.why.startswith("refused")
    assert report.as_json()["promoted"] is False
    assert trained.current() == before
    assert report.version in {card.version for card in trained.versions()}


def test_examples_that_agree_with_each_other_only_do_not_vouch_for_a_version(
    trained: Registry, learnt_from: tuple[Example, ...], few: tuple[Example, ...]
) -> None:
    checked = learnt_from[1::200][:5]
    report = train(few, registry=trained, now=NOW.replace(hour=3), validation=checked)
    assert not report.promoted
    assert "5 texts with labels beyond doubt" in report.why


def test_what_a_version_learnt_by_heart_is_judged_by_what_it_said_out_of_fold(
    trained: Registry, learnt_from: tuple[Example, ...]
) -> None:
    first = trained.versions()[0].version
    model, known = trained.load(first), trained.judged(first)
    some = learnt_from[:200]
    assert known is not None
    fair, flattering = honest(model, some, known), honest(model, some, None)
    assert (
        f1_of(fair.truth, fair.decided).mean() < f1_of(flattering.truth, flattering.decided).mean()
    )
    unseen = [place for place, e in enumerate(some) if text_key(e.text) not in known[0]]
    assert (fair.decided[unseen] == flattering.decided[unseen]).all()


def test_a_text_that_new_spellings_hide_from_the_version_in_use_vouches_for_nobody(
    trained: Registry, learnt_from: tuple[Example, ...]
) -> None:
    known = trained.judged(trained.versions()[0].version)
    assert known is not None
    keys = set(known[0].tolist())
    kept = comparable(learnt_from[:200], known)
    assert 30 <= len(kept) < 200
    assert all(text_key(example.text) in keys for example in kept)
    few = [e for e in learnt_from[:200] if text_key(e.text) not in keys]
    assert comparable(few, known) == few


def test_texts_kept_for_validation_are_never_learnt_from(
    learnt_from: tuple[Example, ...], tmp_path: Path
) -> None:
    registry = Registry(tmp_path / "models")
    some = learnt_from[:400]
    report = train(some, registry=registry, now=NOW, validation=some[:40])
    kept = {text_key(example.text) for example in some[:40]}
    judged_before = registry.judged(report.version)
    assert judged_before is not None
    assert kept.isdisjoint(judged_before[0].tolist())
    assert report.scores["n"] == len(judged_before[0]) + 40


def test_a_fit_reports_scores_of_models_that_never_saw_the_text(
    model: ComplaintClassifier, learnt_from: tuple[Example, ...]
) -> None:
    # Had the scores been those of the training texts themselves, they would be far higher.
    some = learnt_from[::4]
    honest = f1_of(
        np.array([[label in e.labels for label in LABELS] for e in some]),
        model.out_of_fold_.decided[::4],
    ).mean()
    seen = scores_of(judge(model, some))["macro_f1"]
    assert honest < seen - 0.1


def test_spelling_and_spacing_do_not_make_another_text() -> None:
    assert text_key("Petugas  gk ramah bgt") == text_key("petugas tidak ramah banget")
    assert text_key("petugas ramah") != text_key("petugas tidak ramah")


def test_the_data_hash_changes_with_any_label() -> None:
    one = Example("1", "lama", ("time",), "complaint")
    assert data_hash([one]) == data_hash([replace(one, id="other")])
    assert data_hash([one]) != data_hash([replace(one, labels=())])
