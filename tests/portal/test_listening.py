"""The socket of several processes: none of them ever waits in it for whoever another let in."""

import os
import socket
from collections.abc import Iterator

import pytest

from portal.listening import HANDED_ON, listening_socket
from portal.settings import BadSetting


@pytest.fixture
def handed_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A socket that waits, as a new process or a service manager hands it on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        monkeypatch.setenv(HANDED_ON, f"{os.dup(listener.fileno())} 4711")
        yield listener


def test_a_worker_that_starts_does_not_make_the_others_wait() -> None:
    listener, former = listening_socket("127.0.0.1", 0)
    with listener:
        assert former == []
        door = listener.dup()
        door.close()
        assert not os.get_blocking(listener.fileno())
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_a_socket_that_was_handed_on_is_not_waited_in_either(handed_on: socket.socket) -> None:
    assert os.get_blocking(handed_on.fileno())
    listener, former = listening_socket("127.0.0.1", 0)
    with listener:
        assert former == [4711]
        listener.dup().close()
        assert not os.get_blocking(handed_on.fileno()), "it is one socket for all"


def test_several_sockets_of_a_service_manager_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
    monkeypatch.setenv("LISTEN_FDS", "2")
    with pytest.raises(BadSetting, match="1 socket"):
        listening_socket("127.0.0.1", 0)
