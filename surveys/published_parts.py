"""The parts of a public snapshot: attributes, ways of answering, services, themes of comments.

Each moves as a whole and in steps of its own, at a moment of the snapshot (rules.steady_parts); in
between it stays as it was, and its sum tells how many had answered then.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, or_, select

from surveys.published import INDEX
from surveys.published_history import THEMES, Past, earlier
from surveys.rollups import COUNTS
from surveys.rules.attributes import AGE_BAND, EDUCATION, OCCUPATION, SEX
from surveys.rules.disclosure import is_safe_difference
from surveys.rules.elements import Element
from surveys.rules.index import ElementSum
from surveys.rules.margin import Interval, element_interval, index_interval
from surveys.rules.periods import Period
from surveys.rules.steady_parts import Parts, Rows, fresh, may_follow_all, moved, parts_from
from surveys.tables import CounterDay, Questionnaire, Response
from surveys.tables.responses import COLUMNS
from surveys.theme_counts import Themes

SCHOOL = ("SD", "SMP", "SMA")
"""Education up to secondary school; everything above stands together as well."""

_INCOMPLETE, _RESPONDENTS = COUNTS.index("incomplete"), COUNTS.index("respondents")

Counts = dict[str, Any]


_UNIT: Any = bindparam("of_unit")
_FIRST: Any = bindparam("first_day")
_LAST: Any = bindparam("last_day")


def of_snapshot(unit_id: int, period: Period) -> dict[str, Any]:
    """The values of a kept statement: whose sheets, and of which days."""
    return {"of_unit": unit_id, "first_day": period.first_day, "last_day": period.last_day}


def snapshot_sheets() -> list[Any]:
    """What holds for the sheets of a snapshot, in a statement that is kept (see `of_snapshot`)."""
    return _sheets(_UNIT, _FIRST, _LAST)


def counted_sheets(unit_id: int, period: Period) -> list[Any]:
    """What holds for the sheets that a snapshot of this moment is made of."""
    return _sheets(unit_id, period.first_day, period.last_day)


def _sheets(unit_id: Any, first: Any, last: Any) -> list[Any]:
    return [
        Response.unit_id == unit_id,
        Response.local_date.between(first, last),
        Response.excluded.is_(False),
        or_(*(getattr(Response, column).is_not(None) for column in COLUMNS)),
        Response.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
    ]


def moved_parts(
    connection: Connection,
    unit_id: int,
    period: Period,
    held: Counts,
    past: Past,
    counts: Sequence[int],
    step: int,
) -> Counts:
    """The parts that go with a snapshot of this moment.

    held : the snapshot before; past : the parts before that. counts : everything that this one is
    made of, as in rollups.COUNTS. In the answer `groups` are those of the public page, `details`
    those that a report shows, and `last` the newest sheet that was counted.
    """
    said, newest = _said(connection, unit_id, period)
    groups, details = _education(said[EDUCATION.key], held, past, step)
    plain = {
        **{each.key: said[each.key] for each in (SEX, AGE_BAND, OCCUPATION)},
        **_ways(connection, unit_id, period, counts),
    }
    for name, parts in plain.items():
        place = "groups" if name == SEX.key else "details"
        former = parts_from(held.get(place, {}).get(name))
        rows: dict[str, Rows] = {part: ((n,),) for part, n in parts.items()}
        found = _document(moved(former, earlier(past, name), rows, step))
        (groups if name == SEX.key else details)[name] = found
    return {"groups": groups, "details": details, "last": newest}


def _ways(
    connection: Connection, unit_id: int, period: Period, counts: Sequence[int]
) -> dict[str, dict[str, int]]:
    """Respondents by channel, by help, and by whether something was left out."""
    channels: dict[str, int] = {}
    helped: dict[str, int] = {}
    for channel, with_help, n in connection.execute(_by_way(), of_snapshot(unit_id, period)):
        way = "helped" if with_help else "alone"
        channels[channel] = channels.get(channel, 0) + int(n)
        helped[way] = helped.get(way, 0) + int(n)
    incomplete = counts[_INCOMPLETE]
    return {
        "channel": {way: n for way, n in channels.items() if n},
        "helped": {way: n for way, n in helped.items() if n},
        "incomplete": {"yes": incomplete, "no": counts[_RESPONDENTS] - incomplete},
    }


@cache
def _by_way() -> Select[str, bool, int]:
    """Respondents by channel and help."""
    return (
        select(CounterDay.channel, CounterDay.helped, func.sum(CounterDay.respondents))
        .where(
            CounterDay.unit_id == _UNIT,
            CounterDay.local_date.between(_FIRST, _LAST),
            CounterDay.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
        )
        .group_by(CounterDay.channel, CounterDay.helped)
    )


_SAID = {
    SEX.key: ("P", "L"),
    **{each.key: tuple(each.values) for each in (AGE_BAND, EDUCATION, OCCUPATION)},
}
"""The attributes that respondents may say, and their values in the order of the parts."""


def _said(
    connection: Connection, unit_id: int, period: Period
) -> tuple[dict[str, dict[str, int]], int]:
    """Respondents by each attribute, those who did not say under "", and the newest sheet."""
    found = {name: dict.fromkeys((*values, ""), 0) for name, values in _SAID.items()}
    last = 0
    for *values, n, newest in connection.execute(_alike(), of_snapshot(unit_id, period)):
        last = max(last, newest)
        for counts, value in zip(found.values(), values, strict=True):
            counts[value or ""] = counts.get(value or "", 0) + n
    return found, last


@cache
def _alike() -> Select[Any]:
    """Sheets that say the same of their respondents: one look for all attributes."""
    columns = [getattr(Response, name) for name in _SAID]
    return (
        select(*columns, func.count(), func.max(Response.id))
        .where(*snapshot_sheets())
        .group_by(*columns)
    )


def _document(parts: Parts) -> Counts:
    """Parts of which only respondents are counted, as plain numbers."""
    counts = {name: rows[0][0] for name, rows in parts.counts.items()}
    return {"parts": counts, "hidden": sorted(parts.hidden)}


def _education(
    all_levels: Mapping[str, int], held: Counts, past: Past, step: int
) -> tuple[Counts, Counts]:
    """Two levels for the page and all of them for the report, which add up: they move together."""
    levels = {
        "school": {name: ((all_levels[name],),) for name in SCHOOL},
        "above": {name: ((n,),) for name, n in all_levels.items() if name and name not in SCHOOL},
    }
    coarse: dict[str, Rows] = {
        name: ((sum(rows[0][0] for rows in parts.values()),),) for name, parts in levels.items()
    }
    coarse[""] = ((all_levels[""],),)
    former = held.get("details", {})
    old = {
        "education": parts_from(held.get("groups", {}).get("education")),
        **{name: parts_from(former.get(name)) for name in levels},
    }
    new = {"education": fresh(old["education"], coarse, step)}
    for name, parts in levels.items():
        found = fresh(old[name], parts, step)
        if name in new["education"].hidden:
            found = Parts(parts, frozenset(parts))
        new[name] = found
    if not all(
        may_follow_all(old[name], earlier(past, name), parts, step) for name, parts in new.items()
    ):
        groups = {"education": held["groups"]["education"]}
        return groups, {name: former[name] for name in levels if name in former}
    documents = {name: _document(parts) for name, parts in new.items()}
    return {"education": documents.pop("education")}, documents


def errors_of(
    clusters: Sequence[Mapping[Element, ElementSum]], served: int | None
) -> dict[str, list[float]]:
    """The ends of the index and of every element, and what they rest on, as in rules.margin."""
    intervals: dict[str, Interval | None] = {INDEX: index_interval(clusters, None, served)}
    for each in Element:
        intervals[each.value] = element_interval(clusters, each, served)
    return {
        name: [
            interval.low,
            interval.high,
            interval.standard_error,
            interval.df,
            interval.clusters,
            interval.prior_share,
        ]
        for name, interval in intervals.items()
        if interval is not None
    }


def moved_themes(written: Themes, held: Counts, past: Past, step: int) -> Counts:
    """How often each label was complained of and praised, each moving in steps of its own."""
    before = [*past.get(THEMES, ()), held]
    comments = _stepped(
        [{"": each.get("comments", 0)} for each in before], {"": written.comments}, step
    )
    return {
        "complaint": _stepped(
            [each.get("complaint", {}) for each in before], written.complaints, step
        ),
        "praise": _stepped([each.get("praise", {}) for each in before], written.praises, step),
        "comments": comments.get("", 0),
    }


def _stepped(
    before: Sequence[Mapping[str, int]], new: Mapping[str, int], step: int
) -> dict[str, int]:
    """Counts by name, each as it is now or, where that is near anything shown, as it was last."""
    found = {}
    for name in {**before[-1], **new}:
        now = new.get(name, 0)
        safe = all(is_safe_difference(now, each.get(name, 0), step) for each in before)
        kept = now if safe and (now >= step or now == 0) else before[-1].get(name, 0)
        if kept:
            found[name] = kept
    return found
