"""Student's t distribution for any positive degrees of freedom, also fractions of one.

The distribution function is a regularised incomplete beta function, evaluated as a continued
fraction (Abramowitz and Stegun 26.5.8, 26.7.1) by Lentz's method; its inverse is found by halving.
"""

from math import exp, inf, isfinite, lgamma, log
from statistics import NormalDist

_TINY = 1e-300
_STEPS = 500
# Beyond this the normal distribution differs by less than a millionth and sums faster.
_NEARLY_NORMAL = 1e6
_NORMAL = NormalDist()


def _continued_fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > _TINY else _TINY)
    value = d
    for m in range(1, _STEPS):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + numerator * d
            d = 1 / (d if abs(d) > _TINY else _TINY)
            c = 1 + numerator / c
            c = c if abs(c) > _TINY else _TINY
            value *= c * d
        if abs(c * d - 1) < 1e-15:
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


def t_upper_tail(t: float, df: float) -> float:
    """P(T > t) for df degrees of freedom; raises ValueError unless df > 0."""
    if not df > 0:
        raise ValueError(f"{df} degrees of freedom; expected more than 0")
    if df > _NEARLY_NORMAL or not isfinite(df):
        return _NORMAL.cdf(-t)
    square = t * t
    tail = _incomplete_beta(df / 2, 0.5, df / (df + square), square / (df + square)) / 2
    return tail if t >= 0 else 1 - tail


def t_quantile(probability: float, df: float) -> float:
    """The value below which T lies with a probability; raises ValueError outside (0, 1)."""
    if not 0 < probability < 1:
        raise ValueError(f"the probability is {probability}; expected between 0 and 1")
    if probability < 0.5:
        return -t_quantile(1 - probability, df)
    tail = 1 - probability
    low, high = 0.0, 1.0
    while t_upper_tail(high, df) > tail and high < inf:
        low, high = high, high * 2
    for _ in range(200):
        middle = (low + high) / 2
        if high - low <= 1e-13 * high:
            break
        if t_upper_tail(middle, df) > tail:
            low = middle
        else:
            high = middle
    return (low + high) / 2
