"""Pages: typed fields in, HTML out.

A page is a dataclass with the name of its template; its template reads those fields and nothing
else, beside what the layout of every page needs.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields
from functools import cache, partial
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from litestar import Request, Response
from litestar.response import Redirect

from portal import wording
from portal.access import Visitor, visitor_of
from portal.assets import asset_address
from portal.language import DEFAULT, chosen, translations
from portal.navigation import NavigationLine, navigation_for
from portal.sentences import told
from portal.web import SECURITY_HEADERS, STAFF_POLICY
from surveys.errors import Invalid
from surveys.rules.periods import local_day

_INSTALLED = Path(__file__).parent / "templates"
TEMPLATES = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parent.parent / "templates"


@dataclass(frozen=True)
class Frame:
    """What the layout knows of the request: who, where, in which language."""

    visitor: Visitor | None
    path: str
    language: str
    other_language_address: str
    sample_mark: bool
    navigation: tuple[NavigationLine, ...]

    def link(self, path: str) -> str:
        """The same place in the language of this page."""
        if self.language == DEFAULT:
            return path
        address, mark, fragment = path.partition("#")
        return f"{address}{'&' if '?' in address else '?'}lang={self.language}{mark}{fragment}"


@dataclass(frozen=True)
class Page:
    """Something that is shown; each kind names its template and its fields."""

    template: ClassVar[str]

    def html(self, frame: Frame) -> str:
        """The page as text."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        template = environment(frame.language).get_template(self.template)
        return template.render(frame=frame, language=frame.language, **given)

    def response(
        self,
        request: Request[Any, Any, Any],
        status_code: int = 200,
        headers: dict[str, str] | None = None,
    ) -> Response[bytes]:
        """The page as an answer to a request of staff or public."""
        return Response(
            self.html(frame_of(request)).encode(),
            status_code=status_code,
            media_type="text/html",
            headers={
                **dict(SECURITY_HEADERS),
                "content-security-policy": STAFF_POLICY,
                "cache-control": "private, no-cache",
                **(headers or {}),
            },
        )


async def done_or_again(
    request: Request[Any, Any, Any],
    work: Awaitable[object],
    then: str,
    again: Callable[[dict[str, str]], Awaitable[Page]],
) -> Response[Any]:
    """Where a form leads once its work is done; else its page again, with what must be mended."""
    try:
        await work
    except Invalid as problem:
        page = await again(problem.fields)
        return page.response(request, 422)
    return Redirect(then, status_code=303)


def language_of(request: Request[Any, Any, Any]) -> str:
    """The language in the address, or of the page whose form was sent; else Indonesian."""
    return chosen(request.query_params.get("lang") or sent_from_language(request))


def sent_from_language(request: Request[Any, Any, Any]) -> str | None:
    """The language in the address of the page that a form was sent from."""
    return None if request.method == "GET" else _language_in(request.headers.get("referer", ""))


def _language_in(address: str) -> str | None:
    return parse_qs(urlsplit(address).query).get("lang", [None])[0]


def keep_language(scope: Any, send: Any) -> Any:
    """Let a redirect go on in the language of the page that was looked at or sent from."""
    if scope["type"] != "http":
        return send
    referer = next((value for name, value in scope["headers"] if name == b"referer"), b"")
    asked = _language_in("?" + scope["query_string"].decode("latin-1"))
    language = chosen(asked or _language_in(referer.decode("latin-1")))
    if language == DEFAULT:
        return send

    async def send_on(message: Any) -> None:
        if message["type"] == "http.response.start" and 300 <= message["status"] < 400:
            message["headers"] = [
                (name, _with_language(value, language) if name == b"location" else value)
                for name, value in message["headers"]
            ]
        await send(message)

    return send_on


def _with_language(address: bytes, language: str) -> bytes:
    path, mark, fragment = address.decode("latin-1").partition("#")
    if not path.startswith("/") or "lang=" in path:
        return address
    return f"{path}{'&' if '?' in path else '?'}lang={language}{mark}{fragment}".encode("latin-1")


def frame_of(request: Request[Any, Any, Any]) -> Frame:
    """The frame of a page that answers this request."""
    language, visitor = language_of(request), visitor_of(request)
    query = {name: value for name, value in request.query_params.items() if name != "lang"}
    if language == DEFAULT:
        query["lang"] = "en"
    path = request.url.path
    return Frame(
        visitor=visitor,
        path=path,
        language=language,
        other_language_address=f"{path}?{urlencode(query)}" if query else path,
        sample_mark=request.state.portal.settings.sample_mark,
        navigation=navigation_for(visitor, path),
    )


def _worded(name: str) -> Any:
    """A filter that writes in the language of the page."""
    write = getattr(wording, name)

    @pass_context
    def filtered(context: Context, value: Any, *arguments: Any, **named: Any) -> str:
        return str(write(value, *arguments, language=context["language"], **named))

    return filtered


def _counted(plain: Any, language: str) -> Callable[..., str]:
    """Jinja's ngettext with its number written as all others on the page are."""

    @pass_context
    def counted(context: Context, one: str, many: str, n: int, /, **named: Any) -> str:
        told_as = wording.number(n, language=language)
        written: str = plain(context, one, many, n, **{"num": told_as, **named})
        return written

    return counted


@cache
def environment(language: str) -> Environment:
    """The templates in one language; an undefined name is an error, not an empty place."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.install_gettext_translations(  # type: ignore[attr-defined]
        translations(language), newstyle=True
    )
    made.globals["ngettext"] = _counted(made.globals["ngettext"], language)
    for name in (
        "number",
        "about",
        "points",
        "change",
        "percent",
        "rupiah",
        "rupiah_from_sen",
        "day",
        "month",
        "moment",
        "stored_moment",
        "days",
    ):
        made.filters[name] = _worded(name)
    made.filters["local_day"] = local_day
    made.filters["told"] = partial(told, language=language)
    made.globals["asset"] = asset_address
    return made
