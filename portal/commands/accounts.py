"""`suara user add` and `suara user list`."""

import argparse
import getpass
import sys
from secrets import token_urlsafe

from sqlalchemy import Connection

from portal.access import Role
from portal.commands import Session, Subparsers
from portal.database import utc_now
from portal.new_account import checked_account
from portal.sign_ins import hash_password
from surveys import accounts
from surveys.errors import Invalid


def _password_given(given: str) -> str:
    """The password as given; "-" stands for one that is typed, or comes by the standard input."""
    if given != "-":
        return given
    if sys.stdin.isatty():
        return getpass.getpass("Kata sandi: ")
    return sys.stdin.readline().strip()


def add_user(arguments: argparse.Namespace, session: Session) -> int:
    """Add an account; without --password one is made and printed once."""
    asked = _password_given(arguments.password or "")
    password = asked or token_urlsafe(12)
    given = {
        "username": arguments.username,
        "role": arguments.role,
        "agency": arguments.agency or "",
        "unit": arguments.unit or "",
        "password": password,
    }
    problems = checked_account(given)
    if problems:
        raise Invalid(problems)

    def add(connection: Connection) -> int:
        now = utc_now()
        account_id = accounts.add_account(
            connection,
            username=arguments.username,
            name=arguments.name or arguments.username,
            password_hash=hash_password(password),
            role=arguments.role,
            agency_code=arguments.agency,
            unit_code=arguments.unit,
            now=now,
        )
        accounts.record(
            connection,
            actor="command line",
            action="account_added",
            now=now,
            subject=arguments.username,
            detail={"role": arguments.role},
        )
        return account_id

    session.open().write(add)
    if arguments.json:
        document = {"username": arguments.username, "role": arguments.role}
        session.answer(document | ({} if asked else {"password": password}))
    else:
        session.say(f"Akun {arguments.username} ({arguments.role}) dibuat.")
        if not asked:
            session.say(f"Kata sandi: {password}")
    return 0


def list_users(arguments: argparse.Namespace, session: Session) -> int:
    """Every account with its role and reach."""
    lines = session.open().read(accounts.all_accounts)
    if arguments.json:
        session.answer(
            [
                {
                    "username": line.username,
                    "name": line.name,
                    "role": line.role,
                    "agency_code": line.agency_code,
                    "unit_code": line.unit_code,
                    "active": line.active,
                }
                for line in lines
            ]
        )
        return 0
    for line in lines:
        reach = line.unit_code or line.agency_code or "seluruh provinsi"
        state = "" if line.active else "  (ditutup)"
        session.say(f"{line.username:20} {line.role:14} {reach}{state}")
    return 0


def run_user(arguments: argparse.Namespace, session: Session) -> int:
    """`suara user add …` or `suara user list`."""
    return (
        add_user(arguments, session) if arguments.what == "add" else list_users(arguments, session)
    )


def register(subparsers: Subparsers) -> None:
    """Offer `suara user`."""
    user = subparsers.add_parser("user", help="accounts of the staff")
    actions = user.add_subparsers(required=True, metavar="add|list")
    for what, words in (("add", "add an account"), ("list", "list the accounts")):
        parser = actions.add_parser(what, help=words, description=words)
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")
        parser.add_argument("--database", metavar="URL", help="address of the database")
        parser.set_defaults(run=run_user, command="user", what=what, uses_database=True)
        if what == "add":
            parser.add_argument("username")
            parser.add_argument("--role", required=True, choices=[role.value for role in Role])
            parser.add_argument("--name")
            parser.add_argument("--agency", metavar="CODE")
            parser.add_argument("--unit", metavar="CODE")
            parser.add_argument("--password", help="'-' reads it from standard input")
    user.set_defaults(run=run_user)
