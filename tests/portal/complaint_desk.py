"""A portal with four texts at one counter, for tests of what people do about them."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from portal.access import Role
from portal.app import App, create_app
from portal.database import Database, utc_now
from portal.explaining import Explainer
from portal.sealing import seal_names
from portal.settings import Settings
from surveys import readings
from surveys.readings import Reading
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code, complete_receipt
from surveys.tables import AuditEntry
from tests import trained
from tests.builders import Place, build_draft, build_place
from tests.portal.staff import Staff, sign_in

QUEUE = "Sudah tiga jam menunggu <b>dipanggil</b> & tidak ada kabar sama sekali"
CHAIRS = "kursi tunggu patah, ibu saya jatuh kemarin"
PRAISE = "petugasnya ramah sekali, terima kasih"
LEVY = "dimintai uang rokok oleh [nama] supaya cepat"
KEY = "kunci penyegel"


@dataclass
class Desk:
    """A portal with four texts at one counter, read by a version called v1."""

    app: App
    database: Database
    place: Place
    numbers: dict[str, int]

    def as_(self, role: Role, **reach: int | None) -> Staff:
        return sign_in(self.app, self.database, role, **reach)

    def head(self) -> Staff:
        return self.as_(Role.AGENCY_HEAD, agency_id=self.place.agency_id)

    def actions(self, number: int) -> list[str]:
        return self.database.read(
            lambda c: list(
                c.execute(
                    select(AuditEntry.action)
                    .where(AuditEntry.subject == f"complaint:{number}")
                    .order_by(AuditEntry.id)
                ).scalars()
            )
        )


def reading(number: int, polarity: str, *labels: str, **more: bool) -> Reading:
    """What a model that is sure of itself read in a text."""
    confidential, danger = more.get("confidential", False), more.get("danger", False)
    return Reading(
        number,
        labels,
        dict.fromkeys(labels, 0.95),
        polarity,
        None,
        True,
        confidential,
        danger,
    )


def make_desk(database: Database, tmp_path: Path, explainer: Explainer) -> Desk:
    """One text late, one of danger, a praise and a levy."""
    place = database.write(
        lambda c: build_place(c, "A", public_code=complete_counter_code(b"g" * 14))
    )
    now = utc_now()
    texts = (QUEUE, CHAIRS, PRAISE, LEVY)
    drafts = []
    for number, text in enumerate(texts):
        draft = build_draft(
            place, f"k{number}", comment=text, receipt=complete_receipt(bytes([number]) * 16)
        )
        draft.local_date = now.date() - timedelta(days=40 if text == QUEUE else 1)
        draft.private = text == CHAIRS
        draft.sealed = seal_names(KEY, ["Suhendra"]) if text == LEVY else None
        drafts.append(draft)
    database.write(lambda c: store_drafts(c, drafts))
    numbers = {text: number for number, text in database.read(lambda c: readings.unread(c, 9))}
    found = [
        reading(numbers[QUEUE], "complaint", "time"),
        reading(numbers[CHAIRS], "complaint", "facilities", danger=True),
        reading(numbers[PRAISE], "praise", "conduct"),
        reading(numbers[LEVY], "complaint", "integrity", "cost", confidential=True),
    ]
    database.write(lambda c: readings.store_readings(c, found, "v1", now))
    settings = Settings(
        database_url=database.url,
        data_dir=trained.data_dir(tmp_path),
        background=False,
        sealing_key=KEY,
    )
    app = create_app(settings, database)
    app.portal.explainer = explainer
    return Desk(app, database, place, numbers)
