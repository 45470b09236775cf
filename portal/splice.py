"""A page compressed once, into which a fresh form key is set without compressing again.

Deflate up to the key, flushed to a byte boundary; the key as a stored block; deflate for the rest;
checksum over the three. RFC 1951 and 1952.
"""

import struct
import zlib
from dataclasses import dataclass

HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
MARK = b"@form-key-goes-here-36-signs-exactly@"


@dataclass(frozen=True, slots=True)
class SplicedPage:
    """A page in the parts around its key: plain for a client without gzip, packed for the rest."""

    before: bytes
    after: bytes
    packed_before: bytes
    packed_after: bytes
    crc_before: int
    length: int

    def plain(self, key: bytes) -> bytes:
        """The page with this key in it."""
        return self.before + key + self.after

    def gzipped(self, key: bytes) -> bytes:
        """The same as a gzip stream, for the price of a checksum."""
        crc = zlib.crc32(self.after, zlib.crc32(key, self.crc_before))
        return b"".join(
            (
                self.packed_before,
                struct.pack("<BHH", 0, len(key), len(key) ^ 0xFFFF),
                key,
                self.packed_after,
                struct.pack("<LL", crc, (self.length + len(key)) & 0xFFFFFFFF),
            )
        )


def splice(page: bytes, key_length: int, mark: bytes = MARK) -> SplicedPage:
    """Cut a page at its mark; raises ValueError unless the mark stands there exactly once."""
    parts = page.split(mark)
    if len(parts) != 2:
        raise ValueError(f"the mark stands {len(parts) - 1} times in the page, expected once")
    before, after = parts
    head = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    packed_before = HEADER + head.compress(before) + head.flush(zlib.Z_SYNC_FLUSH)
    # What follows may refer back to what came before: the reader has it in its window by then.
    # The key is not known yet, so signs that no page holds stand in its place and never match.
    seen = before[-32_000:] + b"\x00" * key_length
    tail = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, seen)
    packed_after = tail.compress(after) + tail.flush(zlib.Z_FINISH)
    return SplicedPage(
        before, after, packed_before, packed_after, zlib.crc32(before), len(before) + len(after)
    )
