"""`suara serve`, `verify`, `backup` and `restore`."""

import argparse
import os
import sqlite3
import sys
from pathlib import Path

from sqlalchemy import text

from portal import wording
from portal.commands import Session, Subparsers, add_command, file_path
from portal.commands.issued import verify_issued
from portal.commands.typed import number, within
from portal.database import Locked, open_for_reading, utc_now
from surveys import accounts, holidays, kept_figures, rollups
from surveys.errors import Refused
from surveys.results_exclusions import outside_all_periods
from surveys.rules.periods import FIRST_YEAR, LAST_YEAR, local_day


def serve(arguments: argparse.Namespace, session: Session) -> int:
    """Serve the portal until it is stopped."""
    from portal.serving import serve_portal

    return serve_portal(
        session.settings, host=arguments.host, port=arguments.port, workers=arguments.workers
    )


def verify(arguments: argparse.Namespace, session: Session) -> int:
    """Recount the roll-ups from the answers, and what is kept of them; 1 where they differ.

    With --issued every closed period is made again as an auditor would.
    """
    if arguments.issued:
        return verify_issued(arguments, session)
    if arguments.unit is not None:
        raise Refused("--unit hanya bersama --issued; rekap dihitung ulang seluruhnya")
    database = session.open()
    with session.progress("Menghitung ulang") as tell:
        differences = database.read_at_once(
            lambda c: rollups.recount(c, tell) + kept_figures.recheck(c)
        )
    today = local_day(utc_now(), "Asia/Jakarta")
    missing = database.read(lambda connection: holidays.years_to_enter(connection, today))
    warnings = [
        f"Hari libur {year} belum diisi; tenggat hanya melompati akhir pekan." for year in missing
    ]
    misdated = database.read(outside_all_periods)
    if misdated:
        warnings.append(
            f"{wording.number(misdated)} jawaban bertanggal di luar {FIRST_YEAR} sampai"
            f" {LAST_YEAR}, jadi tidak masuk angka mana pun."
        )
    for words in warnings:
        print(words, file=sys.stderr)
    if arguments.json:
        session.answer(
            {
                "equal": not differences,
                "differences": [vars(line) for line in differences[:1000]],
                "warnings": warnings,
            }
        )
    elif not differences:
        session.say("Rekap sama dengan hitungan ulang dari jawaban.")
    else:
        session.say(f"{len(differences)} baris rekap berbeda dari hitungan ulang:")
        for line in differences[:20]:
            kind = "unit" if line.table == "kept_figure" else "loket"
            session.say(f"  {line.table} {kind} {line.counter_id} {line.when}: {line.what}")
    return 1 if differences else 0


def backup(arguments: argparse.Namespace, session: Session) -> int:
    """A consistent copy, also while the portal serves."""
    target: Path = arguments.file
    if target.exists() and not arguments.force:
        raise Refused(f"{target} sudah ada; pakai nama lain atau --force")
    url = session.settings.database_url
    if not url.startswith("sqlite:///"):
        _run_postgresql_tool("pg_dump", url, "--format=custom", f"--file={target}")
    else:
        source_path = Path(url.removeprefix("sqlite:///"))
        if not source_path.exists():
            raise Refused(f"{source_path} belum ada; tidak ada yang disalin")
        partial = target.with_name(target.name + ".part")
        partial.unlink(missing_ok=True)
        source = sqlite3.connect(f"file:{source_path}?mode=ro", uri=True, isolation_level=None)
        # One look for the whole copy: what is stored meanwhile would begin it anew, for ever.
        source.execute("begin")
        source.execute("select count(*) from sqlite_master").fetchone()
        copy = sqlite3.connect(partial)
        with source, copy, session.progress("Menyalin") as tell:
            source.backup(
                copy, pages=2048, progress=lambda _state, left, all_: tell(all_ - left, all_)
            )
        source.close()
        copy.close()
        partial.replace(target)
    if arguments.json:
        session.answer({"file": str(target), "bytes": target.stat().st_size})
    else:
        session.say(f"Salinan ada di {target} ({target.stat().st_size // 1024} KiB).")
    return 0


def restore(arguments: argparse.Namespace, session: Session) -> int:
    """Put a copy in place of the database; refused while the portal serves it."""
    source: Path = arguments.file
    if not source.exists():
        raise Refused(f"{source} tidak ada")
    url = session.settings.database_url
    if not url.startswith("sqlite:///"):
        _restore_postgresql(source, url)
    else:
        _restore_sqlite(source, session)
    database = session.open()
    database.write(
        lambda connection: accounts.record(
            connection, actor="command line", action="restored", now=utc_now(), subject=source.name
        )
    )
    if arguments.json:
        session.answer({"restored": str(source)})
    else:
        session.say(f"Basis data dipulihkan dari {source}.")
    return 0


def _restore_sqlite(source: Path, session: Session) -> None:
    if session.database is not None:
        raise Refused("portal sedang melayani; hentikan dulu, lalu pulihkan")
    check = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    try:
        sound = check.execute("pragma quick_check").fetchone()[0] == "ok"
        ours = check.execute(
            "select count(*) from sqlite_master where name = 'alembic_version'"
        ).fetchone()[0]
    except sqlite3.DatabaseError:
        sound, ours = False, 0
    finally:
        check.close()
    if not sound or not ours:
        raise Refused(f"{source} bukan salinan Suara Loket yang utuh")
    target = Path(session.settings.database_url.removeprefix("sqlite:///"))
    # Opening takes the lock, so nobody writes while the file is replaced.
    held = session.open()
    if held.lock is None:
        raise Locked(str(target))
    held.writer.close()
    held.reader.dispose()
    partial = target.with_name(target.name + ".part")
    with source.open("rb") as read, partial.open("wb") as write:
        while block := read.read(1 << 20):
            write.write(block)
        write.flush()
        os.fsync(write.fileno())
    for leftover in ("-wal", "-shm"):
        target.with_name(target.name + leftover).unlink(missing_ok=True)
    partial.replace(target)
    held.lock.close()
    session.database = None


EMPTIED = """do $$ declare one record; begin
for one in select tablename from pg_tables where schemaname = 'public' loop
  execute format('drop table public.%I cascade', one.tablename); end loop;
for one in select p.oid::regprocedure as name from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'
    and p.proname in ('audit_entry_refuse', 'store_answers') loop
  execute format('drop function %s cascade', one.name); end loop; end $$;
"""
"""A copy may be older than what is there, so its tables and functions make room for its own."""


def _restore_postgresql(source: Path, url: str) -> None:
    """Everything in one transaction: a copy that cannot be read leaves what is there."""
    _refuse_while_served(url)
    script = _tool("pg_restore", "--no-owner", "--file=-", str(source))
    _tool("psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
          f"--dbname={_plain(url)}", given=EMPTIED + script)  # fmt: skip


def _refuse_while_served(url: str) -> None:
    engine = open_for_reading(url)
    with engine.connect() as connection:
        others = connection.execute(
            text(
                "select count(*) from pg_stat_activity where datname = current_database()"
                " and pid <> pg_backend_pid() and backend_type = 'client backend'"
            )
        ).scalar_one()
    engine.dispose()
    if others:
        raise Refused("portal sedang melayani; hentikan dulu, lalu pulihkan")


def _run_postgresql_tool(tool: str, url: str, *options: str) -> None:
    _tool(tool, f"--dbname={_plain(url)}", *options)


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def _tool(tool: str, *arguments: str, given: str | None = None) -> str:
    """What a program of PostgreSQL prints; raises Refused with its own words where it fails."""
    import shutil
    import subprocess

    if shutil.which(tool) is None:
        raise Refused(f"{tool} belum terpasang; pasang klien PostgreSQL")
    done = subprocess.run(
        [tool, *arguments], input=given, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Refused(f"{tool}: {done.stderr.strip()}")
    return done.stdout


def register(subparsers: Subparsers) -> None:
    """Offer the commands of whoever runs the portal."""
    parser = add_command(subparsers, "serve", serve, "serve the portal")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=within(0, 65535), default=8000)
    parser.add_argument("--workers", type=number, default=1, help="above 1 only on PostgreSQL")
    parser = add_command(subparsers, "verify", verify, "recount the roll-ups from the answers")
    parser.add_argument(
        "--issued", action="store_true", help="make every closed period again, figure by figure"
    )
    parser.add_argument("--unit", metavar="CODE", help="with --issued: only this unit")
    parser = add_command(subparsers, "backup", backup, "a consistent copy, also while serving")
    parser.add_argument("file", type=file_path)
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    parser = add_command(subparsers, "restore", restore, "put a copy in place of the database")
    parser.add_argument("file", type=file_path)
