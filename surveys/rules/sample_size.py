"""How many respondents a survey needs (Krejcie and Morgan 1970, as the SKM guideline uses it)."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

_CHI_SQUARE = Fraction(3841, 1000)
_SHARE = Fraction(1, 2)
_PRECISION = Fraction(5, 100)


def required_respondents(population: int | None) -> int | None:
    """S = 3.841 N P Q / (d² (N - 1) + 3.841 P Q) with d = 0.05 and P = Q = 0.5.

    population : users of the service in the previous period.
    Rounded half up (rounding up does not give the printed table), at most N. None when the
    population is unknown or zero: it cannot be computed, and 0 would read as "nobody is needed".
    Raises ValueError below zero.
    """
    if population is None or population == 0:
        return None
    if population < 0:
        raise ValueError(f"the population is {population}; expected 0 or more users")
    spread = _CHI_SQUARE * _SHARE * (1 - _SHARE)
    exact = spread * population / (_PRECISION**2 * (population - 1) + spread)
    return min(population, (exact + Fraction(1, 2)).__floor__())


@dataclass(frozen=True, slots=True)
class Population:
    """How many used the service in a period, and whether that is only an estimate."""

    users: int
    estimated: bool


def population_of_period(
    counted: int | None, per_year: int | None, months: int
) -> Population | None:
    """The users of a period: as counted, else its share of a yearly number, marked as estimate.

    months : length of the period, 1 to 12. None when neither number is known.
    """
    if not 1 <= months <= 12:
        raise ValueError(f"the period has {months} months; expected 1 to 12")
    if counted is not None:
        return Population(counted, estimated=False)
    if per_year is None:
        return None
    share = Fraction(per_year * months, 12)
    return Population((share + Fraction(1, 2)).__floor__(), estimated=True)


DAYS_TO_KNOW_THE_PACE = 7


def projected_day(
    n: int, required: int | None, first: date, last: date, today: date
) -> date | None:
    """The day on which enough will have answered at the pace of the period so far.

    It may lie beyond the period's last day. None where nothing is required or known, enough have
    answered, the period is over, or the first days do not tell a pace yet.
    """
    days = (today - first).days + 1
    if required is None or n >= required or n == 0:
        return None
    if today > last or days < DAYS_TO_KNOW_THE_PACE:
        return None
    return today + timedelta(days=-(-(required - n) * days // n))
