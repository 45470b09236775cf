"""The newest sheet of a snapshot, on its way out and back: by its name, never by its number.

A snapshot remembers up to which sheet it counted. Sheets are numbered anew wherever an export is
restored, so a number from elsewhere would take others for those that were counted then.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from surveys.tables import Response

NEWEST = "last"
_AT_ONCE = 500


def newest_names(document: Any) -> list[str]:
    """The sheets that the snapshots of a document name as their newest."""
    return [each[NEWEST] for each in snapshots_in(document) if isinstance(each.get(NEWEST), str)]


def name_newest(connection: Connection, documents: Sequence[Any]) -> None:
    """Put the name of each newest sheet where its number stood; 0 stays, it is none."""
    found = [
        each
        for document in documents
        for each in snapshots_in(document)
        # A document that was changed by hand may name anything; it goes out as it is.
        if each.get(NEWEST) and isinstance(each[NEWEST], int)
    ]
    names = _names(connection, {each[NEWEST] for each in found})
    for each in found:
        each[NEWEST] = names.get(each[NEWEST], 0)


def number_newest(document: Any, numbers: Mapping[str, int]) -> None:
    """Put the number that each newest sheet has here where its name stood."""
    for each in snapshots_in(document):
        if isinstance(each.get(NEWEST), str):
            each[NEWEST] = numbers[each[NEWEST]]


def response_name(form_key: str, digest: str) -> str:
    """What an answer is called outside of one database."""
    return f"{form_key}.{digest}" if digest else form_key


def snapshots_in(document: Any) -> Iterator[dict[str, Any]]:
    """The counts that a document is, or that the snapshots of a closed period hold."""
    if not isinstance(document, dict):
        return
    yield document
    kept = document.get("snapshots")
    for snapshot in kept if isinstance(kept, list) else ():
        if isinstance(snapshot, list):
            yield from (part for part in snapshot if isinstance(part, dict))


def _names(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    wanted = sorted(numbers)
    found: dict[int, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = connection.execute(
            select(Response.id, Response.form_key, Response.digest).where(Response.id.in_(some))
        )
        found |= {number: response_name(key, digest) for number, key, digest in rows}
    return found
