"""What each quarter is to the index of an issued half-year or year, by plain arithmetic.

Written apart from surveys.strata, as docs/index.md describes it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from surveys.issued_margins import INDEX, Held, differs, pooled_ends
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
    if not known:
        return None
    mean = sum(each[2] for each in known) / len(known)
    return [0.0, 0.0, mean, *min(known, key=lambda each: each[3])[3:]]


def wrong_together(
    snapshots: Sequence[Sequence[Any]],
    written: Mapping[str, Sequence[float] | None],
    *,
    apart: bool,
) -> list[str]:
    """The written intervals that are not what those of the quarters come to, all by one rule.

    snapshots : quarter, sheets, document and more of each. apart : as in pooled_ends.
    """
    return [
        name
        for name, ends in written.items()
        if ends is not None and differs(_ends_together(snapshots, name, apart=apart), ends)
    ]


def _ends_together(
    snapshots: Sequence[Sequence[Any]], name: str, *, apart: bool
) -> Sequence[float]:
    """What the intervals of the quarters come to: the one, or all as strata."""
    documents = [document for _, _, document, *_ in snapshots]
    if len(snapshots) == 1:
        return list(documents[0]["errors"].get(name, [0.0]))
    if name == INDEX:
        parts = index_parts([(n, document) for _, n, document, *_ in snapshots])
    else:
        parts = [(sum(each["bins"].get(name, ())), each["errors"].get(name)) for each in documents]
    points = [_points(documents, each) for each in (ELEMENTS if name == INDEX else (name,))]
    held = [(n, error) for n, error in parts if n and error]
    return pooled_ends(sum(points) / len(points), held, apart=apart)


def _points(documents: Sequence[Mapping[str, Any]], name: str) -> float:
    """An element's value over all quarters."""
    bins: list[Sequence[int]] = [each["bins"].get(name, (0, 0, 0, 0)) for each in documents]
    n = sum(map(sum, bins))
    return 25 * sum(place * row[place - 1] for row in bins for place in range(1, 5)) / n
