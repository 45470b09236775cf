"""What closings tell of a unit's quarter and of months of it, held against each other."""

from collections.abc import Mapping
from dataclasses import replace

from surveys.results_figures import Figures
from surveys.results_held_months import QuarterOfMonths
from surveys.results_known import Key, Known
from surveys.rules.few_between import Answered
from surveys.rules.issued_rest import Issued


def issued_of(
    key: Key,
    known: Known,
    public: Figures | None,
    made: QuarterOfMonths,
    now: Mapping[Key, Answered],
) -> Issued:
    """What was told of a quarter and its months.

    public : what everybody sees beside the issued figure. A closed month that stands as it came is
    told so, too.
    """
    unit_id, quarter = key
    told = [each.answered for each in known.quarters.get(key, ())]
    if public is not None:
        told.append(public.answered)
    nothing = (0,) * len(made.whole)
    months = []
    for month in sorted(made.told, key=lambda each: each.number):
        series = [each.answered for each in known.months[unit_id, month]]
        if month not in made.held:
            series.append(now.get((unit_id, month), nothing))
        months.append(list(dict.fromkeys(series)))
    still_open = [
        now.get((unit_id, month), nothing) for month in quarter.months() if month not in made.told
    ]
    together = tuple(map(sum, zip(*still_open, strict=True))) if still_open else None
    return Issued(list(dict.fromkeys(told)), months, together)


def untold_months(issued: Mapping[Key, Issued], known: Known, smallest: int) -> frozenset[Key]:
    """The closed months of quarters that less them tell of few, whatever is hidden else.

    They were closed before such a pair was refused.
    """
    found = set()
    for (unit_id, quarter), each in issued.items():
        own = [key for month in quarter.months() if (key := (unit_id, month)) in known.months]
        series = [[figures.answered for figures in known.months[key]] for key in own]
        stored = replace(
            each,
            months=[some for told in series if (some := [n for n in told if n[0] >= smallest])],
            still_open=None,
        )
        if any(stored.gives_away(told, smallest) for told in stored.quarters):
            found |= set(own)
    return frozenset(found)
