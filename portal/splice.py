"""A page compressed once, into which a fresh piece is set without compressing again.

Deflate up to the piece, flushed to a byte boundary; the piece as a stored block; deflate for the
rest; checksum over the three. RFC 1951 and 1952. Only the packed form is kept: a client that cannot
unpack is rare, and gets the page unpacked for it.
"""

import struct
import zlib
from dataclasses import dataclass

HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
MARK = b"@form-key-goes-here-36-signs-exactly@"
_WINDOW = 32_768


@dataclass(frozen=True, slots=True)
class SplicedPage:
    """A packed page in two parts, with the place between them for a piece of fixed length."""

    packed_before: bytes
    packed_after: bytes
    crc_before: int
    after: bytes
    length: int
    piece_length: int

    def gzipped(self, piece: bytes) -> bytes:
        """The page with this piece as a gzip stream, for the price of a checksum.

        Raises ValueError for a piece of another length: what follows counts its distances over it.
        """
        if len(piece) != self.piece_length:
            raise ValueError(f"a piece of {len(piece)} bytes; expected {self.piece_length}")
        crc = zlib.crc32(self.after, zlib.crc32(piece, self.crc_before))
        return b"".join(
            (
                self.packed_before,
                struct.pack("<BHH", 0, len(piece), len(piece) ^ 0xFFFF),
                piece,
                self.packed_after,
                struct.pack("<LL", crc, self.length & 0xFFFFFFFF),
            )
        )

    def plain(self, piece: bytes) -> bytes:
        """The same unpacked."""
        return zlib.decompress(self.gzipped(piece), wbits=31)


def splice(page: bytes, piece_length: int, mark: bytes = MARK) -> SplicedPage:
    """Cut a page at its mark; raises ValueError unless the mark stands there exactly once."""
    parts = page.split(mark)
    if len(parts) != 2:
        raise ValueError(f"the mark stands {len(parts) - 1} times in the page, expected once")
    before, after = parts
    head = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    packed_before = HEADER + head.compress(before) + head.flush(zlib.Z_SYNC_FLUSH)
    # What follows may refer back to what came before: the reader has it in its window by then.
    # The piece is not known yet, so signs that no page holds stand in its place and never match.
    seen = (before + b"\x00" * piece_length)[-_WINDOW:]
    tail = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, seen)
    packed_after = tail.compress(after) + tail.flush(zlib.Z_FINISH)
    length = len(before) + piece_length + len(after)
    return SplicedPage(packed_before, packed_after, zlib.crc32(before), after, length, piece_length)
