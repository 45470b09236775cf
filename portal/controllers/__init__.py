"""One file a noun: a request enters a controller, calls a domain function, renders a page."""

from litestar.types import ControllerRouterHandler

from portal.controllers import accounts, paper, places

ROUTES: tuple[ControllerRouterHandler, ...] = (*accounts.ROUTES, *paper.ROUTES, *places.ROUTES)
"""Every route of staff and public; the citizen's pages are in controllers.responses."""
