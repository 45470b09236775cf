"""What a citizen sees: the form, the thank-you page, the state of a comment, and what went wrong.

Pages that many people see alike are made once and spliced; the others are made when asked for.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from portal import citizen_form, citizen_look, wording
from portal.citizen_form import ChoiceQuestion, ScaleQuestion
from portal.form_keys import KEY_LENGTH
from portal.intake import FIELDS, LONGEST_SLIP, Fault
from portal.language import DEFAULT, translations
from portal.pages import environment
from portal.rotation import BLOCKS
from portal.splice import MARK, SplicedPage, splice
from portal.web import Form
from surveys.complaints import Change, ReceiptState
from surveys.places import OpenCounter
from surveys.results import PublishedCard
from surveys.rules import deadlines
from surveys.rules.codes import RECEIPT_LENGTH, format_receipt
from surveys.rules.periods import parse_period

KEY_MARK = MARK.decode("ascii")
SLIP_MARK = "@slip-goes-here@"
# Long enough to read the thanks, and to photograph a receipt, on a tablet that others wait for.
KIOSK_SECONDS = 15
KIOSK_RECEIPT_SECONDS = 60


class Variant(NamedTuple):
    """Which of its pages a counter shows: the form that is cached under it."""

    language: str = DEFAULT
    kiosk: bool = False
    slip: bool = False
    block: int | None = None


class ThanksVariant(NamedTuple):
    """Which thank-you page: everything of it but the receipt itself."""

    language: str
    kiosk: bool
    receipt: bool
    masked: bool
    sent_on: date


@dataclass(frozen=True)
class Shown:
    """A page ready to be sent."""

    status: int
    body: bytes


@dataclass(frozen=True)
class CitizenPage:
    """A page of the citizen's own frame; each kind names its template, its script and its fields.

    other_language : address of the same page in the other language, empty where there is none.
    """

    template: ClassVar[str]
    script: ClassVar[str] = ""
    language: str
    other_language: str
    kiosk: bool

    def body(self) -> bytes:
        """The page as it is sent."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        script = citizen_look.script(self.script) if self.script else ""
        # Both are files of ours, and their hashes stand in the policy.
        written = environment(self.language).get_template(self.template).render(
            style=Markup(citizen_look.style()),
            script=Markup(script),
            **given,
        )
        return written.encode("utf-8", "replace")


@dataclass(frozen=True)
class FormPage(CitizenPage):
    """The survey of a counter."""

    template: ClassVar[str] = "responses/form.html"
    script: ClassVar[str] = citizen_look.FORM_SCRIPT
    public_code: str
    counter_name: str
    unit_name: str
    agency_name: str
    sample_mark: bool
    action: str
    key: str
    slip: str
    asked: int | None
    questions: list[ScaleQuestion]
    more: list[ScaleQuestion]
    more_open: bool
    service: ChoiceQuestion | None
    attributes: tuple[ChoiceQuestion, ...]
    about_open: bool
    comment: str
    comment_fault: str
    private: bool
    again: bool
    faults: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AgainPage(CitizenPage):
    """Not now: the answers wait in the page for another tap."""

    template: ClassVar[str] = "responses/again.html"
    action: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Step:
    """What happens next, and until when."""

    when: str
    what: str
    now: bool


@dataclass(frozen=True)
class CardShown:
    """The published figure of the unit, in words."""

    index: Decimal | None
    grade: str
    mutu: str
    respondents: int
    period: str
    needed: int


@dataclass(frozen=True)
class ThanksPage(CitizenPage):
    """The answers are stored; what comes of them."""

    template: ClassVar[str] = "responses/thanks.html"
    script: ClassVar[str] = citizen_look.THANKS_SCRIPT
    public_code: str
    counter_name: str
    unit_name: str
    unit_address: str
    agency_name: str
    sample_mark: bool
    receipt: Markup
    masked: bool
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    card: CardShown | None
    start: str
    seconds: int


@dataclass(frozen=True)
class ReceiptPage(CitizenPage):
    """Where a comment stands, for whoever holds its code; never what was written."""

    template: ClassVar[str] = "responses/receipt.html"
    code: str
    status: str
    unit_name: str
    agency_name: str
    received_on: date
    due_on: date | None
    reply: str
    replied_on: date | None


@dataclass(frozen=True)
class AskReceiptPage(CitizenPage):
    """A field for a code, and a word about one that is not known."""

    template: ClassVar[str] = "responses/ask_receipt.html"
    action: str
    asked: str


@dataclass(frozen=True)
class ProblemPage(CitizenPage):
    """One sentence of what happened, one of what to do, and perhaps where."""

    template: ClassVar[str] = "responses/problem.html"
    what: str
    then: str
    link: str
    link_words: str


PROBLEMS: dict[int, tuple[str, str]] = {
    400: ("Kiriman ini tidak terbaca.", "Buka lagi halamannya, lalu isi dan kirim."),
    404: ("Kode ini tidak dikenal.", "Periksa lagi alamatnya, atau pindai poster di loket."),
    405: ("Alamat ini tidak menerima cara itu.", "Pindai poster di loket untuk memulai."),
    408: ("Kiriman ini terputus di jalan.", "Kembali, lalu kirim lagi."),
    413: ("Kiriman ini terlalu besar.", "Pendekkan tulisan Anda, lalu kirim lagi."),
    415: ("Kiriman ini tidak terbaca.", "Buka lagi halamannya, lalu isi dan kirim."),
    429: ("Terlalu banyak percobaan.", "Tunggu sebentar, lalu coba lagi."),
    500: ("Ada yang rusak di pihak kami.", "Jawaban Anda belum tersimpan. Coba lagi nanti."),
    503: ("Kami sedang sibuk.", "Coba lagi dalam beberapa detik."),
}
RETIRED = ("Kode ini sudah tidak dipakai.", "Pindai poster yang baru di loket, atau buka dari sini.")


def address(path: str, language: str, **more: str) -> str:
    """A path in a language, with whatever else belongs in its query."""
    query = {} if language == DEFAULT else {"lang": language}
    query.update(more)
    return f"{path}?{urlencode(query)}" if query else path


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
        slip = filled.first("slip")[: 2 * LONGEST_SLIP]
        return Shown(422, self._form(counter, variant, key, slip, filled).body())

    def _form(
        self,
        counter: OpenCounter,
        variant: Variant,
        key: str,
        slip: str,
        filled: citizen_form.Filling = citizen_form.EMPTY,
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
        query: dict[str, str],
        changes: list[Change],
        card: PublishedCard | None,
    ) -> SplicedPage:
        """The thank-you page, with a place for the receipt."""
        language = variant.language
        mode = {"mode": "kiosk"} if variant.kiosk else {}
        start = address(f"/s/{counter.public_code}", language, **mode)
        page = ThanksPage(
            language=language,
            # A query alone keeps the path, and with it the receipt, which is not known here.
            other_language=address("", _other(language), **query) or "?",
            kiosk=variant.kiosk,
            public_code=counter.public_code,
            counter_name=counter.name,
            unit_name=counter.unit_name,
            unit_address=address(f"/units/{counter.unit_code}", language),
            agency_name=counter.agency_name,
            sample_mark=self._sample_mark,
            receipt=Markup(KEY_MARK if variant.receipt else ""),
            masked=variant.masked,
            steps=steps(variant.sent_on, language) if variant.receipt else (),
            changes=tuple(changes[:3]),
            card=_card(card, language),
            start=start if variant.kiosk else "",
            seconds=KIOSK_RECEIPT_SECONDS if variant.receipt else KIOSK_SECONDS,
        )
        if not variant.receipt:
            return splice(page.body() + MARK, 0)
        return splice(page.body(), len(receipt_piece("2" * RECEIPT_LENGTH, language)))

    def receipt(self, found: ReceiptState, code: str, language: str) -> Shown:
        """The state of a comment and the reply to it."""
        page = ReceiptPage(
            language=language,
            other_language=address(f"/t/{code}", _other(language)),
            kiosk=False,
            code=format_receipt(code),
            status=found.status,
            unit_name=found.unit_name,
            agency_name=found.agency_name,
            received_on=found.local_date,
            due_on=found.due_on,
            reply=found.reply or "",
            replied_on=_day_of(found.replied_at),
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
        return self._problem(status, PROBLEMS[status], language, "", "")

    def _problem(
        self, status: int, words: tuple[str, str], language: str, link: str, link_words: str
    ) -> Shown:
        page = ProblemPage(
            language=language,
            other_language="",
            kiosk=False,
            what=words[0],
            then=words[1],
            link=link,
            link_words=link_words,
        )
        return Shown(status, page.body())


def steps(sent_on: date, language: str) -> tuple[Step, ...]:
    """What happens with a comment, and until which working day."""
    gettext = translations(language).gettext

    def named(value: date) -> str:
        return wording.day(value, language, weekday=True, year=False)

    read_by = deadlines.due_day(sent_on, deadlines.VERIFICATION_WORKING_DAYS)
    kind = deadlines.ComplaintClass.NOT_SUPERVISORY
    answered_by = deadlines.due_of_class(sent_on, kind)
    until = gettext("Paling lambat {day}")
    return (
        Step(named(sent_on), gettext("Tulisan Anda kami terima."), True),
        Step(until.format(day=named(read_by)), gettext("Petugas pengaduan membacanya."), False),
        Step(
            until.format(day=named(answered_by)),
            gettext("Balasan tampil di halaman kode Anda. Dugaan pungli diperiksa lebih lama."),
            False,
        ),
    )


def receipt_piece(receipt: str, language: str) -> bytes:
    """The receipt as it is set into a thank-you page: the end of a link, and its words."""
    link = address(f"/t/{receipt}", language)
    return f'href="{link}">{format_receipt(receipt)}'.encode("ascii")


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


def _day_of(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def block_of(form: Form) -> int | None:
    """Which block of the rotation a form was, as it says itself."""
    given = (form.get("asked") or [""])[0]
    known = given.isascii() and given.isdigit() and len(given) <= 2 and int(given) < len(BLOCKS)
    return int(given) if known else None
