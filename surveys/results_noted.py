"""Dated corrections as they were noted beside closed periods."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Text, cast, select

from surveys.errors import Refused
from surveys.results_closed import Closing, document_of, legible
from surveys.results_figures import Figures
from surveys.results_frozen import figures_from
from surveys.rules.periods import local_day
from surveys.tables import LateCorrection


@dataclass(frozen=True)
class Correction:
    """What the answers of a closed period said on a later day; snapshots : of which it is made."""

    noted_on: date
    figures: Figures
    noted_at: datetime
    snapshots: Sequence[Any] = ()

    @property
    def respondents(self) -> int:
        """Respondents then."""
        return self.figures.respondents

    @property
    def index(self) -> Decimal | None:
        """The index then; None where there was none."""
        return self.figures.index


def corrections_of(connection: Connection, closing: Closing) -> tuple[Correction, ...]:
    """What was noted beside a closed period, the oldest first; Refused where it is unreadable.

    What earlier versions noted twice is one correction.
    """
    return _read(closing, _noted(connection, [closing])[closing.closing_id])


def corrections_of_each(
    connection: Connection, closings: Sequence[Closing]
) -> dict[int, tuple[Correction, ...]]:
    """The same of many closings by their numbers, read at once; none of what is unreadable."""
    noted = _noted(connection, closings)
    found = {}
    for closing in closings:
        try:
            found[closing.closing_id] = _read(closing, noted[closing.closing_id])
        except Refused:
            continue
    return found


def _noted(
    connection: Connection, closings: Sequence[Closing]
) -> dict[int, list[tuple[datetime, str]]]:
    found: dict[int, list[tuple[datetime, str]]] = {each.closing_id: [] for each in closings}
    if not found:
        return found
    rows = connection.execute(
        select(
            LateCorrection.closed_period_id,
            LateCorrection.noted_at,
            cast(LateCorrection.figures, Text),
        )
        .where(LateCorrection.closed_period_id.in_(found))
        .order_by(LateCorrection.id)
    )
    for closing_id, noted_at, written in rows:
        found[closing_id].append((noted_at, written))
    return found


def _read(closing: Closing, noted: Sequence[tuple[datetime, str]]) -> tuple[Correction, ...]:
    found: list[Correction] = []
    for noted_at, written in noted:
        held = legible(replace(closing, figures=document_of(written))).figures
        then = figures_from(held)
        if not found or then.answered != found[-1].figures.answered:
            day = local_day(noted_at, closing.time_zone)
            found.append(Correction(day, then, noted_at, held.get("snapshots") or ()))
    return tuple(found)
