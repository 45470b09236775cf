"""The citizen's pages as dataclasses, each with its template and fields; and their addresses."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import ClassVar, NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from portal import citizen_look
from portal.citizen_form import ChoiceQuestion, ScaleQuestion
from portal.language import DEFAULT
from portal.pages import environment
from surveys.places import OpenCounter
from surveys.promises import Change
from surveys.results import PublishedCard
from surveys.rules.codes import format_receipt
from surveys.rules.deadlines import Promised


class Variant(NamedTuple):
    """Which of its pages a counter shows: the form that is cached under it.

    used : whether the slip that it was asked with has had its answer.
    """

    language: str = DEFAULT
    kiosk: bool = False
    slip: bool = False
    used: bool = False
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
        written = (
            environment(self.language)
            .get_template(self.template)
            .render(
                style=Markup(citizen_look.style(survey=self.script == citizen_look.FORM_SCRIPT)),
                script=Markup(script),
                **given,
            )
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
    keeps_names: bool
    action: str
    key: str
    slip: str
    used: bool
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
    nothing: bool
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


class Beside(NamedTuple):
    """What stands beside the thanks: what changed here, the unit's figure, what is promised."""

    changes: list[Change]
    card: PublishedCard | None
    told: Promised


class OwnWords(NamedTuple):
    """A text that was masked, shown once more to its writer, and what is wrong with a new one."""

    receipt: str
    sign: str
    words: str
    fault: str = ""
    sent: str = ""


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
    keeps_names: bool
    receipt: Markup
    masked: bool
    words: str
    words_fault: str
    words_sent: str
    as_it_is: str
    change: str
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
    late: bool
    replied_by: date
    examined_by: date
    waiting: bool
    reply: str
    replied_on: date | None
    action: str


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
    429: ("Tunggu sebentar.", "Terlalu banyak percobaan dari sini. Coba lagi semenit lagi."),
    500: ("Ada yang rusak di pihak kami.", "Yang Anda kirim belum tersimpan. Coba sekali lagi."),
    503: ("Kami sedang sibuk.", "Coba lagi dalam beberapa detik."),
}
AGAIN = (429, 500, 503)
"""What passes by itself: the page offers to ask once more."""
SEARCH = "Cari kantor atau layanan"
TRY_AGAIN = "Coba lagi"
RETIRED = (
    "Kode ini sudah tidak dipakai.",
    "Pindai poster yang baru di loket, atau buka dari sini.",
)


def address(path: str, language: str, **more: str) -> str:
    """A path in a language, with whatever else belongs in its query."""
    query = {} if language == DEFAULT else {"lang": language}
    query.update(more)
    return f"{path}?{urlencode(query)}" if query else path


def thanks_query(kiosk: bool, masked: bool, sent_on: str) -> dict[str, str]:
    """What the address of a thank-you page says of what was sent, and on which day (ISO)."""
    known = {"mode": "kiosk"} if kiosk else {}
    if masked:
        known["masked"] = "1"
    known["on"] = sent_on
    return known


def thanks_address(
    counter: OpenCounter, receipt: str | None, known: dict[str, str], language: str
) -> str:
    """Where a sender is sent on to; known is what thanks_query says."""
    end = "thanks" if receipt is None else f"thanks/{receipt}"
    return address(f"/s/{counter.public_code}/{end}", language, **known)


def receipt_piece(receipt: str, language: str, kiosk: bool) -> bytes:
    """The receipt as it is set into a thank-you page: the end of a tag, and its words.

    On a shared tablet it leads nowhere: nobody would bring the next person back to the start.
    """
    if kiosk:
        return f">{format_receipt(receipt)}".encode("ascii")
    link = address(f"/t/{receipt}", language)
    return f'href="{link}">{format_receipt(receipt)}'.encode("ascii")
