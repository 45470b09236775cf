"""What people decided, as examples to learn from."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect

from portal.database import open_for_reading
from portal.settings import Settings
from surveys.corrections import decided_texts

if TYPE_CHECKING:
    from ml.corpus import Example


DANGER_STYLES: dict[bool | None, tuple[str, ...]] = {
    True: ("danger",),
    False: (),
    None: ("danger_unasked",),
}


def examples_of_people(settings: Settings) -> "tuple[Example, ...]":
    """The newest decision about each text; none where there is no database yet.

    Only looks, so that training beside a serving portal neither waits for it nor burdens it.
    """
    from ml.corpus import Example

    url = settings.database_url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        return ()
    engine = open_for_reading(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("decision"):
                return ()
            found = decided_texts(connection)
    finally:
        engine.dispose()
    return tuple(
        Example(
            f"case-{one.complaint_id}",
            one.text,
            one.labels,
            one.polarity,
            one.subtype,
            style=DANGER_STYLES[one.danger],
        )
        for one in found
    )
