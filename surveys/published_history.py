"""What was ever public of a unit and quarter: whoever kept an old page finds nobody in a new one.

After exclusions and their return a snapshot may come near one that is long replaced. So what is to
be shown is held against everything that was: the figures are the rows of open data, added up in the
order in which they were laid down; the parts are noted when others take their place.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, insert, select

from surveys.rules.disclosure import is_safe_difference, is_safe_move
from surveys.rules.periods import Period
from surveys.rules.steady_parts import Parts, parts_from
from surveys.tables import OpenDay, PublishedBefore
from surveys.tables.responses import BINS

SERVICES = "services"
THEMES = "themes"

Document = Mapping[str, Any]
Past = Mapping[str, Sequence[Document]]
"""By the name of a part, every document that was shown before the one of now."""


def figures_before(
    connection: Connection, unit_id: int, period: Period
) -> Iterator[tuple[int, list[int]]]:
    """Respondents and answers of every snapshot there was, each with what it gained laid down."""
    rows = connection.execute(
        select(OpenDay.published_at, OpenDay.respondents, OpenDay.bins)
        .where(OpenDay.unit_id == unit_id, OpenDay.period == period.code)
        .order_by(OpenDay.id)
    )
    n, bins = 0, [0] * len(BINS)
    for _, laid_down in groupby(rows, key=lambda row: row.published_at):
        for row in laid_down:
            n += row.respondents
            bins = [held + more for held, more in zip(bins, row.bins, strict=True)]
        yield n, bins


def may_be_shown(
    connection: Connection, unit_id: int, period: Period, n: int, bins: Sequence[int], step: int
) -> bool:
    """Whether no figure that was ever shown differs from this one by a few people."""
    for former_n, former in figures_before(connection, unit_id, period):
        if not is_safe_difference(n, former_n, step):
            return False
        for start in range(0, len(former), 4):
            place = slice(start, start + 4)
            if not is_safe_move(former[place], bins[place], step):
                return False
    return True


def parts_before(
    connection: Connection, period: Period, unit_ids: Collection[int]
) -> dict[int, dict[str, list[Document]]]:
    """By unit every part of its snapshots of a quarter as it was shown before."""
    found: dict[int, dict[str, list[Document]]] = {unit_id: {} for unit_id in unit_ids}
    for unit_id, part, shown in connection.execute(
        select(PublishedBefore.unit_id, PublishedBefore.part, PublishedBefore.shown)
        .where(PublishedBefore.unit_id.in_(unit_ids), PublishedBefore.period == period.code)
        .order_by(PublishedBefore.id)
    ):
        found[unit_id].setdefault(part, []).append(shown)
    return found


def earlier(past: Past, name: str) -> list[Parts]:
    """A part as it was shown before, in order of time."""
    return [parts for each in past.get(name, ()) if (parts := parts_from(each)) is not None]


def note(
    connection: Connection, period: Period, replaced: Mapping[int, tuple[Document, Document]]
) -> None:
    """Remember each part that another takes the place of: by unit the old counts and the new."""
    rows = [
        {"unit_id": unit_id, "period": period.code, "part": name, "shown": dict(document)}
        for unit_id, (held, counts) in replaced.items()
        for name, document in _left_behind(held, counts)
    ]
    if rows:
        connection.execute(insert(PublishedBefore), rows)


def _left_behind(held: Document, counts: Document) -> Iterator[tuple[str, Document]]:
    new = _documents(counts)
    return (each for each in _documents(held).items() if new.get(each[0]) != each[1])


def _documents(counts: Document) -> dict[str, Document]:
    """The parts of a snapshot by name, without their margins."""
    found: dict[str, Document] = {**counts.get("groups", {}), **counts.get("details", {})}
    services = counts.get(SERVICES)
    if services:
        found[SERVICES] = {"parts": services["parts"], "hidden": services["hidden"]}
    if counts.get(THEMES):
        found[THEMES] = counts[THEMES]
    return found
