"""The parts of a public snapshot: attributes, ways of answering, services, themes of comments.

Each moves as a whole and in steps of its own, at a moment of the snapshot (rules.steady_parts); in
between it stays as it was, and its sum tells how many had answered then.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from surveys.published import INDEX
from surveys.published_beside import Beside
from surveys.published_history import THEMES, Past, earlier
from surveys.published_material import Material
from surveys.published_tellings import LEVELS, SCHOOL, education_blocks, education_telling
from surveys.rollups import COUNTS
from surveys.rules.attributes import AGE_BAND, EDUCATION, OCCUPATION, SEX
from surveys.rules.disclosure import is_safe_difference
from surveys.rules.elements import Element
from surveys.rules.linearised import Answered, Column
from surveys.rules.margin import interval_of
from surveys.rules.spread import answered_of, element_of, is_everybody
from surveys.rules.steady_parts import Parts, Rows, hidden_of, may_follow_all, parts_from
from surveys.theme_counts import Themes

_INCOMPLETE, _RESPONDENTS = COUNTS.index("incomplete"), COUNTS.index("respondents")

Counts = dict[str, Any]


def moved_parts(held: Counts, past: Past, of: Material, beside: Beside) -> Counts:
    """The parts that go with a snapshot of this moment.

    held : the snapshot before; past : the parts before that. of : everything that this one is made
    of; beside : the rows of open data that they stand beside. In the answer `groups` are those of
    the public page, `details` those that a report shows, and `last` the newest sheet that was
    counted.
    """
    groups, details = _education(of.said[EDUCATION.key], held, past, beside)
    plain = {
        **{each.key: of.said[each.key] for each in (SEX, AGE_BAND, OCCUPATION)},
        **_ways(of),
    }
    for name, parts in plain.items():
        place = "groups" if name == SEX.key else "details"
        former = parts_from(held.get(place, {}).get(name))
        rows: dict[str, Rows] = {part: ((n,),) for part, n in parts.items()}
        found = _document(beside.moved(name, former, earlier(past, name), rows))
        (groups if name == SEX.key else details)[name] = found
    return {"groups": groups, "details": details, "last": of.newest}


def _ways(of: Material) -> dict[str, dict[str, int]]:
    """Respondents by channel, by help, and by whether something was left out."""
    incomplete = sum(each.counts[_INCOMPLETE] for each in of.clusters)
    respondents = sum(each.counts[_RESPONDENTS] for each in of.clusters)
    return {
        "channel": {way: n for way, n in of.channels.items() if n},
        "helped": {way: n for way, n in of.helped.items() if n},
        "incomplete": {"yes": incomplete, "no": respondents - incomplete},
    }


def _document(parts: Parts) -> Counts:
    """Parts of which only respondents are counted, as plain numbers."""
    counts = {name: rows[0][0] for name, rows in parts.counts.items()}
    return {"parts": counts, "hidden": sorted(parts.hidden)}


def _education(
    all_levels: Mapping[str, int], held: Counts, past: Past, beside: Beside
) -> tuple[Counts, Counts]:
    """Two levels for the page and all of them for the report, which add up: they move together."""
    former = held.get("details", {})
    old = {
        EDUCATION.key: parts_from(held.get("groups", {}).get(EDUCATION.key)),
        **{name: parts_from(former.get(name)) for name in LEVELS},
    }
    telling = education_telling(held, past)
    for new in _levels(all_levels, old, beside.step):
        details = {name: new[name] for name in LEVELS}
        if all(
            may_follow_all(old[name], earlier(past, name), parts, beside.step)
            for name, parts in new.items()
        ) and beside.allows(telling, education_blocks(new[EDUCATION.key], details)):
            documents = {name: _document(parts) for name, parts in new.items()}
            return {EDUCATION.key: documents.pop(EDUCATION.key)}, documents
    groups = {EDUCATION.key: held["groups"][EDUCATION.key]}
    return groups, {name: former[name] for name in LEVELS if name in former}


def _levels(
    all_levels: Mapping[str, int], old: Mapping[str, Parts | None], step: int
) -> Iterator[dict[str, Parts]]:
    """The parts of education now; then with all hidden that was; then, if none were, with all."""
    counts: dict[str, dict[str, Rows]] = {
        "school": {name: ((all_levels[name],),) for name in SCHOOL},
        "above": {name: ((n,),) for name, n in all_levels.items() if name and name not in SCHOOL},
    }
    coarse: dict[str, Rows] = {
        name: ((sum(rows[0][0] for rows in parts.values()),),) for name, parts in counts.items()
    }
    counts |= {EDUCATION.key: {**coarse, "": ((all_levels[""],),)}}
    new = {name: Parts(parts, hidden_of(parts, step)) for name, parts in counts.items()}
    before = {name: frozenset() if parts is None else parts.hidden for name, parts in old.items()}
    yield _adding_up(new)
    more = {name: Parts(each.counts, each.hidden | before[name]) for name, each in new.items()}
    yield _adding_up(more)
    if old[EDUCATION.key] is None:
        yield {name: Parts(parts, frozenset(parts)) for name, parts in counts.items()}


def _adding_up(new: Mapping[str, Parts]) -> dict[str, Parts]:
    """The same with all details hidden of a level that is."""
    hidden = new[EDUCATION.key].hidden
    return {
        name: Parts(parts.counts, frozenset(parts.counts)) if name in hidden else parts
        for name, parts in new.items()
    }


def errors_of(columns: Sequence[Column], served: int | None) -> dict[str, list[float]]:
    """The ends of the index and of every element, and what they rest on, as in rules.margin.

    Of the index where an element was not answered: those of the mean of the others.
    columns : number and sum of each element's answers, cluster by cluster.
    """
    answered = [Answered(column) for column in columns]
    measured = {INDEX: answered_of(answered)}
    for element, each in zip(Element, answered, strict=True):
        measured[element.value] = element_of(each)
    came = max((sum(numbers) for numbers, _ in columns), default=0)
    everybody = served if served is not None and is_everybody(served, came) else None
    intervals = {name: interval_of(each, everybody) for name, each in measured.items()}
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
