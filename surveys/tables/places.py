"""Agencies, units, services and counters: where citizens are served."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.tables.foundation import Base, UtcDateTime


class Agency(Base):
    """A public agency (instansi, perangkat daerah)."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    region: Mapped[str | None] = mapped_column(String(100))


class Unit(Base):
    """A unit that serves citizens (unit penyelenggara pelayanan) with its own clock."""

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint("staff_count is null or staff_count >= 1", name="staff_present"),
        CheckConstraint(
            "citizens_per_year is null or citizens_per_year >= 0", name="citizens_not_negative"
        ),
        CheckConstraint(
            "leaving_percent is null or leaving_percent between 0 and 100",
            name="leaving_from_0_to_100",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    service_field: Mapped[str | None] = mapped_column(String(200))
    staff_count: Mapped[int | None]
    citizens_per_year: Mapped[int | None]
    time_zone: Mapped[str] = mapped_column(String(40), default="Asia/Jakarta")
    # How many of a hundred members of staff leave within a year: what they learnt goes with them.
    leaving_percent: Mapped[int | None]


class Service(Base):
    """A service of a unit (jenis pelayanan)."""

    __tablename__ = "service"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))


class ServiceCounter(Base):
    """A place where citizens are served (loket), with the public code printed in its QR."""

    __tablename__ = "service_counter"
    __table_args__ = (CheckConstraint("length(public_code) = 10", name="public_code_complete"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    public_code: Mapped[str] = mapped_column(String(10), unique=True)
    opens_hour: Mapped[int | None]
    closes_hour: Mapped[int | None]
    # From this day of the unit's calendar on nobody is served here; the reason is read by citizens.
    closed_from: Mapped[date | None]
    closed_reason: Mapped[str | None] = mapped_column(String(200))
    closed_scans: Mapped[int] = mapped_column(default=0, server_default="0")
    # No answer can be missed from the days before.
    reopened_on: Mapped[date | None]


class CounterService(Base):
    """Which services a counter offers."""

    __tablename__ = "counter_service"

    counter_id: Mapped[int] = mapped_column(ForeignKey("service_counter.id"), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True, index=True)


class FormerAgency(Base):
    """An agency that a unit once belonged to: its results of before may hold the unit's sheets."""

    __tablename__ = "former_agency"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True)


class RetiredCode(Base):
    """A public code that is no longer printed; whoever scans it is sent on to its counter."""

    __tablename__ = "retired_code"

    public_code: Mapped[str] = mapped_column(String(10), primary_key=True)
    counter_id: Mapped[int] = mapped_column(ForeignKey("service_counter.id"), index=True)
    reason: Mapped[str] = mapped_column(String(200), default="")
    retired_at: Mapped[datetime] = mapped_column(UtcDateTime())
    scans: Mapped[int] = mapped_column(default=0)


class VisitCount(Base):
    """How many people came in a period (kunjungan), for the whole unit or a part of it."""

    __tablename__ = "visit_count"
    __table_args__ = (
        CheckConstraint("visitors >= 0", name="visitors_not_negative"),
        Index(
            "uq_visit_count_where_and_when",
            "unit_id",
            "period",
            "service_part",
            "counter_part",
            unique=True,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    period: Mapped[str] = mapped_column(String(8))
    visitors: Mapped[int]
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"))
    counter_id: Mapped[int | None] = mapped_column(ForeignKey("service_counter.id"))
    # A NULL is never equal to another in a unique index, so the parts are kept as 0 as well.
    service_part: Mapped[int] = mapped_column(default=0)
    counter_part: Mapped[int] = mapped_column(default=0)
