"""What one clause complains of outranks the praise beside it, where it is plain."""

import numpy as np

from ml.labels import POLARITIES
from ml.torn import Torn, with_blame

_COMPLAINT, _PRAISE = POLARITIES.index("complaint"), POLARITIES.index("praise")


def test_only_plain_blame_moves_a_text_from_praise_to_complaint() -> None:
    polarity = np.zeros((2, len(POLARITIES)))
    polarity[:, _PRAISE], polarity[:, _COMPLAINT] = 0.9, 0.1
    found = Torn(np.array([0.9, 0.9]), np.array([True, False]))
    ranked = with_blame(polarity, found)
    assert POLARITIES[ranked[0].argmax()] == "complaint"
    assert ranked[1].tolist() == polarity[1].tolist()


def test_what_is_moved_is_neither_lost_nor_made() -> None:
    polarity = np.full((1, len(POLARITIES)), 0.25)
    ranked = with_blame(polarity, Torn(np.array([1.0]), np.array([True])))
    assert ranked.sum() == 1.0
    assert ranked[0, _PRAISE] == 0.0
