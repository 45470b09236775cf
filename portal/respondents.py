"""Who answered before and after a training, trained units beside the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ml.panel import FloatArray, Panel, month_of
from portal.evidence import Gathered
from surveys.respondents_mix import KINDS, Mix

MONTHS = 12
FEWEST = 10


@dataclass(frozen=True)
class WhoAnswered:
    """A share of the respondents (or answers a unit and month), before and after, here and there.

    key : "rate", or ("channel" | "sex" | "schooled", kind).
    """

    key: tuple[str, str]
    trained: tuple[float, float]
    others: tuple[float, float]

    @property
    def moved_size(self) -> float:
        """How far a share moved in trained units beyond what moved elsewhere; 0 for the rate."""
        if self.key[0] == "rate":
            return 0.0
        return abs((self.trained[1] - self.trained[0]) - (self.others[1] - self.others[0]))


def mix_array(gathered: Gathered, mix: Mix) -> FloatArray:
    """(U, M, C) respondents of each kind on the axes of the panel."""
    panel = gathered.panel
    made = np.zeros((len(gathered.units), len(panel.months), len(KINDS)))
    place = {unit.unit_id: number for number, unit in enumerate(gathered.units)}
    for unit_id, month, kind, many in mix:
        at = month - panel.months[0]
        if unit_id in place and 0 <= at < len(panel.months):
            made[place[unit_id], at, kind] += many
    return made


def who_answered(
    panel: Panel, mix: FloatArray, topic: int, cycle: tuple[date, date] | None
) -> tuple[WhoAnswered, ...]:
    """Rate, channels and attributes a year before and after; empty where too few answered."""
    held = [
        d
        for d in panel.deliveries
        if d.topic == topic and (cycle is None or cycle[0] <= d.start <= cycle[1])
    ]
    before, after = np.zeros(mix.shape[:2]), np.zeros(mix.shape[:2])
    axis = np.array(panel.months)
    for d in held:
        begin, end = month_of(d.start), month_of(d.end) + 1
        before[d.unit] += (axis >= begin - MONTHS) & (axis < begin)
        after[d.unit] += (axis > end) & (axis <= end + MONTHS)
    before, after = np.minimum(before, 1), np.minimum(after, 1)
    trained = before.any(axis=1) | after.any(axis=1)
    sides = []
    for units, own in ((trained, True), (~trained, False)):
        pair = []
        for months in (before, after):
            # The others are looked at in the months in which a trained unit is.
            mask = months[units] if own else np.tile(months.max(axis=0), (int(units.sum()), 1))
            pair.append(((mix[units] * mask[..., None]).sum(axis=(0, 1)), float(mask.sum())))
        sides.append(pair)
    if min(counts.sum() for pair in sides for counts, _ in pair) < FEWEST:
        return ()
    return tuple(_lines(sides))


def _lines(sides: Sequence[Sequence[tuple[FloatArray, float]]]) -> list[WhoAnswered]:
    def shown(key: tuple[str, str], value: list[list[float]]) -> WhoAnswered:
        return WhoAnswered(key, (value[0][0], value[0][1]), (value[1][0], value[1][1]))

    rates = [[float(counts.sum()) / max(months, 1) for counts, months in pair] for pair in sides]
    lines = [shown(("rate", ""), rates)]
    for place, name in ((0, "channel"), (1, "sex"), (2, "schooled")):
        for kind in dict.fromkeys(each[place] for each in KINDS):
            at = [n for n, each in enumerate(KINDS) if each[place] == kind]
            shares = [
                [float(counts[at].sum() / counts.sum()) for counts, _ in pair] for pair in sides
            ]
            if any(value > 0 for pair in shares for value in pair):
                lines.append(shown((name, kind), shares))
    return lines
