"""The page of what went wrong on the citizen's way, each with one thing to do next."""

from portal.citizen_pages import (
    AGAIN,
    PROBLEMS,
    RETIRED,
    SEARCH,
    TRY_AGAIN,
    ProblemPage,
    Shown,
    address,
)
from portal.language import other

LASTING = (404, 410)


def retired_page(now_code: str, language: str) -> Shown:
    """A code that is no longer printed: where the counter is found now."""
    link = address(f"/s/{now_code}", language)
    return _page(410, RETIRED, language, link, "Buka halaman loket ini")


def problem_page(status: int, language: str) -> Shown:
    """A page for what went wrong."""
    if status == 404:
        search = address("/", language)
        return _page(status, PROBLEMS[status], language, search, SEARCH)
    if status in AGAIN:
        # An empty address is the page itself, asked for once more.
        return _page(status, PROBLEMS[status], language, "", TRY_AGAIN)
    return _page(status, PROBLEMS[status], language, "", "")


def _page(status: int, words: tuple[str, str], language: str, link: str, link_words: str) -> Shown:
    page = ProblemPage(
        language=language,
        # What passes by itself is shown on shared tablets too, and those keep their address.
        other_language=f"?lang={other(language)}" if status in LASTING else "",
        kiosk=False,
        what=words[0],
        then=words[1],
        link=link,
        link_words=link_words,
    )
    return Shown(status, page.body())
