"""Who may see what: roles, what each may do, how far it reaches, and the one place that asks.

Every route names its access in `opt`: a Permission, "signed_in" or "public". A route that names
none stops the start of the portal.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler

COOKIE = "sid"
SECURE_COOKIE = "__Host-sid"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Role(StrEnum):
    """What a person of the staff is to the portal."""

    ADMINISTRATOR = "administrator"
    INSPECTOR = "inspector"
    AGENCY_HEAD = "agency_head"
    PLANNER = "planner"
    OPERATOR = "operator"


class Permission(StrEnum):
    """One thing that a role may do."""

    SEE_RESULTS = "see_results"
    ANSWER_COMPLAINTS = "answer_complaints"
    SEE_INTEGRITY = "see_integrity"
    REVIEW_LABELS = "review_labels"
    PLAN_TRAINING = "plan_training"
    EDIT_REGISTRY = "edit_registry"
    ENTER_PAPER = "enter_paper"
    EXCLUDE_RESPONSES = "exclude_responses"
    EXPORT = "export"
    MANAGE_ACCOUNTS = "manage_accounts"
    READ_AUDIT_LOG = "read_audit_log"
    MANAGE_MODEL = "manage_model"


PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.SEE_RESULTS,
            Permission.EDIT_REGISTRY,
            Permission.EXPORT,
            Permission.MANAGE_ACCOUNTS,
            Permission.READ_AUDIT_LOG,
            Permission.MANAGE_MODEL,
            Permission.EXCLUDE_RESPONSES,
        }
    ),
    Role.INSPECTOR: frozenset(
        {Permission.SEE_INTEGRITY, Permission.SEE_RESULTS, Permission.READ_AUDIT_LOG}
    ),
    Role.AGENCY_HEAD: frozenset(
        {
            Permission.SEE_RESULTS,
            Permission.ANSWER_COMPLAINTS,
            Permission.REVIEW_LABELS,
            Permission.ENTER_PAPER,
            Permission.EXCLUDE_RESPONSES,
        }
    ),
    Role.PLANNER: frozenset(
        {Permission.SEE_RESULTS, Permission.PLAN_TRAINING, Permission.REVIEW_LABELS}
    ),
    Role.OPERATOR: frozenset({Permission.EDIT_REGISTRY, Permission.ENTER_PAPER}),
}
"""Nobody but the inspector reads integrity complaints, not even the administrator."""


@dataclass(frozen=True)
class Visitor:
    """A signed-in person: role, and the agency or unit it is limited to (None: the province)."""

    account_id: int
    username: str
    name: str
    role: Role
    agency_id: int | None
    unit_id: int | None
    form_token: str

    def may(self, permission: Permission | str) -> bool:
        """Whether the role allows it."""
        return Permission(permission) in PERMISSIONS[self.role]

    def covers(self, agency_id: int, unit_id: int | None = None) -> bool:
        """Whether an agency, or a unit of it, lies within reach of this person."""
        if self.unit_id is not None:
            return unit_id == self.unit_id
        return self.agency_id is None or self.agency_id == agency_id


Access = Permission | str
PUBLIC = "public"
SIGNED_IN = "signed_in"


def declared_access(handler: BaseRouteHandler) -> Access:
    """What a route asks for; raises LookupError for a route that does not say."""
    access = handler.opt.get("access")
    if access is None:
        raise LookupError(f"{handler} names no access")
    return access if access in (PUBLIC, SIGNED_IN) else Permission(access)


async def check_access(
    connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
) -> None:
    """The one guard of all routes: who is it, may they, and does the request come from here."""
    access = declared_access(handler)
    visitor = await connection.state.portal.sign_ins.visitor_of(connection)
    connection.scope["state"]["visitor"] = visitor
    if connection.scope.get("method") not in SAFE_METHODS and not comes_from_here(connection):
        raise PermissionDeniedException("the form was sent from another site")
    if access == PUBLIC:
        return
    if visitor is None:
        raise NotAuthorizedException
    if access != SIGNED_IN and not visitor.may(access):
        raise PermissionDeniedException(f"role {visitor.role} may not {access}")


def comes_from_here(connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
    """Whether a browser says that the request comes from a page of this portal, or says nothing."""
    site = connection.headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    origin = connection.headers.get("origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc == connection.headers.get("host")


def visitor_of(request: Request[Any, Any, Any]) -> Visitor | None:
    """Who the guard found."""
    found: Visitor | None = request.scope["state"].get("visitor")
    return found


def form_token(secret: bytes, cookie: str) -> str:
    """What every form of a signed-in person carries, so that no other site can send it."""
    return hmac.digest(secret, b"form|" + cookie.encode(), "sha256").hex()[:40]


def token_matches(given: str, visitor: Visitor) -> bool:
    """Whether a form carries the token of the person who sends it."""
    return hmac.compare_digest(given.encode(), visitor.form_token.encode())
