"""Columns and constraints of everything that is stored; no queries here."""

from surveys.tables.accounts import Account, AuditEntry, Setting, SignIn
from surveys.tables.calendar import Holiday
from surveys.tables.complaints import Complaint, ComplaintLabel, Decision, FollowUp, Prediction
from surveys.tables.foundation import Base, UtcDateTime
from surveys.tables.jobs import Job
from surveys.tables.places import (
    Agency,
    CounterService,
    RetiredCode,
    Service,
    ServiceCounter,
    Unit,
    VisitCount,
)
from surveys.tables.responses import (
    CounterDay,
    CounterMonth,
    Exclusion,
    KeptFigure,
    OpenDay,
    OpenDaySeen,
    PublishedBefore,
    PublishedFigure,
    Questionnaire,
    Response,
    Slip,
)
from surveys.tables.results import (
    ClosedPeriod,
    IssuedPiece,
    LateCorrection,
    OlderResult,
    ReportText,
)
from surveys.tables.training import (
    CycleReview,
    EffectProtocol,
    OtherProgramme,
    Participation,
    Plan,
    PlanItem,
    Topic,
    Training,
)

__all__ = [
    "Account",
    "Agency",
    "AuditEntry",
    "Base",
    "ClosedPeriod",
    "Complaint",
    "ComplaintLabel",
    "CounterDay",
    "CounterMonth",
    "CounterService",
    "CycleReview",
    "Decision",
    "EffectProtocol",
    "Exclusion",
    "FollowUp",
    "Holiday",
    "IssuedPiece",
    "Job",
    "KeptFigure",
    "LateCorrection",
    "OlderResult",
    "OpenDay",
    "OpenDaySeen",
    "OtherProgramme",
    "Participation",
    "Plan",
    "PlanItem",
    "Prediction",
    "PublishedBefore",
    "PublishedFigure",
    "Questionnaire",
    "ReportText",
    "Response",
    "RetiredCode",
    "Service",
    "ServiceCounter",
    "Setting",
    "SignIn",
    "Slip",
    "Topic",
    "Training",
    "Unit",
    "UtcDateTime",
    "VisitCount",
]
