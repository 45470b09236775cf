"""What may be typed after an option; what cannot be read says what is accepted."""

import argparse
from collections.abc import Callable

from surveys.rules.periods import FIRST_DAY, LAST_DAY
from surveys.rules.written_days import written_day


def day(text: str) -> str:
    """A date; stays text, since a command may travel to a serving portal."""
    try:
        found = written_day(text)
    except ValueError:
        message = f"'{text}' bukan tanggal; isi tahun-bulan-hari, seperti 2026-09-30"
        raise argparse.ArgumentTypeError(message) from None
    if not FIRST_DAY <= found <= LAST_DAY:
        message = f"{found} di luar batas; isi {FIRST_DAY} sampai {LAST_DAY}"
        raise argparse.ArgumentTypeError(message)
    return found.isoformat()


def number(text: str) -> int:
    """A whole number, thousands without dots."""
    plain = text.strip()
    if not (plain.isascii() and plain.removeprefix("-").isdigit()) or len(plain) > 18:
        message = f"'{text}' bukan bilangan bulat; isi angka saja tanpa titik, seperti 42000000"
        raise argparse.ArgumentTypeError(message)
    return int(plain)


def within(least: int, most: int) -> Callable[[str], int]:
    """A whole number within two ends, both included."""

    def read(text: str) -> int:
        if not least <= (found := number(text)) <= most:
            raise argparse.ArgumentTypeError(f"{found} di luar batas; isi {least} sampai {most}")
        return found

    return read
