"""A portal over two agencies, for tests of what their pages say of the answers."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, update

from portal.access import Role
from portal.app import App, create_app
from portal.database import Database, utc_now
from portal.settings import Settings
from surveys import publication, readings
from surveys.readings import Reading
from surveys.responses import Draft, store_drafts
from surveys.rules.codes import complete_counter_code, complete_receipt
from surveys.rules.periods import Kind, Period, containing, local_day
from surveys.tables import Complaint
from tests.builders import Place, build_draft, build_place
from tests.portal.staff import Staff, sign_in

WAIT = "antre dari jam tujuh pagi, dipanggil jam sebelas siang"
LEVY = "dimintai uang pelicin lima puluh ribu di loket ini"
HUSH = "saya tidak mau petugas loket tahu, antreannya diserobot"


def today() -> date:
    return local_day(utc_now(), "Asia/Jakarta")


def this_quarter() -> Period:
    return containing(today(), Kind.QUARTER)


@dataclass
class Agency:
    """A portal over two agencies, A with one counter and B with one."""

    app: App
    database: Database
    place: Place
    other: Place

    def as_(self, role: Role, **reach: int | None) -> Staff:
        return sign_in(self.app, self.database, role, **reach)

    def head(self) -> Staff:
        return self.as_(Role.AGENCY_HEAD, agency_id=self.place.agency_id)

    def anybody(self) -> Staff:
        return Staff(self.app, None)

    def store(self, drafts: list[Draft]) -> None:
        self.database.write(lambda c: store_drafts(c, drafts))

    def publish(self) -> int:
        return self.database.write(lambda c: publication.refresh_all(c, utc_now(), 5))

    def fill(self, values: str, name: str, day: date, place: Place | None = None) -> None:
        """Sheets on a day, each with one value for all nine elements."""
        self.store(
            [
                replace(
                    build_draft(place or self.place, f"{name}{number}", scores=(int(value),) * 9),
                    local_date=day,
                )
                for number, value in enumerate(values)
            ]
        )


def make_agency(database: Database) -> Agency:
    def build(connection: Connection) -> tuple[Place, Place]:
        return (
            build_place(connection, "A", public_code=complete_counter_code(b"p" * 14)),
            build_place(connection, "B", public_code=complete_counter_code(b"q" * 14)),
        )

    place, other = database.write(build)
    settings = Settings(database_url=database.url, background=False)
    return Agency(create_app(settings, database), database, place, other)


def two_quarters(agency: Agency, before: str, now: str) -> None:
    quarter = this_quarter()
    for week in range(10):
        earlier = quarter.previous.first_day + timedelta(days=7 * week)
        agency.fill(before, f"e{week}-", earlier)
        agency.fill(now, f"l{week}-", quarter.first_day + timedelta(days=week))


def commented(agency: Agency) -> None:
    texts = (WAIT, LEVY, HUSH)
    drafts = []
    for number, text in enumerate(texts):
        draft = build_draft(
            agency.place, f"t{number}", comment=text, receipt=complete_receipt(bytes([number]) * 16)
        )
        drafts.append(replace(draft, local_date=today(), private=text == HUSH))
    agency.store(drafts)
    agency.fill("3333333", "f", today())
    numbers = {
        text: number for number, text in agency.database.read(lambda c: readings.unread(c, 9))
    }
    found = [
        Reading(
            numbers[text],
            (label,),
            {label: 0.9},
            "complaint",
            None,
            False,
            label == "integrity",
            False,
        )
        for text, label in ((WAIT, "time"), (LEVY, "integrity"), (HUSH, "time"))
    ]

    def read(connection: Connection) -> None:
        readings.store_readings(connection, found, "v1", utc_now())
        connection.execute(update(Complaint).values(due_on=today() - timedelta(days=30)))

    agency.database.write(read)
