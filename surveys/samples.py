"""In how many units enough have answered: the sample is asked of each unit, never of their sum."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from surveys.results_population import Need, came_in, needs_by_unit
from surveys.rules.periods import Period
from surveys.scope import PlaceScope


@dataclass(frozen=True)
class Reached:
    """Units with enough respondents, with too few, and those whose users nobody counted.

    missing : respondents that all units with too few lack together.
    """

    enough: int
    short: int
    unknown: int
    missing: int

    @property
    def units(self) -> int:
        """All of them."""
        return self.enough + self.short + self.unknown


def reached(connection: Connection, scope: PlaceScope, period: Period) -> Reached:
    """How the units within reach stand in a period."""
    came = came_in(connection, scope, [period.previous, period])
    needs = needs_by_unit(connection, scope, [period], came)
    return reached_of(came[period], needs[period])


def reached_of(came: Mapping[int, int], needs: Mapping[int, Need]) -> Reached:
    """The same from the respondents and the need of each unit."""
    return standing((came.get(unit_id, 0), need.required) for unit_id, need in needs.items())


def standing(units: Iterable[tuple[int, int | None]]) -> Reached:
    """How units stand, from the respondents of each and how many it needs, where that is known."""
    enough = short = unknown = missing = 0
    for came, required in units:
        lacking = None if required is None else required - came
        if lacking is None:
            unknown += 1
        elif lacking > 0:
            short, missing = short + 1, missing + lacking
        else:
            enough += 1
    return Reached(enough, short, unknown, missing)


def required_of_all(required: Iterable[int | None]) -> int | None:
    """Respondents that units need together, each its own; None while one of them is unknown."""
    found = list(required)
    known = [each for each in found if each is not None]
    return sum(known) if found and len(known) == len(found) else None
