"""Why not: for what a plan leaves out, the figure that decided, beside the weakest line chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ml.outlook import FEWEST_RESPONSES
from ml.panel import FloatArray
from ml.plan import Item, LeftOut, Reason, TopicKnowledge
from ml.plan_reasons import Facts
from ml.plan_rules import Choice, Rules

LEFT_OUT_PER_UNIT = 3
NEARLY = 0.7
"""What avoids at least this share of the weakest line's visits a rupiah is told of by itself."""
NOT_RECENT = 0.7
SMALLEST = 0.5
"""Fewer visits a year than this are shown as none."""
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


@dataclass(frozen=True)
class Weakest:
    """The least that a line chosen for its gain brings, as the lines of the plan show it.

    per_rupiah, per_seat : visits avoided; 0 where no line was chosen for its gain.
    """

    per_rupiah: float
    per_seat: float


def left_out_of(
    facts: Facts,
    rules: Rules,
    choice: Choice,
    items: Sequence[Item],
    topics: Sequence[TopicKnowledge],
) -> tuple[LeftOut, ...]:
    """Why not: one line for each unit without a training, and the best of what was not bought."""
    panel, ahead = facts.panel, facts.ahead
    weakest = _weakest(items)
    cost = np.array([max(t.cost_per_seat_rupiah, 1) for t in panel.topics], dtype=np.float64)
    out: list[LeftOut] = []
    for u, code in enumerate(panel.unit_codes):
        if not ahead.known[u]:
            text = (
                f"Baru {int(panel.respondents[u].sum())} jawaban, "
                f"paling sedikit {FEWEST_RESPONSES}. "
                "Kebutuhannya belum diketahui, bukan tidak ada."
            )
            out.append(LeftOut(u, code, None, None, "unknown", text, 0.0, 0.0))
            continue
        rate = ahead.value[u] / (panel.staff[u] * cost)
        for k in _told_of(rate, rules, choice, u, weakest):
            reason, text, about = _why_not(facts, rules, choice, topics, weakest, u, k)
            need, each = float(ahead.value[u, k]), float(rate[k] * 1e6)
            topic = panel.topics[k].code
            out.append(LeftOut(u, code, k, topic, reason, text, need, each, about))
    return tuple(sorted(out, key=lambda o: (-o.gain_per_million, o.unit_code, o.topic_code or "")))


def _weakest(items: Sequence[Item]) -> Weakest:
    own = [item for item in items if item.chosen_by in ("gain", "lot")]
    return Weakest(
        min((item.expected_gain / max(item.cost_rupiah, 1) for item in own), default=0.0),
        min((item.expected_gain / item.seats for item in own), default=0.0),
    )


def _told_of(
    rate: FloatArray, rules: Rules, choice: Choice, unit: int, weakest: Weakest
) -> list[int]:
    """Topics of a unit that nearly came in; where it gets nothing at all, the best that may be.

    A topic that no unit may have, be it retired, is no answer to why this unit does not have it.
    """
    seats = choice.seats[unit]
    order = (int(k) for k in np.argsort(-rate, kind="stable"))
    near = [k for k in order if not seats[k] and (None, k) not in rules.forbidden]
    close = [k for k in near if rate[k] >= NEARLY * weakest.per_rupiah > 0][:LEFT_OUT_PER_UNIT]
    if close or (seats > 0).any():
        return close
    return [k for k in near if not choice.useless[k]][:1] or near[:1]


def _why_not(
    facts: Facts,
    rules: Rules,
    choice: Choice,
    topics: Sequence[TopicKnowledge],
    weakest: Weakest,
    unit: int,
    topic: int,
) -> tuple[Reason, str, str | None]:
    """The reason, its sentences, and the code of the unit or topic that they name."""
    panel, ahead = facts.panel, facts.ahead
    against = {(rival, place[1]): place[0] for place, rival in choice.drawn_against.items()}
    if (unit, topic) in against:
        winner = panel.unit_codes[against[unit, topic]]
        words = (
            f"Kebutuhannya setara dengan {winner}; undian memilih {winner}, "
            "unit ini menjadi pembanding."
        )
        return "lot", words, winner
    if {(unit, topic), (unit, None)} & set(rules.forbidden):
        return "forbidden", "Perencana memutuskan ini tidak direncanakan.", None
    if choice.useless[topic]:
        many = topics[topic].units_trained
        words = f"Angka ini hanya dugaan: dicoba di {many} unit, hasilnya tidak terlihat."
        return "no effect", words, None
    last = facts.last_end.get((unit, topic))
    if last is not None and ahead.fresh[unit, topic] < NOT_RECENT:
        return "recent", f"Sudah dilatih dalam materi ini, terakhir {_in_words(last)}.", None
    if ahead.value[unit, topic] < SMALLEST:
        return "small need", "Kurang dari satu kunjungan setahun yang bisa dicegah di sini.", None
    held = int((choice.seats[unit] > 0).sum())
    if held >= rules.max_per_unit:
        return "unit full", f"Unit ini sudah mendapat {held} pelatihan, batas satu siklus.", None
    return _by_figures(facts, rules, choice, weakest, unit, topic)


def _by_figures(
    facts: Facts, rules: Rules, choice: Choice, weakest: Weakest, unit: int, topic: int
) -> tuple[Reason, str, str | None]:
    """What one more line would bring, beside the weakest line that was chosen."""
    panel, ahead = facts.panel, facts.ahead
    staff = int(panel.staff[unit])
    dose = choice.seats[unit] / staff
    twice = ahead.overlap[unit, topic] * dose
    left = max(float(ahead.value[unit, topic] - twice.sum()), 0.0)
    per_rupiah = left / (staff * max(panel.topics[topic].cost_per_seat_rupiah, 1))
    seats = int(choice.seats.sum())
    if rules.max_seats is not None and seats >= rules.max_seats:
        if left / staff < weakest.per_seat:
            own, least = _decimal(left / staff), _decimal(weakest.per_seat)
            words = (
                f"Batas kursi tercapai. Satu kursi di sini mencegah {own} kunjungan, "
                f"paling sedikit dalam rencana {least}."
            )
            return "seats", words, None
        return "seats", "Batas kursi sudah tercapai.", None
    if left < SMALLEST:
        other = panel.topics[int(np.argmax(twice))].code
        return "overlap", f"{other} di unit ini sudah mencegah masalah yang sama.", other
    price = f"Rp{_grouped(1 / per_rupiah)} tiap kunjungan yang dicegah"
    about: str | None = None
    if twice.max() >= SMALLEST:
        about = panel.topics[int(np.argmax(twice))].code
        visits = _grouped(left)
        price = f"Sesudah {about} tinggal {visits} kunjungan: {price}"
    if per_rupiah >= weakest.per_rupiah > 0:
        return "budget", f"{price}. Anggaran untuk itu sudah terpakai.", about
    if not weakest.per_rupiah:
        return "below price", f"{price}: terlalu mahal untuk hasilnya.", about
    most = _grouped(1 / weakest.per_rupiah)
    reason: Reason = "overlap" if about else "below price"
    return reason, f"{price}. Paling mahal dalam rencana Rp{most}.", about


def _in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _grouped(rupiah: float) -> str:
    return f"{round(rupiah):,}".replace(",", ".")


def _decimal(visits: float) -> str:
    return f"{visits:.1f}".replace(".", ",")
