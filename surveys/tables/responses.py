"""Answers of citizens, and the counts that are raised with them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from surveys.tables.foundation import Base, BigKey, UtcDateTime

COLUMNS = tuple(f"u{number}" for number in range(1, 10))
"""Columns of the nine elements in the questionnaire's order (u8 facilities, u9 complaints)."""

BINS = tuple(f"{column}_{value}" for column in COLUMNS for value in range(1, 5))
"""Columns of the roll-ups: how often each element was answered 1, 2, 3, 4."""

OVERALL_BINS = tuple(f"overall_{value}" for value in range(1, 5))


def _scores_in_range() -> tuple[CheckConstraint, ...]:
    return tuple(
        CheckConstraint(f"{column} between 1 and 4", name=f"{column}_from_1_to_4")
        for column in (*COLUMNS, "overall")
    )


class Questionnaire(Base):
    """A version of the questionnaire (kuesioner): how it asks, and since when."""

    __tablename__ = "questionnaire"
    __table_args__ = (CheckConstraint("mode in ('full', 'short')", name="mode_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    mode: Mapped[str] = mapped_column(String(8), default="full")
    official: Mapped[bool] = mapped_column(default=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    valid_from: Mapped[datetime] = mapped_column(UtcDateTime())


class Response(Base):
    """One citizen's answers (lembar kuesioner), one wide row, no person in it.

    A form key is stored with a digest of what was sent with it: the same key and content are one
    row however often they come, the same key with other content is a second one.
    """

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("form_key", "digest", "issued_on", name="uq_response_form_key"),
        Index("ix_response_unit_id_local_date", "unit_id", "local_date"),
        *_scores_in_range(),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    issued_on: Mapped[date]
    form_key: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(16), default="")
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime())
    local_date: Mapped[date]
    counter_id: Mapped[int] = mapped_column(ForeignKey("service_counter.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"))
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"))
    channel: Mapped[str] = mapped_column(String(8))
    helped: Mapped[bool] = mapped_column(default=False)
    u1: Mapped[int | None] = mapped_column(SmallInteger)
    u2: Mapped[int | None] = mapped_column(SmallInteger)
    u3: Mapped[int | None] = mapped_column(SmallInteger)
    u4: Mapped[int | None] = mapped_column(SmallInteger)
    u5: Mapped[int | None] = mapped_column(SmallInteger)
    u6: Mapped[int | None] = mapped_column(SmallInteger)
    u7: Mapped[int | None] = mapped_column(SmallInteger)
    u8: Mapped[int | None] = mapped_column(SmallInteger)
    u9: Mapped[int | None] = mapped_column(SmallInteger)
    overall: Mapped[int | None] = mapped_column(SmallInteger)
    age_band: Mapped[str | None] = mapped_column(String(8))
    sex: Mapped[str | None] = mapped_column(String(1))
    education: Mapped[str | None] = mapped_column(String(8))
    occupation: Mapped[str | None] = mapped_column(String(12))
    lang: Mapped[str | None] = mapped_column(String(8))
    marks: Mapped[int] = mapped_column(Integer, default=0)
    excluded: Mapped[bool] = mapped_column(default=False)
    extra: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Exclusion(Base):
    """Why a response is kept out of the figures, by whom, and whether that was lifted."""

    __tablename__ = "exclusion"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(BigKey, ForeignKey("response.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300))
    actor: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column("excluded_at", UtcDateTime())
    lifted_by: Mapped[str | None] = mapped_column(String(100))
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


def _bin_columns() -> dict[str, Any]:
    return {name: mapped_column(Integer, default=0) for name in (*BINS, *OVERALL_BINS)}


class _Counts:
    """Counts that both roll-ups hold; the bins are added to each table below."""

    responses: Mapped[int] = mapped_column(default=0)
    respondents: Mapped[int] = mapped_column(default=0)
    incomplete: Mapped[int] = mapped_column(default=0)
    comments: Mapped[int] = mapped_column(default=0)
    excluded: Mapped[int] = mapped_column(default=0)


class CounterDay(_Counts, Base):
    """Counts of one counter, day and way of answering, raised with the answers themselves.

    unit_id : whose counter it was; on the day on which it moves there are rows of both.
    """

    __tablename__ = "counter_day"

    counter_id: Mapped[int] = mapped_column(ForeignKey("service_counter.id"), primary_key=True)
    local_date: Mapped[date] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(8), primary_key=True)
    helped: Mapped[bool] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)

    __table_args__ = (Index("ix_counter_day_unit_id_local_date", "unit_id", "local_date"),)


class CounterMonth(_Counts, Base):
    """The same counts by calendar month (first day of the month), for long stretches.

    revision : rises with every change of the month or of one of its days.
    """

    __tablename__ = "counter_month"

    counter_id: Mapped[int] = mapped_column(ForeignKey("service_counter.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(8), primary_key=True)
    helped: Mapped[bool] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(server_default="1")

    __table_args__ = (Index("ix_counter_month_unit_id_month", "unit_id", "month"),)


for _table in (CounterDay, CounterMonth):
    for _name, _column in _bin_columns().items():
        setattr(_table, _name, _column)


class KeptFigure(Base):
    """Counts and spreads of a unit's period, as bytes (surveys/kept_bytes.py); of a month its days.

    ways : of months and quarters what came each way of answering (surveys/kept_ways.py).

    Never the truth, only what was worked out of it: it holds while `revision` is still the sum of
    the revisions of its months. Apart, since a page of many units reads only some of it.
    """

    __tablename__ = "kept_figure"

    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id"), primary_key=True, autoincrement=False
    )
    period: Mapped[str] = mapped_column(String(8), primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger)
    counts: Mapped[bytes] = mapped_column(LargeBinary())
    index_spread: Mapped[bytes | None] = mapped_column(LargeBinary())
    element_spreads: Mapped[bytes] = mapped_column(LargeBinary())
    days: Mapped[bytes | None] = mapped_column(LargeBinary())
    ways: Mapped[bytes | None] = mapped_column(LargeBinary())


class PublishedFigure(Base):
    """What the public sees of a unit and quarter; it moves in steps of at least five answers.

    respondents : 0 where it was taken back; what was shown before is then kept unseen in `counts`.
    """

    __tablename__ = "published_figure"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    period: Mapped[str] = mapped_column(String(8), primary_key=True)
    respondents: Mapped[int]
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime())


class PublishedBefore(Base):
    """A part of a public snapshot (sexes, services, themes) as it was until another one came.

    Whatever is shown later stands a step away from it, since somebody may have kept the page.
    """

    __tablename__ = "published_before"
    __table_args__ = (Index("ix_published_before_unit_id_period", "unit_id", "period"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    period: Mapped[str] = mapped_column(String(8))
    part: Mapped[str] = mapped_column(String(24))
    shown: Mapped[dict[str, Any]] = mapped_column(JSON)


class OpenDay(Base):
    """Published answers of a unit's days, added once and never changed: the open data by day.

    Together the rows of a unit and quarter are its PublishedFigure; each holds five sheets or more.
    """

    __tablename__ = "open_day"
    __table_args__ = (Index("ix_open_day_unit_id_period", "unit_id", "period"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    period: Mapped[str] = mapped_column(String(8))
    first_day: Mapped[date]
    last_day: Mapped[date]
    respondents: Mapped[int]
    bins: Mapped[list[int]] = mapped_column(JSON)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime())
    # Its own sheets are not newer; NULL where it is not known which sheets it holds.
    newest_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("response.id"))


class OpenSheet(Base):
    """A sheet that left the rows of open data or came back, or was kept out when they were made.

    row : the row it was first in, counted from 1 within its unit and quarter; NULL where it never
    was in one. turns : the rows that took it out, put it back, and so on. All others are in the
    first row of their day that is not older than they are.
    """

    __tablename__ = "open_sheet"
    __table_args__ = (Index("ix_open_sheet_unit_id_period", "unit_id", "period"),)

    response_id: Mapped[int] = mapped_column(
        BigKey, ForeignKey("response.id"), primary_key=True, autoincrement=False
    )
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    period: Mapped[str] = mapped_column(String(8))
    row: Mapped[int | None] = mapped_column(Integer)
    turns: Mapped[list[int]] = mapped_column(JSON)


class OpenDaySeen(Base):
    """The counts of each day when the snapshot last moved; never shown, the next step needs it."""

    __tablename__ = "open_day_seen"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    period: Mapped[str] = mapped_column(String(8), primary_key=True)
    days: Mapped[dict[str, list[int]]] = mapped_column(JSON)


class Slip(Base):
    """A one-time code that proves a visit without knowing the visitor; each works once."""

    __tablename__ = "slip"
    __table_args__ = (ForeignKeyConstraint(["counter_id"], ["service_counter.id"]),)

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    counter_id: Mapped[int] = mapped_column(index=True)
    batch: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime())
    used_key: Mapped[str | None] = mapped_column(String(80))
