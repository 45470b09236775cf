"""What every command is given: settings, a database, where to print, and how to tell progress."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from portal.database import Database
from portal.settings import Settings

Subparsers = Any
"""What argparse makes of commands; it has no public type."""


@dataclass
class Session:
    """One run of a command."""

    settings: Settings
    out: TextIO
    err: TextIO
    interactive: bool = False
    # Given where the command runs inside a portal that is serving; else opened when first needed.
    database: Database | None = None
    opener: Callable[[], Database] | None = field(default=None)

    def open(self) -> Database:
        """The database of this run, opened once."""
        if self.database is None:
            if self.opener is None:
                raise RuntimeError("this command was given no database")
            self.database = self.opener()
        return self.database

    def say(self, line: str = "") -> None:
        """A line of the answer, for a person."""
        print(line, file=self.out, flush=True)

    def answer(self, document: Any) -> None:
        """The answer as one JSON document."""
        json.dump(document, self.out, ensure_ascii=False, indent=2, default=str)
        print(file=self.out, flush=True)

    def warn(self, line: str) -> None:
        """A line beside the answer: a warning or a problem."""
        print(line, file=self.err, flush=True)

    @contextmanager
    def progress(self, words: str) -> Iterator[Callable[[int, int], None]]:
        """A bar for work that takes more than a second; silent where nobody watches."""
        started, shown = time.monotonic(), [0.0]

        def tell(done: int, total: int) -> None:
            now = time.monotonic()
            if not self.interactive or now - started < 1 or now - shown[0] < 0.1:
                return
            shown[0] = now
            filled = 24 * done // max(total, 1)
            bar = "█" * filled + "·" * (24 - filled)
            print(f"\r{words} {bar} {done}/{total}", end="", file=self.err, flush=True)

        yield tell
        if shown[0]:
            print(f"\r{words} {'█' * 24} selesai          ", file=self.err, flush=True)


def file_path(text: str) -> Path:
    """A path of the command line, made absolute where it was typed."""
    return Path(text).expanduser().absolute()


def standard_session(settings: Settings, opener: Callable[[], Database]) -> Session:
    """A session on this terminal."""
    return Session(settings, sys.stdout, sys.stderr, interactive=sys.stderr.isatty(), opener=opener)


def add_command(
    subparsers: Subparsers,
    name: str,
    run: Callable[[argparse.Namespace, Session], int],
    words: str,
    *,
    database: bool = True,
) -> argparse.ArgumentParser:
    """A command with the options that all have: --database (where it uses one) and --json."""
    parser: argparse.ArgumentParser = subparsers.add_parser(name, help=words, description=words)
    parser.add_argument("--json", action="store_true", help="answer with one JSON document")
    if database:
        parser.add_argument("--database", metavar="URL", help="address of the database")
    parser.set_defaults(run=run, command=name, uses_database=database)
    return parser
