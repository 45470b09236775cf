"""When parts of a figure may stand beside rows of days: no sum of the two leaves a few over.

Whoever knows who was in which row may subtract rows of open data from a service's card, or the card
from rows. They give each row and each cell a factor, and a sheet counts the factor of its row plus
that of its cell; the result rests on the sheets for which the two do not come to nought. In a graph
with a node for each row and each cell, and for every sheet an edge from its row to its cell, those
are the edges between nodes of different factors (a row's taken as negative). So the fewest sheets
that any result rests on are the smallest cut that parts nodes which hang together.

Former parts cut, too. They told of some cells only together; as long as they did, what divides
these in a sum of new parts divides them in rows of that time as well.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from surveys.rules.cut import joined, stay_together
from surveys.rules.steady_parts import Parts

Block = frozenset[str]
Blocks = frozenset[Block]
"""Cells (services, sexes, channels) by what is told of them: alone, or only with others."""

Sizes = tuple[int, ...]
"""Respondents, then (or not) how many of them answered each element."""

NOW = -1
"""The time of rows that no former parts were told of."""


@dataclass
class Held:
    """Sheets of one row, by cell.

    time : rows with the same number came between the same two former parts; told : what those that
    came after it tell apart, all together. steady : sheets that stood in it ever since; turned :
    those that left it, whether or not they came back.
    """

    time: int = NOW
    told: Blocks = frozenset()
    steady: dict[str, Sizes] = field(default_factory=dict)
    turned: dict[str, Sizes] = field(default_factory=dict)


def blocks_of(parts: Parts) -> Blocks:
    """What is told of parts that have anybody: each that is shown, and the hidden ones together."""
    known = frozenset(name for name, rows in parts.counts.items() if any(map(any, rows)))
    shown = (frozenset([name]) for name in known - parts.hidden)
    return frozenset([*shown, known & parts.hidden]) - {frozenset()}


def block_with(name: str, blocks: Blocks) -> Block:
    """The block of a cell; one that is in none had nobody, so it stands alone."""
    return next((block for block in blocks if name in block), frozenset([name]))


def atoms_of(tellings: Collection[Blocks]) -> Blocks:
    """What all tellings together tell apart."""
    found: dict[tuple[Block, ...], set[str]] = {}
    for name in _names(block for blocks in tellings for block in blocks):
        found.setdefault(tuple(block_with(name, blocks) for blocks in tellings), set()).add(name)
    return frozenset(map(frozenset, found.values()))


def follows_from(blocks: Blocks, former: Blocks) -> bool:
    """Whether each block is a sum of former ones."""
    names = _names(blocks)
    return all(block_with(name, former) & names <= block for block in blocks for name in block)


def _names(blocks: Iterable[Block]) -> Block:
    return frozenset(name for block in blocks for name in block)


def are_mixed(
    blocks: Blocks, names: Iterable[str], sheets: Mapping[tuple[int, str], int], step: int
) -> bool:
    """Whether rows mix some cells so well that no sum of blocks can be made of rows but for a few.

    names : the cells; sheets : how many a row holds of a cell. Where even those who answered
    everything are mixed, so are those who answered any one question. (A quick look: is_safe_beside
    tells whether it is safe where they are not.)
    """
    number_of = _numbers(blocks, [*names, *(name for _, name in sheets)])
    rows_of: dict[int, Counter[int]] = {number_of[name]: Counter() for name in names}
    for (row, name), n in sheets.items():
        rows_of[number_of[name]][row] += n
    first, *others = sorted(rows_of.values(), key=lambda rows: -rows.total())
    tied = first.copy()
    for rows in others:
        # Whatever parts these from those that are tied splits every row that holds both.
        if sum(min(n, tied[row]) for row, n in rows.items()) < step:
            return False
        tied.update(rows)
    return True


def is_safe_beside(blocks: Blocks, former: Blocks, rows: Sequence[Held], step: int) -> bool:
    """Whether no sum of new parts, former parts and rows rests on fewer sheets than a step.

    former : what was told last, nothing where nobody was told apart so far; rows : all rows of now,
    and the older ones where new parts tell apart what former ones did not.
    """
    sides = [side for held in rows for side in (held.steady, held.turned)]
    number_of = _numbers(blocks, {name for side in sides for name in side})
    questions = max((len(sizes) for side in sides for sizes in side.values()), default=0)
    return all(
        _is_safe_answer([_counted(held, place) for held in rows], number_of, former, step)
        for place in range(questions)
    )


def _numbers(blocks: Blocks, others: Collection[str]) -> dict[str, int]:
    """By cell the number of its block; a cell that counts nobody now has one of its own."""
    every = dict.fromkeys([*blocks, *(block_with(name, blocks) for name in sorted(others))])
    return {name: number for number, block in enumerate(every) for name in block}


@dataclass(frozen=True)
class _Row:
    """A row for one question: its steady sheets by cell, and all cells with anybody."""

    time: int
    told: Blocks
    steady: Mapping[str, int]
    cells: Block


def _counted(held: Held, place: int) -> _Row:
    steady = {name: sizes[place] for name, sizes in held.steady.items() if sizes[place]}
    turned = (name for name, sizes in held.turned.items() if sizes[place])
    return _Row(held.time, held.told, steady, frozenset([*steady, *turned]))


def _is_safe_answer(
    rows: Sequence[_Row], number_of: Mapping[str, int], former: Blocks, step: int
) -> bool:
    """The same of those who answered one question.

    First of what was told together last and is now told apart: its cells must hang together in rows
    of any time. Then of all others, whose former figures can be taken off: in rows of now alone.
    """
    everywhere = _names(row.cells for row in rows)
    together = [{number_of[name] for name in block & everywhere} for block in former]
    for told, block in zip(together, former, strict=True):
        if len(told) > 1 and not _are_tied(sorted(told), _edges(rows, number_of, block), step):
            return False
    # What divides nothing that was told together divides rows of now alone, or else none.
    first_of = {number: number for number in number_of.values()}
    for told in joined(together):
        first_of |= dict.fromkeys(told, min(told))
    as_told = {name: first_of[number] for name, number in number_of.items()}
    now = [row for row in rows if row.time == NOW]
    groups = joined({as_told[name] for name in row.cells} for row in now)
    edges = list(_edges(now, as_told, frozenset()))
    return all(_are_tied(sorted(group), edges, step) for group in groups)


Edge = tuple[Hashable, Hashable, int]


def _edges(rows: Sequence[_Row], number_of: Mapping[str, int], told: Block) -> Iterator[Edge]:
    """How many steady sheets tie each row to each cell, for some cells that were told together.

    Rows whose time told these apart say nothing of them. Any other cell may have had a factor of
    its own at each time, so it is a node of its own for each.
    """
    for place, row in enumerate(rows):
        if row.time == NOW:
            for name, n in row.steady.items():
                yield ("row", place), number_of[name], n
        elif any(told & _names(row.told) <= block for block in row.told):
            for name, n in row.steady.items():
                cell = number_of[name] if name in told else (row.time, name)
                yield ("row", place), cell, n


def _are_tied(numbers: Sequence[int], edges: Iterable[Edge], step: int) -> bool:
    ties: Counter[tuple[Hashable, Hashable]] = Counter()
    for one, other, n in edges:
        ties[one, other] += n
    return all(stay_together(ties, one, other, step) for one, other in pairwise(numbers))
