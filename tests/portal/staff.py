"""A signed-in person of the staff, asking the portal one request at a time."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx
from argon2 import PasswordHasher
from sqlalchemy import insert, select

from portal.access import Role
from portal.app import App
from portal.database import Database, utc_now
from surveys.tables import Account

PASSWORD = "rahasia-sekali-1"
# Checking a password costs a third of a second by design, and it is the hash that says how much;
# whoever only has to be signed in need not pay for that.
_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
TOKEN = re.compile(r'name="_token" value="([0-9a-f]+)"')


def add_account(
    database: Database,
    role: Role,
    *,
    agency_id: int | None = None,
    unit_id: int | None = None,
    username: str | None = None,
) -> str:
    """An account of a role; its name is the role's unless given."""
    name = username or role.value
    database.write(
        lambda c: c.execute(
            insert(Account).values(
                username=name,
                name=f"{name} Contoh",
                password_hash=_HASH,
                role=role.value,
                agency_id=agency_id,
                unit_id=unit_id,
                active=True,
                created_at=utc_now(),
            )
        )
    )
    return name


class Staff:
    """One browser of one person: keeps the cookie, and sends the token of its pages."""

    def __init__(self, app: App, username: str | None) -> None:
        self.app = app
        self.cookies = httpx.Cookies()
        self._token: str | None = None
        if username is not None:
            given = {"username": username, "password": PASSWORD}
            answer = self.request("POST", "/login", data=given)
            assert answer.status_code == 303, answer.text

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One request; redirects are not followed, new cookies are kept."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)  # type: ignore[arg-type]
            async with httpx.AsyncClient(
                transport=transport, base_url="http://test", cookies=self.cookies
            ) as client:
                answer = await client.request(method, path, **more)
                self.cookies = client.cookies
                return answer

        return asyncio.run(ask())

    def get(self, path: str) -> httpx.Response:
        """Look at a page."""
        return self.request("GET", path)

    @property
    def token(self) -> str:
        """The token that this person's forms carry."""
        if self._token is None:
            first = self.get("/start").headers["location"]
            found = TOKEN.search(self.get(first).text)
            assert found is not None, f"{first} carries no form of this person"
            self._token = found.group(1)
        return self._token

    def send(
        self, path: str, fields: Mapping[str, str | list[str]] | None = None, **more: Any
    ) -> httpx.Response:
        """Send a form with this person's token."""
        body = urlencode({"_token": self.token, **(fields or {})}, doseq=True)
        return self.request(
            "POST",
            path,
            content=body,
            headers={"content-type": "application/x-www-form-urlencoded"},
            **more,
        )


def sign_in(app: App, database: Database, role: Role, **reach: int | None) -> Staff:
    """A fresh account of a role, signed in."""
    known = database.read(
        lambda c: c.execute(select(Account.id).where(Account.username == role.value)).scalar()
    )
    name = role.value if known is not None else add_account(database, role, **reach)  # type: ignore[arg-type]
    return Staff(app, name)
