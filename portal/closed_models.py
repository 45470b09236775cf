"""A folder of models that this account may not use: what is wrong with it, and what to do."""

import os
import pwd
from pathlib import Path

UNREADABLE = "Folder pembaca komentar tidak boleh dibaca portal."
UNWRITABLE = "Folder pembaca komentar tidak boleh ditulis portal."
HELP = (
    "{folder}: milik {owner}, hak {mode}; portal berjalan sebagai {account}. Jalankan"
    " 'chown -R {account} {folder}', atau isi SUARA_DATA_DIR dengan folder lain."
)


def trouble_with(folder: Path) -> str | None:
    """UNREADABLE or UNWRITABLE; None where the folder can be used, or made."""
    there = _nearest(folder)
    if not os.access(there, os.R_OK | os.X_OK):
        return UNREADABLE
    return None if os.access(there, os.W_OK) else UNWRITABLE


def what_to_do(folder: Path) -> str:
    """Whose the folder is, who the portal is, and the way out, for an operator."""
    there = _nearest(folder)
    try:
        held = there.stat()
    except OSError:
        owner, mode = "?", "?"
    else:
        owner, mode = _name_of(held.st_uid), f"{held.st_mode & 0o777:o}"
    return HELP.format(folder=there, owner=owner, mode=mode, account=_name_of(os.geteuid()))


def _nearest(folder: Path) -> Path:
    """The folder, else the first one above it that is there or cannot be looked into."""
    folder = folder.resolve()
    while not os.path.lexists(folder) and folder != folder.parent:
        folder = folder.parent
    return folder


def _name_of(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
