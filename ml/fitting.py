"""How the classifier learns: one ridge solution for all outputs, then a calibrated layer on top.

Every text is scored by a ridge that never saw its voice; the upper layer, the calibration and
the thresholds are learnt from those scores only. Needs scipy and scikit-learn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from ml.arrays import (
    N_LABELS,
    N_OUTPUTS,
    Fitted,
    Layer,
    judged_clauses,
    readings_of,
    sigmoid,
    softmax,
)
from ml.corpus import Example
from ml.features import BLOCK_WEIGHTS, BLOCKS, FloatArray, IntArray, Vectoriser, analyse
from ml.labels import LABELS, POLARITIES, SUBTYPES
from ml.redaction import redact
from ml.text import Token, tokens

BoolArray = NDArray[np.bool_]
FOLDS = 5
RIDGE = 0.7
LAYER_C = 0.05
LEAST_TEXTS = {"word": 2, "char": 3, "mark": 3, "concept": 2}
UPPER_PRECISION = 0.90
LOWER_RECALL = 0.95
LEAST_EXAMPLES = 40


@dataclass
class OutOfFold:
    """What models that never saw a text's voice say of it: the honest ground of every figure.

    labels : (n, 11) probabilities; polarity : (n, 4); decided : (n, 11) labels by thresholds
    learnt without the text's fold; fold : (n,).
    """

    labels: FloatArray
    polarity: FloatArray
    decided: BoolArray
    lower: FloatArray
    upper: FloatArray
    fold: IntArray


@dataclass
class _Texts:
    """Texts and their clauses as counts. rows : features of the n texts, then of all clauses."""

    sequences: list[list[Token]]
    counts: dict[str, sparse.csr_matrix]
    names: dict[str, list[str]]
    clause_owner: IntArray


def targets(examples: Sequence[Example]) -> tuple[FloatArray, IntArray, IntArray]:
    """(n, K) zeros and ones for every output, (n,) polarity, (n,) sub-type or -1."""
    wanted = np.zeros((len(examples), N_OUTPUTS))
    polarity = np.array([POLARITIES.index(e.polarity) for e in examples], dtype=np.int64)
    subtype = np.array(
        [SUBTYPES.index(e.subtype) if e.subtype else -1 for e in examples], dtype=np.int64
    )
    for row, example in enumerate(examples):
        for label in example.labels:
            column = LABELS.index(label)
            wanted[row, column] = 1.0
            first = N_LABELS + len(POLARITIES) + len(SUBTYPES)
            praised = example.polarity == "praise"
            wanted[row, first + column + (N_LABELS if praised else 0)] = 1.0
        wanted[row, N_LABELS + polarity[row]] = 1.0
        if subtype[row] >= 0:
            wanted[row, N_LABELS + len(POLARITIES) + subtype[row]] = 1.0
    return wanted, polarity, subtype


def folds(examples: Sequence[Example], seed: int, n_folds: int = FOLDS) -> IntArray:
    """(n,) a fold for each text; a voice, and equal texts, never stand in two folds."""
    group_of: dict[str, str] = {}
    groups: list[str] = []
    for example in examples:
        key = " ".join(token.word for token in tokens(example.text))
        own = f"{example.service[:0]}{example.voice}" if example.voice else key
        groups.append(group_of.setdefault(key, own))
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


def _count(examples: Sequence[Example]) -> _Texts:
    sequences = [tokens(redact(example.text).text) for example in examples]
    rows: list[Sequence[Token]] = list(sequences)
    owner: list[int] = []
    for place, sequence in enumerate(sequences):
        for clause in judged_clauses(sequence):
            rows.append(clause.tokens)
            owner.append(place)
    analysed = [analyse(row) for row in rows]
    counts, names = {}, {}
    for block in BLOCKS:
        counts[block], names[block] = _counts([a[block] for a in analysed], len(examples), block)
    return _Texts(sequences, counts, names, np.array(owner, dtype=np.int64))


def _counts(
    rows: Sequence[Iterable[str]], n_texts: int, block: str
) -> tuple[sparse.csr_matrix, list[str]]:
    """Sublinear counts over the features that stand in enough whole texts."""
    vocabulary: dict[str, int] = {}
    indices: list[int] = []
    ends = [0]
    for row in rows:
        indices += [vocabulary.setdefault(feature, len(vocabulary)) for feature in row]
        ends.append(len(indices))
    shape = (len(rows), len(vocabulary))
    raw = sparse.csr_matrix((np.ones(len(indices)), indices, ends), shape=shape)
    raw.sum_duplicates()
    common = np.flatnonzero(_document_frequency(raw[:n_texts]) >= LEAST_TEXTS[block])
    kept = raw[:, common].tocsr()
    kept.data = 1.0 + np.log(kept.data)
    names = list(vocabulary)
    return kept, [names[column] for column in common]


def _document_frequency(counts: sparse.csr_matrix) -> IntArray:
    return np.bincount(counts.indices, minlength=counts.shape[1])


def _weighted(texts: _Texts, train: IntArray) -> tuple[sparse.csr_matrix, FloatArray]:
    """TF-IDF rows of all texts and clauses, with the idf of the training texts alone."""
    blocks, idfs = [], []
    for block in BLOCKS:
        counts = texts.counts[block]
        frequency = _document_frequency(counts[train])
        idf = np.log((1 + len(train)) / (1 + frequency)) + 1.0
        idf[frequency == 0] = 0.0
        weighted = counts @ sparse.diags(idf)
        norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        norms[norms == 0] = 1.0
        blocks.append(sparse.diags(BLOCK_WEIGHTS[block] / norms) @ weighted)
        idfs.append(idf)
    return sparse.hstack(blocks).tocsr(), np.concatenate(idfs)


def _ridge(
    rows: sparse.csr_matrix, train: IntArray, wanted: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """(F, K) weights and (K,) bias of the ridge on the training rows, solved in the dual."""
    learn = rows[train]
    gram = (learn @ learn.T).toarray()
    gram[np.diag_indices_from(gram)] += RIDGE
    mean = wanted[train].mean(axis=0)
    dual = np.linalg.solve(gram, wanted[train] - mean)
    return np.asarray(learn.T @ dual), mean


def _readings(texts: _Texts, scores: FloatArray) -> FloatArray:
    """(n, R) raw readings from the scores of texts and clauses."""
    n = len(texts.sequences)
    first = np.searchsorted(texts.clause_owner, np.arange(n), side="left") + n
    rows = []
    for place, sequence in enumerate(texts.sequences):
        parts = judged_clauses(sequence)
        by_clause = list(scores[first[place] : first[place] + len(parts)])
        rows.append(readings_of(sequence, scores[place], parts, by_clause))
    return np.array(rows)


def _layer(readings: FloatArray, wanted: FloatArray) -> Layer:
    """One logistic regression per column of `wanted` (n, C)."""
    from sklearn.linear_model import LogisticRegression

    coefs, intercepts = [], []
    for column in wanted.T:
        if column.min() == column.max():
            coefs.append(np.zeros(readings.shape[1]))
            share = (column.sum() + 0.5) / (len(column) + 1.0)
            intercepts.append(float(np.log(share / (1 - share))))
            continue
        model = LogisticRegression(C=LAYER_C, max_iter=500).fit(readings, column)
        coefs.append(model.coef_[0])
        intercepts.append(float(model.intercept_[0]))
    return Layer(np.array(coefs), np.array(intercepts))


def _classes(readings: FloatArray, classes: IntArray, n_classes: int) -> Layer:
    """One multinomial regression; classes never seen get a score far below the others."""
    from sklearn.linear_model import LogisticRegression

    seen = np.unique(classes)
    coef = np.zeros((n_classes, readings.shape[1]))
    intercept = np.full(n_classes, -30.0)
    if len(seen) < 2:
        intercept[seen] = 0.0
        return Layer(coef, intercept)
    model = LogisticRegression(C=LAYER_C, max_iter=500).fit(readings, classes)
    if len(seen) == 2:
        coef[seen[1]], intercept[seen[0]], intercept[seen[1]] = (
            model.coef_[0],
            0.0,
            model.intercept_[0],
        )
    else:
        coef[seen], intercept[seen] = model.coef_, model.intercept_
    return Layer(coef, intercept)


def thresholds(probability: FloatArray, truth: BoolArray) -> tuple[float, float, float]:
    """(lower, decision, upper) of one label from out-of-fold probabilities.

    lower keeps 95 % of the true ones above it, upper has a precision of at least 0.90 above it
    (1.01, never reached, where no point has), decision gives the best F1.
    """
    positives = int(truth.sum())
    if positives == 0:
        return 0.5, 0.5, 1.01
    order = np.argsort(-probability, kind="stable")
    hits = np.cumsum(truth[order])
    taken = np.arange(1, len(order) + 1)
    f1 = 2 * hits / (taken + positives)
    sorted_p = probability[order]
    decision = float(_between(sorted_p, int(np.argmax(f1))))
    needed = int(np.searchsorted(hits, int(np.ceil(LOWER_RECALL * positives))))
    precise = np.flatnonzero((hits / taken >= UPPER_PRECISION) & (taken >= 10))
    upper = float(_between(sorted_p, int(precise[-1]))) if len(precise) else 1.01
    lower = min(float(sorted_p[needed]), decision)
    return lower, decision, max(upper, decision)


def _between(descending: FloatArray, place: int) -> float:
    following = descending[place + 1] if place + 1 < len(descending) else 0.0
    return float((descending[place] + following) / 2)


def fit(examples: Sequence[Example], seed: int) -> tuple[Fitted, OutOfFold]:
    """Learn from `examples`; returns the arrays and what was said of every text out of fold.

    Raises ValueError for fewer than 40 texts, or where not one text carries a label.
    """
    if len(examples) < LEAST_EXAMPLES:
        raise ValueError(f"{len(examples)} texts are too few to learn from; at least 40 are needed")
    wanted, polarity, subtype = targets(examples)
    if not wanted[:, :N_LABELS].any():
        raise ValueError("no text carries a label; at least one labelled text is needed")
    texts = _count(examples)
    fold = folds(examples, seed)
    scores = np.zeros((len(texts.sequences) + len(texts.clause_owner), N_OUTPUTS))
    fold_of_row = np.concatenate([fold, fold[texts.clause_owner]])
    for held in range(FOLDS):
        train = np.flatnonzero(fold != held)
        rows, _ = _weighted(texts, train)
        weights, bias = _ridge(rows, train, wanted)
        mine = fold_of_row == held
        scores[mine] = rows[np.flatnonzero(mine)] @ weights + bias
    raw = _readings(texts, scores)
    centre = raw.mean(axis=0)
    scale = np.where(raw.std(axis=0) > 1e-9, raw.std(axis=0), 1.0)
    readings = (raw - centre) / scale
    out = _judge_out_of_fold(readings, wanted, polarity, fold)
    everything = np.arange(len(examples))
    rows, idf = _weighted(texts, everything)
    weights, bias = _ridge(rows, everything, wanted)
    cuts = np.array([thresholds(out.labels[:, j], wanted[:, j] > 0) for j in range(N_LABELS)])
    other = subtype >= 0
    model = Fitted(
        vectoriser=Vectoriser(_vocabulary(texts), idf),
        weights=weights.astype(np.float16),
        bias=bias,
        centre=centre,
        scale=scale,
        labels=_layer(readings, wanted[:, :N_LABELS]),
        polarity=_classes(readings, polarity, len(POLARITIES)),
        subtype=_classes(readings[other], subtype[other], len(SUBTYPES)),
        lower=cuts[:, 0],
        decision=cuts[:, 1],
        upper=cuts[:, 2],
    )
    return model, out


def _judge_out_of_fold(
    readings: FloatArray, wanted: FloatArray, polarity: IntArray, fold: IntArray
) -> OutOfFold:
    """What a layer and thresholds learnt without a text's fold say of it, for every text."""
    n = len(readings)
    labels, polarities = np.zeros((n, N_LABELS)), np.zeros((n, len(POLARITIES)))
    decided = np.zeros((n, N_LABELS), dtype=bool)
    lower, upper = np.zeros((n, N_LABELS)), np.zeros((n, N_LABELS))
    for held in range(FOLDS):
        train, mine = fold != held, fold == held
        layer = _layer(readings[train], wanted[train, :N_LABELS])
        labels[mine] = sigmoid(layer.logits(readings[mine]))
        classes = _classes(readings[train], polarity[train], len(POLARITIES))
        polarities[mine] = softmax(classes.logits(readings[mine]))
    for held in range(FOLDS):
        train, mine = fold != held, fold == held
        for j in range(N_LABELS):
            low, cut, high = thresholds(labels[train, j], wanted[train, j] > 0)
            decided[mine, j] = labels[mine, j] >= cut
            lower[mine, j], upper[mine, j] = low, high
    decided[polarities.argmax(axis=1) == POLARITIES.index("other")] = False
    return OutOfFold(labels, polarities, decided, lower, upper, fold)


def _vocabulary(texts: _Texts) -> dict[str, dict[str, int]]:
    vocabulary, start = {}, 0
    for block in BLOCKS:
        names = texts.names[block]
        vocabulary[block] = {name: start + place for place, name in enumerate(names)}
        start += len(names)
    return vocabulary
