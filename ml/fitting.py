"""How the classifier learns: one ridge solution for all outputs, then a calibrated layer on top.

Every text is scored by a ridge that never saw its voice; the layer, the calibration and the
thresholds are learnt from those scores only. Needs scipy.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ml.arrays import (
    BLAMED,
    DANGER,
    N_LABELS,
    N_OUTPUTS,
    POLARITY,
    PRAISED,
    SUBTYPE,
    Fitted,
    Layer,
    Scored,
    from_eight_bits,
    in_eight_bits,
    label_readings,
    polarity_readings,
    sigmoid,
    signs_of,
    softmax,
    statements_of,
)
from ml.calibrated import class_layer, label_layer, thresholds
from ml.corpus import Example
from ml.danger.learned import UNASKED, beside_rules, output_for
from ml.features import (
    FloatArray,
    IntArray,
)
from ml.labels import LABELS, POLARITIES, SUBTYPES
from ml.reading import Reading, read
from ml.redaction import redact
from ml.ridge import CONSTANT, ridge_with_folds
from ml.vectoriser import Vectoriser
from ml.vocabulary import cut_by, no_rest, vectorised

BoolArray = NDArray[np.bool_]
FOLDS = 5
_READ_AT_ONCE = 500

LEAST_EXAMPLES = 40
_OTHER = POLARITIES.index("other")


@dataclass
class OutOfFold:
    """What models that never saw a text's voice say of it: the honest ground of every figure.

    labels : (n, 11) probabilities; polarity : (n, 4); decided : (n, 11) labels by thresholds
    learnt without the text's fold, as are lower and upper; fold : (n,); danger : (n,).
    """

    labels: FloatArray
    polarity: FloatArray
    decided: BoolArray
    lower: FloatArray
    upper: FloatArray
    fold: IntArray
    danger: BoolArray


def targets(examples: Sequence[Example]) -> tuple[FloatArray, IntArray, IntArray]:
    """(n, K) zeros and ones for every output, (n,) polarity, (n,) sub-type or -1."""
    wanted = np.zeros((len(examples), N_OUTPUTS))
    polarity = np.array([POLARITIES.index(e.polarity) for e in examples], dtype=np.int64)
    subtype = np.array(
        [SUBTYPES.index(e.subtype) if e.subtype else -1 for e in examples], dtype=np.int64
    )
    for row, example in enumerate(examples):
        part = PRAISED if example.polarity == "praise" else BLAMED
        for label in example.labels:
            wanted[row, LABELS.index(label)] = 1.0
            wanted[row, part.start + LABELS.index(label)] = 1.0
        wanted[row, POLARITY.start + polarity[row]] = 1.0
        wanted[row, DANGER] = np.nan if UNASKED in example.style else "danger" in example.style
        if subtype[row] >= 0:
            wanted[row, SUBTYPE.start + subtype[row]] = 1.0
    return wanted, polarity, subtype


def folds(
    examples: Sequence[Example], texts: Sequence[Reading], seed: int, n_folds: int = FOLDS
) -> IntArray:
    """(n,) a fold for each text; a voice, and equal texts, never stand in two folds.

    texts : the examples as they are read.
    """
    group_of: dict[str, str] = {}
    groups: list[str] = []
    for example, text in zip(examples, texts, strict=True):
        key = " ".join(token.word for token in text.tokens)
        groups.append(group_of.setdefault(key, example.voice or key))
    names, sizes = np.unique(groups, return_counts=True)
    order = np.random.default_rng(seed).permutation(len(names))
    order = order[np.argsort(-sizes[order], kind="stable")]
    load = np.zeros(n_folds)
    chosen: dict[str, int] = {}
    for place in order:
        fold = int(np.argmin(load))
        load[fold] += sizes[place]
        chosen[str(names[place])] = fold
    return np.array([chosen[group] for group in groups], dtype=np.int64)


def fit(
    examples: Sequence[Example], seed: int, rest: Callable[[], None] = no_rest
) -> tuple[Fitted, OutOfFold]:
    """Learn from `examples`; returns the arrays and what was said of every text out of fold.

    rest : called every fraction of a second, for who shares the processors with others.
    Raises ValueError for fewer than 40 texts, or where not one text carries a label.
    """
    wanted, polarity, subtype = _wanted(examples)
    truth = wanted[:, :N_LABELS]
    texts = list(_read(examples, rest))
    fold = folds(examples, texts, seed)
    linear, signs = _linear(texts, wanted, fold, rest), signs_of(texts)
    kinds = polarity_readings(linear.scored, signs)
    polarity_layer = class_layer(kinds, polarity, len(POLARITIES))
    said = _polarity_out_of_fold(kinds, polarity, fold, polarity_layer, rest)
    readings = label_readings(linear.scored, signs, said)
    layer = label_layer(readings, truth)
    out = _labels_out_of_fold(readings, said, truth, fold, layer, rest)
    danger = beside_rules(linear.scored, signs, wanted[:, DANGER], fold, rest)
    out.danger = danger.found
    cuts = np.array([thresholds(out.labels[:, j], truth[:, j] > 0) for j in range(N_LABELS)])
    other = subtype >= 0
    model = Fitted(
        vectoriser=linear.vectoriser,
        weights=linear.weights,
        bias=linear.bias,
        labels=layer,
        polarity=polarity_layer,
        subtype=class_layer(kinds[other], subtype[other], len(SUBTYPES)),
        lower=cuts[:, 0],
        decision=cuts[:, 1],
        upper=cuts[:, 2],
        danger=danger.layer,
        danger_from=danger.heard_from,
    )
    return model, out


def _wanted(examples: Sequence[Example]) -> tuple[FloatArray, IntArray, IntArray]:
    """What is to be learnt; ValueError where there is too little."""
    if len(examples) < LEAST_EXAMPLES:
        raise ValueError(f"{len(examples)} texts are too few to learn from; at least 40 are needed")
    wanted, polarity, subtype = targets(examples)
    if not wanted[:, :N_LABELS].any():
        raise ValueError("no text carries a label; at least one labelled text is needed")
    return wanted, polarity, subtype


class _Linear(NamedTuple):
    """The linear outputs. weights : (F, K); bias : (K,); scored : what is said of every text and
    its statements by outputs that never saw the text's fold."""

    vectoriser: Vectoriser
    weights: Any
    bias: FloatArray
    scored: Scored


def _linear(
    texts: Sequence[Reading], wanted: FloatArray, fold: IntArray, rest: Callable[[], None]
) -> _Linear:
    """Learn all outputs: the ridge's, and that of danger behind them."""
    rows, vectoriser = vectorised(texts, rest)
    parts, counts = statements_of(texts)
    cut, fold_of_part = cut_by(vectoriser, parts), np.repeat(fold, counts)
    dual, scores = ridge_with_folds(
        rows, wanted[:, N_LABELS : DANGER.start], fold, rest, cut, fold_of_part
    )
    feared = output_for(rows, wanted[:, DANGER][:, 0], fold, (cut, fold_of_part), rest)
    dual = _labels_in_front(dual)
    scores = np.column_stack([_labels_in_front(scores), feared.scores])
    weights = np.column_stack([np.asarray(rows.T @ dual), feared.weights])
    return _Linear(
        vectoriser=vectoriser,
        # What is in use is what is stored: a file of half the size that loses nothing.
        weights=from_eight_bits(*in_eight_bits(weights)),
        bias=np.append(CONSTANT * dual.sum(axis=0, dtype=np.float64), feared.bias),
        scored=Scored.of(scores[: len(texts)], scores[len(texts) :], counts),
    )


def _read(examples: Sequence[Example], rest: Callable[[], None]) -> Iterator[Reading]:
    for place, example in enumerate(examples):
        if place % _READ_AT_ONCE == 0:
            rest()
        yield read(redact(example.text).text)


def _labels_in_front(found: NDArray[Any]) -> NDArray[Any]:
    """(n, K) with the labels, from what was found for the outputs behind them.

    A label is blamed or praised, and a ridge for a sum is the sum of the ridges.
    """
    behind = N_LABELS
    blamed = found[:, BLAMED.start - behind : BLAMED.stop - behind]
    praised = found[:, PRAISED.start - behind : PRAISED.stop - behind]
    return np.hstack([blamed + praised, found])


def _polarity_out_of_fold(
    kinds: FloatArray,
    polarity: IntArray,
    fold: IntArray,
    start: Layer,
    rest: Callable[[], None],
) -> FloatArray:
    """(n, 4) polarities by layers that never saw the text's fold."""
    said = np.zeros((len(kinds), len(POLARITIES)))
    for held in np.unique(fold):
        rest()
        train, mine = fold != held, fold == held
        layer = class_layer(kinds[train], polarity[train], len(POLARITIES), start)
        said[mine] = softmax(layer.shared(kinds[mine]))
    return said


def _labels_out_of_fold(
    readings: FloatArray,
    polarity: FloatArray,
    wanted: FloatArray,
    fold: IntArray,
    start: Layer,
    rest: Callable[[], None],
) -> OutOfFold:
    """What layers and thresholds learnt without a text's fold say of it, for every text."""
    n = len(readings)
    labels, cuts = np.zeros((n, N_LABELS)), np.zeros((n, N_LABELS, 3))
    for held in np.unique(fold):
        rest()
        train, mine = fold != held, fold == held
        layer = label_layer(readings[train], wanted[train], start)
        labels[mine] = sigmoid(layer.own(readings[mine]))
    for held in np.unique(fold):
        train, mine = fold != held, fold == held
        for j in range(N_LABELS):
            cuts[mine, j] = thresholds(labels[train, j], wanted[train, j] > 0)
    decided = labels >= cuts[:, :, 1]
    decided[polarity.argmax(axis=1) == _OTHER] = False
    lower, upper, danger = cuts[:, :, 0], cuts[:, :, 2], np.zeros(n, dtype=bool)
    return OutOfFold(labels, polarity, decided, lower, upper, fold, danger)
