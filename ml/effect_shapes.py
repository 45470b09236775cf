"""The shapes of invented provinces: what ml.effect_worlds can draw."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ml.panel import Panel

Selection = Literal["random", "index", "element", "complaints", "true level", "true state"]
POINTS = 25.0


@dataclass(frozen=True)
class World:
    """The shape of a province; spreads are standard deviations in index points.

    drift_memory : month to month; 1 is a walk that spreads by drift_sd in a year.
    unequal : spread of the logarithm of how restless units are.
    dip : points by which some units lie low for one half-year, coming back by themselves.
    effect_spread : spread of unit effects as a share of the mean effect.
    ramp_months : months until the effect is whole. lasting : whether it ends after a year.
    """

    units: int = 40
    months: int = 24
    responses: int = 30
    topics: int = 4
    trained_per_topic: int = 8
    effect_points: float = 0.0
    effect_spread: float = 0.0
    dose: Literal["constant", "share"] = "constant"
    whole_index: bool = False
    ramp_months: int = 0
    lasting: Literal["always", "year"] = "always"
    selection: Selection = "element"
    level_sd: float = 4.0
    element_sd: float = 3.0
    drift_sd: float = 1.0
    drift_memory: float = 0.85
    trend_sd: float = 0.0
    month_sd: float = 0.7
    agency_sd: float = 0.0
    half_year_sd: float = 0.0
    unequal: float = 0.0
    dip: float = 0.0
    day_sd: float = 5.0
    mood_sd: float = 11.0
    answer_sd: float = 14.0
    season: float = 1.5
    shock_sd: float = 1.0
    missing_share: float = 0.02

    @property
    def spread(self) -> float:
        """Spread of one latent answer around what a month expects, in scale steps."""
        return float(np.sqrt(self.mood_sd**2 + self.day_sd**2 + self.answer_sd**2)) / POINTS


@dataclass(frozen=True)
class Province:
    """What the portal would see, and the truth it cannot see.

    truth : by topic code and outcome, the average over the trained units of the change in months
        1 to 12 after the end; nan where nothing lies after.
    """

    panel: Panel
    truth: dict[tuple[str, str], float]
