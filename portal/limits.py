"""Limits far above human speed: a token bucket per counter and per address, in memory, bounded.

A waiting room of honest people shares one address, and whole mobile networks do too.
"""

import time

BUCKETS_KEPT = 20_000
RECEIPT_TRIES_PER_SECOND = 5


class RateLimits:
    """Tokens fill at `per_key` and `per_address` a second, up to two seconds' worth."""

    def __init__(self, per_key: int, per_address: int) -> None:
        self._rates = (float(per_key), float(per_address))
        # One table each, so that no name has to be made of a key; insertion order is order of use.
        self._keys: dict[str, tuple[float, float]] = {}
        self._addresses: dict[str, tuple[float, float]] = {}

    def allows(self, key: str, address: str) -> bool:
        """Whether one more request for this key from this address is within the limits."""
        now = time.monotonic()
        # Both are asked for, so that a refusal by one still counts against the other.
        by_key = not key or _take(self._keys, key, self._rates[0], now)
        network = network_of(address)
        by_address = not network or _take(self._addresses, network, self._rates[1], now)
        return by_key and by_address


def _take(buckets: dict[str, tuple[float, float]], name: str, rate: float, now: float) -> bool:
    most = rate * 2
    held = buckets.pop(name, None)
    tokens = most
    if held is not None:
        tokens = held[0] + (now - held[1]) * rate
        if tokens > most:
            tokens = most
    allowed = tokens >= 1
    buckets[name] = (tokens - 1 if allowed else tokens, now)
    if len(buckets) > BUCKETS_KEPT:
        del buckets[next(iter(buckets))]
    return allowed


def network_of(address: str) -> str:
    """One address, or the network of an IPv6 address: a household has a whole /64."""
    return ":".join(address.split(":")[:4]) if ":" in address else address
