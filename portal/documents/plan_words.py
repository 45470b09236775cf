"""What the documents of a plan say in words, in the workbook and on paper alike."""

from datetime import date

from portal import wording
from surveys.plans import ItemLine, StoredPlan
from surveys.rules.labels import LABEL_WORDS
from surveys.rules.periods import parse_period


def reason_of(item: ItemLine) -> str:
    """What the line rests on, in one sentence."""
    seen = item.evidence
    label = seen.get("label")
    about = LABEL_WORDS[label].id.lower() if label in LABEL_WORDS else "layanan"
    text = (
        f"SKM: {seen.get('complaints', 0)} keluhan tentang {about}"
        f" dari {seen.get('commented', 0)} komentar, {seen.get('respondents', 0)} responden,"
        " sejak data pertama"
    )
    return text + (f"; diubah oleh {item.changed_by}" if item.changed_by else "")


def state_of(plan: StoredPlan) -> str:
    """Whether it is a draft, or who approved it and when."""
    if plan.is_draft or plan.approved_at is None:
        return "Rancangan, belum disetujui"
    return f"Disetujui {plan.approved_by}, {wording.moment(plan.approved_at)}"


def data_until(plan: StoredPlan) -> str:
    """The last day of the data that the plan knew."""
    until = plan.basis.get("data_until")
    return wording.day(date.fromisoformat(until)) if until else "–"


def last_trained(item: ItemLine) -> str:
    """The last day of the unit's last training in the topic."""
    last = item.evidence.get("last_trained")
    return wording.day(date.fromisoformat(last)) if last else "belum pernah"


def span_of(cycle: str) -> str:
    """The months of a half-year: Januari sampai Juni 2027."""
    period = parse_period(cycle)
    first, last = period.first_day, period.last_day
    return f"{wording.month(first).split()[0]} sampai {wording.month(last)}"
