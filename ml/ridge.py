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

PRECISION = 6e-2
"""A solution is sought until no more than this share of any output is left."""

MOST_STEPS = 60
DIRECTIONS = 256
"""So many of the strongest directions are solved for at once; without them it takes five times as
many steps."""
_AT_ONCE = 64

_TINY = np.finfo(np.float32).tiny


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
    together: what every two texts share would be n times n numbers, seven hundred megabytes, and
    its factor twice the time.
    """
    outputs = wanted.astype(np.float32)
    strong = _strongest(rows, rest)
    dual = _solved(rows, strong, outputs, np.zeros_like(outputs), rest)
    judged = rows if more is None else sparse.vstack([rows, more]).tocsr()
    fold_of = fold if fold_of_more is None else np.concatenate([fold, fold_of_more])
    scores = np.zeros((len(fold_of), wanted.shape[1]))
    for held in np.unique(fold):
        kept, mine = np.flatnonzero(fold != held), np.flatnonzero(fold_of == held)
        others = rows[kept]
        without = _solved(others, strong[kept], outputs[kept], dual[kept], rest)
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
            some = np.ascontiguousarray(dual[:, first : first + _AT_ONCE])
            shared[:, first : first + _AT_ONCE] = by_text @ (by_feature @ some)
            rest()
        shared += CONSTANT * dual.sum(axis=0)
        return shared

    return times


def _strongest(rows: sparse.csr_matrix, rest: Callable[[], None]) -> Single:
    """(n, R) B, so that B @ B.T is nearly what every two texts share.

    Nystroem's approximation from a random sketch that is sharpened once.
    """
    n = rows.shape[0]
    shared = _shared(rows, rest)
    drawn = np.random.default_rng(0).standard_normal((n, min(DIRECTIONS, (n + 2) // 3)))
    sketch = shared(drawn.astype(np.float32))
    sketch /= np.maximum(np.linalg.norm(sketch, axis=0), _TINY)
    basis, _ = linalg.qr(sketch, mode="economic", overwrite_a=True, check_finite=False)
    rest()
    image = shared(np.ascontiguousarray(basis))
    core = basis.T @ image
    core = (core + core.T) / 2
    # Rounding may leave a direction without weight; a little of everything keeps the factor.
    core[np.diag_indices_from(core)] += 1e-5 * np.trace(core) / len(core)
    factor = linalg.cholesky(core, lower=True)
    found: Single = np.ascontiguousarray(linalg.solve_triangular(factor, image.T, lower=True).T)
    return found


def _solved(
    rows: sparse.csr_matrix,
    strong: Single,
    outputs: Single,
    start: Single,
    rest: Callable[[], None],
) -> Single:
    """(n, K) the dual weights of the ridge on these rows, sought from a start on.

    strong : (n, R) of `_strongest`, by which the directions that all texts have in common are
    solved for at once; what is left is so even that a dozen steps are enough.
    """
    shared = _shared(rows, rest)
    values, vectors = linalg.eigh((strong.T @ strong).astype(np.float64))
    values = np.maximum(values, 1e-6 * values[-1])
    direction = (strong @ (vectors / np.sqrt(values))).astype(np.float32)
    weight = (1.0 - (values[0] + RIDGE) / (values + RIDGE)).astype(np.float32)[:, None]

    def image_of(vector: Single) -> Single:
        image: Single = shared(vector) + RIDGE * vector
        return image

    def eased(left: Single) -> Single:
        easier: Single = left - direction @ (weight * (direction.T @ left))
        return easier

    found = start.copy()
    left = outputs - image_of(found)
    way = eased(left)
    size = (left * way).sum(axis=0)
    enough = np.maximum((outputs * outputs).sum(axis=0) * PRECISION**2, _TINY)
    for _ in range(MOST_STEPS):
        image = image_of(way)
        step = size / np.maximum((way * image).sum(axis=0), _TINY)
        found += step * way
        left -= step * image
        if ((left * left).sum(axis=0) <= enough).all():
            break
        better = eased(left)
        before, size = size, (left * better).sum(axis=0)
        way = better + size / np.maximum(before, _TINY) * way
    return found
