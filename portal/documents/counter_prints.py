"""What is printed for counters in any number: posters of three sizes, and the survey on paper."""

from collections.abc import Sequence

from portal.documents.poster import SIZES, PosterPlace, posters_pdf
from portal.documents.sheet import sheets_pdf

SHEET = "lembar"
PRINTS = (*SIZES, SHEET)
"""Every size that can be asked for."""


def printed_pdf(
    places: Sequence[PosterPlace], *, public_address: str, size: str, sample: bool
) -> bytes:
    """The posters of a size, or the paper sheets; raises ValueError for another size."""
    if size == SHEET:
        return sheets_pdf(places, sample=sample)
    return posters_pdf(places, public_address=public_address, size=size, sample=sample)
