"""Accounts, who is signed in, the audit log, and what the portal remembers about itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from surveys.errors import Invalid, NotFound
from surveys.tables import Account, Agency, AuditEntry, Setting, SignIn, Unit

PORTAL = "portal"
"""Who is on record where no person did something; no account has that name."""
_KEEP = text("INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT DO NOTHING")


@dataclass(frozen=True)
class KnownAccount:
    """An account as the portal needs it."""

    account_id: int
    username: str
    name: str
    password_hash: str
    role: str
    agency_id: int | None
    unit_id: int | None
    active: bool


@dataclass(frozen=True)
class SignedIn:
    """A person found by the cookie of their browser."""

    account_id: int
    username: str
    name: str
    role: str
    agency_id: int | None
    unit_id: int | None
    seen_at: datetime


@dataclass(frozen=True)
class AccountLine:
    """An account in the list that an administrator sees."""

    account_id: int
    username: str
    name: str
    role: str
    agency_code: str | None
    unit_code: str | None
    active: bool


@dataclass(frozen=True)
class AuditLine:
    """One line of the audit log."""

    logged_at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, Any] | None


def by_username(connection: Connection, username: str) -> KnownAccount | None:
    """The account with this name, whatever its letters' case."""
    row = connection.execute(
        select(Account.__table__).where(func.lower(Account.username) == username.lower())
    ).first()
    if row is None:
        return None
    return KnownAccount(
        row.id,
        row.username,
        row.name,
        row.password_hash,
        row.role,
        row.agency_id,
        row.unit_id,
        row.active,
    )


def all_accounts(connection: Connection) -> list[AccountLine]:
    """Every account by name."""
    rows = connection.execute(
        select(Account, Agency.code.label("agency_code"), Unit.code.label("unit_code"))
        .outerjoin(Agency, Agency.id == Account.agency_id)
        .outerjoin(Unit, Unit.id == Account.unit_id)
        .order_by(Account.username)
    )
    return [
        AccountLine(
            row.id, row.username, row.name, row.role, row.agency_code, row.unit_code, row.active
        )
        for row in rows
    ]


def add_account(
    connection: Connection,
    *,
    username: str,
    name: str,
    password_hash: str,
    role: str,
    agency_code: str | None,
    unit_code: str | None,
    now: datetime,
) -> int:
    """A new account; raises Invalid for a name that is taken or a place that is not there."""
    if username.lower() == PORTAL or by_username(connection, username) is not None:
        raise Invalid({"username": f"'{username}' sudah dipakai; pilih nama lain."})
    agency_id = _id_of(connection, Agency, agency_code, "agency")
    unit_id = _id_of(connection, Unit, unit_code, "unit")
    if unit_id is not None and agency_id is None:
        agency_id = connection.execute(
            select(Unit.agency_id).where(Unit.id == unit_id)
        ).scalar_one()
    made = connection.execute(
        insert(Account).values(
            username=username,
            name=name,
            password_hash=password_hash,
            role=role,
            agency_id=agency_id,
            unit_id=unit_id,
            active=True,
            created_at=now,
        )
    )
    return int((made.inserted_primary_key or (0,))[0])


def _id_of(
    connection: Connection, table: type[Agency] | type[Unit], code: str | None, field: str
) -> int | None:
    if not code:
        return None
    found = connection.execute(select(table.id).where(table.code == code)).scalar()
    if found is None:
        raise Invalid({field: f"'{code}' tidak ada; isi kode yang terdaftar atau kosongkan."})
    return found


def set_active(connection: Connection, account_id: int, active: bool) -> None:
    """Open or close an account; closing it signs its browsers out. Raises NotFound."""
    changed = connection.execute(
        update(Account).where(Account.id == account_id).values(active=active)
    )
    if changed.rowcount == 0:
        raise NotFound
    if not active:
        connection.execute(delete(SignIn).where(SignIn.account_id == account_id))


def set_password(connection: Connection, account_id: int, password_hash: str) -> None:
    """A new password; every browser of the account must sign in again. Raises NotFound."""
    changed = connection.execute(
        update(Account).where(Account.id == account_id).values(password_hash=password_hash)
    )
    if changed.rowcount == 0:
        raise NotFound
    connection.execute(delete(SignIn).where(SignIn.account_id == account_id))


def open_sign_in(
    connection: Connection, token_sha256: str, account_id: int, now: datetime, until: datetime
) -> None:
    """Remember a browser, and forget those whose time is over."""
    connection.execute(delete(SignIn).where(SignIn.expires_at < now))
    connection.execute(
        insert(SignIn).values(
            token_sha256=token_sha256,
            account_id=account_id,
            created_at=now,
            seen_at=now,
            expires_at=until,
        )
    )


def signed_in(
    connection: Connection, token_sha256: str, now: datetime, idle: timedelta
) -> SignedIn | None:
    """Who the browser with this token is, unless its time is over or it was idle too long."""
    row = connection.execute(
        select(
            Account.id,
            Account.username,
            Account.name,
            Account.role,
            Account.agency_id,
            Account.unit_id,
            SignIn.seen_at,
        )
        .join(Account, Account.id == SignIn.account_id)
        .where(
            SignIn.token_sha256 == token_sha256,
            SignIn.expires_at > now,
            SignIn.seen_at > now - idle,
            Account.active,
        )
    ).first()
    return None if row is None else SignedIn(*row)


def note_seen(connection: Connection, token_sha256: str, now: datetime) -> None:
    """The browser was here again."""
    connection.execute(
        update(SignIn).where(SignIn.token_sha256 == token_sha256).values(seen_at=now)
    )


def close_sign_in(connection: Connection, token_sha256: str) -> None:
    """Forget a browser."""
    connection.execute(delete(SignIn).where(SignIn.token_sha256 == token_sha256))


def record(
    connection: Connection,
    *,
    actor: str,
    action: str,
    now: datetime,
    subject: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Add a line to the audit log, in the transaction of what it tells."""
    connection.execute(
        insert(AuditEntry).values(
            logged_at=now, actor=actor, action=action, subject=subject, detail=detail
        )
    )


def audit_log(
    connection: Connection, *, limit: int = 200, before_id: int | None = None
) -> Sequence[AuditLine]:
    """The newest lines of the audit log."""
    lines = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if before_id is not None:
        lines = lines.where(AuditEntry.id < before_id)
    return [
        AuditLine(row.logged_at, row.actor, row.action, row.subject, row.detail)
        for row in connection.execute(lines)
    ]


def setting(connection: Connection, key: str) -> str | None:
    """What the portal remembers under a key."""
    return connection.execute(select(Setting.value).where(Setting.key == key)).scalar()


def remember(connection: Connection, key: str, value: str) -> str:
    """Keep a value unless there is one already; returns the one that is kept.

    Another process may keep one at the same moment: the first one stays.
    """
    kept = setting(connection, key)
    if kept is not None:
        return kept
    connection.execute(_KEEP, {"key": key, "value": value})
    return setting(connection, key) or value


def change_setting(connection: Connection, key: str, value: str) -> None:
    """Replace what is remembered under a key."""
    connection.execute(delete(Setting).where(Setting.key == key))
    connection.execute(insert(Setting).values(key=key, value=value))
