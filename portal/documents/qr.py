"""QR codes of counters: upper-case addresses, so that the code stays coarse and scans from afar."""

import struct
import zlib
from functools import lru_cache
from urllib.parse import urlsplit

QUIET_ZONE = 4
_ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def survey_address(public_address: str, public_code: str) -> str:
    """The address in the QR; all capitals where nothing in it depends on case.

    Capitals fit the alphanumeric mode: fewer, larger squares. Scheme and host do not know case; a
    path before /S/ may, so it is left as it is.
    """
    parts = urlsplit(public_address)
    if parts.path in {"", "/"}:
        return f"{parts.scheme}://{parts.netloc}/S/{public_code}".upper()
    return f"{public_address}/s/{public_code}"


def typed_address(public_address: str) -> str:
    """What stands on the poster for those who type it: no scheme, capitals."""
    parts = urlsplit(public_address)
    return f"{parts.netloc}{parts.path.rstrip('/')}/S/".upper()


@lru_cache(maxsize=2000)
def matrix_of(address: str) -> tuple[tuple[bool, ...], ...]:
    """The squares of a code, level Q, without its quiet zone."""
    # It brings a library of pictures, four megabytes that only a process making posters needs.
    import qrcode
    from qrcode.constants import ERROR_CORRECT_Q

    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    optimise = 0 if set(address) <= _ALPHANUMERIC else 20
    code.add_data(address, optimize=optimise)
    code.make(fit=True)
    return tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())


def qr_svg(address: str, *, words: str = "") -> str:
    """The code as one path of runs, quiet zone included; `words` name it for a screen reader."""
    matrix = matrix_of(address)
    size = len(matrix) + 2 * QUIET_ZONE
    runs: list[str] = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            end = x
            while end < len(row) and row[end]:
                end += 1
            runs.append(f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{end - x}v1h-{end - x}z")
            x = end
    title = f"<title>{words}</title>" if words else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"'
        f' shape-rendering="crispEdges">{title}<path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path fill="#221b16" d="{"".join(runs)}"/></svg>'
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def qr_png(address: str, *, square: int = 12) -> bytes:
    """The code as a picture of one bit a pixel, each square so many pixels wide."""
    matrix = matrix_of(address)
    side = (len(matrix) + 2 * QUIET_ZONE) * square
    width = (side + 7) // 8
    blank = b"\x00" + b"\xff" * width
    lines = [blank] * (QUIET_ZONE * square)
    for row in matrix:
        bits = 0
        for cell in [False] * QUIET_ZONE + list(row) + [False] * QUIET_ZONE:
            bits = (bits << square) | (0 if cell else (1 << square) - 1)
        bits <<= width * 8 - side
        lines += [b"\x00" + bits.to_bytes(width, "big")] * square
    lines += [blank] * (QUIET_ZONE * square)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"".join(lines), 9))
        + _chunk(b"IEND", b"")
    )
