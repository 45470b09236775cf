"""What holds two things together: the smallest cut of a graph (Ford and Fulkerson 1956)."""

from collections import defaultdict, deque
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def stay_together(
    ties: Mapping[tuple[Node, Node], int], one: Node, other: Node, least: int
) -> bool:
    """Whether parting two nodes needs ties of a weight of `least` or more to be cut."""
    free: dict[Node, dict[Node, int]] = defaultdict(dict)
    for (start, end), weight in ties.items():
        free[start][end] = free[start].get(end, 0) + weight
        free[end][start] = free[end].get(start, 0) + weight
    held = 0
    while held < least:
        path = _path(free, one, other)
        if not path:
            return False
        weight = min(free[start][end] for start, end in path)
        for start, end in path:
            free[start][end] -= weight
            free[end][start] += weight
        held += weight
    return True


def _path(
    free: Mapping[Node, Mapping[Node, int]], one: Node, other: Node
) -> list[tuple[Node, Node]]:
    """A shortest way along what is free yet; nothing where there is none."""
    came_from: dict[Node, Node] = {one: one}
    ahead = deque([one])
    while ahead and other not in came_from:
        node = ahead.popleft()
        for end, weight in free[node].items():
            if weight and end not in came_from:
                came_from[end] = node
                ahead.append(end)
    if other not in came_from:
        return []
    path = []
    while other != one:
        path.append((came_from[other], other))
        other = came_from[other]
    return path


def joined(groups: Iterable[Collection[int]]) -> list[set[int]]:
    """Numbers that stand in any of the groups, put together where they stand in one."""
    found: list[set[int]] = []
    for group in groups:
        near = [each for each in found if not each.isdisjoint(group)]
        found = [each for each in found if each.isdisjoint(group)]
        found.append(set(group).union(*near))
    return [each for each in found if each]
