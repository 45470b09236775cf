"""The period that an address asks for; one that is not given says which are."""

from collections.abc import Collection
from typing import Any

from litestar import Request

from surveys.errors import NotOffered
from surveys.rules.periods import Kind, Period, parse_period

PERIOD = "period"
_STRETCH = ("from", "to")


def read_period(code: str) -> Period | None:
    """A period by its code, None for no code; raises NotOffered for one that is none."""
    if not code:
        return None
    try:
        return parse_period(code)
    except ValueError:
        raise NotOffered(
            f"'{code[:20]}' bukan periode; isi seperti 2026, 2026-2, 2026-Q3, atau 2026-07"
        ) from None


def asked_period(request: Request[Any, Any, Any]) -> Period | None:
    """The period of an address; raises NotOffered for days from and to.

    Those are for administrators, on a page of their own: any days would tell few sheets.
    """
    if any(request.query_params.get(name) for name in _STRETCH):
        raise NotOffered(
            "Halaman ini memakai period, bukan from dan to; isi period seperti 2026, 2026-2,"
            " 2026-Q3, atau 2026-07"
        )
    return read_period(request.query_params.get(PERIOD, ""))


def needed_period(code: str) -> Period:
    """A period that has to be named; raises NotOffered where it is not."""
    period = read_period(code)
    if period is None:
        raise NotOffered("Sebut periodenya; isi seperti 2026, 2026-2, 2026-Q3, atau 2026-07")
    return period


def public_quarter(period: Period) -> Period:
    """The same where everybody may see it; raises NotOffered naming the quarters to open."""
    if period.kind is Kind.QUARTER:
        return period
    first, last = period.first_day.month, period.last_day.month
    inside = range((first - 1) // 3 + 1, (last - 1) // 3 + 2)
    quarters = ", ".join(f"{period.year}-Q{number}" for number in inside)
    raise NotOffered(f"Untuk umum angkanya tampil per triwulan; buka {quarters}")


def asked_quarter(request: Request[Any, Any, Any]) -> Period | None:
    """The quarter that the address of a public page asks for."""
    period = asked_period(request)
    return None if period is None else public_quarter(period)


def offered(kind: str, kinds: Collection[str]) -> str:
    """A format of a file; raises NotOffered with those there are."""
    if kind not in kinds:
        raise NotOffered(f"'{kind[:20]}' tidak ada; pilih {', '.join(sorted(kinds))}")
    return kind
