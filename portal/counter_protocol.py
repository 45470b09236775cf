"""The server software's own protocol, with a short way for what citizens ask of counters.

A request that has arrived whole, is asked in the usual form, and has an answer at hand, is
answered where it was read: no task, no scope, no messages between server and application. Whatever
differs in anything (a body in pieces, several requests at once, an old protocol, a client that
reads slowly) goes the whole way through uvicorn, as if this were not here.
"""

import asyncio
from typing import Any, ClassVar

from uvicorn.config import Config
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from portal.citizen_web import Headers
from portal.doorway import Doorway
from portal.short_way import Answer, ShortWay, head_of

ROAD = b"/s/"
ROADS = frozenset({b"GET", b"POST"})
UNUSUAL = frozenset({b"expect", b"upgrade", b"transfer-encoding"})


class _Under:
    """A request whose answers are being stored, in the words in which uvicorn asks for it."""

    __slots__ = ("disconnected", "keep_alive", "number", "response_complete")
    # uvicorn sets it when a connection ends; nobody waits for it.
    message_event = asyncio.Event()

    def __init__(self, number: int) -> None:
        self.number = number
        self.response_complete = False
        self.disconnected = False
        self.keep_alive = True


def _place(address: Any) -> tuple[str, int | None] | None:
    """An address as ASGI has it: a host and its port, or the path of a local socket alone."""
    if isinstance(address, tuple):
        return str(address[0]), int(address[1])
    return (address, None) if isinstance(address, str) and address else None


class CounterProtocol(HttpToolsProtocol):
    """One connection; what its short way does not answer, uvicorn does."""

    _made: ClassVar[tuple[Headers, bytes, bool]] = ([], b"", False)

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        doorway: Doorway | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._doorway = doorway
        self._short_way: ShortWay = config.app.citizens.short_way  # type: ignore[union-attr]
        loaded: object = config.loaded_app
        self._proxies = loaded if isinstance(loaded, ProxyHeadersMiddleware) else None
        # What was read of a request that may yet be answered here; None once it may not.
        self._body: bytes | None = None
        self._headers: dict[bytes, bytes] = {}
        self._number = 0
        self._idle_since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody has connected; others may stand behind them.

        What uvicorn notes here, without a socket object for each of the two addresses: for a
        visitor who comes for one page they took longer than reading the request.
        """
        self.connections.add(self)
        self.transport = transport
        self.flow = FlowControl(transport)
        self.server = _place(transport.get_extra_info("sockname"))
        here = _place(transport.get_extra_info("peername"))
        self.client = None if here is None or here[1] is None else (here[0], here[1])
        self.scheme = "https" if transport.get_extra_info("sslcontext") else "http"
        if self._doorway is not None:
            self._doorway.look_again()

    def on_message_begin(self) -> None:
        """A request begins: only its parts are kept, no scope is made of them yet."""
        self.url = b""
        self.headers = []
        self._body = None
        self._number += 1

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header; whether one of them expects a word in between is seen at their end."""
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """Everything but the body is known."""
        if self.url.startswith(ROAD) and self._is_plain():
            self._body = b""
        else:
            self._begin_whole_way()

    def _is_plain(self) -> bool:
        """Whether nothing but the request itself has to be minded.

        Of HTTP/1.0 that is never so: without a header that asks for it its connection ends.
        """
        self._headers = headers = dict(self.headers)
        return (
            (self.cycle is None or self.cycle.response_complete)
            and self.parser.get_method() in ROADS
            and self.parser.should_keep_alive()
            and headers.keys().isdisjoint(UNUSUAL)
            and (b"connection" not in headers or self.parser.get_http_version() == "1.1")
            and not self.flow.write_paused
        )

    def _begin_whole_way(self) -> None:
        """Let uvicorn begin with what it would have heard by now."""
        url, headers = self.url, self.headers
        super().on_message_begin()
        self.url = url
        for name, value in headers:
            super().on_header(name, value)
        super().on_headers_complete()

    def _go_whole_way(self, body: bytes) -> None:
        self._body = None
        self._begin_whole_way()
        if body:
            super().on_body(body)

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        if self._body is None:
            super().on_body(body)
        else:
            self._body += body

    def on_message_complete(self) -> None:
        """The request is here as a whole."""
        body = self._body
        if body is None:
            super().on_message_complete()
        elif self._answered(body):
            self._body = None
        else:
            self._go_whole_way(body)
            super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        """What came over the network; a request that is not whole by its end may take long."""
        super().data_received(data)
        if self._body is not None and not self.transport.is_closing():
            self._go_whole_way(self._body)

    def _answered(self, body: bytes) -> bool:
        headers = self._headers
        if self.parser.get_method() == b"GET":
            answer = self._short_way.look(self.url, headers)
            if answer is None:
                return False
            self._send(answer, True)
            self.on_response_complete()
            return True
        under = _Under(self._number)
        sent = (self.url, self.headers, body)

        def reply(answer: Answer | None) -> None:
            self._on_disk(under, sent, answer)

        if not self._short_way.take(self.url, headers, body, self._sender(headers), reply):
            return False
        self.cycle = under  # type: ignore[assignment]
        return True

    def _sender(self, headers: dict[bytes, bytes]) -> str:
        """The address a request comes from, as trusted proxies tell it."""
        here = self.client[0] if self.client else ""
        if self._proxies is None or b"x-forwarded-for" not in headers:
            return here
        trusted = self._proxies.trusted_hosts
        if here not in trusted:
            return here
        told = b", ".join(value for name, value in self.headers if name == b"x-forwarded-for")
        return trusted.get_trusted_client_address(told.decode("latin-1"))[0] or here

    def _on_disk(
        self,
        under: _Under,
        sent: tuple[bytes, list[tuple[bytes, bytes]], bytes],
        answer: Answer | None,
    ) -> None:
        """Answer what is stored; what could not be stored is asked the whole way, which says so."""
        under.response_complete = True
        closing = self.transport.is_closing()
        if answer is None:
            latest: object = self.cycle
            if latest is not under or self._number != under.number:
                # Others were sent behind it already: an end is what its sender understands.
                self.transport.close()
            elif not closing:
                self.url, self.headers, body = sent
                self._go_whole_way(body)
                super().on_message_complete()
            return
        if not closing:
            self._send(answer, under.keep_alive)
        self.on_response_complete()

    def _send(self, answer: Answer, keep_alive: bool) -> None:
        common, ending = self._common_head()
        close = b"" if keep_alive or ending else b"connection: close\r\n"
        self.transport.write(
            b"HTTP/1.1 %b\r\n%b%b%b\r\n%b"
            % (answer.status, common, answer.head, close, answer.body)
        )
        if ending or not keep_alive:
            self.transport.close()

    def _common_head(self) -> tuple[bytes, bool]:
        """The headers of every answer as they are sent, and whether they say that the server ends.

        uvicorn makes the list anew each second, for its date.
        """
        headers = self.server_state.default_headers
        made = CounterProtocol._made
        if made[0] is not headers:
            ending = (b"connection", b"close") in headers
            made = CounterProtocol._made = (headers, head_of(headers), ending)
        return made[1], made[2]

    def _unset_keepalive_if_required(self) -> None:
        """Something came or is over; the clock of the connection runs on, see below."""
        self._idle_since = 0.0
        if self.transport.is_closing():
            super()._unset_keepalive_if_required()

    def on_response_complete(self) -> None:
        """Answered; from now on the connection is idle.

        One clock runs as long as the connection, where uvicorn sets one up for each request.
        """
        more = bool(self.pipeline)
        if more or self.timeout_keep_alive_task is None or self.transport.is_closing():
            super().on_response_complete()
        else:
            self.server_state.total_requests += 1
            self.flow.resume_reading()
        self._idle_since = 0.0 if more else self.loop.time()

    def timeout_keep_alive_handler(self) -> None:
        """The clock has run out: an end for who was idle all the while, else once more."""
        self.timeout_keep_alive_task = None
        if self.transport.is_closing():
            return
        rest = self._idle_since + self.timeout_keep_alive - self.loop.time()
        if self._idle_since and rest <= 0:
            self.transport.close()
            return
        again = rest if self._idle_since else self.timeout_keep_alive
        self.timeout_keep_alive_task = self.loop.call_later(again, self.timeout_keep_alive_handler)
