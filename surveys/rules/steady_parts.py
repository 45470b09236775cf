"""When the parts of a public figure may take the place of former ones: never a few between the two.

Parts (services, sexes, channels) add up to a public figure of the same moment, so the hidden ones
are known together as what the shown ones leave over. Whoever remembers yesterday's parts can
subtract whatever stood in both: each part that was shown and is shown, and all others as one block.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.rules.disclosure import is_safe_move

Rows = tuple[tuple[int, ...], ...]
"""What is counted of a part: its respondents, then (or not) answers 1 to 4 of each element."""


@dataclass(frozen=True)
class Parts:
    """Parts of a figure at one moment, and which of them are not shown."""

    counts: Mapping[str, Rows]
    hidden: frozenset[str]

    @property
    def shown(self) -> frozenset[str]:
        """The parts that are shown."""
        return frozenset(self.counts) - self.hidden

    def stored(self) -> dict[str, Any]:
        """The same as a document."""
        counts = {name: [list(row) for row in rows] for name, rows in self.counts.items()}
        return {"parts": counts, "hidden": sorted(self.hidden)}


def parts_from(held: Mapping[str, Any] | None) -> Parts | None:
    """Parts of a document; a plain number is the respondents alone."""
    if held is None:
        return None
    counts = {
        name: ((rows,),) if isinstance(rows, int) else tuple(tuple(row) for row in rows)
        for name, rows in held["parts"].items()
    }
    return Parts(counts, frozenset(held["hidden"]))


def together(parts: Iterable[Rows]) -> Rows:
    """Several parts as one."""
    return tuple(tuple(map(sum, zip(*rows, strict=True))) for rows in zip(*parts, strict=True))


def is_small(rows: Rows, smallest: int) -> bool:
    """Whether a few people alone answered something."""
    return any(0 < sum(row) < smallest for row in rows)


def hidden_of(counts: Mapping[str, Rows], smallest: int) -> frozenset[str]:
    """The small parts, and the next smallest ones until what is left over is large enough."""
    away = {name for name, rows in counts.items() if is_small(rows, smallest)}
    while is_small(together(counts[name] for name in sorted(away)), smallest):
        more = _next_smallest(counts, away)
        if not more:
            break
        away.update(more)
    return frozenset(away)


def may_follow(old: Parts | None, new: Parts, step: int) -> bool:
    """Whether whoever remembers the old parts finds no few people in the new ones."""
    if old is None:
        return True
    names = frozenset(old.counts) | frozenset(new.counts)
    single = old.shown & new.shown
    block = names - single
    pairs = [(old.counts[name], new.counts[name]) for name in sorted(single)]
    if block:
        pairs.append((_of(old, block), _of(new, block)))
    return all(_is_safe(before, after, step) for before, after in pairs)


def _of(parts: Parts, names: frozenset[str]) -> Rows:
    return together(parts.counts[name] for name in sorted(names) if name in parts.counts)


def _is_safe(before: Rows, after: Rows, step: int) -> bool:
    if not before or not after:
        return not is_small(before or after, step)
    return all(is_safe_move(one, other, step) for one, other in zip(before, after, strict=True))


def may_follow_all(old: Parts | None, earlier: Iterable[Parts], new: Parts, step: int) -> bool:
    """The same of whoever remembers any parts that were ever shown."""
    return may_follow(old, new, step) and all(may_follow(each, new, step) for each in earlier)


def moved(
    old: Parts | None,
    earlier: Collection[Parts],
    counts: Mapping[str, Rows],
    step: int,
    is_safe: Callable[[Parts], bool],
) -> Parts:
    """The parts to show from now on: those of this moment, or the old ones where that is unsafe.

    is_safe : whether parts may stand beside rows of days (rules.steady_cells).
    """
    for new in candidates(old, counts, step):
        if may_follow_all(old, earlier, new, step) and is_safe(new):
            return new
    return Parts(counts, frozenset(counts)) if old is None else old


def candidates(old: Parts | None, counts: Mapping[str, Rows], smallest: int) -> Iterator[Parts]:
    """The parts of this moment, with as few of them hidden as may be; then with more."""
    away = hidden_of(counts, smallest)
    yield Parts(counts, away)
    if old is not None and any(any(map(any, old.counts[name])) for name in old.shown):
        # What is shown stays so; only what was told together may have to go on like that.
        more = away | old.hidden & frozenset(counts)
        if more != away:
            yield Parts(counts, more)
        return
    while more := away.union(_next_smallest(counts, away)):
        if more == away:
            return
        away = more
        yield Parts(counts, away)


def _next_smallest(counts: Mapping[str, Rows], away: Collection[str]) -> list[str]:
    shown = [name for name in counts if name not in away and any(map(any, counts[name]))]
    return sorted(shown, key=lambda name: (sum(counts[name][0]), name))[:1]
