"""How strong each topic is, drawn from its evidence and from what is usual among topics.

Gibbs sampling on a grid, many chains side by side: a topic does nothing at all, or removes
something around what is usual among topics and among those that address the same label.
"""

from collections.abc import Mapping

import numpy as np
from scipy.special import gamma

from ml.need import NEEDS
from ml.panel import FloatArray, IntArray

TRAINABLE_SHARE: Mapping[str, float] = {
    "competence": 1.0,
    "conduct": 0.9,
    "complaint_handling": 0.7,
    "procedure": 0.3,
    "time": 0.3,
    "product": 0.3,
    "digital": 0.2,
    "requirements": 0.1,
}
"""How far training can fix a problem of a label, by judgement; only where the learning begins."""

CHAINS = 48
BURN_IN = 14
KEPT = 14
GRID = np.linspace(-0.2, 1.0, 61)
SCALES = np.array([0.12, 0.18, 0.25, 0.35])
SPIKES = np.array([0.15, 0.4, 0.7])
LEANS = np.exp(np.linspace(-1.5, 1.5, 9))
LEAN_POWER = 0.5
LEAN_SPREAD = 0.5
SLAB_SHAPE = 1.3


def draw_strengths(
    information: FloatArray, score: FloatArray, addressed: FloatArray, rng: np.random.Generator
) -> FloatArray:
    """(S, K) draws of the strength of each topic from its evidence and what is usual among
    topics."""
    chains = _Chains(addressed, rng)
    kept = []
    for sweep in range(BURN_IN + KEPT):
        chains.draw_strengths(information, score)
        chains.draw_usual()
        if sweep >= BURN_IN:
            kept.append(GRID[chains.theta])
    return np.concatenate(kept)


class _Chains:
    """Chains side by side: each topic's strength, and what is usual among topics and labels.

    theta : (C, K) places on GRID; scale, spike : (C,) places in SCALES and SPIKES; lean : (C, N)
    places in LEANS.
    """

    def __init__(self, addressed: FloatArray, rng: np.random.Generator) -> None:
        topics, needs = addressed.shape
        weights = np.array([TRAINABLE_SHARE[need] for need in NEEDS])
        centre = LEAN_POWER * np.log(weights / weights.mean())
        self.rng = rng
        self.lean_prior = -0.5 * ((np.log(LEANS) - centre[:, None]) / LEAN_SPREAD) ** 2
        self.share = addressed / np.maximum(addressed.sum(axis=1, keepdims=True), 1)
        self.concerned = [np.flatnonzero(addressed[:, n]) for n in range(needs)]
        self.free = np.flatnonzero(addressed.any(axis=1))
        self.theta = np.full((CHAINS, topics), int(np.abs(GRID).argmin()))
        self.scale = rng.integers(0, len(SCALES), CHAINS)
        self.spike = rng.integers(0, len(SPIKES), CHAINS)
        self.lean = np.tile(self.lean_prior.argmax(axis=1), (CHAINS, 1))

    def draw_strengths(self, information: FloatArray, score: FloatArray) -> None:
        """Each topic's strength given the others' and what is usual."""
        strength = GRID[self.theta]
        place = _place_of(SCALES[self.scale][:, None] * (LEANS[self.lean] @ self.share.T))
        for k in range(strength.shape[1]):
            pull = score[k] - strength @ information[k] + information[k, k] * strength[:, k]
            log_p = pull[:, None] * GRID - 0.5 * information[k, k] * GRID**2
            self.theta[:, k] = _pick(log_p + LOG_PRIOR[self.spike, place[:, k]], self.rng)
            strength[:, k] = GRID[self.theta[:, k]]

    def draw_usual(self) -> None:
        """What is usual among all topics, then among those that address one label."""
        theta, spike = self.theta[:, self.free], self.spike
        leaning = LEANS[self.lean] @ self.share[self.free].T
        places = _place_of(SCALES[:, None, None] * leaning)
        by_scale = LOG_PRIOR[spike[:, None], places, theta].sum(axis=2)
        self.scale = _pick(by_scale.T, self.rng)
        place = _place_of(SCALES[self.scale][:, None] * leaning)
        by_spike = LOG_PRIOR[np.arange(len(SPIKES))[:, None, None], place, theta].sum(axis=2)
        self.spike = spike = _pick(by_spike.T, self.rng)
        for n, concerned in enumerate(self.concerned):
            if not len(concerned):
                continue
            own = self.share[concerned, n]
            others = LEANS[self.lean] @ self.share[concerned].T
            others -= LEANS[self.lean[:, n]][:, None] * own
            mean = SCALES[self.scale][:, None, None] * (
                others[:, None] + LEANS[None, :, None] * own
            )
            at = LOG_PRIOR[spike[:, None, None], _place_of(mean), self.theta[:, None, concerned]]
            self.lean[:, n] = _pick(at.sum(axis=2) + self.lean_prior[n], self.rng)


def _log_prior(value: FloatArray, mean: FloatArray, spike: FloatArray) -> FloatArray:
    """Log density of a topic's strength: nothing at all, something around `mean`, or, rarely,
    harm."""
    rate = SLAB_SHAPE / mean
    positive = np.maximum(value, 0.005)
    slab = np.where(
        value > 0,
        rate * (rate * positive) ** (SLAB_SHAPE - 1) * np.exp(-rate * positive) / gamma(SLAB_SHAPE),
        0.0,
    )
    nothing = np.exp(-0.5 * (value / 0.015) ** 2) / (0.015 * np.sqrt(2 * np.pi))
    harm = np.where(value < 0, np.exp(value / 0.05) / 0.05, 0.0)
    return np.asarray(np.log((0.97 - spike) * slab + spike * nothing + 0.03 * harm + 1e-12))


LEAST_MEAN, MOST_MEAN, MEANS = 0.02, 0.8, 128
"""Means of a topic's strength that are told apart: 128 of them, each 3 % above the one before."""


def _place_of(mean: FloatArray) -> IntArray:
    """The row of LOG_PRIOR that stands for each mean."""
    step = np.log(MOST_MEAN / LEAST_MEAN) / (MEANS - 1)
    within = np.clip(mean, LEAST_MEAN, MOST_MEAN)
    return np.asarray(np.rint(np.log(within / LEAST_MEAN) / step), dtype=np.int64)


LOG_PRIOR = _log_prior(
    GRID, np.geomspace(LEAST_MEAN, MOST_MEAN, MEANS)[:, None], SPIKES[:, None, None]
)
"""(spikes, means, grid): looked up, since it is asked for a million times a plan."""


def _pick(log_p: FloatArray, rng: np.random.Generator) -> IntArray:
    """One column of each row, drawn with these log weights."""
    p = np.exp(log_p - log_p.max(axis=1, keepdims=True))
    total = p.cumsum(axis=1)
    drawn = rng.random((len(p), 1)) * total[:, -1:]
    return np.asarray((total < drawn).sum(axis=1), dtype=np.int64)
