"""The 95 % intervals of issued figures, made again from the sheets by plain arithmetic.

Nothing of surveys.rules.spread, margin or student_t is used: decimals of forty digits, sums over
the days at counters as docs/index.md describes them, and Student's distribution by adding up the
area under it. What comes out is laid beside the intervals that were written down.

Periods that were closed before the prior went by what days are worth keep the intervals of then,
which went by their number. All ten of a document follow one rule or the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from math import atan, cos, exp, lgamma, pi, sqrt, tan

DIGITS = 40
AGREE = 1e-6
"""Stored ends are floats; a difference of a millionth of a point is none."""
PANELS = 400
INDEX = "index"
PRIOR_DF, PRIOR_ALIKE, NO_PRIOR_FROM = 4, Decimal("0.1"), 10
PRIOR_ODD = Decimal("0.1875")
"""Place on the scale times the rest of it, from which on the prior's deviation holds in full."""
PRIOR_SD = {False: Decimal(12), True: Decimal(18)}
"""Of a sheet's index, and of one element."""

Day = Sequence[tuple[int, int]]
"""One counter's day: of each element the number of answers and their sum."""
Held = Sequence[float]
"""As written down: low, high, standard error, degrees of freedom, days, the prior's share."""


@dataclass(frozen=True)
class PlainMargin:
    """A value in points with its variance, before anything is known of those who were served."""

    points: Decimal
    answers: Decimal
    variance: Decimal
    df: Decimal
    days: int
    prior_share: Decimal

    def ends(self, served: int | None) -> tuple[float, float, float]:
        """Low and high end in points, and the standard error."""
        variance = self.variance
        if served is not None and served >= self.answers:
            variance *= 1 - self.answers / served
        return ends_of(float(self.points), sqrt(variance), float(self.df), float(self.answers))


def margin_of(
    days: Sequence[Day], places: Sequence[int], *, by_number: bool = False
) -> PlainMargin | None:
    """The index (all places) or one element from days; None where one was not answered.

    by_number : the prior fades by how many days there are, as it once did.
    """
    with localcontext() as context:
        context.prec = DIGITS
        return _margin_of(days, places, by_number)


def _margin_of(days: Sequence[Day], places: Sequence[int], by_number: bool) -> PlainMargin | None:
    k = len(places)
    whole = [[sum(day[place][part] for day in days) for part in (0, 1)] for place in places]
    if any(n == 0 for n, _ in whole):
        return None
    rows = []
    for day in days:
        z = share = Decimal(0)
        for place, (n, total) in zip(places, whole, strict=True):
            came, said = day[place]
            z += Decimal(25 * (said * n - total * came)) / (n * n * k)
            share += Decimal(came) / (n * k)
        if share:
            rows.append((z, share))
    answers = Decimal(sum(n for n, _ in whole)) / k
    points = sum((Decimal(25 * total) / (n * k) for n, total in whole), Decimal(0))
    variance, df, few = _known(rows, answers, by_number)
    sheet = PRIOR_SD[k == 1] ** 2 * (1 if by_number else _room(points, answers))
    alike = sum((_working(share * answers, PRIOR_ALIKE) for _, share in rows), Decimal(0))
    prior_df = few * PRIOR_DF
    mixed = (df * variance + prior_df * sheet * alike / answers**2) / (df + prior_df)
    least = (25 / (answers + 1)) ** 2
    share = prior_df / (df + prior_df)
    return PlainMargin(points, answers, max(mixed, least), df + prior_df, len(rows), share)


def _known(
    rows: Sequence[tuple[Decimal, Decimal]], answers: Decimal, by_number: bool
) -> tuple[Decimal, Decimal, Decimal]:
    """The days' own variance and its degrees of freedom, and how few they are: 1 (one) to 0."""
    if len(rows) < 2:
        return Decimal(0), Decimal(0), Decimal(1)
    alike = _alike(rows, answers)
    known = Decimal(len(rows) - 1) if by_number else _robust(rows, answers, PRIOR_ALIKE)[1]
    few = max(Decimal(0), 1 - known / (NO_PRIOR_FROM - 1))
    if not by_number:
        alike += few * (PRIOR_ALIKE - alike)
    return *_robust(rows, answers, alike), few


def _room(points: Decimal, answers: Decimal) -> Decimal:
    """How much of the prior's variance the nearness of an end of the scale leaves, up to 1."""
    nearest = 1 / (3 * (answers + 1))
    place = min(max((points - 25) / 75, nearest), 1 - nearest)
    return min(Decimal(1), place * (1 - place) / PRIOR_ODD)


def _working(size: Decimal, alike: Decimal) -> Decimal:
    """The variance of the sum of so many sheets of one day, each sheet's being 1."""
    return size * (1 - alike) + alike * size * size


def _alike(rows: Sequence[tuple[Decimal, Decimal]], answers: Decimal) -> Decimal:
    """How alike the sheets of a day are, 0 to 1."""
    sizes = [share * answers for _, share in rows]
    squares = [z * z / (1 - share) for z, share in rows]
    a_day = sum((z / n for z, n in zip(squares, sizes, strict=True)), Decimal(0)) / len(rows)
    a_sheet = sum(squares, Decimal(0)) / sum(sizes, Decimal(0))
    if a_day <= 0 or a_sheet <= a_day:
        return Decimal(0)
    ratio = a_sheet / a_day
    mean = sum(sizes, Decimal(0)) / len(sizes)
    met = sum((n * n for n in sizes), Decimal(0)) / sum(sizes, Decimal(0))
    most = (met - 1) - ratio * (mean - 1)
    return Decimal(1) if most <= 0 else min(Decimal(1), (ratio - 1) / most)


def _robust(
    rows: Sequence[tuple[Decimal, Decimal]], answers: Decimal, alike: Decimal
) -> tuple[Decimal, Decimal]:
    """Bell and McCaffrey's variance over days so alike, and its degrees of freedom."""
    w = [_working(share * answers, alike) for _, share in rows]
    total = sum(w, Decimal(0))
    variance = p = q = s = own = squares = Decimal(0)
    for (z, h), each in zip(rows, w, strict=True):
        a = each / (each - 2 * h * each + h * h * total)
        variance += a * z * z
        p, q, s = p + a * h * h, q + a * each * each, s + a * h * each
        own += (a * (h * h * total - 2 * h * each)) ** 2
        squares += each * each
    # Every two days: the square of h h' W - h w' - h' w, added up without going through the pairs.
    pairs = (total * p) ** 2 + 2 * p * q + 2 * s * s - 4 * total * p * s - own
    return variance, total * total / (squares + max(pairs, Decimal(0)))


def ends_of(points: float, error: float, df: float, answers: float) -> tuple[float, float, float]:
    """Low and high end, symmetrical on the logit of 25 to 100, and the standard error again."""
    if error == 0:
        return points, points, error
    nearest = 1 / (3 * (answers + 1))
    place = min(max((points - 25) / 75, nearest), 1 - nearest)
    # exp(log(odds) + reach) is odds times exp(reach).
    odds, wide = (
        place / (1 - place),
        exp(min(half_width(df) * error / 75 / place / (1 - place), 690)),
    )
    low, high = odds / wide, odds * wide
    return min(25 + 75 * low / (1 + low), points), max(25 + 75 * high / (1 + high), points), error


def pooled_ends(
    points: float, parts: Sequence[tuple[float, Held]], *, apart: bool = False
) -> tuple[float, float, float, float]:
    """Several quarters as one: ends, standard error and degrees of freedom from those of each.

    apart : by the rule of earlier times, as if the prior erred in each quarter by itself.
    """
    answers = sum(n for n, _ in parts)
    variances = [(n / answers * held[2]) ** 2 for n, held in parts]
    total = sum(variances)
    if total == 0:
        return points, points, 0.0, 1.0
    shares = [0.0 if apart or len(held) < 6 else held[5] for _, held in parts]
    rows = list(zip(variances, [held[3] for _, held in parts], shares, strict=True))
    own = sum(v * v / df * (1 - share) for v, df, share in rows)
    in_common = sum(v / sqrt(df) * sqrt(share) for v, df, share in rows)
    df = total**2 / (own + in_common**2)
    reach = half_width(df) * sqrt(total)
    return max(25.0, points - reach), min(100.0, points + reach), sqrt(total), df


def half_width(df: float) -> float:
    """How many standard errors to each side hold 95 % of Student's distribution.

    With t = sqrt(df) tan(a) the density is a power of the cosine, added up by Simpson's rule.
    """
    whole = sqrt(pi) * exp(lgamma(df / 2) - lgamma((df + 1) / 2)) / 2
    angle = atan(1.96 / sqrt(df))
    for _ in range(60):
        step = angle / PANELS
        heights = [cos(step * number) ** (df - 1) for number in range(PANELS + 1)]
        area = (
            step
            / 3
            * (heights[0] + heights[-1] + 4 * sum(heights[1::2]) + 2 * sum(heights[2:-1:2]))
        )
        more = (0.95 * whole - area) / heights[-1]
        angle = min(angle + more, (angle + pi / 2) / 2)
        if abs(more) < 1e-13:
            break
    return sqrt(df) * tan(angle)


def differs(have: Sequence[float], held: Sequence[float]) -> bool:
    """Whether ends (and a standard error) are not those that were written down."""
    return any(abs(one - other) > AGREE for one, other in zip(have, held, strict=False))


def served_then(made: PlainMargin, held: Held) -> int | None:
    """How many were served, as the written standard error implies; None where it was not known."""
    share = held[2] ** 2 / float(made.variance)
    if share > 1 - 1e-9:
        return None
    return round(float(made.answers) / (1 - share))


@dataclass(frozen=True)
class Remade:
    """Which written intervals do not follow, and whether they follow the rule of earlier times."""

    wrong: tuple[str, ...]
    by_number: bool


def remade(days: Sequence[Day], held: Mapping[str, Held | None], names: Sequence[str]) -> Remade:
    """Make the intervals of a document again; held : by "index" and element."""
    wrong = _wrong(days, held, names, by_number=False)
    if wrong and not _wrong(days, held, names, by_number=True):
        return Remade((), by_number=True)
    return Remade(wrong, by_number=False)


def _wrong(
    days: Sequence[Day], held: Mapping[str, Held | None], names: Sequence[str], *, by_number: bool
) -> tuple[str, ...]:
    """Which written intervals do not follow from these days by one rule.

    How many were served narrows them all alike. It may have been counted anew since, so it is taken
    from the first of them and must then hold for every other.
    """
    # Where an element was not answered, the place of the index is the mean of the others.
    answered = [n for n in range(len(names)) if any(day[n][0] for day in days)]
    places = {INDEX: answered, **{name: [n] for n, name in enumerate(names)}}
    made = {name: margin_of(days, each, by_number=by_number) for name, each in places.items()}
    both = [(it, written) for name, it in made.items() if it and (written := held.get(name))]
    served = served_then(*both[0]) if both else None
    wrong = []
    for name, it in made.items():
        written = held.get(name)
        ends = None
        if name == INDEX and written is None and len(answered) < len(names):
            # Earlier versions wrote nothing where there is no index.
            continue
        if it is not None:
            ends = [*it.ends(served), float(it.df), it.days, float(it.prior_share)]
        if (ends is None) != (written is None) or (ends and written and differs(ends, written)):
            wrong.append(name)
    return tuple(wrong)
