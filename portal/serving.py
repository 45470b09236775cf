"""The server process: one on SQLite, as many as wanted on PostgreSQL."""

import os
import socket
import sys

import uvicorn
import uvloop

from portal.remote import CommandDoor
from portal.settings import BadSetting, Settings


class _Server(uvicorn.Server):
    """uvicorn, telling once when it has begun to listen."""

    def __init__(self, config: uvicorn.Config, words: str) -> None:
        super().__init__(config)
        self._words = words

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self._words:
            print(self._words, flush=True)


def _config(settings: Settings, app: object, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=True,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        timeout_keep_alive=20,
        h11_max_incomplete_event_size=16 * 1024,
        backlog=4096,
        lifespan="on",
    )


def serve_portal(
    settings: Settings, *, host: str, port: int, workers: int = 1, words: str = ""
) -> int:
    """Serve until stopped; several processes only where the database takes several writers."""
    if workers < 1:
        raise BadSetting(f"--workers is {workers}; expected a whole number from 1 up")
    if workers > 1 and settings.database_url.startswith("sqlite"):
        raise BadSetting(
            f"--workers is {workers}; SQLite takes one writing process, expected 1"
            " (PostgreSQL takes more)"
        )
    words = words or f"Suara Loket melayani di http://{host}:{port}"
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(4096)
    if workers == 1:
        return _serve_one(settings, host, port, listener, words)
    return _serve_several(settings, host, port, listener, workers, words)


def _serve_one(
    settings: Settings, host: str, port: int, listener: socket.socket, words: str
) -> int:
    from portal.app import create_app

    app = create_app(settings)
    door = CommandDoor(settings, app.database)
    door.open()
    server = _Server(_config(settings, app, host, port), words)
    try:
        uvloop.run(server.serve(sockets=[listener]))
    finally:
        door.close()
    return 0 if server.started else 1


def _serve_several(
    settings: Settings,
    host: str,
    port: int,
    listener: socket.socket,
    workers: int,
    words: str,
) -> int:
    """Fork before anything is opened; the first worker alone does the background work."""
    import dataclasses
    import signal

    from portal.database import open_database

    # Tables first, once, so that the workers do not race for it.
    open_database(settings.database_url).close()
    children: list[int] = []
    for number in range(workers):
        child = os.fork()
        if child == 0:
            own = dataclasses.replace(settings, background=settings.background and number == 0)
            status = _serve_one(own, host, port, listener, words if number == 0 else "")
            os._exit(status)
        children.append(child)

    def pass_on(signal_number: int, _frame: object) -> None:
        for child in children:
            os.kill(child, signal_number)

    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, pass_on)
    statuses = [os.waitpid(child, 0)[1] for child in children]
    sys.stdout.flush()
    return 0 if not any(statuses) else 1
