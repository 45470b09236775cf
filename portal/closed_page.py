"""The page behind the code of a closed counter: since when, why, and where to go instead."""

from dataclasses import dataclass
from typing import ClassVar

from portal.citizen_pages import CitizenPage, Shown, address
from portal.language import other
from surveys.closed_counters import Closing
from surveys.places import OpenCounter

CLOSED = ("Loket ini sudah ditutup.", "Pilih loket yang melayani Anda")


@dataclass(frozen=True)
class OtherCounter:
    """A counter of the same unit, and the address of its survey."""

    name: str
    link: str


@dataclass(frozen=True)
class ClosedPage(CitizenPage):
    """A counter that serves nobody any more."""

    template: ClassVar[str] = "responses/closed.html"
    title: str
    choose: str
    counter_name: str
    unit_name: str
    agency_name: str
    sample_mark: bool
    closing: Closing
    others: tuple[OtherCounter, ...]
    search: str
    receipts: str


def closed_page(
    counter: OpenCounter, closing: Closing, language: str, *, kiosk: bool, sample_mark: bool
) -> Shown:
    """What a scan of a closed counter's code shows; a shared tablet can be moved on from it."""
    mode = {"mode": "kiosk"} if kiosk else {}
    page = ClosedPage(
        language=language,
        other_language=address(f"/s/{counter.public_code}", other(language), **mode),
        kiosk=kiosk,
        title=CLOSED[0],
        choose=CLOSED[1],
        counter_name=counter.name,
        unit_name=counter.unit_name,
        agency_name=counter.agency_name,
        sample_mark=sample_mark,
        closing=closing,
        others=tuple(
            OtherCounter(each.name, address(f"/s/{each.public_code}", language, **mode))
            for each in closing.neighbours
        ),
        search="" if kiosk else address("/", language),
        receipts="" if kiosk else address("/t/", language),
    )
    return Shown(410, page.body())
