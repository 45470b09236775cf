"""Public codes of counters and receipts of comments: signs that survive paper and a phone call.

The alphabet has 31 signs, 2-9 and A-Z without I, L and O. 31 is a prime, so with the weights 1, 2,
3, ... counted from the check sign at the right, every single wrong sign and every exchange of two
signs, neighbours or not, leaves a remainder and is found. No sign that was left out of the alphabet
has one sign it must have been (O and 0 may be a Q or a D, 1 and I a 7 or a J), so none is guessed:
it stays as typed and the code is not valid.
"""

import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
COUNTER_CODE_LENGTH = 10
RECEIPT_LENGTH = 13
_VALUE_OF = {sign: value for value, sign in enumerate(ALPHABET)}
_BASE = len(ALPHABET)
_GROUP = 4
# So many bits more than the signs hold keep each sign's probability within 2**-64 of even.
_SPARE_BITS = 64
# Two signs at a time for receipts, of which a peak makes thousands a second: the pair, the sum of
# its two values, and the value of its second.
_PAIRS = tuple(
    (ALPHABET[first] + ALPHABET[second], first + second, second)
    for second in range(_BASE)
    for first in range(_BASE)
)


def _weighted_sum(signs: str, first_weight: int) -> int:
    total = 0
    for weight, sign in enumerate(reversed(signs), start=first_weight):
        if sign not in _VALUE_OF:
            raise ValueError(f"{sign!r} is not a sign of a code; expected 2-9 or A-Z but I, L, O")
        total += weight * _VALUE_OF[sign]
    return total


def check_sign(signs: str) -> str:
    """The sign that completes a code; raises ValueError for foreign, no or over 29 signs."""
    if not 1 <= len(signs) <= _BASE - 2:
        raise ValueError(f"{len(signs)} signs cannot be checked; expected 1 to {_BASE - 2}")
    return ALPHABET[-_weighted_sum(signs, 2) % _BASE]


def complete(signs: str) -> str:
    """The signs with their check sign at the end."""
    return signs + check_sign(signs)


def is_valid(code: str) -> bool:
    """Whether a normalised code of any length ends in its check sign."""
    if not 2 <= len(code) <= _BASE - 1 or any(sign not in _VALUE_OF for sign in code):
        return False
    return _weighted_sum(code, 1) % _BASE == 0


def is_counter_code(code: str) -> bool:
    """Whether a normalised code can stand in the QR of a counter: 9 signs and a check sign."""
    return len(code) == COUNTER_CODE_LENGTH and is_valid(code)


def is_receipt(code: str) -> bool:
    """Whether a normalised code can be a receipt: 12 signs and a check sign."""
    return len(code) == RECEIPT_LENGTH and is_valid(code)


def normalise(typed: str) -> str:
    """A code as stored, from what a person typed: capitals, no spaces, hyphens, dots or dashes.

    Full-width letters of a phone keyboard become plain ones. Foreign signs stay, see above.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    # Pd, Cf and Z are every kind of dash, invisible mark and space that a keyboard or chat puts in.
    return "".join(
        sign
        for sign in plain
        if sign not in "._\t\r\n" and unicodedata.category(sign) not in {"Pd", "Cf", "Zs", "Zl"}
    )


def format_receipt(code: str) -> str:
    """A receipt in groups of four for reading aloud: ABCD-EFGH-JKMN-P."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def bytes_needed(count: int) -> int:
    """How many random bytes signs_from_bytes needs for so many signs."""
    capacity: int = _BASE**count
    return (capacity.bit_length() + _SPARE_BITS + 7) // 8


def signs_from_bytes(raw: bytes, count: int) -> str:
    """So many signs out of random bytes, every sign as likely as any other (within 2**-64).

    The same bytes give the same signs. Raises ValueError for fewer than bytes_needed(count) bytes.
    """
    if count < 1 or len(raw) < bytes_needed(count):
        raise ValueError(
            f"{len(raw)} bytes are too few for {count} signs; expected {bytes_needed(count)}"
        )
    number = int.from_bytes(raw, "big")
    signs = []
    for _ in range(count):
        number, value = divmod(number, _BASE)
        signs.append(ALPHABET[value])
    return "".join(signs)


def complete_counter_code(raw: bytes) -> str:
    """The public code of a counter out of at least 14 random bytes."""
    return complete(signs_from_bytes(raw, COUNTER_CODE_LENGTH - 1))


def complete_receipt(raw: bytes) -> str:
    """A receipt out of at least 16 random bytes: complete(signs_from_bytes(raw, 12)), faster."""
    if len(raw) < _RECEIPT_BYTES:
        few = f"{len(raw)} bytes are too few for {RECEIPT_LENGTH - 1} signs"
        raise ValueError(f"{few}; expected {_RECEIPT_BYTES}")
    number = int.from_bytes(raw, "big") % _RECEIPTS
    signs, checked = "", 0
    for weight in range(RECEIPT_LENGTH, 1, -2):
        number, place = divmod(number, len(_PAIRS))
        pair, values, second = _PAIRS[place]
        signs += pair
        checked += weight * values - second
    return signs + ALPHABET[-checked % _BASE]


_RECEIPT_BYTES = bytes_needed(RECEIPT_LENGTH - 1)
_RECEIPTS = _BASE ** (RECEIPT_LENGTH - 1)
