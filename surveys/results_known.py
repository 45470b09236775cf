"""What staff know of a unit from its closings: every figure that was issued, or noted since.

A half-year or year that was closed with public figures is its quarters' snapshots laid together,
so each of them is known as if it had been closed itself.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from surveys.results import UNKNOWN_NEED
from surveys.results_closed import MADE_OF, Closing, closings_within
from surveys.results_edition import edition_from, of_snapshot, snapshots_of_units
from surveys.results_figures import Figures
from surveys.results_frozen import figures_from
from surveys.results_noted import Correction, corrections_of_each
from surveys.results_readable import is_readable
from surveys.rules.periods import Kind, Period, containing, parse_period
from surveys.scope import PlaceScope

Key = tuple[int, Period]
"""A unit's number and a period."""
Series = Mapping[Key, Sequence[Figures]]
"""What was told of it, the oldest first."""


@dataclass(frozen=True)
class Known:
    """By unit and period what was issued and noted.

    longer : half-years and years of which nothing was public when they were closed. closed : the
    units that closed a period, of whatever kind.
    """

    quarters: Series
    months: Series
    longer: Series
    closed: Mapping[Period, Collection[int]]

    @property
    def grains(self) -> set[Key]:
        """The quarters of units that must be looked at."""
        inside = {
            (unit_id, containing(month.first_day, Kind.QUARTER)) for unit_id, month in self.months
        }
        around = {
            (unit_id, containing(month.first_day, Kind.QUARTER))
            for unit_id, period in self.longer
            for month in period.months()
        }
        return {*self.quarters, *inside, *around}


def known_of(connection: Connection, scope: PlaceScope, quarters: Sequence[Period]) -> Known:
    """What was told of these quarters, of what they are made of, and of what is made of them."""
    closings = [
        each
        for each in closings_within(connection, scope, codes=_codes(quarters))
        if is_readable(each.figures)
    ]
    noted = corrections_of_each(connection, closings)
    found: dict[Key, list[tuple[datetime, Figures]]] = {}
    for closing in closings:
        for key, moment, figures in _told(closing, noted.get(closing.closing_id, ())):
            if key[1].kind is not Kind.QUARTER or key[1] in quarters:
                found.setdefault(key, []).append((moment, figures))
    in_order = {
        key: [each[1] for each in sorted(held, key=lambda each: each[0])]
        for key, held in found.items()
    }
    return Known(
        {key: held for key, held in in_order.items() if key[1].kind is Kind.QUARTER},
        {key: held for key, held in in_order.items() if key[1].kind is Kind.MONTH},
        {key: held for key, held in in_order.items() if key[1].kind.months > 3},
        _closed(closings),
    )


def _closed(closings: Sequence[Closing]) -> dict[Period, set[int]]:
    found: dict[Period, set[int]] = {}
    for each in closings:
        found.setdefault(parse_period(each.period), set()).add(each.unit_id)
    return found


def _codes(quarters: Sequence[Period]) -> set[str]:
    found = {each.code for each in quarters}
    for quarter in quarters:
        found |= {month.code for month in quarter.months()}
        found |= {containing(quarter.first_day, kind).code for kind in (Kind.SEMESTER, Kind.YEAR)}
    return found


def _told(closing: Closing, noted: Sequence[Correction]) -> Iterator[tuple[Key, datetime, Figures]]:
    """Everything that a closing told, with the moment that it is of."""
    period = parse_period(closing.period)
    stored = closing.figures.get("snapshots") or closing.figures.get(MADE_OF) or ()
    documents: list[tuple[datetime, Figures, Sequence[Any]]] = [
        (closing.closed_at, figures_from(closing.figures), stored)
    ]
    documents += [(each.noted_at, each.figures, each.snapshots) for each in noted]
    for moment, figures, parts in documents:
        edition = edition_from(closing.unit_id, closing.time_zone, parts, figures)
        if period.kind is Kind.QUARTER:
            newest = max((each.published_at for each in edition.snapshots), default=moment)
            yield (closing.unit_id, period), newest, figures
            continue
        if not parts:
            yield (closing.unit_id, period), moment, figures
        for each in edition.snapshots:
            shown = of_snapshot(each, UNKNOWN_NEED)
            yield (closing.unit_id, each.quarter), each.published_at, shown


def public_today(connection: Connection, keys: Collection[Key]) -> dict[Key, Figures]:
    """What everybody sees today of these quarters of units, where anything is public."""
    if not keys:
        return {}
    units, codes = {unit_id for unit_id, _ in keys}, {quarter.code for _, quarter in keys}
    return {
        (unit_id, snapshot.quarter): of_snapshot(snapshot, UNKNOWN_NEED)
        for unit_id, snapshot in snapshots_of_units(connection, units, codes)
        if (unit_id, snapshot.quarter) in keys
    }
