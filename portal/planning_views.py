"""From needs and effects to what the planner's pages show."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ml.panel import Panel
from portal.planning import FEWEST, RECENT_MONTHS, Needs
from portal.planning_charts import event_chart, interval_bars
from portal.planning_pages import EffectView, HeatCell, HeatRow
from surveys.plans import StoredPlan
from surveys.rules.elements import Element
from surveys.rules.index import ElementSum, index_points, sum_of_bins
from surveys.rules.labels import LABEL_WORDS, UNTRAINABLE
from surveys.rules.words import Words

if TYPE_CHECKING:
    from ml.effect import TopicEffect

ROWS = 20
DARKEST = 4
"""The colour of the largest needs."""
VERDICTS = {
    "membantu": ("Ya, membantu.", "good"),
    "tidak terlihat": ("Tidak terlihat hasilnya.", "info"),
    "merugikan": ("Justru memburuk.", "wrong"),
    "belum dapat disimpulkan": ("Belum dapat disimpulkan.", "attention"),
}


def index_of_unit(panel: Panel, unit: int) -> Decimal | None:
    """The index of a unit over the last twelve months; None where an element has no answer."""
    counts = panel.answers[unit, -RECENT_MONTHS:].sum(axis=0)
    sums: dict[Element, ElementSum] = {
        element: sum_of_bins(int(n) for n in counts[place]) for place, element in enumerate(Element)
    }
    return index_points(sums)


def order_of_units(needs: Needs, agency_id: int | None, agency: str) -> list[int]:
    """Units within reach, those with the largest need first, unknown ones last."""
    within = [
        number
        for number, unit in enumerate(needs.gathered.units)
        if (agency_id is None or unit.agency_id == agency_id)
        and (not agency or unit.agency_code == agency)
    ]

    def key(number: int) -> tuple[bool, list[int], str]:
        largest = sorted(-round(float(need)) for need in needs.need[number])
        return not needs.known[number], largest, needs.gathered.units[number].code

    return sorted(within, key=key)


def colour_of(need: float, edges: Sequence[int]) -> int:
    """The colour of a need, 0 (below the first edge) to 4 (from the last one on)."""
    passed = sum(need >= edge for edge in edges)
    return passed and passed + DARKEST - len(edges)


def heat_rows(
    needs: Needs,
    order: Sequence[int],
    topics: Sequence[int],
    plan: StoredPlan | None,
    chosen: tuple[int, int] | None,
    query: dict[str, str],
) -> tuple[HeatRow, ...]:
    """Rows of the need map."""
    edges = needs.edges()
    planned = {(item.unit_code, item.topic_code) for item in plan.items} if plan else set()
    rows = []
    for number in order:
        unit = needs.gathered.units[number]
        known = bool(needs.known[number])
        respondents = int(needs.respondents[number])
        cells = []
        for place in topics:
            topic = needs.gathered.topics[place]
            need = float(needs.need[number, place]) if known else None
            address = urlencode({**query, "unit": unit.code, "topic": topic.code})
            cells.append(
                HeatCell(
                    need,
                    colour_of(need or 0.0, edges),
                    f"/planning?{address}",
                    topic.name,
                    (unit.code, topic.code) in planned,
                    chosen == (number, place),
                )
            )
        shown = respondents >= FEWEST
        rows.append(
            HeatRow(
                unit.code,
                unit.name,
                index_of_unit(needs.gathered.panel, number) if shown else None,
                respondents,
                tuple(cells),
                tuple(
                    None if share != share or not known else float(share)
                    for share in needs.elsewhere[number]
                ),
            )
        )
    return tuple(rows)


def topics_shown(needs: Needs) -> list[int]:
    """Topics to plan with; one that is retired or addresses nothing trainable has no column."""
    return [
        place
        for place, topic in enumerate(needs.gathered.topics)
        if topic.retired_on is None and any(label not in UNTRAINABLE for label in topic.problems)
    ]


def effect_views(
    effects: "Sequence[TopicEffect]", names: dict[str, str], language: str
) -> tuple[EffectView, ...]:
    """Effects with their words, charts and bars; all bars share one axis."""
    bars = interval_bars(
        [
            None if each.estimate is None or each.ci95 is None else (each.estimate, *each.ci95)
            for each in effects
        ]
    )
    views = []
    for each, bar in zip(effects, bars, strict=True):
        word, kind = VERDICTS[each.verdict]
        views.append(
            EffectView(
                each.topic_code,
                names.get(each.topic_code, each.topic_code),
                outcome_words(each.outcome, language),
                each,
                word,
                kind,
                event_chart(each.event_study, language),
                each.event_study,
                bar,
            )
        )
    return tuple(views)


def verdicts_by_topic(
    effects: "Sequence[TopicEffect] | None",
) -> dict[str, tuple[str, str]] | None:
    """The verdict on every topic's index and its words, as all pages tell it; None if not known."""
    if effects is None:
        return None
    return {
        each.topic_code: (each.verdict, VERDICTS[each.verdict][0])
        for each in effects
        if each.outcome == "index"
    }


def outcome_words(outcome: str, language: str) -> str:
    """Which figure an effect is about."""
    kind, _, key = outcome.partition(":")
    if kind == "element":
        return Element(key).label.in_language(language)
    if kind == "complaints":
        about = LABEL_WORDS[key].in_language(language).lower()
        return f"Complaints about {about}" if language == "en" else f"Keluhan tentang {about}"
    return "IKM"


KINDS_OF_RESPONDENTS = {
    ("rate", ""): Words("Jawaban per unit dan bulan", "Answers per unit and month"),
    ("channel", "qr"): Words("Lewat HP sendiri", "On their own phone"),
    ("channel", "kiosk"): Words("Lewat layar di loket", "On a screen at the counter"),
    ("channel", "slip"): Words("Lewat kode di struk", "By the code on a slip"),
    ("channel", "paper"): Words("Lewat kertas", "On paper"),
    ("channel", "api"): Words("Lewat sistem lain", "Through another system"),
    ("sex", "L"): Words("Laki-laki", "Men"),
    ("sex", "P"): Words("Perempuan", "Women"),
    ("sex", ""): Words("Jenis kelamin tidak dijawab", "Sex not answered"),
    ("schooled", "school"): Words("Sekolah sampai SMA", "Schooled up to SMA"),
    ("schooled", "higher"): Words("Sekolah di atas SMA", "Schooled beyond SMA"),
    ("schooled", ""): Words("Pendidikan tidak dijawab", "Education not answered"),
}


def kind_words(key: tuple[str, str], language: str) -> str:
    """A kind of respondents in words."""
    return KINDS_OF_RESPONDENTS[key].in_language(language)
