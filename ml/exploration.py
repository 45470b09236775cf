"""What it is worth to learn how well a topic works, before the plans that follow are made.

The value of a sample of information (the knowledge gradient of Frazier, Powell and Dayanik 2008,
one topic at a time
at the price that a rupiah is expected to have): a topic that may be strong is worth trying even
where its mean is
small, once; trying it a second time in the same half-year teaches less.
"""

import numpy as np

from ml.panel import FloatArray
from ml.programme import Learning

PLANS_AHEAD = 3.0
INFORMATION = np.array([0.0, 3.0, 8.0, 20.0, 50.0, 120.0, 300.0])
"""Inverse variance of the measured strength: 20 is a standard error of 0.22, 300 of 0.06."""
DRAWS = 120


def worth_of_learning(
    strength: FloatArray,
    reach: FloatArray,
    cost: FloatArray,
    budget: int,
    max_per_unit: int,
    information: FloatArray,
) -> Learning:
    """How much better the next plans become by what this one teaches.

    strength : (S, K) draws of what is believed; reach : (U, K) gain of a full training of strength
    1.
    cost : (U, K) rupiah of a full training; information : (U, K) that a full training brings.
    """
    drawn = np.maximum(strength[np.linspace(0, len(strength) - 1, DRAWS).astype(int)], 0.0)
    price = _expected_price(drawn[:: max(1, DRAWS // 24)], reach, cost, budget, max_per_unit)
    steps = tuple(
        _steps(drawn[:, k], reach[:, k], cost[:, k], price) for k in range(drawn.shape[1])
    )
    return Learning(information, steps)


def _expected_price(
    drawn: FloatArray, reach: FloatArray, cost: FloatArray, budget: int, max_per_unit: int
) -> float:
    """Gain of the last rupiah once effects are known: the mean over what they may turn out to
    be."""
    return float(
        np.mean([last_rupiah(reach * strength, cost, budget, max_per_unit) for strength in drawn])
    )


def last_rupiah(gain: FloatArray, cost: FloatArray, budget: int, max_per_unit: int = 2) -> float:
    """Gain per rupiah (U, K) of the last full training that the budget still pays for."""
    rate = gain / cost
    if rate.shape[1] > max_per_unit:
        least = -np.partition(-rate, max_per_unit - 1, axis=1)[:, max_per_unit - 1]
        rate = np.where(rate >= least[:, None], rate, 0.0)
    order = np.argsort(-rate, axis=None)
    spent = np.cumsum(cost.reshape(-1)[order])
    last = min(int(np.searchsorted(spent, budget)), len(order) - 1)
    return float(rate.reshape(-1)[order[last]])


def _steps(
    drawn: FloatArray, reach: FloatArray, cost: FloatArray, price: float
) -> tuple[tuple[float, float], ...]:
    """Concave pieces of the worth of information on one topic."""
    grid = np.linspace(0.0, 1.0, 101)
    best = np.maximum(grid[:, None] * reach - price * cost, 0.0).sum(axis=1)
    noise = np.linspace(-2.0, 2.0, 9)
    weight_of_noise = np.exp(-0.5 * noise**2)
    weight_of_noise /= weight_of_noise.sum()
    worth = [float(np.interp(drawn.mean(), grid, best))]
    for information in INFORMATION[1:]:
        seen = drawn[:, None] + noise / np.sqrt(information)
        # The posterior mean after each possible measurement, by weighing the draws.
        likely = np.exp(-0.5 * information * (seen[:, :, None] - drawn) ** 2)
        mean = (likely @ drawn) / likely.sum(axis=2)
        worth.append(float((np.interp(mean, grid, best) @ weight_of_noise).mean()))
    gain = np.maximum.accumulate(np.maximum(np.array(worth) - worth[0], 0.0)) * PLANS_AHEAD
    return _concave(INFORMATION, gain)


def _concave(at: FloatArray, worth: FloatArray) -> tuple[tuple[float, float], ...]:
    """Widths and slopes of the least concave curve above these points."""
    pieces = []
    i = 0
    while i < len(at) - 1:
        slopes = (worth[i + 1 :] - worth[i]) / (at[i + 1 :] - at[i])
        j = i + 1 + int(np.argmax(slopes))
        if slopes.max() <= 1e-12:
            break
        pieces.append((float(at[j] - at[i]), float(slopes.max())))
        i = j
    return tuple(pieces)
