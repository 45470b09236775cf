"""Commands given while the portal serves are done by it; none of them can stop it."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.remote import socket_path
from tests.bench.driver import drive
from tests.bench.servers import ROOT, Prepared, Server, free_port, portal_serving, prepare
from tests.bench.visits import surveys
from tests.databases import new_file


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    return prepare(new_file(tmp_path / "suara.db"), 1)


@pytest.fixture
def server(prepared: Prepared, tmp_path: Path) -> Iterator[Server]:
    with portal_serving(prepared.url, tmp_path) as serving:
        yield serving


def suara(prepared: Prepared, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "portal.cli", *words, "--database", prepared.url]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_command_that_cannot_be_done_leaves_the_portal_to_others(
    prepared: Prepared, server: Server
) -> None:
    second = suara(prepared, "serve", "--port", str(free_port()))
    assert second.returncode == 1
    assert "is being served by another process of the portal" in second.stderr
    path = socket_path(prepared.url)
    assert path is not None
    for nonsense in (b"not json\n", b'{"arguments": {"command": "nothing"}}\n', b"[]\n", b""):
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(path))
            line.sendall(nonsense)
            line.shutdown(socket.SHUT_WR)
            line.recv(4096)
    sent = surveys(prepared, 20)
    assert drive(server.port, [one.request for one in sent]).statuses == {303: 20}
    verified = suara(prepared, "verify", "--json")
    assert verified.returncode == 0, verified.stderr
    assert json.loads(verified.stdout)["equal"]


def test_a_copy_made_while_serving_holds_every_answer(
    prepared: Prepared, server: Server, tmp_path: Path
) -> None:
    sent = surveys(prepared, 50)
    assert drive(server.port, [one.request for one in sent]).statuses == {303: 50}
    copy = tmp_path / "copy.db"
    made = suara(prepared, "backup", str(copy))
    assert made.returncode == 0, made.stderr
    assert server.stop() == 0
    copied = Prepared(f"sqlite:///{copy}", b"", ())
    assert json.loads(suara(copied, "verify", "--json").stdout)["equal"]
    refused = suara(prepared, "backup", str(copy))
    assert refused.returncode == 1
    assert "sudah ada" in refused.stderr


def test_names_are_sealed_anew_only_with_the_key_that_the_portal_serves_with(
    prepared: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUARA_SEALING_KEY", "kunci lama sekali")
    with portal_serving(prepared.url, tmp_path):
        same = suara(prepared, "reseal", "--json")
        assert same.returncode == 0, same.stderr
        assert json.loads(same.stdout) == {"resealed": 0}
        monkeypatch.setenv("SUARA_SEALING_KEY", "kunci baru sekali")
        monkeypatch.setenv("SUARA_SEALING_KEY_BEFORE", "kunci lama sekali")
        other = suara(prepared, "reseal", "--json")
    assert other.returncode == 1
    assert "mulai ulang portal" in other.stderr
