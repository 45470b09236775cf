"""The `suara` command: each subcommand is a few lines in portal/commands that call the domain."""

import argparse
import dataclasses
import os
import sys
from collections.abc import Sequence

from portal import remote
from portal.commands import Session, standard_session
from portal.database import Database, Locked, open_database
from portal.settings import BadSetting, Settings, checked_database_url, read_settings
from surveys.errors import SurveyError

# Small matrices gain nothing from several threads and lose much; numpy reads this when it loads.
for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    from portal.commands.registered import MODULES

    parser = argparse.ArgumentParser(
        prog="suara", description="Suara Loket: the voice of the counter."
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in MODULES:
        module.register(subparsers)
    return parser


def settings_for(arguments: argparse.Namespace) -> Settings:
    """Settings from the environment, with the database that the command line names."""
    settings = read_settings()
    url = getattr(arguments, "database", None)
    if url:
        settings = dataclasses.replace(
            settings, database_url=checked_database_url(url, "--database")
        )
    return settings


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 done, 1 failed or refused, 2 wrong usage."""
    arguments = build_parser().parse_args(argv)
    try:
        settings = settings_for(arguments)
    except BadSetting as problem:
        print(f"suara: {problem}", file=sys.stderr)
        return 2

    def opener() -> Database:
        return open_database(settings.database_url, queue_limit=settings.queue_limit)

    session = standard_session(settings, opener)
    try:
        return run_here(arguments, session)
    except Locked as problem:
        answered = remote.run_in_portal(settings.database_url, arguments, session)
        if answered is not None:
            return answered
        print(f"suara: {problem}. Stop it, or wait until it is done.", file=sys.stderr)
        return 1
    finally:
        if session.database is not None:
            session.database.close()


def run_here(arguments: argparse.Namespace, session: Session) -> int:
    """Run a command in this process; what it refuses is one line on standard error."""
    try:
        return int(arguments.run(arguments, session))
    except Locked:
        raise
    except BrokenPipeError:
        return 1
    except (SurveyError, BadSetting, OSError) as problem:
        session.warn(f"suara {arguments.command}: {_words_of(problem)}")
        return 1
    except KeyboardInterrupt:
        session.warn("stopped")
        return 1


FILE_WORDS = (
    (FileNotFoundError, "tidak ada; periksa letak dan namanya"),
    (IsADirectoryError, "adalah folder; beri satu berkas"),
    (NotADirectoryError, "bukan folder; beri folder yang ada"),
    (FileExistsError, "sudah ada; beri nama lain"),
    (PermissionError, "tidak boleh dibuka oleh akun ini; periksa hak aksesnya"),
)
"""What is wrong with a file that was named, and what is accepted."""


def _words_of(problem: Exception) -> str:
    """A refusal in a sentence, that of the operating system about a file included."""
    for kind, words in FILE_WORDS:
        if isinstance(problem, kind) and problem.filename:
            return f"{problem.filename} {words}"
    return str(problem) or type(problem).__name__


if __name__ == "__main__":
    raise SystemExit(main())
