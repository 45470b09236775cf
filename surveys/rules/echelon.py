"""What follows from a set of sums: the echelon form of a matrix, without rounding."""

from collections.abc import Sequence
from fractions import Fraction


def reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The reduced echelon form of a matrix (Gauss and Jordan), exactly."""
    done = 0
    for column in range(len(rows[0]) if rows else 0):
        found = next((row for row in range(done, len(rows)) if rows[row][column]), None)
        if found is None:
            continue
        rows[done], rows[found] = rows[found], rows[done]
        pivot = rows[done][column]
        rows[done] = [value / pivot for value in rows[done]]
        for other, row in enumerate(rows):
            factor = row[column]
            if other != done and factor:
                pairs = zip(row, rows[done], strict=True)
                rows[other] = [value - factor * own for value, own in pairs]
        done += 1
    return rows


def follows(row: Sequence[int], others: Sequence[Sequence[int]]) -> bool:
    """Whether a row is some combination of the others."""

    def rank(rows: Sequence[Sequence[int]]) -> int:
        return sum(map(any, reduced([[Fraction(value) for value in each] for each in rows])))

    return rank([*others, row]) == rank(others)
