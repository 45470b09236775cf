"""The features that stand in enough of the texts learnt from, and the texts cut into them.

The idf knows no label and is that of all the texts, so that the same rows serve every fold. Needs
scipy.
"""

from collections.abc import Callable, Sequence

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from ml.arrays import AT_ONCE
from ml.feature_tables import MOST_KEYS, EveryFeature, blocks_of, counted
from ml.features import BLOCKS, IntArray
from ml.known_features import Found, KnownFeatures
from ml.reading import Reading
from ml.vectoriser import Cut, Vectoriser

LEAST_TEXTS = {"word": 2, "char": 3, "mark": 3, "concept": 2, "pair": 3, "mixed": 3, "place": 3}
MOST_COMMON_LETTERS = 0.15
"""Letter groups in more than this share of the texts say nothing and cost most of the time."""


def no_rest() -> None:
    """What goes between two pieces of work where nobody else waits."""


def vectorised(
    texts: Sequence[Reading], rest: Callable[[], None] = no_rest
) -> tuple[sparse.csr_matrix, Vectoriser]:
    """(n, F) TF-IDF rows of the texts, and the vectoriser that cuts others the same way."""
    every = EveryFeature()
    features = KnownFeatures(every)
    found: list[Found] = []
    once = [np.empty(0, dtype=np.int64)]
    for some in _in_turn(texts):
        rest()
        found.append(features.found(some))
        once.append(counted(found[-1].owner * MOST_KEYS + found[-1].rows)[0] % MOST_KEYS)
    keys, frequency = counted(np.concatenate(once))
    rest()
    telling = _telling(keys, frequency, len(texts))
    keys, frequency = keys[telling], frequency[telling]
    vocabulary, order = _in_order(keys, every.names(keys))
    rest()
    idf = np.log((1 + len(texts)) / (1 + frequency[order])) + 1.0
    vectoriser = Vectoriser(vocabulary, idf)
    row_of = np.append(np.argsort(order), 0)
    keys = np.append(keys, MOST_KEYS)
    parts = [sparse.csr_matrix((0, len(idf)), dtype=np.float32)]
    for some, each in zip(_in_turn(texts), found, strict=True):
        places = keys.searchsorted(each.rows)
        known = np.flatnonzero(keys[places] == each.rows)
        cut = vectoriser.weighed(len(some), each.owner[known], row_of[places[known]])
        parts.append(_matrix(cut, len(idf)))
    return sparse.vstack(parts).tocsr(), vectoriser


def _in_turn(texts: Sequence[Reading]) -> list[Sequence[Reading]]:
    return [texts[first : first + AT_ONCE] for first in range(0, len(texts), AT_ONCE)]


def _in_order(keys: IntArray, names: list[str]) -> tuple[dict[str, dict[str, int]], IntArray]:
    """Per block feature -> row, by name; and (F,) the place of each row's key."""
    blocks = blocks_of(keys).tolist()
    order = sorted(range(len(names)), key=lambda place: (blocks[place], names[place]))
    vocabulary: dict[str, dict[str, int]] = {block: {} for block in BLOCKS}
    for row, place in enumerate(order):
        vocabulary[BLOCKS[blocks[place]]][names[place]] = row
    return vocabulary, np.array(order, dtype=np.int64)


def _telling(keys: IntArray, frequency: IntArray, n_texts: int) -> NDArray[np.bool_]:
    """Whether each feature stands in enough texts, and a letter group not in too many."""
    blocks = blocks_of(keys)
    least = np.array([LEAST_TEXTS[block] for block in BLOCKS])[blocks]
    letters = blocks == BLOCKS.index("char")
    common = letters & (frequency > MOST_COMMON_LETTERS * n_texts)
    telling: NDArray[np.bool_] = (frequency >= least) & ~common
    return telling


def cut_by(vectoriser: Vectoriser, texts: Sequence[Reading]) -> sparse.csr_matrix:
    """(n, F) rows in single precision of texts that the vectoriser was not made of."""
    width = len(vectoriser.idf)
    parts = [_matrix(vectoriser.transform(some), width) for some in _in_turn(texts)]
    return sparse.vstack([sparse.csr_matrix((0, width), dtype=np.float32), *parts]).tocsr()


def _matrix(cut: Cut, width: int) -> sparse.csr_matrix:
    """(n, F) in single precision."""
    shape = (len(cut.ends) - 1, width)
    return sparse.csr_matrix((cut.values.astype(np.float32), cut.rows, cut.ends), shape=shape)
