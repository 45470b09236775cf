"""The tabs of a signed-in person: only what their role may open."""

from dataclasses import dataclass

from portal.access import Permission, Visitor


@dataclass(frozen=True)
class NavigationLine:
    """One tab: its words (Indonesian, translated when shown), address, and whether it is open."""

    words: str
    address: str
    current: bool


TABS: tuple[tuple[str, str, Permission], ...] = (
    ("Ringkasan", "/dashboard", Permission.SEE_RESULTS),
    ("Perbandingan", "/comparison", Permission.SEE_RESULTS),
    ("Pengaduan", "/complaints", Permission.ANSWER_COMPLAINTS),
    ("Tindak lanjut", "/follow-ups", Permission.ANSWER_COMPLAINTS),
    ("Tema", "/complaints/themes", Permission.REVIEW_LABELS),
    ("Periksa label", "/review", Permission.REVIEW_LABELS),
    ("Laporan", "/reports", Permission.SEE_RESULTS),
    ("Pengaduan integritas", "/integrity", Permission.SEE_INTEGRITY),
    ("Rencana", "/planning", Permission.PLAN_TRAINING),
    ("Dampak", "/planning/effects", Permission.PLAN_TRAINING),
    ("Data", "/registry", Permission.EDIT_REGISTRY),
    ("Ekspor", "/exports", Permission.EXPORT),
    ("Pengelolaan", "/admin", Permission.MANAGE_ACCOUNTS),
    ("Hari libur", "/admin/holidays", Permission.MANAGE_ACCOUNTS),
    ("Pembaca otomatis", "/admin/model", Permission.MANAGE_MODEL),
    ("Catatan audit", "/admin/audit", Permission.READ_AUDIT_LOG),
)

ELSEWHERE = {"/paper": "/registry"}
"""Pages whose address does not say under which tab they are."""


def navigation_for(visitor: Visitor | None, path: str) -> tuple[NavigationLine, ...]:
    """The tabs for a person; the longest address that the path begins with is the open one."""
    if visitor is None:
        return ()
    allowed = [(words, address) for words, address, needs in TABS if visitor.may(needs)]
    path = ELSEWHERE.get(path, path)
    within = [address for _, address in allowed if (path + "/").startswith(address + "/")]
    current = max(within, key=len, default="")
    return tuple(NavigationLine(words, address, address == current) for words, address in allowed)


def first_page(visitor: Visitor) -> str:
    """Where a person starts after signing in."""
    for needs, address in (
        (Permission.SEE_INTEGRITY, "/integrity"),
        (Permission.PLAN_TRAINING, "/planning"),
        (Permission.MANAGE_ACCOUNTS, "/admin"),
        (Permission.ANSWER_COMPLAINTS, "/dashboard"),
        (Permission.EDIT_REGISTRY, "/registry"),
    ):
        if visitor.may(needs):
            return address
    return "/dashboard"
