"""What a page says to whoever reads it."""

import html
import re


def heading(page: str) -> str:
    """The words of its first heading."""
    found = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)
    assert found is not None
    return html.unescape(" ".join(found.group(1).split()))


def words(page: str) -> str:
    """Its words without its marks."""
    plain = re.sub(r"<[^>]+>", " ", page)
    return re.sub(r"\s+", " ", html.unescape(plain))
