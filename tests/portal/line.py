"""A network between a browser and the portal that can really be cut, unlike a browser's emulation.

A service worker does not hear of the emulation of a page, so what it sends is tried over this line.
"""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit


class Line:
    """Forwards a port of its own to an address; while it is cut nothing answers."""

    def __init__(self, target: str) -> None:
        there = urlsplit(target)
        self._there = (there.hostname or "", there.port or 0)
        self._open: set[socket.socket] = set()
        self._cut = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """No signal: what is open breaks, what comes is turned away."""
        self._cut = True
        for each in list(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """The signal is back."""
        self._cut = False

    def close(self) -> None:
        """For good."""
        self.cut()
        # Closing alone does not wake a thread that waits for somebody to come.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                here, _ = self._listener.accept()
                if self._cut:
                    here.close()
                    continue
                there = socket.create_connection(self._there)
            except OSError:
                return
            for ends in ((here, there), (there, here)):
                threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        self._open.add(source)
        with suppress(OSError):
            while part := source.recv(65536):
                target.sendall(part)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)
        self._open.discard(source)
