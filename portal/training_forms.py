"""From the planner's forms to trainings and programmes, with a sentence for each wrong field."""

from collections.abc import Sequence
from datetime import date

from surveys.other_programmes import NewProgramme
from surveys.plans import StoredPlan
from surveys.rules.periods import FIRST_DAY, LAST_DAY
from surveys.rules.written_days import written_day
from surveys.training import Seats, TrainingEntry

TRAINING_FIELDS = ("code", "topic", "cycle", "start_date", "end_date", "provider")
PROGRAMME_FIELDS = ("unit", "name", "topic", "start_date", "end_date", "handling")


def read_entry(
    given: dict[str, str], seats: Sequence[tuple[str, str]]
) -> tuple[TrainingEntry, dict[str, str]]:
    """A training from its form, and a sentence for each field that is no date or no number.

    A day that cannot be read stands as None, so that everything else is checked all the same.
    """
    unread: dict[str, str] = {}
    lines = []
    for unit, count in seats:
        if not unit and not count:
            continue
        if not count.isascii() or not count.isdigit() or len(count) > 6 or not unit:
            unread["seats"] = f"Peserta: isi unit dan angka pada baris '{unit or count}'."
            continue
        lines.append(Seats(unit, int(count)))
    entry = TrainingEntry(
        given["code"],
        given["topic"],
        given["cycle"],
        _day(given, "start_date", unread),
        _day(given, "end_date", unread),
        given["provider"] or None,
        tuple(lines),
    )
    return entry, unread


def planned_entry(
    plan: StoredPlan, topic_code: str
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """A training of a plan as its form begins: topic, cycle, and the seats of each unit."""
    given = {"code": f"{topic_code}-{plan.cycle}", "topic": topic_code, "cycle": plan.cycle}
    items = [item for item in plan.items if item.topic_code == topic_code]
    return given, [(item.unit_code, str(item.seats)) for item in items]


def read_programme(given: dict[str, str]) -> tuple[NewProgramme, dict[str, str]]:
    """A programme of others from its form, and a sentence for each field that is no date."""
    unread: dict[str, str] = {}
    programme = NewProgramme(
        given["unit"],
        given["name"],
        given["topic"],
        _day(given, "start_date", unread),
        _day(given, "end_date", unread) if given["end_date"] else None,
        given["handling"],
    )
    return programme, unread


_DAYS = {"start_date": "Tanggal mulai", "end_date": "Tanggal selesai"}


def _day(given: dict[str, str], name: str, unread: dict[str, str]) -> date | None:
    try:
        found = written_day(given[name])
    except ValueError:
        unread[name] = f"{_DAYS[name]}: isi tanggal seperti 2026-07-14."
        return None
    if not FIRST_DAY <= found <= LAST_DAY:
        # An import takes no other day, so an export with it could not be restored.
        unread[name] = f"{_DAYS[name]}: isi tanggal mulai {FIRST_DAY} sampai {LAST_DAY}."
        return None
    return found
