"""The weakest and the strongest elements in words; elements of one value are named together."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from portal import wording
from surveys.results_figures import ElementFigure, Figures

NAMED = 3
"""So many elements are named at each end; more only where they have one value."""


def ends_words(figures: Figures) -> str:
    """Which elements are the weakest and which the strongest."""
    rising = _by_value(figures)
    if sum(map(len, rising)) < NAMED:
        return ""
    if len(rising) == 1:
        return f"Semua unsur bernilai sama: {wording.points(rising[0][0].points)}."
    weak = _end(rising)
    strong = [group for group in _end(rising[::-1]) if group not in weak]
    return f"Unsur terlemah: {_words(weak)}. Unsur terkuat: {_words(strong or rising[-1:])}."


def first_to_mend(figures: Figures) -> str:
    """The weakest element, or all that share its value; empty where all are alike."""
    rising = _by_value(figures)
    return _named(rising[0]) if len(rising) > 1 else ""


def _by_value(figures: Figures) -> list[list[ElementFigure]]:
    answered = [each for each in figures.weakest_first() if each.points is not None]
    return [list(group) for _, group in groupby(answered, key=_points)]


def _points(each: ElementFigure) -> Decimal | None:
    return each.points


def _end(groups: Sequence[list[ElementFigure]]) -> list[list[ElementFigure]]:
    """The first groups until three are named; a group is never cut."""
    found: list[list[ElementFigure]] = []
    for group in groups[:-1]:
        if sum(map(len, found)) >= NAMED:
            break
        found.append(group)
    return found


def _words(groups: Sequence[Sequence[ElementFigure]]) -> str:
    return "; ".join(f"{_named(group)} ({wording.points(group[0].points)})" for group in groups)


def _named(group: Sequence[ElementFigure]) -> str:
    """Names in one line; some hold an "dan" of their own, so the last one is joined otherwise."""
    names = [each.label.id.lower() for each in group]
    return " serta ".join(filter(None, (", ".join(names[:-1]), names[-1])))
