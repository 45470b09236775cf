"""When and where a document is made, and for whom."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Making:
    """The day that a document is made, the portal's public address, and whether it is a sample."""

    made_on: date
    public_address: str
    sample: bool = False
