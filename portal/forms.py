"""Forms of the staff: read with limits, and only with the token of the person who sends them."""

from dataclasses import dataclass, field
from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.exceptions import PermissionDeniedException

from portal.access import PUBLIC, declared_access, token_matches, visitor_of
from portal.web import (
    MAX_BODY,
    Form,
    UnreadableForm,
    only,
    parse_form,
    without_control_signs,
)

STAFF_FIELDS = 2000
TOKEN_FIELD = "_token"


@dataclass(frozen=True)
class StaffForm:
    """What was sent: fields with all their values, and files by field."""

    fields: Form
    files: dict[str, list[tuple[str, bytes]]] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """The one value of a field, stripped; the first where it came several times."""
        return only(self.fields, name, default)

    def all(self, name: str) -> list[str]:
        """Every value of a field, as ticked boxes send them."""
        return [value.strip() for value in self.fields.get(name, [])]


async def read_staff_form(request: Request[Any, Any, Any]) -> StaffForm:
    """The form of a request. Raises UnreadableForm, or PermissionDenied without the token."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        form = await _multipart(request)
    else:
        body = await request.body()
        if len(body) > 4 * MAX_BODY:
            raise UnreadableForm("the form is too large")
        form = StaffForm(parse_form(body, max_fields=STAFF_FIELDS))
    form = StaffForm(_as_typed(form.fields), form.files)
    visitor = visitor_of(request)
    # Who signs in twice in a row is not yet known to the first form: that route asks no token.
    asked = declared_access(request.route_handler) != PUBLIC
    if asked and visitor is not None and not token_matches(form.text(TOKEN_FIELD), visitor):
        raise PermissionDeniedException("the form carries no token of this person")
    return form


def _as_typed(fields: Form) -> Form:
    return {
        without_control_signs(name): [without_control_signs(value) for value in values]
        for name, values in fields.items()
    }


async def _multipart(request: Request[Any, Any, Any]) -> StaffForm:
    fields: Form = {}
    files: dict[str, list[tuple[str, bytes]]] = {}
    for name, value in (await request.form()).multi_items():
        if isinstance(value, UploadFile):
            content = await value.read()
            if value.filename:
                files.setdefault(name, []).append((value.filename, content))
        else:
            fields.setdefault(name, []).append(str(value))
    return StaffForm(fields, files)
