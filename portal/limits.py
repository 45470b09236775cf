"""Limits far above human speed: a token bucket per counter and per address, in memory, bounded.

A waiting room of honest people shares one address, and whole mobile networks do too.
"""

import time
from collections import OrderedDict

BUCKETS_KEPT = 20_000
RECEIPT_TRIES_PER_SECOND = 5


class RateLimits:
    """Tokens fill at `per_key` and `per_address` a second, up to two seconds' worth."""

    def __init__(self, per_key: int, per_address: int) -> None:
        self._rates = (float(per_key), float(per_address))
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, key: str, address: str) -> bool:
        """Whether one more request for this key from this address is within the limits."""
        now = time.monotonic()
        # Both are asked for, so that a refusal by one still counts against the other.
        by_key = self._take("k" + key, self._rates[0], now) if key else True
        by_address = self._take("a" + network_of(address), self._rates[1], now) if address else True
        return by_key and by_address

    def _take(self, name: str, rate: float, now: float) -> bool:
        tokens, at = self._buckets.pop(name, (rate * 2, now))
        tokens = min(rate * 2, tokens + (now - at) * rate)
        allowed = tokens >= 1
        self._buckets[name] = (tokens - 1 if allowed else tokens, now)
        while len(self._buckets) > BUCKETS_KEPT:
            self._buckets.popitem(last=False)
        return allowed


def network_of(address: str) -> str:
    """One address, or the network of an IPv6 address: a household has a whole /64."""
    return ":".join(address.split(":")[:4]) if ":" in address else address
