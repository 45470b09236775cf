"""A training topic between its form and the register: what is ticked, typed, and wrong."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from portal.pages import Page
from surveys.errors import Invalid
from surveys.exchange_cells import BadCell, code, count, elements, labels, money_sen, name
from surveys.exchange_rows import METHODS
from surveys.rules.elements import Element
from surveys.rules.labels import INTEGRITY, LABEL_WORDS, UNTRAINABLE
from surveys.topics import TopicEntry
from surveys.training_history import Correction

TOPIC_FIELDS = ("code", "name", "hours_jp", "method", "cost_per_seat", "max_seats")


@dataclass(frozen=True)
class Tick:
    """A complaint or element that a topic may address.

    share : how much of it training is taken to mend before anything was measured, 0 to 1; None
        where no training does.
    """

    key: str
    words: str
    share: float | None
    chosen: bool


@dataclass(frozen=True)
class TopicPage(Page):
    """The form of one topic with its history."""

    template: ClassVar[str] = "training/topic.html"
    part: str
    code: str
    stored_name: str
    given: dict[str, str]
    complaints: tuple[Tick, ...]
    elements: tuple[Tick, ...]
    retired_on: date | None
    history: tuple[Correction, ...]
    labels: dict[str, str]
    done: str
    problems: dict[str, str]
    methods: tuple[str, ...] = METHODS


def ticks(
    addresses: Collection[str], beside: Collection[str], language: str
) -> tuple[tuple[Tick, ...], tuple[Tick, ...]]:
    """What can be ticked: complaints, then elements; integrity only where it stands already."""
    from ml.topic_strengths import TRAINABLE_SHARE

    def tick(key: str, chosen: Collection[str]) -> Tick:
        share = None if key in UNTRAINABLE else TRAINABLE_SHARE[key]
        return Tick(key, LABEL_WORDS[key].in_language(language), share, key in chosen)

    return (
        tuple(tick(key, addresses) for key in LABEL_WORDS if key != INTEGRITY or key in addresses),
        tuple(tick(element.value, beside) for element in Element),
    )


def written_topic(entry: TopicEntry) -> dict[str, str]:
    """A stored topic as its form shows it."""
    rupiah, sen = divmod(entry.cost_per_seat_sen, 100)
    return {
        "code": entry.code,
        "name": entry.name,
        "hours_jp": str(entry.hours_jp or ""),
        "method": entry.method or "",
        "cost_per_seat": f"{rupiah:,}".replace(",", ".") + (f",{sen:02}" if sen else ""),
        "max_seats": str(entry.max_seats or ""),
    }


def read_topic(
    given: dict[str, str], addresses: Sequence[str], beside: Sequence[str]
) -> TopicEntry:
    """A topic from its form, by the rules of an import; raises Invalid with what is wrong where."""
    problems: dict[str, str] = {}

    def read(field: str, words: str, take: Callable[[str], Any], cell: str) -> Any:
        try:
            return take(cell) if cell else None
        except BadCell as problem:
            problems[field] = f"{words}: {problem}."
            return None

    number = count(1)
    entry = TopicEntry(
        read("code", "Kode", code, given["code"]) or "",
        read("name", "Nama", name, given["name"]) or "",
        read("addresses", "Keluhan yang ditangani", labels, "|".join(addresses)) or (),
        read("elements", "Nilai unsur lain", elements, "|".join(beside)) or (),
        read("hours_jp", "JP", number, given["hours_jp"]),
        given["method"] or None,
        read("cost_per_seat", "Biaya per kursi", money_sen, given["cost_per_seat"]) or 0,
        read("max_seats", "Kursi sekali", number, given["max_seats"]),
    )
    for field, words in (("code", "Kode"), ("name", "Nama")):
        if not given[field]:
            problems[field] = f"{words}: wajib diisi."
    if not given["cost_per_seat"]:
        problems["cost_per_seat"] = "Biaya per kursi: wajib diisi; isi 0 bila gratis."
    if entry.method is not None and entry.method not in METHODS:
        problems["method"] = f"Bentuk: pilih {', '.join(METHODS)}."
    if problems:
        raise Invalid(problems)
    return entry
