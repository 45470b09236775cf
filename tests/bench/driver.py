"""A small honest load driver: keep-alive connections, every reply read and kept.

One thread over epoll with requests made beforehand, so that it takes as little as it can of the
processor that the server is measured on. A connection that breaks off leaves its request without a
reply; nothing is sent twice by itself.
"""

import select
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

RECEIVE_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the status, everything up to the body, the body, and after how long."""

    status: int
    head: bytes
    body: bytes
    seconds: float

    def header(self, name: bytes) -> bytes:
        """A header by its name in lower case, or nothing."""
        for line in self.head.split(b"\r\n")[1:]:
            given, _, value = line.partition(b":")
            if given.lower() == name:
                return value.strip()
        return b""


@dataclass(slots=True)
class _Line:
    """One connection: which request it carries, since when, and what has come of the reply."""

    stream: socket.socket
    number: int
    since: float
    received: bytes = b""
    following: bool = False


@dataclass
class Drive:
    """What a drive came to: a reply or None for each request, and how long it all took."""

    replies: list[Reply | None]
    seconds: float = 0.0
    broken: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    followed: dict[int, int] = field(default_factory=dict)
    """Statuses of what was asked behind each reply on its connection."""

    @property
    def rate(self) -> float:
        """Replies a second."""
        return sum(self.statuses.values()) / self.seconds

    def latency(self, share: float) -> float:
        """The time in seconds within which this share of the replies came."""
        times = sorted(reply.seconds for reply in self.replies if reply is not None)
        return times[min(len(times) - 1, int(share * len(times)))]


def _reply(line: _Line) -> Reply | None:
    """The reply once it is complete; a 303 has no body, a page says how long it is."""
    end = line.received.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = line.received[:end]
    low = head.lower()
    at = low.find(b"content-length:")
    length = 0 if at < 0 else int(low[at + 15 :].split(b"\r\n", 1)[0])
    if len(line.received) < end + 4 + length:
        return None
    body = line.received[end + 4 :]
    return Reply(int(head[9:12]), head, body, time.perf_counter() - line.since)


class _Driving:
    """One drive under way: its open connections, how much was sent, and what came back."""

    def __init__(
        self,
        port: int,
        requests: Sequence[bytes],
        keep_alive: bool,
        watch: Callable[[int], None],
        then: Callable[[Reply], bytes] | None,
    ) -> None:
        self._port, self._requests, self._keep_alive = port, requests, keep_alive
        self._watch, self._then = watch, then
        self._poll = select.epoll()
        self._lines: dict[int, _Line] = {}
        self._sent = 0
        self._heard = 0
        self.done = Drive([None] * len(requests))

    def run(self, connections: int) -> None:
        """Until everything is answered, or nobody is there any more."""
        for _ in range(min(connections, len(self._requests))):
            self._open()
        while self._lines:
            for number, _ in self._poll.poll(60):
                self._hear(self._lines[number])
        self._poll.close()

    def _open(self) -> None:
        """Connect and send what comes next; a server that is gone gets nothing more."""
        if self._sent >= len(self._requests):
            return
        since = time.perf_counter()
        try:
            stream = _connected(self._port)
        except OSError:
            self._sent = len(self._requests)
            return
        line = _Line(stream, 0, since)
        self._lines[stream.fileno()] = line
        self._poll.register(stream, select.EPOLLIN)
        if self._give(line):
            line.since = since

    def _give(self, line: _Line) -> bool:
        """Send the next request on a connection; False where the connection is broken."""
        line.number, line.since, line.received = self._sent, time.perf_counter(), b""
        line.following = False
        self._sent += 1
        try:
            line.stream.send(self._requests[line.number])
        except OSError:
            self._broken(line)
            return False
        return True

    def _close(self, line: _Line) -> None:
        self._poll.unregister(line.stream)
        del self._lines[line.stream.fileno()]
        line.stream.close()

    def _broken(self, line: _Line) -> None:
        self.done.broken += 1
        self._close(line)
        self._open()

    def _hear(self, line: _Line) -> None:
        """Take what has come on a connection, and go on once the reply is whole."""
        try:
            part = line.stream.recv(RECEIVE_BYTES)
        except OSError:
            part = b""
        if not part:
            self._broken(line)
            return
        line.received = line.received + part if line.received else part
        reply = _reply(line)
        if reply is not None and not self._goes_on(line, reply):
            self._next(line, reply)

    def _goes_on(self, line: _Line, reply: Reply) -> bool:
        """Keep a reply; whether something is asked behind it on the same connection."""
        if line.following:
            counts = self.done.followed
        else:
            counts = self.done.statuses
            self.done.replies[line.number] = reply
            self._heard += 1
            self._watch(self._heard)
        counts[reply.status] = counts.get(reply.status, 0) + 1
        if line.following or self._then is None:
            return False
        line.following, line.received = True, b""
        line.stream.send(self._then(reply))
        return True

    def _next(self, line: _Line, reply: Reply) -> None:
        closing = not self._keep_alive or b"connection: close" in reply.head.lower()
        if not closing and self._sent < len(self._requests):
            self._give(line)
            return
        self._close(line)
        if closing:
            self._open()


def _connected(port: int) -> socket.socket:
    stream = socket.create_connection(("127.0.0.1", port), 30)
    stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    stream.setblocking(False)
    return stream


def drive(
    port: int,
    requests: Sequence[bytes],
    connections: int = 32,
    *,
    keep_alive: bool = True,
    watch: Callable[[int], None] = lambda replies: None,
    then: Callable[[Reply], bytes] | None = None,
) -> Drive:
    """Send every request once, over so many connections at a time; `watch` hears of each reply.

    `then` says what is asked next on the same connection, as a browser goes on from a redirect.
    Ends early where the server is gone: what was not answered then stands as None.
    """
    driving = _Driving(port, requests, keep_alive, watch, then)
    began = time.perf_counter()
    driving.run(connections)
    driving.done.seconds = time.perf_counter() - began
    return driving.done
