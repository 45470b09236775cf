"""Signing in and out, the accounts, and the audit log."""

from dataclasses import dataclass
from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import PUBLIC, SIGNED_IN, Permission, Role, Visitor
from portal.audit_words import DONE
from portal.case_desk import today_of_province
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.navigation import first_page
from portal.new_account import checked_account
from portal.pages import Page
from portal.sign_ins import SignIns, TooManyAttempts, hash_password
from surveys import accounts, holidays
from surveys.accounts import AccountLine, AuditLine
from surveys.errors import Invalid, Refused

ROLE_WORDS = {
    Role.ADMINISTRATOR: "Pengelola sistem",
    Role.INSPECTOR: "Inspektur",
    Role.AGENCY_HEAD: "Pimpinan instansi",
    Role.PLANNER: "Perencana pelatihan",
    Role.OPERATOR: "Operator",
}


@dataclass(frozen=True)
class SignInPage(Page):
    """Name and password, and where to go afterwards."""

    template: ClassVar[str] = "accounts/sign_in.html"
    username: str
    next_path: str
    problem: str | None


@dataclass(frozen=True)
class AccountsPage(Page):
    """Every account, and a form for a new one."""

    template: ClassVar[str] = "accounts/accounts.html"
    lines: list[AccountLine]
    roles: dict[str, str]
    given: dict[str, str]
    problems: dict[str, str]
    holidays_missing: tuple[int, ...]


@dataclass(frozen=True)
class AuditPage(Page):
    """The newest lines of the audit log."""

    template: ClassVar[str] = "accounts/audit.html"
    lines: list[AuditLine]
    done: dict[str, str]


def own_path(wanted: str) -> str:
    """A path of this portal, or nothing: a redirect never leads elsewhere."""
    local = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if local and wanted.isprintable() else ""


@get("/login", opt={"access": PUBLIC}, sync_to_thread=False)
def show_sign_in(
    request: Request[Any, Any, Any], visitor: NamedDependency[Visitor | None]
) -> Response[Any]:
    """The form to sign in; who is in already goes on."""
    if visitor is not None:
        return Redirect(first_page(visitor), status_code=303)
    return SignInPage("", own_path(request.query_params.get("next", "")), None).response(request)


@post("/login", opt={"access": PUBLIC})
async def sign_in(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    portal: NamedDependency[Any],
) -> Response[Any]:
    """In with a fresh cookie, or the form again with one sentence."""
    sign_ins: SignIns = portal.sign_ins
    username, next_path = form.text("username")[:64], own_path(form.text("next"))
    address = request.client.host if request.client else ""
    password = form.fields.get("password", [""])[0]
    try:
        cookie = await sign_ins.sign_in(username, password, address)
    except TooManyAttempts as problem:
        words = f"Terlalu banyak percobaan. Coba lagi dalam {problem.seconds // 60 + 1} menit."
        return SignInPage(username, next_path, words).response(
            request, 429, {"retry-after": str(problem.seconds)}
        )
    if cookie is None:
        words = "Nama akun atau kata sandi tidak cocok."
        return SignInPage(username, next_path, words).response(request, 422)
    return Redirect(next_path or "/start", status_code=303, cookies=[cookie])


@get("/start", opt={"access": SIGNED_IN}, sync_to_thread=False)
def start(visitor: NamedDependency[Visitor]) -> Redirect:
    """On to the page where this person's work begins."""
    return Redirect(first_page(visitor), status_code=303)


@post("/logout", opt={"access": SIGNED_IN})
async def sign_out(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],  # noqa: ARG001 - reading it checks the token
    portal: NamedDependency[Any],
) -> Redirect:
    """Out, on this browser."""
    await portal.sign_ins.sign_out(request)
    answer = Redirect("/login", status_code=303)
    answer.delete_cookie(portal.sign_ins.cookie_name, path="/")
    return answer


def _accounts_page(
    lines: list[AccountLine],
    given: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
    missing: tuple[int, ...] = (),
) -> AccountsPage:
    roles = {role.value: words for role, words in ROLE_WORDS.items()}
    return AccountsPage(lines, roles, given or {}, problems or {}, missing)


@get("/admin", opt={"access": Permission.MANAGE_ACCOUNTS})
async def show_accounts(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """Every account, a form for a new one, and what else waits for the administrator."""
    lines = await database.read_async(accounts.all_accounts)
    today = today_of_province(utc_now())
    missing: tuple[int, ...] = ()
    if visitor.agency_id is None:
        missing = await database.read_async(lambda c: holidays.years_to_enter(c, today))
    return _accounts_page(lines, missing=missing).response(request)


@post("/admin/accounts", opt={"access": Permission.MANAGE_ACCOUNTS})
async def add_account(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """A new account, or the form again with what is wrong."""
    names = ("username", "name", "role", "agency", "unit", "password")
    given = {name: form.text(name) for name in names}
    problems = checked_account(given)
    if not problems:
        password_hash = hash_password(given["password"])

        def add(connection: Connection) -> None:
            now = utc_now()
            accounts.add_account(
                connection,
                username=given["username"],
                name=given["name"] or given["username"],
                password_hash=password_hash,
                role=given["role"],
                agency_code=given["agency"] or None,
                unit_code=given["unit"] or None,
                now=now,
            )
            accounts.record(
                connection,
                actor=visitor.username,
                action="account_added",
                now=now,
                subject=given["username"],
                detail={"role": given["role"]},
            )

        try:
            await database.write_async(add)
            return Redirect("/admin", status_code=303)
        except Invalid as problem:
            problems = dict(problem.fields)
    given["password"] = ""
    lines = await database.read_async(accounts.all_accounts)
    return _accounts_page(lines, given, problems).response(request, 422)


@post("/admin/accounts/{account_id:int}/active", opt={"access": Permission.MANAGE_ACCOUNTS})
async def change_active(
    account_id: FromPath[int],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    portal: NamedDependency[Any],
) -> Redirect:
    """Open or close an account; a closed one is signed out everywhere."""
    active = form.text("active") == "1"
    if not active and account_id == visitor.account_id:
        raise Refused("Akun Anda sendiri tidak dapat Anda tutup. Minta pengelola lain.")

    def change(connection: Connection) -> None:
        accounts.set_active(connection, account_id, active)
        accounts.record(
            connection,
            actor=visitor.username,
            action="account_opened" if active else "account_closed",
            now=utc_now(),
            subject=str(account_id),
        )

    await database.write_async(change)
    portal.sign_ins.forget_account(account_id)
    return Redirect("/admin", status_code=303)


@get("/admin/audit", opt={"access": Permission.READ_AUDIT_LOG})
async def show_audit_log(
    request: Request[Any, Any, Any], database: NamedDependency[Database]
) -> Response[bytes]:
    """The newest lines of the audit log."""
    lines = await database.read_async(lambda connection: accounts.audit_log(connection))
    return AuditPage(list(lines), DONE).response(request)


ROUTES = (
    show_sign_in,
    sign_in,
    start,
    sign_out,
    show_accounts,
    add_account,
    change_active,
    show_audit_log,
)
