"""What stands inside each of the citizen's pages: style and script, and the policy that names them.

A page carries its style and script, so that one request brings everything; the policy allows those
and nothing else, by their hashes.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from portal.web import SECURITY_HEADERS, encoded

FOLDER = Path(__file__).parent / "static"


@cache
def style(*, survey: bool = False) -> str:
    """The stylesheet without what only its readers need; a survey has no rule of other pages."""
    names = ("citizen.css",) if survey else ("citizen.css", "citizen-after.css")
    written = "".join((FOLDER / name).read_text(encoding="utf-8") for name in names)
    text = re.sub(r"/\*.*?\*/", "", written, flags=re.S)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?", r"\1", text).replace(": ", ":").replace(";}", "}").strip()


@cache
def script(name: str) -> str:
    """A script without its indentation and its lines of comment."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    stripped = (line.strip() for line in lines)
    return "\n".join(line for line in stripped if line and not line.startswith("//"))


FORM_SCRIPT = "citizen.js"
THANKS_SCRIPT = "citizen-thanks.js"
WORKER_SCRIPT = "citizen-worker.js"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def policy() -> str:
    """The content security policy of a citizen's page."""
    return (
        f"default-src 'none'; style-src {_hash(style(survey=True))} {_hash(style())};"
        f" script-src {_hash(script(FORM_SCRIPT))} {_hash(script(THANKS_SCRIPT))};"
        " img-src data:; connect-src 'self'; worker-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    )


def headers(*, kept: bool = True) -> list[tuple[bytes, bytes]]:
    """The headers of a citizen's page; one that is not kept leaves nothing for the next person."""
    return encoded(
        (
            ("content-type", "text/html; charset=utf-8"),
            ("cache-control", "private, no-cache" if kept else "no-store"),
            ("vary", "accept-encoding"),
            ("content-security-policy", policy()),
            ("x-robots-tag", "noindex"),
            *SECURITY_HEADERS,
        )
    )


@cache
def worker() -> bytes:
    """The service worker."""
    return script(WORKER_SCRIPT).encode()


@cache
def worker_headers() -> list[tuple[bytes, bytes]]:
    """The headers of the service worker: asked for anew each time, so that it can be mended."""
    return encoded(
        (
            ("content-type", "text/javascript; charset=utf-8"),
            ("cache-control", "no-cache"),
            ("content-security-policy", "default-src 'none'; connect-src 'self'"),
            ("content-length", str(len(worker()))),
            *SECURITY_HEADERS,
        )
    )
