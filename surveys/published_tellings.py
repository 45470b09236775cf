"""What snapshots of a unit and quarter told of services, attributes, channels and help so far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.open_cells import CHANNEL, FAMILIES, HELPED, INCOMPLETE, SERVICE, Told
from surveys.published_history import SERVICES, Past, earlier
from surveys.published_material import SAID
from surveys.rules.attributes import AGE_BAND, EDUCATION, OCCUPATION, SEX
from surveys.rules.steady_cells import Block, Blocks, Sizes, blocks_of
from surveys.rules.steady_parts import Parts, parts_from, together

SCHOOL = ("SD", "SMP", "SMA")
"""Education up to secondary school; everything above stands together as well."""

LEVELS = {"school": frozenset(SCHOOL), "above": frozenset(SAID[EDUCATION.key]) - {*SCHOOL}}

DETAILS = (AGE_BAND.key, OCCUPATION.key, CHANNEL, HELPED, INCOMPLETE)

Counts = Mapping[str, Any]


@dataclass(frozen=True)
class Moment:
    """What was told at one time; whole : the counts of everybody then, where they are known."""

    blocks: Blocks
    whole: Sequence[int] | None


@dataclass(frozen=True)
class Telling:
    """What was told of a family of cells, oldest first."""

    family: str
    moments: Sequence[Moment] = ()

    @property
    def tells_apart(self) -> bool:
        """Whether it ever told more than the whole."""
        return any(len(each.blocks) > 1 for each in self.moments)

    @property
    def has_answers(self) -> bool:
        """Whether answers are told, too; of all families but services it is how many they are."""
        return self.family == SERVICE

    def sizes(self, sheet: Told) -> Sizes:
        """What a sheet counts for in it."""
        return sheet.sizes if self.has_answers else sheet.sizes[:1]

    @property
    def place(self) -> int:
        """Where its cell stands among those of a sheet."""
        return FAMILIES.index(self.family)


def tellings_of(held: Counts, past: Past) -> Iterator[Telling]:
    """Of every family; held : the counts of the snapshot that is there; past : the parts before."""
    services = parts_from(held.get("services"))
    yield telling_of(SERVICE, services, earlier(past, SERVICES))
    yield telling_of(
        SEX.key, parts_from(held.get("groups", {}).get(SEX.key)), earlier(past, SEX.key)
    )
    for name in DETAILS:
        yield telling_of(name, parts_from(held.get("details", {}).get(name)), earlier(past, name))
    yield education_telling(held, past)


def telling_of(family: str, old: Parts | None, before: Sequence[Parts]) -> Telling:
    """What a family told, from its parts."""
    parts = [] if old is None else [*before, old]
    return Telling(family, [Moment(blocks_of(each), _whole(each)) for each in parts])


def _whole(parts: Parts) -> Sequence[int]:
    return sum(together(parts.counts.values()), ())


def education_telling(held: Counts, past: Past) -> Telling:
    """What was told of education: its two levels, and what is told of each."""
    old = parts_from(held.get("groups", {}).get(EDUCATION.key))
    if old is None:
        return Telling(EDUCATION.key)
    coarse = earlier(past, EDUCATION.key)
    found = [Moment(education_blocks(each, {}), _whole(each)) for each in coarse]
    for level, names in LEVELS.items():
        for parts in earlier(past, level):
            if len(blocks := blocks_of(parts)) > 1:
                found.append(Moment(blocks | {_everything() - names}, None))
    details = {name: parts_from(held.get("details", {}).get(name)) for name in LEVELS}
    last = education_blocks(old, {name: parts for name, parts in details.items() if parts})
    return Telling(EDUCATION.key, [*found, Moment(last, _whole(old))])


def _everything() -> Block:
    return frozenset(["", *SAID[EDUCATION.key]])


def education_blocks(coarse: Parts, details: Mapping[str, Parts]) -> Blocks:
    """What is told of education: of a level that is shown, what its details tell."""
    found: set[Block] = set()
    for block in blocks_of(coarse):
        [level, *others] = sorted(block)
        if not others and level in details:
            found |= blocks_of(details[level])
        else:
            found.add(frozenset().union(*(LEVELS.get(name, {name}) for name in block)))
    return frozenset(found)
