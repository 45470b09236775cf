"""What else the classifier could be, judged as it will be used: on texts by other writers.

`python -m tests.bench.alternatives [--part N]`. Each training file has writers of its own. Every
alternative learns from all files but one and scores that one; calibration and thresholds for a file
are learnt from the scores of the others. Intervals: paired bootstrap against what is in use.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.svm import LinearSVC
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

from ml.arrays import (
    N_LABELS,
    OF_STATEMENTS,
    SUBTYPE,
    Scored,
    label_readings,
    polarity_readings,
    sigmoid,
    signs_of,
    softmax,
    statements_of,
)
from ml.calibrated import class_layer, label_layer, thresholds
from ml.corpus import TRAINING_FILES, Example, load_corpus
from ml.features import BLOCKS
from ml.fitting import targets
from ml.labels import POLARITIES
from ml.measures import f1_of, resamples
from ml.reading import Reading, read
from ml.redaction import redact
from ml.ridge import CONSTANT, ridge_with_folds
from ml.vectoriser import Vectoriser
from ml.vocabulary import cut_by, no_rest, vectorised

Floats = NDArray[np.float64]
Row = dict[str, str]
Learn = Callable[["Ground", NDArray[np.int64], NDArray[np.int64]], Floats]
"""(ground, rows to learn from, rows to score) -> scores of the scored rows."""

NONE_HELD_BACK = np.array([], dtype=np.int64)
TRIGGERS = 80
LSA_PARTS = 150
LSA_WEIGHT = 0.7
NEIGHBOURS = dict(zip("aeintgks", ["sq", "wr", "uo", "bm", "ry", "fh", "jl", "ad"], strict=True))


@dataclass(frozen=True)
class Ground:
    """The training files, cut once.

    rows : (n + m, F) of the texts and, behind them, of their statements; statements : (n,) how many
    each text has there; file : (n + m,).
    """

    examples: tuple[Example, ...]
    texts: list[Reading]
    rows: sparse.csr_matrix
    statements: NDArray[np.int64]
    vectoriser: Vectoriser
    wanted: Floats
    polarity: NDArray[np.int64]
    file: NDArray[np.int64]
    signs: Floats
    part: int

    def folds(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """(texts learnt from, texts and statements judged) for each file."""
        n = len(self.examples)
        kept = np.arange(n) % self.part == 0
        for held in range(len(TRAINING_FILES)):
            yield np.flatnonzero((self.file[:n] != held) & kept), np.flatnonzero(self.file == held)


def prepared(part: int) -> Ground:
    """Read and cut all training texts."""
    examples = load_corpus()
    texts = [read(redact(example.text).text) for example in examples]
    rows, vectoriser = vectorised(texts)
    wanted, polarity, _ = targets(examples)
    names = [name.split(".")[0] for name in TRAINING_FILES]
    file = np.array([names.index(example.id.split("-")[0]) for example in examples])
    signs = signs_of(texts)
    parts, counts = statements_of(texts)
    rows = sparse.vstack([rows, cut_by(vectoriser, parts)]).tocsr()
    file = np.concatenate([file, np.repeat(file, counts)])
    return Ground(examples, texts, rows, counts, vectoriser, wanted, polarity, file, signs, part)


def everything(ground: Ground, learn: Learn) -> Floats:
    """Scores of every text and statement by a model that never saw its file."""
    parts = [(judged, learn(ground, learnt, judged)) for learnt, judged in ground.folds()]
    scores = np.zeros((len(ground.file), parts[0][1].shape[1]))
    for judged, found in parts:
        scores[judged] = found
    return scores


# How to score.


def ridge(rows: sparse.csr_matrix, wanted: Floats, learnt: object, judged: object) -> Floats:
    """The solution that is in use, for all outputs."""
    train = rows[learnt]
    dual, _ = ridge_with_folds(train, wanted[learnt], NONE_HELD_BACK, no_rest)
    found: Floats = rows[judged] @ (train.T @ dual) + CONSTANT * dual.sum(axis=0)
    return found


def in_use(ground: Ground, learnt: NDArray[np.int64], judged: NDArray[np.int64]) -> Floats:
    """Ridge over all blocks."""
    return ridge(ground.rows, ground.wanted, learnt, judged)


def half_the_writers(
    ground: Ground, learnt: NDArray[np.int64], judged: NDArray[np.int64]
) -> Floats:
    """What is in use, learnt from every second file alone."""
    return in_use(ground, learnt[ground.file[learnt] % 2 == 0], judged)


def without(*blocks: str) -> Learn:
    """Ridge without some blocks of features."""

    def learn(ground: Ground, learnt: NDArray[np.int64], judged: NDArray[np.int64]) -> Floats:
        kept = [
            row
            for block in BLOCKS
            if block not in blocks
            for row in ground.vectoriser.vocabulary[block].values()
        ]
        return ridge(ground.rows[:, np.sort(kept)], ground.wanted, learnt, judged)

    return learn


def one_by_one(make: Callable[[], LinearSVC | LogisticRegression | SGDClassifier]) -> Learn:
    """A scikit-learn model for every output by itself."""

    def learn(ground: Ground, learnt: NDArray[np.int64], judged: NDArray[np.int64]) -> Floats:
        train, test = ground.rows[learnt], ground.rows[judged]
        found = np.zeros((len(judged), ground.wanted.shape[1]))
        for column in range(SUBTYPE.start):
            model = make().fit(train, ground.wanted[learnt, column])
            found[:, column] = model.decision_function(test)
        return found

    return learn


def chain(ground: Ground, learnt: NDArray[np.int64], judged: NDArray[np.int64]) -> Floats:
    """Each label sees what was said of the ones before it."""
    train, test = ground.rows[learnt], ground.rows[judged]
    found = np.zeros((len(judged), ground.wanted.shape[1]))
    for column in range(SUBTYPE.start):
        model = LinearSVC(C=0.3, random_state=0).fit(train, ground.wanted[learnt, column])
        found[:, column] = model.decision_function(test)
        said = sparse.csr_matrix(ground.wanted[learnt, column : column + 1] * 0.5)
        train = sparse.hstack([train, said]).tocsr()
        test = sparse.hstack([test, (found[:, [column]] > 0) * 0.5]).tocsr()
    return found


def lsa(ground: Ground, learnt: NDArray[np.int64], judged: NDArray[np.int64]) -> Floats:
    """Ridge over the rows and their strongest directions."""
    _, _, direction = randomized_svd(ground.rows[learnt], LSA_PARTS, n_iter=2, random_state=0)
    dense = ground.rows @ direction.T
    dense *= LSA_WEIGHT / np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), 1e-9)
    both = sparse.hstack([ground.rows, sparse.csr_matrix(dense)]).tocsr().astype(np.float32)
    return ridge(both, ground.wanted, learnt, judged)


def triggers(ground: Ground, learnt: NDArray[np.int64], judged: NDArray[np.int64]) -> Floats:
    """For each output the words that tell it best in the corpus; the score counts them."""
    words = ground.rows[:, np.sort(list(ground.vectoriser.vocabulary["word"].values()))]
    there = (words > 0).astype(np.float64).tocsr()
    train, wanted = there[learnt], ground.wanted[learnt]
    hits = np.asarray(train.T @ wanted) + 0.1
    total = np.asarray(train.sum(axis=0)).ravel()[:, None] + 1.0
    odds = np.log(hits / total) - np.log(wanted.mean(axis=0) + 1e-9)
    odds[hits < 4] = -np.inf
    lexicon = np.zeros(odds.shape)
    for column in range(odds.shape[1]):
        best = np.argsort(-odds[:, column])[:TRIGGERS]
        lexicon[best, column] = np.where(np.isfinite(odds[best, column]), odds[best, column], 0)
    return np.log1p(np.maximum(np.asarray(there[judged] @ lexicon), 0))


def noisy(ground: Ground, learnt: NDArray[np.int64], judged: NDArray[np.int64]) -> Floats:
    """Every text twice, the second time with slips of the thumb."""
    rng = np.random.default_rng(0)
    slipped = [read(slip(redact(ground.examples[row].text).text, rng)) for row in learnt.tolist()]
    extra = cut_by(ground.vectoriser, slipped)
    rows = sparse.vstack([ground.rows, extra]).tocsr()
    wanted = np.zeros((rows.shape[0], ground.wanted.shape[1]))
    wanted[learnt] = wanted[-len(slipped) :] = ground.wanted[learnt]
    twice = np.concatenate([learnt, len(ground.file) + np.arange(len(slipped))])
    return ridge(rows, wanted, twice, judged)


def slip(text: str, rng: np.random.Generator) -> str:
    """One sign in fifteen left out, doubled, swapped with the next, or hit beside the key."""
    signs = list(text)
    for place in np.flatnonzero(rng.random(len(signs)) < 1 / 15).tolist():
        sign, way = signs[place], int(rng.integers(4))
        if not sign.isalpha():
            continue
        if way == 3 and place + 1 < len(signs):
            signs[place], signs[place + 1] = signs[place + 1], sign
        else:
            near = NEIGHBOURS.get(sign.lower(), sign)
            signs[place] = ("", sign * 2, near[int(rng.integers(len(near)))], sign)[way]
    return "".join(signs)


# How to judge.


def decided(
    ground: Ground,
    scores: Floats,
    *,
    layered: bool = True,
    by_statement: bool = True,
    extra: tuple[Floats, ...] = (),
) -> Floats:
    """(n, 15) labels and polarity as zeros and ones, each file by what the others taught."""
    n = len(ground.examples)
    scored = Scored.of(scores[:n], scores[n:], ground.statements)
    kinds = polarity_readings(scored, ground.signs)
    said = np.zeros((n, len(POLARITIES)))
    for learnt, judged in _by_file(ground):
        layer = class_layer(kinds[learnt], ground.polarity[learnt], len(POLARITIES))
        said[judged] = softmax(layer.shared(kinds[judged]))
    readings = label_readings(scored, ground.signs, said)
    if not layered:
        readings = readings[:, :, :1]
    if not by_statement:
        readings = readings[:, :, : OF_STATEMENTS.start]
    for more in extra:
        readings = np.concatenate([readings, more[:n, :N_LABELS, None]], axis=2)
    truth = ground.wanted[:, :N_LABELS]
    chance = np.zeros(truth.shape)
    for learnt, judged in _by_file(ground):
        chance[judged] = sigmoid(label_layer(readings[learnt], truth[learnt]).own(readings[judged]))
    given = np.zeros(truth.shape)
    for learnt, judged in _by_file(ground):
        for column in range(N_LABELS):
            cut = thresholds(chance[learnt, column], truth[learnt, column] > 0)[1]
            given[judged, column] = chance[judged, column] >= cut
    return np.hstack([given, np.eye(len(POLARITIES))[said.argmax(axis=1)]])


def _by_file(ground: Ground) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    file = ground.file[: len(ground.examples)]
    for held in range(len(TRAINING_FILES)):
        yield np.flatnonzero(file != held), np.flatnonzero(file == held)


def line(name: str, ground: Ground, given: Floats, before: Floats, seconds: float) -> Row:
    """Macro-F1 and polarity, and the difference to what is in use with its interval."""
    truth = np.hstack([ground.wanted[:, :N_LABELS], np.eye(len(POLARITIES))[ground.polarity]]) > 0
    weight = resamples(len(truth), 400, 0)
    now, was = (f1_of(truth, each > 0, weight) for each in (given, before))
    both = f1_of(truth, given > 0)
    low, high = np.quantile((now - was)[:, :N_LABELS].mean(axis=1), [0.025, 0.975])
    p_low, p_high = np.quantile((now - was)[:, N_LABELS:].mean(axis=1), [0.025, 0.975])
    hard = np.array(["hard_negative" in example.style for example in ground.examples])
    wrong = ((given[:, :N_LABELS] > 0) & ~truth[:, :N_LABELS])[hard].any(axis=1).mean()
    return {
        "alternative": name,
        "macro-F1": f"{both[:N_LABELS].mean():.3f}",
        "against what is in use": f"{low:+.3f} to {high:+.3f}",
        "polarity": f"{both[N_LABELS:].mean():.3f}",
        "against it": f"{p_low:+.3f} to {p_high:+.3f}",
        "hard negatives wrong": f"{wrong:.3f}",
        "seconds": f"{seconds:.0f}",
    }


ALTERNATIVES: dict[str, Learn] = {
    "in use: ridge, all blocks, layer": in_use,
    "learnt from every second writer": half_the_writers,
    "without clauses and places": without("mark", "place"),
    "without concepts": without("concept", "pair", "mixed"),
    "without letters": without("char"),
    "words and letters alone": without("mark", "place", "concept", "pair", "mixed"),
    "linear SVM": one_by_one(lambda: LinearSVC(C=0.3, random_state=0)),
    "logistic regression": one_by_one(lambda: LogisticRegression(C=10, solver="liblinear")),
    "stochastic gradient, hinge": one_by_one(
        lambda: SGDClassifier(alpha=3e-5, max_iter=15, tol=None, random_state=0)
    ),
    "classifier chain of SVMs": chain,
    "with LSA directions": lsa,
    "with typing noise": noisy,
}


def measured(part: int, only: str = "") -> Iterator[Row]:
    """A row for what is in use and every alternative whose name holds `only`, as it is done."""
    ground = prepared(part)
    kept: dict[str, Floats] = {}
    before: Floats | None = None
    for name, learn in ALTERNATIVES.items():
        if before is not None and only not in name:
            continue
        start = time.process_time()
        kept[name] = everything(ground, learn)
        given = decided(ground, kept[name])
        before = given if before is None else before
        yield line(name, ground, given, before, time.process_time() - start)
    if only:
        return
    first = kept["in use: ridge, all blocks, layer"]
    assert before is not None
    given = decided(ground, first, by_statement=False)
    yield line("labels by the whole text alone", ground, given, before, 0)
    yield line("ridge without the layer", ground, decided(ground, first, layered=False), before, 0)
    start = time.process_time()
    more = (everything(ground, triggers),)
    given = decided(ground, first, extra=more)
    yield line("with trigger lexicons", ground, given, before, time.process_time() - start)
    stacked = (kept["linear SVM"], kept["logistic regression"])
    given = decided(ground, first, extra=stacked)
    yield line("stack: ridge, SVM, logistic", ground, given, before, 0)


def main() -> None:
    """Print the table, each row when it is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", type=int, default=1, help="learn from every n-th text only")
    parser.add_argument("--only", default="", help="only those whose name holds this")
    given = parser.parse_args()
    rows: list[Row] = []
    with threadpool_limits(limits=1):
        for row in measured(given.part, given.only):
            rows.append(row)
            if len(rows) == 1:
                print(f"| {' | '.join(row)} |\n|{'---|' * len(row)}")
            print(f"| {' | '.join(row.values())} |", flush=True)


if __name__ == "__main__":
    main()
