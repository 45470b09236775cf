"""Which competency a complaint calls for, and which never call for one."""

from surveys.rules.competencies import COMPETENCIES, competencies, group_of, road_of
from surveys.rules.labels import LABELS, UNTRAINABLE


def test_every_trainable_complaint_has_a_competency_and_no_other_has() -> None:
    assert set(COMPETENCIES) == set(LABELS) - UNTRAINABLE
    assert competencies(["integrity", "cost", "facilities"]) == ()


def test_a_competency_is_named_once_in_the_order_of_the_complaints() -> None:
    assert competencies(["complaint_handling", "conduct"]) == (
        "M.03 Komunikasi",
        "M.08 Pengambilan Keputusan",
        "M.05 Pelayanan Publik",
    )
    assert [group_of(name) for name in competencies(["competence", "time"])] == [
        "Teknis",
        "Manajerial",
        "Manajerial",
    ]


def test_coaching_and_learning_at_a_screen_are_not_in_a_class() -> None:
    assert [road_of(method) for method in ("workshop", "coaching", "e-learning", None)] == [
        "Klasikal",
        "Nonklasikal",
        "Nonklasikal",
        "",
    ]
