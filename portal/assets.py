"""Stylesheet, scripts and pictures: read once, named by content, kept by browsers for ever."""

import gzip
import mimetypes
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
PREFIX = "/static/"


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    name: str
    body: bytes
    packed: bytes
    media_type: str
    etag: str


@cache
def assets() -> dict[str, Asset]:
    """Every file of the folder under its name with the hash of its content in it."""
    found: dict[str, Asset] = {}
    for path in sorted(FOLDER.iterdir()):
        if not path.is_file() or path.name.startswith("."):
            continue
        body = path.read_bytes()
        mark = sha256(body).hexdigest()[:12]
        name = f"{path.stem}.{mark}{path.suffix}"
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if path.suffix == ".svg":
            # The framework names the encoding of what is text/ by itself.
            kind += "; charset=utf-8"
        found[name] = Asset(name, body, gzip.compress(body, 9, mtime=0), kind, f'"{mark}"')
    return found


@cache
def asset_address(filename: str) -> str:
    """The address of a file of the folder; raises KeyError for one that is not there."""
    stem, _, suffix = filename.rpartition(".")
    for name in assets():
        if name.startswith(stem + ".") and name.endswith("." + suffix):
            return PREFIX + name
    raise KeyError(filename)
