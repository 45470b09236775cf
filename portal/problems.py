"""What went wrong -> status and page, in one table."""

import logging
from dataclasses import dataclass
from typing import Any, ClassVar

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect

from portal.access import visitor_of
from portal.language import translations
from portal.pages import Page, language_of
from portal.sentences import told
from portal.web import UnreadableForm
from surveys.errors import Busy, Closed, Invalid, NotFound, NotOffered, Refused, Withheld

log = logging.getLogger("suara")

INTERFACE = "/api/"
"""Below this address programs ask, and are answered in JSON whatever happens."""


@dataclass(frozen=True)
class ProblemPage(Page):
    """One sentence of what happened, one of what to do."""

    template: ClassVar[str] = "problems/problem.html"
    status: int
    what: str
    then: str


WORDS: dict[int, tuple[str, str]] = {
    400: ("Permintaan ini tidak terbaca.", "Kembali ke halaman sebelumnya, lalu coba lagi."),
    403: ("Halaman ini bukan untuk akun Anda.", "Masuk dengan akun yang berhak, atau kembali."),
    404: ("Halaman ini tidak ada.", "Periksa alamatnya, atau cari nama kantor di bawah."),
    405: ("Alamat ini tidak menerima cara itu.", "Mulai dari halaman depan."),
    409: ("Ini sudah ditutup.", "Muat ulang halaman untuk melihat keadaan terbaru."),
    413: ("Kiriman ini terlalu besar.", "Kirim berkas yang lebih kecil."),
    422: ("Ada isian yang perlu diperiksa.", "Kembali, perbaiki, lalu kirim lagi."),
    429: ("Terlalu banyak percobaan.", "Tunggu sebentar, lalu coba lagi."),
    500: ("Ada yang rusak di pihak kami.", "Kami sudah mencatatnya. Coba lagi nanti."),
    503: ("Kami sedang sibuk.", "Coba lagi dalam beberapa detik."),
}
ANOTHER = "Kembali ke halaman sebelumnya, lalu pilih yang lain."
STATUS_OF: tuple[tuple[type[Exception], int], ...] = (
    (NotFound, 404),
    (Closed, 409),
    (Refused, 409),
    (Withheld, 404),
    (Invalid, 422),
    (Busy, 503),
    (UnreadableForm, 400),
)


def status_of(problem: Exception) -> int:
    """The status that answers a problem; what nobody foresaw is 500."""
    if isinstance(problem, HTTPException):
        return problem.status_code
    return next((status for kind, status in STATUS_OF if isinstance(problem, kind)), 500)


def show_problem(request: Request[Any, Any, Any], problem: Exception) -> Response[Any]:
    """A page for a person; who is not signed in is asked to sign in first."""
    status = status_of(problem)
    if status == 401 or (status == 403 and visitor_or_none(request) is None):
        if request.method == "GET":
            return Redirect(f"/login?next={request.url.path}", status_code=303)
        status = 403
    if status >= 500 and status != 503:
        log.error("%s %s failed", request.method, request.url.path, exc_info=problem)
    what, then = WORDS.get(status, WORDS[400] if status < 500 else WORDS[500])
    if isinstance(problem, (Refused, Closed, NotOffered)) and str(problem):
        what = _sentence(told(str(problem), language_of(request)))
        if isinstance(problem, (Refused, NotOffered)) and request.method == "GET":
            # Nothing was sent, and the same address would say the same again.
            then = ANOTHER
    if isinstance(problem, Invalid):
        sentences = [told(words, language_of(request)) for words in problem.fields.values()]
        then = " ".join(sentences) or then
    headers = {"retry-after": "5"} if status in {429, 503} else None
    if request.url.path.startswith(INTERFACE):
        gettext = translations(language_of(request)).gettext
        answer = {"status": status, "what": gettext(what), "then": gettext(then)}
        return Response(answer, status_code=status, headers=headers)
    return ProblemPage(status, what, then).response(request, status, headers)


def _sentence(words: str) -> str:
    """A reason with a stop, as a page says it."""
    return words if words.endswith((".", "?")) else f"{words}."


def visitor_or_none(request: Request[Any, Any, Any]) -> object | None:
    """The signed-in person, also where the request ended before the guard had run."""
    state = request.scope.get("state")
    return visitor_of(request) if isinstance(state, dict) and "visitor" in state else None
