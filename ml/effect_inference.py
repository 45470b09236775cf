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
from scipy import stats

from ml.effect_exposure import Exposure, usable_months
from ml.effect_series import Series
from ml.panel import FloatArray, IntArray

BoolArray = NDArray[np.bool_]

PARTS = ("level", "short drift", "long drift", "trend", "month", "answers", "response")
LEVEL, ANSWERS, RESPONSE = 0, PARTS.index("answers"), PARTS.index("response")
SHORT_MEMORY, LONG_MEMORY = 0.6, 0.97
# Typical variances of all but "level" and "answers", as shares of what one response varies, and
# how far the logarithm of the truth may lie from them: a weak opinion, so that twelve units with a
# quiet year do not say "no drift at all".
TYPICAL = np.array([0.0, 0.004, 0.004, 0.002, 0.003, 0.0, 0.003])
DOUBT = np.array([2.0, 1.5, 1.5, 1.5, 1.2, 0.7, 1.0])
MONTH_VARIANCE = 1e6
EFFECT_SD = 30.0
LATE_SD = 30.0
MAX_STEPS = 25
CLOSE_ENOUGH = 0.01


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


@dataclass(frozen=True)
class Fit:
    """Estimated variances and what follows from them.

    variances : (C,). doubt : (C, C) covariance of their logarithms.
    total : (U, M, M) covariance of a unit's months, inverse : its inverse on the usable months.
    normal : (M + K, M + K) inverse of the normal equations of month and mean effects.
    """

    design: Design
    variances: FloatArray
    doubt: FloatArray
    total: FloatArray
    inverse: FloatArray
    normal: FloatArray

    def moved_to(self, design: Design, variances: FloatArray | None = None) -> "Fit":
        """The same variances (or others) under another design."""
        chosen = self.variances if variances is None else variances
        total, inverse = _covariance(design, chosen)
        normal = _inverse(_equations(design, inverse, inverse @ design.columns))
        return Fit(design, chosen, self.doubt, total, inverse, normal)


@dataclass(frozen=True)
class Average:
    """An average of unit effects with its error."""

    estimate: float
    variance: float
    degrees_of_freedom: float
    sampling_share: float


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
    for number, shape in enumerate(_shapes(months)):
        parts[number] = both * shape
    parts[ANSWERS][:, time, time] = np.where(usable, series.noise, 0.0)
    np.add.at(parts[RESPONSE], unit, acts[:, :, None] * acts[:, None, :])
    return parts


def _shapes(months: int) -> FloatArray:
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


def fit(design: Design) -> Fit:
    """Estimate the variances by Fisher scoring on their logarithms."""
    middle = np.log(design.typical)
    opinion = 1 / DOUBT**2
    point, step = middle.copy(), np.zeros_like(middle)
    best, reached = middle, -np.inf
    doubt = np.diag(DOUBT**2)
    for _ in range(MAX_STEPS):
        likelihood, slope, bend = _likelihood(design, np.exp(point))
        likelihood -= 0.5 * float((opinion * (point - middle) ** 2).sum())
        if likelihood < reached - 1e-6:
            step = step / 2
            point = best + step
            continue
        gain, best, reached = likelihood - reached, point, likelihood
        doubt = np.linalg.inv(bend + np.diag(opinion))
        before = step
        step = np.clip(doubt @ (slope - opinion * (point - middle)), -1.5, 1.5)
        if float(step @ before) < 0:
            # Scoring overshoots where two parts can stand for each other; the turn shows it.
            step = step / 2
        if gain < CLOSE_ENOUGH and np.abs(step).max() < 10 * CLOSE_ENOUGH:
            break
        point = best + step
    variances = np.exp(best)
    empty = Fit(design, variances, doubt, design.fixed, design.fixed, design.fixed)
    return empty.moved_to(design)


def untrained_path(series: Series) -> tuple[FloatArray, FloatArray]:
    """Where each unit stands in every month (U, M), and how far off that may be (U, M, M).

    The path has what all units share of a month; the covariance is of the unit's own alone.

    `series` has the months without any training alone; the others are predicted from them.
    """
    months = series.value.shape[1]
    fitted = fit(build(series, (), 0, np.zeros((0, months))))
    weighed = (fitted.inverse @ fitted.design.value[:, :, None])[:, :, 0]
    common = fitted.normal @ weighed.sum(axis=0)
    rest = weighed - fitted.inverse @ common
    shapes = _shapes(months)
    stands = np.tensordot(fitted.variances[: len(shapes)], shapes, axes=1)
    return common + rest @ stands, stands - stands @ fitted.inverse @ stands


def _covariance(design: Design, variances: FloatArray) -> tuple[FloatArray, FloatArray]:
    total = np.tensordot(variances, design.parts, axes=1) + design.fixed
    both = design.usable[:, :, None] & design.usable[:, None, :]
    return total * both, _inverse(total) * both


def _inverse(matrices: FloatArray) -> FloatArray:
    return np.asarray(np.linalg.inv(matrices), dtype=np.float64)


def _equations(design: Design, inverse: FloatArray, solved: FloatArray) -> FloatArray:
    """Normal equations of months and mean effects, with a wide prior so that none is singular."""
    equations = _bordered(inverse, solved, design.columns)
    months, effects = design.usable.shape[1], design.columns.shape[2]
    prior = np.r_[np.full(months, 1 / MONTH_VARIANCE), np.full(effects, 1 / EFFECT_SD**2)]
    return np.asarray(equations + np.diag(prior))


def _bordered(middle: FloatArray, solved: FloatArray, columns: FloatArray) -> FloatArray:
    """Sum over units of X' middle X, where X is the identity beside the columns."""
    corner = np.tensordot(columns, solved, axes=([0, 1], [0, 1]))
    side = solved.sum(axis=0)
    return np.block([[middle.sum(axis=0), side], [side.T, corner]])


def _likelihood(design: Design, variances: FloatArray) -> tuple[float, FloatArray, FloatArray]:
    """Restricted log-likelihood with slope and expected curvature in the variances' logarithms."""
    units, months = design.usable.shape
    total, inverse = _covariance(design, variances)
    solved = inverse @ design.columns
    equations = _equations(design, inverse, solved)
    normal = _inverse(equations)
    whole = total + np.eye(months) * ~design.usable[:, None, :]
    weighed = (inverse @ design.value[:, :, None])[:, :, 0]
    right = np.r_[weighed.sum(axis=0), np.tensordot(design.columns, weighed, axes=([0, 1], [0, 1]))]
    effects = normal @ right
    rest = weighed - inverse @ effects[:months] - solved @ effects[months:]
    likelihood = -0.5 * float(
        np.linalg.slogdet(whole)[1].sum()
        + np.linalg.slogdet(equations)[1]
        + (design.value * rest).sum()
    )
    turned = design.parts @ inverse
    slope = np.empty(len(variances))
    for number, part in enumerate(design.parts):
        bent = inverse @ turned[number]
        lost = float((normal * _bordered(bent, bent @ design.columns, design.columns)).sum())
        fits = float((rest * (part @ rest[:, :, None])[:, :, 0]).sum())
        slope[number] = 0.5 * (fits - np.einsum("uii->", turned[number]) + lost)
    flat = turned.reshape(len(variances), -1)
    other = turned.transpose(0, 1, 3, 2).reshape(len(variances), -1)
    # The unrestricted months use up the information of about one unit.
    bend = 0.5 * (flat @ other.T) * (units - 1) / units
    return likelihood, slope * variances, bend * np.outer(variances, variances)


def averages(fitted: Fit, shares: FloatArray) -> tuple[Average, ...]:
    """Averages of unit effects; each row of `shares` (R, L) sums to one over the exposures."""
    weights = _weights(fitted, shares)
    return tuple(_with_error(fitted, weights[row], shares[row]) for row in range(len(shares)))


def average(fitted: Fit, share: FloatArray) -> Average:
    """One average of unit effects; `share` (L,) sums to one."""
    return averages(fitted, share[None, :])[0]


def _weights(fitted: Fit, shares: FloatArray) -> FloatArray:
    """(R, U, M) what each unit's month contributes to each average."""
    design = fitted.design
    months, effects = design.usable.shape[1], design.columns.shape[2]
    pulled = (fitted.inverse[design.unit] @ design.acts[:, :, None])[:, :, 0]
    pulled *= fitted.variances[RESPONSE]
    own = np.zeros((len(shares), *design.usable.shape))
    wanted = np.zeros((len(shares), effects))
    for number, unit in enumerate(design.unit):
        own[:, unit] += shares[:, number, None] * pulled[number]
        wanted[:, design.column[number]] += shares[:, number]
    had = np.concatenate([own.sum(axis=1), np.tensordot(own, design.columns, axes=2)], axis=1)
    missing = np.concatenate([np.zeros((len(shares), months)), wanted], axis=1) - had
    correction = missing @ fitted.normal
    spread = np.tensordot(correction[:, :months], fitted.inverse, axes=([1], [2]))
    spread += np.tensordot(correction[:, months:], fitted.inverse @ design.columns, axes=([1], [2]))
    return own + spread


def _with_error(fitted: Fit, weights: FloatArray, share: FloatArray) -> Average:
    """The average with the variance of its error and Satterthwaite's degrees of freedom."""
    design = fitted.design
    hit = (weights[design.unit] * design.acts).sum(axis=1)
    each = [(weights * (part @ weights[:, :, None])[:, :, 0]).sum(axis=1) for part in design.parts]
    loads = np.array(each) @ design.restless**2
    loads[ANSWERS] = float((weights**2 * design.noise).sum())
    loads[RESPONSE] = ((hit - share) ** 2).sum()
    known = (weights * (design.fixed @ weights[:, :, None])[:, :, 0]).sum()
    effects = design.columns.shape[2]
    missed = np.tensordot(weights, design.columns, axes=2)
    missed -= np.bincount(design.column, weights=share, minlength=effects)
    unresolved = EFFECT_SD**2 * float((missed**2).sum())
    # Squares of expected standard deviations, since what is badly known may be much larger: with s2
    # the variance of a logarithm, (E sd)^2 is exp(s2 / 4) times the middle of the variance.
    expected = fitted.variances * np.exp(np.minimum(np.diag(fitted.doubt), 1.5) / 4)
    shares = loads * expected
    variance = float(shares.sum() + known + unresolved)
    wobble = float(shares @ fitted.doubt @ shares)
    freedom = 2 * variance**2 / max(wobble, 1e-12)
    estimate = float((weights * design.value).sum())
    return Average(estimate, variance, freedom, float(shares[ANSWERS]) / variance)


def interval(found: Average) -> tuple[float, float]:
    """The 95 % interval."""
    half = float(stats.t.ppf(0.975, found.degrees_of_freedom)) * found.variance**0.5
    return found.estimate - half, found.estimate + half


def p_value(found: Average) -> float:
    """Two-sided, against no change."""
    score = abs(found.estimate) / found.variance**0.5
    return float(2 * stats.t.sf(score, found.degrees_of_freedom))
