"""The queue of cases."""

from portal.database import Database
from surveys import cases, readings
from surveys.cases import CaseFilter
from tests.builders import NOW, TODAY, Place
from tests.surveys.comments import EVERYWHERE, QUEUE, reading, write


def test_the_queue_can_be_narrowed_and_keeps_the_urgent_on_top(
    database: Database, place: Place
) -> None:
    texts = ["kursi patah, ibu saya jatuh", QUEUE, "petugas ramah", "antre lama sekali"]
    database.write(lambda c: write(c, place, texts, days_ago=2))
    numbers = [number for number, _ in database.read(lambda c: readings.unread(c, 4))]
    found = [
        reading(numbers[0], "facilities", danger=True, needs_review=True),
        reading(numbers[1], "time"),
        reading(numbers[2], "conduct", polarity="praise"),
        reading(numbers[3], "time", "conduct"),
    ]
    database.write(lambda c: readings.store_readings(c, found, "v1", NOW))

    def listed(**wanted: object) -> list[int]:
        narrowed = CaseFilter(**wanted)  # type: ignore[arg-type]
        lines = database.read(lambda c: cases.cases(c, EVERYWHERE, narrowed, TODAY))
        count = database.read(lambda c: cases.count_cases(c, EVERYWHERE, narrowed, TODAY))
        assert count == len(lines)
        return [line.complaint_id for line in lines]

    assert listed() == [numbers[0], numbers[3], numbers[1]]
    assert listed(label="time") == [numbers[3], numbers[1]]
    assert listed(view="all", polarity="praise") == [numbers[2]]
    assert listed(unchecked=True) == [numbers[0]]
    assert listed(first=TODAY) == []
    assert listed(view="late") == []
    assert database.read(lambda c: cases.case_counts(c, EVERYWHERE, TODAY)).danger == 1
