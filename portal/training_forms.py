"""From the planner's forms to trainings and programmes, with a sentence for each wrong field."""

from collections.abc import Sequence
from datetime import date

from surveys.errors import Invalid
from surveys.other_programmes import NewProgramme
from surveys.training import Seats, TrainingEntry

TRAINING_FIELDS = ("code", "topic", "cycle", "start_date", "end_date", "provider")
PROGRAMME_FIELDS = ("unit", "name", "topic", "start_date", "end_date", "handling")


def _day(text: str, words: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{words}: isi tanggal seperti 2026-07-14.") from None


def read_entry(given: dict[str, str], seats: Sequence[tuple[str, str]]) -> TrainingEntry:
    """A training from its form; raises Invalid for what is no date or no number."""
    problems: dict[str, str] = {}
    days: dict[str, date] = {}
    for name, words in (("start_date", "Tanggal mulai"), ("end_date", "Tanggal selesai")):
        try:
            days[name] = _day(given[name], words)
        except ValueError as problem:
            problems[name] = str(problem)
    lines = []
    for unit, count in seats:
        if not unit and not count:
            continue
        if not count.isascii() or not count.isdigit() or len(count) > 6 or not unit:
            problems["seats"] = f"Peserta: isi unit dan angka pada baris '{unit or count}'."
            continue
        lines.append(Seats(unit, int(count)))
    if problems:
        raise Invalid(problems)
    return TrainingEntry(
        given["code"],
        given["topic"],
        given["cycle"],
        days["start_date"],
        days["end_date"],
        given["provider"] or None,
        tuple(lines),
    )


def read_programme(given: dict[str, str]) -> NewProgramme:
    """A programme of others from its form; raises Invalid for what is no date."""
    problems: dict[str, str] = {}
    days: dict[str, date | None] = {"end_date": None}
    for name, words in (("start_date", "Tanggal mulai"), ("end_date", "Tanggal selesai")):
        if name == "end_date" and not given[name]:
            continue
        try:
            days[name] = _day(given[name], words)
        except ValueError as problem:
            problems[name] = str(problem)
    start = days.get("start_date")
    if problems or start is None:
        raise Invalid(problems)
    return NewProgramme(
        given["unit"], given["name"], given["topic"], start, days["end_date"], given["handling"]
    )
