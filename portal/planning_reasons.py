"""Why a line is in a plan, as its page tells it: rank, need, evidence, and what citizens wrote."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from surveys.citizen_voices import SampleComment, samples_of_lines
from surveys.plan_changes import LineChange, change_of
from surveys.plans import ItemLine, StoredPlan
from surveys.rules.labels import LABEL_WORDS
from surveys.rules.periods import parse_period


@dataclass(frozen=True)
class ProblemLine:
    """One problem that the training addresses, beside what is usual among all units."""

    label: str
    complaints: int
    share: float | None
    usual_share: float | None
    mean: float | None
    usual_mean: float | None

    @property
    def more_often(self) -> bool:
        """Whether it is told of more often here than elsewhere."""
        return (
            self.share is not None
            and self.usual_share is not None
            and (self.share > self.usual_share)
        )


@dataclass(frozen=True)
class LineReasons:
    """All that explains a line; what a plan of an older version did not keep is None or empty.

    removed : share of the problem that the training removes if all are trained, with its interval.
    lot_against : the unit with an equal claim that the lot did not choose. also_avoided : other
    topic and visits that it avoids as well, taken off here. change : what people made of the line.
    """

    need_low: float | None
    need_high: float | None
    per_visit_rupiah: int | None
    removed: tuple[float, float, float] | None
    last_trained: date | None
    problems: tuple[ProblemLine, ...]
    voices: tuple[SampleComment, ...]
    lot_against: str | None
    also_avoided: tuple[tuple[str, float], ...] = ()
    change: LineChange | None = None


def voices_of(
    connection: Connection, plan: StoredPlan
) -> dict[tuple[int, int], list[SampleComment]]:
    """What citizens wrote, for every line; read each time, never kept with a plan.

    A comment that is masked anew or deleted when its time is up must not live on in a plan.
    """
    until = plan.basis.get("data_until")
    before = (
        date.fromisoformat(until) + timedelta(days=1)
        if until
        else parse_period(plan.cycle).first_day
    )
    lines = {
        (item.unit_id, item.topic_id): [
            str(label["label"]) for label in item.evidence.get("labels", ())
        ]
        for item in plan.items
    }
    return samples_of_lines(connection, lines, before)


def explained(
    plan: StoredPlan, voices: dict[tuple[int, int], list[SampleComment]], language: str
) -> dict[int, LineReasons]:
    """The reasons of every line, by its number."""
    lots = {
        (lot["unit_code"], lot["topic_code"]): str(lot["against"])
        for lot in plan.basis.get("lots", ())
    }
    return {
        item.item_id: _reasons(
            item,
            tuple(voices.get((item.unit_id, item.topic_id), ())),
            lots.get((item.unit_code, item.topic_code)),
            change_of(plan, item),
            language,
        )
        for item in plan.items
    }


def _reasons(
    item: ItemLine,
    voices: tuple[SampleComment, ...],
    lot_against: str | None,
    change: LineChange | None,
    language: str,
) -> LineReasons:
    seen = item.evidence
    removed, last = seen.get("removed"), seen.get("last_trained")
    return LineReasons(
        seen.get("need_low"),
        seen.get("need_high"),
        seen.get("per_visit_rupiah"),
        None if removed is None else (removed[0], removed[1], removed[2]),
        date.fromisoformat(last) if last else None,
        tuple(_problem(label, language) for label in seen.get("labels", ())),
        voices,
        lot_against,
        tuple((str(o["topic_name"]), float(o["visits"])) for o in seen.get("also_avoided", ())),
        change,
    )


def _problem(label: dict[str, Any], language: str) -> ProblemLine:
    return ProblemLine(
        LABEL_WORDS[label["label"]].in_language(language),
        int(label["complaints"]),
        label["share"],
        label["usual_share"],
        label["mean"],
        label["usual_mean"],
    )
