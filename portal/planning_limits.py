"""What a plan must keep to, as a planner sets it: money, seats, shares, and what must be in."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from ml.panel import Panel
from ml.plan import Plan, Required
from portal.evidence import Gathered
from surveys.errors import Invalid

MOST_RUPIAH = 10**13
MOST_PER_UNIT = 2
FEWEST = 5
"""Answers from which on a unit is known; with fewer nothing can be planned for it."""
SHARED_BY = ("agency", "region")
LINE_FIELDS = ("unit", "topic", "seats", "reason")


@dataclass(frozen=True)
class Forbidden:
    """A training that must not be planned, who said so and why; None stands for every one."""

    unit_code: str | None
    topic_code: str | None
    reason: str
    by: str


@dataclass(frozen=True)
class Limits:
    """The rules of a plan.

    max_per_unit : trainings a unit has in the cycle at most. share_for : "agency" or "region" where
    each of them must get `least_percent` of the budget, else "". explore : whether a part may go to
    what teaches most, at most `learn_percent` of the budget. forbidden : what must not be planned.
    """

    budget_rupiah: int
    max_seats: int | None = None
    max_per_unit: int = MOST_PER_UNIT
    share_for: str = ""
    least_percent: int = 0
    explore: bool = True
    learn_percent: int = 100
    forbidden: tuple[Forbidden, ...] = ()

    def kept(self) -> dict[str, Any]:
        """As it is stored with a plan."""
        return {
            "max_per_unit": self.max_per_unit,
            "share_for": self.share_for,
            "least_percent": self.least_percent,
            "explore": self.explore,
            "learn_percent": self.learn_percent,
            "forbidden": [asdict(each) for each in self.forbidden],
        }


def limits_of(basis: Mapping[str, Any], budget_sen: int, max_seats: int | None) -> Limits:
    """The limits under which a stored plan was made."""
    kept = dict(basis.get("limits", {}))
    forbidden = tuple(Forbidden(**each) for each in kept.pop("forbidden", ()))
    return Limits(budget_sen // 100, max_seats, **kept, forbidden=forbidden)


def whole_number(text: str) -> int | None:
    """A whole number as people type it: 180000000, 180.000.000 or Rp180.000.000."""
    plain = text.removeprefix("Rp").replace(".", "").replace(" ", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 16 else None


def read_line(given: Mapping[str, str]) -> tuple[int, int, int]:
    """Unit, topic and seats from a form; raises Invalid with a sentence for each field."""
    unit, topic, seats = (whole_number(given[name]) for name in ("unit", "topic", "seats"))
    problems: dict[str, str] = {}
    if unit is None or topic is None:
        problems["unit"] = "Pilih unit dan materi dari daftar."
    if seats is None:
        problems["seats"] = "Kursi: isi angka mulai 0."
    if unit is None or topic is None or seats is None:
        raise Invalid(problems)
    return unit, topic, seats


def read_limits(given: Mapping[str, str]) -> Limits:
    """The limits from a form; raises Invalid with a sentence for each field."""
    problems: dict[str, str] = {}
    budget = whole_number(given["budget"])
    if not budget or budget > MOST_RUPIAH:
        problems["budget"] = "Anggaran: isi angka rupiah, misalnya 180.000.000."
    seats = whole_number(given["max_seats"]) if given["max_seats"] else None
    if given["max_seats"] and seats is None:
        problems["max_seats"] = "Batas kursi: isi angka mulai 0, atau kosongkan."
    per_unit = whole_number(given["max_per_unit"] or str(MOST_PER_UNIT))
    if per_unit is None or not 1 <= per_unit <= 10:
        problems["max_per_unit"] = "Pelatihan per unit: isi angka 1 sampai 10."
    shared = given["share_for"]
    percent = whole_number(given["least_percent"] or "0")
    if shared and shared not in SHARED_BY:
        problems["share_for"] = "Bagian paling sedikit: pilih instansi atau wilayah."
    if percent is None or percent > 100 or (shared and not percent):
        problems["least_percent"] = "Bagian paling sedikit: isi persen, 1 sampai 100."
    learn = whole_number(given["learn_percent"] or "100")
    if learn is None or learn > 100:
        problems["learn_percent"] = "Paling banyak untuk belajar: isi persen, 0 sampai 100."
    if problems or budget is None or per_unit is None or percent is None or learn is None:
        raise Invalid(problems)
    least = percent if shared else 0
    return Limits(budget, seats, per_unit, shared, least, bool(given["explore"]), learn)


def best_plan(
    gathered: Gathered,
    limits: Limits,
    make: Any,
    must_have: Sequence[Required] = (),
    **more: Any,
) -> Plan:
    """The best plan within the limits; `make` is the planner, `more` goes on to it.

    Raises Invalid where the shares or what must be in do not fit.
    """
    panel, shares = _grouped(gathered, limits)
    try:
        plan: Plan = make(
            panel,
            budget_rupiah=limits.budget_rupiah,
            max_seats=limits.max_seats,
            max_per_unit=limits.max_per_unit,
            must_have=must_have,
            minimum_share_by_agency=shares,
            explore=limits.explore,
            forbidden=_forbidden_places(gathered, limits),
            most_learning=limits.learn_percent / 100,
            **more,
        )
    except ValueError as problem:
        raise Invalid(
            {
                "least_percent" if shares else "seats": "Yang wajib masuk tidak muat dalam"
                " anggaran, kursi, dan jumlah pelatihan per unit. Kurangi salah satu."
            }
        ) from problem
    return plan


def _forbidden_places(gathered: Gathered, limits: Limits) -> list[tuple[int | None, int | None]]:
    """By places in the panel, with every retired topic; what has gone cannot be planned anyway."""
    units = {unit.code: n for n, unit in enumerate(gathered.units)}
    topics = {topic.code: n for n, topic in enumerate(gathered.topics)}
    retired: list[tuple[int | None, int | None]] = [
        (None, n) for n, topic in enumerate(gathered.topics) if topic.retired_on is not None
    ]
    return retired + [
        (
            None if each.unit_code is None else units[each.unit_code],
            None if each.topic_code is None else topics[each.topic_code],
        )
        for each in limits.forbidden
        if (each.unit_code is None or each.unit_code in units)
        and (each.topic_code is None or each.topic_code in topics)
    ]


def _grouped(gathered: Gathered, limits: Limits) -> tuple[Panel, dict[int, float] | None]:
    """The panel by what shares the budget, and the least share of each; None where nobody must."""
    panel = gathered.panel
    if not limits.share_for:
        return panel, None
    names = [
        unit.agency_code if limits.share_for == "agency" else unit.region or ""
        for unit in gathered.units
    ]
    numbers = {name: n for n, name in enumerate(sorted(set(names)))}
    group = np.array([numbers[name] for name in names], dtype=np.int64)
    known = panel.respondents.sum(axis=1) + panel.commented.sum(axis=1) >= FEWEST
    # Nothing can be planned where nobody is known, nor be promised to units of no stated region.
    owed = sorted({int(n) for n in group[known]} - {numbers.get("", -1)})
    if owed and len(owed) * limits.least_percent > 100:
        raise Invalid(
            {
                "least_percent": f"Bagian paling sedikit: ada {len(owed)} yang berbagi,"
                f" isi paling banyak {100 // len(owed)} persen."
            }
        )
    return replace(panel, agency=group), dict.fromkeys(owed, limits.least_percent / 100)
