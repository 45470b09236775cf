"""What every request and answer has in common: headers, and forms read with limits."""

from collections.abc import Iterable
from unicodedata import category
from urllib.parse import unquote_to_bytes

MAX_FIELDS = 64
MAX_BODY = 64 * 1024

SECURITY_HEADERS: tuple[tuple[str, str], ...] = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
)
"""Sent with every answer."""

STAFF_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'"
)
"""Content security policy of pages with the stylesheet: nothing from elsewhere, nothing inline."""


class UnreadableForm(ValueError):
    """A form that is no form: too large, too many fields, or not UTF-8."""


Form = dict[str, list[str]]
"""What was sent: each field with every value it came with, in order."""


def parse_form(body: bytes, *, max_fields: int = MAX_FIELDS) -> Form:
    """Read an urlencoded form; raises UnreadableForm for too many fields or a wrong encoding.

    The framework's own reader keeps whole bodies in a cache, passwords included.
    """
    fields: Form = {}
    if not body:
        return fields
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableForm("not UTF-8") from None
    pairs = text.split("&", max_fields)
    if len(pairs) > max_fields:
        raise UnreadableForm(f"more than {max_fields} fields")
    for pair in pairs:
        name, _, value = pair.partition("=")
        if not name:
            continue
        # Most names and values of a survey are plain, and a peak is made of surveys.
        if "%" in value or "+" in value:
            value = decoded(value)
        if "%" in name or "+" in name:
            name = decoded(name)
        if name in fields:
            fields[name].append(value)
        else:
            fields[name] = [value]
    return fields


def without_control_signs(text: str) -> str:
    """A text without the signs that nobody types, line ends and tabs kept.

    A database refuses NUL, and an unpaired surrogate cannot be written at all.
    """
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign in "\r\n\t" or category(sign) not in {"Cc", "Cs"})


def decoded(part: str) -> str:
    """A name or value of an urlencoded form as it was typed; raises UnreadableForm."""
    part = part.replace("+", " ")
    if "%" not in part:
        return part
    try:
        return unquote_to_bytes(part).decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableForm("not UTF-8") from None


def only(form: Form, name: str, default: str = "") -> str:
    """The one value of a field, stripped; the first where it came several times."""
    values = form.get(name)
    return values[0].strip() if values else default


def encoded(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI wants them."""
    return [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers]
