"""Every form of a verb from its root, whoever is named first: who did it, or whom it was done to.

"Satpam menampar saya" and "saya ditampar satpam" are one deed. The active prefix meN- (N- or nge-
in speech) takes the place of a first t, s, k or p and of a spoken c, and stands before any other
letter in that letter's own form; the passive is di- and the whole root.
"""

from collections.abc import Callable
from itertools import groupby

from ml.names import words

_DROPPED = {"t": "n", "s": "ny", "k": "ng", "p": "m", "c": "ny"}
"""What takes the place of a first letter: tampar -> menampar, nampar."""

_BEFORE = {
    **dict.fromkeys("bfvp", "m"),
    **dict.fromkeys("dzcjts", "n"),
    **dict.fromkeys("ghkaeiou", "ng"),
}
"""What stands before a first letter that stays, as t, s, k and p do where people write as they
hear: bacok -> membacok, perkosa -> memperkosa; before all others it is me- alone."""

_ENDINGS = "(?:kan|kn|an|in|i|n)?(?:nya|ku|mu|lah|e|ne)?"


def doing(roots: str) -> str:
    """A pattern of the active forms of roots, and of the deed as a noun ("pengeroyokan")."""
    return _forms(roots, _active)


def done_to(roots: str) -> str:
    """A pattern of the passive forms: "ditampar", "kutampar"."""
    return _forms(roots, lambda first: [before + first for before in ("di", "ku", "kau")])


def bare(roots: str) -> str:
    """A pattern of the bare roots, as people write on a phone: "satpam tendang saya"."""
    return _forms(roots, lambda first: [first])


def voices(roots: str) -> str:
    """A pattern of all forms, the bare root ("main tampar") among them."""
    return rf"(?:{doing(roots)}|{done_to(roots)}|{bare(roots)})"


def _active(first: str) -> list[str]:
    """What may stand in place of a first letter: for t "men", "n", "pen", "ment", "nget"."""
    nasals = [_DROPPED[first]] if first in _DROPPED else []
    nasals.append(_BEFORE.get(first, "") + first)
    made = [before + nasal for nasal in nasals for before in ("me", "pe")]
    return [*made, *(nasal for nasal in nasals if nasal != first), f"nge{first}", f"ng{first}"]


def _forms(roots: str, beginnings: Callable[[str], list[str]]) -> str:
    """Roots with one first letter share their beginnings, so that few are tried on a word."""
    parts = [
        f"(?:{'|'.join(beginnings(first))})(?:{'|'.join(root[1:] for root in group)})"
        for first, group in groupby(sorted(words(roots)), key=lambda root: root[0])
    ]
    return f"(?:(?:{'|'.join(parts)}){_ENDINGS})"
