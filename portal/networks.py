"""Which network an answer came from, as a number that means nothing tomorrow and nowhere else.

An address is never kept. It is digested with a salt of this process that is drawn anew each day and
is written nowhere, so that neither a copy of the memory of yesterday nor the database leads back to
anybody. The digest itself stays in memory, too: only "this network had sent many before" is stored.
"""

import os
from datetime import datetime
from hashlib import blake2b

from portal.limits import network_of
from surveys.rules.quality import NETWORK_RESPONSES

NETWORKS_KEPT = 50_000


class DailyNetworks:
    """How often each network has answered at each counter since midnight UTC.

    Midnight UTC is seven, eight and nine o'clock in Indonesia: before the day's answers come.
    """

    def __init__(self, most: int = NETWORK_RESPONSES) -> None:
        self._most = most
        self._day = 0
        self._salted = blake2b(digest_size=8)
        self._seen: dict[bytes, int] = {}

    def digest(self, counter_id: int, address: str, now: datetime) -> bytes:
        """Eight bytes that stand for a network at a counter today; nothing for no address."""
        day = int(now.timestamp()) // 86_400
        if day != self._day:
            self._day, self._seen = day, {}
            self._salted = blake2b(digest_size=8, key=os.urandom(32))
        if not address:
            return b""
        place = b"%d|%b" % (counter_id, network_of(address).encode("utf-8", "replace"))
        salted = self._salted.copy()
        salted.update(place)
        return salted.digest()

    def is_shared(self, digest: bytes) -> bool:
        """Whether so many answers came from it today that the next one is worth a mark."""
        return self._seen.get(digest, 0) >= self._most

    def count(self, digest: bytes) -> None:
        """One more answer of this network is on disk."""
        if not digest:
            return
        self._seen[digest] = self._seen.pop(digest, 0) + 1
        if len(self._seen) > NETWORKS_KEPT:
            # Whoever was silent longest is forgotten first.
            del self._seen[next(iter(self._seen))]
