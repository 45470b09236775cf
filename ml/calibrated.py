"""The calibrated layer over out-of-fold scores, and the cuts that decide, accept and reject.

A logistic regression on few readings is Platt's scaling with company: its probabilities are true
to the texts it was learnt from. Needs scikit-learn to learn, nothing to be used.
"""

import numpy as np
from numpy.typing import NDArray

from ml.arrays import Layer
from ml.features import FloatArray, IntArray

BoolArray = NDArray[np.bool_]
LAYER_C = 1.0
SOLVER = "newton-cholesky"
"""Of scikit-learn's the quickest by far for many texts and few readings."""
UPPER_PRECISION = 0.90
LOWER_RECALL = 0.95
F1_GIVEN_AWAY = 0.02
"""So much F1 is given for fewer wrong labels: of cuts nearly as good as the best, the one with the
fewest is taken."""
LEAST_TAKEN = 10
_NEVER = -30.0


def label_layer(readings: FloatArray, wanted: FloatArray, start: Layer | None = None) -> Layer:
    """One logistic regression per label. readings : (n, C, R); wanted : (n, C) zeros and ones.

    start : a layer of much the same texts, from which it is quickly found; it decides nothing else,
    since there is but one solution.
    """
    parts = []
    for column in range(wanted.shape[1]):
        begun = (start.coef[[column]], start.intercept[[column]]) if start else None
        parts.append(_binary(readings[:, column], wanted[:, column], begun))
    return Layer(np.array([coef for coef, _ in parts]), np.array([cut for _, cut in parts]))


_Rows = tuple[FloatArray, FloatArray]
"""(C, R) coefficients on the raw readings and (C,) intercepts."""


def _binary(
    readings: FloatArray, wanted: FloatArray, start: _Rows | None
) -> tuple[FloatArray, float]:
    """(R,) coefficients on the raw readings, and the intercept."""
    if wanted.min() == wanted.max():
        share = (float(wanted.sum()) + 0.5) / (len(wanted) + 1.0)
        return np.zeros(readings.shape[1]), float(np.log(share / (1 - share)))
    coef, intercept = _regression(readings, wanted, start)
    return coef[0], float(intercept[0])


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
    begun = (start.coef[seen], start.intercept[seen]) if start and len(seen) > 2 else None
    rows, cuts = _regression(readings, classes, begun)
    # With two classes scikit-learn keeps one row: the second class against the first.
    coef[seen] = rows if len(seen) > 2 else np.vstack([-rows / 2, rows / 2])
    intercept[seen] = cuts if len(seen) > 2 else np.array([-cuts[0] / 2, cuts[0] / 2])
    return Layer(coef, intercept)


def _regression(readings: FloatArray, classes: FloatArray | IntArray, start: _Rows | None) -> _Rows:
    """As scikit-learn finds them on readings of mean nought and spread one."""
    from sklearn.linear_model import LogisticRegression

    centre, scale = _standard(readings)
    model = LogisticRegression(C=LAYER_C, solver=SOLVER, warm_start=True)
    if start is not None:
        coef, intercept = start
        model.coef_, model.intercept_ = coef * scale, intercept + coef @ centre
    model.fit((readings - centre) / scale, classes)
    found: FloatArray = model.coef_ / scale
    return found, model.intercept_ - found @ centre


def _standard(readings: FloatArray) -> tuple[FloatArray, FloatArray]:
    spread = readings.std(axis=0)
    return readings.mean(axis=0), np.where(spread > 1e-9, spread, 1.0)


def thresholds(probability: FloatArray, truth: BoolArray) -> tuple[float, float, float]:
    """(lower, decision, upper) of one label from out-of-fold probabilities.

    lower keeps 95 % of the true ones above it; upper has a precision of at least 0.90 above it
    (1.01, never reached, where no cut has); decision has the best F1, or nearly, and of such cuts
    takes the fewest wrong ones.
    """
    positives = int(truth.sum())
    if positives == 0:
        return 0.5, 0.5, 1.01
    order = np.argsort(-probability, kind="stable")
    falling = probability[order]
    hits = np.cumsum(truth[order])
    taken = np.arange(1, len(order) + 1)
    f1 = 2 * hits / (taken + positives)
    wrong = taken - hits
    fewest = wrong[np.argmax(f1 >= f1.max() - F1_GIVEN_AWAY)]
    # Where a lower cut takes no wrong one more, what it finds is found for nothing.
    decision = _between(falling, int(np.searchsorted(wrong, fewest, side="right")) - 1)
    precise = np.flatnonzero((hits / taken >= UPPER_PRECISION) & (taken >= LEAST_TAKEN))
    upper = _between(falling, int(precise[-1])) if len(precise) else 1.01
    needed = int(np.searchsorted(hits, int(np.ceil(LOWER_RECALL * positives))))
    return min(float(falling[needed]), decision), decision, max(upper, decision)


def _between(falling: FloatArray, place: int) -> float:
    """Half-way between a probability and the next lower one."""
    following = falling[place + 1] if place + 1 < len(falling) else 0.0
    return float((falling[place] + following) / 2)
