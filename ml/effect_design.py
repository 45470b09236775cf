"""One joint model of all units, months and trainings, and intervals that know how little is known.

A unit's month is the sum of: the month's own effect (season and shared shocks, unrestricted), the
unit's level, two slow drifts and a trend of its own, what one month's answers share, chance in the
answers, and what each training does. All but months and mean effects is random, with variances
estimated by penalised restricted likelihood; what a trained unit would have shown untrained is then
its best linear prediction from all untrained months, which also foresees how far a unit that was
picked for a bad half-year recovers by itself.
Sources: Patterson & Thompson 1971 (restricted likelihood); Henderson 1975 (prediction); Borusyak,
Jaravel & Spiess 2024 (imputation from untreated observations); Satterthwaite 1946 (degrees of
freedom).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.effect_exposure import Exposure, usable_months
from ml.effect_series import Series
from ml.panel import FloatArray, IntArray

BoolArray = NDArray[np.bool_]

PARTS = ("level", "short drift", "long drift", "trend", "month", "answers", "response")
LEVEL, ANSWERS, RESPONSE = 0, PARTS.index("answers"), PARTS.index("response")
SHORT_MEMORY, LONG_MEMORY = 0.6, 0.97
# Typical variances of all but "level" and "answers", as shares of what one response varies.
TYPICAL = np.array([0.0, 0.004, 0.004, 0.002, 0.003, 0.0, 0.003])
LATE_SD = 30.0


@dataclass(frozen=True)
class Design:
    """What the model is told; unusable months are masked in every array.

    value : (U, M) centred. usable : (U, M).
    columns : (U, M, K) how strongly each mean effect acts. acts : (L, M) the same per exposure.
    unit, column : (L,) where each exposure belongs.
    parts : (C, U, M, M) covariance shape of each random part, in the order of PARTS.
    fixed : (U, M, M) covariance that is not estimated. typical : (C,) expected variances.
    noise : (U, M) variance that independent answers of each unit's own rate would give.
    restless : (U,) by what a unit's level and drifts are wider than the common ones.
    """

    value: FloatArray
    usable: BoolArray
    columns: FloatArray
    acts: FloatArray
    unit: IntArray
    column: IntArray
    parts: FloatArray
    fixed: FloatArray
    typical: FloatArray
    noise: FloatArray
    restless: FloatArray


def build(
    series: Series, trained: tuple[Exposure, ...], n_topics: int, strength: FloatArray
) -> Design:
    """The design of one outcome; `strength` (L, M) scales each exposure (1, or a share of staff).

    Column k is topic k; column n_topics + k are its trainings outside the chosen cycle. Other
    programmes that are allowed for count as topics here.
    """
    usable = usable_months(series.observed, trained)
    units, months = usable.shape
    value = np.where(usable, series.value, 0.0)
    value = np.where(usable, value - value.sum() / max(1, usable.sum()), 0.0)
    unit = np.array([e.unit for e in trained], dtype=np.int64)
    column = np.array([e.topic + (0 if e.judged else n_topics) for e in trained], dtype=np.int64)
    active = np.array([e.active for e in trained], dtype=np.float64).reshape(-1, months)
    acts = active * strength * usable[unit]
    columns = np.zeros((units, 2 * n_topics, months))
    np.add.at(columns, (unit, column), acts)
    fixed = np.zeros((units, months, months))
    for e in trained:
        late = e.late & usable[e.unit]
        # Nobody knows whether the effect lasts beyond a year, so those months may lie anywhere.
        fixed[e.unit] += LATE_SD**2 * np.outer(late, late)
    if series.unsure is not None:
        fixed += series.unsure * (usable[:, :, None] & usable[:, None, :])
    fixed[:, np.arange(months), np.arange(months)] += ~usable
    typical = TYPICAL * _variance_of_one(series, usable)
    typical[LEVEL] = _variance_between(series, usable)
    typical[ANSWERS] = series.alike
    parts = _parts(series, usable, unit, acts)
    noise = np.where(usable, series.noise if series.own_noise is None else series.own_noise, 0.0)
    columns = columns.transpose(0, 2, 1).copy()
    restless = np.ones(units) if series.restless is None else series.restless
    return Design(
        value, usable, columns, acts, unit, column, parts, fixed, typical, noise, restless
    )


def _parts(series: Series, usable: BoolArray, unit: IntArray, acts: FloatArray) -> FloatArray:
    units, months = usable.shape
    time = np.arange(months)
    both = (usable[:, :, None] & usable[:, None, :]).astype(np.float64)
    parts = np.zeros((len(PARTS), units, months, months))
    for number, shape in enumerate(unit_shapes(months)):
        parts[number] = both * shape
    parts[ANSWERS][:, time, time] = np.where(usable, series.noise, 0.0)
    np.add.at(parts[RESPONSE], unit, acts[:, :, None] * acts[:, None, :])
    return parts


def unit_shapes(months: int) -> FloatArray:
    """(S, M, M) covariance of where a unit stands, in the order of PARTS up to "month"."""
    time = np.arange(months)
    lag = np.abs(time[:, None] - time)
    years = (time - (months - 1) / 2) / 12
    drifts = (SHORT_MEMORY**lag, LONG_MEMORY**lag)
    return np.array([np.ones_like(lag), *drifts, np.outer(years, years), lag == 0])


def _variance_of_one(series: Series, usable: BoolArray) -> float:
    """What one response varies, the measure of what counts as a small or a large drift."""
    single = (series.noise * series.responses)[usable]
    return series.alike * float(np.median(single)) if single.size else 1.0


def _variance_between(series: Series, usable: BoolArray) -> float:
    """Variance of the units' means."""
    weight = np.where(usable, series.responses, 0.0)
    seen = weight.sum(axis=1) > 0
    if seen.sum() < 2:
        return 1.0
    value = np.where(usable, series.value, 0.0)
    mean = (value * weight).sum(axis=1)[seen] / weight.sum(axis=1)[seen]
    return float(max(np.var(mean), 0.25))
