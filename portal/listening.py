"""The socket on which the portal listens: made here, or handed on by whoever listened before.

A renewed process finds it by the number in HANDED_ON. A new process finds it as systemd hands it on
(LISTEN_PID, LISTEN_FDS, the socket as number 3): whoever connects while one process ends and the
next begins waits in the socket, and nobody is refused.
"""

import os
import socket
import sys

from portal.settings import BadSetting

HANDED_ON = "SUARA_HANDED_ON"
"""In the environment of a renewed process: the number of its socket, and its former workers."""
FIRST_HANDED_ON = 3
QUEUE = 4096


def listening_socket(host: str, port: int) -> tuple[socket.socket, list[int]]:
    """The socket, and the workers that served on it before a renewal.

    Nobody waits in it: one process would wait for whoever another has already let in, and Python
    makes a copy of a socket that waits wait again, for all processes that share it. Raises
    BadSetting where several sockets were handed on.
    """
    listener, former = _made_or_handed_on(host, port)
    listener.setblocking(False)
    return listener, former


def _made_or_handed_on(host: str, port: int) -> tuple[socket.socket, list[int]]:
    handed_on = os.environ.pop(HANDED_ON, "")
    if handed_on:
        number, *former = (int(part) for part in handed_on.split())
        return socket.socket(fileno=number), former
    meant_for, count = os.environ.pop("LISTEN_PID", ""), os.environ.pop("LISTEN_FDS", "")
    if meant_for == str(os.getpid()):
        if count != "1":
            raise BadSetting(f"LISTEN_FDS is {count!r}; the portal listens on 1 socket")
        return socket.socket(fileno=FIRST_HANDED_ON), []
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(QUEUE)
    return listener, []


def begin_anew(listener: socket.socket, workers: list[int]) -> None:
    """Become the program as it is on the disk now, with the same number, socket and children."""
    listener.set_inheritable(True)
    os.environ[HANDED_ON] = " ".join(str(one) for one in (listener.fileno(), *workers))
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
