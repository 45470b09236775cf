"""What a panel says before a half-year: the same for every plan of it, so it can be kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from ml.learned_effects import Beliefs, learn
from ml.outlook import Outlook, look_ahead
from ml.panel import IntArray, Panel, month_of
from ml.plan_places import in_order

COMPARED_AT_MOST = 5_000_000
"""Units times months squared times topics held: some ten seconds of one core."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Studied:
    """Needs, effects and verdicts of a panel in the order of its codes.

    units, topics : for each place in `panel` the one in the panel that was given. verdicts : the
    word on every topic's index, by code.
    """

    panel: Panel
    units: IntArray
    topics: IntArray
    beliefs: Beliefs
    ahead: Outlook
    verdicts: Mapping[str, str]


def study(
    panel: Panel, starts: date, *, seed: int = 0, progress: Progress | None = None
) -> Studied:
    """Everything that plans of the half-year that begins on `starts` rest on."""
    tell = progress or (lambda _step, _share: None)
    ordered, units, topics = in_order(panel)
    tell("Membaca keluhan dan hasil pelatihan", 0.0)
    beliefs = learn(ordered, np.random.default_rng(seed))
    tell("Menghitung kebutuhan", 0.5)
    ahead = look_ahead(ordered, beliefs, month_of(starts))
    return Studied(ordered, units, topics, beliefs, ahead, measured_verdicts(ordered))


def measured_verdicts(panel: Panel) -> dict[str, str]:
    """The verdict on each topic's index, as the page of effects gives it, by code.

    Left aside where the comparison of all units would take minutes.
    """
    held = len({delivery.topic for delivery in panel.deliveries})
    if not held or len(panel.staff) * len(panel.months) ** 2 * held > COMPARED_AT_MOST:
        return {}
    # Loaded here, since most of what plans is done without.
    from ml.effect import estimate_effects

    return {each.topic_code: each.verdict for each in estimate_effects(panel, outcomes="index")}
