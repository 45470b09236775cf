"""Commands that write while the portal serves: the portal does them, through a socket.

SQLite wants one writing process. A command that finds the file held hands itself over and prints
what comes back, line by line.
"""

import argparse
import io
import json
import logging
import os
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.commands import Session
from portal.database import Database, Locked
from portal.sealing import key_print
from portal.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger("suara")

PATIENCE_SECONDS = 60.0


def socket_path(url: str) -> Path | None:
    """Where the portal that holds an SQLite file listens; None for other databases."""
    if not url.startswith("sqlite:///"):
        return None
    path = Path(url.removeprefix("sqlite:///")).absolute()
    return path.with_name(path.name + ".sock")


def _packed(arguments: argparse.Namespace, session: Session) -> bytes:
    given = {
        name: {"path": str(value)} if isinstance(value, Path) else value
        for name, value in vars(arguments).items()
        if name != "run"
    }
    given["asked_with_key"] = key_print(session.settings.sealing_key)
    return json.dumps({"arguments": given, "interactive": session.interactive}).encode() + b"\n"


def run_in_portal(url: str, arguments: argparse.Namespace, session: Session) -> int | None:
    """Let the serving portal run a command; its exit status, or None where none listens."""
    path = socket_path(url)
    if path is None or not path.exists():
        return None
    try:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.connect(str(path))
    except OSError:
        return None
    with line, line.makefile("rwb") as stream:
        stream.write(_packed(arguments, session))
        stream.flush()
        for raw in stream:
            said = json.loads(raw)
            if "exit" in said:
                return int(said["exit"])
            target = session.out if said["to"] == "out" else session.err
            target.write(said["text"])
            target.flush()
    session.warn("the portal stopped before the command was done")
    return 1


class _Sent(io.TextIOBase):
    """A text stream whose lines travel through the socket."""

    def __init__(self, stream: Any, to: str) -> None:
        self._stream = stream
        self._to = to

    def write(self, text: str) -> int:
        self._stream.write(json.dumps({"to": self._to, "text": text}).encode() + b"\n")
        return len(text)

    def flush(self) -> None:
        self._stream.flush()


class CommandDoor:
    """The serving portal's side: takes one command after the other and runs it here."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._path = socket_path(settings.database_url)
        self._listener: socket.socket | None = None

    def open(self) -> None:
        """Listen; only the user who runs the portal can reach the socket."""
        if self._path is None:
            return
        self._path.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        mask = os.umask(0o077)
        try:
            listener.bind(str(self._path))
        except OSError as problem:
            # An address longer than the system allows: commands then wait for the lock instead.
            log.warning("no socket for commands at %s: %s", self._path, problem)
            listener.close()
            return
        finally:
            os.umask(mask)
        listener.listen(8)
        self._listener = listener
        threading.Thread(target=self._serve, name="commands", daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        if self._listener is not None and self._path is not None:
            self._listener.close()
            self._path.unlink(missing_ok=True)
            self._listener = None

    def _serve(self) -> None:
        while self._listener is not None:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            # Whoever connects and says nothing, or stops reading, must not shut others out.
            line.settimeout(PATIENCE_SECONDS)
            try:
                with line, line.makefile("rwb") as stream:
                    self._answer(stream)
            except (OSError, ValueError) as problem:
                log.warning("a command was cut off: %s", problem)

    def _answer(self, stream: Any) -> None:
        """Run a command and send its exit status, whatever becomes of it."""
        status = 1
        try:
            status = self._run(stream)
        except OSError:
            raise
        except Locked as problem:
            _Sent(stream, "err").write(f"suara: {problem}\n")
        except Exception as problem:
            log.exception("a command failed")
            _Sent(stream, "err").write(f"suara: failed in the portal: {type(problem).__name__}\n")
        stream.write(json.dumps({"exit": status}).encode() + b"\n")
        stream.flush()

    def _run(self, stream: Any) -> int:
        from portal.cli import build_parser, run_here

        asked = json.loads(stream.readline())
        given = {
            name: Path(value["path"]) if isinstance(value, dict) and "path" in value else value
            for name, value in asked["arguments"].items()
        }
        arguments = argparse.Namespace(**given)
        arguments.run = _runner_of(build_parser(), str(given["command"]))
        session = Session(
            self._settings,
            out=_Sent(stream, "out"),  # type: ignore[arg-type]
            err=_Sent(stream, "err"),  # type: ignore[arg-type]
            interactive=bool(asked["interactive"]),
            database=self._database,
        )
        return run_here(arguments, session)


def _runner_of(
    parser: argparse.ArgumentParser, command: str
) -> "Callable[[argparse.Namespace, Session], int]":
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found = action.choices[command].get_default("run")
            if callable(found):
                return found  # type: ignore[no-any-return]
    raise ValueError(f"unknown command {command!r}")
