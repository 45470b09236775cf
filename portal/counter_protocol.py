"""The server software's own protocol, with a short way for what citizens ask of counters.

A request that has arrived whole, is asked in the usual form, and has an answer at hand, is
answered where it was read: no task, no scope, no messages between server and application. Whatever
differs in anything (a body in pieces, several requests at once, an old protocol, a client that
reads slowly) goes the whole way through uvicorn, as if this were not here.
"""

import asyncio
from typing import Any

from uvicorn.config import Config
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from portal.short_way import Answer, ShortWay, Taken, head_of
from surveys.responses import Stored

ROAD = b"/s/"


class _Under:
    """A request whose answers are being stored, in the words in which uvicorn asks for it."""

    def __init__(self, taken: Taken, number: int) -> None:
        self.taken = taken
        self.number = number
        self.response_complete = False
        self.disconnected = False
        self.keep_alive = True
        self.message_event = asyncio.Event()


class CounterProtocol(HttpToolsProtocol):
    """One connection; what its short way does not answer, uvicorn does."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._short_way: ShortWay = config.app.citizens.short_way  # type: ignore[union-attr]
        loaded: object = config.loaded_app
        self._proxies = loaded if isinstance(loaded, ProxyHeadersMiddleware) else None
        # What was read of a request that may yet be answered here; None once it may not.
        self._body: bytes | None = None
        self._number = 0

    def on_message_begin(self) -> None:
        """A request begins: only its parts are kept, no scope is made of them yet."""
        self.url = b""
        self.expect_100_continue = False
        self.headers = []
        self._body = None
        self._number += 1

    def on_headers_complete(self) -> None:
        """Everything but the body is known."""
        if self.url.startswith(ROAD) and self._is_plain():
            self._body = b""
        else:
            self._begin_whole_way()

    def _is_plain(self) -> bool:
        parser = self.parser
        return (
            (self.cycle is None or self.cycle.response_complete)
            and parser.get_method() in {b"GET", b"POST"}
            and parser.get_http_version() == "1.1"
            and parser.should_keep_alive()
            and not parser.should_upgrade()
            and not self.expect_100_continue
            and not self.flow.write_paused
        )

    def _begin_whole_way(self) -> None:
        """Let uvicorn begin with what it would have heard by now."""
        url, headers, expected = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, expected
        self.headers.extend(headers)
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
        headers = dict(self.headers)
        if self.parser.get_method() == b"GET":
            answer = self._short_way.look(self.url, headers)
            if answer is None:
                return False
            self._send(answer, True)
            self.on_response_complete()
            return True
        taken = self._short_way.take(self.url, headers, body, self._sender(headers))
        if taken is None:
            return False
        under = _Under(taken, self._number)
        self.cycle = under  # type: ignore[assignment]
        sent = (self.url, self.headers, body)
        taken.stored.add_done_callback(lambda stored: self._on_disk(under, sent, stored))
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
        stored: "asyncio.Future[Stored]",
    ) -> None:
        """Answer what is stored; what could not be stored is asked the whole way, which says so."""
        under.response_complete = True
        latest: object = self.cycle
        if stored.cancelled() or stored.exception() is not None:
            if latest is not under or self._number != under.number:
                # Others were sent behind it already: an end is what its sender understands.
                self.transport.close()
            elif not self.transport.is_closing():
                self.url, self.headers, body = sent
                self._go_whole_way(body)
                super().on_message_complete()
            return
        if not self.transport.is_closing():
            self._send(under.taken.answer(stored.result()), under.keep_alive)
        self.on_response_complete()

    def _send(self, answer: Answer, keep_alive: bool) -> None:
        headers = self.server_state.default_headers
        ending = (b"connection", b"close") in headers
        close = b"" if keep_alive or ending else b"connection: close\r\n"
        self.transport.write(
            b"HTTP/1.1 %b\r\n%b%b%b\r\n%b"
            % (answer.status, head_of(headers), answer.head, close, answer.body)
        )
        if ending or not keep_alive:
            self.transport.close()
