"""How alike texts are by the letters they share: what was written anew, and what was copied.

Standard library only. Two texts are near duplicates where they share most groups of five letters.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

SIZE = 5
LIKE = 0.6
SHORTEST = 25
"""Shorter texts are alike by chance: many people write "antri lama" by themselves."""

MOST_COMMON = 40
"""Groups in more texts than this find no pair; a copy shares many rarer ones."""


def letter_groups(text: str) -> frozenset[str]:
    """The groups of five signs of a text, in lower case, with single spaces."""
    plain = " ".join(text.lower().split())
    return frozenset(plain[place : place + SIZE] for place in range(len(plain) - SIZE + 1))


def near_duplicates(texts: Sequence[str]) -> list[tuple[int, int, float]]:
    """(earlier, later, shared part) of texts whose groups overlap by LIKE or more (Jaccard)."""
    groups = [letter_groups(text) if len(text) >= SHORTEST else frozenset() for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, held in enumerate(groups):
        for group in held:
            holders[group].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        if 1 < len(places) <= MOST_COMMON:
            shared.update((a, b) for i, a in enumerate(places) for b in places[i + 1 :])
    found = []
    for (a, b), rare in shared.items():
        if rare * 4 < min(len(groups[a]), len(groups[b])):
            continue
        share = len(groups[a] & groups[b]) / len(groups[a] | groups[b])
        if share >= LIKE:
            found.append((a, b, share))
    return sorted(found)
