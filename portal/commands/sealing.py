"""`suara reseal`: the names that are kept for the inspector, under a new key."""

import argparse

from sqlalchemy import Connection

from portal.commands import Session, Subparsers, add_command
from portal.database import utc_now
from portal.sealing import Unsealable, key_print, seal_names, unseal
from surveys.accounts import record
from surveys.errors import Refused
from surveys.sealed_names import keep_sealed, sealed_names


def reseal(arguments: argparse.Namespace, session: Session) -> int:
    """Seal every kept name with the key in use; nothing is changed where one cannot be opened."""
    settings = session.settings
    # A portal that serves does this with its own key, which may be the one that is to go.
    asked_with = getattr(arguments, "asked_with_key", "")
    if asked_with and asked_with != key_print(settings.sealing_key):
        raise Refused(
            "portal yang berjalan memakai SUARA_SEALING_KEY lain; mulai ulang portal dengan kunci"
            " yang baru, lalu ulangi. Tidak ada yang diubah"
        )
    if not settings.sealing_key:
        raise Refused("SUARA_SEALING_KEY kosong; isi dengan kunci yang baru")

    def work(connection: Connection) -> int:
        anew: list[tuple[int, bytes]] = []
        shut: list[int] = []
        for number, content in sealed_names(connection):
            try:
                names = unseal(settings.sealing_key, content, settings.sealing_key_before)
            except Unsealable:
                shut.append(number)
                continue
            anew.append((number, seal_names(settings.sealing_key, names) or content))
        if shut:
            listed = ", ".join(map(str, shut[:20]))
            raise Refused(
                f"{len(shut)} kasus disegel dengan kunci lain (nomor {listed});"
                " isi SUARA_SEALING_KEY_BEFORE dengan kunci itu. Tidak ada yang diubah"
            )
        keep_sealed(connection, anew)
        record(connection, actor="command line", action="names_resealed", now=utc_now(), subject="")
        return len(anew)

    count = session.open().write(work)
    if arguments.json:
        session.answer({"resealed": count})
    else:
        session.say(f"{count} kasus disegel ulang. SUARA_SEALING_KEY_BEFORE boleh dihapus.")
    return 0


def register(subparsers: Subparsers) -> None:
    """Offer `suara reseal`."""
    add_command(subparsers, "reseal", reseal, "seal the inspector's names with a new key")
