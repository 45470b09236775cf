"""`suara demo`: an invented province to look around in."""

import argparse
import dataclasses

from portal.commands import Session, Subparsers, add_command
from portal.commands.typed import within
from portal.demo import Ready, prepare


def run_demo(arguments: argparse.Namespace, session: Session) -> int:
    """Fill an empty database with the demo province, print who can go where, and serve it."""
    address = f"http://{arguments.host}:{arguments.port}"
    settings = dataclasses.replace(session.settings, public_address=address, sample_mark=True)
    ready = prepare(settings, session.open(), session.progress)
    survey = f"{address}/s/{ready.public_code}"
    if arguments.json:
        session.answer(_document(ready, address, survey))
    else:
        _print(ready, address, survey, session)
    if arguments.no_serve:
        return 0
    from portal.serving import serve_portal

    # The serving process opens the database itself, so this one lets go of it first.
    if session.database is not None:
        session.database.close()
        session.database = None
    return serve_portal(
        settings,
        host=arguments.host,
        port=arguments.port,
        words=f"Provinsi contoh melayani di {address} (Ctrl-C untuk berhenti)",
    )


def _document(ready: Ready, address: str, survey: str) -> dict[str, object]:
    return {
        "address": address,
        "survey": survey,
        "accounts": [
            {"role": person.role, "username": person.username, "password": person.password}
            for person in ready.accounts
        ],
    }


def _print(ready: Ready, address: str, survey: str, session: Session) -> None:
    session.say("Suara Loket, provinsi contoh. Semua nama dan angka rekaan.")
    session.say(f"{'Warga':22} {survey}")
    for person in ready.accounts:
        session.say(
            f"{person.words:22} {address}/login  akun {person.username}"
            f"  kata sandi {person.password}"
        )
    session.say(f"{'Siapa saja':22} {address}/")


def register(subparsers: Subparsers) -> None:
    """Offer `suara demo`."""
    parser = add_command(subparsers, "demo", run_demo, "an invented province to look around in")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=within(0, 65535), default=8000)
    parser.add_argument("--no-serve", action="store_true", help="fill and print, do not serve")
