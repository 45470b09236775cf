"""Days off that were decreed: national holidays and joint leave, as shipped with the portal.

Source: decree of three ministers SKB 1497/2025, 2/2025, 5/2025 for 2026. A year without a decree
is not guessed; the portal's administrator enters it once it is known.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.rules.words import Words


class DayKind(StrEnum):
    """Why offices are closed."""

    NATIONAL = "national"
    JOINT_LEAVE = "joint_leave"

    @property
    def label(self) -> Words:
        """The official name."""
        return _LABELS[self]


_LABELS = {
    DayKind.NATIONAL: Words("Libur nasional", "National holiday"),
    DayKind.JOINT_LEAVE: Words("Cuti bersama", "Joint leave"),
}


@dataclass(frozen=True, order=True)
class DayOff:
    """One day on which offices are closed."""

    day: date
    kind: DayKind
    name: str


_NATIONAL_2026 = (
    (1, 1, "Tahun Baru Masehi"),
    (1, 16, "Isra Mikraj"),
    (2, 17, "Tahun Baru Imlek"),
    (3, 19, "Nyepi"),
    (3, 21, "Idulfitri"),
    (3, 22, "Idulfitri"),
    (4, 3, "Wafat Yesus Kristus"),
    (4, 5, "Paskah"),
    (5, 1, "Hari Buruh"),
    (5, 14, "Kenaikan Yesus Kristus"),
    (5, 27, "Iduladha"),
    (5, 31, "Waisak"),
    (6, 1, "Hari Lahir Pancasila"),
    (6, 16, "Tahun Baru Islam"),
    (8, 17, "Hari Kemerdekaan"),
    (8, 25, "Maulid Nabi"),
    (12, 25, "Natal"),
)
_JOINT_LEAVE_2026 = ((2, 16), (3, 18), (3, 20), (3, 23), (3, 24), (5, 15), (5, 28), (12, 24))

DECREED: dict[int, tuple[DayOff, ...]] = {
    2026: tuple(
        sorted(
            [
                *(
                    DayOff(date(2026, month, day), DayKind.NATIONAL, name)
                    for month, day, name in _NATIONAL_2026
                ),
                *(
                    DayOff(date(2026, month, day), DayKind.JOINT_LEAVE, "Cuti bersama")
                    for month, day in _JOINT_LEAVE_2026
                ),
            ]
        )
    )
}
"""Year -> its days off, where they are known."""
