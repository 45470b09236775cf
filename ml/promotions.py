"""Which version of the classifier is in use, and which were before it: two files of its folder.

A full disk or a hand may damage both. Whatever of them is whole is still used, so that the very
pages and commands that mend them keep working; the next promotion writes both anew.
"""

import hashlib
import json
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

ARRAYS = "model.npz"
CARD = "card.json"
CURRENT = "current"
HISTORY = "promotions.jsonl"
_BACK = "back"


def chosen(folder: Path) -> str | None:
    """The version in use; None before the first promotion.

    Where `current` names no version that is there: the last one of the history whose content is
    what its card says, None without one. What nobody ever promoted is never put to use by itself.
    """
    named = _content(folder / CURRENT)
    if named is None:
        return None
    version = named.strip()
    if is_registered(folder, version):
        return version
    return next((one for one in reversed(_promoted(folder)) if is_whole(folder, one)), None)


def damaged(folder: Path) -> tuple[str, ...]:
    """The names of the two files that are damaged; nothing where both are whole or absent."""
    found = []
    named, told = _content(folder / CURRENT), _content(folder / HISTORY)
    if named is not None and not is_registered(folder, named.strip()):
        found.append(CURRENT)
    if told is not None and not _is_whole_history(told):
        found.append(HISTORY)
    return tuple(found)


def history(folder: Path) -> list[dict[str, Any]]:
    """Every promotion in order: version, at, why, was; lines that are not whole are left out."""
    lines = (_content(folder / HISTORY) or "").split("\n")
    return [entry for line in lines if (entry := _promotion(line)) is not None]


def steps(folder: Path) -> list[str]:
    """The versions that lead to the one in use, that one last; none where none is in use."""
    found, current = _promoted(folder), chosen(folder)
    if current is None:
        return []
    # A stroke of bad luck between the two files leaves a line that never came to be used.
    while found and current in found and found[-1] != current:
        found.pop()
    return found if current in found else [*found, current]


def choose(folder: Path, version: str, *, at: datetime, why: str, back: bool) -> None:
    """Note a promotion and put its version to use; what is damaged is set aside or written anew.

    OSError where the folder cannot be written.
    """
    was = chosen(folder)
    entry = {"version": version, "at": at.isoformat(), "why": why, "was": was, _BACK: back}
    if HISTORY in damaged(folder):
        kept = "".join(json.dumps(one) + "\n" for one in history(folder))
        _set_aside(folder / HISTORY)
        (folder / HISTORY).write_text(kept, encoding="utf-8")
    with (folder / HISTORY).open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(entry) + "\n")
    if (folder / CURRENT).is_dir():
        _set_aside(folder / CURRENT)
    unfinished = folder / f".{CURRENT}.unfinished"
    unfinished.write_text(version + "\n", encoding="utf-8")
    unfinished.replace(folder / CURRENT)


def is_registered(folder: Path, version: str) -> bool:
    """Whether a folder holds a version of that name, whole or not."""
    plain = bool(version) and not version.startswith(".") and "/" not in version
    try:
        return plain and (folder / version / CARD).exists()
    except OSError:
        # A name longer than any file's.
        return False


def is_whole(folder: Path, version: str) -> bool:
    """Whether the arrays of a version are those of its card; who sealed it is not asked."""
    try:
        card = json.loads((folder / version / CARD).read_bytes())
        arrays = (folder / version / ARRAYS).read_bytes()
        told = card["content_hashes"][ARRAYS]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
    return is_registered(folder, version) and bool(told == hashlib.sha256(arrays).hexdigest())


def _promoted(folder: Path) -> list[str]:
    """The versions in the order of the history; a return takes away those that it left."""
    found: list[str] = []
    for entry in history(folder):
        version = entry["version"]
        if entry.get(_BACK) and version in found[:-1]:
            found.pop()
            while found[-1] != version:
                found.pop()
        elif found[-1:] != [version]:
            found.append(version)
    return found


def _content(path: Path) -> str | None:
    """What a file holds; None where it is absent or closed, "" where it is no file at all."""
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return None
    except OSError:
        return ""


def _is_whole_history(content: str) -> bool:
    lines = content.split("\n")
    # Without its last line end the file was cut off, and what is added would be glued to it.
    return "\ufffd" not in content and not lines.pop() and all(map(_promotion, lines or [""]))


def _promotion(line: str) -> dict[str, Any] | None:
    """A line of the history; None for one that was cut off or written over by hand."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    whole = isinstance(entry, dict) and {"version", "at", "why", "was"} <= entry.keys()
    return entry if whole and isinstance(entry["version"], str) else None


def _set_aside(path: Path) -> None:
    """Keep a damaged file beside the new one, for whoever wants to look at it."""
    path.rename(path.with_name(f"{path.name}.damaged-{secrets.token_hex(4)}"))
