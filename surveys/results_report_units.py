"""Services and units beside each other in a report: who answered, and how many had to."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from surveys.results_closed import Closing
from surveys.results_figures import Figures
from surveys.results_frozen import services_from
from surveys.results_groups import Breakdown
from surveys.results_population import Need, needs_of_services
from surveys.rules.index_comparison import MeanOfUnits
from surveys.rules.periods import Period
from surveys.scope import PlaceScope
from surveys.tables import Service, Unit


@dataclass(frozen=True)
class ServiceNeed:
    """Respondents of one service (None where hidden) and how many its users ask for."""

    name: str
    n: int | None
    need: Need


@dataclass(frozen=True)
class AgencyUnit:
    """One unit in an agency's report; figures are None where too few answered to be shown."""

    code: str
    name: str
    figures: Figures | None
    required: int | None
    closed: bool

    @property
    def enough(self) -> bool | None:
        """Whether enough answered; None where it is hidden, or the number needed unknown."""
        if self.required is None or self.figures is None:
            return None
        return self.figures.respondents >= self.required


@dataclass(frozen=True)
class AgencyWhole:
    """The units of an agency, and the mean of their indexes beside the pooled one.

    left_out : units with answers, but too few of them (of the edition that is handed on: none that
    are public yet): in none of the figures.
    outside : by how many sheets closed units differ by now from the figures they were closed with.
    moved : whether the public figures of one of them have moved on since.
    withdrawn : of how many of them nothing is public any more.
    unseen : units that were closed before anything of them was public, and stand in as it is now.
    """

    units: tuple[AgencyUnit, ...]
    mean_of_units: MeanOfUnits
    left_out: int
    outside: int = 0
    moved: bool = False
    withdrawn: int = 0
    unseen: int = 0

    @property
    def enough(self) -> int:
        """In how many units enough answered."""
        return sum(unit.enough is True for unit in self.units)

    @property
    def short(self) -> int:
        """In how many units too few answered."""
        return sum(unit.enough is False for unit in self.units)

    @property
    def unknown(self) -> int:
        """For how many units it cannot be said, since nobody counted who was served."""
        return sum(unit.figures is not None and unit.required is None for unit in self.units)

    @property
    def hidden(self) -> int:
        """How many units are not told of, since few answered there."""
        return sum(unit.figures is None for unit in self.units)


def service_needs(
    connection: Connection,
    scope: PlaceScope,
    period: Period | None,
    groups: Sequence[Breakdown],
    closings: Sequence[Closing] = (),
) -> tuple[ServiceNeed, ...]:
    """Services whose users of the period before were counted, beside their respondents.

    closings : of units whose period is closed: their services keep what was counted by then. None
    stands of a unit whose closing, of an earlier version, did not keep it.
    """
    if period is None:
        return ()
    held = {group.key: group for each in groups if each.key == "service" for group in each.groups}
    frozen = {each.unit_id: services_from(each.figures) for each in closings}
    live = needs_of_services(connection, scope, period)
    found = []
    for service_id, code, unit_id in connection.execute(
        select(Service.id, Service.code, Service.unit_id)
        .join(Unit, Unit.id == Service.unit_id)
        .where(*scope.unit_conditions())
        .order_by(Unit.code, Service.code)
    ):
        group = held.get(str(service_id))
        need = frozen[unit_id].get(code) if unit_id in frozen else live.get(service_id)
        if group is not None and need is not None and need.required is not None:
            found.append(ServiceNeed(group.words.id, group.n, need))
    return tuple(found)
