"""Damaged records of the classifier's versions: what is wrong, and how it is mended."""

from pathlib import Path
from typing import TYPE_CHECKING

from ml.promotions import CURRENT, HISTORY, damaged

if TYPE_CHECKING:
    from ml.registry import Registry
    from portal.commands import Session

NOTE_DAMAGED = (
    "Catatan versi yang dipakai (berkas current) rusak."
    " Tekan 'Pakai versi ini' pada satu versi; catatannya ditulis ulang."
)
HISTORY_DAMAGED = (
    "Riwayat pergantian versi (berkas promotions.jsonl) rusak; yang utuh tetap terbaca."
    " Tekan 'Pakai versi ini' pada satu versi; riwayatnya ditulis ulang."
)
IN_USE = "Catatan versi yang dipakai (berkas current) rusak; sementara ini dipakai versi {version}."
NONE_IN_USE = (
    "Catatan versi yang dipakai (berkas current) rusak;"
    " belum ada versi utuh yang pernah dipakai sebagai gantinya."
)
_WORDS = {CURRENT: NOTE_DAMAGED, HISTORY: HISTORY_DAMAGED}


def damage_of(folder: Path) -> list[str]:
    """A sentence for each damaged record of a folder of versions, with what to do."""
    return [_WORDS[name] for name in damaged(folder)]


def warn_of_damage(registry: "Registry", session: "Session") -> None:
    """Say for a command what it reads with where the note of the version in use is damaged."""
    if CURRENT in damaged(registry.path):
        version = registry.current()
        session.warn(IN_USE.format(version=version) if version else NONE_IN_USE)
