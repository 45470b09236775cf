"""The report of a closed period as it was issued: kept whole, with its hash, and never changed."""

from base64 import b64decode, b64encode
from hashlib import sha256

from sqlalchemy import Connection, insert, select, update

from surveys.errors import NotFound, Refused
from surveys.scope import PlaceScope
from surveys.tables import ClosedPeriod, IssuedPiece

PIECE_BYTES = 18_000
"""In base64 a piece has 24,000 signs, under the limit of a spreadsheet's cell."""


def keep_issued(connection: Connection, closing_id: int, document: bytes) -> str:
    """Keep the file of a closing; returns its SHA-256. Raises Refused where one is kept already."""
    kept = connection.execute(
        select(ClosedPeriod.document_sha256).where(ClosedPeriod.id == closing_id)
    ).one_or_none()
    if kept is None:
        raise NotFound(str(closing_id))
    if kept[0] is not None:
        raise Refused("Berkas periode ini sudah tersimpan dan tidak diganti.")
    pieces = [
        {
            "closed_period_id": closing_id,
            "piece": number,
            "content": b64encode(document[start : start + PIECE_BYTES]).decode("ascii"),
        }
        for number, start in enumerate(range(0, len(document), PIECE_BYTES))
    ]
    connection.execute(insert(IssuedPiece), pieces)
    digest = sha256(document).hexdigest()
    connection.execute(
        update(ClosedPeriod).where(ClosedPeriod.id == closing_id).values(document_sha256=digest)
    )
    return digest


def issued(connection: Connection, closing_id: int, scope: PlaceScope) -> bytes:
    """The file of a closing, byte for byte.

    Raises NotFound out of reach or where none is kept, Refused where it no longer has its hash.
    """
    digest = connection.execute(
        select(ClosedPeriod.document_sha256).where(
            ClosedPeriod.id == closing_id, *scope.conditions(ClosedPeriod)
        )
    ).scalar()
    if digest is None:
        raise NotFound(str(closing_id))
    pieces = connection.execute(
        select(IssuedPiece.content)
        .where(IssuedPiece.closed_period_id == closing_id)
        .order_by(IssuedPiece.piece)
    ).scalars()
    try:
        document = b"".join(map(b64decode, pieces))
    except ValueError:
        document = b""
    if sha256(document).hexdigest() != digest:
        raise Refused("Berkas ini tidak lagi sama dengan saat diterbitkan. Hubungi pengelola.")
    return document
