"""Which three of the nine elements the short questionnaire asks next at a counter.

The twelve blocks are the lines of the affine plane of order three: every element stands in four of
them, every two elements stand together in exactly one. So after each twelve respondents every
element was asked four times and every pair once, and elements can be compared as if all were asked.
"""

from collections.abc import Sequence

BLOCKS: tuple[tuple[int, int, int], ...] = (
    (0, 1, 2),
    (3, 4, 5),
    (6, 7, 8),
    (0, 3, 6),
    (1, 4, 7),
    (2, 5, 8),
    (0, 4, 8),
    (1, 5, 6),
    (2, 3, 7),
    (0, 5, 7),
    (1, 3, 8),
    (2, 4, 6),
)
"""Places of the elements in the questionnaire, from 0; three blocks in a row ask all nine."""


def next_block(answered: Sequence[int], first: int = 0) -> int:
    """The block to show: the one answered least so far, ties in order from `first` on.

    answered : how many respondents answered each of the twelve blocks. It follows what was sent,
    not what was shown: someone who reloads sees the same questions, and who never sends leaves no
    gap.
    """
    order = range(len(BLOCKS))
    return min(order, key=lambda block: (answered[block], (block - first) % len(BLOCKS)))
