"""Numbers, money and dates as Indonesians and English readers write them."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from surveys.rules.periods import MONTHS

WEEKDAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MINUS = "−"
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}

Number = int | float | Decimal | Fraction


def _rounded(value: Number, decimals: int) -> Decimal:
    if isinstance(value, Fraction):
        scaled = value * 10**decimals
        whole = (abs(scaled) + Fraction(1, 2)).__floor__()
        return (Decimal(whole) if scaled >= 0 else -Decimal(whole)).scaleb(-decimals)
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def number(value: Number, decimals: int = 0, language: str = "id") -> str:
    """1.234,5 in Indonesian, 1,234.5 in English; halves up; a true minus."""
    rounded = _rounded(value, decimals)
    text = f"{abs(rounded):,.{decimals}f}"
    if language != "en":
        text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
    return (MINUS if rounded < 0 else "") + text


def about(value: Number, language: str = "id") -> str:
    """An estimate without false precision: two leading digits, 9142 as 9.100 and 735,2 as 740."""
    whole = int(_rounded(value, 0))
    return number(round(whole, min(2 - len(str(abs(whole))), 0)), 0, language)


def points(value: Number | None, language: str = "id") -> str:
    """An index with its two decimals, or a dash where there is none."""
    return "–" if value is None else number(value, 2, language)


def change(value: Number, decimals: int = 1, language: str = "id") -> str:
    """A change with its sign: +5,1 or −2,4."""
    text = number(value, decimals, language)
    return text if text.startswith(MINUS) else f"+{text}"


def percent(share: Number, decimals: int = 0, language: str = "id") -> str:
    """A share of one as per cent: 4,6%."""
    exact = share if isinstance(share, Fraction) else Fraction(str(share))
    return number(exact * 100, decimals, language) + "%"


def rupiah(amount: Number, language: str = "id") -> str:
    """An amount in whole rupiah: Rp42.000.000."""
    return "Rp" + number(amount, 0, language)


def rupiah_from_sen(sen: int, language: str = "id") -> str:
    """The same for an amount kept in hundredths."""
    return rupiah(Fraction(sen, 100), language)


def day(value: date, language: str = "id", *, weekday: bool = False, year: bool = True) -> str:
    """16 November 2026, with the weekday in front where asked for."""
    names = MONTHS.get(language, MONTHS["id"])
    text = f"{value.day} {names[value.month - 1]}"
    if year:
        text += f" {value.year}"
    if weekday:
        text = f"{WEEKDAYS.get(language, WEEKDAYS['id'])[value.weekday()]}, {text}"
    return text


def days(ends: tuple[date, date], language: str = "id") -> str:
    """From one day to another without saying anything twice: 5–8 Februari 2026."""
    first, last = ends
    if first == last:
        return day(last, language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, language)}"
    return f"{day(first, language, year=first.year != last.year)} – {day(last, language)}"


def month(value: date, language: str = "id") -> str:
    """November 2026."""
    return f"{MONTHS.get(language, MONTHS['id'])[value.month - 1]} {value.year}"


def moment(value: datetime, language: str = "id", zone: str = "Asia/Jakarta") -> str:
    """A moment on the clock of a zone: 16 November 2026, 06.00 WIB."""
    local = value.astimezone(ZoneInfo(zone))
    clock = f"{local:%H:%M}" if language == "en" else f"{local:%H.%M}"
    return f"{day(local.date(), language)}, {clock} {ZONE_NAMES.get(zone, zone)}"


def stored_moment(text: str, language: str = "id", zone: str = "Asia/Jakarta") -> str:
    """The same for a moment that was stored as ISO 8601 text."""
    return moment(datetime.fromisoformat(text), language, zone)
