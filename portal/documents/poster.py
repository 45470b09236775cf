"""Posters of counters (A4), table tents (A5) and stickers (A7, four to a sheet) as tagged PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.documents.drawings import FACES, MARK, TAPIS_TILE
from portal.documents.pdf import pdf_of
from portal.documents.qr import qr_svg, survey_address, typed_address

SIZES = ("a4", "a5", "a7")
TEMPLATE = Path(__file__).with_name("poster.typ")

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#7D1B2B"'
    ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{}</svg>'
)
ICONS = {
    "clock": _ICON.format('<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>'),
    "lock": _ICON.format(
        '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>'
    ),
    "phone": _ICON.format(
        '<path d="M8 3h8a1 1 0 0 1 1 1v11M17 19v1a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V7M11 18h2"/>'
        '<path d="M3 3l18 18"/>'
    ),
}


@dataclass(frozen=True)
class PosterPlace:
    """What stands on the poster of a counter."""

    agency_name: str
    unit_name: str
    counter_name: str
    public_code: str


def posters_pdf(
    places: Sequence[PosterPlace], *, public_address: str, size: str = "a4", sample: bool = False
) -> bytes:
    """One page a counter (four stickers a page for A7); raises ValueError for another size."""
    if size not in SIZES:
        raise ValueError(f"size is {size!r}; expected one of {', '.join(SIZES)}")
    if not places:
        raise ValueError("there is no counter to print; expected at least one")
    given = {
        "title": f"Poster Suara Loket, {places[0].agency_name}",
        "size": size,
        "tapis": TAPIS_TILE,
        "mark": MARK,
        "faces": FACES,
        "icons": ICONS,
        "note": "Contoh, bukan untuk dipasang" if sample else "",
        "posters": [_poster(place, public_address) for place in places],
    }
    return pdf_of(TEMPLATE, given)


def _poster(place: PosterPlace, public_address: str) -> dict[str, str]:
    address = survey_address(public_address, place.public_code)
    return {
        "agency": place.agency_name,
        "unit": place.unit_name,
        "counter": place.counter_name,
        "code": place.public_code,
        "typed": typed_address(public_address),
        "address": address,
        "qr": qr_svg(address),
    }
