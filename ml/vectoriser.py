"""From the features of a text to numbers, from plain arrays and without scikit-learn.

Exactly what scikit-learn's TfidfVectorizer does with the features that `ml.features` tells of
(sublinear counts, smooth idf, each block of unit length), for many texts at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ml.feature_tables import FeatureTable, counted
from ml.features import BLOCK_WEIGHTS, BLOCKS, FloatArray, IntArray
from ml.known_features import KnownFeatures
from ml.reading import Reading


class Cut(NamedTuple):
    """The features of n texts, one after the other. ends : (n + 1,) where those of each text end,
    zero first; rows : (m,) distinct in each text and rising; values : (m,)."""

    ends: IntArray
    rows: IntArray
    values: FloatArray


@dataclass
class Vectoriser:
    """Feature names and their idf, and the cut of texts into rows and values.

    vocabulary : per block, feature -> row of the weight matrix; rows are numbered over all blocks,
    in the order of BLOCKS. idf : (F,) the inverse document frequency of every row.
    """

    vocabulary: dict[str, dict[str, int]]
    idf: FloatArray

    def __post_init__(self) -> None:
        sizes = [len(self.vocabulary[block]) for block in BLOCKS]
        self._ends = np.cumsum(sizes)
        self._block_weight = np.array([BLOCK_WEIGHTS[block] for block in BLOCKS])
        self._known = KnownFeatures(FeatureTable(self.vocabulary))

    def transform(self, readings: Sequence[Reading]) -> Cut:
        """The features of texts; what is unknown is left out."""
        found = self._known.found(readings)
        return self.weighed(len(readings), found.owner, found.rows)

    def placed(self, readings: Sequence[Reading]) -> tuple[Cut, IntArray, IntArray]:
        """The same, with the tokens that each feature was read from.

        Returns also (p,) features, by their place among the rows, and (p,) the tokens of each,
        counted over all texts, as often as it was read there.
        """
        found = self._known.found(readings)
        keys = found.owner * len(self.idf) + found.rows
        cut = self.weighed(len(readings), found.owner, found.rows)
        owner = np.repeat(np.arange(len(readings)), np.diff(cut.ends))
        feature = np.searchsorted(owner * len(self.idf) + cut.rows, keys)
        two = found.first != found.second
        return (
            cut,
            np.concatenate((feature, feature[two])),
            np.concatenate((found.first, found.second[two])),
        )

    def weighed(self, n_texts: int, owner: IntArray, found: IntArray) -> Cut:
        """From (m,) rows as often as they stand in a text; owner : (m,) the text of each."""
        distinct, counts = counted(owner * len(self.idf) + found)
        owner, rows = np.divmod(distinct, max(len(self.idf), 1))
        values = (1.0 + np.log(counts)) * self.idf[rows]
        block = self._ends.searchsorted(rows, side="right")
        group = owner * len(BLOCKS) + block
        size = np.sqrt(np.bincount(group, values * values, minlength=n_texts * len(BLOCKS)))
        values *= self._block_weight[block] / size[group]
        return Cut(owner.searchsorted(np.arange(n_texts + 1)), rows, values)
