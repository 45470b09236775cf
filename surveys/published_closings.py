"""The closings that stand beside public figures: with which figure, and what was corrected since.

What was frozen is a snapshot that everybody saw, and so is each correction, so nothing new is told
by them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from surveys.published import PublicFigures
from surveys.results_closed import closings_within
from surveys.results_figures import Figures
from surveys.results_frozen import figures_from
from surveys.results_noted import Correction, corrections_of_each
from surveys.results_readable import is_readable
from surveys.rules.elements import Element
from surveys.rules.periods import Period
from surveys.scope import PlaceScope


@dataclass(frozen=True)
class PublicClosing:
    """With which public figures a quarter of a unit was closed, and what was noted since."""

    closed_on: date
    figures: Figures
    corrections: tuple[Correction, ...]

    @property
    def index(self) -> Decimal | None:
        """The index that was issued."""
        return self.figures.index

    @property
    def respondents(self) -> int:
        """Its respondents."""
        return self.figures.respondents

    def as_row(self) -> tuple[object, ...]:
        """Day, index and respondents, for a table."""
        return self.closed_on.isoformat(), self.index, self.respondents

    def moved(self, shown: PublicFigures) -> bool:
        """Whether the figures shown today are others."""
        now = [tuple(shown.bins.get(element, (0, 0, 0, 0))) for element in Element]
        return now != [each.bins for each in self.figures.elements]


Closings = Mapping[tuple[int, str], PublicClosing]
"""By the unit's number and the code of the quarter."""


def public_closings(
    connection: Connection,
    scope: PlaceScope,
    period: Period | None = None,
    *,
    codes: Collection[str] | None = None,
) -> Closings:
    """The closings of a place, of one quarter, some or all; none that can no longer be read."""
    code = None if period is None else period.code
    public = [
        each
        for each in closings_within(connection, scope, period=code, codes=codes)
        # Staff are told on the page of reports of what cannot be read.
        if is_readable(each.figures) and each.is_public
    ]
    noted = corrections_of_each(connection, public)
    return {
        (each.unit_id, each.period): PublicClosing(
            each.closed_on, figures_from(each.figures), noted[each.closing_id]
        )
        for each in public
        if each.closing_id in noted
    }


def public_closing(connection: Connection, unit_id: int, period: Period) -> PublicClosing | None:
    """The closing of one unit and quarter, where there is one."""
    held = public_closings(connection, PlaceScope(unit_id=unit_id), period)
    return held.get((unit_id, period.code))
