"""Makes the survey's form: made once and spliced, or filled with what somebody sent."""

from typing import Any

from portal import citizen_form
from portal.citizen_pages import AgainPage, FormPage, Shown, Variant, address
from portal.form_keys import KEY_LENGTH
from portal.intake import FIELDS, NOTHING, Fault, slip_signs
from portal.language import other
from portal.rotation import BLOCKS
from portal.splice import MARK, SplicedPage, splice
from portal.web import Form
from surveys.places import OpenCounter

KEY_MARK = MARK.decode("ascii")
# Unreserved signs: it stands in an address too, and must not be escaped there.
SLIP_MARK = "~slip-goes-here~"


class FormViews:
    """Makes the form; `sample_mark` says on each that names and figures are invented.

    keeps_names : the portal has a key and seals the names in reports of bribes, which is said.
    """

    def __init__(self, sample_mark: bool, *, keeps_names: bool = False) -> None:
        self._sample_mark = sample_mark
        self._keeps_names = keeps_names

    def spliced_form(self, counter: OpenCounter, variant: Variant) -> SplicedPage:
        """The empty form, with a place for its key (and, in that variant, a mark for its slip)."""
        page = self.form(counter, variant, KEY_MARK, SLIP_MARK if variant.slip else "")
        return splice(page.body(), KEY_LENGTH)

    def filled_form(
        self,
        counter: OpenCounter,
        variant: Variant,
        form: Form,
        key: str,
        faults: dict[str, Fault],
    ) -> Shown:
        """The form with everything that was filled in, and a sentence at each fault."""
        filled = citizen_form.filling(form, faults, variant.language)
        slip = slip_signs(filled.first("slip")) or ""
        nothing = [fault.words for fault in faults.values()] == [NOTHING]
        page = self.form(counter, variant, key, slip, filled, nothing=nothing)
        return Shown(422, page.body())

    def form(
        self,
        counter: OpenCounter,
        variant: Variant,
        key: str,
        slip: str,
        filled: citizen_form.Filling = citizen_form.EMPTY,
        *,
        nothing: bool = False,
    ) -> FormPage:
        """The form of a counter with this key; `nothing` where it came back without an answer."""
        language, path = variant.language, f"/s/{counter.public_code}"
        mode = {"mode": "kiosk"} if variant.kiosk else {}
        with_slip = {**mode, "slip": slip} if slip else mode
        return FormPage(
            language=language,
            other_language=address(path, other(language), **with_slip),
            kiosk=variant.kiosk,
            public_code=counter.public_code,
            counter_name=counter.name,
            unit_name=counter.unit_name,
            agency_name=counter.agency_name,
            sample_mark=self._sample_mark,
            keeps_names=self._keeps_names,
            action=address(path, language, **mode),
            key=key,
            slip=slip,
            used=variant.used,
            asked=variant.block,
            again=bool(filled.form),
            nothing=nothing,
            **_asked(counter, variant, filled),
        )

    def again(
        self, counter: OpenCounter, variant: Variant, form: Form, key: str, status: int
    ) -> Shown:
        """Busy: a page with one button, and everything that was answered behind it."""
        mode = {"mode": "kiosk"} if variant.kiosk else {}
        answers = [
            (name, value) for name in FIELDS if name != "key" for value in form.get(name, ())
        ]
        page = AgainPage(
            language=variant.language,
            other_language="",
            kiosk=variant.kiosk,
            action=address(f"/s/{counter.public_code}", variant.language, **mode),
            answers=(*answers, ("key", key)),
        )
        return Shown(status, page.body())


def _asked(counter: OpenCounter, variant: Variant, filled: citizen_form.Filling) -> dict[str, Any]:
    """The questions with what was answered, as fields of the page."""
    shown, more = citizen_form.scales(variant.block, variant.language, filled)
    about = citizen_form.attributes(variant.language, filled)
    return {
        "questions": shown,
        "more": more,
        "more_open": any(q.fault or any(o.chosen for o in q.options) for q in more),
        "service": citizen_form.services(counter, variant.language, filled),
        "attributes": about,
        "about_open": any(question.given for question in about),
        "comment": filled.first("comment"),
        "comment_fault": filled.sentence("comment"),
        "private": bool(filled.first("private")),
        "faults": tuple(
            (name, filled.sentences[name]) for name in FIELDS if name in filled.sentences
        ),
    }


def block_of(form: Form) -> int | None:
    """Which block of the rotation a form was, as it says itself."""
    given = (form.get("asked") or [""])[0]
    known = given.isascii() and given.isdigit() and len(given) <= 2 and int(given) < len(BLOCKS)
    return int(given) if known else None
