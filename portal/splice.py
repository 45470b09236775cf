"""A page compressed once, into which a fresh piece is set without compressing again.

Deflate up to the piece, flushed to a byte boundary; the piece as a stored block; deflate for the
rest; checksum over the three. RFC 1951 and 1952. Only the packed form is kept: a client that cannot
unpack is rare, and gets the page unpacked for it.
"""

import re
import struct
import zlib
from array import array
from dataclasses import dataclass

HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
MARK = b"@form-key-goes-here-36-signs-exactly@"
_WINDOW = 32_768
_STORED = struct.Struct("<BHH")
_END = struct.Struct("<LL")
# An empty block that says it is the last.
_LAST = b"\x01\x00\x00\xff\xff"


@dataclass(frozen=True, slots=True)
class SplicedPage:
    """A packed page in two parts, with the place between them for a piece of fixed length."""

    packed_before: bytes
    packed_after: bytes
    crc_before: int
    crc_after: "_Shift"
    length: int
    piece_length: int

    @property
    def packed_length(self) -> int:
        """How long the gzip stream is, with whatever piece."""
        return len(self.packed_before) + 5 + self.piece_length + len(self.packed_after) + 8

    def gzipped(self, piece: bytes) -> bytes:
        """The page with this piece as a gzip stream, for the price of a checksum of the piece.

        Raises ValueError for a piece of another length: what follows counts its distances over it.
        """
        if len(piece) != self.piece_length:
            raise ValueError(f"a piece of {len(piece)} bytes; expected {self.piece_length}")
        crc = self.crc_after(zlib.crc32(piece, self.crc_before))
        return b"".join(
            (
                self.packed_before,
                _STORED.pack(0, len(piece), len(piece) ^ 0xFFFF),
                piece,
                self.packed_after,
                _END.pack(crc, self.length & 0xFFFFFFFF),
            )
        )

    def plain(self, piece: bytes) -> bytes:
        """The same unpacked."""
        return zlib.decompress(self.gzipped(piece), wbits=31)


class _Shift:
    """What a checksum becomes when a known text follows, without going through that text again.

    A checksum is linear in its bits, so what each byte of it comes to behind the text is found once
    and looked up from then on (the `crc32_combine` of zlib, which Python does not have).
    """

    __slots__ = ("_parts",)

    def __init__(self, text: bytes) -> None:
        # crc32(text, c) = crc32(text, 0) ^ shift(c), and shift is linear: one look a bit.
        alone = zlib.crc32(text, 0)
        bits = [zlib.crc32(text, 1 << bit) ^ alone for bit in range(32)]
        self._parts = tuple(_sums(bits[8 * byte : 8 * byte + 8]) for byte in range(4))
        for value in range(256):
            self._parts[0][value] ^= alone

    def __call__(self, crc: int) -> int:
        first, second, third, fourth = self._parts
        return (
            first[crc & 255] ^ second[crc >> 8 & 255] ^ third[crc >> 16 & 255] ^ fourth[crc >> 24]
        )


def _sums(bits: list[int]) -> "array[int]":
    """For each of 256 choices of eight numbers, those chosen added bit by bit."""
    sums = array("I", bytes(256 * 4))
    for choice in range(1, 256):
        lowest = (choice & -choice).bit_length() - 1
        sums[choice] = sums[choice & (choice - 1)] ^ bits[lowest]
    return sums


@dataclass(frozen=True, slots=True)
class PiecedPage:
    """A page between whose parts pieces of any length are set, each part packed by itself.

    parts : each as it is and as it is packed; what names a piece is packed as nothing.
    """

    parts: tuple[tuple[bytes, bytes], ...]

    def filled(self, pieces: dict[bytes, bytes]) -> bytes:
        """The page with each name replaced by its piece."""
        return b"".join([pieces.get(part, part) for part, _ in self.parts])

    def gzipped(self, pieces: dict[bytes, bytes]) -> bytes:
        """The same as a gzip stream, for the price of a checksum; pieces are below 64 kB."""
        body = self.filled(pieces)
        written = [HEADER]
        for part, packed in self.parts:
            piece = pieces.get(part)
            if piece is None:
                written.append(packed)
            else:
                written += (_STORED.pack(0, len(piece), len(piece) ^ 0xFFFF), piece)
        written += (_LAST, _END.pack(zlib.crc32(body), len(body) & 0xFFFFFFFF))
        return b"".join(written)


def in_pieces(page: bytes, names: tuple[bytes, ...]) -> PiecedPage:
    """Cut a page wherever one of the names stands."""
    cuts = re.compile(b"(" + b"|".join(map(re.escape, names)) + b")")
    return PiecedPage(
        tuple((part, b"" if part in names else _packed_alone(part)) for part in cuts.split(page))
    )


def _packed_alone(part: bytes) -> bytes:
    # How far away anything before it stands is known only once the pieces are.
    packing = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return packing.compress(part) + packing.flush(zlib.Z_FULL_FLUSH)


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
    shift = _Shift(after)
    return SplicedPage(packed_before, packed_after, zlib.crc32(before), shift, length, piece_length)
