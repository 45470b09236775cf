"""What people changed in a plan, and why: as a page, a workbook and a sheet of paper tell it."""

from dataclasses import dataclass

from surveys.errors import Invalid
from surveys.plans import ItemLine, StoredPlan

SHORTEST_REASON, LONGEST_REASON = 5, 300


@dataclass(frozen=True)
class LineChange:
    """How many seats a line had as proposed and has now, and why it was changed last."""

    before: int
    after: int
    reason: str
    by: str


def checked_reason(text: str) -> str:
    """Why something was changed; raises Invalid where it says nothing."""
    reason = " ".join(text.split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Invalid(
            {
                "reason": f"Alasan: isi mengapa diubah, {SHORTEST_REASON} sampai"
                f" {LONGEST_REASON} huruf."
            }
        )
    return reason


def change_of(plan: StoredPlan, item: ItemLine) -> LineChange | None:
    """What people made of a line; None where it stands as proposed."""
    own = [
        change
        for change in plan.basis.get("changes", ())
        if (change.get("unit_code"), change.get("topic_code")) == (item.unit_code, item.topic_code)
    ]
    if not item.changed_by or not own:
        return None
    last = own[-1]
    return LineChange(
        int(own[0]["seats_before"]), item.seats, str(last.get("reason", "")), str(last["by"])
    )
