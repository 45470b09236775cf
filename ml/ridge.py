"""One ridge for all outputs, with scores out of fold, from the sparse rows of the texts alone.

Everything is in single precision and on one thread: the same texts give the same last bit.
"""

from collections.abc import Callable

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy import linalg

from ml.features import FloatArray, IntArray

Single = NDArray[np.float32]
RIDGE = 1.2
CONSTANT = 4.0
"""The weight of the feature that all texts have: so large that the bias is hardly held back."""

PRECISION = 5e-2
"""A solution is sought until no more than this share of any output is left."""

MOST_STEPS = 60
_AT_ONCE = 32
"""So many outputs are multiplied at once: a row of them fills whole lines of the processor's
memory, and thirty take a third longer than thirty-two."""


def ridge_with_folds(
    rows: sparse.csr_matrix,
    wanted: FloatArray,
    fold: IntArray,
    rest: Callable[[], None],
    more: sparse.csr_matrix | None = None,
    fold_of_more: IntArray | None = None,
) -> tuple[Single, FloatArray]:
    """(n, K) dual weights of the ridge on all texts, and scores by ridges without each fold.

    rows : (n, F) single precision; fold : (n,); more : (m, F) rows that are scored without their
    fold (m,) and not learnt from; the scores are (n + m, K). rest is called after every step, a
    sixth of a second. The bias is a constant feature. By conjugate gradients for all outputs
    together: what every two texts share would be n times n numbers, two gigabytes.
    """
    outputs = wanted.astype(np.float32)
    dual = _solved(rows, outputs, np.zeros_like(outputs), rest)
    judged = rows if more is None else sparse.vstack([rows, more]).tocsr()
    fold_of = fold if fold_of_more is None else np.concatenate([fold, fold_of_more])
    scores = np.zeros((len(fold_of), wanted.shape[1]))
    for held in np.unique(fold):
        kept, mine = np.flatnonzero(fold != held), np.flatnonzero(fold_of == held)
        others = rows[kept]
        without = _solved(others, outputs[kept], dual[kept], rest)
        scores[mine] = judged[mine] @ (others.T @ without) + CONSTANT * without.sum(axis=0)
    return dual, scores


def _shared(rows: sparse.csr_matrix, rest: Callable[[], None]) -> Callable[[Single], Single]:
    """What multiplies (n, K) by what every two rows share, the constant included.

    Both products run through the features in order and reach for texts here and there: the few
    numbers of all texts stay in the processor's own memory, those of all features would not.
    """
    by_feature = rows.T.tocsr()
    by_text = by_feature.T

    def times(dual: Single) -> Single:
        shared = np.empty_like(dual)
        for first in range(0, dual.shape[1], _AT_ONCE):
            width = min(_AT_ONCE, dual.shape[1] - first)
            some = np.zeros((len(dual), _AT_ONCE), dtype=np.float32)
            some[:, :width] = dual[:, first : first + width]
            shared[:, first : first + width] = (by_text @ (by_feature @ some))[:, :width]
            rest()
        shared += CONSTANT * dual.sum(axis=0)
        return shared

    return times


def _solved(
    rows: sparse.csr_matrix, outputs: Single, start: Single, rest: Callable[[], None]
) -> Single:
    """(n, K) the dual weights of the ridge on these rows, sought from a start on.

    Block conjugate gradients (Dubrulle 2001, the QR form): each output is looked for in the
    directions of all outputs, since what they have in common is found once for all.
    """
    shared = _shared(rows, rest)

    def image_of(vector: Single) -> Single:
        image: Single = shared(vector) + RIDGE * vector
        return image

    found = start.copy()
    enough = PRECISION * np.linalg.norm(outputs, axis=0)
    # What is left of the outputs is always `basis @ left`, the basis having right angles.
    basis, left = _upright(outputs - image_of(found))
    way = basis
    for _ in range(MOST_STEPS):
        if (np.linalg.norm(left, axis=0) <= enough).all():
            break
        image = image_of(way)
        step = linalg.inv(way.T @ image)
        found += way @ (step @ left)
        basis, turned = _upright(basis - image @ step)
        left = turned @ left
        way = basis + way @ turned.T
    return found


def _upright(vectors: Single) -> tuple[Single, Single]:
    """(n, R) directions at right angles, and (R, K) how much of each is in the vectors (n, K)."""
    directions, share = linalg.qr(vectors, mode="economic", check_finite=False)
    return directions, share
