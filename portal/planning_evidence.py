"""Everything behind one cell of the need map: elements, complaints, voices, and what worked."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from ml.panel import LABELS, FloatArray
from portal.planning import FEWEST, NOT_BY_TRAINING, RECENT_MONTHS, Needs
from portal.planning_pages import EffectView, ElementLine, EvidenceView
from portal.reading_trust import guessed_labels
from surveys.citizen_voices import SampleComment, sample_comments
from surveys.plans import StoredPlan
from surveys.results_told_figures import told_over
from surveys.rules.elements import Element
from surveys.rules.labels import LABEL_WORDS, UNTRAINABLE
from surveys.rules.periods import Kind, Period, containing
from surveys.rules.told_parts import quarters_over
from surveys.scope import PlaceScope


@dataclass(frozen=True)
class Cell:
    """A unit and a topic of the need map, by place, and the days (first, last) that it looks at."""

    needs: Needs
    number: int
    column: int
    span: tuple[date, date]

    @property
    def quarters(self) -> list[Period]:
        """The quarters that these days are made of."""
        first, last = self.span
        months = [containing(first, Kind.MONTH)]
        while months[-1].last_day < last:
            months.append(months[-1].following)
        return quarters_over(months)

    @property
    def told(self) -> FloatArray:
        """(11,) complaints of the last twelve months, by label."""
        panel = self.needs.gathered.panel
        return panel.problems[self.number, -RECENT_MONTHS:].sum(axis=0)  # type: ignore[no-any-return]

    @property
    def problems(self) -> tuple[str, ...]:
        """What the topic is there for."""
        return self.needs.gathered.topics[self.column].problems


def evidence_view(
    connection: Connection,
    cell: Cell,
    plan: StoredPlan | None,
    effect: EffectView | None,
    computing: bool,
    language: str,
) -> EvidenceView:
    """Everything behind one cell of the need map."""
    needs, number, column = cell.needs, cell.number, cell.column
    unit, topic = needs.gathered.units[number], needs.gathered.topics[column]
    panel = needs.gathered.panel
    held = [held for held in panel.deliveries if held.topic == column]
    planned = sum(
        item.seats
        for item in (plan.items if plan else ())
        if (item.unit_id, item.topic_id) == (unit.unit_id, topic.topic_id)
    )
    return EvidenceView(
        unit.code,
        unit.name,
        topic.code,
        topic.name,
        float(needs.need[number, column]) if needs.known[number] else None,
        _elements(connection, cell, language),
        int(panel.commented[number, -RECENT_MONTHS:].sum()),
        unit.citizens_per_year,
        int(panel.staff[number]),
        max((each.end for each in held if each.unit == number), default=None),
        _voices(connection, cell),
        effect,
        computing,
        bool(held),
        tuple(
            (LABEL_WORDS[label].in_language(language), int(cell.told[LABELS.index(label)]))
            for label in NOT_BY_TRAINING
            if cell.told[LABELS.index(label)] > 0
        ),
        plan.plan_id if plan and plan.is_draft else None,
        f"#baris-{unit.unit_id}-{topic.topic_id}"
        if planned
        else f"?unit={unit.unit_id}&topic={topic.topic_id}#tambah",
        planned,
    )


def _elements(connection: Connection, cell: Cell, language: str) -> tuple[ElementLine, ...]:
    """The value of every element that the topic addresses, and its complaints."""
    unit_id = cell.needs.gathered.units[cell.number].unit_id
    found = told_over(connection, PlaceScope(unit_id=unit_id), cell.quarters, FEWEST)
    lines, guessed = [], guessed_labels(cell.needs.gathered)
    for label in cell.problems:
        if label in UNTRAINABLE:
            continue
        complaints = int(cell.told[LABELS.index(label)])
        words = LABEL_WORDS[label].in_language(language)
        if label not in set(Element) or found.element(Element(label)).n < FEWEST:
            lines.append(ElementLine(words, None, None, None, 0, complaints, label in guessed))
            continue
        figure = found.element(Element(label))
        lines.append(
            ElementLine(
                words,
                figure.points,
                figure.interval,
                figure.grade.value if figure.grade else None,
                figure.n,
                complaints,
                label in guessed,
            )
        )
    return tuple(lines)


def _voices(connection: Connection, cell: Cell) -> tuple[SampleComment, ...]:
    if not cell.needs.known[cell.number]:
        return ()
    first, last = cell.span
    unit_id = cell.needs.gathered.units[cell.number].unit_id
    until = last + timedelta(days=1)
    return tuple(sample_comments(connection, unit_id, cell.problems, until, since=first))
