"""The demo: an empty database becomes an invented province, through the import of everybody."""

import json
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, func, select

from portal.access import Role
from portal.bringing_in import import_sheets
from portal.database import Database, utc_now
from portal.demo_comments import read_bank
from portal.demo_deeds import answer_some_complaints
from portal.demo_folder import write_folder
from portal.demo_oddities import plant_oddities
from portal.demo_world import build_world
from portal.labelling import label_everything
from portal.publishing import publish
from portal.settings import Settings
from portal.sign_ins import hash_password
from portal.spreadsheets import read_source
from surveys import accounts
from surveys.errors import Refused
from surveys.tables import Agency, Complaint, ServiceCounter, Unit

BANK = Path(__file__).with_name("demo_comments.jsonl")
MARK = "demo"
Progress = Callable[[str], AbstractContextManager[Callable[[int, int], None]]]


@dataclass(frozen=True)
class DemoAccount:
    """An account that the demo prints: what kind of user, and how to sign in."""

    words: str
    username: str
    password: str
    role: Role
    agency_code: str | None = None


BUSIEST = "the agency with the most to answer"

KINDS: tuple[tuple[str, str, Role, str | None], ...] = (
    ("Pimpinan instansi", "pimpinan", Role.AGENCY_HEAD, BUSIEST),
    ("Perencana pelatihan", "perencana", Role.PLANNER, None),
    ("Operator", "operator", Role.OPERATOR, None),
    ("Pengelola sistem", "pengelola", Role.ADMINISTRATOR, None),
    ("Inspektur", "inspektur", Role.INSPECTOR, None),
)


@dataclass(frozen=True)
class Ready:
    """What a visitor of the demo needs: a counter to try, and the accounts."""

    public_code: str
    accounts: tuple[DemoAccount, ...]
    filled_now: bool


def prepare(settings: Settings, database: Database, progress: Progress) -> Ready:
    """Fill an empty database, or find the demo that is there; raises Refused for other data."""
    kept = database.read(lambda connection: accounts.setting(connection, MARK))
    filled = kept == "complete"
    if not filled:
        if kept is None and database.read(_holds_something):
            raise Refused(
                "basis data ini sudah berisi data lain; demo hanya mengisi basis data kosong"
                " (pakai --database dengan nama berkas baru)"
            )
        _fill(settings, database, progress)
    people = _accounts(settings, database)
    return Ready(database.read(_first_counter), people, not filled)


def _holds_something(connection: Connection) -> bool:
    return bool(connection.execute(select(func.count()).select_from(Agency)).scalar_one())


def _first_counter(connection: Connection) -> str:
    return connection.execute(
        select(ServiceCounter.public_code).order_by(ServiceCounter.code).limit(1)
    ).scalar_one()


def _busiest_agency(connection: Connection) -> str:
    """The agency whose head has the most complaints to answer: the fullest Monday page."""
    return connection.execute(
        select(Agency.code)
        .join(Unit, Unit.agency_id == Agency.id)
        .join(Complaint, Complaint.unit_id == Unit.id)
        .where(
            Complaint.status == "new",
            Complaint.confidential.is_(False),
            Complaint.polarity == "complaint",
        )
        .group_by(Agency.code)
        .order_by(func.count().desc(), Agency.code)
        .limit(1)
    ).scalar_one()


def _fill(settings: Settings, database: Database, progress: Progress) -> None:
    """Every step can be done again: a fill that was cut off goes on where it stood."""
    started = utc_now()
    database.write(lambda connection: accounts.remember(connection, MARK, _today().isoformat()))
    begun = database.read(lambda connection: accounts.setting(connection, MARK))
    world = build_world(date.fromisoformat(str(begun)))
    with TemporaryDirectory(prefix="suara-demo-") as folder:
        with progress("Mengarang provinsi contoh") as tell:
            write_folder(world, read_bank(BANK), Path(folder), tell)
        with progress("Mengimpor") as tell:
            import_sheets(
                database,
                read_source(Path(folder)),
                actor="demo",
                source="provinsi contoh",
                now=started,
                tell=lambda _what, done, total: tell(done, total),
            )
    with progress("Membaca komentar") as tell:
        label_everything(database, settings, tell)
    with progress("Membalas pengaduan") as tell:
        answer_some_complaints(database, started, tell)
    busiest = database.read(_busiest_agency)
    plant_oddities(database, busiest, date.fromisoformat(str(begun)), started)
    publish(database, utc_now(), settings.smallest_group)
    database.write(lambda connection: accounts.change_setting(connection, MARK, "complete"))


def _today() -> date:
    return utc_now().date()


def _accounts(settings: Settings, database: Database) -> tuple[DemoAccount, ...]:
    """The demo's accounts; passwords are made once and kept for their owner alone."""
    path = settings.data_dir / "demo_accounts.json"
    kept: dict[str, str] = {}
    if path.exists():
        kept = json.loads(path.read_text(encoding="utf-8"))
    people = [
        DemoAccount(words, name, kept.get(name) or token_urlsafe(9), role, agency)
        for words, name, role, agency in KINDS
    ]
    for person in people:
        _ensure_account(database, person, renew=person.username not in kept)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({person.username: person.password for person in people}, file, indent=2)
    return tuple(people)


def _ensure_account(database: Database, person: DemoAccount, *, renew: bool) -> None:
    known = database.read(lambda connection: accounts.by_username(connection, person.username))
    if known is not None and not renew:
        return
    password_hash = hash_password(person.password)
    now: datetime = utc_now()
    agency_code = person.agency_code
    if agency_code == BUSIEST:
        agency_code = database.read(_busiest_agency)

    def work(connection: Connection) -> None:
        if known is not None:
            accounts.set_password(connection, known.account_id, password_hash)
            return
        accounts.add_account(
            connection,
            username=person.username,
            name=f"{person.words} Contoh",
            password_hash=password_hash,
            role=person.role,
            agency_code=agency_code,
            unit_code=None,
            now=now,
        )

    database.write(work)
