"""Plans of a half-year's trainings, as they are read: drafts as they stand, others as frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from surveys.errors import NotFound
from surveys.tables import Agency, Plan, PlanItem, Topic, Unit

DRAFT, APPROVED = "draft", "approved"


@dataclass(frozen=True)
class PlanLine:
    """A plan in the list."""

    plan_id: int
    cycle: str
    status: str
    budget_sen: int
    spent_sen: int
    seats: int
    units: int
    made_by: str
    made_at: datetime
    approved_by: str | None
    approved_at: datetime | None


@dataclass(frozen=True)
class ItemLine:
    """One line with the names that people read."""

    item_id: int
    rank: int
    unit_id: int
    unit_code: str
    unit_name: str
    agency_code: str
    agency_name: str
    region: str | None
    topic_id: int
    topic_code: str
    topic_name: str
    hours_jp: int | None
    method: str | None
    seats: int
    cost_sen: int
    need: float
    expected_gain: float
    evidence: Mapping[str, Any]
    changed_by: str | None


@dataclass(frozen=True)
class StoredPlan:
    """A plan with its lines; `basis` says what the proposal rested on."""

    plan_id: int
    cycle: str
    status: str
    budget_sen: int
    max_seats: int | None
    made_by: str
    made_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    basis: Mapping[str, Any]
    frozen: Mapping[str, Any] | None
    items: tuple[ItemLine, ...]

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.status == DRAFT

    @property
    def changes(self) -> tuple[Mapping[str, Any], ...]:
        """What people changed since it was proposed, the first change first."""
        return tuple(self.basis.get("changes", ()))

    @property
    def spent_sen(self) -> int:
        """What all lines cost."""
        return sum(item.cost_sen for item in self.items)

    @property
    def expected_gain(self) -> float:
        """Problem visits avoided in the twelve months after delivery."""
        return sum(item.expected_gain for item in self.items)


def plans(connection: Connection) -> list[PlanLine]:
    """Every plan, the newest cycle first, within a cycle the newest plan first."""
    rows = connection.execute(
        select(
            Plan.id,
            Plan.cycle,
            Plan.status,
            Plan.budget_sen,
            func.coalesce(func.sum(PlanItem.cost_sen), 0),
            func.coalesce(func.sum(PlanItem.seats), 0),
            func.count(PlanItem.unit_id.distinct()),
            Plan.made_by,
            Plan.made_at,
            Plan.approved_by,
            Plan.approved_at,
        )
        .outerjoin(PlanItem, PlanItem.plan_id == Plan.id)
        .group_by(Plan.id)
        .order_by(Plan.cycle.desc(), Plan.id.desc())
    )
    return [PlanLine(*row[:4], int(row[4]), int(row[5]), int(row[6]), *row[7:]) for row in rows]


def plan_for_cycle(connection: Connection, cycle: str) -> int | None:
    """The plan that counts in a cycle: the approved one, else the newest draft."""
    return connection.execute(
        select(Plan.id)
        .where(Plan.cycle == cycle)
        .order_by((Plan.status == APPROVED).desc(), Plan.id.desc())
        .limit(1)
    ).scalar()


def plan_of(connection: Connection, plan_id: int) -> StoredPlan:
    """A plan with its lines in order; raises NotFound.

    An approved plan reads as it was frozen: a unit or topic that is renamed later, or costs more,
    does not change what was approved.
    """
    row = connection.execute(select(Plan.__table__).where(Plan.id == plan_id)).first()
    if row is None:
        raise NotFound(str(plan_id))
    lines = [ItemLine(*line) for line in connection.execute(_lines_of(plan_id))]
    if row.frozen is not None:
        kept = {line["rank"]: line for line in row.frozen["items"]}
        lines = [as_frozen(line, kept.get(line.rank, {})) for line in lines]
    return StoredPlan(
        row.id,
        row.cycle,
        row.status,
        row.budget_sen,
        row.max_seats,
        row.made_by,
        row.made_at,
        row.approved_by,
        row.approved_at,
        row.basis,
        row.frozen,
        tuple(lines),
    )


FROZEN = (
    "unit_code",
    "unit_name",
    "agency_code",
    "agency_name",
    "region",
    "topic_code",
    "topic_name",
    "hours_jp",
    "method",
    "seats",
    "cost_sen",
    "need",
    "expected_gain",
    "evidence",
    "changed_by",
)
"""Fields of a line that an approval keeps."""


def as_frozen(line: ItemLine, kept: Mapping[str, Any]) -> ItemLine:
    """A line as it was when its plan was approved."""
    return replace(line, **{name: kept[name] for name in FROZEN if name in kept})


def _lines_of(plan_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            PlanItem.id,
            PlanItem.rank,
            Unit.id,
            Unit.code,
            Unit.name,
            Agency.code,
            Agency.name,
            Agency.region,
            Topic.id,
            Topic.code,
            Topic.name,
            Topic.hours_jp,
            Topic.method,
            PlanItem.seats,
            PlanItem.cost_sen,
            PlanItem.need,
            PlanItem.expected_gain,
            PlanItem.evidence,
            PlanItem.changed_by,
        )
        .join(Unit, Unit.id == PlanItem.unit_id)
        .join(Agency, Agency.id == Unit.agency_id)
        .join(Topic, Topic.id == PlanItem.topic_id)
        .where(PlanItem.plan_id == plan_id)
        .order_by(PlanItem.rank, PlanItem.id)
    )
