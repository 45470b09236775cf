"""What the documents of a plan say in words, in the workbook and on paper alike."""

from datetime import date, datetime

from portal import wording
from surveys.plan_changes import change_of
from surveys.plans import ItemLine, StoredPlan
from surveys.rules.labels import LABEL_WORDS
from surveys.rules.periods import parse_period


def reason_of(plan: StoredPlan, item: ItemLine) -> str:
    """What the line rests on: the problems that its topic is there for, and what people changed."""
    seen = item.evidence
    told = [
        f"{label['complaints']} {'keluhan ' if not number else ''}tentang "
        f"{LABEL_WORDS[label['label']].id.lower()}"
        for number, label in enumerate(seen.get("labels", ()))
        if label["label"] in LABEL_WORDS
    ]
    text = (
        f"SKM: {', '.join(told) or 'tidak ada keluhan'}, dari {seen.get('commented', 0)} komentar,"
        f" {seen.get('respondents', 0)} responden, sejak data pertama"
    )
    twice = [
        f"{wording.about(float(other['visits']))} oleh {other['topic_name']}"
        for other in seen.get("also_avoided", ())
        if other["visits"] >= 0.5
    ]
    if twice:
        text += f"; sudah dikurangi yang juga dicegah: {', '.join(twice)}"
    return text + changed_words(plan, item)


def changed_words(plan: StoredPlan, item: ItemLine) -> str:
    """Who changed a line from how many seats to how many, and why; empty where nobody did."""
    change = change_of(plan, item)
    if change is None:
        return f"; diubah oleh {item.changed_by}" if item.changed_by else ""
    return (
        f"; diubah oleh {change.by}, {change.before} menjadi {change.after} kursi: {change.reason}"
    )


def changes_of(plan: StoredPlan) -> list[tuple[str, str, str, str]]:
    """Every change: what, seats, why, and by whom and when."""
    return [
        (
            ", ".join(part for part in (change["unit"], change["topic"]) if part),
            "tidak boleh direncanakan"
            if change.get("forbidden")
            else f"{change['seats_before']} menjadi {change['seats_after']} kursi",
            str(change.get("reason") or "\u2013"),
            f"{change['by']}, {wording.moment(datetime.fromisoformat(change['at']))}",
        )
        for change in plan.basis.get("changes", ())
    ]


def approval_words(plan: StoredPlan) -> list[str]:
    """What an approval says about itself: an exception, and what spoke against it."""
    kept = (plan.frozen or {}).get("approval", {})
    concerns, said = kept.get("concerns", {}), []
    if kept.get("exception"):
        said.append(f"Disetujui oleh penyusunnya sendiri, {plan.approved_by}: {kept['exception']}")
    if concerns.get("data_until"):
        until = wording.day(date.fromisoformat(concerns["data_until"]))
        starts = wording.day(parse_period(plan.cycle).first_day)
        said.append(f"Disetujui dengan data sampai {until}; siklus mulai {starts}.")
    if concerns.get("proposals_until"):
        day = wording.day(date.fromisoformat(concerns["proposals_until"]))
        said.append(f"Disetujui sesudah batas usulan anggaran, {day}.")
    if concerns.get("retired"):
        said.append(f"Saat disetujui tidak dipakai lagi: {', '.join(concerns['retired'])}.")
    if concerns.get("repriced"):
        said.append(f"Saat disetujui biayanya sudah berubah: {', '.join(concerns['repriced'])}.")
    if concerns.get("unread"):
        said.append(f"Saat disetujui, {concerns['unread']} komentar belum dibaca.")
    return said


def reading_words(plan: StoredPlan) -> list[str]:
    """How much of the comments behind the plan people checked, and which labels are guesses."""
    kept = plan.basis.get("reading")
    if not kept:
        return []
    checked, comments = kept["checked"], kept["comments"]
    share = wording.number(100 * checked / comments if comments else 0.0, 1)
    said = [
        f"Orang sudah memeriksa {wording.number(checked)} dari {wording.number(comments)} keluhan"
        f" dan usul di balik rencana ini ({share}%)."
    ]
    if kept["guessed"]:
        names = ", ".join(LABEL_WORDS[label].id for label in kept["guessed"])
        said.append(f"Dugaan pembaca otomatis, belum cukup diperiksa: {names}.")
    return said


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
