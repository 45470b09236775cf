"""Student's t distribution for any positive degrees of freedom, also fractions of one.

The distribution function is a regularised incomplete beta function, evaluated as a continued
fraction (Abramowitz and Stegun 26.5.8, 26.7.1) by Lentz's method; its inverse by Newton's method
from the expansion of 26.7.5.
"""

from functools import lru_cache
from math import exp, isfinite, lgamma, log, log1p, pi
from statistics import NormalDist

_TINY = 1e-300
_STEPS = 500
_NEWTON_STEPS = 60
# A step this small leaves an error of its square, below what a float holds.
_ENOUGH = 1e-8
# Beyond this the normal distribution differs by less than a millionth and sums faster.
_NEARLY_NORMAL = 1e6
_NORMAL = NormalDist()


def _continued_fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1)
    d = 1 / (d if not -_TINY <= d <= _TINY else _TINY)
    value = d
    for m in range(1, _STEPS):
        # Both halves of a step are written out: margins spend a good part of their time here.
        twice = a + 2 * m
        numerator = m * (b - m) * x / ((twice - 1) * twice)
        d = 1 + numerator * d
        d = 1 / (d if not -_TINY <= d <= _TINY else _TINY)
        c = 1 + numerator / c
        c = c if not -_TINY <= c <= _TINY else _TINY
        value *= c * d
        numerator = -(a + m) * (a + b + m) * x / (twice * (twice + 1))
        d = 1 + numerator * d
        d = 1 / (d if not -_TINY <= d <= _TINY else _TINY)
        c = 1 + numerator / c
        c = c if not -_TINY <= c <= _TINY else _TINY
        step = c * d
        value *= step
        if -1e-15 < step - 1 < 1e-15:
            break
    return value


def _incomplete_beta(a: float, b: float, x: float, one_less_x: float) -> float:
    """I_x(a, b); one_less_x is 1 - x, given apart so that nothing is lost near 1."""
    if x <= 0 or one_less_x <= 0:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, one_less_x, x)
    log_front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(one_less_x) - log(a)
    return exp(log_front) * _continued_fraction(a, b, x)


def _is_normal(df: float) -> bool:
    return df > _NEARLY_NORMAL or not isfinite(df)


def t_upper_tail(t: float, df: float) -> float:
    """P(T > t) for df degrees of freedom; raises ValueError unless df > 0."""
    if not df > 0:
        raise ValueError(f"{df} degrees of freedom; expected more than 0")
    if _is_normal(df):
        return _NORMAL.cdf(-t)
    square = t * t
    tail = _incomplete_beta(df / 2, 0.5, df / (df + square), square / (df + square)) / 2
    return tail if t >= 0 else 1 - tail


def _log_density(t: float, df: float) -> float:
    front = lgamma((df + 1) / 2) - lgamma(df / 2) - log(df * pi) / 2
    return front - (df + 1) / 2 * log1p(t * t / df)


# The margins of periods that are over ask for the same ones at every look.
@lru_cache(maxsize=4096)
def t_quantile(probability: float, df: float) -> float:
    """The value below which T lies with a probability; raises ValueError outside (0, 1)."""
    if not 0 < probability < 1:
        raise ValueError(f"the probability is {probability}; expected between 0 and 1")
    if not df > 0:
        raise ValueError(f"{df} degrees of freedom; expected more than 0")
    if _is_normal(df):
        return _NORMAL.inv_cdf(probability)
    if probability == 0.5:
        return 0.0
    if probability < 0.5:
        return -_upper_quantile(probability, df)
    return _upper_quantile(1 - probability, df)


def _upper_quantile(tail: float, df: float) -> float:
    """The value above which T lies with a probability under one half.

    The logarithm of the tail over the logarithm of the value falls ever more steeply, so each
    step of Newton's method after the first comes nearer from above and cannot overshoot.
    """
    value = _first_guess(tail, df)
    wanted = log(tail)
    for _ in range(_NEWTON_STEPS):
        found = t_upper_tail(value, df)
        slope = value * exp(_log_density(value, df)) / found
        step = (log(found) - wanted) / slope
        value *= exp(min(step, 5.0))
        if abs(step) <= _ENOUGH:
            break
    return value


def _first_guess(tail: float, df: float) -> float:
    """Cornish and Fisher's expansion; under two degrees of freedom the power of the far tail."""
    if df < 2:
        far = exp(_log_density(0.0, df) + (df - 1) / 2 * log(df))
        return max(exp(log(far / tail) / df), _TINY)
    z = _NORMAL.inv_cdf(1 - tail)
    square = z * z
    first = (square + 1) / 4
    second = ((5 * square + 16) * square + 3) / 96
    third = (((3 * square + 19) * square + 17) * square - 15) / 384
    fourth = ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160
    # The more terms, the fewer steps: from some forty degrees of freedom on one is enough.
    return z * (1 + first / df + second / df**2 + third / df**3 + fourth / df**4)
