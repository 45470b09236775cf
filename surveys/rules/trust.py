"""What is odd about the answers of one counter and period, taken together: the trust note.

Each sign is a count beside the number of answers it was looked for in. It is worth a look only from
a threshold on, chosen so that honest waiting rooms seldom reach it; docs/trust.md has the measured
false alarms. A sign asks a person to look; none of them excludes an answer.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from surveys.rules.quality import Answers, bursts, identical_sheets, is_outside_hours

SENT_BY_PHONE = frozenset({"qr", "slip"})
"""Channels whose moment is that of the citizen: a tablet without network sends a night at once."""
TYPED_IN = frozenset({"paper", "api"})
"""Channels whose moment is that of an officer or of another system."""

ASSUMED_HOURS = (7, 17)
"""Taken where the hours of a counter are not registered."""
EVENING = timedelta(hours=6)
"""How long after closing an answer from home is nothing odd."""
WHOLE_SHEET = 9


class Sign(StrEnum):
    """What was looked for."""

    BURST = "burst"
    BUSY_DAY = "busy_day"
    IDENTICAL = "identical"
    STRAIGHT_LINE = "straight_line"
    OUTSIDE_HOURS = "outside_hours"
    SHARED_NETWORK = "shared_network"
    TOO_FAST = "too_fast"
    ODD_KEY = "odd_key"
    OLD_KEY = "old_key"


class Threshold(NamedTuple):
    """From when on a sign is worth a look: so many answers, and this share of those looked at."""

    least: int
    share: float


THRESHOLDS: dict[Sign, Threshold] = {
    Sign.BURST: Threshold(16, 0.0),
    Sign.BUSY_DAY: Threshold(25, 0.0),
    Sign.IDENTICAL: Threshold(10, 0.0),
    Sign.STRAIGHT_LINE: Threshold(20, 0.6),
    Sign.OUTSIDE_HOURS: Threshold(5, 0.1),
    Sign.SHARED_NETWORK: Threshold(10, 0.3),
    Sign.TOO_FAST: Threshold(5, 0.1),
    Sign.ODD_KEY: Threshold(5, 0.1),
    Sign.OLD_KEY: Threshold(5, 0.1),
}
FEWEST_TO_JUDGE = max(threshold.least for threshold in THRESHOLDS.values())
"""With fewer answers some sign could not show at all, so their silence proves nothing."""
BUSY_TIMES_MEDIAN = 5
"""A day is far above the others from so many times the middle one of the counter's days."""
BUSY_WHILE_OPEN = 60
"""So many in one day are remarkable although the counter was open: a room is soon full."""


class Sheet(NamedTuple):
    """One answer as the signs see it; `moment` on the unit's own clock."""

    moment: datetime
    scores: Answers
    channel: str
    shared_network: bool = False
    too_fast: bool = False
    odd_key: bool = False
    old_key: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A sign at a counter: in how many answers, of how many looked at, and where it is seen best.

    first, last : the largest burst, or the day of a crowd or of copies; None for the other signs.
    """

    sign: Sign
    count: int
    of: int
    first: datetime | None = None
    last: datetime | None = None

    @property
    def worth_a_look(self) -> bool:
        """Whether the threshold of the sign is reached."""
        least, share = THRESHOLDS[self.sign]
        return self.count >= least and self.count >= share * self.of


def findings(sheets: Sequence[Sheet], hours: tuple[int, int] | None = None) -> tuple[Finding, ...]:
    """Every sign of one counter and period, in the order of Sign.

    hours : when the counter opens and closes, in whole hours; None where nobody registered it.
    """
    by_phone = [sheet for sheet in sheets if sheet.channel in SENT_BY_PHONE]
    timed = [sheet for sheet in sheets if sheet.channel not in TYPED_IN]
    known = hours or ASSUMED_HOURS
    late = sum(_is_late(sheet.moment, known) for sheet in by_phone)
    return (
        _burst(by_phone),
        _busy_day(by_phone, known),
        _identical(sheets),
        _straight(sheets),
        Finding(Sign.OUTSIDE_HOURS, late, len(by_phone)),
        Finding(Sign.SHARED_NETWORK, sum(s.shared_network for s in by_phone), len(by_phone)),
        Finding(Sign.TOO_FAST, sum(sheet.too_fast for sheet in timed), len(timed)),
        Finding(Sign.ODD_KEY, sum(sheet.odd_key for sheet in timed), len(timed)),
        Finding(Sign.OLD_KEY, sum(sheet.old_key for sheet in timed), len(timed)),
    )


def _is_open(moment: datetime, hours: tuple[int, int]) -> bool:
    opens, closes = hours
    if opens < closes:
        return opens <= moment.hour < closes
    return moment.hour >= opens or moment.hour < closes


def _is_late(moment: datetime, hours: tuple[int, int]) -> bool:
    # Most answers come while it is open, and those need no calendar.
    if _is_open(moment, hours):
        return False
    opens, closes = (time(hour % 24) for hour in hours)
    return is_outside_hours(moment, opens, closes, grace=EVENING)


def _burst(sheets: Sequence[Sheet]) -> Finding:
    """The largest stretch in which answers came faster than a counter serves."""
    found = bursts((sheet.moment for sheet in sheets), most=THRESHOLDS[Sign.BURST].least - 1)
    if not found:
        return Finding(Sign.BURST, 0, len(sheets))
    largest = max(found, key=lambda each: each.responses)
    return Finding(Sign.BURST, largest.responses, len(sheets), largest.first, largest.last)


def _busy_day(sheets: Sequence[Sheet], hours: tuple[int, int]) -> Finding:
    """The day with by far the most answers, as a photographed poster in a chat group makes one.

    While the counter is open they may all have stood in its room; in the evening they did not.
    """
    days = Counter(sheet.moment.date() for sheet in sheets)
    nothing = Finding(Sign.BUSY_DAY, 0, len(sheets))
    if not days:
        return nothing
    busiest: date = max(days, key=lambda day: (days[day], day))
    moments = [sheet.moment for sheet in sheets if sheet.moment.date() == busiest]
    usual = median([count for day, count in days.items() if day != busiest] or [0])
    if len(moments) < BUSY_TIMES_MEDIAN * max(usual, 1):
        return nothing
    in_the_room = sum(_is_open(moment, hours) for moment in moments)
    if len(moments) < BUSY_WHILE_OPEN and 2 * in_the_room > len(moments):
        return nothing
    return Finding(Sign.BUSY_DAY, len(moments), len(sheets), min(moments), max(moments))


def _identical(sheets: Sequence[Sheet]) -> Finding:
    """The mixed sheet that was handed in most often, all in one day."""
    by_day: dict[date, list[Sheet]] = {}
    for sheet in sheets:
        by_day.setdefault(sheet.moment.date(), []).append(sheet)
    best = Finding(Sign.IDENTICAL, 0, len(sheets))
    for part in by_day.values():
        if len(part) < THRESHOLDS[Sign.IDENTICAL].least:
            continue
        copies = identical_sheets(sheet.scores for sheet in part)
        most = max(copies.values(), default=0)
        if most > best.count:
            moments = [sheet.moment for sheet in part]
            best = Finding(Sign.IDENTICAL, most, len(sheets), min(moments), max(moments))
    return best


def _straight(sheets: Sequence[Sheet]) -> Finding:
    """Whole sheets with one answer throughout; a short or broken-off sheet says nothing."""
    whole = [tuple(sheet.scores) for sheet in sheets if None not in sheet.scores]
    straight = sum(scores == scores[:1] * WHOLE_SHEET for scores in whole)
    return Finding(Sign.STRAIGHT_LINE, straight, len(whole))
