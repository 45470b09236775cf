"""Ways in which a full disk, a crash or a hand damages a file."""

from pathlib import Path

WAYS = ("a byte", "empty", "a folder", "half")


def damage(path: Path, way: str) -> None:
    """Damage a file that is there."""
    content = path.read_bytes()
    path.unlink()
    if way == "a folder":
        path.mkdir()
    else:
        half = content[: len(content) // 2]
        path.write_bytes({"a byte": b"\xff" + content[1:], "empty": b"", "half": half}[way])
