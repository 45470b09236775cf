"""Training topics, trainings, who took part, and the plans of each half-year."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from surveys.tables.foundation import Base, UtcDateTime


class Topic(Base):
    """A training topic (materi pelatihan) and the complaint labels it addresses."""

    __tablename__ = "topic"
    __table_args__ = (
        CheckConstraint("cost_per_seat_sen >= 0", name="cost_not_negative"),
        CheckConstraint("max_seats is null or max_seats >= 1", name="seats_present"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    addresses: Mapped[list[str]] = mapped_column(JSON)
    hours_jp: Mapped[int | None]
    method: Mapped[str | None] = mapped_column(String(16))
    # Hundredths of a rupiah: spreadsheets bring "2100000,50" and sums must stay exact.
    cost_per_seat_sen: Mapped[int] = mapped_column(BigInteger, default=0)
    max_seats: Mapped[int | None]
    # Elements that it addresses beside those whose complaints it addresses.
    elements: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    # From this day on no new plan uses it; what was held stays and is measured.
    retired_on: Mapped[date | None]


class Training(Base):
    """A training that was or will be held; its dates alone decide before and after."""

    __tablename__ = "training"
    __table_args__ = (CheckConstraint("end_date >= start_date", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), index=True)
    cycle: Mapped[str] = mapped_column(String(6))
    start_date: Mapped[date]
    end_date: Mapped[date]
    provider: Mapped[str | None] = mapped_column(String(200))


class Participation(Base):
    """How many of a unit's staff took part in a training."""

    __tablename__ = "participation"
    __table_args__ = (CheckConstraint("participants >= 1", name="somebody_came"),)

    training_id: Mapped[int] = mapped_column(ForeignKey("training.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)
    participants: Mapped[int]


class OtherProgramme(Base):
    """What somebody else did in a unit, so that it does not pass for the effect of a training.

    Excluded: the unit's months from start to end are left out of every comparison; allowed for:
    they stay, and the change that programmes of one name brought is estimated.
    """

    __tablename__ = "other_programme"
    __table_args__ = (
        CheckConstraint("end_date is null or end_date >= start_date", name="ends_after_start"),
        CheckConstraint("handling in ('excluded', 'allowed for')", name="handling_known"),
        UniqueConstraint("unit_id", "name", "start_date", name="uq_other_programme_unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(200))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    start_date: Mapped[date]
    end_date: Mapped[date | None]
    handling: Mapped[str] = mapped_column(String(12), default="excluded")


class EffectProtocol(Base):
    """A measure of a topic that was put on record before its result was open."""

    __tablename__ = "effect_protocol"
    __table_args__ = (UniqueConstraint("topic_id", "outcome", name="uq_effect_protocol_topic_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"))
    outcome: Mapped[str] = mapped_column(String(64))
    registered_by: Mapped[str] = mapped_column(String(100))
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime())


class CycleReview(Base):
    """That somebody looked at what came of a half-year, and the figures that they saw."""

    __tablename__ = "cycle_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle: Mapped[str] = mapped_column(String(6), index=True)
    note: Mapped[str] = mapped_column(Text)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    reviewed_by: Mapped[str] = mapped_column(String(100))
    reviewed_at: Mapped[datetime] = mapped_column(UtcDateTime())


class Plan(Base):
    """The training plan of one half-year cycle; frozen once approved."""

    __tablename__ = "plan"
    __table_args__ = (CheckConstraint("status in ('draft', 'approved')", name="status_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle: Mapped[str] = mapped_column(String(6), index=True)
    budget_sen: Mapped[int] = mapped_column(BigInteger)
    max_seats: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(8), default="draft")
    made_by: Mapped[str] = mapped_column(String(100))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime())
    approved_by: Mapped[str | None] = mapped_column(String(100))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    # What the proposal rested on: last day of data, model version, seed, gap, what was left out.
    basis: Mapped[dict[str, Any]] = mapped_column(JSON)
    frozen: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class PlanItem(Base):
    """One line of a plan: seats of a topic for a unit, and why."""

    __tablename__ = "plan_item"
    __table_args__ = (CheckConstraint("seats >= 1", name="seats_present"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    rank: Mapped[int]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"))
    seats: Mapped[int]
    cost_sen: Mapped[int] = mapped_column(BigInteger)
    need: Mapped[float]
    expected_gain: Mapped[float]
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_by: Mapped[str | None] = mapped_column(String(100))
