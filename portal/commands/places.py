"""`suara poster`."""

import argparse

from portal.commands import Session, Subparsers, add_command, file_path
from portal.documents.poster import SIZES, PosterPlace, posters_pdf
from surveys import places
from surveys.errors import Refused


def run_poster(arguments: argparse.Namespace, session: Session) -> int:
    """Posters of one counter, a unit, or a whole agency as one PDF."""
    kinds = ("counter", "unit", "agency")
    given = [kind for kind in kinds if getattr(arguments, kind)]
    if len(given) != 1:
        raise Refused("pilih satu: --counter, --unit, atau --agency")
    kind, code = given[0], getattr(arguments, given[0])
    found = session.open().read(
        lambda connection: places.counters_to_print(connection, **{f"{kind}_code": code})
    )
    if not found:
        raise Refused(f"'{code}' tidak ada atau belum punya loket")
    pdf = posters_pdf(
        [PosterPlace(p.agency_name, p.unit_name, p.name, p.public_code) for p in found],
        public_address=session.settings.public_address,
        size=arguments.size,
        sample=session.settings.sample_mark,
    )
    arguments.out.write_bytes(pdf)
    if arguments.json:
        session.answer({"file": str(arguments.out), "counters": [place.code for place in found]})
    else:
        session.say(f"{len(found)} poster ada di {arguments.out}.")
    return 0


def register(subparsers: Subparsers) -> None:
    """Offer `suara poster`."""
    parser = add_command(subparsers, "poster", run_poster, "posters ready to print, as PDF")
    for kind in ("counter", "unit", "agency"):
        parser.add_argument(f"--{kind}", metavar="CODE")
    parser.add_argument("--size", choices=SIZES, default="a4")
    parser.add_argument("--out", type=file_path, required=True, metavar="FILE.pdf")
