"""One ridge for all outputs, with scores out of fold, from the sparse rows of the texts alone.

Everything is in single precision and on one thread: the same texts give the same last bit.
"""

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy import linalg

from ml.features import FloatArray, IntArray

Single = NDArray[np.float32]
RIDGE = 1.2
CONSTANT = 4.0
"""The weight of the feature that all texts have: so large that the bias is hardly held back."""

PRECISION = 2e-2
"""A solution is sought until no more than this share of any output is left."""

MOST_STEPS = 60
DIRECTIONS = 400
"""So many of the strongest directions are solved for at once; without them it takes five times as
many steps."""
_AT_ONCE = 64

_TINY = np.finfo(np.float32).tiny


def ridge_with_folds(
    rows: sparse.csr_matrix, wanted: FloatArray, fold: IntArray
) -> tuple[Single, FloatArray]:
    """(n, K) dual weights of the ridge on all texts, and (n, K) scores by ridges without each fold.

    rows : (n, F) single precision; fold : (n,). The bias is a constant feature. By conjugate
    gradients for all outputs together: what every two texts share would be n times n numbers,
    seven hundred megabytes, and its factor twice the time.
    """
    outputs = wanted.astype(np.float32)
    strong = _strongest(rows)
    dual = _solved(rows, strong, outputs, np.zeros_like(outputs))
    scores = np.zeros(wanted.shape)
    for held in np.unique(fold):
        kept, mine = np.flatnonzero(fold != held), np.flatnonzero(fold == held)
        others = rows[kept]
        without = _solved(others, strong[kept], outputs[kept], dual[kept])
        scores[mine] = _shared(rows[mine], others, without)
    return dual, scores


def _shared(rows: sparse.csr_matrix, others: sparse.csr_matrix, dual: Single) -> Single:
    """(m, K) what texts share with others, the constant included, times the dual weights."""
    transposed = others.T.tocsr()
    shared = np.empty((rows.shape[0], dual.shape[1]), dtype=np.float32)
    for first in range(0, dual.shape[1], _AT_ONCE):
        some = np.ascontiguousarray(dual[:, first : first + _AT_ONCE])
        shared[:, first : first + _AT_ONCE] = rows @ (transposed @ some)
    shared += CONSTANT * dual.sum(axis=0)
    return shared


def _strongest(rows: sparse.csr_matrix) -> Single:
    """(n, R) B, so that B @ B.T is nearly what every two texts share.

    Nystroem's approximation from a random sketch that is sharpened once.
    """
    n = rows.shape[0]
    drawn = np.random.default_rng(0).standard_normal((n, min(DIRECTIONS, (n + 2) // 3)))
    sketch = _shared(rows, rows, drawn.astype(np.float32))
    sketch /= np.maximum(np.linalg.norm(sketch, axis=0), _TINY)
    basis, _ = linalg.qr(sketch, mode="economic", overwrite_a=True, check_finite=False)
    image = _shared(rows, rows, basis)
    core = basis.T @ image
    core = (core + core.T) / 2
    # Rounding may leave a direction without weight; a little of everything keeps the factor.
    core[np.diag_indices_from(core)] += 1e-5 * np.trace(core) / len(core)
    factor = linalg.cholesky(core, lower=True)
    found: Single = np.ascontiguousarray(linalg.solve_triangular(factor, image.T, lower=True).T)
    return found


def _solved(rows: sparse.csr_matrix, strong: Single, outputs: Single, start: Single) -> Single:
    """(n, K) the dual weights of the ridge on these rows, sought from a start on.

    strong : (n, R) of `_strongest`, by which the directions that all texts have in common are
    solved for at once; what is left is so even that a dozen steps are enough.
    """
    transposed = rows.T.tocsr()
    values, vectors = linalg.eigh((strong.T @ strong).astype(np.float64))
    values = np.maximum(values, 1e-6 * values[-1])
    direction = (strong @ (vectors / np.sqrt(values))).astype(np.float32)
    weight = (1.0 - (values[0] + RIDGE) / (values + RIDGE)).astype(np.float32)[:, None]

    def image_of(vector: Single) -> Single:
        image: Single = rows @ (transposed @ vector)
        image += CONSTANT * vector.sum(axis=0) + RIDGE * vector
        return image

    def eased(rest: Single) -> Single:
        easier: Single = rest - direction @ (weight * (direction.T @ rest))
        return easier

    found = start.copy()
    rest = outputs - image_of(found)
    way = eased(rest)
    size = (rest * way).sum(axis=0)
    enough = np.maximum((outputs * outputs).sum(axis=0) * PRECISION**2, _TINY)
    for _ in range(MOST_STEPS):
        image = image_of(way)
        step = size / np.maximum((way * image).sum(axis=0), _TINY)
        found += step * way
        rest -= step * image
        if ((rest * rest).sum(axis=0) <= enough).all():
            break
        better = eased(rest)
        before, size = size, (rest * better).sum(axis=0)
        way = better + size / np.maximum(before, _TINY) * way
    return found
