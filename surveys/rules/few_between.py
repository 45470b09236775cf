"""Whether two figures of one place lie so near each other that a few people answered between them.

Answered is one number of respondents, then of each element how often 1, 2, 3, 4 was answered.
"""

from collections.abc import Iterator

Answered = tuple[int, ...]


def few_between(now: Answered, told: Answered, smallest: int) -> bool:
    """Whether respondents, or answers to an element, differ by one to four (below the smallest).

    Where as many came as went, somebody's answers lie between all the same.
    """
    if now == told or smallest < 2:
        return False
    apart = [abs(now[0] - told[0])]
    for mine, theirs in zip(_elements(now), _elements(told), strict=True):
        if mine != theirs:
            apart.append(abs(sum(mine) - sum(theirs)))
    return any(n < smallest for n in apart)


def few_among(left: Answered, smallest: int) -> bool:
    """Whether what is left over is one to four respondents, or answers to an element.

    Below zero are answers that a figure holds which was taken away from one without them.
    """
    return any(any(each) and abs(sum(each)) < smallest for each in ((left[0],), *_elements(left)))


def told_of(answered: Answered, smallest: int) -> Answered:
    """The same as if nobody had answered what one to four did; nothing of one to four sheets."""
    if answered[0] < smallest:
        return (0,) * len(answered)
    left = [answered[0]]
    for each in _elements(answered):
        left += each if sum(each) >= smallest else (0,) * 4
    return tuple(left)


def _elements(answered: Answered) -> Iterator[Answered]:
    return (answered[start : start + 4] for start in range(1, len(answered), 4))
