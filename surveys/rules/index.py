"""The satisfaction index (Indeks Kepuasan Masyarakat, IKM) from integer sums, exactly.

Source: PermenPANRB 14/2017, annex. Means, weights and the index are fractions; there is one
rounding, half up, at the figure that is shown, and the grade compares that figure with >=. The
weight is the exact 1/k (1/9 for nine elements), since 0.11 caps the index at 99.

A set of answers is a mapping of element -> ElementSum. Keys are Element, or any text for a survey
with other columns. With Element keys all nine are expected, and one that is absent counts as not
answered: a forgotten element must not become a silent 1/8. A version of the questionnaire that uses
fewer names those it asks (`asked`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from surveys.rules.elements import Element
from surveys.rules.words import Words

Key = TypeVar("Key", bound=str)
POINTS_PER_STEP = 25
MEAN_DECIMALS = 4
"""Of an element's mean (NRR) wherever it is printed or handed on."""

_HALF = Fraction(1, 2)


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """A fraction with so many decimals, halves away from zero: 28.125 is 28.13."""
    whole = (abs(value) * 10**decimals + _HALF).__floor__()
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals)


@dataclass(frozen=True, slots=True)
class ElementSum:
    """How many answered an element and the sum of their answers, each 1 to 4.

    Raises ValueError for a total outside 1-4 times n.
    """

    n: int
    total: int

    def __post_init__(self) -> None:
        if self.n < 0:
            raise ValueError(f"n is {self.n}; expected 0 or more answers")
        if not self.n <= self.total <= 4 * self.n:
            raise ValueError(
                f"the total {self.total} of {self.n} answers is outside {self.n} to {4 * self.n}"
            )

    def __add__(self, other: "ElementSum") -> "ElementSum":
        return ElementSum(self.n + other.n, self.total + other.total)

    @property
    def mean(self) -> Fraction | None:
        """The mean answer (NRR), 1-4; None without an answer."""
        return Fraction(self.total, self.n) if self.n else None


def sum_of_bins(bins: Iterable[int]) -> ElementSum:
    """The sum from how often 1, 2, 3 and 4 were answered; ValueError unless four counts >= 0."""
    counts = tuple(bins)
    if len(counts) != 4 or min(counts) < 0:
        raise ValueError(f"{counts} are not four counts of the answers 1, 2, 3 and 4")
    return ElementSum(sum(counts), sum(value * n for value, n in enumerate(counts, start=1)))


def sums_of_rows(
    columns: Iterable[Key], rows: Iterable[Iterable[int | None]]
) -> dict[Key, ElementSum]:
    """Sums of plain rows of answers; raises ValueError naming row (from 1), column and value."""
    names = tuple(columns)
    counts, totals = [0] * len(names), [0] * len(names)
    for number, row in enumerate(rows, start=1):
        values = tuple(row)
        if len(values) != len(names):
            raise ValueError(f"row {number}: {len(values)} values; expected {len(names)}")
        for place, value in enumerate(values):
            if value is None:
                continue
            if value not in (1, 2, 3, 4):
                raise ValueError(
                    f"row {number}, {names[place]}: {value!r} is not an answer;"
                    " expected 1, 2, 3, 4 or empty"
                )
            counts[place] += 1
            totals[place] += value
    return {name: ElementSum(n, t) for name, n, t in zip(names, counts, totals, strict=True)}


def asked_names(
    sums: Mapping[Key, ElementSum], asked: Collection[Key] | None = None
) -> tuple[str, ...]:
    """The elements that an index needs: those asked, else all nine, else the keys of the sums."""
    if asked is not None:
        return tuple(dict.fromkeys(asked))
    if sums and all(isinstance(key, Element) for key in sums):
        return tuple(Element)
    return tuple(sums)


def _answers(
    sums: Mapping[Key, ElementSum], asked: Collection[Key] | None
) -> dict[str, ElementSum | None]:
    """What each element asked was answered; None for one that is not among the sums."""
    held: dict[str, ElementSum] = {str(key): answers for key, answers in sums.items()}
    return {name: held.get(name) for name in asked_names(sums, asked)}


def elements_asked(sums: Mapping[Key, ElementSum], asked: Collection[Key] | None = None) -> int:
    """k, the number of elements that the weight 1/k divides by."""
    return len(asked_names(sums, asked))


def unanswered(
    sums: Mapping[Key, ElementSum], asked: Collection[Key] | None = None
) -> tuple[str, ...]:
    """The elements that nobody answered: why there is no index, by name."""
    answers = _answers(sums, asked)
    return tuple(name for name, held in answers.items() if held is None or held.n == 0)


def index_raw(
    sums: Mapping[Key, ElementSum], asked: Collection[Key] | None = None
) -> Fraction | None:
    """The exact index before the factor 25, 1-4: the sum of means times 1/k.

    None when an element has no answer.
    """
    means = [None if held is None else held.mean for held in _answers(sums, asked).values()]
    answered = [mean for mean in means if mean is not None]
    if not means or len(answered) < len(means):
        return None
    return sum(answered, Fraction(0)) / len(means)


def index_raw_shown(
    sums: Mapping[Key, ElementSum], asked: Collection[Key] | None = None
) -> Decimal | None:
    """index_raw with four decimals; only for display, nothing is computed from it."""
    raw = index_raw(sums, asked)
    return None if raw is None else round_half_up(raw, 4)


def index_exact(
    sums: Mapping[Key, ElementSum], asked: Collection[Key] | None = None
) -> Fraction | None:
    """The exact index, 25-100 points, before rounding; None when an element has no answer."""
    raw = index_raw(sums, asked)
    return None if raw is None else POINTS_PER_STEP * raw


def index_points(
    sums: Mapping[Key, ElementSum], asked: Collection[Key] | None = None
) -> Decimal | None:
    """The index (IKM) of one unit and period.

    sums : integer total and count of the 1-4 answers per element.
    Returns index points, 25.00-100.00, two decimals, halves up; None when an element has no answer
    (0 would read as grade D). Source: PermenPANRB 14/2017, annex.
    """
    exact = index_exact(sums, asked)
    return None if exact is None else round_half_up(exact, 2)


def element_points(answers: ElementSum) -> Decimal | None:
    """The value of one element on the scale of the index: 25 times its mean, two decimals."""
    mean = answers.mean
    return None if mean is None else round_half_up(POINTS_PER_STEP * mean, 2)


def element_weighted(answers: ElementSum, k: int = len(Element)) -> Fraction | None:
    """The weighted mean (NRR tertimbang) of one of k elements: mean times 1/k, exact."""
    if k < 1:
        raise ValueError(f"k is {k}; expected the number of elements, 1 or more")
    mean = answers.mean
    return None if mean is None else mean / k


class Grade(StrEnum):
    """The grade (mutu pelayanan)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


MUTU: dict[Grade, Words] = {
    Grade.A: Words("Sangat baik", "Very good"),
    Grade.B: Words("Baik", "Good"),
    Grade.C: Words("Kurang baik", "Not quite good"),
    Grade.D: Words("Tidak baik", "Not good"),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the grades begin, in index points. Two scales never share a trend line or a grade."""

    code: str
    source: str
    starts: tuple[tuple[Grade, Decimal], ...]


SCALE_2017 = Scale(
    "permenpanrb-14-2017",
    "PermenPANRB 14/2017",
    ((Grade.A, Decimal("88.31")), (Grade.B, Decimal("76.61")), (Grade.C, Decimal("65.00"))),
)
SCALE_2004 = Scale(
    "kep-25-2004",
    "KEP/25/M.PAN/2/2004",
    ((Grade.A, Decimal("81.26")), (Grade.B, Decimal("62.51")), (Grade.C, Decimal("43.76"))),
)
SCALES = {scale.code: scale for scale in (SCALE_2017, SCALE_2004)}


def grade(points: Decimal | Fraction, scale: Scale = SCALE_2017) -> Grade:
    """The grade of an index or an element value, in points.

    The printed intervals leave gaps (88.30-88.31), so the value is rounded to two decimals, halves
    up, and compared with >=. Raises TypeError for a float, which may lie on the wrong side.
    """
    if not isinstance(points, (Decimal, Fraction)):
        raise TypeError(f"{points!r} is a {type(points).__name__}; expected Decimal or Fraction")
    rounded = round_half_up(Fraction(points), 2)
    return next((letter for letter, start in scale.starts if rounded >= start), Grade.D)


def mutu(letter: Grade) -> Words:
    """The words of a grade: Sangat baik, Baik, Kurang baik, Tidak baik."""
    return MUTU[letter]
