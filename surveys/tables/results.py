"""Periods that were closed and frozen, and what came late."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from surveys.tables.foundation import Base, UtcDateTime


class ClosedPeriod(Base):
    """The figures of a unit and period as they were issued (periode survei yang ditutup)."""

    __tablename__ = "closed_period"
    __table_args__ = (UniqueConstraint("unit_id", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    period: Mapped[str] = mapped_column(String(8))
    first_day: Mapped[date]
    last_day: Mapped[date]
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    closed_by: Mapped[str] = mapped_column(String(100))
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime())
    document_sha256: Mapped[str | None] = mapped_column(String(64))


class LateCorrection(Base):
    """Answers that arrived after their period was closed: kept beside it, never mixed in."""

    __tablename__ = "late_correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    closed_period_id: Mapped[int] = mapped_column(ForeignKey("closed_period.id"), index=True)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime())
