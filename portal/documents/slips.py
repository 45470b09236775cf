"""Sheets of slips to cut or tear off: twenty-four to a page, each with a code that works once."""

from collections.abc import Sequence
from pathlib import Path

from portal.documents.pdf import pdf_of
from portal.documents.poster import PosterPlace
from portal.documents.qr import qr_svg, survey_address

TEMPLATE = Path(__file__).with_name("slips.typ")
PER_PAGE = 24


def slip_address(public_address: str, public_code: str, slip: str) -> str:
    """The survey of a counter with a slip: all capitals, so that its code stays as coarse."""
    return f"{survey_address(public_address, public_code)}/{slip}"


def slips_pdf(
    place: PosterPlace,
    codes: Sequence[str],
    *,
    public_address: str,
    sample: bool = False,
) -> bytes:
    """A tagged PDF of a batch; raises ValueError for no slips at all."""
    if not codes:
        raise ValueError("there is no slip to print; expected at least one")
    given = {
        "title": f"Kartu kunjungan {place.counter_name}, {place.unit_name}",
        "agency": place.agency_name,
        "unit": place.unit_name,
        "counter": place.counter_name,
        "note": "Contoh" if sample else "",
        "slips": [
            {"code": code, "qr": qr_svg(slip_address(public_address, place.public_code, code))}
            for code in codes
        ],
    }
    return pdf_of(TEMPLATE, given)
