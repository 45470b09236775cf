"""One file a noun: a request enters a controller, calls a domain function, renders a page."""

from litestar.types import ControllerRouterHandler

from portal.controllers import (
    accounts,
    closed_periods,
    comparison,
    complaints,
    follow_ups,
    imports,
    integrity,
    model,
    model_quality,
    open_interface,
    operations,
    paper,
    places,
    prints,
    public_results,
    report_texts,
    reports,
    results,
    review,
    themes,
    training,
    trust,
)

ROUTES: tuple[ControllerRouterHandler, ...] = (
    *accounts.ROUTES,
    *closed_periods.ROUTES,
    *comparison.ROUTES,
    *complaints.ROUTES,
    *follow_ups.ROUTES,
    *imports.ROUTES,
    *integrity.ROUTES,
    *model.ROUTES,
    *model_quality.ROUTES,
    *open_interface.ROUTES,
    *operations.ROUTES,
    *paper.ROUTES,
    *places.ROUTES,
    *prints.ROUTES,
    *public_results.ROUTES,
    *report_texts.ROUTES,
    *reports.ROUTES,
    *results.ROUTES,
    *review.ROUTES,
    *themes.ROUTES,
    *training.ROUTES,
    *trust.ROUTES,
)
"""Every route of staff and public; the citizen's pages are in controllers.responses."""
