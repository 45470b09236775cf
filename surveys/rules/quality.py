"""What looks odd about answers. A mark asks a person to look; none of them excludes anything.

All fours may be a citizen who is content, and many answers from one network a waiting room with a
public phone, so content alone never keeps an answer out of the figures. Each rule is a predicate on
plain values; its threshold is an argument with the default that the portal uses.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from surveys.rules.words import Words


class Mark(StrEnum):
    """Why a response or a group of responses was marked."""

    STRAIGHT_LINE = "straight_line"
    IDENTICAL = "identical"
    BURST = "burst"
    TOO_FAST = "too_fast"
    OLD_KEY = "old_key"
    OUTSIDE_HOURS = "outside_hours"
    SHARED_NETWORK = "shared_network"

    @property
    def words(self) -> Words:
        """What was noticed, for the person who looks into it."""
        return _WORDS[self]


_WORDS = {
    Mark.STRAIGHT_LINE: Words("Semua jawaban sama", "All answers are the same"),
    Mark.IDENTICAL: Words("Banyak lembar persis sama", "Many sheets are exactly alike"),
    Mark.BURST: Words("Banyak jawaban dalam waktu singkat", "Many answers in a short time"),
    Mark.TOO_FAST: Words("Diisi terlalu cepat", "Filled in too fast"),
    Mark.OLD_KEY: Words("Formulir dibuka lama sebelumnya", "The form was opened long before"),
    Mark.OUTSIDE_HOURS: Words("Dikirim di luar jam buka", "Sent outside opening hours"),
    Mark.SHARED_NETWORK: Words(
        "Banyak jawaban dari jaringan yang sama", "Many answers from the same network"
    ),
}

STRAIGHT_LINE_ANSWERS = 9
IDENTICAL_SHEETS = 10
BURST_RESPONSES = 12
BURST_WINDOW = timedelta(minutes=10)
SECONDS_PER_QUESTION = 1.0
OLD_KEY_AGE = timedelta(days=2)
NETWORK_RESPONSES = 10

Answers = Sequence[int | None]


def is_straight_line(answers: Answers, least: int = STRAIGHT_LINE_ANSWERS) -> bool:
    """Whether at least so many elements were answered, all with the same value."""
    given = [answer for answer in answers if answer is not None]
    return len(given) >= least and len(set(given)) == 1


def is_too_fast(
    opened: datetime, sent: datetime, answered: int, seconds: float = SECONDS_PER_QUESTION
) -> bool:
    """Whether fewer seconds passed than reading the answered questions takes.

    A form that was sent before it was opened (a wrong clock) is not fast, only odd.
    """
    passed = (sent - opened).total_seconds()
    return 0 <= passed < answered * seconds


def is_old_key(issued: datetime, sent: datetime, age: timedelta = OLD_KEY_AGE) -> bool:
    """Whether the form was opened longer ago than a phone without signal explains."""
    return sent - issued > age


def is_outside_hours(
    local: datetime,
    opens: time,
    closes: time,
    grace: timedelta = timedelta(hours=12),
    open_weekdays: frozenset[int] = frozenset(range(7)),
) -> bool:
    """Whether an answer came when nobody can have been served for `grace` before.

    local : the moment on the unit's own clock. Many answer at home in the evening, so what counts
    is the end of the last opening before it. Hours over midnight (opens > closes) are allowed.
    """
    for days_back in range(3):
        day = local.date() - timedelta(days=days_back)
        if day.weekday() not in open_weekdays:
            continue
        start = datetime.combine(day, opens, local.tzinfo)
        end_day = day + timedelta(days=1) if closes <= opens else day
        end = datetime.combine(end_day, closes, local.tzinfo)
        if start <= local <= end + grace:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Burst:
    """A stretch in which answers came closer together than the threshold allows."""

    first: datetime
    last: datetime
    responses: int


def bursts(
    moments: Iterable[datetime],
    most: int = BURST_RESPONSES,
    window: timedelta = BURST_WINDOW,
) -> tuple[Burst, ...]:
    """Stretches of one counter in which more than `most` answers came within a window.

    Overlapping stretches are one. A counter with several desks has its own `most`.
    """
    ordered = sorted(moments)
    found: list[tuple[int, int]] = []
    start = 0
    for end, moment in enumerate(ordered):
        while moment - ordered[start] >= window:
            start += 1
        if end - start + 1 <= most:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(Burst(ordered[a], ordered[b], b - a + 1) for a, b in found)


def identical_sheets(
    sheets: Iterable[Answers], least: int = IDENTICAL_SHEETS
) -> dict[tuple[int | None, ...], int]:
    """Sheets that came at least so often, with their number; straight lines are left to their mark.

    Meant for one counter and day; sheets with fewer than four answers agree by chance too easily.
    """
    counts = Counter(tuple(sheet) for sheet in sheets)
    return {
        sheet: count
        for sheet, count in counts.items()
        if count >= least and len(set(sheet) - {None}) > 1 and len(sheet) - sheet.count(None) >= 4
    }


def shared_networks(
    networks: Iterable[Hashable | None], most: int = NETWORK_RESPONSES
) -> frozenset[Hashable]:
    """Networks from which more than `most` answers came in one day; None is unknown and ignored.

    A network is a keyed digest that is thrown away with the day, never an address.
    """
    counts = Counter(network for network in networks if network is not None)
    return frozenset(network for network, count in counts.items() if count > most)
