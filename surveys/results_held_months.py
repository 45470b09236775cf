"""A unit's quarter some months of which are closed: it is its months laid together.

A closed month to which one to four sheets came since stands as it was told last. What the closed
months leave over of their quarter (the open ones, elements that few answered) is told with them
where it is nobody, or five and more; else the quarter is told as its closed months, and no more.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveys.results_counted import Counted
from surveys.results_figures import Figures
from surveys.results_masked import measures_of, told_counted
from surveys.rules.few_between import Answered, few_among, few_between, told_of
from surveys.rules.periods import Kind, Period
from surveys.rules.told_parts import Measures, masks_of


@dataclass(frozen=True)
class QuarterOfMonths:
    """A unit's quarter as the months that it is told as.

    whole : respondents and answers of all its months, with what stands for those that are held.
    held : the closed months that may not move yet, as they were told last. told : closed months.
    waits : whether the open months are too few to be told beside the closed ones.
    hidden : open months that are not told, though they are where no month is closed.
    """

    quarter: Period
    whole: Answered
    held: Mapping[Period, Figures]
    told: frozenset[Period]
    waits: bool
    hidden: frozenset[Period]

    @property
    def moves(self) -> bool:
        """Whether it stands as it came."""
        return not self.held and not self.waits

    @property
    def live(self) -> list[Period]:
        """The months in it that stand as they came."""
        months = self.told if self.waits else self.quarter.months()
        return [month for month in months if month not in self.held]

    def parts(
        self,
        smallest: int,
        of_closing: Callable[[Figures], Counted],
        live: Mapping[Period, Counted],
    ) -> list[Counted]:
        """The months that are told together; live : as they came, where anything did."""
        found = [of_closing(each) for each in self.held.values()]
        found += [live[month] for month in self.live if month in live]
        return [_told(each, smallest) for each in found] if self.waits else found


def quarter_of_months(
    quarter: Period,
    now: Mapping[Period, Answered],
    told: Mapping[Period, Sequence[Figures]],
    smallest: int,
) -> QuarterOfMonths:
    """A quarter of a unit.

    now : every month as it came. told : of each closed month what was told, the oldest first.
    """
    held = {
        month: series[-1]
        for month, series in told.items()
        if any(few_between(now[month], each.answered, smallest) for each in series)
    }
    stands = {**now, **{month: each.answered for month, each in held.items()}}
    whole = _together(stands.values())
    shown = [told_of(stands[month], smallest) for month in told]
    waits = bool(told) and few_among(_less(whole, _together(shown)), smallest)
    still_open = {month: now[month] for month in quarter.months() if month not in told}
    hidden: Iterable[Period] = ()
    if told:
        hidden = still_open if waits else _hidden(still_open, smallest)
    return QuarterOfMonths(quarter, whole, held, frozenset(told), waits, frozenset(hidden))


def _told(counted: Counted, smallest: int) -> Counted:
    n, *answers = measures_of(counted.counts)
    few = {place for place, each in enumerate(answers, 1) if n < smallest or each < smallest}
    return told_counted(counted, frozenset(few))


def _together(counts: Iterable[Answered]) -> Answered:
    return tuple(map(sum, zip(*counts, strict=True)))


def _less(whole: Answered, part: Answered) -> Answered:
    return tuple(a - b for a, b in zip(whole, part, strict=True))


def _hidden(still_open: Mapping[Period, Answered], smallest: int) -> set[Period]:
    """The open months that the others among them, and their sum, would give away."""
    table: dict[Period, Measures] = {
        month: (answered[0], *map(sum, zip(*[iter(answered[1:])] * 4, strict=True)))
        for month, answered in still_open.items()
        if answered[0]
    }
    by_day = {month.first_day: measures for month, measures in table.items()}
    masks = masks_of({0: by_day}, Kind.MONTH, smallest)
    return {month for month in table if masks.get(month.first_day, {}).get(0) != frozenset()}
