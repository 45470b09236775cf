"""Makes the citizen's pages: the form, the thank-you page, a comment's state, what went wrong.

Pages that many people see alike are made once and spliced; the others are made when asked for.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from portal import citizen_form, wording
from portal.citizen_pages import (
    AGAIN,
    PROBLEMS,
    RETIRED,
    SEARCH,
    TRY_AGAIN,
    AgainPage,
    AskReceiptPage,
    Beside,
    CardShown,
    FormPage,
    OwnWords,
    ProblemPage,
    ReceiptPage,
    Shown,
    Step,
    ThanksPage,
    ThanksVariant,
    Variant,
    address,
    receipt_piece,
    thanks_query,
)
from portal.form_keys import KEY_LENGTH
from portal.intake import FIELDS, NOTHING, Fault, slip_signs
from portal.language import DEFAULT, translations
from portal.rotation import BLOCKS
from portal.splice import MARK, PiecedPage, SplicedPage, in_pieces, splice
from portal.thanks_at_hand import OWN_MARKS, SIGN_MARK, WORDS_MARK
from portal.web import Form
from surveys.complaints import ReceiptState
from surveys.places import OpenCounter
from surveys.results import PublishedCard
from surveys.rules.codes import RECEIPT_LENGTH, format_receipt
from surveys.rules.deadlines import Promised
from surveys.rules.periods import parse_period

# Only what was answered can be judged by whoever asked.
JUDGED = ("answered", "closed")
LASTING = (404, 410)
WAITING = ("new", "in_progress")
KEY_MARK = MARK.decode("ascii")
# Unreserved signs: it stands in an address too, and must not be escaped there.
SLIP_MARK = "~slip-goes-here~"
# Long enough to read the thanks, and to photograph a receipt, on a tablet that others wait for.
KIOSK_SECONDS = 15
KIOSK_RECEIPT_SECONDS = 60


def _other(language: str) -> str:
    return "en" if language == DEFAULT else DEFAULT


class CitizenViews:
    """Makes the citizen's pages; `sample_mark` says on each that names and figures are invented."""

    def __init__(self, sample_mark: bool) -> None:
        self._sample_mark = sample_mark

    def spliced_form(self, counter: OpenCounter, variant: Variant) -> SplicedPage:
        """The empty form, with a place for its key (and, in that variant, a mark for its slip)."""
        page = self._form(counter, variant, KEY_MARK, SLIP_MARK if variant.slip else "")
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
        page = self._form(counter, variant, key, slip, filled, nothing=nothing)
        return Shown(422, page.body())

    def _form(
        self,
        counter: OpenCounter,
        variant: Variant,
        key: str,
        slip: str,
        filled: citizen_form.Filling = citizen_form.EMPTY,
        *,
        nothing: bool = False,
    ) -> FormPage:
        language, path = variant.language, f"/s/{counter.public_code}"
        mode = {"mode": "kiosk"} if variant.kiosk else {}
        shown, more = citizen_form.scales(variant.block, language, filled)
        about = citizen_form.attributes(language, filled)
        with_slip = {**mode, "slip": slip} if slip else mode
        return FormPage(
            language=language,
            other_language=address(path, _other(language), **with_slip),
            kiosk=variant.kiosk,
            public_code=counter.public_code,
            counter_name=counter.name,
            unit_name=counter.unit_name,
            agency_name=counter.agency_name,
            sample_mark=self._sample_mark,
            action=address(path, language, **mode),
            key=key,
            slip=slip,
            used=variant.used,
            asked=variant.block,
            questions=shown,
            more=more,
            more_open=any(q.fault or any(o.chosen for o in q.options) for q in more),
            service=citizen_form.services(counter, language, filled),
            attributes=about,
            about_open=any(question.given for question in about),
            comment=filled.first("comment"),
            comment_fault=filled.sentence("comment"),
            private=bool(filled.first("private")),
            again=bool(filled.form),
            nothing=nothing,
            faults=tuple(
                (name, filled.sentences[name]) for name in FIELDS if name in filled.sentences
            ),
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

    def spliced_thanks(
        self,
        counter: OpenCounter,
        variant: ThanksVariant,
        beside: Beside,
    ) -> SplicedPage:
        """The thank-you page, with a place for the receipt."""
        page = self._thanks(counter, variant, beside, Markup(KEY_MARK))
        if not variant.receipt:
            return splice(page.body() + MARK, 0)
        return splice(
            page.body(), len(receipt_piece("2" * RECEIPT_LENGTH, variant.language, variant.kiosk))
        )

    def own_thanks(
        self, counter: OpenCounter, variant: ThanksVariant, beside: Beside
    ) -> PiecedPage:
        """The thank-you page for whoever wrote what was masked, with places for what is theirs."""
        own = OwnWords("", SIGN_MARK, WORDS_MARK)
        page = self._thanks(counter, variant, beside, Markup(KEY_MARK), own)
        return in_pieces(page.body(), OWN_MARKS)

    def own_thanks_again(
        self,
        counter: OpenCounter,
        variant: ThanksVariant,
        beside: Beside,
        own: OwnWords,
    ) -> bytes:
        """The same with what is wrong with the new words, and these words as they were sent."""
        piece = receipt_piece(own.receipt, variant.language, variant.kiosk).decode("ascii")
        # Made here of a code and an address: nothing that anybody typed.
        return self._thanks(counter, variant, beside, Markup(piece), own).body()

    def _thanks(
        self,
        counter: OpenCounter,
        variant: ThanksVariant,
        beside: Beside,
        receipt: Markup,
        own: OwnWords | None = None,
    ) -> ThanksPage:
        language = variant.language
        mode = {"mode": "kiosk"} if variant.kiosk else {}
        start = address(f"/s/{counter.public_code}", language, **mode)
        shown_quarter = {} if beside.card is None else {"period": beside.card.period}
        query = thanks_query(variant.kiosk, variant.masked, variant.sent_on.isoformat())
        plain = thanks_query(variant.kiosk, False, variant.sent_on.isoformat())
        if own is not None:
            query["own"] = own.sign
        return ThanksPage(
            language=language,
            # A query alone keeps the path, and with it the receipt, which is not known here.
            other_language=address("", _other(language), **query),
            kiosk=variant.kiosk,
            public_code=counter.public_code,
            counter_name=counter.name,
            unit_name=counter.unit_name,
            unit_address=address(f"/units/{counter.unit_code}", language, **shown_quarter),
            agency_name=counter.agency_name,
            sample_mark=self._sample_mark,
            receipt=receipt if variant.receipt else Markup(""),
            masked=variant.masked,
            words=own.words if own else "",
            words_fault=own.fault if own else "",
            words_sent=own.sent if own else "",
            as_it_is=address("", language, **plain),
            change=address("", language, **query),
            steps=steps(variant.sent_on, beside.told, language) if variant.receipt else (),
            changes=tuple(beside.changes[:3]),
            card=_card(beside.card, language),
            start=start if variant.kiosk else "",
            seconds=KIOSK_RECEIPT_SECONDS if variant.receipt else KIOSK_SECONDS,
        )

    def receipt(self, found: ReceiptState, code: str, language: str) -> Shown:
        """The state of a comment and the reply to it."""
        told = found.told
        page = ReceiptPage(
            language=language,
            other_language=address(f"/t/{code}", _other(language)),
            kiosk=False,
            code=format_receipt(code),
            status=found.status,
            unit_name=found.unit_name,
            agency_name=found.agency_name,
            received_on=found.local_date,
            late=found.late,
            replied_by=told.replied_by,
            examined_by=told.examined_by,
            waiting=found.status in WAITING,
            reply=found.reply or "",
            replied_on=_day_of(found.replied_at, found.time_zone),
            action=address(f"/t/{code}", language) if found.status in JUDGED else "",
        )
        return Shown(200, page.body())

    def ask_receipt(self, language: str, asked: str) -> Shown:
        """A field for a code; with a code that is not known, a word about it."""
        page = AskReceiptPage(
            language=language,
            other_language=address("/t/", _other(language)),
            kiosk=False,
            action="/t/",
            asked=asked[:40],
        )
        return Shown(404 if asked else 200, page.body())

    def retired(self, now_code: str, language: str) -> Shown:
        """A code that is no longer printed: where the counter is found now."""
        link = address(f"/s/{now_code}", language)
        return self._problem(410, RETIRED, language, link, "Buka halaman loket ini")

    def problem(self, status: int, language: str) -> Shown:
        """A page for what went wrong."""
        if status == 404:
            search = address("/", language)
            return self._problem(status, PROBLEMS[status], language, search, SEARCH)
        if status in AGAIN:
            # An empty address is the page itself, asked for once more.
            return self._problem(status, PROBLEMS[status], language, "", TRY_AGAIN)
        return self._problem(status, PROBLEMS[status], language, "", "")

    def _problem(
        self, status: int, words: tuple[str, str], language: str, link: str, link_words: str
    ) -> Shown:
        page = ProblemPage(
            language=language,
            # What passes by itself is shown on shared tablets too, and those keep their address.
            other_language=f"?lang={_other(language)}" if status in LASTING else "",
            kiosk=False,
            what=words[0],
            then=words[1],
            link=link,
            link_words=link_words,
        )
        return Shown(status, page.body())


def steps(sent_on: date, told: Promised, language: str) -> tuple[Step, ...]:
    """What happens with a comment, and until which working day."""
    gettext = translations(language).gettext

    def named(value: date) -> str:
        another_year = value.year != sent_on.year
        return wording.day(value, language, weekday=True, year=another_year)

    until = gettext("Paling lambat {day}")
    later = (
        (told.read_by, gettext("Petugas pengaduan membacanya.")),
        (told.replied_by, gettext("Pengaduan dan pertanyaan dibalas di halaman kode balasan.")),
        (told.examined_by, gettext("Dugaan pungli selesai diperiksa dan dibalas.")),
    )
    return (
        Step(named(sent_on), gettext("Tulisan Anda kami terima."), True),
        *(Step(until.format(day=named(day)), what, False) for day, what in later),
    )


def _card(card: PublishedCard | None, language: str) -> CardShown | None:
    if card is None:
        return None
    return CardShown(
        index=card.index,
        grade=card.grade or "",
        mutu=card.mutu or "",
        respondents=card.respondents,
        period=citizen_form.say(parse_period(card.period).span, language),
        needed=card.needed,
    )


def _day_of(moment: datetime | None, time_zone: str) -> date | None:
    """The day of a moment where the office is: an early reply is of today, not of yesterday."""
    return None if moment is None else moment.astimezone(ZoneInfo(time_zone)).date()


def block_of(form: Form) -> int | None:
    """Which block of the rotation a form was, as it says itself."""
    given = (form.get("asked") or [""])[0]
    known = given.isascii() and given.isdigit() and len(given) <= 2 and int(given) < len(BLOCKS)
    return int(given) if known else None
