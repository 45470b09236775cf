"""Signing in and out: Argon2id, opaque cookies of which only a hash is kept, limits on failures."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from portal.access import COOKIE, SECURE_COOKIE, Role, Visitor, form_token
from portal.database import Database, utc_now
from surveys import accounts

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
SEEN_STEP = timedelta(minutes=5)
FAILURES_ALLOWED = 8
# A whole office shares one address, so it is given more room than one name.
FAILURES_ALLOWED_PER_ADDRESS = 60
FAILURE_WINDOW_SECONDS = 900.0
ATTEMPTS_REMEMBERED = 10_000

HASHER = PasswordHasher()


class TooManyAttempts(Exception):
    """Too many wrong passwords for one name or from one address; seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@cache
def _nobody() -> str:
    """A hash that no password fits: refusing somebody unknown takes as long as somebody known."""
    return HASHER.hash(token_urlsafe(16))


def hash_password(password: str) -> str:
    """Argon2id with the library's recommended cost."""
    return HASHER.hash(password)


def _matches(password_hash: str | None, password: str) -> bool:
    try:
        return HASHER.verify(password_hash or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False


class _Attempts:
    """Failures per name and per address within the window; bounded, in memory."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, list[float]] = OrderedDict()

    def check(self, *keys: str) -> None:
        now = time.monotonic()
        for key in keys:
            recent = [at for at in self._failures.get(key, ()) if now - at < FAILURE_WINDOW_SECONDS]
            by_address = key.startswith("address|")
            allowed = FAILURES_ALLOWED_PER_ADDRESS if by_address else FAILURES_ALLOWED
            if len(recent) >= allowed:
                raise TooManyAttempts(int(FAILURE_WINDOW_SECONDS - (now - recent[0])) + 1)

    def failed(self, *keys: str) -> None:
        now = time.monotonic()
        for key in keys:
            kept = [at for at in self._failures.pop(key, ()) if now - at < FAILURE_WINDOW_SECONDS]
            self._failures[key] = [*kept, now]
        while len(self._failures) > ATTEMPTS_REMEMBERED:
            self._failures.popitem(last=False)

    def forget(self, key: str) -> None:
        self._failures.pop(key, None)


@dataclass(frozen=True)
class _Seen:
    visitor: Visitor
    until: float


class SignIns:
    """Who is signed in; asks the database at most once in half a minute per browser."""

    def __init__(self, database: Database, secret: bytes, *, secure: bool) -> None:
        self._database = database
        self._secret = secret
        self._secure = secure
        self._attempts = _Attempts()
        # Each verification takes a third of a second of a core; two at a time leave room to serve.
        self._hashing = asyncio.Semaphore(2)
        self._seen: OrderedDict[str, _Seen] = OrderedDict()

    @property
    def cookie_name(self) -> str:
        """The cookie's name; with the __Host- prefix wherever the address is secure."""
        return SECURE_COOKIE if self._secure else COOKIE

    async def visitor_of(self, connection: ASGIConnection[Any, Any, Any, Any]) -> Visitor | None:
        """The person behind a request, or None."""
        cookie = connection.cookies.get(self.cookie_name)
        if not cookie or len(cookie) > 100:
            return None
        token = sha256(cookie.encode()).hexdigest()
        seen = self._seen.get(token)
        if seen is not None and seen.until > time.monotonic():
            return seen.visitor
        visitor = await self._look_up(token, cookie, utc_now())
        self._seen.pop(token, None)
        if visitor is not None:
            self._seen[token] = _Seen(visitor, time.monotonic() + 30)
            while len(self._seen) > 1000:
                self._seen.popitem(last=False)
        return visitor

    async def _look_up(self, token: str, cookie: str, now: datetime) -> Visitor | None:
        found = await self._database.read_async(
            lambda connection: accounts.signed_in(connection, token, now, IDLE)
        )
        if found is None:
            return None
        if now - found.seen_at > SEEN_STEP:
            await self._database.write_async(
                lambda connection: accounts.note_seen(connection, token, now)
            )
        return Visitor(
            found.account_id,
            found.username,
            found.name,
            Role(found.role),
            found.agency_id,
            found.unit_id,
            form_token(self._secret, cookie),
        )

    async def sign_in(self, username: str, password: str, address: str) -> Cookie | None:
        """A cookie for the right password, None for a wrong one; raises TooManyAttempts."""
        by_name, by_address = f"name|{username.lower()}", f"address|{address}"
        self._attempts.check(by_name, by_address)
        account = await self._database.read_async(
            lambda connection: accounts.by_username(connection, username)
        )
        async with self._hashing:
            known = account.password_hash if account is not None and account.active else None
            right = await asyncio.to_thread(_matches, known, password[:200])
        if not right or account is None or not account.active:
            self._attempts.failed(by_name, by_address)
            return None
        self._attempts.forget(by_name)
        return await self._open(account.account_id)

    async def _open(self, account_id: int) -> Cookie:
        cookie, now = token_urlsafe(32), utc_now()
        token = sha256(cookie.encode()).hexdigest()
        await self._database.write_async(
            lambda connection: accounts.open_sign_in(
                connection, token, account_id, now, now + LONGEST
            )
        )
        return Cookie(
            key=self.cookie_name,
            value=cookie,
            path="/",
            httponly=True,
            secure=self._secure,
            samesite="lax",
        )

    async def sign_out(self, connection: ASGIConnection[Any, Any, Any, Any]) -> None:
        """Forget this browser."""
        cookie = connection.cookies.get(self.cookie_name, "")
        token = sha256(cookie.encode()).hexdigest()
        self._seen.pop(token, None)
        await self._database.write_async(
            lambda connection_: accounts.close_sign_in(connection_, token)
        )

    def forget_account(self, account_id: int) -> None:
        """Ask the database anew for this account, after its role or state was changed."""
        for token, seen in list(self._seen.items()):
            if seen.visitor.account_id == account_id:
                del self._seen[token]
