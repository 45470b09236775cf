"""Tables of their own in an export: what an import of an agency does not bring.

Each names only its table; surveys.exchange_fields finds the columns.
"""

from collections.abc import Sequence

from sqlalchemy import or_, select

from surveys.exchange_fields import Kind, OwnTable
from surveys.tables import (
    ClosedPeriod,
    Complaint,
    ComplaintLabel,
    CycleReview,
    Decision,
    EffectProtocol,
    Exclusion,
    FollowUp,
    FormerAgency,
    Holiday,
    IssuedPiece,
    LateCorrection,
    OlderResult,
    OlderShown,
    OpenDay,
    OpenDaySeen,
    OpenSheet,
    Plan,
    PlanItem,
    Prediction,
    PublishedBefore,
    PublishedFigure,
    Questionnaire,
    ReportText,
    Response,
    RetiredCode,
    ServiceCounter,
    Slip,
)

_ODD = or_(
    Response.marks != 0,
    Response.excluded,
    Response.issued_on != Response.local_date,
    Response.questionnaire_id
    != select(Questionnaire.id)
    .where(Questionnaire.unit_id.is_(None), Questionnaire.mode == "full")
    .order_by(Questionnaire.valid_from.desc(), Questionnaire.id.desc())
    .limit(1)
    .scalar_subquery(),
)

_IN_RESPONSES = frozenset(Response.__table__.columns.keys()) - {
    "id",
    "issued_on",
    "questionnaire_id",
    "marks",
    "excluded",
}
_IN_COUNTERS = frozenset({"unit_id", "name", "public_code", "closed_from", "closed_reason"})
_NAMED_ELSEWHERE = frozenset({"unit_id", "counter_id", "local_date", "text"})

OWN_TABLES: tuple[OwnTable, ...] = (
    OwnTable("questionnaires", Questionnaire),
    OwnTable("retired_codes", RetiredCode),
    OwnTable(
        "counter_hours",
        ServiceCounter,
        _IN_COUNTERS | {"closed_scans", "reopened_on"},
        changes=True,
        only=ServiceCounter.opens_hour.is_not(None) | ServiceCounter.closes_hour.is_not(None),
    ),
    OwnTable(
        "counter_closings",
        ServiceCounter,
        _IN_COUNTERS | {"opens_hour", "closes_hour"},
        changes=True,
        only=(ServiceCounter.closed_scans > 0) | ServiceCounter.reopened_on.is_not(None),
    ),
    # Which slip an answer came with stays here: whoever handed the slip over knows the person.
    OwnTable("slips", Slip),
    OwnTable("marks", Response, _IN_RESPONSES, changes=True, only=_ODD),
    OwnTable("exclusions", Exclusion),
    # What is sealed for the inspector names people, so it never leaves.
    OwnTable("cases", Complaint, _NAMED_ELSEWHERE | {"sealed"}, changes=True),
    OwnTable("labels", ComplaintLabel),
    OwnTable("predictions", Prediction),
    OwnTable("decisions", Decision, frozenset({"account_id"})),
    OwnTable("follow_ups", FollowUp),
    OwnTable("plans", Plan, numbered=True),
    OwnTable("plan_items", PlanItem),
    OwnTable("effect_protocols", EffectProtocol),
    OwnTable("cycle_reviews", CycleReview),
    OwnTable("closed_periods", ClosedPeriod, numbered=True, snapshots="figures"),
    OwnTable("late_corrections", LateCorrection, snapshots="figures"),
    OwnTable("issued_pieces", IssuedPiece),
    OwnTable("report_texts", ReportText),
    OwnTable("holidays", Holiday),
    OwnTable("former_agencies", FormerAgency),
    OwnTable("older_results", OlderResult, frozenset({"unit_part"})),
    OwnTable("older_shown", OlderShown),
    OwnTable("published", PublishedFigure, snapshots="counts"),
    OwnTable("published_before", PublishedBefore),
    OwnTable("open_days", OpenDay),
    OwnTable("open_days_seen", OpenDaySeen),
    OwnTable("open_sheets", OpenSheet),
)
"""In the order in which rows may refer to each other."""

STAYS = frozenset(
    {
        "account",
        "sign_in",
        "audit_entry",
        "setting",
        "job",
        "counter_day",
        "counter_month",
        "kept_figure",
    }
)
"""Never exported: who works here and what they did; and what is counted anew."""


def number_titles(own: OwnTable) -> tuple[str, ...]:
    """Columns of numbers."""
    numbers = {Kind.NUMBER, Kind.REAL, Kind.FLAG}
    return tuple(field.title for field in own.fields if field.kind in numbers)


def own_table(name: str) -> OwnTable | None:
    """The table of a name."""
    return next((own for own in OWN_TABLES if own.name == name), None)


def own_names() -> Sequence[str]:
    """The names of all of them."""
    return tuple(own.name for own in OWN_TABLES)
