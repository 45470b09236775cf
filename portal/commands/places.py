"""`suara poster` and `suara slips`."""

import argparse
from secrets import token_bytes

from sqlalchemy import Connection

from portal.case_desk import today_of_province
from portal.commands import Session, Subparsers, add_command, file_path
from portal.commands.typed import number
from portal.database import utc_now
from portal.documents.counter_prints import PRINTS, SHEET, printed_pdf
from portal.documents.poster import PosterPlace
from portal.documents.slips import PER_PAGE, slips_pdf
from surveys import accounts, places, slips
from surveys.errors import Refused


def run_poster(arguments: argparse.Namespace, session: Session) -> int:
    """Posters or paper sheets of one counter, a unit, or a whole agency as one PDF."""
    kinds = ("counter", "unit", "agency")
    given = [kind for kind in kinds if getattr(arguments, kind)]
    if len(given) != 1:
        raise Refused("pilih satu: --counter, --unit, atau --agency")
    kind, code = given[0], getattr(arguments, given[0])
    today = today_of_province(utc_now())
    found = session.open().read(
        lambda connection: places.counters_to_print(connection, **{f"{kind}_code": code}, day=today)
    )
    if not found:
        raise Refused(f"'{code}' tidak ada, belum punya loket, atau loketnya sudah ditutup")
    pdf = printed_pdf(
        [PosterPlace(p.agency_name, p.unit_name, p.name, p.public_code) for p in found],
        public_address=session.settings.public_address,
        size=arguments.size,
        sample=session.settings.sample_mark,
    )
    arguments.out.write_bytes(pdf)
    if arguments.json:
        session.answer({"file": str(arguments.out), "counters": [place.code for place in found]})
    else:
        made = "lembar survei" if arguments.size == SHEET else "poster"
        session.say(f"{len(found)} {made} ada di {arguments.out}.")
    return 0


def run_slips(arguments: argparse.Namespace, session: Session) -> int:
    """Make slips for a counter, and print their sheets."""
    database, now = session.open(), utc_now()
    found = database.read(
        lambda connection: places.counters_to_print(
            connection, counter_code=arguments.counter, day=today_of_province(now)
        )
    )
    if not found:
        raise Refused(f"loket '{arguments.counter}' tidak ada atau sudah ditutup")
    counter, count = found[0], arguments.count
    if not 1 <= count <= slips.MOST:
        raise Refused(f"--count {count} tidak bisa; isi 1 sampai {slips.MOST}")

    def work(connection: Connection) -> list[str]:
        batch = slips.make(connection, counter.counter_id, count, now, token_bytes)
        accounts.record(
            connection,
            actor="command line",
            action="slips_made",
            now=now,
            subject=counter.code,
            detail={"batch": batch, "count": count},
        )
        return slips.codes_of(connection, batch)[1]

    codes = database.write(work)
    pdf = slips_pdf(
        PosterPlace(counter.agency_name, counter.unit_name, counter.name, counter.public_code),
        codes,
        public_address=session.settings.public_address,
        sample=session.settings.sample_mark,
    )
    arguments.out.write_bytes(pdf)
    if arguments.json:
        session.answer({"file": str(arguments.out), "slips": codes})
    else:
        session.say(f"{len(codes)} kartu ada di {arguments.out}.")
    return 0


def register(subparsers: Subparsers) -> None:
    """Offer `suara poster` and `suara slips`."""
    parser = add_command(subparsers, "poster", run_poster, "posters or paper sheets, as PDF")
    for kind in ("counter", "unit", "agency"):
        parser.add_argument(f"--{kind}", metavar="CODE")
    parser.add_argument("--size", choices=PRINTS, default="a4")
    parser.add_argument("--out", type=file_path, required=True, metavar="FILE.pdf")
    cards = add_command(subparsers, "slips", run_slips, "sheets of one-time slips, as PDF")
    cards.add_argument("--counter", required=True, metavar="CODE")
    cards.add_argument("--count", type=number, default=PER_PAGE, metavar="N")
    cards.add_argument("--out", type=file_path, required=True, metavar="FILE.pdf")
