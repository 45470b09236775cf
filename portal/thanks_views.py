"""Makes the thank-you page: once for all who see it alike, with places for what is theirs."""

from datetime import date

from markupsafe import Markup

from portal import citizen_form, wording
from portal.citizen_pages import (
    Beside,
    CardShown,
    OwnWords,
    Step,
    ThanksPage,
    ThanksVariant,
    address,
    receipt_piece,
    thanks_query,
)
from portal.language import other, translations
from portal.splice import MARK, PiecedPage, SplicedPage, in_pieces, splice
from portal.thanks_at_hand import OWN_MARKS, SIGN_MARK, WORDS_MARK
from surveys.places import OpenCounter
from surveys.results import PublishedCard
from surveys.rules.codes import RECEIPT_LENGTH
from surveys.rules.deadlines import Promised
from surveys.rules.periods import parse_period

RECEIPT_MARK = MARK.decode("ascii")
# Long enough to read the thanks, and to photograph a receipt, on a tablet that others wait for.
KIOSK_SECONDS = 15
KIOSK_RECEIPT_SECONDS = 60


class ThanksViews:
    """Makes the thanks; `sample_mark` says on each that names and figures are invented.

    keeps_names : the portal has a key and seals the names in reports of bribes, which is said.
    """

    def __init__(self, sample_mark: bool, *, keeps_names: bool = False) -> None:
        self._sample_mark = sample_mark
        self._keeps_names = keeps_names

    def spliced_thanks(
        self,
        counter: OpenCounter,
        variant: ThanksVariant,
        beside: Beside,
    ) -> SplicedPage:
        """The thank-you page, with a place for the receipt."""
        page = self._thanks(counter, variant, beside, Markup(RECEIPT_MARK))
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
        page = self._thanks(counter, variant, beside, Markup(RECEIPT_MARK), own)
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
            other_language=address("", other(language), **query),
            kiosk=variant.kiosk,
            public_code=counter.public_code,
            counter_name=counter.name,
            unit_name=counter.unit_name,
            unit_address=address(f"/units/{counter.unit_code}", language, **shown_quarter),
            agency_name=counter.agency_name,
            sample_mark=self._sample_mark,
            keeps_names=self._keeps_names,
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
