"""Periods that were closed and frozen, and what came late."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
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


class OlderResult(Base):
    """An index that was measured before this portal, kept on its own scale and never joined.

    `elements` holds name -> [points with two decimals, answers or null]; `u8_is` says which element
    the agency's eighth column was.
    """

    __tablename__ = "older_result"
    __table_args__ = (
        CheckConstraint("index_hundredths between 2500 and 10000", name="index_in_range"),
        Index(
            "uq_older_result_where_and_when",
            "agency_id",
            "unit_part",
            "period",
            "scale",
            unique=True,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    # A NULL is never equal to another in a unique index, so the unit is kept as 0 as well.
    unit_part: Mapped[int] = mapped_column(default=0)
    period: Mapped[str] = mapped_column(String(8))
    scale: Mapped[str] = mapped_column(String(24))
    index_hundredths: Mapped[int]
    respondents: Mapped[int | None]
    elements: Mapped[dict[str, Any]] = mapped_column(JSON)
    u8_is: Mapped[str | None] = mapped_column(String(24))
    origin: Mapped[str] = mapped_column(String(200), default="")
    imported_by: Mapped[str] = mapped_column(String(100))
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime())


class OlderShown(Base):
    """An older result as the public saw it once; `standing` while it is shown.

    Rows stay: whatever is shown later is held against them. `respondents` is null for what an
    earlier version of the portal showed without a number.
    """

    __tablename__ = "older_shown"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    period: Mapped[str] = mapped_column(String(8))
    scale: Mapped[str] = mapped_column(String(24))
    index_hundredths: Mapped[int]
    respondents: Mapped[int | None]
    standing: Mapped[bool]
    shown_at: Mapped[datetime] = mapped_column(UtcDateTime())


class IssuedPiece(Base):
    """A piece of the report of a closed period as it was issued, in base64.

    In pieces, so that every export format can carry it; closed_period keeps the hash of the whole.
    """

    __tablename__ = "issued_piece"

    closed_period_id: Mapped[int] = mapped_column(ForeignKey("closed_period.id"), primary_key=True)
    piece: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[str] = mapped_column(Text())


class ReportText(Base):
    """A part of the SKM report in an agency's own words, in place of the usual ones."""

    __tablename__ = "report_text"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(24), primary_key=True)
    text: Mapped[str] = mapped_column(String(4000))
    changed_by: Mapped[str] = mapped_column(String(100))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime())
