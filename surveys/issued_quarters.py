"""What each quarter is to the index of an issued half-year or year, by plain arithmetic.

Written apart from surveys.strata, as docs/index.md describes it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from surveys.issued_margins import INDEX, Held
from surveys.rules.elements import ELEMENTS


def index_parts(
    quarters: Sequence[tuple[int, Mapping[str, Any]]],
) -> list[tuple[float, Held | None]]:
    """The weight and the written margin of each quarter.

    quarters : sheets and document of each snapshot.
    """
    documents = [document for _, document in quarters]
    weights = _weights(documents, [n for n, _ in quarters])
    return list(zip(weights, map(_index_error, documents), strict=True))


def _weights(documents: Sequence[Mapping[str, Any]], sheets: Sequence[int]) -> list[float]:
    """What each quarter weighs in the index: its sheets, or what it has of each element's answers.

    The latter where a quarter left an element unanswered.
    """
    bins = [document["bins"] for document in documents]
    if all(name in each for each in bins for name in ELEMENTS):
        return [float(n) for n in sheets]
    whole = {name: sum(sum(each.get(name, ())) for each in bins) for name in ELEMENTS}
    return [
        sum(sum(each.get(name, ())) / whole[name] for name in ELEMENTS) / len(ELEMENTS)
        for each in bins
    ]


def _index_error(document: Mapping[str, Any]) -> Held | None:
    """The written margin of the index; without one, that of all elements moving as one."""
    errors = document["errors"]
    if INDEX in errors:
        return list(errors[INDEX])
    known = [errors[name] for name in ELEMENTS if name in errors]
    mean = sum(each[2] for each in known) / max(len(known), 1)
    return [0.0, 0.0, mean, min(each[3] for each in known)] if known else None
