"""Files that a visitor takes: one set of headers, and names that every system accepts."""

from collections.abc import Mapping

from litestar import Response

from portal.web import SECURITY_HEADERS

_NONE: Mapping[str, str] = {}


def plain_name(text: str) -> str:
    """A code as part of a file name: letters and digits of ASCII, the rest as dashes."""
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text)


def download(
    content: bytes,
    media_type: str,
    name: str,
    *,
    kept_seconds: int | None = None,
    inline: bool = False,
    more: Mapping[str, str] = _NONE,
) -> Response[bytes]:
    """A file to take away; with `inline` one to look at in the browser.

    kept_seconds : how long anybody may keep a public file; None for one that is nobody else's.
    """
    kept = "private, no-store" if kept_seconds is None else f"public, max-age={kept_seconds}"
    return Response(
        content,
        media_type=media_type,
        headers={
            **dict(SECURITY_HEADERS),
            "content-disposition": f'{"inline" if inline else "attachment"}; filename="{name}"',
            "cache-control": kept,
            **more,
        },
    )
