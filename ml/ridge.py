"""One ridge for all outputs, from what every two texts share, with scores out of fold.

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

PRECISION = 3e-4
"""The scores of a fold are solved for until no more than this share of an output is left."""

MOST_STEPS = 60
_AT_ONCE = 1024
_TINY = np.finfo(np.float32).tiny


def gram_of(rows: sparse.csr_matrix) -> Single:
    """(n, n) the lower triangle of what every two texts share, in columns; nothing above it."""
    n = rows.shape[0]
    gram = np.zeros((n, n), dtype=np.float32, order="F")
    for first in range(0, n, _AT_ONCE):
        last = min(first + _AT_ONCE, n)
        shared = rows[first:last] @ rows[:last].T.tocsr()
        gram[first:last, :last] = np.tril(shared.toarray(), k=first)
    return gram


def ridge_with_folds(gram: Single, wanted: FloatArray, fold: IntArray) -> tuple[Single, FloatArray]:
    """(n, K) dual weights of the ridge on all texts, and (n, K) scores by ridges without each fold.

    gram : (n, n), its lower triangle is read and used up; fold : (n,) rising. One Cholesky factor
    gives all: where C is the inverse of gram plus ridge, the scores of the texts S of a fold by a
    ridge that never saw them are wanted - (C_SS)^-1 dual_S, exactly (the block form of the
    leave-one-out formula). In the order of the folds only the rows from S on of the factor enter
    C_SS, so what lies before is given up fold by fold. The bias is a constant feature.
    """
    gram += CONSTANT
    gram[np.diag_indices_from(gram)] += RIDGE
    lower, failed = linalg.lapack.spotrf(gram, lower=1, overwrite_a=1, clean=1)
    if failed:
        raise linalg.LinAlgError(f"the texts' common measure fails at row {failed}")
    dual: Single = linalg.cho_solve((lower, True), wanted.astype(np.float32), check_finite=False)
    scores = np.zeros(wanted.shape)
    first = 0
    for size in np.unique(fold, return_counts=True)[1].tolist():
        mine = slice(first, first + size)
        scores[mine] = wanted[mine] - _without_fold(lower, dual[mine])
        lower = _rest_of(lower, size)
        first += size
    return dual, scores


def _without_fold(lower: Single, dual: Single) -> Single:
    """(m, K) the solution of C_SS x = dual, where S are the first m texts of the factor.

    By conjugate gradients, since C_SS is so even that a handful of steps are enough: half of
    the work of inverting the factor, for scores that are the same to about a thousandth.
    """
    found = np.zeros_like(dual, order="F")
    rest = dual.copy(order="F")
    way = rest.copy(order="F")
    size = (rest * rest).sum(axis=0)
    enough = np.maximum(size * PRECISION**2, _TINY)
    for _ in range(MOST_STEPS):
        image = _inverse_times(lower, way)
        step = size / np.maximum((way * image).sum(axis=0), _TINY)
        found += step * way
        rest -= step * image
        before, size = size, (rest * rest).sum(axis=0)
        if (size <= enough).all():
            break
        way = rest + size / np.maximum(before, _TINY) * way
    return found


def _inverse_times(lower: Single, vectors: Single) -> Single:
    """(m, K) the first m rows of the inverse of lower @ lower.T, times vectors on those rows."""
    padded = np.zeros((len(lower), vectors.shape[1]), np.float32, order="F")
    padded[: len(vectors)] = vectors
    half_way = linalg.blas.strsm(1.0, lower, padded, lower=1, overwrite_b=1)
    solved = linalg.blas.strsm(1.0, lower, half_way, lower=1, trans_a=1, overwrite_b=1)
    whole: Single = solved[: len(vectors)]
    return whole


def _rest_of(lower: Single, size: int) -> Single:
    """The factor without its first rows and columns, moved together in the same memory.

    BLAS through scipy copies what does not lie together, and the factor is the largest thing here.
    """
    n = len(lower) - size
    flat = lower.reshape(-1, order="F")
    for column in range(n):
        start = (size + column) * len(lower) + size
        flat[column * n : (column + 1) * n] = flat[start : start + n]
    return flat[: n * n].reshape((n, n), order="F")
