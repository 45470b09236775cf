"""What an issued quarter leaves over after its closed months: whoever holds both can work it out.

Each closed month may have been told more than once, so every telling of it is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from operator import sub

from surveys.rules.few_between import Answered, few_among, few_between, told_of

MONTHS = 3
"""In a quarter."""


@dataclass(frozen=True)
class Issued:
    """What is told of a unit's quarter for good.

    quarters : its own figures, as often as they were told. months : of each closed month the same.
    still_open : the open months together as they came; None where every month is closed.
    """

    quarters: Sequence[Answered]
    months: Sequence[Sequence[Answered]]
    still_open: Answered | None

    def gives_away(self, quarter: Answered, smallest: int) -> bool:
        """Whether a figure of the quarter less its closed months would be a few people's answers.

        Or, of the open months, lie a few apart from what came there by now.
        """
        if not self.months:
            return False
        here = None if self.still_open is None else told_of(self.still_open, smallest)
        for some in product(*self.months):
            parts = [told_of(each, smallest) for each in some]
            whole = told_of(quarter, smallest)
            left = tuple(n - sum(more) for n, *more in zip(whole, *parts, strict=True))
            if few_among(left, smallest):
                return True
            if here is not None and few_between(left, here, smallest):
                return True
        return False

    def with_month(self, answered: Answered) -> "Issued":
        """The same once another month is closed as it came."""
        left = None
        if self.still_open is not None and len(self.months) + 1 < MONTHS:
            left = tuple(map(sub, self.still_open, answered))
        return Issued(self.quarters, [*self.months, [answered]], left)

    def is_near(self, quarter: Answered, smallest: int) -> bool:
        """Whether a figure of the quarter may not be told beside what was told for good."""
        if any(few_between(quarter, told, smallest) for told in self.quarters):
            return True
        return self.gives_away(quarter, smallest)
