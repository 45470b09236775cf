"""The learned part of hearing danger: one linear output, read with the rules by a logistic layer.

It only adds to the rules: what either hears is danger. Danger is rare, and the ridge of the other
outputs ranks what is rare badly, so this one is a logistic regression in which it weighs more.
numpy alone is needed to use it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ml.arrays import DANGER, DANGER_SIGN, Layer, Scored, sigmoid
from ml.features import FloatArray, IntArray

BoolArray = NDArray[np.bool_]
WEIGHT = 8.0
"""So much more a text that is marked counts than one that is not."""

OTHERS = 4
"""Of the texts that are not marked every so manieth is learnt from; more gain nothing."""

SMALLER = 5.0
"""Logistic weights are so much larger than a ridge's, which share their bits of storage."""

RECALL, RECALL_OF_LOOKS = 0.90, 0.95
"""So much of all danger raises an alarm out of fold, by the rules or by the model, and so much is
at least looked at by a person, unless that costs more than the next two allow."""

FALSE_ALARMS, FALSE_LOOKS = 0.02, 0.06
"""Of other texts at most so many are flagged or looked at in vain beyond the rules': danger is
rare, and an alarm on one comment in twenty would soon be ignored where it matters."""

UNASKED = "danger_unasked"
"""A text that people read without being asked about danger: its truth is nan, and not learnt."""

NEVER = 1.01
"""A probability that none reaches: where nothing was marked the rules hear alone."""


def danger_readings(scored: Scored, signs: FloatArray) -> FloatArray:
    """(n, 1, 2) what the layer reads: the output's score, and whether the rules speak."""
    return np.column_stack([scored.whole[:, DANGER], signs[:, DANGER_SIGN]])[:, None, :]


@dataclass(frozen=True)
class Output:
    """The linear output. weights : (F,) single precision; bias; scores : (n + m,) of the texts and
    then of their statements, by outputs that never saw the text's fold."""

    weights: NDArray[np.float32]
    bias: float
    scores: FloatArray


def output_for(
    rows: Any,
    truth: FloatArray,
    fold: IntArray,
    more: tuple[Any, IntArray],
    rest: Callable[[], None],
) -> Output:
    """Learn it. rows : sparse rows (n, F) of the texts; truth, fold : (n,), nan where nobody was
    asked; more : sparse rows
    (m, F) of their statements, and (m,) their folds."""
    parts, fold_of_part = more
    whole, of_parts = np.zeros(rows.shape[0]), np.zeros(parts.shape[0])
    kept = (truth > 0) | (~np.isnan(truth) & (np.arange(len(truth)) % OTHERS == 0))
    for held in np.unique(fold):
        rest()
        weights, bias = _logistic(rows, truth, kept & (fold != held))
        mine, its = fold == held, fold_of_part == held
        whole[mine], of_parts[its] = rows[mine] @ weights + bias, parts[its] @ weights + bias
    rest()
    weights, bias = _logistic(rows, truth, kept)
    return Output(weights.astype(np.float32), bias, np.append(whole, of_parts))


def _logistic(rows: Any, truth: FloatArray, kept: BoolArray) -> tuple[FloatArray, float]:
    """(F,) weights and the bias, as small as the other outputs', since they are stored together."""
    if len(np.unique(truth[kept])) < 2:
        return np.zeros(rows.shape[1]), 0.0
    from sklearn.linear_model import LogisticRegression

    # The same solution is sought text by text: there are thirty times as many features as texts.
    model = LogisticRegression(
        C=5.0,
        class_weight={0: 1.0, 1: WEIGHT},
        solver="liblinear",
        dual=True,
        max_iter=500,
        random_state=0,
    )
    model.fit(rows[kept], truth[kept])
    return model.coef_[0] / SMALLER, float(model.intercept_[0]) / SMALLER


@dataclass(frozen=True)
class BesideRules:
    """The layer, (2,) the probabilities from which on a person looks and an alarm is raised, and
    (n,) where it was out of fold, by the layer or by the rules."""

    layer: Layer
    heard_from: FloatArray
    found: BoolArray


def beside_rules(
    scored: Scored,
    signs: FloatArray,
    truth: FloatArray,
    fold: IntArray,
    rest: Callable[[], None],
) -> BesideRules:
    """Learn the layer from what was said out of fold. truth : (n, 1) ones where there is danger,
    nan where nobody was asked."""
    from ml.calibrated import label_layer

    readings, said = danger_readings(scored, signs), np.zeros(len(truth))
    known = ~np.isnan(truth[:, 0])
    for held in np.unique(fold):
        rest()
        train, mine = known & (fold != held), fold == held
        said[mine] = sigmoid(label_layer(readings[train], truth[train]).own(readings[mine]))[:, 0]
    heard = signs[:, DANGER_SIGN]
    prices = ((RECALL_OF_LOOKS, FALSE_LOOKS), (RECALL, FALSE_ALARMS))
    beside = said[known], truth[known, 0], heard[known]
    cuts = np.array([danger_from(*beside, *price) for price in prices])
    return BesideRules(
        label_layer(readings[known], truth[known]), cuts, (heard > 0) | (said >= cuts[1])
    )


def danger_from(
    said: FloatArray, truth: FloatArray, heard: FloatArray, share: float, in_vain: float
) -> float:
    """The highest probability from which on, together with the rules, a share of danger is heard.

    said, truth, heard : (n,) out-of-fold probabilities, what is so, what the rules hear. in_vain :
    the share of texts without danger that may be flagged for it; it goes before the other.
    """
    there, unheard = truth > 0, ~(heard > 0)
    if not there.any():
        return NEVER
    missed = np.sort(said[there & unheard])[::-1]
    missing = int(np.ceil(share * there.sum())) - int((there & ~unheard).sum())
    if missing <= 0:
        return NEVER
    others = np.sort(said[~there & unheard])[::-1]
    allowed = int(in_vain * (~there).sum())
    dearest = float(others[allowed]) if allowed < len(others) else 0.0
    return max(float(missed[missing - 1]), float(np.nextafter(dearest, 1.0)))
