"""Whether what was frozen of a closed period can still be read.

This program wrote it, so what cannot be read was changed by hand or by a fault of the disk. Nothing
is worked out in its place: whoever asks is told, and the file as issued is kept apart from it.
"""

from typing import Any

from surveys.results_edition import edition_from, of_snapshot
from surveys.results_frozen import figures_from, services_from

PARTS = ("groups", "details")


def is_readable(held: Any) -> bool:
    """Whether a frozen document says all that a report takes from it."""
    try:
        _read_through(held)
    except (AttributeError, ArithmeticError, LookupError, TypeError, ValueError):
        return False
    return True


def _read_through(held: Any) -> None:
    """Read every part; raises whatever a document of another shape makes the reading raise."""
    figures = figures_from(held)
    list(held["questionnaires"])
    services_from(held)
    edition = edition_from(0, "Asia/Jakarta", held.get("snapshots") or (), figures)
    for each in edition.snapshots:
        of_snapshot(each, figures.need)
        int(each.counts.get("last", 0))
        for place in PARTS:
            for name in each.counts.get(place, {}):
                edition.parts(place, name)
    edition.services()
