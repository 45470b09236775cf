"""Lots between units in equal need, so that the next effect has a fair comparison."""

from hashlib import blake2b

import numpy as np

from ml.outlook import Outlook
from ml.panel import FloatArray, IntArray, Panel
from ml.plan import ChosenBy
from ml.plan_rules import Rules

LOT_WIDTH = 0.03
LOT_COST = 0.002
"""Lots may cost no more than this share of a plan's worth."""


def draw_lots(
    panel: Panel,
    ahead: Outlook,
    rules: Rules,
    seats: IntArray,
    chosen_by: dict[tuple[int, int], ChosenBy],
    rates: FloatArray,
    seed: int,
) -> tuple[dict[tuple[int, int], int], float]:
    """Where a unit left out has as good a claim to the same training, a lot decides; changes seats
    and chosen_by.

    The unit that lost is the fair comparison by which the training is judged later.
    """
    drawn: dict[tuple[int, int], int] = {}
    seat_cost = np.array([topic.cost_per_seat_rupiah for topic in panel.topics], dtype=np.int64)
    may_lose = LOT_COST * float((ahead.value * seats / panel.staff[:, None]).sum())
    lost = 0.0
    lines = [place for place, why in chosen_by.items() if why == "gain"]
    for unit, topic in sorted(lines, key=lambda place: (rates[place], place)):
        if seats[unit, topic] != panel.staff[unit] or (seats[unit] > 0).sum() != 1:
            continue
        near = np.abs(rates[:, topic] / rates[unit, topic] - 1) <= LOT_WIDTH
        idle = ~(seats > 0).any(axis=1) & ahead.known
        idle[[other for pair in drawn.items() for other in (pair[0][0], pair[1])]] = False
        slack = rules.budget - int((seats * seat_cost).sum())
        fits = panel.staff * seat_cost[topic] <= seats[unit, topic] * seat_cost[topic] + slack
        if rules.max_seats is not None:
            fits &= panel.staff <= seats[unit, topic] + rules.max_seats - int(seats.sum())
        loss = ahead.value[unit, topic] - ahead.value[:, topic]
        rivals = np.flatnonzero(near & idle & fits & (lost + loss <= may_lose))
        if not len(rivals):
            continue
        rival = int(rivals[np.argmin(np.abs(rates[rivals, topic] - rates[unit, topic]))])
        if _coin(seed, panel.unit_codes[unit], panel.unit_codes[rival], panel.topics[topic].code):
            seats[unit, topic], seats[rival, topic] = 0, panel.staff[rival]
            del chosen_by[unit, topic]
            chosen_by[rival, topic], drawn[rival, topic] = "lot", unit
            lost += float(loss[rival])
        else:
            chosen_by[unit, topic], drawn[unit, topic] = "lot", rival
    return drawn, lost


def _coin(seed: int, *codes: str) -> bool:
    """A lot that anyone can draw again from the seed and the codes."""
    return bool(blake2b("|".join([str(seed), *codes]).encode(), digest_size=1).digest()[0] & 1)
