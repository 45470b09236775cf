"""From what citizens complain of to the competency that is trained, and the road of learning.

A proposal that a training agency may overrule: no rule ties the nine elements to competencies.
Sources: PermenPANRB 38/2017 (managerial competencies M.01 to M.08), PerLAN 10/2018 (roads).
"""

from collections.abc import Iterable

SERVICE, TALK, RESULT, CHANGE, DECIDE = (
    "M.05 Pelayanan Publik",
    "M.03 Komunikasi",
    "M.04 Orientasi pada Hasil",
    "M.07 Mengelola Perubahan",
    "M.08 Pengambilan Keputusan",
)
TECHNICAL = "Teknis pelayanan"

COMPETENCIES: dict[str, tuple[str, ...]] = {
    "conduct": (SERVICE, TALK),
    "competence": (TECHNICAL,),
    "time": (RESULT, CHANGE),
    "procedure": (RESULT, CHANGE),
    "complaint_handling": (TALK, DECIDE),
    "requirements": (TALK, TECHNICAL),
    "product": (TECHNICAL,),
    "digital": (TECHNICAL,),
}
"""Competencies by complaint label; integrity, cost and facilities have none and never get one."""

OUTSIDE_CLASS = frozenset({"coaching", "e-learning"})


def competencies(labels: Iterable[str]) -> tuple[str, ...]:
    """The competencies behind labels, each once, in the order of the labels."""
    return tuple(dict.fromkeys(name for label in labels for name in COMPETENCIES.get(label, ())))


def group_of(competency: str) -> str:
    """Whether a competency is managerial or technical."""
    return "Manajerial" if competency.startswith("M.") else "Teknis"


def road_of(method: str | None) -> str:
    """Klasikal or non-klasikal; empty where the method is not known."""
    if not method:
        return ""
    return "Nonklasikal" if method in OUTSIDE_CLASS else "Klasikal"
