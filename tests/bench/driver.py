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


def _connected(port: int) -> socket.socket:
    stream = socket.create_connection(("127.0.0.1", port), 30)
    stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    stream.setblocking(False)
    return stream


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
    poll = select.epoll()
    lines: dict[int, _Line] = {}
    done = Drive([None] * len(requests))
    sent = 0
    began = time.perf_counter()

    def give(line: _Line) -> None:
        nonlocal sent
        line.number, line.since, line.received = sent, time.perf_counter(), b""
        line.following = False
        sent += 1
        line.stream.send(requests[line.number])

    def open_line() -> None:
        nonlocal sent
        if sent >= len(requests):
            return
        since = time.perf_counter()
        try:
            stream = _connected(port)
        except OSError:
            sent = len(requests)
            return
        line = _Line(stream, 0, since)
        lines[stream.fileno()] = line
        poll.register(stream, select.EPOLLIN)
        try:
            give(line)
        except OSError:
            done.broken += 1
            close_line(line)
            return
        line.since = since

    def close_line(line: _Line) -> None:
        poll.unregister(line.stream)
        del lines[line.stream.fileno()]
        line.stream.close()

    for _ in range(min(connections, len(requests))):
        open_line()
    while lines:
        for number, _ in poll.poll(60):
            line = lines[number]
            try:
                part = line.stream.recv(RECEIVE_BYTES)
            except OSError:
                part = b""
            if not part:
                done.broken += 1
                close_line(line)
                open_line()
                continue
            line.received = line.received + part if line.received else part
            reply = _reply(line)
            if reply is None:
                continue
            if line.following:
                done.followed[reply.status] = done.followed.get(reply.status, 0) + 1
            else:
                done.replies[line.number] = reply
                done.statuses[reply.status] = done.statuses.get(reply.status, 0) + 1
                watch(sum(done.statuses.values()))
                if then is not None:
                    line.following, line.received = True, b""
                    line.stream.send(then(reply))
                    continue
            closing = not keep_alive or b"connection: close" in reply.head.lower()
            if closing or sent >= len(requests):
                close_line(line)
                if closing:
                    open_line()
                continue
            try:
                give(line)
            except OSError:
                done.broken += 1
                close_line(line)
                open_line()
    poll.close()
    done.seconds = time.perf_counter() - began
    return done
