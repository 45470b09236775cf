"""What citizens wrote, what was read in it, and what was done about it."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from surveys.tables.foundation import Base, BigKey, UtcDateTime


class Complaint(Base):
    """A comment as a case (pengaduan, saran, masukan), personal data already masked.

    The effective reading (polarity, labels, confidential) is a person's where there is one, the
    model's otherwise; both stand side by side in Prediction and Decision. A case carries the number
    of the response it was written with.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        CheckConstraint(
            "status in ('new', 'in_progress', 'answered', 'closed', 'reopened')",
            name="status_known",
        ),
        Index("ix_complaint_unit_id_local_date", "unit_id", "local_date"),
        Index("ix_complaint_read_by", "read_by"),
    )

    id: Mapped[int] = mapped_column(
        BigKey, ForeignKey("response.id"), primary_key=True, autoincrement=False
    )
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    counter_id: Mapped[int] = mapped_column(ForeignKey("service_counter.id"))
    local_date: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    receipt: Mapped[str] = mapped_column(String(13), unique=True)
    private: Mapped[bool] = mapped_column(default=False)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    status: Mapped[str] = mapped_column(String(12), default="new")
    # The class that sets the time to answer: proposed by rule until a person (kind_by) sets it.
    kind: Mapped[str | None] = mapped_column(String(24))
    kind_by: Mapped[str | None] = mapped_column(String(100))
    # What its class alone gives, danger or not; the day that counts (due_on) may be sooner.
    class_due_on: Mapped[date | None]
    # From this day on the time of its class runs; NULL is the day it was written.
    class_from: Mapped[date | None]
    due_on: Mapped[date | None]
    polarity: Mapped[str | None] = mapped_column(String(12))
    # Integrity or an officer's name in it: for the inspector alone, from the model or a person.
    confidential: Mapped[bool] = mapped_column(default=False)
    # Found by the reader until a person (danger_by) says that there is danger, or none.
    danger: Mapped[bool] = mapped_column(default=False)
    danger_by: Mapped[str | None] = mapped_column(String(100))
    # From this day on the time to act runs; NULL where danger was found in a text of long ago.
    danger_on: Mapped[date | None]
    needs_review: Mapped[bool] = mapped_column(default=True)
    # Version of the model that read it last; NULL is the queue of texts nobody has read yet.
    read_by: Mapped[str | None] = mapped_column(String(40))
    reply: Mapped[str | None] = mapped_column(Text)
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    replied_by: Mapped[str | None] = mapped_column(String(100))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class ComplaintLabel(Base):
    """An effective label of a complaint: a person's where there is one, else the model's."""

    __tablename__ = "complaint_label"
    __table_args__ = (Index("ix_complaint_label_label", "label"),)

    complaint_id: Mapped[int] = mapped_column(BigKey, ForeignKey("complaint.id"), primary_key=True)
    label: Mapped[str] = mapped_column(String(24), primary_key=True)
    source: Mapped[str] = mapped_column(String(8))


class Prediction(Base):
    """What one version of the model read in a complaint."""

    __tablename__ = "prediction"

    complaint_id: Mapped[int] = mapped_column(BigKey, ForeignKey("complaint.id"), primary_key=True)
    model_version: Mapped[str] = mapped_column(String(40), primary_key=True)
    labels: Mapped[list[str]] = mapped_column(JSON)
    scores: Mapped[dict[str, float]] = mapped_column(JSON)
    polarity: Mapped[str] = mapped_column(String(12))
    subtype: Mapped[str | None] = mapped_column(String(16))
    # NULL where the text was read before it was kept.
    polarity_doubt: Mapped[float | None]
    needs_review: Mapped[bool]
    read_at: Mapped[datetime] = mapped_column(UtcDateTime())


class Decision(Base):
    """What a person read in a complaint; the newest counts, none is ever changed."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(BigKey, ForeignKey("complaint.id"), index=True)
    labels: Mapped[list[str]] = mapped_column(JSON)
    polarity: Mapped[str] = mapped_column(String(12))
    subtype: Mapped[str | None] = mapped_column(String(16))
    # NULL where the decision came with an import: accounts do not travel, the name does.
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    actor: Mapped[str] = mapped_column(String(100))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime())
    # Chance had set the text apart for checking, so it may stand for all the others.
    drawn: Mapped[bool] = mapped_column(default=False)
    # The desk had put the text before a second person, to learn how far people agree.
    again: Mapped[bool] = mapped_column(default=False)
    # Whether the box of danger was ticked in what the person sent; NULL where there was no box.
    danger: Mapped[bool | None]


class FollowUp(Base):
    """One line of the follow-up plan (rencana tindak lanjut) with its state and proof."""

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("status in ('planned', 'running', 'done')", name="status_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    counter_id: Mapped[int | None] = mapped_column(ForeignKey("service_counter.id"))
    complaint_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("complaint.id"))
    element: Mapped[str | None] = mapped_column(String(24))
    activity: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date | None]
    responsible: Mapped[str] = mapped_column(String(100), default="")
    status: Mapped[str] = mapped_column(String(8), default="planned")
    done_on: Mapped[date | None]
    proof: Mapped[str | None] = mapped_column(Text)
    # "What changed here because of you" is shown to citizens only when the head says so.
    public: Mapped[bool] = mapped_column(default=True)
    created_by: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
