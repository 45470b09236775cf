"""The calibrated layer over out-of-fold scores, and the cuts that decide, accept and reject.

A logistic regression on few readings is Platt's scaling with company: its probabilities are true
to the texts it was learnt from. Learnt here rather than by scikit-learn: the same place to six
digits in a third of the time (`tests/ml/test_classifier.py` holds both beside each other).
"""

import numpy as np
from numpy.typing import NDArray

from ml.arrays import Layer, sigmoid, softmax
from ml.features import FloatArray, IntArray

BoolArray = NDArray[np.bool_]
LAYER_C = 1.0
MOST_STEPS = 100
SMALLEST_GAIN = 1e-8
"""A step that would lower the summed loss by half of this is the last one not taken."""
UPPER_PRECISION = 0.90
LOWER_RECALL = 0.95
F1_GIVEN_AWAY = 0.01
"""So much F1 is given for fewer wrong labels: of cuts as good as the best, the highest is taken."""
LEAST_TAKEN = 10
_NEVER = -30.0
_TRACE = 1e-6
_SMALLEST_PART = 1e-6


def label_layer(readings: FloatArray, wanted: FloatArray, start: Layer | None = None) -> Layer:
    """One logistic regression per label. readings : (n, C, R); wanted : (n, C) zeros and ones.

    start : a layer to seek from; one learnt from nearly the same texts halves the steps.
    """
    coef, intercept = np.zeros(readings.shape[1:]), np.zeros(readings.shape[1])
    for column in range(wanted.shape[1]):
        true = wanted[:, column]
        if true.min() == true.max():
            share = (float(true.sum()) + 0.5) / (len(true) + 1.0)
            intercept[column] = float(np.log(share / (1 - share)))
            continue
        before = None if start is None else (start.coef[[column]], start.intercept[[column]])
        found, cut = _sought(readings[:, column], true[:, None], before)
        coef[column], intercept[column] = found[0], cut[0]
    return Layer(coef, intercept)


def class_layer(
    readings: FloatArray, classes: IntArray, n_classes: int, start: Layer | None = None
) -> Layer:
    """One multinomial regression; a class never seen scores far below all others.

    readings : (n, R); classes : (n,) numbers below n_classes; start : as for `label_layer`.
    """
    coef = np.zeros((n_classes, readings.shape[1]))
    intercept = np.full(n_classes, _NEVER)
    seen = np.unique(classes)
    if len(seen) < 2:
        intercept[seen] = 0.0
        return Layer(coef, intercept)
    before = None if start is None else (start.coef[seen], start.intercept[seen])
    there = (classes[:, None] == seen).astype(float)
    coef[seen], intercept[seen] = _sought(readings, there, before)
    return Layer(coef, intercept)


def _sought(
    readings: FloatArray, there: FloatArray, start: tuple[FloatArray, FloatArray] | None
) -> tuple[FloatArray, FloatArray]:
    """(C, R) coefficients on the raw readings and (C,) intercepts of a regression held back by 1/C.

    there : (n, C) zeros and ones; one column is a yes or no, more are one choice. By Newton's
    steps: with few readings they are few, and end at the same place from any start.
    """
    centre, scale = _standard(readings)
    rows = np.hstack([(readings - centre) / scale, np.ones((len(readings), 1))])
    weights = np.zeros((there.shape[1], rows.shape[1]))
    if start is not None:
        weights[:, :-1], weights[:, -1] = start[0] * scale, start[1] + start[0] @ centre
    chance, loss = _chance_and_loss(rows, there, weights)
    for _ in range(MOST_STEPS):
        slope, way = _newton_step(rows, there, weights, chance)
        gain = float((slope * way).sum())
        if gain < SMALLEST_GAIN:
            break
        part = 1.0
        while part > _SMALLEST_PART:
            chance, new_loss = _chance_and_loss(rows, there, weights - part * way)
            if new_loss <= loss - 1e-4 * part * gain:
                break
            part /= 2
        weights, loss = weights - part * way, new_loss
    coef: FloatArray = weights[:, :-1] / scale
    intercept: FloatArray = weights[:, -1] - coef @ centre
    return coef, intercept


def _chance_and_loss(
    rows: FloatArray, there: FloatArray, weights: FloatArray
) -> tuple[FloatArray, float]:
    scores = rows @ weights.T
    held = float((weights[:, :-1] ** 2).sum()) / (2 * LAYER_C)
    if there.shape[1] == 1:
        return sigmoid(scores), float((np.logaddexp(0.0, scores) - there * scores).sum()) + held
    most = scores.max(axis=1, keepdims=True)
    total = np.log(np.exp(scores - most).sum(axis=1)) + most[:, 0]
    return softmax(scores), float(total.sum() - (there * scores).sum()) + held


def _newton_step(
    rows: FloatArray, there: FloatArray, weights: FloatArray, chance: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """(C, R + 1) the slope of the loss, and the step against it that its bend asks for."""
    n_classes, width = weights.shape
    held = np.full(width, 1 / LAYER_C)
    held[-1] = 0.0
    slope: FloatArray = (chance - there).T @ rows + held * weights
    bend = np.zeros((n_classes, width, n_classes, width))
    for first in range(n_classes):
        for second in range(first, n_classes):
            spread = chance[:, first] * ((first == second) - chance[:, second])
            bend[first, :, second] = rows.T @ (rows * spread[:, None])
            bend[second, :, first] = bend[first, :, second].T
    flat = bend.reshape(n_classes * width, n_classes * width)
    # A choice does not change where all intercepts rise together; a trace of weight decides.
    flat[np.diag_indices_from(flat)] += np.tile(np.maximum(held, _TRACE), n_classes)
    step: FloatArray = np.asarray(np.linalg.solve(flat, slope.reshape(-1, 1)), dtype=np.float64)
    return slope, step.reshape(weights.shape)


def _standard(readings: FloatArray) -> tuple[FloatArray, FloatArray]:
    spread = readings.std(axis=0)
    centre: FloatArray = np.asarray(readings.mean(axis=0))
    return centre, np.where(spread > 1e-9, spread, 1.0)


def thresholds(probability: FloatArray, truth: BoolArray) -> tuple[float, float, float]:
    """(lower, decision, upper) of one label from out-of-fold probabilities.

    lower keeps 95 % of the true ones above it; upper has a precision of at least 0.90 above it
    (1.01, never reached, where no cut has); decision has the best F1, or nearly, and is the
    highest such cut.
    """
    positives = int(truth.sum())
    if positives == 0:
        return 0.5, 0.5, 1.01
    order = np.argsort(-probability, kind="stable")
    falling = probability[order]
    hits = np.cumsum(truth[order])
    taken = np.arange(1, len(order) + 1)
    f1 = 2 * hits / (taken + positives)
    decision = _between(falling, int(np.argmax(f1 >= f1.max() - F1_GIVEN_AWAY)))
    precise = np.flatnonzero((hits / taken >= UPPER_PRECISION) & (taken >= LEAST_TAKEN))
    upper = _between(falling, int(precise[-1])) if len(precise) else 1.01
    needed = int(np.searchsorted(hits, int(np.ceil(LOWER_RECALL * positives))))
    return min(float(falling[needed]), decision), decision, max(upper, decision)


def _between(falling: FloatArray, place: int) -> float:
    """Half-way between a probability and the next lower one."""
    following = falling[place + 1] if place + 1 < len(falling) else 0.0
    return float((falling[place] + following) / 2)
