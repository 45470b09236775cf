"""What a PDF says to whoever reads it from the first page to the last."""

import io
import re

from pypdf import PdfReader


def text_of(pdf: bytes) -> str:
    """The text of all its pages, with single spaces."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
