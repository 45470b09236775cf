"""Days on which offices are closed."""

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.tables.foundation import Base


class Holiday(Base):
    """A day off as the portal's administrator entered it (libur nasional, cuti bersama)."""

    __tablename__ = "holiday"
    __table_args__ = (CheckConstraint("kind in ('national', 'joint_leave')", name="kind_known"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(80))
